"""The persons that one text names: « Anne Coste, Paul Martin », « Coste, Anne », « Mme Coste, directrice (LIG) ».

A list is parted only where each of its parts clearly is a name. Who they are is not for here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from ingest.actors.honorifics import behind_honorific
from ingest.actors.name_pieces import Piece, Shape, behind_title, pieces, turned
from ingest.actors.nobody import without_others

__all__ = ["Named", "bare_heading", "beside", "doubt", "organisers_named", "persons_named"]

_PARTED = re.compile(r"(?:\([^()\n]*\)|[^;|\n])+")
_BRACKETED = re.compile(r"[(\[][^()\[\]]*[)\]]")
_BEHIND = re.compile(r"\s*[(\[]([^()\[\]]{1,200})[)\]]")
_MARKED = re.compile(r"[,(\[/&]|\s(?:et|and)\s|…$|\.\.\.$|\bet al\b")
_EDITING = re.compile(
    r"(?:sous la (?:direction|dir\.|coordination|coord\.) (?:de |d['’])|(?:dir|coord)\.(?:\s?:)?\s"
    r"|(?:direction|coordination)\s?:|(?:coordonnée?s?|dirigée?s?) par\s|edited by\s)\s*",
    re.IGNORECASE,
)
"""What says before names that they are those of editors."""
_EDITS = re.compile(r"\s*[(\[](?:(?:[dD]ir|[cC]oord|[eéEÉ]d)(s?)\.|(?:dir|coord|ed|éd)(s?))[)\]]")
"""What says so behind a name; in capitals, « DIR » and « COORD » are acronyms. The plural says it of all before."""
_AND = re.compile(r",?\s(?:et|and|&)\s")
_JOINT = re.compile(r"\s[-–—+]\s")
_TOGETHER = re.compile(r"(?:MM|Mmes|M\.? et Mme|Mme et M)\b")
_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|II|III|IV")
_SHORT_FAMILY = re.compile(r"(?=.*[AEIOUYÀ-ÖØ-Ý])[A-ZÀ-Þ]{2}|NG")
"""A family name that has the look of initials: « LI », « BA »."""
_LONGEST = 2_000
"""Characters of one name or list that are looked at; longer ones, which nobody bears, are doubtful."""
_OF_NAMES = (Shape.WHOLE, Shape.PART, Shape.INITIALS)


@dataclass(frozen=True, slots=True)
class Named:
    """A name, the words of the text that say it, and where these begin.

    Where the words may be one name or several, there is no ``name``. Of ``editing`` ones, words before or behind say
    that they direct or coordinate the work of others.
    """

    name: str
    quote: str
    start: int
    titled: bool = False
    editing: bool = False


def doubt(words: str) -> tuple[str, str]:
    """Why words that may be one name or several name nobody, and what to do."""
    return f"“{words[:60]}” may be one name or several", "Part names by semicolons: Anne Coste; Paul Martin."


@lru_cache(maxsize=8_192)
def persons_named(text: str) -> tuple[Named, ...]:
    """The persons that a text names, parted by semicolons, bars or lines; whole names by commas, « et » and « / » too.

    Honorifics, roles, dates of life and what stands in brackets behind a name are no part of it. What is no list of
    names, as an organisation's name is none, stays as it stands.

    >>> [one.name for one in persons_named("Mme Anne Coste, directrice du LIG, et P. Martin (UGA)")]
    ['Anne Coste', 'P. Martin']
    >>> [one.name for one in persons_named("Coste, Anne (1970-....) ; Ville de Vif")]
    ['Coste, Anne', 'Ville de Vif']
    >>> [one.name for one in persons_named("Petit, Louis (1802-1887 ; érudit) ; Roux, Jean")]
    ['Petit, Louis', 'Roux, Jean']
    >>> persons_named("Anne Coste, Paul")[0].name, persons_named("Coste, Martin, Roux")
    ('Anne Coste, Paul', (Named(name='', quote='Coste, Martin, Roux', start=0, titled=False, editing=False),))
    >>> persons_named("sous la direction d'Anne Coste")
    (Named(name='Anne Coste', quote='Anne Coste', start=20, titled=False, editing=True),)
    >>> [(one.name, one.editing) for one in persons_named("Anne Coste (dir.), Paul Martin")]
    [('Anne Coste', True), ('Paul Martin', False)]
    >>> [one.name for one in persons_named("Coste, Anne ; Université de Vif. Faculté des arts et des lettres")]
    ['Coste, Anne', 'Université de Vif. Faculté des arts et des lettres']
    """
    read = [(part, _read(part)) for part in _parts(text)]
    # Among « Family, Given », what could be two whole names is one too.
    turned = len(read) > 1 and all(_BRACKETED.sub("", part.quote).count(",") == 1 for part, _ in read)
    if turned and any(len(names) == 1 and "," in names[0].name for _, names in read):
        return tuple(name for part, names in read for name in ([_whole(part, names)] if len(names) == 2 else names))
    return tuple(name for _, names in read for name in names)


def _whole(part: Named, names: Sequence[Named]) -> Named:
    """Two names as the one that they are, without what stands in brackets behind it."""
    quote = part.quote[: names[1].start + len(names[1].quote) - part.start]
    return Named(quote, quote, part.start, editing=names[1].editing)


def organisers_named(text: str) -> tuple[Named, ...]:
    """Those who organise something, parted by semicolons, bars or lines; by commas too where each has an honorific.

    The honorifics stay: they tell persons from organisations.

    >>> [one.name for one in organisers_named("Mme Anne Coste, M. Paul Martin ; Ville de Vif, service culturel")]
    ['Mme Anne Coste', 'M. Paul Martin', 'Ville de Vif, service culturel']
    """
    found: list[Named] = []
    for part in _parts(text):
        named = persons_named(part.quote)
        titled = (one for one in named if one.titled and behind_honorific(one.quote))
        listed = [Named(one.quote, one.quote, part.start + one.start) for one in titled]
        found += listed if len(listed) == len(named) else [part]
    return tuple(found)


def beside(text: str, named: Named) -> str:
    """What stands in brackets right behind a name in that text; empty where nothing does.

    >>> text = "Mme Anne Coste (LIG, UGA), Paul Martin"
    >>> [beside(text, one) for one in persons_named(text)]
    ['LIG, UGA', '']
    """
    found = _BEHIND.match(text, named.start + len(named.quote))
    return " ".join(found[1].split()) if found else ""


def bare_heading(name: str) -> str:
    """The heading of a library without dates of life and roles; « Family, Given » stays in that order.

    >>> [bare_heading(name) for name in ("Durand, Paul (1980-....)", "Petit, Claire, 1970-", "Roux, Jean (directeur)")]
    ['Durand, Paul', 'Petit, Claire', 'Roux, Jean']
    """
    found = persons_named(name)
    return found[0].name if len(found) == 1 and found[0].name else name


def _parts(text: str) -> Iterator[Named]:
    for found in _PARTED.finditer(text):
        if words := found[0].strip():
            yield Named(words, words, found.start() + found[0].index(words))


def _read(part: Named) -> list[Named]:
    words = part.quote
    if len(words) > _LONGEST:
        return [Named("", words, part.start)]
    if told := _editors(part) or _joined(part):
        return told
    if not _MARKED.search(words):
        name = behind_honorific(words) or behind_title(words)
        shown = name or (turned(words) if words.endswith(".") else words)
        return [Named(shown, words, part.start, bool(name))]
    if not (cut := without_others(words)):
        return []
    runs = _runs([piece for piece in pieces(cut) if piece.shape is not Shape.DATES], cut)
    if runs is None:
        return [Named("", words, part.start)]
    return _told_editors([_named(run, words, part.start) for run in runs], part) or [Named(cut, cut, part.start)]


def _joined(part: Named) -> list[Named]:
    """The persons between plus signs or spaced dashes; none where one part is no whole name.

    Behind a dash may stand what is no person (« Anne Coste – Air Liquide »), unless all have honorifics, initials or
    their family names in capitals.
    """
    words = part.quote
    hidden = _BRACKETED.sub(lambda found: "\0" * len(found[0]), words)
    joints = list(_JOINT.finditer(hidden))
    if not joints:
        return []
    ends = [(0, joints[0].start()), *((one.end(), two.start()) for one, two in pairwise(joints))]
    ends.append((joints[-1].end(), len(words)))
    found = [pieces(words[start:end]) for start, end in ends]
    if not all(len(each) == 1 and each[0].shape is Shape.WHOLE for each in found):
        return []
    names = [each[0] for each in found]
    signs = [(one.titled, one.initialled, one.family_first) for one in names]
    is_sure = all("+" in joint[0] for joint in joints) or any(map(all, zip(*signs, strict=True)))
    if not is_sure or len({one.family_first for one in names}) > 1:
        return [Named("", words, part.start)]
    return [
        _named([replace(one, start=one.start + start, end=one.end + start)], words, part.start)
        for one, (start, _) in zip(names, ends, strict=True)
    ]


def _editors(part: Named) -> list[Named]:
    """The persons whom words say to direct or coordinate; none where that may be an organisation."""
    said = _EDITING.match(part.quote)
    rest = part.quote[said.end() :].strip() if said else ""
    if not said or not rest or not all(_is_of_person(piece) for piece in pieces(without_others(rest))):
        return []
    start = part.start + part.quote.index(rest, said.end())
    return [replace(one, editing=True) for one in _read(Named(rest, rest, start))]


def _told_editors(names: Sequence[Named], part: Named) -> list[Named]:
    """The same, with those as editors behind whom « (dir.) », « (coord.) » or « (éd.) » says it: behind the last it
    says it of all, where an « et » joins them or it is a plural.
    """
    ends = [one.start - part.start + len(one.quote) for one in names]
    said = [_EDITS.match(part.quote, end) for end in ends]
    joined = len(names) > 1 and _AND.fullmatch(part.quote, ends[-2], names[-1].start - part.start)
    if said and (last := said[-1]) and (last[1] or last[2] or joined) and not any(said[:-1]):
        return [replace(one, editing=True) for one in names]
    return [replace(one, editing=bool(edits)) for one, edits in zip(names, said, strict=True)]


def _is_of_person(piece: Piece) -> bool:
    return piece.shape in (*_OF_NAMES, Shape.ROLE) and not piece.is_acronym and piece.name[1:2] not in ("'", "’")


def _named(run: Sequence[Piece], words: str, start: int) -> Named:
    first, last = run[0], run[-1]
    quote = words[first.start : last.end]
    name = turned(first.name) if len(run) == 1 else ", ".join(piece.name for piece in run)
    return Named(" ".join(name.split()), quote, start + first.start, first.titled)


def _runs(found: list[Piece], text: str) -> list[list[Piece]] | None:
    """The pieces of each name; none where the text stays as it stands, None where it is doubtful what it names."""
    if found and found[0].shape is Shape.ORGANISATION and all(_goes_on(piece) for piece in found[1:]):
        return []
    kept, has_roles = _without_roles(found)
    if any(piece.shape is Shape.ORGANISATION for piece in kept):
        return None if has_roles or (kept[0].shape is Shape.WHOLE and any(p.mark == "," for p in kept)) else []
    if all(piece.shape is Shape.WHOLE for piece in kept):
        return None if _doubtful_list(kept) else [[piece] for piece in kept]
    if pairs := _pairs(kept):
        return pairs
    if len(kept) == 1 and "," in text and not has_roles:  # dates are gone
        return [kept]
    return None if has_roles or _may_be_list(kept, text) else []


def _goes_on(piece: Piece) -> bool:
    """Whether it is what is left of an organisation's name behind an « et »: « Faculté des arts et des sciences »."""
    return (
        piece.shape is Shape.ROLE and piece.mark == "et" and piece.name.startswith(("de ", "des ", "du ", "d'", "d’"))
    )


