"""What libraries, Crossref and OpenEdition give in XML becomes publications, however odd it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.workspace import Source
from ingest.records import Publication, Rejection, Relation
from ingest.sources import guess_format, source_files
from ontology.errors import DataError

RECORD = "<record><leader/>{}</record>"
FIELD = '<datafield tag="{}"><subfield code="{}">{}</subfield></datafield>'


def read(path: Path, form: str = "") -> list[Publication | Rejection]:
    (file,) = source_files(Source(path=path.name, format=form), path.parent)
    return [each for each in file.read() if isinstance(each, Publication | Rejection)]


def written(folder: Path, text: str) -> Path:
    (folder / "a.xml").write_text(text, encoding="utf-8")
    return folder / "a.xml"


def test_several_records_are_read_from_a_collection(tmp_path: Path) -> None:
    records = "".join(RECORD.format(FIELD.format("200", "a", title)) for title in ("Un", "Deux"))
    path = written(tmp_path, f'<collection xmlns="http://www.loc.gov/MARC21/slim">{records}</collection>')
    assert guess_format(path) == "unimarc"
    assert [each.title.value for each in read(path) if isinstance(each, Publication) and each.title] == ["Un", "Deux"]


def test_a_record_without_title_and_a_number_that_is_none_are_kept_aside(tmp_path: Path) -> None:
    fields = FIELD.format("200", "a", "Un") + FIELD.format("010", "a", "12")
    path = written(tmp_path, f"<collection>{RECORD.format('')}{RECORD.format(fields)}</collection>")
    found = read(path, "unimarc")
    assert [each.reason for each in found if isinstance(each, Rejection)] == [
        "the entry has neither title nor date",
        "“12” has not the form of ISBN identifiers",
    ]


@pytest.mark.parametrize("form", ["unimarc", "unixref"])
@pytest.mark.parametrize("content", ["", "<a/>", "<record>", "<crossref><journal>", "text"])
def test_what_is_empty_broken_or_of_another_kind_is_told(tmp_path: Path, form: str, content: str) -> None:
    path = written(tmp_path, content)
    try:
        assert all(isinstance(each, Rejection) for each in read(path, form))
    except DataError as error:
        told = str(error)
        if "a.xml" not in told:
            raise


def test_of_a_book_and_its_chapters_the_chapters_are_read(tmp_path: Path) -> None:
    chapter = "<content_item><titles><title>{}</title></titles></content_item>"
    book = "<book_metadata><titles><title>Livre</title></titles></book_metadata>"
    book += chapter.format("A") + chapter.format("B")
    found = read(written(tmp_path, f"<crossref><book>{book}</book></crossref>"))
    assert [each.title.value for each in found if isinstance(each, Publication) and each.title] == ["A", "B"]


def test_the_real_theses_of_sudoc_have_their_candidates_and_directors(shared_data: Path) -> None:
    folder = shared_data / "publications" / "hal-tei" / "test" / "dataset" / "sudoc-theses"
    for path in folder.glob("*.xml"):
        (thesis,) = read(path)
        assert isinstance(thesis, Publication)
        assert (thesis.kind, len([each for each in thesis.actors if each.relation is Relation.CREATOR])) == ("these", 1)
        assert any(each.relation is Relation.CONTRIBUTOR for each in thesis.actors)


def test_the_real_records_of_crossref_have_their_dois_and_authors(shared_data: Path) -> None:
    folder = shared_data / "publications" / "hal-tei" / "test" / "dataset" / "crossref"
    for path in folder.glob("*.xml"):
        (work,) = read(path)
        assert isinstance(work, Publication)
        assert work.identifiers[0].scheme == "doi"
        assert work.issued
        assert work.actors


def test_the_qualified_dublin_core_of_openedition_is_read(shared_data: Path) -> None:
    folder = shared_data / "publications" / "api-fixtures" / "tests" / "data" / "open_edition"
    for path in folder.glob("*.xml"):
        (work,) = [each for each in read(path) if isinstance(each, Publication)]
        assert work.abstract
        assert "10.4000/conflits.756" in [each.value for each in work.identifiers]
