"""SPARQL 1.1 Service Description: every test of the W3C, which the suite tells in words."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest
from pyoxigraph import RdfFormat, Store

SD = "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>"


def returns_rdf(_: httpx.Client, description: Store) -> bool:
    """A GET without a query is answered with RDF."""
    return len(description) > 0


def has_endpoint_triple(endpoint: httpx.Client, description: Store) -> bool:
    """A service is described whose endpoint is the address that was asked."""
    return bool(description.query(f"{SD} ASK {{ ?s a sd:Service ; sd:endpoint <{endpoint.base_url}/sparql> }}"))


def conforms_to_schema(_: httpx.Client, description: Store) -> bool:
    """The values of each property are of the class that the schema gives for its range."""
    dataset = f"{SD} ASK {{ ?s sd:defaultDataset ?d . ?d a sd:Dataset ; sd:defaultGraph ?g . ?g a sd:Graph }}"
    iris = "sd:feature, sd:supportedLanguage, sd:resultFormat, sd:endpoint"
    wrong = f"{SD} ASK {{ ?s ?p ?o FILTER(?p IN ({iris}) && !isIRI(?o)) }}"
    return bool(description.query(dataset)) and not description.query(wrong)


@pytest.fixture(scope="module")
def description(endpoint: httpx.Client) -> Store:
    """The service's description of itself."""
    answer = endpoint.get("/sparql")
    store = Store()
    store.load(answer.content, format=RdfFormat.from_media_type(answer.headers["content-type"].partition(";")[0]))
    return store


@pytest.mark.parametrize(
    "holds",
    [
        pytest.param(returns_rdf, id="service-description/returns-rdf"),
        pytest.param(has_endpoint_triple, id="service-description/has-endpoint-triple"),
        pytest.param(conforms_to_schema, id="service-description/conforms-to-schema"),
    ],
)
def test_the_service_describes_itself_as_the_suite_says(
    endpoint: httpx.Client, description: Store, holds: Callable[[httpx.Client, Store], bool]
) -> None:
    assert holds(endpoint, description)
