"""What one source, or several, tell of different things is published as different things."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.store import text
from graph.workspace import Workspace
from ingest.build import build
from tests.workspaces import NETWORK_SETTINGS, MakeWorkspace

ISBN = "978-2-07-036822-8"
BIBTEX = f"""
@incollection{{c1, title={{Chapitre un}}, author={{Petit, Anne}}, isbn={{{ISBN}}}, year=2020, booktitle={{Le livre}}}}
@inproceedings{{c2, title={{Chapitre deux}}, author={{Roux, Paul}}, isbn={{{ISBN}}}, year=2020}}
@inreference{{c7, title={{Chapitre sept}}, isbn={{{ISBN}}}, year=2020}}
@book{{c3, title={{Le livre}}, isbn={{{ISBN}}}, year=2020}}
"""
RIS = "".join(
    f"TY  - {kind}\nTI  - Chapitre {number}\nAU  - Blanc, Jean\nSN  - {ISBN}\nPY  - 2020\nER  - \n"
    for kind, number in (("CHAP", "trois"), ("ENCYC", "huit"), ("DICT", "neuf"))
)
CSL = json.dumps(
    [
        {"id": kind, "type": kind, "title": f"Chapitre {number}", "ISBN": ISBN}
        for kind, number in (("chapter", "quatre"), ("entry-dictionary", "dix"))
    ]
)
TABLE = f"Titre;Type;ISBN;Année\nChapitre onze;Chapitre;{ISBN};2020\nChapitre douze;Chapitre;{ISBN};2020\n"
HAL = json.dumps(
    {
        "response": {
            "docs": [
                {"halId_s": "hal-01234567", "docType_s": "COUV", "title_s": ["Chapitre cinq"], "isbn_s": ISBN},
                {"docid": "99", "docType_s": "COMM", "title_s": ["Chapitre six"], "isbn_s": ISBN},
            ]
        }
    }
)
ENTRIES = """
@article{e1, title={Éditorial}, author={Petit, Anne}, journal={Revue X}, number={1}, year={2021}}
@article{e2, title={Éditorial}, author={Roux, Paul}, journal={Revue X}, number={2}, year={2021}}
@article{i1, title={Introduction}, journal={Revue X}, year={2021}}
@article{i2, title={Introduction}, journal={Revue Y}, year={2021}}
@phdthesis{t1, title={Le télétravail}, author={Petit, Anne}, year={2021}}
@unpublished{t2, title={Le télétravail en Isère}, author={Petit, Anne}, year={2021}}
@article{t3, title={Le télétravail en Isère}, author={Petit, Anne}, journal={Revue X}, year={2021}}
@article{t4, title={Le télétravail}, author={Petit, Anne}, journal={Revue X}, year={2021}}
"""
NUMBERS = "un deux trois quatre cinq six sept huit neuf dix onze douze"
PAGE = """<html><head><title>Agenda</title><script type="application/ld+json">[
{"@type": "Event", "name": "Atelier vélo", "startDate": "2023-04-01T10:00", "location": {"name": "Lyon"}},
{"@type": "Event", "name": "Atelier vélo", "startDate": "2023-04-01T16:00", "location": {"name": "Grenoble"}}
]</script></head><body><p>Nos ateliers.</p></body></html>
"""


def calendar(*events: tuple[str, str, str, str]) -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0"]
    for uid, start, title, place in events:
        lines += ["BEGIN:VEVENT", f"UID:{uid}", f"DTSTART:{start}", f"SUMMARY:{title}", f"LOCATION:{place}"]
        lines.append("END:VEVENT")
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


def titles(folder: Path, kind: str) -> list[str]:
    """The title of each thing of that class."""
    store = build(Workspace.open(folder)).snapshot.store()
    return sorted(text(row, "title") for row in store.select(f"SELECT ?x ?title {{ ?x a {kind} ; rdfs:label ?title }}"))


def of_files(files: dict[str, str]) -> str:
    """Settings of which these are the sources; tables tell of events."""
    told = {"csv": 'record = "event"\n', "tsv": 'record = "publication"\n'}
    return NETWORK_SETTINGS + "".join(f'[[sources]]\npath = "{name}"\n{told.get(name[-3:], "")}' for name in files)


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            {"a.bib": BIBTEX, "b.ris": RIS, "c.json": CSL, "d.json": HAL, "e.tsv": TABLE.replace(";", "\t")},
            [*sorted(f"Chapitre {number}" for number in NUMBERS.split()), "Le livre"],
        ),
        (
            {"a.bib": ENTRIES},
            [*["Introduction"] * 2, *["Le télétravail"] * 2, "Le télétravail en Isère", *["Éditorial"] * 2],
        ),
    ],
)
def test_publications(make_workspace: MakeWorkspace, files: dict[str, str], expected: list[str]) -> None:
    assert titles(make_workspace(of_files(files), files), "bibo:Document") == expected


def test_a_row_of_a_part_is_not_known_by_the_isbn_of_the_whole(make_workspace: MakeWorkspace) -> None:
    folder = make_workspace(of_files({"e.tsv": ""}), {"e.tsv": TABLE.replace(";", "\t")})
    store = build(Workspace.open(folder)).snapshot.store()
    graphs = [text(row, "graph") for row in store.select("SELECT ?graph { ?graph a ml:RecordGraph } ORDER BY ?graph")]
    assert [graph.rpartition("/")[2] for graph in graphs] == ["2020-chapitre-douze", "2020-chapitre-onze"]


WORKSHOPS = [
    ("1@x", "20230401T100000", "Atelier vélo", "Lyon"),
    ("2@x", "20230401T160000", "Atelier vélo", "Grenoble"),
]
PLACES = ("Fab Lab Lyon", "La Casemate")
LATER = ("1", "20230501T100000", "Sortie", "Lyon")
AGENDA = """Titre;Date;Lieu;Organisateur
Portes ouvertes;21/03/2026;Lycée agricole de La Tour;Lycée agricole de La Tour
Portes ouvertes;21/03/2026;Lycée agricole de Vif;Lycée agricole de Vif
Conseil;22/03/2026;Mairie de Tence;Ville de Tence
Conseil;22/03/2026;Mairie de Mens;Ville de Mens
Permanence;23/03/2026;Maison France Services de Mens;
Permanence;23/03/2026;Maison France Services de Vif;
Braderie;24/03/2026;Saint-Jean-de-Vaux;
Braderie;24/03/2026;Saint-Jean-le-Vieux;
Musées en fête;19-20 septembre 2026;Musée de la Mine, Vizille;
Musées en fête;19-20 septembre 2026;Musée du Gant, Voreppe;
Assemblée générale;25/03/2026;;MJC de Mens
Assemblée générale;25/03/2026;;MJC de Vif
Nuit du code;26/03/2026;La Casemate;CCSTI
"""


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"a.ics": calendar(*WORKSHOPS)}, ["Atelier vélo"] * 2),
        ({"a.html": PAGE}, ["Atelier vélo"] * 2),
        ({"a.ics": calendar(*WORKSHOPS), "a.html": PAGE}, ["Atelier vélo"] * 2),
        (
            {"a.csv": "Date;Titre;Lieu\n" + "".join(f"12/05/2023;Portes ouvertes;{place}\n" for place in PLACES)},
            ["Portes ouvertes"] * 2,
        ),
        (
            {f"{town}.csv": f"Date;Titre;Lieu\n13/05/2023;Colloque;{town}\n" for town in ("Lyon", "Paris", "Lille")},
            ["Colloque"] * 3,
        ),
        (
            {
                "a.csv": "Date;Titre;Lieu\n14/05/2023;Réunion;Lyon\n",
                "b.csv": "Date;Titre;Lieu\n14/05/2023;Réunion du conseil d'administration;Grenoble\n",
            },
            ["Réunion", "Réunion du conseil d'administration"],
        ),
        (
            {"a.csv": AGENDA, "b.csv": "Titre;Date;Lieu\nNuit du code;26/03/2026;La Casemate, Grenoble\n"},
            sorted(line.partition(";")[0] for line in AGENDA.splitlines()[1:]),
        ),
        (
            {
                "c.csv": "uid;Titre;Date\n1;Forum A;01/02/2023\n",
                "d.csv": "uid;Titre;Date\n1;Salon C;01/02/2020\n",
                "e.ics": calendar(("1", "20230601T100000", "Visite", "Lyon")),
                "f.ics": calendar(LATER, ("1", "20230502T100000", "Sortie reportée", "Lyon")),
            },
            ["Forum A", "Salon C", "Sortie reportée", "Visite"],
        ),
        (
            {
                "a.ics": calendar(*WORKSHOPS, ("3@x", "20230501T100000", "Sortie", "Lyon")),
                "b.ics": calendar(*WORKSHOPS, ("3@x", "20230601T100000", "Visite", "Lyon")),
            },
            ["Atelier vélo", "Atelier vélo", "Sortie", "Visite"],
        ),
    ],
)
def test_events(make_workspace: MakeWorkspace, files: dict[str, str], expected: list[str]) -> None:
    assert titles(make_workspace(of_files(files), files), "schema:Event") == expected


def test_a_part_is_not_said_to_be_the_same_as_what_bears_its_isbn(make_workspace: MakeWorkspace) -> None:
    folder = make_workspace(of_files({"a.bib": BIBTEX}), {"a.bib": BIBTEX})
    store = build(Workspace.open(folder)).snapshot.store()
    same = store.select("SELECT ?title { ?x schema:sameAs <urn:isbn:9782070368228> ; rdfs:label ?title }")
    assert [text(row, "title") for row in same] == ["Le livre"]
    assert len(list(store.select("SELECT ?x { ?x dcterms:identifier 'isbn:9782070368228' }"))) == 4
