from __future__ import annotations

import csv
import io

import pytest
from pyoxigraph import NamedNode, Quad, QueryResultsFormat, RdfFormat, parse

from graph.embedded import EmbeddedStore
from graph.questions import get_question, questions, read_question
from graph.views.things import ThingKind
from ontology.errors import CallError, DataError
from ontology.namespaces import ML, expand

E = "https://e.org/"
VALUES: dict[str, str | int] = {
    "concept": E + "concept/mobilite",
    "first": E + "concept/rse",
    "second": E + "concept/velo",
    "thing": E + "concept/velo",
    "document": E + "event/2012-velo",
    "event": E + "event/2012-velo",
    "actor": E + "organisation/atelier",
    "below": 95,
}
EXPECTED = {
    "actors-at-both": [["Atelier Cyclable", "2", "1"], ["Léa Martin", "1", "2"], ["Université de Valmont", "1", "1"]],
    "ambiguous-actors": [["CCI", "CCI Nord"], ["CCI", "CCI de Valmont"]],
    "asleep-since": [
        ["responsabilité sociale des entreprises", "2013-05", "2"],
        ["mobilité", "2013", "2"],
        ["vélo", "2013", "2"],
    ],
    "blank-spots": [["éco-conception"]],
    "concepts-that-meet": [["responsabilité sociale des entreprises", "vélo", "1"]],
    "concepts-with": [["responsabilité sociale des entreprises", "1"]],
    "coverage": [["2", "1", "2", "1", "1"], ["2", "2", "2", "2", "2"]],
    "documents-on": [["Pédaler : un état des lieux", "2013"], ["Le vélo au travail", "2012-06-26"]],
    "events-on": [["2012", "2012-06-26", "Le vélo au travail"]],
    "first-seen": [
        ["mobilité", "2012-06-26", "2013", "2"],
        ["responsabilité sociale des entreprises", "2012-06-26", "2013-05", "2"],
        ["vélo", "2012-06-26", "2013", "2"],
    ],
    "kinds-of-events": [["https://w3id.org/maillage/kind/table-ronde", "table ronde", "2", "2012-06-26", "2013-05"]],
    "life-of": [["2012-06-26", "Le vélo au travail"], ["2013-05", "La RSE en pratique"]],
    "linked-to-nothing": [["Publication (2014)", "2014"]],
    "members-of": [],
    "only-mentioned": [],
    "outside-names": [["vélo", "http://www.wikidata.org/entity/Q11442"]],
    "pages-that-name": [],
    "partners": [["Atelier Cyclable", "Banque Verte", "", ""]],
    "partners-by-theme": [
        ["Atelier Cyclable", "responsabilité sociale des entreprises", "2"],
        ["Atelier Cyclable", "vélo", "1"],
    ],
    "published-after": [["Pédaler : un état des lieux", "2013", "Le vélo au travail", "2012-06-26", "1"]],
    "rise-of": [["2012", "1", "0"], ["2013", "0", "1"]],
    "silent-partners": [["Banque Verte"]],
    "themes-by-year": [
        ["2012", "mobilité", "1"],
        ["2012", "responsabilité sociale des entreprises", "1"],
        ["2012", "vélo", "1"],
        ["2013", "mobilité", "1"],
        ["2013", "responsabilité sociale des entreprises", "1"],
        ["2013", "vélo", "1"],
    ],
    "themes-of": [["responsabilité sociale des entreprises", "2"], ["vélo", "1"]],
    "undated": [],
    "what-followed": [["2013", "Pédaler : un état des lieux", "1"], ["2013-05", "La RSE en pratique", "1"]],
    "what-is-said-of": [
        ["Le vélo au travail", "Le ", "vélo", " au travail", "agenda.csv", "https://example.org/agenda", "0.93"]
    ],
    "what-it-covers": [["vélo", "2"]],
    "what-preceded": [],
    "what-sources-say": [
        ["agenda.csv", "2", "2", "0", "2"],
        ["bibliography.bib", "2", "0", "2", "0"],
        ["page.txt", "1", "0", "0", "1"],
    ],
    "where-both-are-said": [["Le vélo au travail", "2012-06-26"]],
    "who-organises": [
        ["Atelier Cyclable", "2", "2", "2012-06-26", "2013-05"],
        ["Université de Valmont", "1", "1", "2013-05", "2013-05"],
    ],
    "who-works-on": [
        ["Léa Martin", "2"],
        ["Atelier Cyclable", "1"],
        ["Université de Valmont", "1"],
        ["Hugo Bernard", "1"],
    ],
    "works-with": [["Université de Valmont", "1"], ["Léa Martin", "1"]],
    "written-not-debated": [],
}


