"""Which records tell of one thing: the same event in an agenda and on a page, one publication in two bibliographies.

An external identifier decides first, then title, date and kind. Actors are not for here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, combinations, product
from pathlib import PurePosixPath

from rapidfuzz import fuzz, process

from ingest.records import Actor, Document, Event, Identifier, Publication, Record, Resource, Text, When
from ingest.union_find import UnionFind
from ontology.folding import fold, slug
from ontology.kinds import kind_of

__all__ = [
    "DECIDING",
    "NAMING",
    "full_title",
    "identifier_path",
    "meetings",
    "page_path",
    "same_things",
    "thing_path",
]

_SAME_TITLE = 88
"""Similarity of two folded titles (rapidfuzz token-set ratio, 0 to 100) from which they are one, on the same day."""
_AT_ONCE = 256
"""Titles compared with all others of a day at once: what memory that takes."""
DECIDING = ("doi", "hal", "handle", "isbn", "uid", "url", "openagenda")
"""The identifier schemes that decide whether two records tell of one thing."""
NAMING = ("doi", "hal", "handle", "isbn")
"""The identifier schemes from which a thing has its name, surest first."""
_ENDS = (".", "…", "?", "!", ":", "-", "–", "—")


def full_title(record: Event | Publication) -> Text | None:
    """Title and subtitle as one text, or None when the source gives no title.

    >>> from ontology.errors import Place
    >>> event = Event(key="1", place=Place("a"), title=Text("Forum", "fr"), subtitle=Text("Une chance ?", "fr"))
    >>> full_title(event).value
    'Forum : Une chance ?'
    """
    if record.title is None or not isinstance(record, Event) or record.subtitle is None:
        return record.title
    title = record.title.value.rstrip()
    joint = " " if title.endswith(_ENDS) else " : "
    return Text(f"{title}{joint}{record.subtitle.value}", record.title.language)


def meetings(record: Record) -> Iterator[str]:
    """What two records' things have in common wherever they are one; those of two things may, too."""
    kind = type(record).__name__
    yield from (f"{kind} {each.scheme} {each.value}" for each in record.identifiers if each.scheme in DECIDING)
    if isinstance(record, Resource):
        yield f"iri {record.iri}"
    elif isinstance(record, Event) and record.start:
        yield f"day {record.start.day}"
    elif isinstance(record, Publication) and record.title:
        yield f"title {fold(record.title.value)}"


def same_things(records: Sequence[Record]) -> list[list[Record]]:
    """The records grouped by the thing they tell of, groups and members in the order of the records.

    Actors stay alone here: :class:`ingest.actors.resolver.Resolver` groups them.
    """
    groups: UnionFind[int] = UnionFind(range(len(records)))
    by_identifier: dict[tuple[type[Record], Identifier], int] = {}
    for index, record in enumerate(records):
        if not isinstance(record, Actor):
            for identifier in record.identifiers:
                if identifier.scheme in DECIDING:
                    groups.union(by_identifier.setdefault((type(record), identifier), index), index)
    named: dict[str, int] = {}
    for index, record in enumerate(records):
        if isinstance(record, Resource):
            groups.union(named.setdefault(record.iri, index), index)
    for one, other in _alike(records):
        groups.union(one, other)
    gathered: defaultdict[int, list[Record]] = defaultdict(list)
    for index, record in enumerate(records):
        gathered[groups[index]].append(record)
    return list(gathered.values())


def _alike(records: Sequence[Record]) -> Iterator[tuple[int, int]]:
    """Pairs that are one by title, date and kind."""
    days: defaultdict[str, list[int]] = defaultdict(list)
    titles: defaultdict[str, list[int]] = defaultdict(list)
    for index, record in enumerate(records):
        if isinstance(record, Event) and record.start:
            days[record.start.day].append(index)
        elif isinstance(record, Publication) and record.title:
            titles[fold(record.title.value)].append(index)
    for together in days.values():
        yield from _same_events([(index, event) for index in together if isinstance(event := records[index], Event)])
    for together in titles.values():
        works = [(index, _told(work)) for index in together if isinstance(work := records[index], Publication)]
        yield from ((i, j) for (i, one), (j, other) in combinations(works, 2) if _same_work(one, other))


