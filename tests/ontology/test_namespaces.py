"""Names of terms, in short and in full."""

from __future__ import annotations

import pytest
import rdflib

from ontology.namespaces import DCTERMS, PREFIXES, SKOS, compact, expand, sparql_prefixes


@pytest.mark.parametrize("name", ["dcterms:title", "ml:method-label", "schema:startDate", "kind:table-ronde"])
def test_a_short_name_comes_back_from_its_full_form(name: str) -> None:
    assert compact(expand(name)) == name


@pytest.mark.parametrize("iri", ["http://example.org/a", "https://schema.org/", "https://schema.org/a/b", "", "a:b"])
def test_what_no_prefix_covers_stays_as_it_is(iri: str) -> None:
    assert compact(iri) == iri


@pytest.mark.parametrize("name", ["http://example.org/a", "unknown:a", "title", ""])
def test_what_has_no_known_prefix_is_not_expanded(name: str) -> None:
    assert expand(name) == name


def test_an_attribute_is_a_term_and_so_is_an_item() -> None:
    assert DCTERMS.title == DCTERMS["title"]
    assert SKOS.prefLabel.value.endswith("#prefLabel")


def test_a_name_of_the_language_is_no_term() -> None:
    assert not hasattr(DCTERMS, "__wrapped__")


def test_a_query_may_use_every_prefix() -> None:
    bodies = " ".join(f"OPTIONAL {{ ?s a {prefix}:Thing }}" for prefix in PREFIXES)
    assert not list(rdflib.Graph().query(f"{sparql_prefixes()} SELECT * {{ ?s ?p ?o . {bodies} }}"))