def answer(store: EmbeddedStore, name: str, **values: str | int) -> list[list[str]]:
    """The rows as a spreadsheet has them, without the columns of IRIs."""
    solutions = get_question(name).run(store, **values)
    text = (solutions.serialize(format=QueryResultsFormat.CSV) or b"").decode()
    _, *rows = csv.reader(io.StringIO(text))
    return [
        [cell for cell in row if not cell.startswith((E, "http://purl.org/", "https://schema.org/"))] for row in rows
    ]


def given(name: str) -> dict[str, str | int]:
    return {each.name: VALUES[each.name] for each in get_question(name).parameters if each.type != "year"}


def _rejected(quad: Quad) -> Quad:
    return quad if quad.object != ML.accepted else Quad(quad.subject, quad.predicate, ML.rejected, quad.graph_name)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_each_question_has_its_answer(network: EmbeddedStore, name: str) -> None:
    assert answer(network, name, **given(name)) == EXPECTED[name]


def test_every_link_of_a_document_has_quote_method_confidence_and_decision(network: EmbeddedStore) -> None:
    rows = list(get_question("links-of").run(network, document=E + "page/accueil"))
    event = next(row for row in rows if row["quote"])
    assert event["quote"].value == "le 26 juin 2012, le vélo au travail"
    assert [event[name].value.rpartition("#")[2] for name in ("method", "decision")] == ["method-label", "accepted"]
    assert event["confidence"].value == "0.7"
    assert len(rows) == 4


def test_a_rejected_link_is_listed_last_with_its_decision(network_graphs: dict[NamedNode, list[Quad]]) -> None:
    network = EmbeddedStore.memory()
    network.replace(network_graphs)
    before = list(get_question("links-of").run(network, document=E + "page/accueil"))
    link = next(row for row in before if row["decision"])
    gone = (link["relation"].value, link["object"].value)
    name, quads = next(
        (name, quads)
        for name, quads in network_graphs.items()
        if any((quad.predicate.value, getattr(quad.object, "value", "")) == gone for quad in quads)
    )
    network.replace(
        {name: [_rejected(quad) for quad in quads if (quad.predicate.value, getattr(quad.object, "value", "")) != gone]}
    )
    after = list(get_question("links-of").run(network, document=E + "page/accueil"))
    assert len(after) == len(before)
    assert [row["stated"].value for row in after] == ["true", "true", "true", "false"]
    assert (after[-1]["relation"].value, after[-1]["object"].value) == gone
    assert after[-1]["decision"] == ML.rejected


def test_doubtful_links_are_those_below_and_undecided(network: EmbeddedStore) -> None:
    assert len(answer(network, "doubtful-links", below=95)) == 2
    assert len(answer(network, "doubtful-links", below=90)) == 1
    assert answer(network, "doubtful-links") == []


