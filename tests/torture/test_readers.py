"""Every reader on files that came to grief: what it understands, what it sets aside, or an error in a sentence."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.workspace import Source
from ingest.records import Record, Rejection
from ingest.sources import FORMATS, source_files
from ontology.errors import DataError
from tests.ingest.sources.format_pages import FOLDER, FormatPage
from tests.torture.mangling import mangled

NAMES = [form.name for form in FORMATS if not form.whole]


def sample(name: str) -> tuple[Source, str, bytes]:
    """The source, the file's name and the content that the page of a format shows."""
    path = FOLDER / f"{name}.md"
    if not path.exists():
        pytest.skip(f"docs/formats has no page on {name}")
    page = FormatPage.of(path)
    with TemporaryDirectory() as folder:
        page.write(Path(folder))
        return page.source(), page.name, (Path(folder) / page.name).read_bytes()


def read(source: Source, name: str, content: bytes) -> list[Record | Rejection]:
    """What the file gives; an error in a sentence gives nothing."""
    with TemporaryDirectory() as folder:
        (Path(folder) / name).write_bytes(content)
        found: list[Record | Rejection] = []
        with suppress(DataError):
            for file in source_files(source, Path(folder)):
                found.extend(file.read())
        return found


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_that_came_to_grief_gives_records_rejections_or_an_error_in_a_sentence(name: str) -> None:
    source, file, content = sample(name)
    named = msgspec.structs.replace(source, path=file, format=name)

    @given(mangled(content))
    def check(broken: bytes) -> None:
        for item in read(named, file, broken):
            assert not isinstance(item, Rejection) or item.reason

    check()


@pytest.mark.parametrize("name", NAMES)
def test_bytes_out_of_nowhere_are_no_worse(name: str) -> None:
    source, file, _ = sample(name)
    named = msgspec.structs.replace(source, path=file, format=name)

    @given(st.binary(max_size=400))
    def check(content: bytes) -> None:
        read(named, file, content)

    check()


@given(st.binary(max_size=400), st.sampled_from(["", ".csv", ".xml", ".json", ".html", ".ics", ".zip"]))
def test_a_file_whose_format_must_be_guessed_is_read_or_refused(content: bytes, extension: str) -> None:
    read(Source(path=f"file{extension}"), f"file{extension}", content)
