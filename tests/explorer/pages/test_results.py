from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, Quad

from explorer import context as served
from explorer.context import Context, set_context
from graph.manifest import Manifest
from ontology.namespaces import RDF, SKOS
from tests.explorer.pages.fictional import VOCABULARY, node, workspace
from tests.explorer.pages.test_pages import open_page


@pytest.fixture
def namesakes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A network with two concepts of one name below others, and 101 of another name."""
    names = {"culture": "culture", "agriculture": "agriculture", "culture-2": "culture", "arts": "arts"}
    names |= {f"atelier-{number}": f"atelier {number}" for number in range(101)}
    quads = [Quad(node(f"concept/{end}"), RDF.type, SKOS.Concept, VOCABULARY) for end in names]
    quads += [Quad(node(f"concept/{end}"), SKOS.prefLabel, Literal(name, language="fr"), VOCABULARY)
              for end, name in names.items()]  # fmt: skip
    for below, above in (("culture", "agriculture"), ("culture-2", "arts")):
        quads.append(Quad(node(f"concept/{below}"), SKOS.broader, node(f"concept/{above}"), VOCABULARY))
    made = workspace(tmp_path)
    with made.snapshots.draft(empty=True) as draft:
        draft.store.replace({VOCABULARY: quads})
        draft.publish(Manifest())
    monkeypatch.setattr(served, "_served", [])
    set_context(Context(made))


@pytest.mark.usefixtures("namesakes")
def test_of_two_concepts_of_one_name_the_results_say_which_is_below_what() -> None:
    html = open_page("home", q="culture")
    assert "Concept · agriculture" in html
    assert "Concept · arts" in html


@pytest.mark.usefixtures("namesakes")
@pytest.mark.parametrize(
    ("language", "told"),
    [("fr", "Les 100 premiers résultats"), ("en", "The first 100 results")],
)
def test_results_that_are_not_all_are_said_to_be_the_first(language: str, told: str) -> None:
    html = open_page("home", q="atelier", lang=language)
    assert told in html
    assert html.count("ml-kind-concept") == 100
    assert told not in open_page("home", q="culture", lang=language)
