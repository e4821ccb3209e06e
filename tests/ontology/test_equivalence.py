"""Exact matches between vocabularies: one concept is looked for, with the names of all."""

from __future__ import annotations

from pathlib import Path

import pytest

from ontology.concept import LabelKind
from ontology.equivalence import unified
from ontology.thesaurus import Thesaurus

HEAD = """@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix a: <https://a.org/> .
@prefix b: <https://b.org/> . @prefix c: <https://c.org/> .
"""


def thesaurus(folder: Path, *files: str) -> Thesaurus:
    paths = [folder / f"{number}.ttl" for number in range(len(files))]
    for path, text in zip(paths, files, strict=True):
        path.write_text(HEAD + text, encoding="utf-8")
    return Thesaurus.from_files(paths)


def test_the_one_that_states_the_match_stands_for_the_other_and_takes_its_names(tmp_path: Path) -> None:
    found = unified(
        thesaurus(
            tmp_path,
            'b:1 a skos:Concept ; skos:prefLabel "développement durable"@fr ; skos:exactMatch a:9 .',
            'a:9 a skos:Concept ; skos:prefLabel "développement soutenable"@fr ; skos:altLabel "durabilité"@fr .',
        )
    )
    assert list(found) == ["https://b.org/1"]
    concept = found["https://b.org/1"]
    assert concept.label("fr") == "développement durable"
    assert {label.text for label in concept.labels} == {
        "développement durable",
        "développement soutenable",
        "durabilité",
    }
    assert [label.kind for label in concept.labels].count(LabelKind.PREF) == 1
    assert found.meant_by() == {"https://a.org/9": "https://b.org/1"}


def test_matches_go_on_from_one_vocabulary_to_the_next_and_links_follow(tmp_path: Path) -> None:
    found = unified(
        thesaurus(
            tmp_path,
            'b:1 a skos:Concept ; skos:prefLabel "eau"@fr ; skos:exactMatch c:2 .',
            'c:2 a skos:Concept ; skos:prefLabel "eaux"@fr ; skos:exactMatch a:3 ; skos:broader c:4 .'
            'c:4 a skos:Concept ; skos:prefLabel "milieu"@fr .',
            'a:3 a skos:Concept ; skos:prefLabel "water"@en ; skos:narrower a:5 .'
            'a:5 a skos:Concept ; skos:prefLabel "rain"@en .',
        )
    )
    assert list(found) == ["https://a.org/5", "https://b.org/1", "https://c.org/4"]
    assert found["https://b.org/1"].broader == ("https://c.org/4",)
    assert found["https://a.org/5"].broader == ("https://b.org/1",)
    assert found["https://c.org/4"].narrower == ("https://b.org/1",)


@pytest.mark.parametrize("degree", ["closeMatch", "broadMatch", "relatedMatch"])
def test_other_matches_join_nothing(tmp_path: Path, degree: str) -> None:
    read = thesaurus(
        tmp_path,
        f'b:1 a skos:Concept ; skos:prefLabel "eau"@fr ; skos:{degree} a:3 .',
        'a:3 a skos:Concept ; skos:prefLabel "water"@en .',
    )
    assert unified(read) is read


def test_what_replaces_a_concept_and_is_another_stands_with_it_for_both(tmp_path: Path) -> None:
    found = unified(
        thesaurus(
            tmp_path,
            'b:1 a skos:Concept ; skos:prefLabel "eau"@fr ; skos:exactMatch a:3 .',
            'a:3 a skos:Concept ; skos:prefLabel "water"@en . a:2 a skos:Concept ; dcterms:isReplacedBy a:3 .',
        )
    )
    assert found.meant_by() == {"https://a.org/2": "https://b.org/1", "https://a.org/3": "https://b.org/1"}


def test_those_that_match_each_other_or_themselves_or_nothing_that_is_known_are_one_by_their_first_iri(
    tmp_path: Path,
) -> None:
    found = unified(
        thesaurus(
            tmp_path,
            'b:1 a skos:Concept ; skos:prefLabel "eau"@fr ; skos:exactMatch a:3, b:1, c:77 .',
            'a:3 a skos:Concept ; skos:prefLabel "water"@en ; skos:exactMatch b:1 .',
        )
    )
    assert list(found) == ["https://a.org/3"]
