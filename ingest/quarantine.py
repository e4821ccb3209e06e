"""The quarantine: what the last build set aside, each with its place, the reason and its beginning.

Deciding what is set aside is for the readers.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import msgspec

from graph.whole_file import kept_file
from graph.workspace import Workspace
from ingest.reading import Reading, source_name
from ingest.records import Rejection
from ingest.sources.decoding import read_lines
from ontology.decoding import UNDECODABLE
from ontology.errors import DataError, Place

__all__ = ["Quarantine", "QuarantineGroup", "SetAside"]

FILE = "quarantine.jsonl"
_LINE = re.compile(r"lines? (\d+)")
_QUOTED = re.compile(r"“[^”]*”(?:, “[^”]*”)*|(?<!\w)'[^']*'(?!\w)")
"""Words of the file: in our quotation marks, or in those of a library."""
_EXCERPT = 200


class SetAside(msgspec.Struct, frozen=True):
    """One thing set aside: the source's name, where in it (``line 7``), why, what to do, how it begins."""

    source: str
    locator: str
    reason: str
    remedy: str
    excerpt: str


class QuarantineGroup(msgspec.Struct, frozen=True):
    """Things of one source set aside for one reason, whose quoted words are left out; ``first`` is where one stands."""

    source: str
    reason: str
    count: int
    first: str


class Quarantine:
    """The file in the workspace's state that keeps what was set aside."""

    def __init__(self, path: Path, root: Path) -> None:
        self.path = path
        self.root = root

    @classmethod
    def of(cls, workspace: Workspace) -> Quarantine:
        """The quarantine of a workspace."""
        return cls(workspace.state / FILE, workspace.root)

    def keep(self, reading: Reading) -> None:
        """Keep what this reading set aside, and the files that it could not read, in the place of what was there."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        encoder = msgspec.json.Encoder()
        with kept_file(self.path) as file:
            for each in self._found(reading):
                file.write(encoder.encode(each) + b"\n")

    def items(self) -> Iterator[SetAside]:
        """All that is set aside, in the order of the sources; raises :class:`DataError` for a damaged file."""
        decoder = msgspec.json.Decoder(SetAside)
        try:
            with self.path.open("rb") as file:
                for line in file:
                    yield decoder.decode(line)
        except FileNotFoundError:
            return
        except UNDECODABLE as error:
            raise DataError(f"it is damaged ({error})", Place(str(self.path)), "Run `maillage build` again.") from error

    def groups(self) -> list[QuarantineGroup]:
        """What is set aside by source and reason, most frequent first within each source; nobody's words are in it."""
        counts: Counter[tuple[str, str]] = Counter()
        first: dict[tuple[str, str], str] = {}
        for item in self.items():
            key = item.source, _QUOTED.sub("“…”", item.reason)
            counts[key] += 1
            first.setdefault(key, item.locator)
        ordered = sorted(counts.items(), key=lambda pair: (pair[0][0], -pair[1], pair[0][1]))
        return [QuarantineGroup(*key, count, first[key]) for key, count in ordered]

    def _found(self, reading: Reading) -> Iterator[SetAside]:
        by_file: defaultdict[str, list[Rejection]] = defaultdict(list)
        for rejection in reading.rejections:
            by_file[rejection.place.source].append(rejection)
        for file, rejections in by_file.items():
            lines = _excerpts(Path(file), rejections)
            for each in rejections:
                text = each.excerpt or lines.get(_line(each), "")
                yield SetAside(self._name(file), each.place.locator, each.reason, each.remedy, text[:_EXCERPT])
        told = {(rejection.place, rejection.reason) for rejection in reading.rejections}
        for failure in reading.failures:
            place = failure.place or Place("")
            if (place, failure.problem) in told:
                continue
            yield SetAside(self._name(place.source), place.locator, failure.problem, failure.remedy, "")

    def _name(self, file: str) -> str:
        return source_name(Path(file), self.root) if file else ""


def _line(rejection: Rejection) -> int:
    """The number of the line where it stands; 0 when its place is no line."""
    found = _LINE.match(rejection.place.locator)
    return int(found[1]) if found else 0


def _excerpts(path: Path, rejections: Iterable[Rejection]) -> dict[int, str]:
    """The lines of the file at which these stand, for those that bring no excerpt of their own."""
    wanted = {_line(each) for each in rejections if not each.excerpt} - {0}
    if not wanted:
        return {}
    lines = islice(read_lines(path), max(wanted))
    try:
        return {number: line.strip()[:_EXCERPT] for number, line in enumerate(lines, 1) if number in wanted}
    except DataError:
        return {}  # it is gone, or no text: the place and the reason must do
