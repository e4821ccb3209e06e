"""Every answer of the reconciliation service is valid by the official JSON schemas of version 0.2."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from jsonschema import Draft7Validator
from referencing import Registry
from referencing.jsonschema import DRAFT7

from explorer.http.reconciliation.messages import read_extension, read_queries
from ontology.errors import CallError
from tests.explorer.http.conftest import client, services

__all__ = ["client", "services"]

FOLDER = "standards/reconciliation/0.2"
VELO = "https://e.org/concept/velo"
QUERIES = {
    "a": {"query": "velo", "limit": 3, "type": "skos:Concept", "type_strict": "should"},
    "b": {
        "query": "atelier",
        "properties": [{"pid": "^schema:organizer", "v": [{"id": "https://e.org/event/2013-rse"}]}],
    },
    "c": {"query": "rien de tel"},
}
PROPERTIES = ["rdfs:label", "schema:startDate", "dcterms:subject", "^schema:organizer", "skos:exactMatch"]
EXTENSION = {"ids": [VELO, "https://e.org/event/2012-velo"], "properties": [{"id": each} for each in PROPERTIES]}
ANSWERS = {
    "manifest": "/reconcile",
    "suggest-entities-response": "/reconcile/suggest/entity?prefix=ve",
    "suggest-types-response": "/reconcile/suggest/type?prefix=o",
    "suggest-properties-response": "/reconcile/suggest/property?prefix=a",
    "data-extension-property-proposal": "/reconcile/properties?type=schema:Event&limit=4",
    "reconciliation-result-batch": f"/reconcile?queries={json.dumps(QUERIES)}",
    "data-extension-response": f"/reconcile?extend={json.dumps(EXTENSION)}",
}


@pytest.fixture(scope="module")
def schema(shared_data: Path) -> Callable[[str], Draft7Validator]:
    """The validator of a schema, by its file's name."""
    folder = shared_data / FOLDER / "schemas"
    read = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.json")}
    named = [(each["$id"], DRAFT7.create_resource(each)) for each in read.values()]
    registry: Registry[Any] = Registry().with_resources(
        [*named, ("http://json-schema.org/schema", DRAFT7.create_resource(True))]
    )
    return lambda name: Draft7Validator(read[name], registry=registry)


@pytest.mark.parametrize("name", ANSWERS)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_answer_is_valid(
    client: httpx.Client, schema: Callable[[str], Draft7Validator], name: str, language: str
) -> None:
    answer = client.get(ANSWERS[name], headers={"accept-language": language})
    assert answer.status_code == 200, answer.text
    schema(name).validate(answer.json())
    assert len(answer.content) > 60


def test_what_is_asked_here_is_valid(schema: Callable[[str], Draft7Validator]) -> None:
    schema("reconciliation-query-batch").validate(QUERIES)
    schema("data-extension-query").validate(EXTENSION)


def test_the_standards_own_examples_are_read_and_its_wrong_ones_refused(shared_data: Path) -> None:
    examples = shared_data / FOLDER / "examples"
    for path in examples.glob("reconciliation-query-batch/valid/*.json"):
        assert read_queries(path.read_text(encoding="utf-8"))
    for path in examples.glob("data-extension-query/valid/*.json"):
        assert read_extension(path.read_text(encoding="utf-8"))
    for path in examples.glob("reconciliation-query-batch/invalid/*.json"):
        with pytest.raises(CallError):
            read_queries(path.read_text(encoding="utf-8"))
