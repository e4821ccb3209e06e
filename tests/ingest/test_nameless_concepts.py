"""Concepts of a vocabulary to which nothing can be linked are told of by the build that leaves them out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from graph.workspace import Workspace
from ingest.build import build, foresee
from tests.workspaces import EVENTS_SETTINGS, MakeWorkspace

OWN = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
[] a skos:Concept ; skos:prefLabel "eau"@fr .
<http://e.org/b> a skos:Concept ; skos:prefLabel "forêt"@fr .
"""


@pytest.mark.parametrize("make", [build, foresee])
def test_a_concept_without_an_iri_is_told_with_its_file(
    make_workspace: MakeWorkspace, make: Callable[..., object]
) -> None:
    settings = f'{EVENTS_SETTINGS}[[vocabularies]]\npath = "own.ttl"\n'
    folder = make_workspace(settings, {"events.csv": "title,date\nLa forêt,2014-01-01\n", "own.ttl": OWN})
    told: list[str] = []
    make(Workspace.open(folder), tell=told.append, processes=1)
    assert ["own.ttl: concepts without an IRI are left out, 1 in all" in one for one in told] == [True]