def _may_be_list(kept: Sequence[Piece], text: str) -> bool:
    """Whether pieces that are not all names have the marks of a list; a name may have a suffix behind commas."""
    if len(kept) == 3 and _SUFFIX.fullmatch(kept[2].name):
        return False
    slashed = any(piece.mark == "/" for piece in kept) and any(piece.shape is Shape.WHOLE for piece in kept)
    return slashed or any(piece.mark == "," for piece in kept) or bool(_TOGETHER.match(text))


def _without_roles(found: list[Piece]) -> tuple[list[Piece], bool]:
    """The pieces without the roles behind names, and the affiliations behind those that are surely persons'."""
    kept: list[Piece] = []
    has_roles = False
    for piece in found:
        if piece.shape is Shape.ROLE and kept:
            kept[-1].with_role = has_roles = True
        elif not (kept and kept[-1].titled and piece.mark == "," and _is_affiliation(piece)):
            kept.append(piece)
    return kept, has_roles


def _is_affiliation(piece: Piece) -> bool:
    return piece.shape is Shape.ORGANISATION or piece.is_acronym


def _doubtful_list(kept: Sequence[Piece]) -> bool:
    """Whether whole names may be something else: written in two ways, or an organisation's behind a role."""
    if len({piece.family_first for piece in kept}) > 1:
        return True
    return any(
        before.with_role and piece.mark == "," and not piece.titled and not piece.with_role
        for before, piece in pairwise(kept)
    )


