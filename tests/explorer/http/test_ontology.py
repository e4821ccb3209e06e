"""The ontology at its address, as people and programs read it."""

from __future__ import annotations

import httpx
import pyoxigraph
import pytest

from ontology import vocabulary_files
from ontology.terms import shapes, terms
from tests.explorer.http.test_linked_data import PEOPLE, Reading


@pytest.mark.parametrize("language", ["fr", "en"])
def test_people_read_every_term_of_our_own_with_its_meaning_in_their_language(
    client: httpx.Client, language: str
) -> None:
    answer = client.get("/ontology", headers={**PEOPLE, "accept-language": language})
    assert answer.headers["content-language"] == language
    page = Reading(answer.text)
    places = {attributes.get("id") for _, attributes in page.tags}
    own = [term for term in terms() if term.own]
    assert own
    for term in own:
        assert term.name.removeprefix("ml:") in places, "the fragment of the IRI leads to the term"
        assert term.labels[language] in page.text
        assert term.meanings.get(language, "") in page.text
    for shape in shapes():
        assert all(rule.messages[language] in page.text for rule in shape.rules)
    assert {link[1:] for link in page.links() if link.startswith("#")} <= places


@pytest.mark.parametrize("extension", ["ttl", "nt", "rdf", "jsonld"])
def test_programs_read_the_same_statements_in_every_syntax(client: httpx.Client, extension: str) -> None:
    answer = client.get(f"/ontology.{extension}")
    form = pyoxigraph.RdfFormat.from_extension(extension)
    assert form
    found = {str(quad.triple) for quad in pyoxigraph.parse(answer.content, format=form) if "_:" not in str(quad)}
    files = vocabulary_files()
    expected = {
        str(pyoxigraph.Triple(each.subject, each.predicate, each.object))
        for name in ("core", "shapes")
        for each in pyoxigraph.parse(path=files[name], format=pyoxigraph.RdfFormat.TURTLE)
        if "_:" not in str(each)
    }
    assert found == expected


def test_the_accept_header_chooses_between_the_page_and_the_data(client: httpx.Client) -> None:
    assert client.get("/ontology", headers={"accept": "text/turtle"}).headers["content-type"].startswith("text/turtle")
    assert client.get("/ontology").headers["content-type"].startswith("text/turtle")
    assert client.get("/ontology", headers={"accept": "image/png"}).status_code == 406
    assert client.get("/ontology.png").status_code == 404
    tag = client.get("/ontology.ttl").headers["etag"]
    assert client.get("/ontology.ttl", headers={"if-none-match": tag}).status_code == 304


def test_the_address_of_a_shape_leads_to_where_it_is_told(client: httpx.Client) -> None:
    answer = client.get("/shape/Event", headers=PEOPLE, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/ontology#shape-Event")
    assert client.get("/shape/Nothing").status_code == 404
