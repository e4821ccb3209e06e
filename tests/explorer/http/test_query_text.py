"""What is seen in a query's text, against what the engine makes of it."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean, Store

from explorer.http.query_text import changes_by_itself, services

CALLS = [
    "SELECT * { SERVICE <@> { ?s ?p ?o } }",
    "SELECT*{SERVICE<@>{?s ?p ?o}}",
    "select * { service silent <@> { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o FILTER(1<2)SERVICE#>\n<@> { ?s ?p ?o } }",
    "PREFIX e: <@> SELECT * { SERVICE e: { ?s ?p ?o } }",
    "BASE <@> SELECT * { SERVICE <> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1SERVICE<@>{?s ?p ?o} }",
    "SELECT * { ?s ?p ?o FILTER(?o<?p||?o!='>'||true) SERVICE <@> { ?s ?p ?o } } # '",
    "SELECT * { ?s ?p ?o FILTER(true||?o<?b#>'''\n)SERVICE<@>{?s ?p ?o}#'''\n}",
    "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <@> { ?s ?p ?o } } }",
    "SELECT * { OPTIONAL { SERVICE\t#x\r<@>\n{ ?s ?p ?o } } }",
]


@pytest.fixture
def listener() -> Iterator[tuple[str, list[object]]]:
    """An address, and who called there."""
    callers: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def listen() -> None:
            while True:
                try:
                    connection, address = listening.accept()
                except OSError:
                    return
                callers.append(address)
                connection.close()

        thread = threading.Thread(target=listen)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/", callers
        listening.shutdown(socket.SHUT_RDWR)
    thread.join()


@pytest.mark.parametrize("query", CALLS)
def test_every_way_to_call_elsewhere_that_the_engine_takes_is_seen(
    query: str, listener: tuple[str, list[object]]
) -> None:
    address, callers = listener
    store = Store()
    store.add(Quad(NamedNode("http://e.org/a"), NamedNode("http://e.org/b"), Literal(1)))
    asked = query.replace("@", address)
    try:
        answer = store.query(asked)
        if not isinstance(answer, QueryBoolean):
            list(answer)
    except (OSError, RuntimeError):
        pass
    time.sleep(0.02)
    assert callers, "the engine did not call: this is no way to call elsewhere"
    assert services(asked) != []


def test_an_address_that_is_only_known_on_the_way_is_seen_too() -> None:
    assert services("SELECT * { VALUES ?x { <http://e.org/> } SERVICE ?x { ?s ?p ?o } }") == [""]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service ?p 'SERVICE <http://a/> {' }",
        "SELECT * { ?s ?p ?o } # SERVICE <http://a/> { }",
        'SELECT * { ?s ?p """\nSERVICE <http://a/> {}\n""" }',
        "PREFIX service: <http://e/> SELECT * { ?s service:of ?o ; <http://e/service#a> 'le service public'@fr }",
        "SELECT * { <http://fr.dbpedia.org/Ain_(x)> rdfs:label 'service public' }",
        "ASK { GRAPH <http://e.org/service> { ?s ?p ?o } }",
    ],
)
def test_words_that_call_nothing_are_left_alone(query: str) -> None:
    assert services(query) == []


@pytest.mark.parametrize(
    "text",
    [
        "service #",
        "#service\n",
        "<a)> service ",
        "'",
        '"""',
        "\\",
        "<",
        "SERVICE a ",
        "SERVICE\n#",
        "x" * 10,
        "((((",
        "{",
    ],
)
def test_the_time_taken_grows_with_the_text_and_no_faster(text: str) -> None:
    query = text * (200_000 // len(text))
    started = time.process_time()
    services(query)
    changes_by_itself(query)
    assert time.process_time() - started < 10


def test_what_changes_by_itself_is_seen() -> None:
    assert all(changes_by_itself(f"SELECT ({call} AS ?x) {{}}") for call in ("NOW()", "rand ()", "UUID()", "StrUUID()"))
    assert not changes_by_itself("SELECT ?now { ?now ?random 'now' }")
