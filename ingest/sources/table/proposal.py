"""Which column may hold which field, told from the names of the columns and from their values: a proposal for people.

Reading the rows with the mapping is not for here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from graph.workspace import Source
from ingest.records import ActorType, Rejection
from ingest.sources.table import opened
from ingest.sources.table.columns import has_two_sides
from ingest.sources.table.likeness import Column
from ingest.sources.table.name_parts import given_and_family, is_of_the_row
from ingest.sources.table.row import Row, header_of
from ingest.sources.table.usual_names import IDENTIFIERS, KINDS, REQUIRED, is_usual_name, names_of
from ontology.errors import DataError, Place
from ontology.folding import fold

__all__ = ["Proposal", "propose"]

SAMPLED = 200
"""Rows that are looked at."""
_LEAST = 0.2
_OF_A_PERSON = 1.9
"""How well columns fit that are but called as the names of persons are."""
_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])|[._/-]+")
_ENDING = frozenset("fin end ends closes closing until cloture".split())
"""Words of a column's name that say no beginning."""
_STREET = frozenset({"adresse", "address"})
"""Names of a column that says less of a place than one of towns beside it."""
_LANGUAGES = frozenset({"fr", "en", "de", "es", "it"})
"""What the texts of one thing are called in JSON, each in its language."""
_TITLES = frozenset(fold(name) for name in KINDS["event"]["title"].split("|"))
"""What an object may be called whose members are the row's own."""
_BOOKKEEPING = frozenset(
    """created creation updated update modified maj import saisie schema timestamp commande order paiement payment achat
    purchase inscription registration""".split()
)
"""What is dated besides what takes place."""
_UNCLEAR = frozenset({"siren", "idref", "idhal", "isbn"})
"""Schemes whose identifiers any number of the right length, or words with hyphens, could be."""
_WORDS = frozenset({*ActorType, "personne", "organisation", "organization", "groupe", "structure", "organisme"})
_GROUPS = {"event": "event", "publication": "publication"}
_SIGNS = {
    "publication": frozenset({"creators", "doi", "hal", "isbn", "handle", "container", "publisher", "abstract"}),
    "event": frozenset({"start", "end", "organizer", "performer"}),
    "organisation": frozenset({"name", "ror", "siren", "acronym", "homepage"}),
    "person": frozenset({"given_name", "orcid", "member_of"}),
}
"""What tells one kind of record from the others."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """The kind of record that the rows are, the column of each field, and the columns that no field takes.

    Columns that have one name between them are among the last: no map can tell them apart.
    """

    kind: str
    fields: dict[str, str]
    left: list[str]

    def source(self, path: str, language: str = "") -> Source:
        """The proposal as an entry of ``maillage.toml``."""
        return Source(path=path, record=self.kind, map=self.fields, language=language)


def propose(path: Path, kind: str = "") -> Proposal:
    """The mapping that fits the names and the values of a table's columns best; ``kind`` says what its rows are.

    Raises :class:`DataError` when the file is no table, or when no column can be what makes a record.
    """
    columns, repeated = _columns(path)
    if any(column.is_value for column in columns):
        problem = "its first row looks like data, and not like the names of columns"
        raise DataError(problem, Place(str(path)), "Write a row with the names of the columns above it.")
    if not kind and has_two_sides([_CAMEL.sub(" ", column.name) for column in columns]):
        kind = "partnership"
    tried = [_proposed(each, columns) for each in ([kind] if kind else _SIGNS)]
    score, best = max(tried, key=lambda item: (_is_whole(item[1], kind), item[0]))
    sides = [column.name for column in columns if column.is_kind_of_actor]
    is_doubtful = not kind and len(sides) > 1 and best.fields.get("name") in (None, *sides)
    if score <= 0 or is_doubtful or not _is_whole(best, kind):
        raise _refusal(columns, repeated, sides if is_doubtful else [], Place(str(path)))
    return replace(best, left=[*best.left, *(f"{name} (several columns have this name)" for name in repeated)])


def _is_whole(proposal: Proposal, kind: str) -> bool:
    """Whether it has what makes a record: a title or a name, where nobody says what the rows are."""
    needed = [field in proposal.fields for field in REQUIRED[proposal.kind]]
    if proposal.kind == "partnership":
        return all(needed)
    return any(needed) if kind else needed[0]


def _refusal(columns: Sequence[Column], repeated: list[str], sides: list[str], place: Place) -> DataError:
    """Why nothing is proposed."""
    if sides:
        problem = f"several columns name actors: {_quoted(sides)}"
        return DataError(
            problem, place, "Where each row ties them, say --record partnership; else write the map by hand."
        )
    if repeated:
        problem = f"several columns have the same name: {_quoted(repeated)}"
        return DataError(problem, place, "Give each its own name.")
    names = _quoted([column.name for column in columns])
    remedy = "Say what the rows are with --record, or write the map by hand."
    return DataError(f"no column looks like a title or a name; the columns are {names}", place, remedy)


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f"“{name[:40]}”" for name in names[:20])


def _columns(path: Path) -> tuple[list[Column], list[str]]:
    """The columns that have a name of their own, and the names that several have."""
    table = opened(path)
    header = header_of(table, path)
    found = (piece if isinstance(piece, Rejection) else table.row(piece) for piece in table.pieces())
    sample = list(islice((row for row in found if isinstance(row, Row)), SAMPLED))
    times = Counter(header.cells)
    columns = [
        Column(name, [row.cells[index] for row in sample if index < len(row.cells) and row.cells[index]])
        for index, name in enumerate(header.cells)
        if name and times[name] == 1
    ]
    return columns, [name for name in times if name and times[name] > 1]


def _proposed(kind: str, columns: Sequence[Column]) -> tuple[float, Proposal]:
    """The best mapping to that kind of record, and how well it fits."""
    parted = given_and_family([column.name for column in columns])
    others = [column for column in columns if not any(column.name in pair for pair in parted)]
    scored = sorted(_scores(kind, _with_whole_names(others)), key=lambda item: -item[0])
    fields: dict[str, str] = {}
    total = 0.0
    told = [pair for pair in parted if is_of_the_row(pair[0])]
    if kind == "person" and told and not any(fold(each.name) in names_of(kind, "given_name") for each in others):
        fields["given_name"], fields["name"] = told[0]
        total = _OF_A_PERSON
    for score, field, name in scored:
        if field not in fields and name not in fields.values():
            fields[field] = name
            total += score + (0.6 if field in _SIGNS.get(kind, ()) else 0.0)
    _complete(kind, fields, columns)
    lacking = [field for field in REQUIRED[kind] if field not in fields]
    total -= 1.5 * len(lacking)
    if kind == "person":
        total += _speaks_of_people(fields, columns)
    ordered = {field: fields[field] for field in KINDS[kind] if field in fields}
    lead = {field: ordered.pop(field) for field in REQUIRED[kind] if field in ordered}
    left = [column.name for column in columns if column.name not in fields.values()]
    return total, Proposal(kind, lead | ordered, left)


def _complete(kind: str, fields: dict[str, str], columns: Sequence[Column]) -> None:
    """Fill what is lacking by what else says it: the partners of a list are its names, kinds of actors its sides."""
    if kind == "organisation" and "name" not in fields and "partners" in fields:
        fields["name"] = fields.pop("partners")
    if kind == "partnership":
        sides = (each.name for each in columns if each.is_kind_of_actor and each.name not in fields.values())
        fields |= dict(zip((field for field in REQUIRED[kind] if field not in fields), [*sides], strict=False))


def _with_whole_names(columns: Sequence[Column]) -> list[Column]:
    """The columns without those of persons whose given names are in another: « auteurs.nom », « auteurs.prenom »."""
    given = {fold(name) for name in ("given_name", *KINDS["person"]["given_name"].split("|"))}
    parted = [column.name.rpartition(".") for column in columns]
    whole = {before for before, _, last in parted if before and fold(last) in given}
    return [column for column, (before, _, _) in zip(columns, parted, strict=True) if before not in whole]


def _speaks_of_people(fields: dict[str, str], columns: Sequence[Column]) -> float:
    """How surely the rows are persons: they have ORCIDs, or names like theirs beside an affiliation or what they do."""
    if "orcid" in fields:
        return 1.0
    people = max((column.people for column in columns if column.name == fields.get("name")), default=0.0)
    roles = max((column.roles for column in columns if column.name not in fields.values()), default=0.0)
    return people * (("member_of" in fields) + 2 * (roles >= 0.5))


def _scores(kind: str, columns: Sequence[Column]) -> Iterator[tuple[float, str, str]]:
    for place, column in enumerate(columns):
        for field in KINDS[kind]:
            named = _named(kind, field, column.name) * _fits(kind, field, column)
            score = max(named, _seen(kind, field, column))
            if score >= _LEAST:
                yield score - place / 100_000, field, column.name


def _named(kind: str, field: str, name: str) -> float:
    """How well the column's name says the field: 1 for one of its usual names, less for a part of one."""
    above, _, below = name.rpartition(".")
    if above and below.lower() in _LANGUAGES:
        return 0.95 * _named(kind, field, above)
    whole = fold(_CAMEL.sub(" ", name))
    last = fold(_CAMEL.sub(" ", name.rpartition(".")[2]))
    words = whole.split()
    if field in ("start", "hour") and _ENDING & set(words):
        return 0.0
    labels = [label for known in (field, *KINDS[kind][field].split("|")) if (label := fold(known))]
    is_part = is_usual_name(name) or any(
        is_usual_name(each) and fold(each) not in (*labels, *_TITLES) for each in above.split(".")
    )
    best = 0.0
    for label in labels:
        if label in (fold(name), whole):
            return 0.9 if label in _STREET else 1.0
        if is_part:
            continue
        if label == last:
            best = max(best, 0.9)
        elif set(label.split()) <= set(words):
            best = max(best, 0.7 - 0.05 * (len(words) - len(label.split())))
        elif len(last) >= 4 and label.startswith(last):
            best = max(best, 0.5)
    return best


