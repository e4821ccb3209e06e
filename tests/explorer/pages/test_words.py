"""What relations, methods and decisions are called on screen."""

from __future__ import annotations

import pytest

from explorer import context as served
from explorer.components.answers import words_for
from explorer.context import Context, set_context
from graph.workspace import Workspace
from ingest.build import build
from ontology.namespaces import DCTERMS, ML
from tests.workspaces import NETWORK_SETTINGS, MakeWorkspace


def test_relations_methods_and_decisions_have_words_in_both_languages(
    make_workspace: MakeWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = Workspace.open(make_workspace(NETWORK_SETTINGS, {}))
    build(workspace, processes=1)
    monkeypatch.setattr(served, "_served", [])
    set_context(Context(workspace))
    iris = [DCTERMS.subject.value, ML["method-label"].value, ML.accepted.value]
    assert [words_for("fr")[iri] for iri in iris] == ["sujet", "libellé", "accepté"]
    assert [words_for("en")[iri] for iri in iris] == ["subject", "label", "accepted"]