def _pairs(kept: Sequence[Piece]) -> list[list[Piece]]:
    """« Family, Given » once or several times, where it is sure; else none."""
    if len(kept) % 2 or not all(piece.shape in _OF_NAMES for piece in kept):
        return []
    pairs = [list(pair) for pair in zip(kept[::2], kept[1::2], strict=True)]
    if len(pairs) == 1 and _is_short_family(*pairs[0]):
        return pairs
    if not all(given.mark == "," and _may_be_family(family, given) for family, given in pairs):
        return []
    if len(pairs) == 1 or (
        all(family.mark == "et" for family, _ in pairs[1:]) and any(one.shape is Shape.PART for one, _ in pairs)
    ):
        return pairs
    initials = all(given.shape is Shape.INITIALS for _, given in pairs)
    capitals = all(family.is_capitals and not given.is_capitals for family, given in pairs)
    return pairs if initials or capitals else []


def _is_short_family(family: Piece, given: Piece) -> bool:
    """Whether two capitals before a comma are the family name of the given one behind."""
    is_said = not given.is_capitals or given.name.endswith(".")
    return given.mark == "," and is_said and bool(_SHORT_FAMILY.fullmatch(family.name))


def _may_be_family(family: Piece, given: Piece) -> bool:
    if family.shape is Shape.PART:
        return True
    plain = family.shape is Shape.WHOLE and not family.titled and not family.initialled
    shouted = given.is_capitals and given.shape is not Shape.INITIALS  # as an acronym is
    return plain and not (shouted and not family.is_capitals)