def _same_events(events: Sequence[tuple[int, Event]]) -> Iterator[tuple[int, int]]:
    """Pairs of events of one day: by title; or by kind where one has no title and the other's words name that kind."""
    told: defaultdict[str, dict[str, list[tuple[int, Event]]]] = defaultdict(dict)
    for index, event in events:
        if event.title:
            told[event.place.source].setdefault(fold(_words(event)), []).append((index, event))
    for titles in told.values():
        yield from ((alike[0][0], index) for alike in titles.values() for index, _ in alike[1:])
    for first, second in combinations(told.values(), 2):
        for one, other in _similar(list(first), list(second)):
            pairs = product(first[one], second[other])
            yield from ((i, j) for (i, event), (j, another) in pairs if _kinds_agree(event, another))
    titled, untitled = ([each for each in events if bool(each[1].title) is has] for has in (True, False))
    doubtful = chain(combinations(untitled, 2), product(untitled, titled))
    yield from ((i, j) for (i, event), (j, another) in doubtful if _same_kind(event, another))


def _similar(titles: Sequence[str], others: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each two titles that are alike, compared some at once: two agendas may have thousands of events on one day."""
    for begin in range(0, len(titles), _AT_ONCE):
        some = titles[begin : begin + _AT_ONCE]
        scores = process.cdist(some, others, scorer=fuzz.token_set_ratio, score_cutoff=_SAME_TITLE)
        yield from ((some[one], others[other]) for one, other in zip(*scores.nonzero(), strict=True))


def _same_kind(one: Event, other: Event) -> bool:
    return bool(one.kind and other.kind) and (_kinds_agree(one, other) or _names(one, other) or _names(other, one))


def _kinds_agree(one: Event, other: Event) -> bool:
    if not one.kind or not other.kind or fold(one.kind) == fold(other.kind):
        return True
    kinds = kind_of(one.kind, "event"), kind_of(other.kind, "event")
    return kinds[0] == kinds[1] or _names(one, other) or _names(other, one)


def _names(one: Event, other: Event) -> bool:
    """Whether the title of the one says the kind of the other (« Restitution des travaux », restitution)."""
    return bool(other.kind) and fold(other.kind) in fold(_words(one))


def _words(event: Event) -> str:
    title = full_title(event)
    return title.value if title else ""


def _told(work: Publication) -> tuple[str, dict[str, str]]:
    """The year of a publication, and what identifies it."""
    return work.issued.value[:4] if work.issued else "", {each.scheme: each.value for each in work.identifiers}


def _same_work(one: tuple[str, dict[str, str]], other: tuple[str, dict[str, str]]) -> bool:
    """Two publications of one title: unless a year or an identifier of one scheme differs."""
    (year, mine), (another, theirs) = one, other
    if year and another and year != another:
        return False
    return all(mine[scheme] == theirs[scheme] for scheme in mine.keys() & theirs.keys())


def thing_path(group: Sequence[Record]) -> str:
    """The end of the IRI of the thing that these records tell of (``event/2012-06-26-forum``), after the base.

    Another thing may have it too. Stable across builds: it depends on the thing's identifiers, date, title and kind.
    """
    first = group[0]
    if isinstance(first, Resource):
        return first.iri
    if isinstance(first, Document):
        return page_path(first)
    folder = "event" if isinstance(first, Event) else "publication"
    known = {identifier.scheme: identifier for record in group for identifier in record.identifiers}
    for scheme in NAMING:
        if scheme in known:
            return f"{folder}/{identifier_path(known[scheme])}"
    titled = next(
        (title for record in group if isinstance(record, Event | Publication) and (title := full_title(record))), None
    )
    dated = next((when for record in group if (when := _when(record))), None)
    kind = next((record.kind for record in group if isinstance(record, Event | Publication) and record.kind), "")
    words = slug(titled.value, 60) if titled else slug(kind)
    return f"{folder}/" + ("-".join(part for part in (dated.day if dated else "", words) if part) or "x")


def page_path(document: Document) -> str:
    """The path of a page by its title; without one, by its name in a file of several pages, else by its file's name."""
    name = document.key if document.place.locator else PurePosixPath(document.place.source).stem
    return f"page/{slug(document.title.value if document.title else name) or 'x'}"


def identifier_path(identifier: Identifier) -> str:
    """The name that an identifier gives a thing.

    >>> identifier_path(Identifier("doi", "10.3917/lobs.036.0099"))
    'doi-10-3917-lobs-036-0099'
    """
    prefix = "" if identifier.scheme == "hal" else f"{identifier.scheme}-"  # a HAL identifier begins with its portal
    return f"{prefix}{slug(identifier.value)}"


def _when(record: Record) -> When | None:
    if isinstance(record, Event):
        return record.start
    return record.issued if isinstance(record, Publication) else None
