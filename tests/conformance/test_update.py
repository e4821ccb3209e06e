"""SPARQL 1.1 Update: every test of the W3C over HTTP, those that fail with the reason.

The default graph that a test speaks of is the named graph that stands for it here; ``using-graph-uri`` has patterns see
that one alone, where the update does not choose its dataset itself.
"""

from __future__ import annotations

import re
from collections import defaultdict

import httpx
import pytest
from pyoxigraph import NamedNode, Quad

from graph.edits import default_graph
from graph.manifest import Manifest
from tests.conformance.conftest import Writable, graph
from tests.conformance.known import REASONS
from tests.conformance.results import same
from tests.conformance.suite import BASE
from tests.conformance.updates import Files, UpdateTest, read_updates

SUITES = [
    "add", "basic-update", "clear", "copy", "delete", "delete-data", "delete-insert", "delete-where", "drop", "move",
    "syntax-update-1", "syntax-update-2", "update-silent",
]  # fmt: skip
CHOOSES = re.compile(r"\b(?:WITH|USING)\b", re.IGNORECASE)
DEFAULT = default_graph("https://e.org/").value


def cases(*kinds: str) -> list[object]:
    """The tests of those kinds as parameters, the known failures marked with their reasons."""
    return [
        pytest.param(test, id=test.name, marks=_marks(test.name))
        for suite in SUITES
        for test in read_updates(suite)
        if test.kind in kinds
    ]


def _marks(name: str) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(reason=REASONS[name], strict=True)] if name in REASONS else []


def graphs(files: Files) -> dict[NamedNode, list[Quad]]:
    """The graphs that files make; several may make one."""
    made: defaultdict[NamedNode, list[Quad]] = defaultdict(list)
    for name, path in files:
        node, quads = graph(name or DEFAULT, path)
        made[node] += quads
    return dict(made)


def send(client: httpx.Client, test: UpdateTest, names: list[str], *, base: bool = True) -> httpx.Response:
    """The response to a test's request."""
    update = test.request.read_text(encoding="utf-8")
    parameters: dict[str, list[str]] = {}
    if names and not CHOOSES.search(update):
        parameters = {"using-graph-uri": [DEFAULT], "using-named-graph-uri": names}
    if base:
        update = f"BASE <{BASE}{test.request.parent.name}/{test.request.name}>\n{update}"
    headers = {"content-type": "application/sparql-update"}
    return client.post("/sparql", params=parameters, content=update.encode(), headers=headers)


def reset(writable: Writable, files: Files) -> None:
    """Publish these graphs, and no others."""
    with writable.workspace.snapshots.draft(empty=True) as draft:
        draft.store.replace(graphs(files))
        draft.publish(Manifest())
    writable.workspace.snapshots.prune(2)


def test_the_suites_are_there(writable: Writable) -> None:
    assert writable
    assert len(cases("UpdateEvaluationTest")) > 90


@pytest.mark.parametrize("test", cases("UpdateEvaluationTest"))
def test_the_graphs_are_the_expected_ones(writable: Writable, test: UpdateTest) -> None:
    reset(writable, test.before)
    names = sorted(
        {name for name, _ in (*test.before, *test.after) if name} | {f"http://example.org/g{n}" for n in (1, 2, 3)}
    )
    answer = send(writable.client, test, names)
    assert answer.status_code == 200, answer.text
    current = writable.workspace.snapshots.current()
    assert current
    expected = [quad for quads in graphs(test.after).values() for quad in quads]
    assert same(current.store().quads(), expected)


@pytest.mark.parametrize("test", cases("PositiveUpdateSyntaxTest11"))
def test_a_right_update_is_understood(writable: Writable, test: UpdateTest) -> None:
    answer = send(writable.client, test, [])
    understood = re.search("LOAD is refused|cannot be evaluated", answer.text)
    assert answer.status_code == 200 or understood, answer.text


@pytest.mark.parametrize("test", cases("NegativeUpdateSyntaxTest11", "NegativeSyntaxTest11"))
def test_a_wrong_update_is_refused(writable: Writable, test: UpdateTest) -> None:
    answer = send(writable.client, test, [], base=False)
    assert answer.status_code == 400, answer.text
    assert not re.search("cannot be evaluated", answer.text)
