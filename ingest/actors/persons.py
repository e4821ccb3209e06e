"""Persons: one identity through identifiers, and through the name only where something else supports it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import blake2b

import msgspec

from ingest.actors.common_things import join_named_for
from ingest.actors.groups import Groups
from ingest.actors.honorifics import without_honorific
from ingest.actors.identity import FOLDERS, Identity, Paths, identifier_slug
from ingest.actors.misborne import Misborne, misborne
from ingest.actors.name_pieces import is_role
from ingest.actors.names import PersonName, begins_with_honorific, person_name, slug_of
from ingest.records import ActorType, Identifier
from ingest.union_find import UnionFind

__all__ = ["Appearance", "identified"]

_FOLDER = FOLDERS[ActorType.PERSON]
_MARK = 3
"""Bytes of what tells namesakes apart in their IRIs."""
_CANDIDATES = 12
"""The most candidates that are kept for one person."""


class Appearance(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A person named somewhere: the name, the identifiers given there, and the company in which it was met.

    What supports that two namesakes are one are the key of the source, and those of co-authors and affiliation, the
    ``friends``, in order. ``described`` is the key of the description, where the source describes the person.
    ``things`` are those for which the person is named, by their identifiers; ``doubtful``, whether the name may be
    another one's in that record, too. ``towns`` are the words of those in which the affiliations say that they are,
    ``variants`` the other names that the description gives. ``beside`` are the keys of what stands in brackets behind
    the name, which may say an affiliation.
    """

    name: str
    identifiers: tuple[Identifier, ...]
    source: str
    friends: tuple[str, ...] = ()
    described: str = ""
    things: tuple[str, ...] = ()
    doubtful: bool = False
    towns: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


def identified(appearances: Sequence[Appearance]) -> Iterator[tuple[Identity, list[int], list[int]]]:
    """The identity of each person, whatever the order, with the places of the appearances that are that person's, and
    of those among them that are by being named for one thing.

    Namesakes are one person when they share an identifier, or when no identifier differs and the same source, a co-
    author or an affiliation is common to both. A person that one source describes takes the references that bear the
    name, but for those whose affiliations are in other towns, and so does one whom several describe in one company; two
    that sources describe stay two. Initials never merge, unless a co-author or an affiliation is common and only one
    name fits them. Those whom two records of one thing name are one where their names are compatible and no other there
    may be meant. Who else a person may be is among the candidates. Of namesakes none has the IRI that one alone of the
    name would have: what was said of that one is never taken for another's. An identifier that quite different names
    bear is nobody's: each of its bearers is a candidate of the others.
    """
    order = sorted(range(len(appearances)), key=[_order(each) for each in appearances].__getitem__)
    appearances = [appearances[place] for place in order]
    by_name: defaultdict[PersonName, list[int]] = defaultdict(list)
    for index, appearance in enumerate(appearances):
        for name in dict.fromkeys(map(person_name, (appearance.name, *appearance.variants))):
            by_name[name].append(index)
    wrong = misborne([(each.name, each.identifiers) for each in appearances])
    groups = Groups([_joining(each, wrong) if wrong else each.identifiers for each in appearances])
    for name, namesakes in by_name.items():
        _join_namesakes(name, namesakes, appearances, groups)
    fitting = _fitting(by_name)
    for name, full in fitting.items():
        if len(full) == 1:
            _join_friends(by_name[name], by_name[full[0]], appearances, groups)
    described = [index for index, each in enumerate(appearances) if each.described]
    named = [(person_name(each.name), each.things, each.doubtful) for each in appearances]
    joined = join_named_for(named, described, groups)
    members = groups.members()
    identities = _identities([[appearances[index] for index in group] for group in members], fitting, wrong)
    for identity, group in zip(identities, members, strict=True):
        yield identity, [order[index] for index in group], [order[index] for index in group if index in joined]


def _joining(appearance: Appearance, wrong: Misborne) -> tuple[Identifier, ...]:
    """The identifiers that make it one with others; of one that other names bear, only with those of like names."""
    return tuple(
        replace(each, value=f"{each.value} {wrong[each][appearance.name]}") if each in wrong else each
        for each in appearance.identifiers
    )


