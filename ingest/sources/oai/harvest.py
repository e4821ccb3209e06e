"""Harvesting a repository by OAI-PMH 2.0 into a file of the workspace, from where the last harvest ended.

What the records say is not for here.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import parse_qsl, urlsplit, urlunsplit

import msgspec
from lxml import etree

from graph.whole_file import kept_file
from ingest.records import Rejection
from ingest.sources.oai.client import Client, UnreachableError
from ingest.sources.oai.elements import OAI, header_of, is_deleted
from ingest.sources.xml_elements import words, xml_elements
from ontology.decoding import UNDECODABLE
from ontology.errors import CallError, DataError, Place
from ontology.folding import slug

__all__ = ["Harvest", "harvest"]

MAX_RECORDS = 2_000_000
"""The most records that are taken from one repository."""
_SELECTIVE = ("set", "from", "until")
_BEGIN = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>\n'
)
_END = b"</ListRecords></OAI-PMH>\n"
_MARK = 16
"""How many digits of an address's hash its file is named with, for two addresses may differ in their signs alone."""
_WHOLE_AGAIN = timedelta(days=7)
_TELL = "Tell those who keep the repository, or leave the record out with set=…, from=… or until=…."
_CHECK = "Check the address of this source in maillage.toml."
_REMEDIES = {
    "badArgument": "Check set=…, from=… and until=… in the address of this source.",
    "badResumptionToken": "Build again later.",
    "cannotDisseminateFormat": "It gives no Dublin Core: save its records in a format that is read, and name the file.",
    "noSetHierarchy": "Take set=… out of the address of this source.",
}
"""What to do about the errors of OAI-PMH 2.0 (section 3.6)."""
_ROOT, _ROOTS_END, _LOOKED_AT = b"OAI-PMH", re.compile(rb"</(?:[\w.-]+:)?OAI-PMH\s*>|/>\s*\Z"), 4096
_TAGS = tuple(f"{OAI}{name}" for name in "record resumptionToken error responseDate granularity deletedRecord".split())


class _State(msgspec.Struct):
    """When the last harvest began by the server's clock, and when everything was harvested last."""

    harvested: str = ""
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Harvest:
    """The file that holds the records, and why it could not be brought up to date, if so."""

    path: Path
    trouble: str = ""


def harvest(address: str, folder: Path, sleep: Callable[[float], None] = time.sleep) -> Harvest:
    """Bring the file of an address up to date: only what changed since the last harvest is asked for.

    The address may say ``set``, ``from`` and ``until``. Where the server does not keep track of deleted records,
    everything is harvested once a week. When it cannot be reached, what was harvested before does, and the trouble is
    told. Raises :class:`DataError` when there is nothing to fall back on or the server answers with an error, and
    :class:`CallError` for an address that cannot be one.
    """
    harvester = _Harvester(address, folder, sleep)
    try:
        harvester.run()
    except UnreachableError as error:
        if not harvester.path.exists():
            raise
        return Harvest(harvester.path, f"{error.problem}; what was harvested before is used")
    return Harvest(harvester.path)


@dataclass(slots=True)
class _Page:
    """What one answer says beside its records."""

    token: str = ""
    date: str = ""
    error: str = ""
    said: str = ""
    granularity: str = ""
    deleted: str = ""
    broken: str = ""


