"""One row seen through the mapping: the fields of a record, read from its cells, and what cannot be read of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from unicodedata import normalize

from ingest.actors.name_lists import beside, doubt, organisers_named, persons_named
from ingest.identifiers import SCHEMES, fault, identifier, of_field, parted
from ingest.prose.hours import Hours, read_hours
from ingest.records import (
    EDITOR,
    OF_PERSONS,
    ActorReference,
    ActorType,
    Coordinates,
    Identifier,
    Passage,
    Rejection,
    Relation,
    Text,
    When,
)
from ingest.sources.coordinates import read_coordinates
from ingest.sources.dates import BACKWARDS, SEVERAL, ends_backwards, read_period
from ingest.sources.table.counted import counted_days
from ingest.sources.table.formulas import NO_VALUE
from ingest.sources.table.row import Row
from ingest.sources.table.usual_names import IDENTIFIERS
from ontology.errors import Place

__all__ = ["Fields", "is_address"]

_LONG = frozenset({"description", "abstract"})
_NONE = re.compile(r"n\s?[/.]?\s?[acd]\.?|none|null|néant|aucun|\W+", re.IGNORECASE)
"""What people write where there is no identifier."""
_BARE = re.compile(
    r"(?:www(?:\.[\w-]+)+|[\w-]{2,}(?:\.[\w-]+)*\.(?:fr|com|org|net|eu|io)(?:\.[\w-]+)*)(?:/\S*)?", re.IGNORECASE
)
"""An address as people write it; browsers take it for one of http."""
_ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})
"""The errors that a cell of a spreadsheet may hold (ECMA-376, part 1, section 18.18.11)."""
_DECIMAL_YEAR = re.compile(r"[12]\d{3}[.,]0")
"""A year as a program writes it that took the column for numbers."""
_PART = re.compile(r"[^;|\n]+")
_COMMAS = re.compile(r"(?:[^,]|(?<=\d),(?=\d{1,2}(?!\w)))+")
"""What commas part, those of decimals left out."""
_PARTED = re.compile(r"[;|\n]")
_RELATIONS = {
    "creators": Relation.CREATOR,
    "contributors": Relation.CONTRIBUTOR,
    "publisher": Relation.PUBLISHER,
    "organizer": Relation.ORGANIZER,
    "performer": Relation.PERFORMER,
    "attendee": Relation.ATTENDEE,
    "partners": Relation.PARTNER,
    "member_of": Relation.MEMBER_OF,
}
_PEOPLE = OF_PERSONS | {Relation.ORGANIZER}
"""The relations whose cells may list persons."""


def is_address(value: str) -> bool:
    """Whether the cell is an address on the web, or the end of one as people write it.

    >>> is_address("www.anticafe.eu"), is_address("lyon.cowork.com"), is_address("Grenoble")
    (True, True, False)
    """
    return bool(_BARE.fullmatch(value) or identifier("url", value))


class Fields:
    """The fields of one row. What cannot be understood of a cell is left out and gathered in ``rejections``.

    ``orders`` are those in which columns of dates write day and month, where another than the usual is known.
    """

    def __init__(
        self, row: Row, header: Sequence[str], columns: dict[str, int], source: str, orders: Mapping[str, str]
    ) -> None:
        self.place = Place(source, row.locator)
        self.rejections: list[Rejection] = []
        self._row = row
        self._header = header
        self._columns = columns
        self._orders = orders

    def text(self, field: str) -> str:
        """The cell's text in NFC; empty when there is none, or a spreadsheet's error, or a formula without value."""
        index = self._columns.get(field, -1)
        cell = self._row.cells[index] if 0 <= index < len(self._row.cells) else ""
        if cell == NO_VALUE:
            self.set_aside(field, "the formula has no value", "Open the workbook in a spreadsheet program and save it.")
            return ""
        if cell.startswith("#") and cell in _ERRORS:
            self.set_aside(field, f"the cell holds the error {cell}", "Mend its formula in the spreadsheet.")
            return ""
        return normalize("NFC", cell)

    def parts(self, field: str) -> list[tuple[str, int]]:
        """The parts of a cell that holds a list, parted by semicolons, bars or lines, each with its offset in the cell.

        Keywords may be parted by commas too, where nothing else parts them.
        """
        found: list[tuple[str, int]] = []
        text = self.text(field)
        if not text:  # as most fields are
            return found
        by_commas = field == "keywords" and not _PARTED.search(text)
        for part in (_COMMAS if by_commas else _PART).finditer(text):
            if value := part[0].strip():
                found.append((value, part.start() + part[0].index(value)))
        return found

    def localised(self, field: str, language: str) -> Text | None:
        """The cell as a text in that language, on one line unless it is a long one; None when it is empty."""
        value = self.text(field)
        value = value if field in _LONG else " ".join(value.split())
        return Text(value, language) if value else None

    def period(self, field: str, language: str) -> tuple[When | None, When | None]:
        """The cell as a date, or as first and last day of a period; nothing when it is empty or no possible date."""
        value = self.text(field)
        if not value:
            return None, None
        try:
            written = value[:4] if _DECIMAL_YEAR.fullmatch(value) else value
            start, end = read_period(written, language, self._orders.get(field))
        except ValueError as problem:
            remedy = "Write it as 2013-05-13, 2013-05 or 2013."
            if self._orders.get(field) == "":
                remedy = f"Dates of this column have both orders. {remedy}"
            if str(problem) == SEVERAL:
                remedy = "Give each day a row of its own."
            if days := counted_days(value):
                day, other = days
                remedy = f"Spreadsheets count {day} so, or {other} from 1904: give the column the format of a date."
            self.set_aside(field, f"“{value[:60]}” cannot be taken as a date: {problem}", remedy)
            return None, None
        if ends_backwards(written, end):
            self.set_aside(field, BACKWARDS, "Mend its hours, or give its last day.")
        return start, end

    def hours(self, field: str) -> Hours | None:
        """The cell as the hours of a day; nothing when it is empty, or none."""
        value = self.text(field)
        if not value:
            return None
        try:
            return read_hours(value)
        except ValueError as problem:
            self.set_aside(field, f"“{value[:60]}” cannot be taken as an hour: {problem}", "Write it as 18:30.")
            return None

    def identifiers(self) -> tuple[Identifier, ...]:
        """The identifiers of all columns that hold one."""
        found = []
        for scheme in IDENTIFIERS:
            written = [part for part, _ in self.parts(scheme)] if scheme in self._columns else ()
            for value in (each for part in written for each in parted(scheme, part)):
                if known := of_field(scheme, value):
                    found.append(known)
                elif not _NONE.fullmatch(value):
                    self.set_aside(scheme, fault(scheme, value), "Mend it.")
        return tuple(found)

    def address(self, field: str) -> str:
        """The cell as an address on the web, else the one behind it, or an empty string; of several, the first."""
        link = self.link(field)
        if link and not any(is_address(part.strip()) for part in _PART.findall(self._row.cells[self._columns[field]])):
            return link
        value = next((part for part, _ in self.parts(field) if is_address(part)), self.text(field))
        value = f"http://{value}" if _BARE.fullmatch(value) else value
        known = identifier("url", value) if value else None
        if value and not known:
            self.set_aside(field, f"“{value[:60]}” is not an address", "Begin it with https:// or http://.")
        return known.value if known else ""

    def link(self, field: str) -> str:
        """The address on the web to which the cell is a link, or an empty string."""
        known = identifier("url", self._row.links.get(self._columns.get(field, -1), ""))
        return known.value if known else ""

    def point(self) -> Coordinates | None:
        """The point that latitude and longitude give, or one cell with both; nothing when empty or impossible.

        One of the two alone is set aside where there are columns of both.
        """
        latitude, longitude = self.text("latitude"), self.text("longitude")
        value = self.text("coordinates")
        halved = not value and bool(latitude or longitude) and {"latitude", "longitude"} <= self._columns.keys()
        apart = bool(latitude and longitude) or halved
        if not apart and not value:
            return None
        try:
            return read_coordinates(latitude or "?", longitude or "?") if apart else read_coordinates(value)
        except ValueError as problem:
            field, wrong = _wrong(latitude, longitude) if apart else ("coordinates", value)
            remedy = "Write latitude, then longitude, in decimal degrees: 45.1885 and 5.7245."
            self.set_aside(field, f"“{wrong[:60]}” cannot be taken as coordinates: {problem}", remedy)
            return None

    def addresses(self, field: str) -> tuple[str, ...]:
        """The addresses in a cell that holds a list of them."""
        found = []
        for value, _ in self.parts(field):
            if re.fullmatch(SCHEMES["url"][0], value):
                found.append(value)
            else:
                self.set_aside(field, f"“{value[:60]}” is not an address", "Begin it with https:// or http://.")
        return tuple(found)

    def actors(self) -> tuple[ActorReference, ...]:
        """The actors of all columns that name some, each with its words and their place in the cell."""
        return tuple(
            actor
            for field, relation in _RELATIONS.items()
            if field in self._columns
            for actor in (self._people if relation in _PEOPLE else self._actors)(field, relation)
        )

    def _actors(self, field: str, relation: Relation) -> Iterator[ActorReference]:
        for name, start in self.parts(field):
            yield ActorReference(name, relation, quote=name, start=start, field=field)

    def _people(self, field: str, relation: Relation) -> Iterator[ActorReference]:
        """The persons of a cell, or who else it names; a list of which it is doubtful where it parts is left out."""
        text = self.text(field)
        for one in (organisers_named if relation is Relation.ORGANIZER else persons_named)(text):
            if one.name and one.editing and relation is Relation.CREATOR:
                yield ActorReference(one.name, Relation.CONTRIBUTOR, quote=one.quote, start=one.start, field=EDITOR)
            elif one.name:
                behind = beside(text, one)
                yield ActorReference(one.name, relation, quote=one.quote, start=one.start, field=field, beside=behind)
            else:
                self.set_aside(field, *doubt(one.quote))

    def passages(self, *fields: str) -> tuple[Passage, ...]:
        """The texts of these fields in which concepts are looked for."""
        return tuple(Passage(field, value) for field in fields if (value := self.text(field)))

    def actor_type(self, usual: ActorType) -> ActorType:
        """The type that the row gives its actor, else the usual one of the table."""
        value = self.text("type")
        if not value:
            return usual
        known = _TYPES.get(value.lower())
        if known is None and self._columns["type"] != self._columns.get("kind"):
            self.set_aside("type", f"“{value[:60]}” is not a type of actor", f"Use one of: {', '.join(ActorType)}.")
        return known or usual

    def set_aside(self, field: str, reason: str, remedy: str) -> None:
        """Keep aside, once, what cannot be understood of the field's cell."""
        column = self._header[self._columns[field]]
        place = Place(self.place.source, f"{self.place.locator}, column “{column}”")
        rejection = Rejection(place, reason, remedy, excerpt=self._row.cells[self._columns[field]][:200])
        if rejection not in self.rejections:
            self.rejections.append(rejection)


def _wrong(latitude: str, longitude: str) -> tuple[str, str]:
    """Which of the two is no number of degrees, and what it says; the latitude where that is unclear."""
    is_found = latitude and _is_place(latitude, "1")
    if (is_found or not latitude) and not _is_place("1", longitude) and (is_found or longitude):
        return "longitude", longitude
    return "latitude", latitude


def _is_place(latitude: str, longitude: str) -> bool:
    try:
        read_coordinates(latitude, longitude or "?")
    except ValueError:
        return False
    return True


def _type_words() -> Iterator[tuple[str, ActorType]]:
    words = {
        ActorType.PERSON: "person personne",
        ActorType.ORGANISATION: "organisation organization organisme structure",
        ActorType.GROUP: "group groupe",
        ActorType.CATEGORY: "category catégorie categorie",
    }
    for known, names in words.items():
        yield from ((name, known) for name in names.split())


_TYPES = dict(_type_words())
