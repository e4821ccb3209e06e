"""A researcher opens a graph and gets tables, networks, rdflib graphs and plots; a wrong word gets a sentence."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest
from rdflib import URIRef
from rdflib.namespace import RDFS

import graph
from graph.called import called
from graph.notebook import OpenGraph
from graph.search import Entry, LabelIndex
from graph.views.things import ThingKind
from graph.workspace import Workspace
from ingest.build import build
from ingest.corpus import CORPUS
from ontology.errors import CallError, QueryError

ALLIANCE = "https://w3id.org/maillage/aueg/organisation/alliance-universite-entreprise-grenoble"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> OpenGraph:
    workspace = Workspace.open(CORPUS, tmp_path_factory.mktemp("state"))
    build(workspace)
    return graph.open(workspace)


def test_importing_graph_loads_nothing_heavy() -> None:
    heavy = "{'pandas', 'networkx', 'scipy', 'altair', 'rdflib', 'numpy', 'streamlit'}"
    code = f"import graph, sys; assert graph.open; print(sorted({heavy} & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_a_question_gives_a_table_with_numbers(corpus: OpenGraph) -> None:
    found = corpus.ask("rise-of", concept="tiers-lieu d'activités")
    assert found[found.year == "2012"].events.tolist() == [2]
    assert found.events.dtype.kind == "i"


def test_things_may_be_named_by_label_prefix_or_iri(corpus: OpenGraph) -> None:
    tables = [
        corpus.ask("who-works-on", concept=name)
        for name in ("biodiversité", "concept:biodiversite", "https://w3id.org/maillage/concept/biodiversite")
    ]
    assert all(found.equals(tables[0]) for found in tables)
    assert tables[0].actor.tolist() == [ALLIANCE]


def test_the_questions_are_listed_with_examples(corpus: OpenGraph) -> None:
    found = corpus.questions.set_index("name")
    assert len(found) >= 30
    assert found.loc["rise-of", "parameters"] == "concept=concept:tiers-lieu-d-activites"


def test_a_graph_whose_names_are_not_known_has_no_examples_of_things(corpus: OpenGraph) -> None:
    found = OpenGraph(corpus.graph, None, "fr").questions.set_index("name")
    assert found.loc["actors-at-both", "parameters"] == "first=…, second=…"


def test_sparql_gives_tables_of_solutions_truth_and_triples(corpus: OpenGraph) -> None:
    found = corpus.query(
        "SELECT ?label (1.5 AS ?half) ?none { concept:biodiversite rdfs:label ?label } ORDER BY ?label"
    )
    assert found.label.tolist() == ["biodiversity", "biodiversité"]
    assert found.half.tolist() == [1.5, 1.5]
    assert found.none.isna().all()
    assert corpus.query("ASK { concept:biodiversite a skos:Concept }").answer.tolist() == [True]
    built = corpus.query("CONSTRUCT { ?s a skos:Concept } { ?s a skos:Concept } LIMIT 2")
    assert (list(built.columns), len(built)) == (["subject", "predicate", "object"], 2)


def test_an_empty_answer_keeps_its_columns(corpus: OpenGraph) -> None:
    assert list(corpus.query("SELECT ?a ?b { ?a rdfs:label ?b FILTER(false) }").columns) == ["a", "b"]
    assert list(corpus.close("concept:agenda-21").columns)[:2] == ["thing", "score"]


def test_a_network_is_networkx(corpus: OpenGraph) -> None:
    found = corpus.network("concepts", first=2012, kinds=["event"])
    assert isinstance(found, nx.Graph)
    assert "tiers-lieu d'activités" in nx.get_node_attributes(found, "label").values()
    everything = corpus.network("concepts")
    assert len(found) < len(everything)


def test_measures_communities_trends_and_paths_are_tables(corpus: OpenGraph) -> None:
    ranked = corpus.rank("actors", "betweenness")
    assert ranked.thing[0] == "Alliance Université-Entreprise de Grenoble"
    assert ranked.attrs["sentence"].startswith("La part des plus courts chemins")
    assert corpus.communities("concepts").name.str.contains("tiers-lieu").any()
    trend = corpus.trend("tiers-lieu d'activités")
    assert trend.attrs["direction"] in {"rising", "steady", "falling"}
    hops = corpus.paths("Schneider Electric", "télécentre", limit=1)
    assert hops["from"][0] == "Schneider Electric"
    assert hops.to.tolist()[-1] == "télécentre"
    assert hops.to_iri.tolist()[-1] == corpus.iri("télécentre")
    assert hops.from_iri.tolist()[1:] == hops.to_iri.tolist()[:-1]
    assert hops.relation_iri.str.startswith("http").all()


def test_names_in_a_cell_can_be_told_apart_whatever_commas_they_have(corpus: OpenGraph) -> None:
    from graph.networks.similarity import close_things

    thing = corpus.iri("tiers-lieu")
    cells = corpus.close(thing, limit=20).shared
    shared = [[each.label for each in close.shared] for close in close_things(corpus.graph, thing, "fr", 20)]
    assert any("," in label for labels in shared for label in labels)
    assert [cell.split(" ; ") for cell in cells] == shared


def test_who_could_talk_is_explained(corpus: OpenGraph) -> None:
    found = corpus.speakers("tiers-lieu d'activités").set_index("thing")
    assert found.loc["Gérard Cognet", "direct"] == 1
    assert "Dossier AUEG" in found.loc["Gérard Cognet", "documents"]


def test_what_is_said_of_a_thing_is_an_rdflib_graph(corpus: OpenGraph) -> None:
    found = corpus.rdflib(ALLIANCE)
    assert str(found.value(URIRef(ALLIANCE), RDFS.label)) == "Alliance Université-Entreprise de Grenoble"
    assert list(found.subjects(object=URIRef(ALLIANCE)))
    assert len(corpus.rdflib()) > 1000


def test_tables_and_networks_can_be_plotted(corpus: OpenGraph) -> None:
    curve = corpus.plot(corpus.ask("rise-of", concept="concept:tiers-lieu-d-activites")).to_dict()
    assert (curve["mark"]["type"], curve["encoding"]["x"]["type"]) == ("line", "quantitative")
    years = [row["year"] for rows in curve["datasets"].values() for row in rows]
    assert years == list(range(min(years), max(years) + 1))
    assert corpus.plot(corpus.rank()).to_dict()["mark"]["type"] == "bar"
    drawn = corpus.plot(corpus.network("concepts"), title="Concepts").to_dict()
    assert (drawn["title"], len(drawn["layer"])) == ("Concepts", 3)
    assert corpus.plot(nx.Graph()).to_dict()["layer"]


def test_a_plot_hands_its_drawing_to_the_notebook(corpus: OpenGraph) -> None:
    bundle = corpus.plot(corpus.rank())._repr_mimebundle_()
    drawing = bundle["application/vnd.vegalite.v5+json"]
    assert isinstance(drawing, dict)
    assert drawing["$schema"].endswith("v5.json")
    assert "cdn" not in str(bundle)


def test_a_name_is_not_plotted(corpus: OpenGraph) -> None:
    with pytest.raises(CallError, match="a str is neither a table nor a network"):
        corpus.plot("RSE")


def test_a_table_without_numbers_is_not_plotted(corpus: OpenGraph) -> None:
    with pytest.raises(CallError, match="no column"):
        corpus.plot(corpus.questions)


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda corpus: corpus.ask("rise-off"), "Did you mean"),
        (lambda corpus: corpus.ask("rise-of", concept="xyzzy plugh"), "nothing is called"),
        (lambda corpus: corpus.network("actor"), "Did you mean “actors”"),
        (lambda corpus: corpus.network(since=2012), "no filter “since”"),
        (lambda corpus: corpus.rank(measure="fame"), "no measure"),
        (lambda corpus: corpus.network(first="2015"), "“2015” is no year for “first”. Give a whole number"),
        (lambda corpus: corpus.network(last=2015.5), "“2015.5” is no year for “last”"),
        (lambda corpus: corpus.network(first=True), "is no year"),
        (lambda corpus: corpus.network(kinds="evnt"), "is no kind that fits here. Did you mean “event”"),
        (lambda corpus: corpus.network(kinds=["person"]), "Use one of: event, publication, page"),
        (lambda corpus: corpus.network(confidence="0.5"), "“0.5” is no confidence. Give a number from 0 to 1"),
        (lambda corpus: corpus.network(confidence=50), "“50” is no confidence"),
        (lambda corpus: corpus.network(limit=0), "“0” is no number of rows. Give a whole number from 1 on"),
        (lambda corpus: corpus.close("RSE", limit=2.5), "no number of rows"),
        (lambda corpus: corpus.paths("RSE", "télécentre", through=["perso"]), "Did you mean “person”"),
    ],
)
def test_a_wrong_word_gets_a_sentence(corpus: OpenGraph, ask: Callable[[OpenGraph], object], said: str) -> None:
    with pytest.raises(CallError, match=said):
        ask(corpus)


def test_a_kind_alone_and_a_period_told_backwards_are_understood(corpus: OpenGraph) -> None:
    turned, plain = corpus.network(first=2013, last=2010, kinds="event"), corpus.network(first=2010, last=2013)
    assert set(turned) <= set(plain)
    assert nx.utils.graphs_equal(turned, corpus.network(first=2010, last=2013, kinds=["event"]))
    assert len(turned)


def test_an_answer_that_stops_at_its_limit_says_so(corpus: OpenGraph) -> None:
    with pytest.warns(UserWarning, match="first-seen : la réponse s’arrête à 2 lignes"):
        cut = corpus.ask("first-seen", limit=2)
    assert (len(cut), cut.attrs["limit"]) == (2, 2)
    whole = corpus.ask("first-seen", limit=100_000)
    assert (len(whole) > 2, whole.attrs) == (True, {})


def test_a_name_that_nothing_has_to_the_letter_says_what_is_taken_and_what_not(corpus: OpenGraph) -> None:
    with pytest.warns(UserWarning, match=r"rien ne s’appelle exactement « Cognet » : Gérard Cognet <.*> est pris"):
        assert corpus.iri("Cognet").endswith("gerard-cognet")
    with pytest.warns(UserWarning, match=r"is taken, not [^;]*>; "):
        OpenGraph(corpus.graph, corpus._labels, "en").close("tiers")


def test_a_name_that_several_things_have_is_refused_with_their_iris(corpus: OpenGraph, tmp_path: Path) -> None:
    people = [Entry(f"https://e.org/person/{name}", ThingKind.PERSON, {"fr": "Anne Perrin"}) for name in "ab"]
    labels = LabelIndex.build(tmp_path / "labels", people)
    with pytest.raises(CallError, match=r"several things are called “anne perrin”.*person/a, https://e.org/person/b"):
        called("anne perrin", (), labels, corpus.store)


def test_names_are_known_on_an_endpoint_that_has_no_index(corpus: OpenGraph) -> None:
    bare = OpenGraph(corpus.graph, None, "fr")
    for name in ("Biodiversité", "biodiversity", "Gérard Cognet"):
        assert bare.iri(name) == corpus.iri(name)
    assert bare.ask("who-works-on", concept="biodiversité").actor.tolist() == [ALLIANCE]
    with pytest.raises(CallError, match="nothing is called “Gérard Cognet”"):
        bare.ask("who-works-on", concept="Gérard Cognet")
    with pytest.raises(CallError, match="looked up by words in a workspace alone"):
        bare.iri("biodiv")


def test_a_wrong_query_is_explained(corpus: OpenGraph) -> None:
    with pytest.raises(QueryError, match="line 1"):
        corpus.query("SELECT oops")


def test_a_folder_without_a_workspace_or_a_build_is_told(tmp_path: Path) -> None:
    with pytest.raises(CallError, match="maillage init"):
        graph.open(tmp_path)
    (tmp_path / "maillage.toml").write_text("[network]\n", encoding="utf-8")
    with pytest.raises(CallError, match="maillage build"):
        graph.open(str(tmp_path))