def _identities(
    groups: Sequence[Sequence[Appearance]], fitting: dict[PersonName, list[PersonName]], wrong: Misborne
) -> Iterator[Identity]:
    """The identity of each group, with the others that it may turn out to be."""
    free = Paths().free
    spelled = [_spelled(group) for group in groups]
    borne = [_identifiers(group) for group in groups]
    known = [tuple(each for each in found if each not in wrong) for found in borne] if wrong else borne
    own = [identifier_slug(each) or slug_of(names[0]) for names, each in zip(spelled, known, strict=True)]
    bearers = Counter(own)
    named = [list(dict.fromkeys(map(person_name, names))) for names in spelled]
    paths = [
        free(f"{_FOLDER}/{name}" if bearers[name] == 1 else f"{_FOLDER}/{name}~{_mark(group, read)}")
        for name, group, read in zip(own, groups, named, strict=True)
    ]
    slugs = [dict.fromkeys(map(slug_of, names)) for names in spelled]
    in_words: defaultdict[str, list[str]] = defaultdict(list)
    for path, words in zip(paths, slugs, strict=True):
        for word in words:
            if len(in_words[word]) <= _CANDIDATES:
                in_words[word].append(path)
    bearing: defaultdict[PersonName, list[str]] = defaultdict(list)
    for path, names in zip(paths, named, strict=True):
        for name in names:
            if len(bearing[name]) <= _CANDIDATES:
                bearing[name].append(path)
    wrongly: defaultdict[Identifier, list[str]] = defaultdict(list)
    for path, found in zip(paths, borne, strict=True):
        for each in found if wrong else ():
            wrongly[each].append(path)
    every = zip(paths, spelled, known, named, borne, slugs, strict=True)
    for path, spellings, identifiers, names, found, words in every:
        wanted = [each for name in names for each in (name, *fitting.get(name, ()))]
        candidates = [other for name in wanted for other in bearing[name]]
        candidates += [other for word in words for other in in_words[word]]
        candidates += [other for each in found if each in wrong for other in wrongly[each]]
        others = dict.fromkeys([other for other in candidates if other != path])
        called, *variants = spellings
        yield Identity(
            path,
            ActorType.PERSON,
            _readable(called),
            tuple(variants),
            identifiers,
            candidates=tuple(others)[:_CANDIDATES],
        )


def _mark(group: Sequence[Appearance], names: Sequence[PersonName]) -> str:
    """What tells a person from namesakes in an IRI: it stays whoever else of the name comes or goes.

    It is made from a described person's company, or from the description where there is none; else from the source that
    first names the person. Where the same words read otherwise (« Durand, Claire Martin », « Claire Martin-Durand »),
    one is known by the family name, too, unless that is what the words are read as without a comma or hyphen.
    """
    described = sorted([" ".join(each.friends) or each.described for each in group if each.described])
    told = described[0] if described else min(each.source for each in group)
    if not any(person_name(f"{each.given or ' '.join(each.initials)} {each.family}".strip()) == each for each in names):
        told = f"{told} {min(each.family for each in names)}"
    return blake2b(told.encode(errors="replace"), digest_size=_MARK).hexdigest()


def _order(appearance: Appearance) -> tuple[object, ...]:
    """Those that sources describe first, then by what was said of them: the same whatever came first."""
    identifiers = sorted([f"{each.scheme}:{each.value}" for each in appearance.identifiers])
    company = (*appearance.friends, appearance.source)
    named = appearance.name, appearance.things, appearance.doubtful
    beside = appearance.towns, appearance.variants, appearance.beside
    return not appearance.described, appearance.described, identifiers, company, *named, *beside


def _join_namesakes(
    name: PersonName, namesakes: Sequence[int], appearances: Sequence[Appearance], groups: Groups
) -> None:
    """Join those of one name that something else supports and no identifier forbids."""
    if len(namesakes) == 1:  # as most are
        return
    described = [index for index in namesakes if appearances[index].described]
    _join_company(described, appearances, groups, is_full=name.is_full)
    home = described[0] if described and name.is_full and len(set(map(groups.head, described))) == 1 else None
    if home is not None and {groups.head(each) for each in namesakes if appearances[each].identifiers} <= {
        groups.head(home)
    }:
        away = _elsewhere(described, namesakes, appearances)
        if away:
            _join_company(namesakes, appearances, groups, is_full=True)
            heads = set(map(groups.head, away)) - {groups.head(home)}
            namesakes = [index for index in namesakes if groups.head(index) not in heads]
        groups.join_all((home, *namesakes))
        return
    _join_company(namesakes, appearances, groups, is_full=name.is_full)


def _elsewhere(described: Sequence[int], namesakes: Sequence[int], appearances: Sequence[Appearance]) -> list[int]:
    """Those whose affiliations are in towns, and in none of those of the one who is described."""
    towns = {town for index in described for town in appearances[index].towns}
    return [
        index
        for index in namesakes
        if towns and appearances[index].towns and towns.isdisjoint(appearances[index].towns)
    ]


