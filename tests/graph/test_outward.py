"""Links to others are counted by target, and those that cannot be right are told."""

from __future__ import annotations

import pytest

from graph.embedded import EmbeddedStore
from graph.outward import linksets, target_of

LINKED = """INSERT DATA { GRAPH <https://e.org/g> {
  <https://e.org/concept/velo> skos:exactMatch <http://www.wikidata.org/entity/Q11442>,
    <http://eurovoc.europa.eu/5585> .
  <https://e.org/concept/eau> skos:exactMatch <http://www.wikidata.org/entity/11442> ; skos:broader <https://e.org/x> ;
    skos:closeMatch <https://e.org/concept/velo>, <https://data.example.org/eau> .
  <https://e.org/person/a> schema:sameAs <https://orcid.org/0000-0002-1825-0097>,
    <https://orcid.org/0000-0002-1825-0098> .
} }"""


def test_links_are_counted_by_target_and_property_and_checked_for_form() -> None:
    store = EmbeddedStore.memory()
    store.update(LINKED)
    found = {(each.target.title, each.property.rpartition("/")[2]): each for each in linksets(store, "https://e.org/")}
    assert {key: each.links for key, each in found.items()} == {
        ("EuroVoc", "core#exactMatch"): 1,
        ("ORCID", "sameAs"): 2,
        ("Wikidata", "core#exactMatch"): 2,
        ("data.example.org", "core#closeMatch"): 1,
    }
    assert [wrong for each in found.values() for _, wrong in each.misshapen] == [
        "https://orcid.org/0000-0002-1825-0098",
        "http://www.wikidata.org/entity/11442",
    ]


@pytest.mark.parametrize(
    ("iri", "title", "fits"),
    [
        ("https://ror.org/02rx3b187", "ROR", True),
        ("https://ror.org/02rx3b188", "ROR", False),
        ("https://isni.org/isni/0000000121032683", "ISNI", True),
        ("https://isni.org/isni/0000000121032684", "ISNI", False),
        ("https://doi.org/10.3917/lobs.036.0099", "DOI", True),
        ("https://doi.org/lobs.036", "DOI", False),
        ("http://localhost/a", "http", False),
        ("http://[::1/", "http", False),
        ("urn:isbn:9782070360024", "ISBN", True),
        ("urn:isbn:9782070360025", "ISBN", False),
        ("urn:isbn:978207036002X", "ISBN", False),
        ("urn:isbn:2-07-036002-4", "ISBN", True),
        ("urn:isbn:080442957X", "ISBN", True),
        ("urn:isbn:0804429570", "ISBN", False),
        ("urn:uuid:0a", "urn", True),
        ("mailto:a@e.org", "mailto", True),
    ],
)
def test_a_name_is_checked_by_the_rules_of_those_who_give_it(iri: str, title: str, fits: bool) -> None:
    target = target_of(iri)
    assert (target.title, target.fits(iri)) == (title, fits)
