"""A fictional network written after the model: about 200 things, evidence on every link, hostile labels among them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from graph.manifest import LinkingSummary, Manifest, ReliabilityBin, SourceSummary, ValidationSummary
from graph.snapshot import Snapshot
from graph.workspace import Workspace
from ontology.namespaces import BIBO, DCTERMS, FOAF, KIND, ML, OA, ORG, PROV, RDF, RDFS, SCHEMA, SKOS, XSD

__all__ = ["BASE", "HOSTILE", "publish", "workspace"]

BASE = "https://example.org/lacs/"
LINKING = LinkingSummary(
    figures={"texts": 80, "ndcg@10": 0.55},
    reliability=(
        ReliabilityBin(low=0.1, high=0.2, links=1200, said=0.15, right=0.14),
        ReliabilityBin(low=0.7, high=0.8, links=50, said=0.75, right=0.7),
    ),
)
HOSTILE = '<script>alert("x")</script> \'"><img src=x onerror=alert(1)> & {{7*7}} $x$ **b**'
THEMES = {
    "tiers-lieu": ("tiers-lieu", "third place"),
    "coworking": ("coworking", "coworking"),
    "teletravail": ("télétravail", "telework"),
    "rse": ("responsabilité sociale des entreprises", "corporate social responsibility"),
    "biodiversite": ("biodiversité", "biodiversity"),
    "ecoconception": ("écoconception", "ecodesign"),
    "mobilite": ("mobilité durable", "sustainable mobility"),
    "energie": ("transition énergétique", "energy transition"),
    "eau": ("gestion de l'eau", "water management"),
    "circulaire": ("économie circulaire", "circular economy"),
    "territoire": ("territoire", "territory"),
    "innovation": ("innovation sociale", "social innovation"),
}
BROADER = {"coworking": "tiers-lieu", "teletravail": "innovation", "ecoconception": "circulaire", "eau": "biodiversite"}
ORGANISATIONS = ["Réseau Lacs et Cimes", "Université du Lac", "Atelier des Cimes", "Chambre des métiers du Haut-Lac",
    "Coopérative Névé", "Laboratoire Rive", "Mairie de Valsérine", "Société des Remontées", "Banque du Glacier",
    "Maison de l'Eau", "Fabrique de l'Alpage", "Institut des Transitions"]  # fmt: skip
FIRST = ["Ada", "Basile", "Chloé", "Désiré", "Élise", "Farid", "Gaëlle", "Hugo", "Inès", "Jonas", "Karima", "Loïc"]
LAST = ["Aubert", "Bonnafé", "Cœur", "Delorme", "Évrard"]
PROVENANCE = NamedNode(BASE + "graph/provenance")
VOCABULARY = NamedNode(BASE + "graph/vocabulary/concepts")


def node(path: str) -> NamedNode:
    return NamedNode(BASE + path)


def workspace(root: Path) -> Workspace:
    """The network's workspace in a folder, without a snapshot."""
    root.mkdir(parents=True, exist_ok=True)
    title = 'title = { fr = "Réseau Lacs et Cimes", en = "Lakes and Peaks Network" }'
    (root / "maillage.toml").write_text(f'[network]\n{title}\nbase_iri = "{BASE}"\n', encoding="utf-8")
    return Workspace.open(root, root / ".maillage")


def publish(where: Workspace) -> Snapshot:
    """Publish the fictional graph as the workspace's snapshot."""
    graphs: dict[NamedNode, list[Quad]] = {}
    for quad in [*vocabulary(), *records()]:
        assert isinstance(quad.graph_name, NamedNode)
        graphs.setdefault(quad.graph_name, []).append(quad)
    source = SourceSummary(name="agenda.ics", iri=BASE + "source/agenda", format="ical", hash="sha256:0", records=150)
    summary = ValidationSummary(conforms=True, warnings=2, graphs=len(graphs))
    with where.snapshots.draft(empty=True) as draft:
        draft.store.replace(graphs)
        return draft.publish(Manifest(sources=(source,), validation=summary, linking=LINKING))


