from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from graph.binding import Bindings
from graph.embedded import EmbeddedStore
from graph.views import (
    describe,
    evidence,
    links,
    thing,
    things,
)
from graph.views.descriptions import gloss
from graph.views.things import Description, LinkGroup, ThingKind
from graph.views.told import told_by
from ontology.errors import CallError
from ontology.namespaces import BIBO, DCTERMS, FOAF, ML, OA, RDF, RDFS, SCHEMA

E = "https://e.org/"
VELO, RSE, EVENT, ATELIER = E + "concept/velo", E + "concept/rse", E + "event/2012-velo", E + "organisation/atelier"
SUBJECT, MENTIONS = DCTERMS.subject.value, SCHEMA.mentions.value


def group(of: Description, relation: NamedNode, incoming: bool, kind: ThingKind) -> LinkGroup:
    (found,) = [
        each for each in of.groups if (each.relation, each.incoming, each.kind) == (relation.value, incoming, kind)
    ]
    return found


def test_a_source_tells_of_things_by_kind_and_at_least_of_those_of_the_records_that_are_looked_at(
    network: EmbeddedStore,
) -> None:
    source = E + "source/agenda-csv"
    told = {each.kind: each for each in told_by(network, source)}
    assert told[ThingKind.EVENT].total == len(told[ThingKind.EVENT].things) == 2
    assert not told[ThingKind.EVENT].least
    (first,) = told_by(network, source, limit=1, kinds=(ThingKind.EVENT,))
    assert (first.total, len(first.things)) == (2, 1)
    (looked_at,) = told_by(network, source, kinds=(ThingKind.EVENT,), most=1)
    assert (looked_at.total, looked_at.least) == (1, True)
    assert told_by(network, VELO) == ()
    with pytest.raises(CallError, match="not an IRI"):
        told_by(network, "no iri")


def test_a_thing_has_its_label_kind_and_note_in_the_language(network: EmbeddedStore) -> None:
    french, english = thing(network, EVENT), thing(network, EVENT, "en")
    assert (french.label, french.kind, french.note) == (
        "Le vélo au travail", ThingKind.EVENT, "table ronde, 2012-06-26, Valmont",
    )  # fmt: skip
    assert english.note == "round table, 2012-06-26, Valmont"
    assert thing(network, VELO, "en").label == "bicycle"
    assert thing(network, E + "page/accueil").kind is ThingKind.PAGE


def test_an_unknown_thing_is_called_by_the_end_of_its_iri(network: EmbeddedStore) -> None:
    assert thing(network, E + "person/jean%20dupont").label == "jean dupont"
    assert things(network, []) == {}


def test_things_come_in_the_order_given_each_once(network: EmbeddedStore) -> None:
    assert list(things(network, [VELO, ATELIER, VELO])) == [VELO, ATELIER]


@pytest.mark.parametrize(
    "iri", ["", "velo", "http://e.org/a b", 'http://e.org/"> } DROP ALL #', "http://e.org/\n", "<x>"]
)
def test_what_is_no_iri_is_refused(network: EmbeddedStore, iri: str) -> None:
    for view in (describe, thing, evidence):
        with pytest.raises(CallError, match="is not an IRI"):
            view(network, iri)


def test_a_description_tells_types_text_and_facts(network: EmbeddedStore) -> None:
    found = describe(network, EVENT)
    assert found.types[0].label == "table ronde"
    assert found.text == "Comment aller au travail à vélo."
    assert [(fact.value, fact.link) for fact in found.facts] == [
        ("2012-06-26", ""),
        ("Valmont", ""),
        ("https://example.org/velo", "https://example.org/velo"),
    ]
    assert describe(network, E + "concept/mobilite", "en").text == "The ways in which people move."


