"""ROR's records become organisations, whichever of its schemas they are in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.workspace import Source
from ingest.records import Actor, Identifier, Rejection, Relation
from ingest.sources import guess_format
from ingest.sources.ror import read
from ontology.errors import DataError

SECOND = {
    "id": "https://ror.org/02rx3b187",
    "status": "active",
    "types": ["education", "funder"],
    "names": [
        {"value": "UGA", "types": ["acronym"], "lang": None},
        {"value": "Grenoble Alpes University", "types": ["alias"], "lang": "en"},
        {"value": "Université Grenoble Alpes", "types": ["label", "ror_display"], "lang": "fr"},
    ],
    "locations": [{"geonames_details": {"name": "Grenoble"}}],
    "links": [{"type": "website", "value": "https://www.univ-grenoble-alpes.fr"}],
    "external_ids": [
        {"type": "wikidata", "all": ["Q945876"], "preferred": "Q945876"},
        {"type": "isni", "all": ["0000 0004 4687 1979"], "preferred": None},
    ],
    "relationships": [{"type": "parent", "label": "Un groupe", "id": "https://ror.org/02feahw73"}],
}
FIRST = {
    "id": "https://ror.org/01c8rcg82",
    "name": "Grenoble Computer Science Laboratory",
    "status": "active",
    "types": ["Facility"],
    "labels": [{"label": "Laboratoire d'Informatique de Grenoble", "iso639": "fr"}],
    "aliases": ["UMR 5217"],
    "acronyms": ["LIG"],
    "addresses": [{"city": "Grenoble"}],
    "links": ["https://www.liglab.fr"],
    "external_ids": {"Wikidata": {"preferred": None, "all": ["Q51781089"]}},
    "relationships": [{"type": "Parent", "label": "UGA", "id": "https://ror.org/02rx3b187"}],
}


def written(path: Path, *records: object, as_list: bool = False) -> list[Actor | Rejection]:
    lines = json.dumps(records) if as_list else "\n".join(json.dumps(record) for record in records)
    path.write_text(lines, encoding="utf-8")
    return list(read(path, Source(path=path.name)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ror.jsonl"


@pytest.mark.parametrize("as_list", [False, True])
def test_both_schemas_are_read_from_lines_and_from_a_list(path: Path, as_list: bool) -> None:
    one, other = written(path, SECOND, FIRST, as_list=as_list)
    assert isinstance(one, Actor)
    assert isinstance(other, Actor)
    assert (one.name, one.acronym, one.location) == ("Université Grenoble Alpes", "UGA", "Grenoble")
    assert (other.name, other.acronym, other.location) == ("Laboratoire d'Informatique de Grenoble", "LIG", "Grenoble")
    assert other.variants == ("Grenoble Computer Science Laboratory", "UMR 5217")


def test_identifiers_address_kind_and_parents_are_kept(path: Path) -> None:
    (actor,) = written(path, SECOND)
    assert isinstance(actor, Actor)
    assert actor.identifiers[:2] == (Identifier("ror", "02rx3b187"), Identifier("wikidata", "Q945876"))
    assert Identifier("isni", "0000000446871979") in actor.identifiers
    assert (actor.homepage, actor.kind) == ("https://www.univ-grenoble-alpes.fr", "Université")
    assert [(each.relation, each.identifiers) for each in actor.actors] == [
        (Relation.PART_OF, (Identifier("ror", "02feahw73"),))
    ]


def test_what_an_organisation_replaces_and_what_replaces_it_are_kept(path: Path) -> None:
    ends = [
        {"type": "successor", "label": "Nantes Université", "id": "https://ror.org/03gnr7b55"},
        {"type": "predecessor", "label": "Université Joseph Fourier", "id": "https://ror.org/02aj0kh94"},
    ]
    (actor,) = written(path, SECOND | {"relationships": ends})
    assert isinstance(actor, Actor)
    assert [(each.relation, each.identifiers[0].value) for each in actor.actors] == [
        (Relation.REPLACED_BY, "03gnr7b55"),
        (Relation.REPLACES, "02aj0kh94"),
    ]


def test_the_wanted_language_gives_the_name(path: Path) -> None:
    path.write_text(json.dumps(FIRST | {"labels": [{"label": "LIG Grenoble", "iso639": "en"}]}), encoding="utf-8")
    (actor,) = read(path, Source(path="x", language="en"))
    assert isinstance(actor, Actor)
    assert actor.name == "LIG Grenoble"


def test_the_format_is_known_by_its_content(path: Path) -> None:
    written(path, SECOND)
    assert guess_format(path) == "ror"


def test_withdrawn_and_repeated_records_are_passed_over(path: Path) -> None:
    assert len(written(path, SECOND, SECOND, FIRST | {"status": "withdrawn"})) == 1


@pytest.mark.parametrize(
    "record",
    [
        {"names": 3, "id": "https://ror.org/02rx3b187"},
        {"id": "https://ror.org/02rx3b187"},
        SECOND | {"id": "https://example.org/1"},
        SECOND | {"names": []},
        SECOND | {"names": [{"value": " ", "types": ["label"]}]},
        [],
        "ror",
        None,
    ],
)
def test_what_is_no_record_is_set_aside_with_its_line(path: Path, record: object) -> None:
    good, bad = written(path, FIRST, record)
    assert isinstance(good, Actor)
    assert isinstance(bad, Rejection)
    assert bad.place.locator == "line 2"


@pytest.mark.parametrize("content", [b"", b"[]", b"[{", b"\n \n", b"[[[[" * 5_000])
def test_a_file_without_a_record_is_an_error_with_its_name(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(DataError, match=r"ror\.jsonl"):
        list(read(path, Source(path="x")))


@pytest.mark.parametrize("line", [b"\xff\xfe{", b'{"a":' * 5_000, b'{"id": "\xff"}', b"\x00"])
def test_a_hostile_line_is_set_aside(path: Path, line: bytes) -> None:
    path.write_bytes(line + b"\n" + json.dumps(FIRST).encode())
    bad, good = read(path, Source(path="x"))
    assert (type(bad), type(good)) == (Rejection, Actor)


def test_the_french_part_of_ror_is_read_whole(shared_data: Path) -> None:
    found = list(read(shared_data / "organisations" / "ror-fr.jsonl", Source(path="x")))
    assert len(found) == 4_270  # of 4,329, 59 are withdrawn
    assert all(isinstance(actor, Actor) and actor.name for actor in found)
