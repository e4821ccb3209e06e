"""What records make known of a thing, by which two things contradict each other, or agree.

Of an event: its hour, or its day where it has none, its place, its organisers, its identifiers in one source. Of a
publication: its year, its authors, where it was published, whether it is a part or a whole, its identifiers. What is
not known contradicts nothing. Which records tell of one thing is for :mod:`ingest.same_things`, which names of places
and organisers may be of one for :mod:`ingest.event_places`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Set
from itertools import product

from ingest.actors.forms import initials
from ingest.actors.names import organisation_key, person_name
from ingest.event_places import (
    differ,
    differ_in_one_source,
    is_told,
    organised_by,
    organisers_differ,
    same_place,
    told_by,
)
from ingest.identity import instant, is_part
from ingest.records import ActorReference, ActorType, Event, Identifier, Publication, Record, Relation, When
from ontology.folding import fold
from ontology.kinds import kind_of
from ontology.namespaces import KIND
from ontology.surnames import PARTICLES

__all__ = ["Gathered", "Known", "agree", "contradict", "known_of", "outline", "say_the_same", "together"]

Known = Mapping[str, Set[str]]
"""What is known of a thing: by the name of what it is, the values that its records give."""

_WHOLES = frozenset(
    KIND[name].value for name in ("actes", "habilitation", "memoire", "ouvrage", "ouvrage-collectif", "revue", "these")
)
_PREPRINT = KIND["document-de-travail"].value
_PAPER = KIND["communication"].value
_CONTAINING = frozenset({"container", "volume", "issue"})
_AGREEING = ("hour", "instant", "author")
_NAMED = ("place", "organiser")
"""What is known by names, in any source, and in one source, which has one name for one thing."""
_TELL: Mapping[str, Callable[[str], Hashable]] = {"place": told_by, "organiser": organised_by}
_IN_ONE_SOURCE = tuple(f"{name} " for name in _NAMED)
_NOBODY = frozenset("anonyme anonymous auteurs collectif collective".split())
_PARTICLES = PARTICLES | {"et", "les"}
_SEVERAL = frozenset({"et", "and", "&"})
_CONTAINER = re.compile(r"(.+?)(?:, (\d[\w/-]*)?(?: ?\(([^()]+)\))?)?(?:, p\. .*)?")
_OF_ANY_CONTAINER = frozenset(
    "actes annales annals bulletin cahier cahiers colloque conference congres et francais francaise in int"
    " international internationale j journal n proc proceedings rev review revue vol".split()
)


def known_of(record: Record) -> Known:
    """What a record makes known of its thing; nothing where it is neither an event nor a publication."""
    said: Iterable[tuple[str, Iterable[str]]] = ()
    if isinstance(record, Event):
        said = _of_event(record)
    elif isinstance(record, Publication):
        said = _of_publication(record)
    found = ((name, frozenset(values)) for name, values in said)
    return {name: values for name, values in found if values}


def together(one: Known, other: Known) -> Known:
    """What is known of a thing of which two records, or groups of them, tell."""
    return {name: frozenset(one.get(name, ())) | other.get(name, frozenset()) for name in {**one, **other}}


def outline(known: Known) -> Hashable:
    """What decides which others the thing contradicts or agrees with: the same for things that are alike in that."""
    return frozenset((name, frozenset(_told(name, each) for each in values)) for name, values in known.items())


def _told(name: str, value: str) -> Hashable:
    """What a value that is known by that name says."""
    tell = _TELL.get(name.partition(" ")[0])
    return tell(value) if tell else value


class Gathered:
    """What many groups make known, gathered for each of some things; of values that say the same, one is kept."""

    def __init__(self) -> None:
        self._of: defaultdict[int, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._kept: dict[tuple[str, Hashable], str] = {}

    def of(self, thing: int) -> Known:
        """What is gathered for that thing."""
        return self._of[thing]

    def add(self, thing: int, known: Known) -> bool:
        """Gather that for it, too; whether there was anything new in it."""
        gathered, is_new = self._of[thing], False
        for name, values in known.items():
            kept = {self._kept.setdefault((name, _told(name, each)), each) for each in values}
            is_new = is_new or not kept <= gathered[name]
            gathered[name] |= kept
        return is_new


def say_the_same(one: Known, other: Known) -> bool:
    """Whether the two make known the same, in whatever sources."""
    if one == other:
        return True
    told = ({name: each[name] for name in each if not name.startswith(_IN_ONE_SOURCE)} for each in (one, other))
    return next(told) == next(told)


def agree(one: Known, other: Known) -> bool:
    """Whether the two have an hour, a place or an author in common.

    >>> agree({"place": frozenset({"Lyon"})}, {"place": frozenset({"Fab Lab, Lyon"})})
    True
    """
    return _have_in_common(_AGREEING, one, other) or _are_in_one_place(one, other)


def contradict(one: Known, other: Known) -> bool:
    """Whether something is known of both, and nothing of it is common to them.

    >>> contradict({"place": frozenset({"Lyon"})}, {"place": frozenset({"Casemate"}), "hour": frozenset({"18:00"})})
    True
    >>> contradict({"place": frozenset({"Lyon"})}, {"hour": frozenset({"18:00"})})
    False
    """
    elsewhere = False
    for name, values in one.items():
        others = other.get(name)
        if others is None or name == "genre" or name.startswith(_NAMED) or not values.isdisjoint(others):
            continue
        if name in _CONTAINING:
            elsewhere = True
        elif name != "hour" or not ("instant" in one and "instant" in other):  # else that of another time zone
            return True
    return _names_contradict(one, other) or (elsewhere and _are_elsewhere(one, other))


def _have_in_common(names: Iterable[str], one: Known, other: Known) -> bool:
    return any(name in one and name in other and not one[name].isdisjoint(other[name]) for name in names)


def _are_in_one_place(one: Known, other: Known) -> bool:
    return any(same_place(*pair) for pair in product(one.get("place", ()), other.get("place", ())))


def _names_contradict(one: Known, other: Known) -> bool:
    """Whether two events are in two places or have two organisers.

    Who organises is told in part where the place is the same; in one source, where the hour is, too.
    """
    for name, values in one.items():
        others = other.get(name)
        if others is None or not name.startswith(_NAMED):
            continue
        if name.startswith("place"):
            if _are_apart(values, others, differ if name == "place" else differ_in_one_source):
                return True
        elif all(organisers_differ(*pair) for pair in product(values, others)):
            is_one = _are_in_one_place(one, other)
            if not is_one or (name != "organiser" and not _have_in_common(("hour", "instant"), one, other)):
                return True
    return False


def _are_apart(places: Set[str], others: Set[str], are_two: Callable[[str, str], bool]) -> bool:
    """Whether some of the places are two, and none of them the same."""
    if len(places) == len(others) == 1:  # as most are
        return are_two(*places, *others)
    pairs = [(pair, are_two(*pair)) for pair in product(places, others)]
    return any(two for _, two in pairs) and not any(same_place(*pair) for pair, two in pairs if not two)


def _of_event(event: Event) -> Iterator[tuple[str, Iterable[str]]]:
    organisers = [each.name for each in event.actors if each.relation is Relation.ORGANIZER and each.name.strip()]
    for name, values in (("place", [event.location] if is_told(event.location) else []), ("organiser", organisers)):
        yield name, values
        yield f"{name} {event.place.source}", values
    yield from _hours(event.start)
    yield from _identifiers((f"{each.scheme} {event.place.source}", each) for each in event.identifiers)


def _hours(start: When | None) -> Iterator[tuple[str, Iterable[str]]]:
    """The hour where it begins, and the instant that this is, else the day.

    Midnight is how calendars write a day without an hour.
    """
    written = start.value if start else ""
    hour, zone = written.partition("T")[2][:5], written.partition("T")[2][5:]
    if not hour or hour == "00:00":
        yield "day", [start.day] if start else []
        return
    if not zone.endswith(("Z", "+00:00")):
        yield "hour", [hour]
    if start and (moment := instant(start)):
        yield "instant", [moment]


def _of_publication(work: Publication) -> Iterator[tuple[str, Iterable[str]]]:
    kind = kind_of(work.kind, "publication") or ""
    yield "genre", [kind] if kind else []
    yield "extent", ["part"] if is_part(work.kind) else ["whole"] if kind in _WHOLES else []
    yield "year", [work.issued.value[:4]] if work.issued else []
    yield "author", _authors(work)
    if kind != _PREPRINT and kind not in _WHOLES and (found := _CONTAINER.fullmatch(work.container)):
        name, volume, issue = found.groups()
        yield "container", [name]
        yield "volume", [fold(volume)] if volume else []
        yield "issue", [fold(issue)] if issue else []
    source = work.place.source
    yield from _identifiers(
        (f"uid {source}" if each.scheme == "uid" else each.scheme, each) for each in work.identifiers
    )


def _identifiers(named: Iterable[tuple[str, Identifier]]) -> Iterator[tuple[str, Iterable[str]]]:
    found: dict[str, set[str]] = {}
    for name, each in named:
        found.setdefault(f"identifier {name}", set()).add(each.value)
    yield from found.items()


def _authors(work: Publication) -> Iterator[str]:
    """The words of the authors' family names; editors count as authors of a whole that has some."""
    creators = [each for each in work.actors if each.relation is Relation.CREATOR]
    others = [each for each in work.actors if each.relation is Relation.CONTRIBUTOR]
    for each in creators + (others if creators and not is_part(work.kind) else []):
        yield from _family(each)