def test_a_description_groups_and_counts_links_both_ways(network: EmbeddedStore) -> None:
    about = group(describe(network, EVENT), DCTERMS.subject, False, ThingKind.CONCEPT)
    assert (about.relation_label, about.total) == ("a pour sujet", 2)
    velo = next(link for link in about.links if link.other.iri == VELO)
    assert (velo.evidence, velo.confidence) == (2, 0.93)
    mentioned = group(describe(network, EVENT), SCHEMA.mentions, True, ThingKind.PAGE)
    assert [(link.other.label, link.evidence) for link in mentioned.links] == [("Accueil", 1)]
    of_velo = describe(network, VELO)
    assert group(of_velo, DCTERMS.subject, True, ThingKind.PUBLICATION).total == 1
    assert group(of_velo, DCTERMS.subject, True, ThingKind.EVENT).total == 1


def test_documents_pages_and_events_by_one_relation_are_groups_apart_each_with_the_latest_first() -> None:
    store, graph, kinds = EmbeddedStore.memory(), NamedNode(E + "g"), (BIBO.Document, BIBO.Webpage, SCHEMA.Event)
    quads = [Quad(NamedNode(RSE), RDFS.label, Literal("RSE"), graph)]
    for number in range(6):
        kind, made = kinds[number % 3], NamedNode(f"{E}made/{number}")
        dated = SCHEMA.startDate if kind == SCHEMA.Event else DCTERMS.issued
        quads += [Quad(made, RDF.type, one, graph) for one in {kind, BIBO.Document if kind == BIBO.Webpage else kind}]
        quads.append(Quad(made, DCTERMS.subject, NamedNode(RSE), graph))
        quads.append(Quad(made, dated, Literal(f"20{10 + number}"), graph))
    store.replace({graph: quads})
    found = {each.kind: [link.other.iri[-1] for link in each.links] for each in describe(store, RSE).groups}
    assert found == {
        ThingKind.EVENT: ["5", "2"],
        ThingKind.PUBLICATION: ["3", "0"],
        ThingKind.PAGE: ["4", "1"],
    }


def test_evidence_graphs_and_kinds_never_show_as_things(network: EmbeddedStore) -> None:
    shown = {
        link.other.kind
        for iri in (EVENT, VELO, ATELIER, E + "page/accueil", E + "organisation/cci")
        for each in describe(network, iri).groups
        for link in each.links
    }
    assert ThingKind.OTHER not in shown


def test_the_unknown_is_not_described(network: EmbeddedStore) -> None:
    with pytest.raises(CallError, match="knows nothing"):
        describe(network, E + "event/none")