def vocabulary() -> Iterator[Quad]:
    scheme = node("concept")
    yield Quad(scheme, RDF.type, SKOS.ConceptScheme, VOCABULARY)
    for name, labels in THEMES.items():
        concept = node(f"concept/{name}")
        yield Quad(concept, RDF.type, SKOS.Concept, VOCABULARY)
        yield Quad(concept, SKOS.inScheme, scheme, VOCABULARY)
        for label, language in zip(labels, ("fr", "en"), strict=True):
            yield Quad(concept, SKOS.prefLabel, Literal(label, language=language), VOCABULARY)
            yield Quad(concept, RDFS.label, Literal(label, language=language), VOCABULARY)
        if name in BROADER:
            yield Quad(concept, SKOS.broader, node(f"concept/{BROADER[name]}"), VOCABULARY)
    for kind, labels in {"table-ronde": ("table ronde", "round table"), "article": ("article", "article")}.items():
        for label, language in zip(labels, ("fr", "en"), strict=True):
            yield Quad(KIND[kind], SKOS.prefLabel, Literal(label, language=language), VOCABULARY)
            yield Quad(KIND[kind], RDFS.label, Literal(label, language=language), VOCABULARY)


def records() -> Iterator[Quad]:
    yield Quad(node("source/agenda"), RDF.type, PROV.Entity, PROVENANCE)
    yield Quad(node("source/agenda"), RDFS.label, Literal("agenda.ics"), PROVENANCE)
    for number in range(80):
        yield from event(number)
    for number in range(60):
        yield from publication(number)
    yield from hostile()


def event(number: int) -> Iterator[Quad]:
    theme, other = _themes(number)
    date = f"{2008 + number % 14}-{number % 12 + 1:02}-{number % 27 + 1:02}"
    title = f"Table ronde n° {number + 1} : {THEMES[theme][0]} et {THEMES[other][0]} en montagne"
    iri, graph = node(f"event/{date}-rencontre-{number}"), node(f"graph/agenda/{number}")
    yield from record(graph, iri, number)
    yield from named(iri, SCHEMA.Event, title, graph)
    yield Quad(iri, DCTERMS.type, KIND["table-ronde"], graph)
    yield Quad(iri, SCHEMA.startDate, Literal(date, datatype=XSD.date), graph)
    yield Quad(iri, SCHEMA.location, Literal("Valsérine", language="fr"), graph)
    yield from explained(iri, DCTERMS.subject, node(f"concept/{theme}"), title, THEMES[theme][0], graph)
    yield from explained(iri, DCTERMS.subject, node(f"concept/{other}"), title, THEMES[other][0], graph)
    for place, name in enumerate((ORGANISATIONS[0], ORGANISATIONS[1 + number % 11])):
        organisation = node(f"organisation/{(0, 1 + number % 11)[place]}")
        yield from named(organisation, ORG.Organization, name, graph)
        yield from explained(iri, SCHEMA.organizer, organisation, f"Rencontre organisée par {name}.", name, graph)
        yield from placed(organisation, 45.1 + ORGANISATIONS.index(name) * 0.07, 5.7, graph)
    yield from involved(iri, SCHEMA.performer, number, graph)


def publication(number: int) -> Iterator[Quad]:
    theme, other = _themes(number * 3 + 1)
    year = str(2009 + number % 13)
    title = f"{THEMES[theme][0].capitalize()} et {THEMES[other][0]} : enquête {number + 1}"
    iri, graph = node(f"publication/{year}-enquete-{number}"), node(f"graph/notices/{number}")
    yield from record(graph, iri, number)
    yield from named(iri, BIBO.Document, title, graph)
    yield Quad(iri, RDF.type, BIBO.Article, graph)
    yield Quad(iri, DCTERMS.type, KIND.article, graph)
    yield Quad(iri, DCTERMS.issued, Literal(year, datatype=XSD.gYear), graph)
    yield Quad(iri, DCTERMS.abstract, Literal(f"Une enquête sur {THEMES[theme][0]}.", language="fr"), graph)
    yield Quad(iri, FOAF.page, NamedNode(f"https://example.org/enquetes/{number}"), graph)
    yield from explained(iri, DCTERMS.subject, node(f"concept/{theme}"), title, THEMES[theme][0], graph, 0.62)
    yield from involved(iri, DCTERMS.creator, number, graph)
    yield from involved(iri, DCTERMS.creator, number + 7, graph)


def hostile() -> Iterator[Quad]:
    graph = node("graph/agenda/hostile")
    iri = node("event/hostile")
    yield from record(graph, iri, 0)
    yield from named(iri, SCHEMA.Event, HOSTILE, graph)
    yield from explained(iri, DCTERMS.subject, node("concept/eau"), HOSTILE, "script", graph)
    yield from named(node("organisation/longue"), ORG.Organization, "Très long nom " * 700, graph)
    yield from explained(iri, SCHEMA.organizer, node("organisation/longue"), HOSTILE, "alert", graph, 0.3)
    yield Quad(iri, FOAF.page, NamedNode("javascript:alert(1)"), graph)
    yield from placed(iri, 45.1, 5.7, graph)


