"""Which files a source stands for, and which reader reads them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from graph.workspace import Source
from ingest.records import Document, Event, Rejection
from ingest.sources import FORMATS, guess_format, source_files
from ontology.errors import CallError, DataError


def write(path: Path, text: str = "x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def names(source: Source, root: Path) -> list[str]:
    return [file.path.relative_to(root).as_posix() for file in source_files(source, root)]


@pytest.mark.parametrize(
    ("name", "format_name"),
    [
        ("a.ics", "ical"),
        ("a.BIB", "bibtex"),
        ("a.tsv", "table"),
        ("a.xlsx", "table"),
        ("a.htm", "html"),
        ("a.md", "markdown"),
    ],
)
def test_the_extension_tells_the_format(tmp_path: Path, name: str, format_name: str) -> None:
    assert guess_format(tmp_path / name) == format_name


RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" %s>
<channel rdf:about="https://e.org"><title>C</title></channel>
<item rdf:about="https://e.org/1"><title>Un</title><link>https://e.org/1</link><description>Mots</description></item>
</rdf:RDF>"""


@pytest.mark.parametrize(
    ("namespace", "format_name"),
    [
        ('xmlns="http://purl.org/rss/1.0/"', "feed"),
        ("xmlns='http://purl.org/rss/1.0/' xmlns:ev='http://purl.org/rss/1.0/modules/event/'", "feed"),
        ('xmlns="http://e.org/" xmlns:rss="http://purl.org/rss/1.0/"', "rdf"),
        ('xmlns="http://e.org/" xmlns:ev="http://purl.org/rss/1.0/modules/event/"', "rdf"),
    ],
)
def test_a_feed_that_is_called_rdf_is_read_as_a_feed(tmp_path: Path, namespace: str, format_name: str) -> None:
    write(tmp_path / "a.rdf", RDF % namespace)
    (file,) = source_files(Source(path="a.rdf"), tmp_path)
    assert file.format == format_name
    if format_name == "feed":
        (page,) = file.read()
        assert isinstance(page, Document)
        assert (page.title and page.title.value, page.url) == ("Un", "https://e.org/1")


@pytest.mark.parametrize(
    ("content", "format_name"),
    [
        ("\ufeffBEGIN:VCALENDAR\n", "ical"),
        ("% note\n% note\n @Article{key,", "bibtex"),
        ('<?xml version="1.0"?>\n<!DOCTYPE html>', "html"),
        ("<HTML>", "html"),
        (
            '<?xml version="1.0"?>\n<!DOCTYPE rss PUBLIC "-//A//EN" "http://e.org/a.dtd">\n<rss version="2">',
            "feed",
        ),
        ('<!-- a --><!DOCTYPE rss [<!ENTITY nbsp "&#160;">]>\n<!-- b -->\n<rss version="2">', "feed"),
        ("% " * 400, ""),
        ("", ""),
    ],
)
def test_without_a_known_extension_the_content_tells(tmp_path: Path, content: str, format_name: str) -> None:
    assert guess_format(write(tmp_path / "download.dat", content)) == format_name


def test_every_extension_belongs_to_one_format() -> None:
    extensions = [extension for known in FORMATS for extension in known.extensions]
    assert len(extensions) == len(set(extensions))


def test_an_unknown_format_is_the_calls_fault_and_the_nearest_is_named(tmp_path: Path) -> None:
    with pytest.raises(CallError, match=r"“bibtx” is not a format. Did you mean “bibtex”"):
        source_files(Source(path="a.bib", format="bibtx"), tmp_path)


def test_a_folder_is_read_whole_in_a_stable_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b/z.ics", "b/a.bib", "b/deep/c.csv", "b/.git/d.csv", "b/.hidden.csv"):
        write(tmp_path / name)
    assert names(Source(path="b"), tmp_path) == ["b/a.bib", "b/deep/c.csv", "b/z.ics"]


def test_a_folder_with_a_format_gives_the_files_of_that_format(tmp_path: Path) -> None:
    write(tmp_path / "site/a.html")
    write(tmp_path / "site/style.css")
    assert names(Source(path="site", format="html"), tmp_path) == ["site/a.html"]