def _family(author: ActorReference) -> Iterator[str]:
    """The words of a family name; of all names where several stand together; none of what may be no person's."""
    name, untold = author.name.strip(), author.type is None
    if not (untold or author.type is ActorType.PERSON):
        return
    words = fold(name).split()
    if not words or (untold and ((" " not in name and name.isupper()) or kind_of(words[0], "organisation"))):
        return  # an acronym, « Ville de Lyon »
    if not _SEVERAL.intersection(words):
        words = fold(person_name(name).family).split()
    telling = [word for word in words if len(word) > 1 and word not in _PARTICLES] or words
    yield from (word for word in telling if word not in _NOBODY)


def _are_elsewhere(one: Known, other: Known) -> bool:
    """Whether two publications stand clearly in two places: containers of other names, or other issues of one.

    The proceedings in which one paper stands are named in too many ways.
    """
    both = one.get("genre", frozenset()) | other.get("genre", frozenset())
    if both == {_PAPER} and not one.get("author", frozenset()).isdisjoint(other.get("author", frozenset())):
        return False
    names = product(one.get("container", ()), other.get("container", ()))
    if all(_clearly_differ(*pair) for pair in names):
        return True
    numbers = _CONTAINING - {"container"}
    return any(name in one and name in other and one[name].isdisjoint(other[name]) for name in numbers)


def _clearly_differ(one: str, other: str) -> bool:
    """Whether two names of a container have no word in common that says which it is, be it abbreviated.

    >>> _clearly_differ("Revue X", "Revue Y"), _clearly_differ("J. Clean. Prod.", "Journal of Cleaner Production")
    (True, False)
    >>> _clearly_differ("RFG", "Revue française de gestion")
    False
    """
    if fold(one).replace(" ", "") == initials(other) or fold(other).replace(" ", "") == initials(one):
        return False
    pairs = product(_telling(one), _telling(other))
    return not any(mine.startswith(theirs) or theirs.startswith(mine) for mine, theirs in pairs)


def _telling(container: str) -> list[str]:
    words = organisation_key(container).split()
    return [word for word in words if word not in _OF_ANY_CONTAINER] or words
