"""The matches outward lead to identifiers that were seen, mean the same, and do not contradict one another."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from ontology.namespaces import CONCEPT
from ontology.thesaurus import Thesaurus, builtin

FALSE_FRIENDS = {
    "http://eurovoc.europa.eu/4370": "the European Monetary System, not SMEs",
    "http://eurovoc.europa.eu/6191": "turning a signal into numbers, not the digital transition",
    "http://vocabularies.unesco.org/thesaurus/concept7411": "scanning documents, not the digital transition",
    "http://vocabularies.unesco.org/thesaurus/concept224": "the life of living beings, not of products",
    "http://www.eionet.europa.eu/gemet/concept/4802": "the life of living beings, not of products",
    "http://zbw.eu/stw/descriptor/12057-4": "the ages of a firm, not of products",
    "http://www.eionet.europa.eu/gemet/concept/10993": "the people of a place, not a public authority",
    "http://www.eionet.europa.eu/gemet/concept/11307": "the people of a town, not an intermunicipal body",
}


@pytest.fixture(scope="module")
def scheme() -> Thesaurus:
    return builtin()


def matches(scheme: Thesaurus, *kinds: str) -> set[tuple[str, str]]:
    return {(iri, target) for iri, concept in scheme.items() for kind, target in concept.matches if kind in kinds}


def target_scheme(iri: str) -> str:
    return iri.split("/")[2]


def test_every_match_is_an_identifier_that_was_seen(scheme: Thesaurus, shared_data: Path) -> None:
    with (shared_data / "thesauri" / "concept-identifiers.csv").open(encoding="utf-8", newline="") as file:
        seen = {row["uri"] for row in csv.DictReader(file)}
    assert {target for concept in scheme.values() for _, target in concept.matches} <= seen


def test_exact_matches_are_no_broader_or_related_matches(scheme: Thesaurus) -> None:
    exact = matches(scheme, "exactMatch")
    assert exact.isdisjoint(matches(scheme, "broadMatch", "narrowMatch", "relatedMatch"))
    assert len(exact) > 80


def test_a_concept_has_at_most_one_exact_match_in_each_scheme(scheme: Thesaurus) -> None:
    found = Counter((iri, target_scheme(target)) for iri, target in matches(scheme, "exactMatch"))
    assert [pair for pair, times in found.items() if times > 1] == []


def test_no_two_concepts_match_one_target_exactly(scheme: Thesaurus) -> None:
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for iri, target in matches(scheme, "exactMatch"):
        owners[target].add(iri)
    assert [target for target, iris in owners.items() if len(iris) > 1] == []


@pytest.mark.parametrize("target", FALSE_FRIENDS, ids=FALSE_FRIENDS.get)
def test_the_same_word_with_another_meaning_is_no_match(scheme: Thesaurus, target: str) -> None:
    assert all(target != matched for concept in scheme.values() for _, matched in concept.matches)


@pytest.mark.parametrize("slug", ["coworking", "tiers-lieu", "telecentre", "transition-energetique"])
def test_a_concept_that_no_other_scheme_has_claims_no_match(scheme: Thesaurus, slug: str) -> None:
    assert scheme[CONCEPT[slug].value].matches == ()


def test_an_exact_match_shares_a_label_where_the_other_scheme_is_at_hand(scheme: Thesaurus, shared_data: Path) -> None:
    folder = shared_data / "thesauri"
    names = ("eurovoc-fr-en.ttl", "unesco.ttl", "gemet-fr.rdf", "gemet-en.rdf")
    others = Thesaurus.from_files([folder / name for name in names])
    strange = [
        (iri, target)
        for iri, target in matches(scheme, "exactMatch")
        if target in others and not _words(scheme, iri) & _words(others, target)
    ]
    assert strange == []


def _words(scheme: Thesaurus, iri: str) -> set[str]:
    return {word[:5] for label in scheme[iri].labels for word in label.text.casefold().split() if len(word) > 3}