NARROW = """
@prefix : <https://e.org/> . @prefix bibo: <http://purl.org/ontology/bibo/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
:g {
  :eau a skos:Concept ; rdfs:label "eau" . :lac a skos:Concept ; rdfs:label "lac" ; skos:broader :eau .
  :bois a skos:Concept ; rdfs:label "bois" . :if a skos:Concept ; rdfs:label "if" ; skos:broader :bois .
  :feu a skos:Concept ; rdfs:label "feu" . :vent a skos:Concept ; rdfs:label "vent" .
  :visite a schema:Event ; rdfs:label "visite" ; schema:startDate "2010" ; dcterms:subject :lac .
  :essai a bibo:Document ; rdfs:label "essai" ; dcterms:issued "2013" ; dcterms:subject :lac, :if .
  :notes a bibo:Document ; rdfs:label "notes" ; dcterms:subject :eau ; schema:mentions :bois .
  :accueil a bibo:Document, bibo:Webpage ; rdfs:label "accueil" ; dcterms:issued "2020" ;
    dcterms:subject :eau, :lac, :feu ; schema:mentions :vent .
  :r prov:wasDerivedFrom :s ; foaf:primaryTopic :accueil .
}
"""
COUNTED = {
    "asleep-since": [["bois", "2013", "1"], ["eau", "2013", "3"], ["if", "2013", "1"], ["lac", "2013", "2"]],
    "blank-spots": [["feu"], ["vent"]],
    "concepts-that-meet": [["if", "lac", "1"]],
    "documents-on": [["essai", "2013"], ["visite", "2010"], ["notes", ""]],
    "first-seen": [["eau", "2010", "2013", "3"], ["lac", "2010", "2013", "2"], ["bois", "2013", "2013", "1"]],
    "only-mentioned": [["vent", "1"]],
    "published-after": [["essai", "2013", "visite", "2010", "1"]],
    "publications-by-year": [["2013", "1"]],
    "rise-of": [["2010", "1", "0"], ["2011", "0", "0"], ["2012", "0", "0"], ["2013", "0", "1"]],
    "themes-by-year": [["2010", "eau", "1"], ["2010", "lac", "1"], ["2013", "bois", "1"], ["2013", "eau", "1"]],
    "what-sources-say": [["", "1", "0", "0", "0"]],
    "written-not-debated": [["bois", "1"], ["if", "1"]],
}


@pytest.mark.parametrize("name", COUNTED)
def test_narrower_concepts_count_and_web_pages_do_not(name: str) -> None:
    store = EmbeddedStore.memory()
    store.replace({NamedNode(E + "g"): list(parse(NARROW, format=RdfFormat.TRIG))})
    asked = "concept" in {each.name for each in get_question(name).parameters}
    rows = answer(store, name, **({"concept": E + "eau"} if asked else {}))
    assert rows[: len(COUNTED[name])] == COUNTED[name]
    assert len(rows) - len(COUNTED[name]) == {"first-seen": 1, "themes-by-year": 2}.get(name, 0)


@pytest.mark.parametrize(("name", "counts"), [("publications-by-year", ["1"]), ("rise-of", ["0", "1"])])
def test_years_with_nothing_leave_room_for_those_with_something(name: str, counts: list[str]) -> None:
    store = EmbeddedStore.memory()
    old = (
        NARROW.replace('"2013"', '"1789"')
        .replace('"2010"', '"2019"')
        .replace(":r prov", ":notes dcterms:issued '2020' . :r prov")
    )
    store.replace({NamedNode(E + "g"): list(parse(old, format=RdfFormat.TRIG))})
    values = {"concept": E + "eau"} if name == "rise-of" else {}
    rows = answer(store, name, **values)
    assert rows[0] == ["1789", *counts]
    assert rows[-1] == ["2020", *counts]
    assert len(rows) < 4
    assert len(answer(store, name, **values, limit=1000)) == 232


def test_years_bound_the_publications(network: EmbeddedStore) -> None:
    assert answer(network, "publications-by-year") == [["2013", "1"], ["2014", "1"]]
    assert answer(network, "publications-by-year", first=2014) == [["2014", "1"]]
    assert answer(network, "publications-by-year", first="2014", last="2013") == [["2013", "1"], ["2014", "1"]]


