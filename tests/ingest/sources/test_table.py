"""Tables: what a row becomes, how columns are found, and what is said of rows that cannot be understood."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.workspace import Source
from ingest.records import (
    Actor,
    ActorType,
    Coordinates,
    Event,
    Identifier,
    Passage,
    Publication,
    Record,
    Rejection,
    Relation,
    Text,
)
from ingest.sources.table import read
from ingest.sources.table.columns import record_kind
from ingest.sources.table.heading import with_heading
from ingest.sources.table.proposal import propose
from ingest.sources.table.row import Row
from ontology.errors import DataError, Place

EVENTS = "Titre;Date;Type;Organisateur\nRSE et biodiversité;13/05/2013;Table-Ronde;AUEG; \n"


def records(path: Path, content: str | bytes, source: Source | None = None) -> list[Record | Rejection]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read(path, source or Source(path=path.name, language="fr")))


def event_of(path: Path, content: str | bytes, source: Source | None = None) -> Event:
    (record,) = records(path, content, source)
    assert isinstance(record, Event)
    return record


@pytest.fixture
def csv(tmp_path: Path) -> Path:
    return tmp_path / "events.csv"


def test_columns_with_the_usual_names_need_no_mapping(csv: Path) -> None:
    event = event_of(csv, EVENTS)
    assert event.title is not None
    assert event.start is not None
    assert (event.title.value, event.title.language, event.start.value) == ("RSE et biodiversité", "fr", "2013-05-13")
    assert (event.kind, event.place.locator) == ("Table-Ronde", "line 2")
    assert [(actor.name, actor.relation) for actor in event.actors] == [("AUEG", Relation.ORGANIZER)]
    assert event.passages == (Passage("title", "RSE et biodiversité"),)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(csv: Path, delimiter: str) -> None:
    rows = [["Titre", "Date", "Lieu"], ['"RSE, bilan; suite | fin"', "2013", "Grenoble"]]
    assert event_of(csv, "\n".join(delimiter.join(row) for row in rows)).location == "Grenoble"


def test_the_delimiter_that_a_spreadsheet_announces_is_taken(csv: Path) -> None:
    assert event_of(csv, "sep=;\nTitre;Date\nA,B,C;2013\n").place.locator == "line 3"


@pytest.mark.parametrize("above", ["Saison 2013;;;\n;;;\n", "Saison 2013;;;\n(mise à jour en mai);;;\n\n"])
def test_titles_above_the_header_are_passed_over(csv: Path, above: str) -> None:
    event = event_of(csv, f"{above}Titre;Date;Lieu;Organisateur\nForum;13/05/2013;Vif;AUEG\n")
    assert (event.location, event.place.locator) == ("Vif", f"line {above.count(chr(10)) + 2}")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("above", ["Réseau des lieux\n", "Réseau des lieux\n(mise à jour en mai)\n\nSaison 2013\n"])
def test_titles_without_a_delimiter_are_passed_over(csv: Path, above: str, delimiter: str) -> None:
    rows = ["Titre;Date;Lieu", "Forum;13/05/2013;Vif", "Atelier du bois;14/05/2013;Grenoble"]
    forum, workshop = records(csv, above + "".join(f"{row.replace(';', delimiter)}\n" for row in rows))
    assert isinstance(forum, Event)
    assert isinstance(workshop, Event)
    assert (forum.location, forum.place.locator) == ("Vif", f"line {above.count(chr(10)) + 2}")
    assert workshop.location == "Grenoble"


def test_commas_in_titles_and_cells_do_not_hide_the_delimiter(csv: Path) -> None:
    rows = "Titre;Lieu;Date\nForum, bilan;Vif;2013\nBois, terre;Grenoble, Isère;2014\n"
    for above in ("Réseau des lieux\n", "Réseau des lieux, Grenoble\n", ""):
        found = records(csv, above + rows)
        assert [each.location for each in found if isinstance(each, Event)] == ["Vif", "Grenoble, Isère"]


@pytest.mark.parametrize("name", ["Titre", "Nom de l'atelier"])
def test_a_single_column_with_commas_stays_one(csv: Path, name: str) -> None:
    source = Source(path=csv.name, record="event", map={"title": name})
    found = records(csv, f"{name}\nForum, bilan\nRSE, suite\n", source)
    assert [each.title.value for each in found if isinstance(each, Event) and each.title] == [
        "Forum, bilan",
        "RSE, suite",
    ]


def test_a_header_that_comes_again_is_passed_over(csv: Path) -> None:
    found = records(csv, "Titre;Date;Lieu\nForum;13/05/2013;Vif\nTITRE;date;Lieu\nTitre;14/05/2013;Lieu\nAtelier;;\n")
    assert [each.title.value for each in found if isinstance(each, Event) and each.title] == [
        "Forum",
        "Titre",
        "Atelier",
    ]
    assert len(found) == 3
    named = records(csv, "Titre\nForum\nTitre\n")
    assert len(named) == 2


def test_a_header_of_one_name_is_no_title_above_another(csv: Path) -> None:
    assert [type(each) for each in records(csv, "Titre\nForum\nRSE, bilan\n")] == [Event, Event]
    source = Source(path=csv.name, record="event")
    assert event_of(csv, "Événement;;\nForum;a;b\n", source).place.locator == "line 2"


def test_the_title_above_a_header_is_kept_where_it_is_mapped(csv: Path) -> None:
    source = Source(path=csv.name, record="event", map={"title": "Saison 2013"})
    first, *_ = records(csv, "Saison 2013;\nForum;x\nAtelier;y\n", source)
    assert isinstance(first, Event)
    assert first.title
    assert first.title.value == "Forum"


def test_a_header_over_two_rows_has_the_names_of_both(csv: Path) -> None:
    event = event_of(csv, "Rencontre;;Quand;;Où\nTitre;Type;Début;Fin;\nForum;Atelier;13/05/2013;14/05/2013;Vif\n")
    assert event.start
    assert event.end
    assert (event.kind, event.start.value, event.end.value, event.location) == (
        "Atelier",
        "2013-05-13",
        "2013-05-14",
        "Vif",
    )


def test_the_columns_of_associations_need_no_mapping(csv: Path) -> None:
    found = records(csv, "Nom de la structure;Sigle;Thématique\nAtelier des haies;ADH;biodiversité\n")
    (actor,) = found
    assert isinstance(actor, Actor)
    assert (actor.name, actor.acronym, [each.value for each in actor.keywords]) == (
        "Atelier des haies",
        "ADH",
        ["biodiversité"],
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_the_encoding_is_found(csv: Path, encoding: str) -> None:
    event = event_of(csv, EVENTS.encode(encoding))
    assert event.title is not None
    assert event.title.value == "RSE et biodiversité"


def test_a_quoted_cell_may_hold_lines(csv: Path) -> None:
    event = event_of(csv, 'Titre,Date,Description\n"Un\nforum",2013,"a\nb"\n')
    assert event.title is not None
    assert event.description is not None
    assert (event.title.value, event.description.value) == ("Un forum", "a\nb")


def test_mapped_columns_are_taken_and_no_other(csv: Path) -> None:
    mapping = {"title": "Intitulé de l'action", "date": "Quand", "keywords": "Thèmes", "found_at": "Vu"}
    content = "Intitulé de l'action,Quand,Thèmes,Vu,Date\nForum,2013-05,RSE; télétravail,https://e.org/a,1999\n"
    event = event_of(csv, content, Source(path="events.csv", map=mapping))
    assert event.start is not None
    assert event.start.value == "2013-05"
    assert [word.value for word in event.keywords] == ["RSE", "télétravail"]
    assert event.found_at == ("https://e.org/a",)


def test_columns_that_nothing_takes_are_told_when_there_is_no_mapping(csv: Path) -> None:
    rejection, _ = records(csv, "Titre,Jauge\nForum,80\n")
    assert isinstance(rejection, Rejection)
    assert "“Jauge”" in rejection.reason


def test_a_mapped_column_that_is_missing_is_named_with_the_nearest(csv: Path) -> None:
    with pytest.raises(DataError) as raised:
        records(csv, EVENTS, Source(path="events.csv", map={"title": "Titres"}))
    assert "events.csv, line 1: no column is named “Titres”" in str(raised.value)
    assert "the columns are “Titre”, “Date”" in str(raised.value)
    assert "Did you mean “Titre”?" in str(raised.value)


def test_a_field_that_does_not_exist_is_named_with_the_nearest(csv: Path) -> None:
    with pytest.raises(DataError, match=r"“tittle” is not a field of the event. Did you mean “title”"):
        records(csv, EVENTS, Source(path="events.csv", record="event", map={"tittle": "Titre"}))


def test_two_columns_of_the_mapped_name_are_refused(csv: Path) -> None:
    with pytest.raises(DataError, match="2 columns are named “Date”"):
        records(csv, "Date,Date\n2013,2014\n", Source(path="events.csv", map={"date": "Date"}))


def test_a_kind_of_record_that_does_not_exist_is_named_with_the_nearest(csv: Path) -> None:
    with pytest.raises(DataError, match="Did you mean “publication”"):
        records(csv, EVENTS, Source(path="events.csv", record="publications"))


def test_a_table_without_the_columns_of_its_records_is_refused(csv: Path) -> None:
    with pytest.raises(DataError, match="no column holds the name of the person; the columns are “a”, “b”"):
        records(csv, "a,b\n1,2\n", Source(path="events.csv", record="person"))
    with pytest.raises(DataError, match="nothing tells what the rows are"):
        records(csv, "a,b\n1,2\n")


@pytest.mark.parametrize(
    ("row", "place", "reason"),
    [
        ("Forum;31/02/2013;;", "line 2, column “Date”", "no calendar has that day"),
        ("Forum;bientôt;;", "line 2, column “Date”", "cannot be taken as a date"),
        ("Forum;les 5, 12 et 19 mars 2013;;", "line 2, column “Date”", "it names several days"),
        ("Forum;2013", "line 2", "the row has 2 cells, the header 4"),
        ("Forum;2013;a;b;c", "line 2", "the row has 5 cells, the header 4"),
        ('"Forum" x;2013;;', "line 2", "cannot be parted into cells"),
        ('"Forum;2013;;\n;;;\n', "lines 2 to 3", "cannot be parted into cells"),
        (";;Table-Ronde;", "line 2", "does not say which event it is"),
        ("#REF!;2013;;", "line 2, column “Titre”", "holds the error #REF!"),
    ],
)
def test_what_cannot_be_understood_is_set_aside_with_its_place(csv: Path, row: str, place: str, reason: str) -> None:
    found = records(csv, f"Titre;Date;Type;Organisateur\n{row}")
    (rejection,) = [item for item in found if isinstance(item, Rejection)]
    assert rejection.place.locator == place
    assert reason in rejection.reason
    assert rejection.remedy


@pytest.mark.parametrize(
    ("rows", "titles", "aside"),
    [
        ("Déchets, le cauchemar,2016,,\nForum,2012,,\n", ["Forum"], ["line 2"]),
        ("Forum,2012,,\nDéchets, le cauchemar,2016,,\nAtelier,2013,,\n", ["Forum", "Atelier"], ["line 3"]),
        ("Déchets, le cauchemar,2016,,\n", [], ["line 2"]),
        ("Forum,2012,,,\nAtelier,2013,,,\nVisite,2014,Vif,\n", ["Forum", "Atelier", "Visite"], []),
        ("Forum,2012,,,\nAtelier,2013,,,\nDéchets, le cauchemar,2016,,,\n", ["Forum", "Atelier"], ["line 4"]),
    ],
)
def test_a_row_whose_cell_was_parted_is_set_aside_be_its_last_cell_empty(
    csv: Path, rows: str, titles: list[str], aside: list[str]
) -> None:
    found = records(csv, f"Titre,Date,Lieu,Type\n{rows}")
    assert [each.title.value for each in found if isinstance(each, Event) and each.title] == titles
    assert [each.place.locator for each in found if isinstance(each, Rejection)] == aside


@pytest.mark.parametrize(("row", "remedy"), [("Forum;2013", "Add the delimiters"), ("a;b;2013;;", "Put quotes")])
def test_the_remedy_of_a_row_says_what_its_cells_need(csv: Path, row: str, remedy: str) -> None:
    (rejection,) = records(csv, f"Titre;Date;Type;Organisateur\n{row}\n")
    assert isinstance(rejection, Rejection)
    assert rejection.remedy.startswith(remedy)


def test_a_bad_row_does_not_harm_the_next(csv: Path) -> None:
    found = records(csv, 'Titre;Date\n"x" y;2013\nForum;2014\n\n;;\nAtelier;2015\n')
    assert [type(item).__name__ for item in found] == ["Rejection", "Event", "Event"]


def test_formulas_are_text_and_nothing_more(csv: Path) -> None:
    event = event_of(csv, 'Titre,Date\n"=HYPERLINK(""http://evil"",""x"")",2013\n')
    assert event.title is not None
    assert event.title.value == '=HYPERLINK("http://evil","x")'


def test_publications_have_people_identifiers_and_a_year(csv: Path) -> None:
    row = "Étude,Anne Coste; Nicolas Dubus,2015,doi:10.1234/X,hal-01122317v2,à paraître"
    (work,) = records(csv, f"Titre,Auteurs,Année,DOI,HAL,Statut\n{row}\n")
    assert isinstance(work, Publication)
    assert [actor.name for actor in work.actors] == ["Anne Coste", "Nicolas Dubus"]
    assert work.identifiers == (Identifier("doi", "10.1234/x"), Identifier("hal", "hal-01122317"))
    assert work.issued is not None
    assert (work.issued.value, work.status) == ("2015", "planned")


@pytest.mark.parametrize(
    ("title", "subtitle", "whole"),
    [
        ("Tiers-lieux", "la RSE ; une chance", "Tiers-lieux : la RSE ; une chance"),
        ("Tiers-lieux : une chance", "Une chance", "Tiers-lieux : une chance"),
        ("Tiers-lieux", "", "Tiers-lieux"),
        ("", "Une chance", "Une chance"),
    ],
)
def test_the_subtitle_of_a_publication_is_part_of_its_title(csv: Path, title: str, subtitle: str, whole: str) -> None:
    header = "Titre,Sous-titre,Titre alternatif,Année,Résumé"
    (work,) = records(
        csv, f"{header}\n{title},{subtitle},Autre,2015,Un texte\n", Source("events.csv", record="publication")
    )
    assert isinstance(work, Publication)
    assert work.title is not None
    assert (work.title.value, [text.value for text in work.alternative_titles]) == (whole, ["Autre"])
    assert work.passages == (Passage("title", whole), Passage("abstract", "Un texte"))


def test_a_row_whose_identifier_names_its_thing_keeps_its_key_under_another_title(csv: Path) -> None:
    (first,) = records(csv, "Titre,Année,HAL,DOI\nÉtude,2015,hal-01122317,10.1234/X\n")
    (second,) = records(csv, "Titre,Année,HAL,DOI\nÉtude des lieux,2016,hal-01122317,10.1234/X\n")
    assert isinstance(first, Publication)
    assert isinstance(second, Publication)
    assert first.key == second.key == "doi-10-1234-x"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Titre,DOI\nÉtude,inconnu\n", "has not the form of DOI identifiers"),
        ("Titre,ISBN,Auteurs\nÉtude,978-2-07-036822-9,Anne Coste\n", "the check digit of “978-2-07-036822-9” is wrong"),
    ],
)
def test_an_identifier_of_the_wrong_form_is_set_aside_and_the_row_kept(csv: Path, row: str, reason: str) -> None:
    rejection, work = records(csv, row)
    assert isinstance(rejection, Rejection)
    assert reason in rejection.reason
    assert isinstance(work, Publication)


def test_organisations_have_acronyms_variants_and_types(csv: Path) -> None:
    rows = ["Université Grenoble Alpes,UGA,UGA38; Univ. Grenoble,02rx3b187,", "architectes,,,,catégorie"]
    one, other = records(csv, "\n".join(["Nom,Sigle,Variantes,ROR,Type d'acteur", *rows]))
    assert isinstance(one, Actor)
    assert isinstance(other, Actor)
    assert (one.acronym, one.variants, one.type) == ("UGA", ("UGA38", "Univ. Grenoble"), ActorType.ORGANISATION)
    assert one.identifiers == (Identifier("ror", "02rx3b187"),)
    assert other.type is ActorType.CATEGORY


@pytest.mark.parametrize(
    ("column", "written"),
    [
        ("SIREN", "484 899 455"),
        ("siren", "484\N{NO-BREAK SPACE}899\N{NARROW NO-BREAK SPACE}455"),
        ("SIRET", "484 899 455 00012"),
        ("N° SIREN", "SIREN : 484899455"),
        ("SIREN", "48489945500012"),
    ],
)
def test_a_siren_is_read_as_people_write_it_and_from_a_siret(csv: Path, column: str, written: str) -> None:
    (one,) = records(csv, f"Nom;{column}\nTenerrdis;{written}\n", Source(path="o.csv", record="organisation"))
    assert isinstance(one, Actor)
    assert one.identifiers == (Identifier("siren", "484899455"),)


def test_a_number_of_other_length_is_no_siren(csv: Path) -> None:
    rejection, one = records(csv, "Nom;SIREN\nTenerrdis;484 899 45\n", Source(path="o.csv", record="organisation"))
    assert isinstance(one, Actor)
    assert isinstance(rejection, Rejection)


@pytest.mark.parametrize(
    ("column", "written"),
    [("idHAL", "marie-curie"), ("HAL", "marie-curie"), ("Id HAL", "https://cv.hal.science/marie-curie")],
)
def test_a_person_has_an_idhal(csv: Path, column: str, written: str) -> None:
    (person,) = records(csv, f"Nom;Prénom;{column}\nCurie;Marie;{written}\n", Source(path="p.csv", record="person"))
    assert isinstance(person, Actor)
    assert person.identifiers == (Identifier("idhal", "marie-curie"),)
    (work,) = records(csv, "Titre;Année;HAL\nThèse;1903;tel-00006842\n", Source(path="w.csv", record="publication"))
    assert isinstance(work, Publication)
    assert work.identifiers == (Identifier("hal", "tel-00006842"),)


def test_a_person_has_the_given_name_first(csv: Path) -> None:
    (person,) = records(csv, "Nom,Prénom,Affiliation\nFlipo,Aurore,UGA\n")
    assert isinstance(person, Actor)
    assert (person.name, person.type) == ("Aurore Flipo", ActorType.PERSON)
    assert [(actor.name, actor.relation) for actor in person.actors] == [("UGA", Relation.MEMBER_OF)]


def test_a_partnership_names_both_partners(csv: Path) -> None:
    (record,) = records(csv, "Partenaire,Avec\nAUEG,CEA; UGA\n", Source(path="p.csv", record="partnership"))
    assert isinstance(record, Actor)
    assert (record.name, [actor.name for actor in record.actors]) == ("AUEG", ["CEA", "UGA"])


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Partenaire A,Partenaire B,Objet,Date", "partnership"),
        ("Partenaire 1,Partenaire 2,Objet,Date de signature", "partnership"),
        ("Partner,With,Objet,Date", "partnership"),
        ("Titre,Partenaire A,Objet,Date", "event"),
        ("Partenaire A,Partenaire B,Titre de l'événement,Date", "event"),
        ("Partenaire A,Intervenants,Objet,Date", "event"),
    ],
)
def test_both_sides_of_partnerships_are_seen_without_a_map(csv: Path, header: str, kind: str) -> None:
    found = records(csv, f"{header}\nAUEG,CEA,Convention,2013-05-13\n")
    (record,) = [each for each in found if isinstance(each, Record)]
    if kind == "event":
        assert isinstance(record, Event)
    else:
        assert isinstance(record, Actor)
        assert (record.name, [each.name for each in record.actors]) == ("AUEG", ["CEA"])
        assert record.description == Text("Convention", "fr")
        assert propose(csv).kind == "partnership"


def test_the_dates_of_a_partnership_are_read_with_their_precision(csv: Path) -> None:
    written = "Partenaire A,Partenaire B,Date de signature,Échéance\nAUEG,CEA,12/03/2018,2021\nUGA,CEA,bientôt,\n"
    record, problem, other = records(csv, written)
    assert isinstance(record, Actor)
    assert record.since
    assert record.until
    assert (record.since.value, record.until.value) == ("2018-03-12", "2021")
    assert isinstance(other, Actor)
    assert other.since is None
    assert isinstance(problem, Rejection)
    assert "bientôt" in problem.reason


def test_keys_do_not_depend_on_the_place_of_the_row(csv: Path) -> None:
    before = {item.key for item in records(csv, "Titre,Date\nA,2013\nB,2014\n") if isinstance(item, Record)}
    after = {item.key for item in records(csv, "Titre,Date\nC,2012\nB,2014\nA,2013\n") if isinstance(item, Record)}
    assert before < after


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "empty"), (b"sep=;\n", "empty"), (b"\x00\x01\x02" * 90, "binary"), (b"%PDF-1.4", "a PDF"), (b'"', "no row")],
)
def test_a_file_that_is_no_table_is_refused(csv: Path, content: bytes, said: str) -> None:
    with pytest.raises(DataError, match=said):
        records(csv, content)


def test_a_million_columns_are_refused(csv: Path) -> None:
    with pytest.raises(DataError, match="it has 1,000,000 columns; 1,000 are allowed"):
        records(csv, ",".join(f"c{index}" for index in range(1_000_000)))


def test_an_endless_cell_is_set_aside(csv: Path) -> None:
    found = records(csv, f"Titre,Date\n{'x' * 300_000},2013\nForum,2013\n")
    assert [type(item).__name__ for item in found] == ["Rejection", "Event"]


def test_a_list_is_parted_by_bars_and_the_whole_names_of_speakers_by_commas(csv: Path) -> None:
    content = "Titre;Date;Mots-clés;Intervenants\nA;2013;RSE, bilan | mobilité;Anne Coste, Paul Le Roy\n"
    event = event_of(csv, content)
    assert [each.value for each in event.keywords] == ["RSE, bilan", "mobilité"]
    assert [actor.name for actor in event.actors] == ["Anne Coste", "Paul Le Roy"]
    one = event_of(csv, "Titre;Date;Intervenants\nA;2013;Coste, Anne\n")
    assert [actor.name for actor in one.actors] == ["Coste, Anne"]
    behind = event_of(csv, "Titre;Date;Intervenants\nA;2013;Mme Anne Coste (LIG, UGA), Paul Le Roy\n")
    assert [(actor.name, actor.beside) for actor in behind.actors] == [("Anne Coste", "LIG, UGA"), ("Paul Le Roy", "")]


def test_a_column_named_type_holds_the_kinds_of_organisations_where_it_holds_no_type_of_actor(csv: Path) -> None:
    museum, person = records(
        csv, "Nom,Type\nMusée des Cimes,Museum\nAnne Coste,personne\n", Source(path="a", record="organisation")
    )
    assert isinstance(museum, Actor)
    assert (museum.type, museum.kind) == (ActorType.ORGANISATION, "Museum")
    assert isinstance(person, Actor)
    assert person.type is ActorType.PERSON


def test_languages_are_known_by_any_of_their_names(csv: Path) -> None:
    rows = "".join(f"Forum {written};2013;{written}\n" for written in ("fre", "eng", "français", "Anglais", "oci", "?"))
    found = records(csv, f"Titre;Date;Langue\n{rows}A;2013;\n")
    assert [each.language for each in found if isinstance(each, Event)] == ["fr", "en", "fr", "en", "oci", "", "fr"]


def test_the_usual_names_of_a_period_and_a_town_need_no_mapping(csv: Path) -> None:
    _, event = records(csv, "Titre;Date début;Date fin;Adresse;Ville\nA;12/03/2024;13/03/2024;1 rue Haute;Vif\n")
    assert isinstance(event, Event)
    assert event.start
    assert event.end
    assert (event.start.value, event.end.value, event.location) == ("2024-03-12", "2024-03-13", "Vif")


@pytest.mark.parametrize(
    ("header", "kind"), [("Intitulé;Date de début;Lieu", "event"), ("Nom;Date", "event"), ("Titre;Lieu", "event")]
)
def test_a_title_beside_a_beginning_makes_events(header: str, kind: str) -> None:
    assert record_kind(Source(path="a.csv"), header.split(";"), Place("a.csv")) == kind


@pytest.mark.parametrize("header", ["Entreprise;Laboratoire;Objet;Début", "Entreprise;Laboratoire;Date"])
def test_a_beginning_alone_is_no_event(header: str) -> None:
    with pytest.raises(DataError, match="nothing tells what the rows are"):
        record_kind(Source(path="a.csv"), header.split(";"), Place("a.csv"))


@pytest.mark.parametrize("written", ["DOI : 10.1000/xyz.", "doi.org/10.1000/XYZ", "https://www.doi.org/10.1000/xyz ;"])
def test_a_doi_is_known_however_people_write_it(csv: Path, written: str) -> None:
    (work,) = records(csv, f'Titre,Auteur,DOI\nLa RSE,Anne Coste,"{written}"\n')
    assert isinstance(work, Publication)
    assert work.identifiers == (Identifier("doi", "10.1000/xyz"),)


@pytest.mark.parametrize("written", ["n/a", "–", "N.C.", "néant"])
def test_a_cell_that_says_that_there_is_no_identifier_is_none(csv: Path, written: str) -> None:
    (work,) = records(csv, f"Titre,Auteur,DOI\nLa RSE,Anne Coste,{written}\n")
    assert isinstance(work, Publication)
    assert work.identifiers == ()


@pytest.mark.parametrize("written", ["45,1885, 5,7245", "45,1885 5,7245", "(45,1885 ; 5,7245)", "45.1885, 5.7245"])
def test_a_point_in_one_cell_may_have_commas(csv: Path, written: str) -> None:
    (place,) = records(csv, f'Nom;Coordonnées\nFabrique;"{written}"\n')
    assert isinstance(place, Actor)
    assert place.coordinates == Coordinates(45.1885, 5.7245)


def test_names_that_several_columns_have_are_said(csv: Path) -> None:
    told, event = records(csv, "Titre;Titre;Date;Salle\nForum;Sous-titre;2024-05-13;B\n")[::2]
    assert isinstance(told, Rejection)
    assert told.reason == "several columns have the same name: “Titre”; the first of each is read"
    assert isinstance(event, Event)
    assert event.title == Text("Forum", "fr")


def test_the_comma_of_a_decimal_parts_no_keywords(csv: Path) -> None:
    event = event_of(csv, "Titre;Date;Mots-clés\nForum;2013;1,5 million, RSE,2013,2014,COVID-19,5G\n")
    assert [each.value for each in event.keywords] == ["1,5 million", "RSE", "2013", "2014", "COVID-19", "5G"]


@pytest.mark.parametrize(
    ("rows", "header"),
    [
        ([["Intitulés"], ["Forum", "bilan"], ["RSE"]], 0),
        ([["Saison 2013", ""], ["Action", "Quand", "Où"], ["Forum", "2013", "Vif"]], 0),
        ([["Saison 2013"], ["Titre", "Date", "Lieu"], ["Forum", "2013", "Vif"]], 1),
        ([["Saison 2013", "", ""], ["Titre", "Date", "Lieu"], ["Forum", "2013"]], 1),
    ],
)
def test_a_header_below_titles_is_as_wide_as_they_or_as_the_row_below_it(rows: list[list[str]], header: int) -> None:
    found, below = with_heading(Row(f"line {number}", cells) for number, cells in enumerate(rows))
    assert found is not None
    assert found.cells == rows[header]
    assert [each.cells for each in below if isinstance(each, Row)] == rows[header + 1 :]