def _fits(kind: str, field: str, column: Column) -> float:
    """Whether the values can be the field's at all; a column without values may."""
    if not column.values:
        return 0.5
    if test := _FITTING.get(field):
        return test(column)
    if field in IDENTIFIERS:
        return float(column.identifiers(field) >= 0.5)
    if field == "kind":
        known = column.kinds(_GROUPS.get(kind, "organisation"))
        return 1.0 if known else 0.2 if len(set(column.values)) == 1 else 0.8
    return float(max(column.numbers, column.mails, column.addresses) < 0.5)


def _moment(column: Column) -> float:
    """Dates, or numbers of days, but for those on which somebody worked at the row."""
    worked = set(fold(_CAMEL.sub(" ", column.name)).split()) & _BOOKKEEPING
    dates = max(column.dates, column.counted)
    return dates if dates >= 0.5 and not worked else 0.0


_FITTING: dict[str, Callable[[Column], float]] = {
    **dict.fromkeys(("start", "end", "issued"), _moment),
    **dict.fromkeys(("hour", "end_hour"), lambda column: column.hours * (column.hours >= 0.5)),
    **dict.fromkeys(("url", "homepage", "found_at"), lambda column: column.addresses * (column.addresses >= 0.4)),
    **dict.fromkeys(("latitude", "longitude"), lambda column: column.degrees),
    "coordinates": lambda column: column.points,
    "language": lambda column: column.languages,
    "type": lambda column: float(column.share(lambda value: fold(value) in _WORDS) > 0.5),
    "status": lambda _: 1.0,
    "uid": lambda _: 1.0,
}
"""For fields that not every text can be: how well the values do."""


