"""Tables in JSON: objects a line or in a list, paths as columns, and what is said of what is no object."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

from graph.workspace import Source
from ingest.records import Actor, Coordinates, Event, Publication, Record, Rejection
from ingest.sources import SourceFile, guess_format, source_files
from ingest.sources.table import read
from ingest.sources.table.proposal import propose
from ontology.errors import DataError
from tests.ingest.sources.format_pages import FOLDER

ARTICLE = {
    "titre": "Les tiers-lieux",
    "date": "2019-05",
    "auteurs": [{"nom": "Zoé Petit"}, {"nom": "Luc Grand"}],
    "ids": {"doi": "10.5555/abc.1"},
}
MAP = {"title": "titre", "issued": "date", "creators": "auteurs.nom", "doi": "ids.doi"}
ARTICLES = Source(path="a.jsonl", record="publication", map=MAP, language="fr")
PLACES = Source(path="p.csv", record="organisation", language="fr")


def records(path: Path, content: str | bytes, source: Source = ARTICLES) -> list[Record | Rejection]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read(path, source))


def lines(*objects: object) -> str:
    return "".join(f"{json.dumps(each, ensure_ascii=False)}\n" for each in objects)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_paths_into_an_object_are_columns_and_a_list_gives_several_values(tmp_path: Path, encoding: str) -> None:
    (article,) = records(tmp_path / "a.jsonl", lines(ARTICLE).encode(encoding))
    assert isinstance(article, Publication)
    assert [actor.name for actor in article.actors] == ["Zoé Petit", "Luc Grand"]
    assert article.identifiers[0].value == "10.5555/abc.1"
    assert article.place.locator == "line 1"


@pytest.mark.parametrize(("family", "given"), [("nom", "prenom"), ("lastName", "firstName"), ("family_name", "given")])
def test_the_two_members_of_a_name_are_one_and_are_proposed(tmp_path: Path, family: str, given: str) -> None:
    people = [{family: "Petit", given: "Zoé"}, {family: "García Márquez", given: "Ana"}, {family: "AUEG", given: None}]
    path = tmp_path / "a.jsonl"
    path.write_text(lines(ARTICLE | {"auteurs": people}, ARTICLE | {"auteurs": people[0]}), encoding="utf-8")
    proposal = propose(path)
    assert proposal.fields == {"title": "titre", "issued": "date", "creators": "auteurs", "doi": "ids.doi"}
    found = [each for each in read(path, proposal.source(path.name)) if isinstance(each, Publication)]
    assert [[actor.name for actor in each.actors] for each in found] == [
        ["Zoé Petit", "Ana García Márquez", "AUEG"],
        ["Zoé Petit"],
    ]


@pytest.mark.parametrize("wrap", [lambda items: items, lambda items: {"nhits": 2, "records": items}])
def test_a_list_and_the_answer_of_a_programming_interface_are_read_too(tmp_path: Path, wrap: object) -> None:
    assert callable(wrap)
    found = records(tmp_path / "a.json", json.dumps(wrap([ARTICLE, ARTICLE | {"titre": "Autre"}]), indent=1))
    assert [each.place.locator for each in found] == ["record 1", "record 2"]


def test_a_value_that_only_later_objects_have_is_read_where_it_is_mapped(tmp_path: Path) -> None:
    found = records(tmp_path / "a.jsonl", lines({"titre": "Un", "date": "2019"}, ARTICLE))
    assert [len(each.actors) for each in found if isinstance(each, Publication)] == [0, 2]


def test_names_with_dots_in_them_are_found(tmp_path: Path) -> None:
    source = Source(path="a", record="publication", map={"title": "dc.title.fr"})
    (found,) = records(tmp_path / "a.jsonl", lines({"dc.title": {"fr": "Oui"}}), source)
    assert isinstance(found, Publication)
    assert found.title
    assert found.title.value == "Oui"


@pytest.mark.parametrize("line", ["{", "[1]", '"a"', "nul", "[" * 100_000, '{"a": "\ud800"}'])
def test_a_line_that_is_no_object_is_set_aside_with_its_beginning(tmp_path: Path, line: str) -> None:
    content = lines(ARTICLE).encode() + line.encode("utf-8", "surrogatepass") + b"\n"
    article, rejection = records(tmp_path / "a.jsonl", content)
    assert isinstance(article, Publication)
    assert isinstance(rejection, Rejection)
    assert rejection.place.locator == "line 2"
    assert rejection.excerpt


@pytest.mark.parametrize("content", ["[1, 2]", "[{}]", "3", "[", "", '{"a": [[[[]]]]}'])
def test_a_file_without_objects_is_refused_in_a_sentence(tmp_path: Path, content: str) -> None:
    with pytest.raises(DataError, match=r"a\.json: "):
        records(tmp_path / "a.json", content)


def test_an_object_of_too_many_values_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="more than 1,000 values"):
        records(tmp_path / "a.jsonl", lines({f"c{number}": number for number in range(100_000)}))


def test_a_path_that_is_not_there_is_named_with_the_nearest(tmp_path: Path) -> None:
    source = Source(path="a", record="publication", map={"title": "titre", "creators": "auteur.nom"})
    with pytest.raises(DataError, match=r"Did you mean “auteurs\.nom”"):
        records(tmp_path / "a.jsonl", lines(ARTICLE), source)


def test_json_without_a_format_of_its_own_is_a_table(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{"title": "Forum", "start": "2013-05-13"}]), encoding="utf-8")
    assert guess_format(path) == "json"
    (event,) = SourceFile(path, "json", Source(path="a.json")).read()
    assert isinstance(event, Event)


@pytest.mark.parametrize(
    "row",
    ["nom;lat;long\nFab;45,1885;5,7245", "nom;coordonnées\nFab;45.1885, 5.7245", "nom;lat;lng\nFab;45.1885 N;5.7245 E"],
)
def test_latitude_and_longitude_become_coordinates(tmp_path: Path, row: str) -> None:
    (place,) = records(tmp_path / "p.csv", row, PLACES)
    assert isinstance(place, Actor)
    assert place.coordinates == Coordinates(45.1885, 5.7245)


@pytest.mark.parametrize(("latitude", "longitude"), [("952613", "6459302"), ("91", "5"), ("nord", "5"), ("0", "0")])
def test_coordinates_that_are_no_place_are_set_aside(tmp_path: Path, latitude: str, longitude: str) -> None:
    rejection, place = records(tmp_path / "p.csv", f"nom;lat;long\nFab;{latitude};{longitude}", PLACES)
    assert isinstance(place, Actor)
    assert place.coordinates is None
    assert isinstance(rejection, Rejection)
    assert "cannot be taken as coordinates" in rejection.reason


def test_an_address_without_its_beginning_is_one_of_http(tmp_path: Path) -> None:
    (place,) = records(tmp_path / "p.csv", "nom;site\nFab;www.fab.example\n", PLACES)
    assert isinstance(place, Actor)
    assert place.homepage == "http://www.fab.example"


def test_answers_of_scanr_are_read_by_the_map_that_the_docs_show(shared_data: Path) -> None:
    page = (FOLDER / "json.md").read_text(encoding="utf-8")
    (written,) = re.findall(r"`(map = \{ title = \"_source[^`]+)`", page)
    folder = shared_data / "publications" / "api-fixtures" / "tests" / "data" / "scanr_api"
    for path in folder.glob("scanr_api_publication*.json"):
        source = Source(path=path.name, record="publication", format="json", map=tomllib.loads(written)["map"])
        (file,) = source_files(source, folder)
        works = [each for each in file.read() if isinstance(each, Publication)]
        assert works
        assert all(each.title and each.issued and each.actors for each in works)