@dataclass(slots=True)
class _Harvester:
    address: str
    folder: Path
    sleep: Callable[[float], None]
    path: Path = field(init=False)
    client: Client = field(init=False)
    selected: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        parts = urlsplit(self.address)
        asked = dict(parse_qsl(parts.query))
        self.selected = {name: asked.pop(name) for name in _SELECTIVE if name in asked}
        asked.pop("verb", None)
        if asked.pop("metadataPrefix", "oai_dc") != "oai_dc" or asked:
            remedy = "It may say set=…, from=… and until=…."
            raise CallError("the address asks for what is not harvested", Place(self.address), remedy)
        self.client = Client(urlunsplit(parts._replace(query="", fragment="")), self.sleep)
        name = slug(self.address.partition("://")[2], 80) or "x"
        self.path = self.folder / f"{name}-{sha256(self.address.encode(errors='replace')).hexdigest()[:_MARK]}.xml"

    def run(self) -> None:
        """Harvest, and replace file and state once everything is there."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=self.folder, prefix=".harvest-") as name:
            page, new = Path(name, "page.xml"), Path(name, "new.xml")
            identify = self._asked({"verb": "Identify"}, page, None)
            state = self._state()
            whole = self._is_whole(state, identify)
            since = {} if whole else {"from": _granular(state.harvested, identify.granularity)}
            began = self._listed(page, new, self.selected | since)
            if not whole and not self._merge(new, Path(name, "merged.xml")):
                whole, began = True, self._listed(page, new, self.selected)
            if whole:
                os.replace(new, self.path)  # noqa: PTH105
            self._remember(_State(began, began if whole else state.whole))

    def _is_whole(self, state: _State, identify: _Page) -> bool:
        """Whether everything is to be harvested."""
        if not self.path.exists() or not state.harvested:
            return True
        if identify.deleted == "persistent":
            return False
        return _moment(state.harvested) - _moment(state.whole) > _WHOLE_AGAIN

    def _listed(self, page: Path, new: Path, selected: dict[str, str]) -> str:
        """Write the records of all answers into a file; returns when the server says that it began."""
        first = parameters = {"verb": "ListRecords", "metadataPrefix": "oai_dc", **selected}
        began, seen, restarted = "", set[str](), False
        while parameters:
            with new.open("wb" if parameters is first else "ab") as file:
                if parameters is first:
                    file.write(_BEGIN)
                answer = self._asked(parameters, page, file.write)
            began = began or answer.date
            if answer.error == "badResumptionToken" and not restarted:
                parameters, seen, restarted = first, set(), True
                continue
            if answer.error not in ("", "noRecordsMatch"):
                problem = f"the server answers “{answer.error}”: {answer.said[:200]}"
                raise DataError(problem, Place(self.address), _REMEDIES.get(answer.error, _CHECK))
            if answer.token in seen or len(seen) * 10 > MAX_RECORDS:
                problem = "the server's list never ends: it gives a token again"
                raise DataError(problem, Place(self.address), _TELL)
            seen.add(answer.token)
            parameters = {"verb": "ListRecords", "resumptionToken": answer.token} if answer.token else {}
        with new.open("ab") as file:
            file.write(_END)
        return began or datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")

    def _asked(self, parameters: dict[str, str], page: Path, write: Callable[[bytes], object] | None) -> _Page:
        """One answer, its records written on; raises :class:`DataError` when it is no OAI-PMH."""
        self.client.fetch(parameters, page, _flaw)
        answer, last = _Page(), ""
        for item in xml_elements(page, _TAGS):
            if isinstance(item, Rejection):
                answer.broken = item.reason
            elif item.tag != f"{OAI}record":
                _note(answer, item)
            elif write:
                self._check(item)
                write(_written(item))
                last = header_of(item)[0][:200]
        if answer.broken or not (answer.date or answer.error):
            reason = answer.broken or "the answer is not OAI-PMH"
            is_answer = answer.date or answer.error
            verb = parameters["verb"]
            problem = f"{reason} (verb {verb}, after the record “{last}”)" if last else f"{reason} (verb {verb})"
            raise DataError(problem, Place(self.address), _TELL if is_answer else _CHECK)
        return answer

    def _check(self, record: etree._Element) -> None:
        """Refuse a record whose text the answer's DOCTYPE is to complete: in the file it would have none."""
        if (entity := next(record.iter(etree.Entity), None)) is not None:
            problem = f"the record “{header_of(record)[0][:200]}” holds the entity {entity.text}, which is not expanded"
            raise DataError(problem, Place(self.address), _TELL)

    def _merge(self, new: Path, merged: Path) -> bool:
        """Put new states of records in the place of old ones, new records at the end, and take deleted ones out.

        False, and nothing is done, where the file of the old ones is damaged.
        """
        changed, placed = dict(_states(new)), set[str]()
        with merged.open("wb") as file:
            file.write(_BEGIN)
            try:
                for name, content in _states(self.path):
                    if name not in placed:
                        file.write(changed.get(name, content))
                    placed |= {name} & changed.keys()
            except DataError:
                return False
            file.writelines(content for name, content in changed.items() if name not in placed)
            file.write(_END)
        os.replace(merged, self.path)  # noqa: PTH105
        return True

    def _state(self) -> _State:
        try:
            return msgspec.json.decode(self.path.with_suffix(".json").read_bytes(), type=_State)
        except (OSError, *UNDECODABLE):
            return _State()

    def _remember(self, state: _State) -> None:
        with kept_file(self.path.with_suffix(".json")) as file:
            file.write(msgspec.json.encode(state))


def _flaw(page: Path) -> str:
    """What is wrong with an answer, so that it is worth asking again; what is no OAI-PMH has no such flaw."""
    with page.open("rb") as file:
        beginning = file.read(_LOOKED_AT)
        file.seek(max(0, page.stat().st_size - _LOOKED_AT))
        end = file.read()
    if not beginning:
        return "the server's answer is empty"
    return "" if _ROOT not in beginning or _ROOTS_END.search(end) else "the server's answer is cut short"


def _note(answer: _Page, element: etree._Element) -> None:
    text = words(element)
    match str(element.tag).removeprefix(OAI):
        case "resumptionToken":
            answer.token = text
        case "error":
            answer.error, answer.said = element.get("code", "error"), text
        case "responseDate":
            answer.date = text
        case "granularity":
            answer.granularity = text
        case "deletedRecord":
            answer.deleted = text


def _states(path: Path) -> Iterator[tuple[str, bytes]]:
    """Each record's identifier and bytes; none for one that is deleted. Raises :class:`DataError` for broken XML."""
    for item in xml_elements(path, (f"{OAI}record",)):
        if isinstance(item, Rejection):
            raise DataError(item.reason, item.place, item.remedy)
        yield header_of(item)[0], b"" if is_deleted(item) else _written(item)


def _written(record: etree._Element) -> bytes:
    return etree.tostring(record, encoding="utf-8", with_tail=False) + b"\n"


def _granular(moment: str, granularity: str) -> str:
    """The moment as precise as the server reads it (OAI-PMH 2.0, section 3.3.1)."""
    return moment if "hh" in granularity else moment[:10]


def _moment(written: str) -> datetime:
    try:
        return datetime.fromisoformat(written).astimezone(UTC)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
