"""The review queue asks first what settles most, offers what one would choose, and asks nothing twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from graph.embedded import EmbeddedStore
from graph.store import Store, text
from graph.workspace import Workspace
from ingest.build import build
from ingest.decisions import Decision, Rulings, Verdict
from ingest.decisions.doubts import FILE, doubts_of, kept_doubts
from ingest.decisions.review import ReviewItem, review_queue
from ingest.decisions.suggestions import SuggestionKind, open_suggestions, suggestions
from ontology.namespaces import RDF, RDFS, expand
from tests.workspaces import EVENTS_SETTINGS, NETWORK_SETTINGS, MakeWorkspace, written

SETTINGS = f"""{EVENTS_SETTINGS}[[sources]]
path = "works.bib"
[[registers]]
path = "places.csv"
record = "organisation"
"""
SOURCES = {
    "maillage.toml": SETTINGS,
    "events.csv": "title,date,organizer,performers\n"
    "Forum,2013-05-13,CCI;La Fabrique,Jean Martin\n"
    "Atelier,2014-01-01,CCI de Grenoble,\n",
    "works.bib": "@article{a, title={Les lieux}, author={Martin, Jean}, year={2012}}",
    "places.csv": "name,location\nLa Fabrique,Lyon\nLa Fabrique,Nantes\nCCI de Paris,Paris\n",
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("queue")
    written(folder, SOURCES)
    return build(Workspace.open(folder)).snapshot.store()


@pytest.fixture(scope="module")
def queue(store: Store) -> list[ReviewItem]:
    return review_queue(store, Rulings())


def asked(queue: list[ReviewItem], kind: SuggestionKind) -> list[str]:
    return [item.subject.label for item in queue if item.kind is kind]


def test_who_an_ambiguous_name_is_comes_before_the_links_to_it(queue: list[ReviewItem]) -> None:
    who = next(at for at, item in enumerate(queue) if item.subject.label == "CCI")
    links = [at for at, item in enumerate(queue) if item.object.label == "CCI"]
    assert links
    assert who < min(links)


def test_the_network_s_own_candidate_is_offered_first_and_each_with_its_place(queue: list[ReviewItem]) -> None:
    cci = next(item for item in queue if item.subject.label == "CCI")
    offered = [(each.label, each.note) for each in (cci.object, *cci.candidates)]
    assert offered == [("CCI de Grenoble", ""), ("CCI de Paris", "Paris")]


def test_namesakes_in_two_towns_of_a_register_are_no_question(queue: list[ReviewItem]) -> None:
    assert asked(queue, SuggestionKind.NEAR_DUPLICATES) == []
    assert "La Fabrique" in asked(queue, SuggestionKind.AMBIGUOUS_ACTOR)


def test_two_persons_of_one_name_are_one_question(queue: list[ReviewItem]) -> None:
    assert [item.kind.value for item in queue if "Jean Martin" in (item.subject.label, item.object.label)] == [
        "namesakes"
    ]


def test_names_of_the_same_words_are_asked_about_and_each_is_in_the_graph(make_workspace: MakeWorkspace) -> None:
    lines = "title,date,organizer\nForum,2013,Région Bretagne\nAtelier,2014,Bretagne Région\n"
    graph = build(Workspace.open(make_workspace(EVENTS_SETTINGS, {"events.csv": lines}))).snapshot.store()
    (asked,) = review_queue(graph, Rulings())
    assert asked.kind is SuggestionKind.NEAR_DUPLICATES
    assert {asked.subject.label, asked.object.label} == {"Bretagne Région", "Région Bretagne"}
    assert not graph.ask("ASK { ?one ml:candidate ?other FILTER NOT EXISTS { ?other a ?kind } }")


def test_two_that_are_namesakes_and_near_duplicates_are_asked_about_once() -> None:
    graph, lyon, other = (NamedNode(f"https://b.org/{end}") for end in ("graph/a", "organisation/a", "organisation/b"))
    known = [Quad(actor, RDF.type, NamedNode(expand("org:Organization")), graph) for actor in (lyon, other)]
    known.append(Quad(lyon, RDFS.label, Literal("Fabrique des Marronniers"), graph))
    known.append(Quad(other, RDFS.label, Literal("Fabrique des Maronniers"), graph))
    known.append(Quad(other, NamedNode(expand("ml:candidate")), lyon, graph))
    store = EmbeddedStore.memory()
    store.replace({graph: known})
    (asked,) = suggestions(store, Rulings())
    assert {asked.subject, asked.object} == {lyon.value, other.value}


def test_public_bodies_and_associations_of_two_names_are_asked_about(tmp_path: Path) -> None:
    settings = f'{NETWORK_SETTINGS}[[sources]]\npath = "p.csv"\nrecord = "organisation"\n'
    partners = "Ville de Mens,Mairie de Mens,Mairie de Vif,Conseil départemental de l'Isère,Département de l'Isère"
    partners += ",Département de l'Ain,Région Bretagne,Conseil régional de Bretagne,La Ruche,Association La Ruche"
    written(tmp_path, {"maillage.toml": settings, "p.csv": "Nom\n" + partners.replace(",", "\n") + "\n"})
    found = review_queue(build(Workspace.open(tmp_path)).snapshot.store(), Rulings())
    assert {frozenset((each.subject.label, each.object.label)) for each in found} == {
        frozenset(("Ville de Mens", "Mairie de Mens")),
        frozenset(("Conseil départemental de l'Isère", "Département de l'Isère")),
        frozenset(("Région Bretagne", "Conseil régional de Bretagne")),
        frozenset(("La Ruche", "Association La Ruche")),
    }


SHORTENED = [
    ("Chambre de métiers et de l'artisanat de l'Isère", "CMA de l'Isère"),
    ("Chambre de commerce et d'industrie de Grenoble", "CCI de Grenoble"),
    ("Centre hospitalier universitaire de Saint-Étienne", "CHU de Saint-Étienne"),
    ("Communauté de communes du Trièves", "CC du Trièves"),
    ("Parc naturel régional du Vercors", "PNR du Vercors"),
    ("École normale supérieure de Lyon", "ENS de Lyon"),
    ("Institut d'études politiques de Grenoble", "IEP de Grenoble"),
    ("Minalogic", "Pôle de compétitivité Minalogic"),
    ("Pacte", "Laboratoire Pacte"),
    ("STMicroelectronics", "ST Microelectronics"),
    ("Tenerrdis", "Tenerdis"),
    ("Université Joseph Fourier", "Université Joseph Fourier (Grenoble I)"),
    ("Fondation Université Grenoble Alpes", "Fondation UGA"),
    ("Ressourcerie La Fourmi", "La Fourmi"),
    ("Coopérative des Cimes", "Les Cimes"),
]
OTHERS = [
    "Université Grenoble Alpes",
    "CCI de Lyon",
    "Laboratoire de Grenoble",
    "CC de l'Oisans",
    "Pôle emploi",
    "Recyclerie du Trièves",
    "Trièves",
]


def test_the_short_form_of_a_name_a_kind_before_it_and_what_is_left_out_of_it_are_asked_about(tmp_path: Path) -> None:
    settings = f'{EVENTS_SETTINGS}[[sources]]\npath = "p.csv"\nrecord = "organisation"\n'
    described = [
        f"{name};{'UGA' if name == OTHERS[0] else ''}" for name in (*(full for full, _ in SHORTENED), OTHERS[0])
    ]
    named = [f"Causerie {number};2021-01-{number + 1:02};{name}" for number, (_, name) in enumerate(SHORTENED)]
    named += [f"Atelier {number};2021-02-{number + 1:02};{name}" for number, name in enumerate(OTHERS)]
    files = {"p.csv": ["Nom;Sigle", *described], "events.csv": ["title;date;organizer", *named]}
    written(tmp_path, {"maillage.toml": settings, **{name: "\n".join(lines) for name, lines in files.items()}})
    queue = review_queue(build(Workspace.open(tmp_path)).snapshot.store(), Rulings(), limit=100)
    asked = [{each.subject.label, each.object.label} for each in queue]
    assert sorted(map(sorted, asked)) == sorted(sorted(pair) for pair in SHORTENED)


PERSONS = [
    ("Yann Kergoat", "Yan Kergoat"),
    ("Sandrine Feneuille", "Sandrine Fenouille"),
    ("Mohamed Ben Ali", "Mohammed Benali"),
    ("Thi Minh Nguyen", "Nguyen Thi Minh"),
    ("Wei Li", "Li Wei"),
    ("Luc Dupont", "Dupont Luc"),
    ("Anne-Laure Béranger", "Anne-Laure Béranger-Costa"),
    ("Jean-Marc Ollier", "M. Ollier"),
    ("Sophie Lambert", "Dr Lambert"),
]


def test_persons_whose_names_are_nearly_the_same_are_asked_about_and_stay_two(tmp_path: Path) -> None:
    settings = NETWORK_SETTINGS + "".join(
        f'[[sources]]\npath = "{kind}.csv"\nrecord = "{kind}"\n' for kind in ("person", "publication")
    )
    apart = (
        "Michel Petitjean",
        "Michèle Petitjean",
        "Luc Dupond",
        "Paul Kergoat",
        "Anne Béranger-Costa",
        "Mme Kergoat-Roux",
    )
    described = "\n".join(["name", *(full for full, _ in PERSONS), "Wei Zhang"])
    works = "\n".join(
        f"Étude {number},{name},2020" for number, name in enumerate([*(name for _, name in PERSONS), *apart])
    )
    works += "\nOuvrage,Jun Wang;Wang Jun,2021"  # two who wrote one work together are two
    files = {"person.csv": described, "publication.csv": f"title,authors,date\n{works}\n"}
    written(tmp_path, {"maillage.toml": settings, **files})
    queue = review_queue(build(Workspace.open(tmp_path)).snapshot.store(), Rulings(), limit=100)
    asked = [{each.subject.label, each.object.label} for each in queue]
    assert sorted(map(sorted, asked)) == sorted(sorted(pair) for pair in PERSONS)
    assert {each.kind for each in queue} == {SuggestionKind.NEAR_DUPLICATES}


def test_an_orcid_on_two_quite_different_names_leaves_authors_their_names_and_is_asked_about(tmp_path: Path) -> None:
    settings = NETWORK_SETTINGS + "".join(
        f'[[sources]]\npath = "{kind}.csv"\nrecord = "{kind}"\n' for kind in ("person", "publication")
    )
    orcid = "0000-0002-1825-0097"
    files = {
        "maillage.toml": settings,
        "person.csv": f"Nom;ORCID\nAnne Coste;{orcid}\nPaul Martin;{orcid}\n",
        "publication.csv": "Titre;Auteurs;Date\nUn;Anne Coste;2014\nDeux;Paul Martin;2015\n",
    }
    written(tmp_path, files)
    graph = build(Workspace.open(tmp_path)).snapshot.store()
    rows = graph.select("SELECT ?title ?name { ?x dcterms:title ?title ; dcterms:creator/rdfs:label ?name }")
    assert {text(row, "title"): text(row, "name") for row in rows} == {"Un": "Anne Coste", "Deux": "Paul Martin"}
    (asked,) = [item for item in review_queue(graph, Rulings()) if item.kind.value == "namesakes"]
    assert {asked.subject.label, asked.object.label} == {"Anne Coste", "Paul Martin"}


def test_the_queue_is_in_the_order_of_usefulness(queue: list[ReviewItem]) -> None:
    assert [item.usefulness for item in queue] == sorted((item.usefulness for item in queue), reverse=True)


def test_a_name_that_a_person_settled_is_asked_about_no_more(store: Store, queue: list[ReviewItem]) -> None:
    cci = next(item for item in queue if item.subject.label == "CCI")
    said = Decision(Verdict.ACCEPTED, *cci.link, who="anne@example.org", when="2026-11-23T21:00:00Z")
    left = review_queue(store, Rulings([said]))
    assert not [item for item in left if "CCI" in (item.subject.label, item.object.label)]


def test_names_with_other_numbers_or_departments_are_no_near_duplicates(tmp_path: Path) -> None:
    partners = "Inserm U1234;Inserm U1235;Conseil départemental de l'Isère;Conseil départemental de l'Yonne"
    partners += ";Fabrique des Marronniers;Fabrique des Maronniers"
    written(tmp_path, {"maillage.toml": EVENTS_SETTINGS, "events.csv": f"title,date,partners\nForum,2013,{partners}\n"})
    store = build(Workspace.open(tmp_path)).snapshot.store()
    found = review_queue(store, Rulings())
    near = [each for each in found if each.kind is SuggestionKind.NEAR_DUPLICATES]
    assert [{each.subject.label, each.object.label} for each in near] == [
        {"Fabrique des Marronniers", "Fabrique des Maronniers"}
    ]


DAMAGED = [b"", b"{", b'{"version":"0","doubts":{"joined":{},"links":[],"actors":[],"weights":{}}}']


@pytest.mark.parametrize("damage", DAMAGED)
def test_what_is_in_doubt_is_looked_for_once_a_snapshot_and_again_where_its_file_is_of_no_use(
    tmp_path: Path, damage: bytes
) -> None:
    snapshot = build(Workspace.open(written(tmp_path, SOURCES))).snapshot
    path, store = snapshot.path / FILE, snapshot.store()
    found = kept_doubts(store, path)
    assert found == doubts_of(store) == kept_doubts(EmbeddedStore.memory(), path)
    asked = suggestions(store, Rulings())
    assert len(asked) > 2
    assert open_suggestions(found, Rulings()) == asked
    path.write_bytes(damage)
    assert kept_doubts(store, path) == found == kept_doubts(EmbeddedStore.memory(), path)
    assert [each.name for each in snapshot.path.glob(".doubts*")] == []
