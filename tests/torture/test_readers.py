"""Every reader on files that came to grief: what it understands, what it sets aside, or an error in a sentence."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from graph.workspace import Source
from ingest.records import Record, Rejection
from ingest.sources import FORMATS, source_files
from ontology.errors import DataError
from tests.ingest.sources.format_pages import FOLDER, FormatPage
from tests.torture.mangling import mangled

NAMES = [form.name for form in FORMATS]
"""Every format that is registered: each has a page in docs/formats, whose sample is what comes to grief."""


def sample(name: str) -> tuple[Source, str, bytes]:
    """The source, the file's name and the content that the page of a format shows."""
    page = FormatPage.of(FOLDER / f"{name}.md")
    with TemporaryDirectory() as folder:
        page.write(Path(folder))
        return page.source(), page.name, (Path(folder) / page.name).read_bytes()


def named(source: Source, file: str, name: str) -> Source:
    """The source, said to be of that format, from where its file is; a format of whole folders keeps its folder."""
    whole = next(form.whole for form in FORMATS if form.name == name)
    return msgspec.structs.replace(source, path=source.path if whole else file, format=name)


def packed(suffix: str) -> bytes:
    """A document or a workbook of a few words, whose archive a test takes apart."""
    made = BytesIO()
    if suffix == ".docx":
        return sample("docx")[2]
    workbook = Workbook()
    for row in (("Titre", "Date", "Type"), ("Tiers-lieux", "2013-05-13", "Table ronde"), ("RSE", 41_000, None)):
        workbook.worksheets[0].append(row)
    workbook.save(made)
    return made.getvalue()


def repacked(archive: bytes, member: str, content: bytes) -> bytes:
    """The archive with another content of one of its members."""
    made = BytesIO()
    with ZipFile(BytesIO(archive)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, content if name == member else old.read(name))
    return made.getvalue()


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

    @given(mangled(content))
    def check(broken: bytes) -> None:
        for item in read(named(source, file, name), file, broken):
            assert not isinstance(item, Rejection) or item.reason

    check()


@pytest.mark.parametrize("name", NAMES)
def test_bytes_out_of_nowhere_are_no_worse(name: str) -> None:
    source, file, _ = sample(name)

    @given(st.binary(max_size=400))
    def check(content: bytes) -> None:
        read(named(source, file, name), file, content)

    check()


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_what_came_to_grief_inside_an_archive_is_no_worse(suffix: str) -> None:
    archive = packed(suffix)
    with ZipFile(BytesIO(archive)) as opened:
        members = {name: opened.read(name) for name in opened.namelist()}
    source = Source(path=f"file{suffix}", record="event" if suffix == ".xlsx" else "")

    @given(st.data())
    def check(data: st.DataObject) -> None:
        member = data.draw(st.sampled_from(sorted(members)))
        read(source, f"file{suffix}", repacked(archive, member, data.draw(mangled(members[member]))))

    check()


@given(st.binary(max_size=400), st.sampled_from(["", ".csv", ".xml", ".json", ".html", ".ics", ".zip"]))
def test_a_file_whose_format_must_be_guessed_is_read_or_refused(content: bytes, extension: str) -> None:
    read(Source(path=f"file{extension}"), f"file{extension}", content)