def _seen(kind: str, field: str, column: Column) -> float:
    """How well the values alone say the field, whatever the column is called."""
    if not column.values or max(column.mails, column.numbers) > 0.5:
        return 0.0
    if kind == "partnership" and field == "start":  # days tell many things of one
        return 0.0
    if test := _SHOWING.get(field):
        return test(column)
    if field in IDENTIFIERS:
        return 0.8 * (field not in _UNCLEAR and column.identifiers(field) >= 0.8)
    return 0.5 * (field == "kind" and column.kinds(_GROUPS.get(kind, "organisation")) >= 0.6)


def _is_title(column: Column) -> float:
    """A name, in a column that is not called as what has names."""
    return 0.0 if column.is_kind_of_actor else _is_text(column)


def _is_text(column: Column) -> float:
    """A short text of its own in each row, as titles and names are; what is called otherwise is neither."""
    if is_usual_name(column.name):
        return 0.0
    is_text = 6 <= column.length <= 150 and max(column.addresses, column.days) < 0.3
    return 0.25 * (is_text and column.variety > 0.8)


def _is_long(column: Column) -> float:
    return 0.4 * (column.length > 150 and column.lists < 0.5)


_SHOWING: dict[str, Callable[[Column], float]] = {
    **dict.fromkeys(("start", "issued"), lambda column: 0.45 * (column.days >= 0.8 and _moment(column) > 0)),
    **dict.fromkeys(("url", "homepage"), lambda column: 0.4 * (column.addresses >= 0.8)),
    **dict.fromkeys(("abstract", "description"), _is_long),
    "title": _is_title,
    "name": _is_text,
    "coordinates": lambda column: 0.5 * (column.points >= 0.8),
}
"""For fields whose values show what they are: how surely."""
