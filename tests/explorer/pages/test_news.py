"""The first page tells what the last snapshot brought; a thing's page, what it is called elsewhere and where it is."""

from __future__ import annotations

from html import unescape

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from explorer import context as served
from explorer.context import Context, set_context
from graph.manifest import Manifest
from ontology.namespaces import DCTERMS, RDF, RDFS, SCHEMA
from tests.explorer.pages.fictional import BASE, publish, workspace
from tests.explorer.pages.test_pages import open_page


def test_the_first_page_tells_what_changed_since_the_snapshot_before(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(served, "_served", [])
    made = workspace(tmp_path_factory.mktemp("news"))
    publish(made)
    set_context(Context(made))
    assert 'id="news"' not in open_page("home")
    graph, iri = NamedNode(f"{BASE}graph/new"), NamedNode(f"{BASE}event/new")
    label = Literal("<b>Fête</b> du lac", language="fr")
    with made.snapshots.draft() as draft:
        draft.store.replace({graph: [Quad(iri, RDF.type, SCHEMA.Event, graph), Quad(iri, RDFS.label, label, graph)]})
        draft.publish(Manifest())
    html = open_page("home")
    assert "<b>+ 1</b> événement" in html
    assert "&lt;b&gt;Fête&lt;/b&gt; du lac" in html.split('id="news"')[1]
    with made.snapshots.draft() as draft:
        draft.publish(Manifest())
    assert "Les choses sont les mêmes" in open_page("home")
    made.snapshots.prune(1)
    assert 'id="themes"' in open_page("home")


def test_a_thing_tells_its_names_and_pages_elsewhere_and_opens_the_map(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(served, "_served", [])
    made = workspace(tmp_path_factory.mktemp("elsewhere"))
    publish(made)
    graph, iri = NamedNode(f"{BASE}graph/ids"), NamedNode(f"{BASE}organisation/0")
    said = [
        Quad(iri, DCTERMS.identifier, Literal("ror:02rx3b187"), graph),
        Quad(iri, SCHEMA.sameAs, NamedNode("https://ror.org/02rx3b187"), graph),
        Quad(iri, SCHEMA.sameAs, NamedNode("javascript:alert(1)"), graph),
    ]
    with made.snapshots.draft() as draft:
        draft.store.replace({graph: said})
        draft.publish(Manifest())
    set_context(Context(made))
    panel = unescape(open_page("thing", iri=iri.value)).split('id="elsewhere"')[1].split("</section>")[0]
    assert "ror:02rx3b187" in panel
    assert 'href="https://ror.org/02rx3b187"' in panel
    assert 'href="javascript' not in panel
    assert "/carte?box=5.55%2C44.95%2C5.85%2C45.25" in panel
