"""``maillage map``, as typed: what it proposes, shows and writes."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import pytest

from graph.workspace import Workspace, read_settings
from ingest.sources.table.proposal import propose
from tests.explorer.commands.conftest import Run

CENSUS = """ID,NOM_TL,ADRESSE,WEB,MAIL,LAT,LONG
1,Fabrique des Alpes,9 rue des Tilleuls,www.fabrique.example,a@b.example,45.18,5.72
2,Le Grenier,3 place du Marché,,c@d.example,45.20,5.75
3,Atelier Belledonne,12 cours Berriat,https://belledonne.example,e@f.example,45.19,5.70
"""
AGENDA = (
    '{"infos": {"intitule": "Forum RSE"}, "debut": "2013-05-13", "cree": "2012-01-01T10:00:00", "genre": "Forum"}\n'
)
PERSONS = "Nom,Rattachement\nZoé Petit,Fabrique\nLuc Le Grand,Fabrique\n"
SETTINGS = """# Our memory
[network]   # ours
title = "Réseau"

[[sources]]
path = "a.csv"        # the agenda
language = "fr"

[limits]   # few
rows = 10
"""


@pytest.fixture
def run(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    return partial(run, "map")


def proposed(run: Run, name: str, content: str | bytes, *options: str) -> tuple[str, dict[str, str]]:
    Path(name).write_bytes(content if isinstance(content, bytes) else content.encode())
    said = run(name, *options)
    assert said.code == 0, said.err
    (source,) = read_settings(said.out).sources
    return source.record, source.map


def test_a_census_is_mapped_by_the_names_and_values_of_its_columns(run: Run) -> None:
    kind, fields = proposed(run, "c.csv", CENSUS)
    assert kind == "organisation"
    assert fields == {
        "name": "NOM_TL", "location": "ADRESSE", "homepage": "WEB", "latitude": "LAT", "longitude": "LONG"
    }  # fmt: skip


ORDERS = """N°,Date de la commande,Nom payeur,Prénom payeur,Nom participant,Prénom participant,Raison sociale
7001001,02/05/2024 10:12,Béranger,Anne,Costa,Luc,La Brocante Verte
7001002,02/05/2024 18:40,Bonnet,Lucie,Bonnet,Lucie,
7001003,06/05/2024 09:01,Petit,Jean,Haddad,Karim,Emmaüs Vif
"""


@pytest.mark.parametrize(
    ("content", "kind", "fields"),
    [
        (ORDERS, "person", {"name": "Nom participant", "given_name": "Prénom participant"}),
        (
            "Nom,Prénom,Nom conjoint,Prénom conjoint\nPetit,Anne,Roux,Jean\n",
            "person",
            {"name": "Nom", "given_name": "Prénom"},
        ),
        (
            "Structure,Commune,Nom du contact,Prénom du contact\nLa Fourmi,Vif,Roux,Jean\n",
            "organisation",
            {"name": "Structure", "location": "Commune"},
        ),
        (
            "Titre,Date,Nom intervenant,Prénom intervenant\nForum des haies,12/05/2024,Petit,Anne\n",
            "event",
            {"title": "Titre", "start": "Date"},
        ),
    ],
)
def test_a_name_in_two_columns_is_that_of_a_person(run: Run, content: str, kind: str, fields: dict[str, str]) -> None:
    assert proposed(run, "c.csv", content) == (kind, fields)


def test_the_authors_inside_an_object_are_not_what_it_tells_of(run: Run) -> None:
    work = (
        '{"title": "Les haies du Trièves", "publicationDate": "2024-05-12", "authors": '
        '[{"firstName": "Anne", "lastName": "Petit", "orcid": "0000-0002-1825-0097"}]}\n'
    )
    kind, fields = proposed(run, "works.jsonl", work)
    assert (kind, fields["title"], fields["issued"]) == ("publication", "title", "publicationDate")


def test_an_order_is_no_event(run: Run) -> None:
    Path("c.csv").write_text(ORDERS, encoding="utf-8")
    assert run("c.csv", "--record", "event").code == 1


def test_paths_into_objects_are_proposed_and_bookkeeping_is_no_date(run: Run) -> None:
    assert proposed(run, "a.jsonl", AGENDA * 3) == (
        "event", {"title": "infos.intitule", "start": "debut", "kind": "genre"}
    )  # fmt: skip


def test_names_of_people_with_an_affiliation_are_persons(run: Run) -> None:
    assert proposed(run, "p.csv", PERSONS) == ("person", {"name": "Nom", "member_of": "Rattachement"})


def test_columns_without_a_telling_name_are_told_by_their_values(run: Run) -> None:
    rows = "".join(f"Une étude des tiers-lieux, volume {n};10.5555/x.{n};2019-05-{n + 10}\n" for n in range(5))
    assert proposed(run, "x.csv", f"c1;c2;c3\n{rows}") == (
        "publication", {"title": "c1", "issued": "c3", "doi": "c2"}
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_the_encoding_of_an_office_makes_no_difference(run: Run, encoding: str) -> None:
    assert proposed(run, "é.csv", "Intitulé;Début\nFête;13/05/2013\n".encode(encoding))[1]["title"] == "Intitulé"


def test_what_the_first_rows_become_is_shown(run: Run) -> None:
    Path("c.csv").write_text(CENSUS, encoding="utf-8")
    said = run("c.csv").err
    assert "coordinates: 45.18, 5.72" in said
    assert "3 records" in said
    assert "Left out: ID, MAIL" in said


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_write_puts_the_entry_into_the_file_and_keeps_its_comments(run: Run, encoding: str) -> None:
    Path("maillage.toml").write_text(SETTINGS, encoding=encoding)
    Path("a.csv").write_text("Intitulé,Jour\nForum,2013-05-13\n", encoding="utf-8")
    Path("c.csv").write_text(CENSUS, encoding="utf-8")
    assert "changed" in run("a.csv", "--write").err
    assert "added" in run("c.csv", "--write").err
    text = Path("maillage.toml").read_text(encoding="utf-8")
    assert all(comment in text for comment in ("# Our memory", "# ours", "# the agenda", "# few"))
    agenda, census = Workspace.open(Path.cwd()).settings.sources
    assert (agenda.language, agenda.map) == ("fr", {"title": "Intitulé", "start": "Jour"})
    assert census.record == "organisation"


def test_column_names_of_any_character_are_written_so_that_they_are_read_back(run: Run) -> None:
    name = 'Titre "long" \\ = [x]'
    _, fields = proposed(run, "q.csv", '"Titre ""long"" \\ = [x]";Date\nForum RSE;2013-05-13\n')
    assert fields["title"] == name


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        ("1,2\n3,4\n", 1, "no column looks like a title or a name"),
        ("", 1, "the file is empty"),
        (",".join(f"c{n}" for n in range(1_000_000)), 1, "columns; 1,000 are allowed"),
        ("%PDF-1.7", 1, "this is a PDF"),
    ],
)
def test_what_is_no_table_is_said_in_a_sentence(run: Run, content: str, code: int, said: str) -> None:
    Path("x.csv").write_text(content, encoding="utf-8")
    done = run("x.csv")
    assert done.code == code
    assert said in done.err


def test_a_missing_file_is_the_calls_fault(run: Run) -> None:
    done = run("none.csv")
    assert done.code != 0
    assert "there is no such file" in done.err


def test_the_census_of_tiers_lieux_is_mapped_and_read_whole(run: Run, shared_data: Path) -> None:
    said = run(str(shared_data / "organisations" / "CGET_TiersLieux_2019.nocontact.csv"))
    (source,) = read_settings(said.out).sources
    assert source.map["name"] == "NOM_TL"
    assert {"latitude", "longitude", "homepage", "location"} <= source.map.keys()
    assert "1512 records" in said.err


def test_a_name_that_several_columns_have_is_said_to_be_left_out(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Titre,Date,Note,Note\nForum,2013,a,b\n", encoding="utf-8")
    said = run("a.csv")
    assert said.code == 0
    assert "Note (several columns have this name)" in said.err


def test_names_and_cells_that_drive_a_terminal_are_shown_without_what_drives_it(run: Run, tmp_path: Path) -> None:
    rows = "Titre,Date,\x1b]0;owned\x07\nForum \u202e\x9b2J,2013,x\n"
    (tmp_path / "a.csv").write_text(rows, encoding="utf-8")
    said = run("a.csv")
    assert "# Left out: ]0;owned\n" in said.err
    assert all(sign.isprintable() for sign in said.err + said.out if sign != "\n")


@pytest.mark.parametrize("names", ["Opens,Closes,Town", "From,To,Where", "Du,Au,Commune"])
def test_the_ends_of_a_period_and_its_place_are_proposed(names: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"Exhibition,{names}\nThreads of time,3 March 2019,1 Sept 2019,Leeds\n")
    first, last, place = names.split(",")
    proposed = propose(tmp_path / "a.csv")
    assert proposed.kind == "event"
    assert {"start": first, "end": last, "location": place}.items() <= proposed.fields.items()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("Nom,ORCID\nAnne Coste,0000-0002-1825-0097\nPaul Martin,\n", "person"),
        (
            "Nom;Site;Fonction\nAnne Coste;https://a.org;Présidente\nPaul Martin;https://b.org;Chargé de mission\n",
            "person",
        ),
        (
            "Nom;Site;Fonction\nSchneider Electric;https://a.org;Industrie\nLa Fabrique;https://b.org;Accueil\n",
            "organisation",
        ),
        ("Nom;Site;Responsable\nSchneider Electric;https://a.org;Anne Coste\n", "organisation"),
    ],
)
def test_orcids_and_what_they_do_tell_persons_from_organisations(run: Run, content: str, kind: str) -> None:
    record, fields = proposed(run, "a.csv", content)
    assert (record, fields["name"]) == (kind, "Nom")


def test_a_sheet_with_a_title_is_mapped_by_its_header_and_what_is_read_is_counted(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Saison;\n;\nIntitulé;Date\nForum;2013\nLes haies;bientôt\n", encoding="utf-8")
    said = run("a.csv")
    assert 'map = { title = "Intitulé", start = "Date" }' in said.out
    assert "# Of the first rows: 2 records, 1 thing set aside." in said.err


@pytest.mark.parametrize("names", ["Date début;Date fin", "Date de l'événement;Date de fin", "Date;Clôture (date)"])
def test_a_date_by_which_something_ends_is_not_its_start(names: str, run: Run) -> None:
    rows = "Forum A;12/03/2024;13/03/2024\nForum B;3 avril 2024;\nForum C;à définir;\n"
    first, _, last = names.partition(";")
    assert proposed(run, "d.csv", f"Titre;{names}\n{rows}")[1]["start"] == first
    assert proposed(run, "d.csv", f"Titre;{last};{first}\n{rows}")[1].get("start") != last


def test_a_table_with_two_sides_is_one_of_partnerships(run: Run) -> None:
    rows = "Partenaire;Avec;Objet\nADEME;Ville de Vif;Convention\nCNRS;INRAE | ADEME;Accord\n"
    fields = {"name": "Partenaire", "partners": "Avec", "description": "Objet"}
    assert proposed(run, "p.csv", rows) == ("partnership", fields)
    assert proposed(run, "q.csv", rows.replace("Avec", "Autre"), "--record", "partnership")[0] == "partnership"
    assert proposed(run, "o.csv", "Nom;Partenaires\nADEME;INRAE\nCNRS;ADEME\n")[0] == "organisation"


def test_two_partners_with_a_number_are_two_sides_but_beside_the_title_of_an_event(run: Run) -> None:
    rows = "Partenaire 1;Partenaire 2;Nature du partenariat;An\nUGA;La Poste;Convention;2018\nCNRS;ADEME;Projet;2019\n"
    fields = {"name": "Partenaire 1", "partners": "Partenaire 2", "kind": "Nature du partenariat"}
    assert proposed(run, "p.csv", rows) == ("partnership", fields)
    assert proposed(run, "p.csv", rows, "--record", "partnership") == ("partnership", fields)
    events = "Titre;Date;Partenaire 1;Partenaire 2\nForum RSE;2013-05-13;UGA;CNRS\nAtelier;2013-06-13;ADEME;INRAE\n"
    assert proposed(run, "e.csv", events)[0] == "event"


@pytest.mark.parametrize(
    ("column", "field"),
    [
        ("Date de signature", "start"),
        ("Signature de la convention : date de signature", "start"),
        ("Depuis", "start"),
        ("Échéance", "end"),
        ("Date du dernier échange", None),
    ],
)
def test_a_partnership_begins_when_it_is_signed(run: Run, column: str, field: str | None) -> None:
    rows = f"Partenaire A;Partenaire B;{column}\nUGA;La Poste;12/03/2018\nCNRS;ADEME;2019\n"
    fields = {"name": "Partenaire A", "partners": "Partenaire B", **({field: column} if field else {})}
    assert proposed(run, "p.csv", rows) == ("partnership", fields)


def test_a_column_of_days_that_a_spreadsheet_counts_is_the_date(run: Run) -> None:
    assert proposed(run, "e.csv", "Titre;Date\nForum RSE;41407\nAtelier vélo;41410,75\n") == (
        "event", {"title": "Titre", "start": "Date"}
    )  # fmt: skip


def test_a_town_says_a_place_better_than_a_street(run: Run) -> None:
    rows = "ID,NOM_TL,ADRESSE,NOMCOM\n1,La Fabrique,9 rue des Tilleuls,Vif\n2,Le Grenier,3 place du Marché,Lyon\n"
    assert proposed(run, "c.csv", rows) == ("organisation", {"name": "NOM_TL", "location": "NOMCOM"})


WORKS = """{"titre": {"fr": "Les tiers-lieux", "en": "Third places"}, "annee": "2014", "ids": {"doi": "10.1000/xyz"},
"auteurs": [{"nom": "Coste", "prenom": "Anne"}, {"nom": "Petit", "prenom": "Claire"}], "tags": ["RSE"]}"""


@pytest.mark.parametrize(
    ("name", "content", "kind", "fields"),
    [
        (
            "a.jsonl", WORKS.replace("\n", ""), "publication",
            {"title": "titre.fr", "issued": "annee", "keywords": "tags", "doi": "ids.doi", "creators": "auteurs"},
        ),
        (
            "a.csv",
            'Event Name,Start Date/Time,Venue,Organizer(s)\n"Third places, a forum",05/13/2024 2:00 PM,Casemate,CNRS\n',
            "event",
            {"title": "Event Name", "start": "Start Date/Time", "location": "Venue", "organizer": "Organizer(s)"},
        ),
        (
            "a.csv",
            "halId_s;title_s;authFullName_s;producedDate_tdate;docType_s\n"
            "hal-01234567;Les tiers-lieux;Anne Coste,Jean Martin;2014-05-13T00:00:00Z;ART\n",
            "publication",
            {
                "title": "title_s", "issued": "producedDate_tdate", "kind": "docType_s", "hal": "halId_s",
                "creators": "authFullName_s",
            },
        ),
        ("a.csv", "authFullName_s;title_s\nAnne Coste;Les lieux\n", "publication",
            {"title": "title_s", "creators": "authFullName_s"}),
        ("a.csv", "Partenaire;Ville;Type\nFabrique;Grenoble;Entreprise\n", "organisation",
            {"name": "Partenaire", "location": "Ville", "kind": "Type"}),
        ("a.csv", "Titre;Date\nA;13-mai-13\nB;14-mai-13\n", "event", {"title": "Titre", "start": "Date"}),
        ("a.csv", "Entreprise;Ville\nFabrique des Alpes;Grenoble\nAteliers du lac;Vif\n", "organisation",
            {"name": "Entreprise", "location": "Ville"}),
    ],
)  # fmt: skip
def test_columns_are_proposed_for_what_they_are(
    run: Run, name: str, content: str, kind: str, fields: dict[str, str]
) -> None:
    assert proposed(run, name, content) == (kind, fields)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            "Entreprise;Laboratoire;Date\nFabrique;CERAG;2022\n",
            "several columns name actors: “Entreprise”, “Laboratoire”",
        ),
        (
            "Entreprise;Laboratoire;Objet;Début\nFabrique;CERAG;Thèse Cifre;sept. 2022\nUsine;Labo;Chaire;2021\n",
            "say --record partnership",
        ),
        ("Forum des lieux;13/05/2024;Vif\nAtelier;03/06/2024;Vif\n", "its first row looks like data"),
        (
            "Titre;Titre;Date;Date;Lieu\nA;B;2024-05-13;2024-05-14;Vif\n",
            "have the same name: “Titre”, “Date”. Give each",
        ),
        ("Date;Lieu\n2024-05-13;Vif\n", "no column looks like a title or a name"),
    ],
)
def test_what_is_lacking_is_said_in_the_place_of_a_wrong_proposal(run: Run, content: str, said: str) -> None:
    Path("a.csv").write_text(content, encoding="utf-8")
    refused = run("a.csv")
    assert refused.code == 1
    assert said in refused.err


def test_two_columns_of_actors_are_the_sides_of_partnerships_where_people_say_so(run: Run) -> None:
    table = "Entreprise;Laboratoire;Objet;Date de signature\nFabrique;CERAG;Une thèse;2022\n"
    assert proposed(run, "a.csv", table, "--record", "partnership") == (
        "partnership",
        {"name": "Entreprise", "partners": "Laboratoire", "description": "Objet", "start": "Date de signature"},
    )


def test_a_file_whose_name_is_not_utf_8_is_to_be_renamed(run: Run) -> None:
    path = Path(os.fsdecode(b"\xe9.csv"))
    path.write_text("title,date\nForum,2013-05-13\n", encoding="utf-8")
    said = run(str(path), "--record", "event")
    assert (said.code, said.out) == (1, "")
    assert "�.csv: the file's name is not UTF-8. Rename the file." in said.err


def test_what_cannot_be_written_is_told_before_the_rows_are_shown(run: Run) -> None:
    Path("a.csv").write_text(CENSUS, encoding="utf-8")
    said = run("a.csv", "--record", "organisation", "--write")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f"maillage: {Path.cwd()}: there is no maillage.toml.")
