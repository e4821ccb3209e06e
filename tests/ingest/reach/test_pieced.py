"""A file of which some pieces are as they were is read as it would be from nothing, and only the others understood."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping, Set
from pathlib import Path

import pytest

from graph.workspace import Source
from ingest.reach.gathered import Gathered
from ingest.reach.items import Items
from ingest.reach.pieced import Item, Pieced, read_again, read_pieces
from ingest.records import Record, Rejection
from ingest.sources import SourceFile
from ingest.sources.pieces import Pieces
from ingest.sources.runs import Mark, Piece, Run
from ontology.errors import DataError

TITLES = ["Forum", "Forum 2", "Forum 2 2", "Bilan", "", "!!"]
DATES = ["2012-05-03", "2012", "45 mai", ""]


class Spied:
    """A file that tells which of its pieces were understood."""

    def __init__(self, file: Pieces) -> None:
        self.file = file
        self.context = file.context
        self.beginning = file.beginning
        self.understood_at: list[str] = []

    def pieces(self) -> Iterator[Piece | Rejection]:
        return self.file.pieces()

    def runs(self, known: Mapping[int, Mark], only: Set[int] | None = None) -> Iterator[Run]:
        return self.file.runs(known, only)

    def understood(self, piece: Piece) -> Iterator[Record | Rejection]:
        self.understood_at.append(piece[0])
        return self.file.understood(piece)


def opened(path: Path, language: str = "") -> Spied:
    pieces = source_file(path, language).pieces()
    assert pieces
    return Spied(pieces)


def source_file(path: Path, language: str = "") -> SourceFile:
    name = "json" if path.suffix == ".jsonl" else "table"
    return SourceFile(path, name, Source(path=path.name, record="event", language=language))


def lines_of(chance: random.Random, number: int) -> list[dict[str, str]]:
    return [{"title": chance.choice(TITLES), "start": chance.choice(DATES), "kind": "forum"} for _ in range(number)]


def changed(chance: random.Random, lines: list[dict[str, str]]) -> list[dict[str, str]]:
    """Some lines more or less, others said otherwise; mostly where they stood."""
    lines = list(lines)
    for _ in range(chance.randint(0, 3)):
        at = chance.randrange(len(lines))
        match chance.randrange(8):
            case 0:
                lines.insert(at, lines_of(chance, 1)[0])
            case 1 if len(lines) > 2:
                del lines[at]
            case 2:
                lines += lines_of(chance, 2)
            case _:
                lines[at] = lines_of(chance, 1)[0]
    return lines


def written(path: Path, lines: list[dict[str, str]], chance: random.Random) -> Path:
    """The lines as JSON, some of it broken or blank, or as CSV, with quotes that do not fit now and then."""
    if path.suffix == ".jsonl":
        texts = [json.dumps(line) if line["title"] != "!!" else '{"title": ' for line in lines]
    else:
        texts = ["title,start,kind", *(",".join(line.values()) for line in lines)]
        texts = [f'"a"b,{text}' if "!!" in text else text for text in texts]
    for at in range(len(texts) - 1, 0, -1):
        if chance.random() < 0.05:
            texts.insert(at, "")
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return path


def reading(file: Pieces, known: Pieced | None = None) -> tuple[list[Item], Pieced]:
    items: list[Item] = []
    return items, read_pieces(file, items, known)


def completed(path: Path, known: Pieced | None) -> tuple[list[Record | Rejection], Pieced]:
    """What is read of the file with what is known of it, and what is read again of the rest."""
    items, now = reading(opened(path), known)
    same = {number for item in items if isinstance(item, range) for number in item}
    again = dict(read_again(opened(path), str(path), now, same))
    found: list[Record | Rejection] = []
    for item in items:
        found += [again[number] for number in item] if isinstance(item, range) else [item]
    return found, now


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("name", ["notices.jsonl", "notices.csv"])
def test_following_any_change_of_a_file_reads_what_reading_it_from_nothing_does(
    tmp_path: Path, name: str, seed: int
) -> None:
    chance = random.Random(f"{name} {seed}")
    lines, known = [{"title": "Forum", "start": "2012", "kind": "forum"}, *lines_of(chance, 30)], None
    if seed % 2:  # some runs of lines that are all different
        lines += [{"title": f"Visite {number}", "start": "2012", "kind": "visite"} for number in range(300)]
    for _ in range(8):
        path = written(tmp_path / name, lines, chance)
        found, now = completed(path, known)
        assert found == list(source_file(path).read())
        assert now == reading(opened(path))[1]
        lines, known = changed(chance, lines), now


@pytest.fixture
def path(tmp_path: Path) -> Path:
    lines = [{"title": f"Forum {name}", "start": "2012"} for name in ("alpha", "beta", "gamma", "delta")]
    (tmp_path / "notices.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return tmp_path / "notices.jsonl"


def rewritten(path: Path, old: str, new: str) -> Path:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return path


def test_only_lines_that_differ_are_understood_again(path: Path) -> None:
    _, known = reading(opened(path))
    file = opened(rewritten(path, "gamma", "gamma (revu)"))
    reading(file, known)
    assert file.understood_at == ["line 3"]


@pytest.mark.parametrize("name", ["notices.jsonl", "notices.csv"])
def test_lines_far_from_those_that_differ_are_not_even_looked_at(tmp_path: Path, name: str) -> None:
    chance = random.Random(name)
    lines = [{"title": f"Forum {number}", "start": "2012", "kind": "forum"} for number in range(500)]
    _, known = reading(opened(written(tmp_path / name, lines, chance)))
    before = (tmp_path / name).read_text(encoding="utf-8")
    (tmp_path / name).write_text(before.replace("Forum 250", "Forum 250 (revu)"), encoding="utf-8")
    file = opened(tmp_path / name)
    looked_at = [
        piece[0] for run in file.runs(known.runs) if not run.same for piece in run.parted() if isinstance(piece, tuple)
    ]
    assert 0 < len(looked_at) < 100
    reading(file, known)
    assert len(file.understood_at) == 1
    assert file.understood_at[0] in looked_at


def test_a_last_line_that_goes_on_is_not_taken_for_what_it_was(path: Path) -> None:
    _, known = reading(opened(path))
    with path.open("a", encoding="utf-8") as file:
        file.write("} und so weiter")
    items, _ = reading(opened(path), known)
    assert [isinstance(item, Rejection) for item in items] == [False, False, False, True]


def test_a_file_that_became_shorter_has_what_is_left(path: Path) -> None:
    _, known = reading(opened(path))
    path.write_text("\n".join(path.read_text(encoding="utf-8").split("\n")[:2]), encoding="utf-8")
    assert len(reading(opened(path), known)[0]) == 2


def test_a_namesake_that_comes_before_a_line_gives_that_another_key(path: Path) -> None:
    _, known = reading(opened(path))
    items, _ = reading(opened(rewritten(path, "beta", "gamma")), known)
    assert [item.key for item in items if isinstance(item, Record)] == ["2012-forum-gamma", "2012-forum-gamma-2"]


def test_other_settings_of_the_source_have_all_lines_understood_again(path: Path) -> None:
    _, known = reading(opened(path))
    file = opened(path, language="en")
    reading(file, known)
    assert len(file.understood_at) == 4


def test_a_line_that_is_not_what_it_was_when_it_is_asked_for_ends_the_build(path: Path) -> None:
    _, before = reading(opened(path))
    items, now = reading(opened(path), before)
    records = Gathered()
    gathered = Items(records.shelf)
    for item in items:
        gathered.append(item)
    records.add(gathered, source_file(path), "source/x", now, before)
    assert records[3].record.key == "2012-forum-delta"
    rewritten(path, "beta", "Beta")
    assert records[3].record.key == "2012-forum-delta"
    with pytest.raises(DataError, match=r"notices.jsonl: the file changed while it was read\. Build again"):
        records.fetch_all()