def _join_company(
    namesakes: Sequence[int], appearances: Sequence[Appearance], groups: Groups, *, is_full: bool
) -> None:
    """Join those who were met in one company, and those whom one source names; behind whose name an affiliation stands
    in brackets, only those whom that fits, where it may tell namesakes apart."""
    company: defaultdict[str, list[int]] = defaultdict(list)
    said = _said_beside(namesakes, appearances) if is_full else {}
    for index in namesakes:
        appearance = appearances[index]
        keys = said.get(index)
        if keys is None:
            own = () if appearance.described else (appearance.source,)
            keys = (*own, *appearance.friends) if is_full else own
        for key in keys:
            company[key].append(index)
    for key in sorted([key for key, met in company.items() if len(met) > 1]):
        groups.join_all(company[key])


def _said_beside(namesakes: Sequence[int], appearances: Sequence[Appearance]) -> dict[int, tuple[str, ...]]:
    """For those behind whose name brackets say who they are, the keys of whom that fits: of one who is described, or
    of those with an affiliation in common, where the source has others too and a namesake is known beyond the name."""
    beside = [index for index in namesakes if appearances[index].beside]
    known = [
        appearances[index] for index in namesakes if appearances[index].described or appearances[index].identifiers
    ]
    if not beside or not known:  # as with most
        return {}
    homes = {key for each in known if each.described for key in each.friends}
    told = {index: _affiliations(appearances[index]) for index in beside}
    said, alike = defaultdict[str, set[str]](set), UnionFind[str]()
    for index, keys in told.items():
        first, *others = keys or (" ".join(appearances[index].beside),)
        said[appearances[index].source].add(first)
        for key in others:
            alike.union(first, key)
    several = {source for source, each in said.items() if len({alike[key] for key in each}) > 1}
    found: dict[int, tuple[str, ...]] = {}
    for index, keys in told.items():
        each = appearances[index]
        if own := homes.intersection(each.beside):
            found[index] = tuple(sorted(own))
        elif each.source in several and keys:
            found[index] = keys
    return found


def _affiliations(appearance: Appearance) -> tuple[str, ...]:
    """The affiliations among the words in brackets, for that source."""
    return tuple(f"{appearance.source} {key}" for key in appearance.beside if _is_affiliation(key))


def _is_affiliation(key: str) -> bool:
    words = key.removeprefix("actor:")
    return " " in words and not is_role(words)


def _fitting(by_name: Iterable[PersonName]) -> dict[PersonName, list[PersonName]]:
    """For each name with initials only, the full names that fit it; none where too many do."""
    full: defaultdict[tuple[str, str], list[PersonName]] = defaultdict(list)
    for name in by_name:
        if name.is_full and len(full[name.family, name.initials[:1]]) <= _CANDIDATES:
            full[name.family, name.initials[:1]].append(name)
    initials = [name for name in by_name if not name.is_full and name.initials]
    fitting = {name: [each for each in full[name.family, name.initials[0]] if name.agrees(each)] for name in initials}
    return {name: found for name, found in fitting.items() if 0 < len(found) <= _CANDIDATES}


def _join_friends(few: Sequence[int], full: Sequence[int], appearances: Sequence[Appearance], groups: Groups) -> None:
    """Join a name with initials to the full one where both were met in one company."""
    met: dict[str, int] = {}
    for index in full:
        for key in appearances[index].friends:
            met.setdefault(key, index)
    for index in few:
        if known := sorted({met[key] for key in appearances[index].friends if key in met}):
            groups.join(known[0], index)


def _spelled(group: Sequence[Appearance]) -> list[str]:
    """The names of a person, the one that says most first, as it is spelled with its accents and without honorific; no
    mere variant of the one by which the person is described."""
    spelled = {appearance.name for appearance in group}
    variants = {variant for appearance in group for variant in appearance.variants}
    if len(spelled) == 1 and not variants:  # as with most
        return list(spelled)
    own = {appearance.name for appearance in group if variants and appearance.described} or spelled
    every = sorted(
        spelled | variants,
        key=lambda name: (name.isupper(), not person_name(name).is_full, "," in name, -len(name), name),
    )
    read = person_name(next(name for name in every if name in own))
    called = min([name for name in every if name in spelled and person_name(name) == read], key=_plainness)
    return [called, *[name for name in every if name != called]]


def _plainness(name: str) -> tuple[bool, bool, int, int]:
    accents = sum(letter.isalpha() and not letter.isascii() for letter in name)
    shouted = sum(len(word) > 1 and word.isupper() for word in name.split())
    return name.isupper(), begins_with_honorific(without_honorific(name)), -accents, shouted


def _identifiers(group: Sequence[Appearance]) -> tuple[Identifier, ...]:
    return tuple(dict.fromkeys([identifier for appearance in group for identifier in appearance.identifiers]))


def _readable(name: str) -> str:
    """« Family, Given » as « Given Family », « Mme Given Family » likewise; any other form as it stands."""
    family, comma, given = name.partition(",")
    if not comma:
        return without_honorific(name)
    return f"{given.strip()} {family.strip()}" if given.strip() else name
