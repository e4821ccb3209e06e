"""What reads parts of requests, on text that came to grief: a value or a refusal in a sentence, and nothing else."""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from explorer.components.address import Address
from explorer.components.scope import Scope
from explorer.components.view import Step, View, decode, decode_places, encode, encode_places
from explorer.components.viewing import asked_view
from explorer.http.addresses import Addresses
from explorer.http.borrowed import Heads
from explorer.http.formats import GRAPHS, TABLES, choose
from explorer.http.multipart import parts
from explorer.http.query_text import changes_by_itself, check_services, is_update, services
from explorer.http.reconciliation.messages import read_extension, read_queries
from explorer.http.reconciliation.vocabulary import read_property
from graph.fulltext import expand_search
from graph.search import LabelIndex
from graph.update_text import operations
from tests.explorer.http.conftest import open_workspace, publish
from tests.torture.conftest import survives
from tests.torture.mangling import mangled, texts

BASE = "https://e.org/"
QUERY = 'PREFIX s: <http://e.org/> SELECT ?a { SERVICE <http://e.org/sparql> { ?a s:b "c"@fr } FILTER(NOW() > ?d) }'
SEARCH = 'SELECT * { SERVICE ml:search { ?a ml:matches "vélo" ; ml:score ?s ; ml:kind "event" ; ml:limit 3 } ?a ?p ?o }'
UPDATE = """PREFIX s: <http://e.org/> INSERT DATA { GRAPH s:g { s:a s:b "c"@fr } } ;
WITH s:g DELETE { ?a ?b ?c } INSERT { ?a s:d ?c } USING s:h WHERE { ?a ?b ?c } ; CLEAR SILENT DEFAULT"""
QUERIES = (
    '{"q0": {"query": "Perrin", "type": ["event"], "limit": 3, "properties": [{"pid": "^dcterms:subject", "v": "b"}]}}'
)
EXTENSION = '{"ids": ["https://e.org/a"], "properties": [{"id": "dcterms:subject", "settings": {"limit": 2}}]}'
HEAD = b"POST /sparql?query=a HTTP/1.1\r\nHost: e.org\r\nContent-Type: text/turtle\r\nContent-Length: 5\r\n\r\n"
FORM = b"--x\r\nContent-Type: text/turtle; charset=utf-8\r\n\r\n<a:a> <a:b> 1 .\r\n--x--\r\n"
VIEW = encode(View((Step("add", f"{BASE}a"), Step("expand", f"{BASE}b", f"{BASE}c", True))), BASE)
BROUGHT = "add=https%3A%2F%2Fe.org%2Fa&about=https%3A%2F%2Fe.org%2Fb&within=1&first=2013&last=2014&sure=50"
PLACES = encode_places({"a": (-20, 31), "b": (5, 40_000)}, ["a", "b"], "s")


@given(texts(QUERY))
def test_the_text_of_queries(text: str) -> None:
    survives(lambda: services(text))
    survives(lambda: check_services(text, ["http://e.org/sparql"]))
    survives(lambda: changes_by_itself(text))
    survives(lambda: is_update(text))


@given(st.one_of(texts(BROUGHT), texts(BROUGHT.replace("50", "9" * 5_000))))
def test_what_a_link_brings_to_the_view_of_relations(text: str) -> None:
    survives(lambda: asked_view(dict(parse_qsl(text))))


@pytest.fixture(scope="module")
def labels(tmp_path_factory: pytest.TempPathFactory) -> LabelIndex:
    """The label index of a small network."""
    workspace = open_workspace(tmp_path_factory.mktemp("network"))
    return publish(workspace).labels()


@given(text=texts(SEARCH))
def test_searches_in_queries(labels: LabelIndex, text: str) -> None:
    survives(lambda: expand_search(text, labels, BASE))


@given(texts(UPDATE))
def test_the_text_of_updates(text: str) -> None:
    survives(lambda: operations(text, NamedNode(f"{BASE}default"), BASE))


@given(texts(QUERIES), texts(EXTENSION), texts("^dcterms:subject"))
def test_what_reconciliation_is_asked(queries: str, extension: str, name: str) -> None:
    survives(lambda: read_queries(queries))
    survives(lambda: read_extension(extension))
    survives(lambda: read_property(name))


@given(mangled(HEAD))
def test_heads_of_requests_on_a_connection_that_is_lent(head: bytes) -> None:
    with suppress(ValueError):  # the server reads it then
        assert Heads().understand(head).length >= 0


@given(texts("multipart/form-data; boundary=x"), mangled(FORM))
def test_parts_of_forms(kind: str, body: bytes) -> None:
    survives(lambda: parts(kind, FORM))
    survives(lambda: parts("multipart/form-data; boundary=x", body))


@given(texts("text/turtle, application/json;q=0.5, */*; q=0.1"), texts("csv"))
def test_what_clients_accept(accept: str, name: str) -> None:
    for forms in (TABLES, GRAPHS):
        chosen = choose(forms, accept, name)
        assert chosen is None or chosen.name in forms


@given(texts("event/2013-05-13-table-ronde"))
def test_a_path_leads_to_a_thing_and_back(path: str) -> None:
    addresses = Addresses(BASE)
    for iri in addresses.iris(path, path):
        assert addresses.page(iri).startswith("/page")
        assert addresses.data(iri, "ttl").startswith("/data")


@given(texts("/fiche?iri=https%3A%2F%2Fe.org%2Fa&first=2010&last=x&kinds=event,person&lang=en"))
def test_addresses_of_pages(text: str) -> None:
    if found := Address.parse(text):
        assert Scope.read(Scope.read(found.parameters).parameters()) == Scope.read(found.parameters)


@given(texts(VIEW), texts(PLACES), st.lists(st.sampled_from("ab")))
def test_views_that_addresses_carry(view: str, places: str, order: list[str]) -> None:
    survives(lambda: decode(view, BASE))
    assert set(decode_places(places, order, "s")) <= set(order)