def test_a_glob_takes_what_it_matches(tmp_path: Path) -> None:
    for name in ("x/a.csv", "x/y/b.csv", "x/y/c.txt"):
        write(tmp_path / name)
    assert names(Source(path="x/**/*.csv"), tmp_path) == ["x/a.csv", "x/y/b.csv"]


def test_a_file_whose_name_looks_like_a_glob_is_still_a_file(tmp_path: Path) -> None:
    write(tmp_path / "agenda [2013].csv")
    assert names(Source(path="agenda [2013].csv"), tmp_path) == ["agenda [2013].csv"]


def test_a_file_outside_the_workspace_is_read_when_it_is_named(tmp_path: Path) -> None:
    write(tmp_path / "elsewhere.ics")
    root = tmp_path / "workspace"
    root.mkdir()
    assert source_files(Source(path="../elsewhere.ics"), root)[0].format == "ical"


def test_a_name_in_another_encoding_is_told_in_a_sentence(tmp_path: Path) -> None:
    write(tmp_path / "pages" / "a.html")
    (tmp_path / "pages" / os.fsdecode(b"caf\xe9.html")).write_text("x", encoding="utf-8")
    for path in ("pages", "pages/*.html"):
        _, file = source_files(Source(path=path), tmp_path)
        for read in (file.pieces, lambda file=file: list(file.read())):
            with pytest.raises(DataError, match=r"caf�\.html: the file's name is not UTF-8\. Rename the file\."):
                read()


def test_a_link_does_not_lead_a_folder_out_of_itself(tmp_path: Path) -> None:
    secret = write(tmp_path / "secret.csv", "Titre\nx\n")
    write(tmp_path / "inside/a.csv", "Titre\nx\n")
    (tmp_path / "inside/b.csv").symlink_to(secret)
    (file,) = [file for file in source_files(Source(path="inside"), tmp_path) if file.path.name == "b.csv"]
    (rejection,) = file.read()
    assert isinstance(rejection, Rejection)
    assert "a link leads out of the folder" in rejection.reason


@pytest.mark.parametrize("path", ["missing.csv", "empty", "empty/*.csv"])
def test_what_is_not_there_is_said_with_the_entry_that_names_it(tmp_path: Path, path: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(DataError) as raised:
        source_files(Source(path=path), tmp_path)
    assert f"maillage.toml, source “{path}”" in str(raised.value)
    assert str(tmp_path) in raised.value.remedy


@pytest.mark.parametrize("path", ["https://example.org/feed", "x/*/../../etc/*", "", "a\x00b"])
def test_a_path_that_cannot_be_one_is_the_calls_fault(tmp_path: Path, path: str) -> None:
    with pytest.raises(CallError):
        source_files(Source(path=path), tmp_path)


def test_a_file_of_no_format_in_a_folder_is_set_aside_with_the_reason(tmp_path: Path) -> None:
    write(tmp_path / "folder/picture.dat", "\x01\x02")
    (file,) = source_files(Source(path="folder"), tmp_path)
    (rejection,) = file.read()
    assert isinstance(rejection, Rejection)
    assert rejection.reason == "no format reads this kind of file"


def test_a_file_of_no_format_that_is_named_is_an_error(tmp_path: Path) -> None:
    write(tmp_path / "picture.dat", "\x01\x02")
    with pytest.raises(DataError, match="its format cannot be guessed"):
        source_files(Source(path="picture.dat"), tmp_path)


def test_the_format_of_the_workspace_wins_over_the_extension(tmp_path: Path) -> None:
    write(tmp_path / "agenda.txt", "Titre;Date\nForum;2013\n")
    (file,) = source_files(Source(path="agenda.txt", format="table"), tmp_path)
    (event,) = file.read()
    assert isinstance(event, Event)


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.xml"])
@pytest.mark.parametrize("content", ["", " \n"])
def test_an_empty_file_is_said_to_be_empty(tmp_path: Path, name: str, content: str) -> None:
    write(tmp_path / "folder" / name, content)
    with pytest.raises(DataError, match="the file is empty"):
        source_files(Source(path=f"folder/{name}"), tmp_path)
    (file,) = source_files(Source(path="folder"), tmp_path)
    (rejection,) = file.read()
    assert isinstance(rejection, Rejection)
    assert rejection.reason == "the file is empty"