def test_labels_follow_the_language(network: EmbeddedStore) -> None:
    assert answer(network, "themes-of", **given("themes-of"), language="en", limit=1) == [
        ["corporate social responsibility", "2"]
    ]


@pytest.mark.parametrize("name", sorted(questions()))
def test_every_question_is_whole(name: str) -> None:
    question = questions()[name]
    for sentence in (question.sentence("fr"), question.sentence("en")):
        assert sentence.rstrip().endswith("?")
        for parameter in question.parameters:
            assert f"{{{parameter.name}}}" in sentence
    assert question.sentence("fr", **VALUES) != question.sentence("en", **VALUES)
    for parameter in question.parameters:
        assert parameter.term(parameter.example)
    if name not in ("doubtful-links", "links-of", "publications-by-year"):
        assert name in EXPECTED


@pytest.mark.parametrize("name", sorted(questions()))
def test_every_question_can_be_taken_away_as_plain_sparql(network: EmbeddedStore, name: str) -> None:
    values = given(name)
    taken = network.oxigraph.query(get_question(name).sparql(**values))
    assert list(map(str, taken)) == list(map(str, get_question(name).run(network, **values)))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", sorted(questions()))
def test_every_question_has_an_answer_on_an_empty_graph(name: str) -> None:
    assert list(get_question(name).run(EmbeddedStore.memory(), **given(name))) == []


def test_a_parameter_knows_which_things_fit() -> None:
    (concept,) = get_question("who-works-on").parameters
    assert concept.kinds == (ThingKind.CONCEPT,)
    assert concept.term("concept:biodiversite").value == expand("concept:biodiversite")


@pytest.mark.parametrize(
    ("name", "values", "said"),
    [
        ("who-works-on", {}, "lacks its parameter “concept”. Give the name or the IRI of a thing"),
        ("who-works-on", {"concept": "x:y", "concpet": "z"}, "Did you mean “concept”?"),
        ("who-works-on", {"concept": "biodiversité"}, "Give the IRI of a thing"),
        ("who-works-on", {"concept": "http://e.org/> } DROP ALL #"}, "is not an IRI"),
        ("who-works-on", {"concept": "x:y", "limit": "many"}, "Give a whole number"),
        ("who-works-on", {"concept": "x:y", "limit": "10 } #"}, "Give a whole number"),
        ("who-works-on", {"concept": "x:y", "language": "de"}, "Use one of: fr, en"),
        ("publications-by-year", {"first": "99"}, "a year of four figures"),
        ("publications-by-year", {"first": '2000"'}, "a year of four figures"),
        ("doubtful-links", {"below": "-1"}, "Give a whole number"),
    ],
)
def test_wrong_parameters_are_explained(network: EmbeddedStore, name: str, values: dict[str, str], said: str) -> None:
    with pytest.raises(CallError) as raised:
        get_question(name).run(network, **values)
    assert said in str(raised.value)


def test_an_unknown_question_names_the_nearest() -> None:
    with pytest.raises(CallError, match="Did you mean “who-works-on”"):
        get_question("who-work-on")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# fr: Qui ?\nSELECT * {}", "lacks a sentence"),
        ("# fr: Qui {a} ?\n# en: Who {a}?\nSELECT * {}", "or a parameter"),
        ("# fr: Qui ?\n# en: Who?\n# parameter a: colour, example red\nSELECT * {}", "line 3"),
        ("# fr: Qui ?\n# en: Who?\n# note\nSELECT * {}", "line 3"),
        ("", "lacks a sentence"),
    ],
)
def test_a_head_that_is_not_right_is_named(text: str, said: str) -> None:
    with pytest.raises(DataError, match=r"mine\.rq") as raised:
        read_question("mine", text)
    assert said in str(raised.value)
