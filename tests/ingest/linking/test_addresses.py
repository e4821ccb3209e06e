"""Addresses say no concept, whatever words they are made of."""

from __future__ import annotations

import time

import pytest

from ingest.linking import ConceptLinker
from ingest.linking.words import cut
from ingest.records import Passage
from ontology.concept import Concept, Label, LabelKind
from ontology.thesaurus import Thesaurus

LABELS = ("logement", "eau", "climat", "énergie", "web")


@pytest.fixture(scope="module")
def linker() -> ConceptLinker:
    return ConceptLinker(
        Thesaurus({f"e:{each}": Concept(f"e:{each}", (Label(each, "fr", LabelKind.PREF),)) for each in LABELS})
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Le site logement.gouv.fr répond", []),
        ("voir logement.gouv.fr/eau-climat.", []),
        ("voir eau.pdf et data/climat.csv", []),
        ("suivez @climat_isere", []),
        ("doi 10.1016/j.energie.2020", []),
        ("doi:10.1016/j.climat.2020.eau", []),
        ("Le logement.Eau et climat.fret", ["logement", "Eau", "climat"]),
        ("10.1 logement/eau", ["logement", "eau"]),
        ("L'énergie. Fr : climat", ["énergie", "climat"]),
        ("le climat @ l'eau", ["climat", "eau"]),
    ],
)
def test_an_address_says_no_concept(linker: ConceptLinker, text: str, found: list[str]) -> None:
    mentions = [one for each in linker.link([Passage("text", text)], "fr") for one in each.mentions]
    assert [one.quote for one in sorted(mentions, key=lambda one: one.start)] == found


@pytest.mark.parametrize("part", ["10.1234/", "http://", "www.", "l'eau &amp; la terre, "])
def test_a_long_text_of_nothing_but_beginnings_is_read_soon(part: str) -> None:
    started = time.process_time()
    cut([part * 150_000])
    assert time.process_time() - started < 10