def record(graph: NamedNode, topic: NamedNode, number: int) -> Iterator[Quad]:
    yield Quad(graph, RDF.type, ML.RecordGraph, graph)
    yield Quad(graph, PROV.wasDerivedFrom, node("source/agenda"), graph)
    yield Quad(graph, ML.locator, Literal(f"line {number + 1}"), graph)
    yield Quad(graph, DCTERMS.source, NamedNode(f"https://example.org/agenda/{number}"), graph)
    yield Quad(graph, FOAF.primaryTopic, topic, graph)
    when = Literal("2026-01-15T09:00:00Z", datatype=XSD.dateTime)
    yield Quad(graph, PROV.generatedAtTime, when, PROVENANCE)


def named(iri: NamedNode, kind: NamedNode, label: str, graph: NamedNode) -> Iterator[Quad]:
    yield Quad(iri, RDF.type, kind, graph)
    yield Quad(iri, RDFS.label, Literal(label, language="fr") if kind != FOAF.Person else Literal(label), graph)
    if kind in {SCHEMA.Event, BIBO.Document}:
        yield Quad(iri, DCTERMS.title, Literal(label, language="fr"), graph)
    else:
        yield Quad(iri, FOAF.name, Literal(label), graph)


def placed(iri: NamedNode, latitude: float, longitude: float, graph: NamedNode) -> Iterator[Quad]:
    point = NamedNode(f"geo:{latitude:.4f},{longitude:.4f}")
    yield Quad(iri, SCHEMA.geo, point, graph)
    yield Quad(point, RDF.type, SCHEMA.GeoCoordinates, graph)
    for term, value in ((SCHEMA.latitude, latitude), (SCHEMA.longitude, longitude)):
        yield Quad(point, term, Literal(f"{value:.4f}", datatype=XSD.decimal), graph)


def involved(iri: NamedNode, relation: NamedNode, number: int, graph: NamedNode) -> Iterator[Quad]:
    name = f"{FIRST[number % 12]} {LAST[number % 5]}"
    person = node(f"person/{number % 60}")
    yield from named(person, FOAF.Person, name, graph)
    yield from explained(iri, relation, person, f"Avec {name}.", name, graph)


def explained(  # noqa: PLR0917
    iri: NamedNode, relation: NamedNode, other: NamedNode, text: str, words: str, graph: NamedNode,
              confidence: float = 0.93) -> Iterator[Quad]:  # fmt: skip
    """A link and the annotation that says why."""
    name = f"{iri.value}|{relation.value}|{other.value}".removeprefix(BASE).replace("/", "-").replace("|", "-")
    evidence = node("evidence/" + "".join(each if each.isalnum() or each == "-" else "-" for each in name))
    target, selector = NamedNode(evidence.value + "/target"), NamedNode(evidence.value + "/selector")
    start = max(text.lower().find(words.lower()), 0)
    end = start + len(words)
    yield Quad(iri, relation, other, graph)
    yield Quad(evidence, RDF.type, OA.Annotation, graph)
    yield Quad(evidence, OA.motivatedBy, OA.classifying, graph)
    yield Quad(evidence, OA.hasBody, other, graph)
    yield Quad(evidence, OA.hasTarget, target, graph)
    yield Quad(evidence, ML.relation, relation, graph)
    yield Quad(evidence, ML.confidence, Literal(str(confidence), datatype=XSD.decimal), graph)
    yield Quad(evidence, ML.method, ML["method-label"], graph)
    yield Quad(target, OA.hasSource, iri, graph)
    yield Quad(target, OA.hasSelector, selector, graph)
    yield Quad(selector, RDF.type, OA.TextQuoteSelector, graph)
    for term, value in ((OA.exact, text[start:end]), (OA.prefix, text[:start]), (OA.suffix, text[end:])):
        yield Quad(selector, term, Literal(value), graph)
    yield Quad(selector, OA.start, Literal(start), graph)
    yield Quad(selector, OA.end, Literal(end), graph)


def _themes(number: int) -> tuple[str, str]:
    names = list(THEMES)
    return names[number % 12], names[
        (number * 5 + 3) % 12 if (number * 5 + 3) % 12 != number % 12 else (number + 1) % 12
    ]