def test_a_term_is_glossed_without_counting_what_points_to_it(
    network: EmbeddedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    ask = network.query

    def listen(_: EmbeddedStore, query: str, bindings: Bindings | None = None) -> object:
        asked.append(query)
        return ask(query, bindings)

    monkeypatch.setattr(EmbeddedStore, "query", listen)
    assert gloss(network, VELO, "en")[0] == "bicycle"
    assert not any("COUNT" in query for query in asked)
    assert gloss(network, E + "nothing") == ("", "")


def test_links_are_paged_and_add_up(network: EmbeddedStore) -> None:
    pages = [links(network, RSE, SUBJECT, True, ThingKind.EVENT, limit=1, offset=n) for n in range(3)]
    assert [page.total for page in pages] == [2, 2, 2]
    assert [[link.other.iri for link in page.links] for page in pages] == [[E + "event/2013-rse"], [EVENT], []]
    with pytest.raises(CallError, match="no such links"):
        links(network, RSE, SUBJECT, False, ThingKind.EVENT)


def test_evidence_tells_words_place_method_confidence_and_source(network: EmbeddedStore) -> None:
    first, second = evidence(network, EVENT, SUBJECT, VELO)
    assert (first.prefix, first.quote, first.suffix, first.start, first.end) == ("Le ", "vélo", " au travail", 3, 7)
    assert (first.method_label, first.confidence, first.relation_label) == ("libellé exact", 0.93, "a pour sujet")
    assert (first.source.label, first.source_url) == ("agenda.csv", "agenda.csv, row 2")
    assert first.found_at == ("https://example.org/agenda",)
    assert first.date == "2026-11-23T21:00:00Z"
    assert (second.quote, second.start, second.confidence) == ("", None, 0.8)


def test_evidence_tells_the_decision_and_the_candidates(network: EmbeddedStore) -> None:
    (only,) = evidence(network, E + "page/accueil")
    assert only.decision == ML.accepted.value
    assert [each.label for each in only.candidates] == ["La RSE en pratique"]
    assert evidence(network, E + "page/accueil", MENTIONS, VELO) == ()
    assert evidence(network, VELO) == ()


@pytest.mark.parametrize("label", ['"} DROP ALL #', "<script>alert(1)</script>", "x" * 10_000, "\\", "'''", "é\n\tœ"])
def test_hostile_labels_are_told_as_they_are(label: str) -> None:
    store, g, e = EmbeddedStore.memory(), NamedNode(E + "graph/1"), NamedNode(EVENT)
    said: list[tuple[NamedNode, NamedNode | Literal]]
    said = [(RDF.type, SCHEMA.Event), (RDFS.label, Literal(label)), (SCHEMA.location, Literal(label))]
    store.replace({g: [Quad(e, predicate, value, g) for predicate, value in said]})
    found = describe(store, EVENT)
    assert found.thing.label == label
    assert [fact.value for fact in found.facts] == [label]
    assert len(store) == 3


def test_an_actor_told_of_in_many_graphs_is_told_once() -> None:
    store, hub = EmbeddedStore.memory(), NamedNode(ATELIER)
    for n in range(40):
        g, d = NamedNode(f"{E}graph/{n}"), NamedNode(f"{E}publication/{n:02}")
        said: list[tuple[NamedNode, NamedNode, NamedNode | Literal]]
        said = [(hub, RDF.type, NamedNode("http://www.w3.org/ns/org#Organization")), (hub, RDFS.label, Literal("Hub"))]
        said += [(d, RDF.type, BIBO.Document), (d, RDFS.label, Literal(str(n))), (d, DCTERMS.publisher, hub)]
        store.replace({g: [Quad(*each, g) for each in said]})
    found = describe(store, ATELIER, limit=10)
    (published,) = found.groups
    assert (published.total, len(published.links)) == (40, 10)
    assert found.facts == ()


def test_evidence_with_missing_or_odd_parts_is_still_told() -> None:
    store, g = EmbeddedStore.memory(), NamedNode(E + "graph/1")
    node, target, selector = (NamedNode(E + "evidence/1" + part) for part in ("", "/target", "/selector"))
    said = [(node, OA.hasTarget, target), (target, OA.hasSource, NamedNode(EVENT)), (target, OA.hasSelector, selector)]
    store.replace({g: [*(Quad(*each, g) for each in said), Quad(selector, OA.start, Literal("-1"), g)]})
    (only,) = evidence(store, EVENT)
    assert (only.relation, only.confidence, only.start, only.method) == ("", None, None, "")


def test_authors_are_shown_in_the_longest_order_and_others_after_it_by_name() -> None:
    work, people = E + "publication/1", {name: f"{E}person/{name}" for name in ("zoe", "luc", "eva", "abel", "bob")}
    graph = NamedNode(E + "g")
    said = [Quad(NamedNode(work), DCTERMS.creator, NamedNode(iri), graph) for iri in people.values()]
    said += [Quad(NamedNode(iri), RDF.type, FOAF.Person, graph) for iri in people.values()]
    said += [Quad(NamedNode(iri), RDFS.label, Literal(name), graph) for name, iri in people.items()]
    orders = (["luc", "zoe"], ["zoe", "eva", "luc"], ["zoe", "luc", "eva"])
    said += [
        Quad(NamedNode(work), ML.authorOrder, Literal(" ".join(people[name] for name in order)), graph)
        for order in orders
    ]
    store = EmbeddedStore.memory()
    store.replace({graph: [*said, Quad(NamedNode(work), RDF.type, BIBO.Document, graph)]})
    shown = describe(store, work, limit=2)
    first = group(shown, DCTERMS.creator, incoming=False, kind=ThingKind.PERSON)
    rest = links(store, work, DCTERMS.creator.value, incoming=False, kind=ThingKind.PERSON, limit=3, offset=2)
    assert [each.other.label for each in (*first.links, *rest.links)] == ["zoe", "eva", "luc", "abel", "bob"]
    assert not [fact for fact in shown.facts if fact.property == ML.authorOrder.value]
