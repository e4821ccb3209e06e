"""What is exported is read back by other people's programs as what it was."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from urllib.parse import urljoin

import networkx as nx
import pytest
from bibtexparser.entrypoint import parse_file
from icalendar import Calendar
from pyoxigraph import Literal
from rdflib import Dataset, Graph

from graph.embedded import EmbeddedStore
from graph.export import FORMATS, Edition, describe_files, export

HOSTILE = "}, title = {x} \\input{/etc/passwd} 100 % & $x_1^2$ ~ # \u202e \x07\r\nBEGIN:VEVENT"


def hostile() -> EmbeddedStore:
    """An event and a publication whose every text would break out of its field."""
    filled, words = EmbeddedStore.memory(), str(Literal(HOSTILE))
    filled.update(
        f"""INSERT DATA {{ GRAPH <https://e.org/g> {{
        <https://e.org/event/1> a schema:Event ; rdfs:label {words} ; dcterms:description {words} ;
          schema:location {words} ; schema:startDate "2013-05-13"^^xsd:date ; schema:endDate "2013-05-14"^^xsd:date ;
          schema:geo <geo:45.1885,5.7245> ; schema:organizer <https://e.org/o> ; dcterms:subject <https://e.org/o> .
        <https://e.org/event/2> a schema:Event ; rdfs:label "Mois seul" ; schema:startDate "2013-05"^^xsd:gYearMonth .
        <https://e.org/event/3> a schema:Event ; rdfs:label "Faux" ; schema:startDate "2013-02-31"^^xsd:date .
        <https://e.org/publication/1> a bibo:Document, bibo:Article ; rdfs:label {words} ; dcterms:title {words} ;
          dcterms:creator <https://e.org/o> ; dcterms:abstract {words} ; dcterms:issued "2013-05"^^xsd:gYearMonth ;
          dcterms:bibliographicCitation {words} ; dcterms:identifier "doi:10.5555/a}}b", "nonsense" .
        <https://e.org/x/1> a bibo:Document ; rdfs:label "Autre" .
        <https://e.org/o> a org:Organization ; rdfs:label {words} }} }}"""
    )
    return filled


def test_publications_are_read_back_by_bibtexparser(store: EmbeddedStore, tmp_path: Path, edition: Edition) -> None:
    (path,) = export(store, tmp_path, "bib", edition)
    library = parse_file(str(path))
    assert not library.failed_blocks
    entries = {entry.key: entry for entry in library.entries}
    assert set(entries) == {"2013-velo", "2014"}, "pages are no publications"
    report = {name: field.value for name, field in entries["2013-velo"].fields_dict.items()}
    assert (entries["2013-velo"].entry_type, report["year"]) == ("techreport", "2013")
    assert report["author"] == "Léa Martin and Hugo Bernard"
    assert (report["title"], report["keywords"]) == ("Pédaler : un état des lieux", "vélo")


def test_a_name_that_two_vocabularies_share_is_one_keyword(tmp_path: Path, edition: Edition) -> None:
    store = EmbeddedStore.memory()
    store.update(
        """PREFIX e: <https://e.org/>
        INSERT DATA { GRAPH e:g {
          e:p a bibo:Document ; rdfs:label "Essai" ; dcterms:title "Essai" ; dcterms:subject e:a, e:b, e:c, e:d .
          e:v a schema:Event ; rdfs:label "Fête" ; schema:startDate "2013-05-13"^^xsd:date ; dcterms:subject e:a, e:b .
          e:a a skos:Concept ; rdfs:label "musique"@fr . e:b a skos:Concept ; rdfs:label "Musique"@fr .
          e:c a skos:Concept ; rdfs:label "cinéma"@fr . e:d a skos:Concept ; rdfs:label "Cinema"@fr . } }"""
    )
    (path,) = export(store, tmp_path, "bib", edition)
    (entry,) = parse_file(str(path)).entries
    assert entry.fields_dict["keywords"].value == "Musique, cinéma"
    (path,) = export(store, tmp_path, "ics", edition)
    assert "CATEGORIES:Musique\r\n" in path.read_bytes().decode()


def test_rdf_xml_holds_what_xml_can_hold_of_every_text(tmp_path: Path, edition: Edition) -> None:
    (path,) = export(hostile(), tmp_path, "rdf", edition)
    assert HOSTILE.replace("\x07", "\ufffd") in {str(said) for said in Graph().parse(path).objects()}


def test_no_text_breaks_out_of_its_bibtex_field(tmp_path: Path, edition: Edition) -> None:
    (path,) = export(hostile(), tmp_path, "bib", edition)
    library = parse_file(str(path))
    assert not library.failed_blocks
    assert [entry.key for entry in library.entries] == ["1", "1-2"]
    fields = {name: field.value for name, field in library.entries[0].fields_dict.items()}
    assert fields["doi"] == "10.5555/ab"
    assert r"\textbackslash{}input\textbraceleft{}" in fields["title"]
    assert (fields["year"], fields["month"], fields["author"][0]) == ("2013", "5", "{")


def test_events_are_read_back_by_icalendar(store: EmbeddedStore, tmp_path: Path, edition: Edition) -> None:
    (path,) = export(store, tmp_path, "ics", edition)
    calendar = Calendar.from_ical(path.read_bytes())
    (event,) = calendar.walk("VEVENT")  # the other one is known to the month
    assert (event["UID"], event.decoded("DTSTART")) == ("https://e.org/event/2012-velo", date(2012, 6, 26))
    assert (event["SUMMARY"], event["LOCATION"]) == ("Le vélo au travail", "Valmont")
    assert str(event["URL"]) == "https://example.org/velo"
    assert event["CONTACT"] == "Atelier Cyclable"
    assert set(event.decoded("CATEGORIES")) == {"vélo", "responsabilité sociale des entreprises"}


def test_times_are_written_in_utc_and_places_all(tmp_path: Path, edition: Edition) -> None:
    filled = EmbeddedStore.memory()
    filled.update(
        """INSERT DATA { GRAPH <https://e.org/g> { <https://e.org/event/1> a schema:Event ; rdfs:label "Forum"@fr ;
        schema:startDate "2024-06-12T09:30:00+02:00"^^xsd:dateTime ; schema:location "Salle A", "Salle B, Vif" ;
        schema:endDate "2024-06-12T12:00:00+02:00"^^xsd:dateTime } }"""
    )
    (path,) = export(filled, tmp_path, "ics", edition)
    (event,) = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert event["DTSTART"].to_ical() == b"20240612T073000Z"
    assert event["DTEND"].to_ical() == b"20240612T100000Z"
    assert event["LOCATION"] == "Salle A ; Salle B, Vif"
    assert b"TZID" not in path.read_bytes()


def test_an_event_of_several_days_whose_beginning_alone_has_an_hour_keeps_its_last_day(
    tmp_path: Path, edition: Edition
) -> None:
    filled = EmbeddedStore.memory()
    filled.update(
        """INSERT DATA { GRAPH <https://e.org/g> { <https://e.org/event/1> a schema:Event ; rdfs:label "Forum"@fr ;
        schema:startDate "2024-06-12T09:30:00"^^xsd:dateTime ; schema:endDate "2024-06-13"^^xsd:date } }"""
    )
    (path,) = export(filled, tmp_path, "ics", edition)
    (event,) = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (date(2024, 6, 12), date(2024, 6, 14))


def test_no_text_breaks_out_of_its_calendar_line(tmp_path: Path, edition: Edition) -> None:
    (path,) = export(hostile(), tmp_path, "ics", edition)
    (event,) = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (date(2013, 5, 13), date(2013, 5, 15))
    assert str(event["SUMMARY"]).startswith("}, title")
    assert event.decoded("GEO") == (45.1885, 5.7245)


def test_the_description_of_tables_names_their_columns(store: EmbeddedStore, tmp_path: Path, edition: Edition) -> None:
    things, links, description = export(store, tmp_path, "csv", edition)
    described = json.loads(description.read_bytes())
    assert described["@context"][0] == "http://www.w3.org/ns/csvw"
    for table, path in zip(described["tables"], (things, links), strict=True):
        assert urljoin(description.as_uri(), table["url"]) == path.as_uri()
        with path.open(newline="", encoding="utf-8") as file:
            header = next(csv.reader(file))
        assert header == [column["name"] for column in table["tableSchema"]["columns"]]
        assert all(
            name in column["titles"]["und"]
            for name, column in zip(header, table["tableSchema"]["columns"], strict=True)
        )


def test_a_crate_tells_of_every_file_with_licence_and_citation(
    store: EmbeddedStore, tmp_path: Path, edition: Edition
) -> None:
    files = [path for extension in FORMATS for path in export(store, tmp_path, extension, edition)]
    crate = json.loads(describe_files(tmp_path, files, edition).read_bytes())
    entities = {entity["@id"]: entity for entity in crate["@graph"]}
    root = entities["./"]
    assert entities["ro-crate-metadata.json"]["about"] == {"@id": "./"}
    assert root["license"]["@id"] == edition.licence
    assert "instantané 20261124T100000000-abcdef01 (2026-11-24)" in root["creditText"]
    assert {part["@id"] for part in root["hasPart"]} == {path.name for path in files}
    for path in files:
        described = entities[path.name]
        assert described["encodingFormat"] != "application/octet-stream"
        assert described["sha256"] == sha256(path.read_bytes()).hexdigest()
        assert int(described["contentSize"]) == path.stat().st_size


@pytest.mark.parametrize(
    ("extension", "syntax"), [("ttl", "turtle"), ("nt", "nt"), ("rdf", "xml"), ("jsonld", "json-ld")]
)
def test_every_syntax_says_the_same_in_rdflib(
    store: EmbeddedStore, tmp_path: Path, edition: Edition, extension: str, syntax: str
) -> None:
    expected = Dataset()
    (quads,) = export(store, tmp_path, "nq", edition)
    expected.parse(quads, format="nquads")
    (path,) = export(store, tmp_path, extension, edition)
    assert set(Graph().parse(path, format=syntax)) == {(s, p, o) for s, p, o, _ in expected.quads()}


def test_json_ld_is_one_object_a_thing_in_short_names(store: EmbeddedStore, tmp_path: Path, edition: Edition) -> None:
    (path,) = export(store, tmp_path, "jsonld", edition)
    things = json.loads(path.read_bytes())["@graph"]
    assert len({thing["id"] for thing in things}) == len(things)
    event = next(thing for thing in things if thing["id"] == "https://e.org/event/2012-velo")
    assert (event["type"], event["organizer"]) == ("schema:Event", "https://e.org/organisation/atelier")
    assert event["title"] == {"@language": "fr", "@value": "Le vélo au travail"}
    assert event["startDate"] == {"type": "xsd:date", "@value": "2012-06-26"}


def test_authors_are_listed_in_their_order_where_a_format_has_one(
    store: EmbeddedStore, tmp_path: Path, edition: Edition
) -> None:
    work, authors = "https://e.org/publication/2013-velo", ["https://e.org/person/lea", "https://e.org/person/hugo"]
    (path,) = export(store, tmp_path, "jsonld", edition)
    (said,) = [thing for thing in json.loads(path.read_bytes())["@graph"] if thing["id"] == work]
    assert (said["creator"], said["authorOrder"]) == (authors, " ".join(authors))
    _, links, _ = export(store, tmp_path, "csv", edition)
    with links.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [
        each["target"] for each in rows if (each["source"], each["relation"]) == (work, "dcterms:creator")
    ] == authors


@pytest.mark.parametrize("extension", ["graphml", "gexf"])
def test_every_edge_has_an_id_of_its_own_and_says_its_relation(
    store: EmbeddedStore, tmp_path: Path, edition: Edition, extension: str
) -> None:
    (path,) = export(store, tmp_path, extension, edition)
    ids = [edge.get("id") for edge in ET.parse(path).iterfind(".//{*}edge")]
    assert len({*ids}) == len(ids) > 9
    read = nx.read_graphml if extension == "graphml" else nx.read_gexf
    relations = {known["relation"] for _, _, known in read(path).edges(data=True)}
    assert {"dcterms:subject", "schema:organizer", "dcterms:creator"} <= relations


def test_a_crate_still_tells_of_an_earlier_export_that_is_there(
    store: EmbeddedStore, tmp_path: Path, edition: Edition
) -> None:
    describe_files(tmp_path, export(store, tmp_path, "ttl", edition), edition)
    describe_files(
        tmp_path, [*export(store, tmp_path, "nt", edition), *export(store, tmp_path, "bib", edition)], edition
    )
    (tmp_path / "maillage.bib").unlink()
    later = replace(edition, snapshot="later")
    crate = json.loads(describe_files(tmp_path, export(store, tmp_path, "nq", later), later).read_bytes())
    entities = {entity["@id"]: entity for entity in crate["@graph"]}
    assert [part["@id"] for part in entities["./"]["hasPart"]] == ["maillage.nq", "maillage.nt", "maillage.ttl"]
    versions = [entities[f"maillage.{each}"].get("version") for each in ("nq", "nt", "ttl")]
    assert versions == [None, edition.snapshot, edition.snapshot]
    again = json.loads(describe_files(tmp_path, export(store, tmp_path, "nt", later), later).read_bytes())
    assert "version" not in next(each for each in again["@graph"] if each["@id"] == "maillage.nt")


@pytest.mark.parametrize("extension", ["graphml", "gexf"])
def test_edges_carry_their_weight_and_confidence_and_nodes_their_place(
    store: EmbeddedStore, tmp_path: Path, edition: Edition, extension: str
) -> None:
    (path,) = export(store, tmp_path, extension, edition)
    network = nx.read_graphml(path, force_multigraph=True) if extension == "graphml" else nx.read_gexf(path)
    velo, concept = "https://e.org/event/2012-velo", "https://e.org/concept/velo"
    edges = [known for *_, target, known in network.edges(velo, data=True) if target == concept]
    (about,) = [each for each in edges if each["relation"] == "dcterms:subject"]
    assert (about["weight"], about["evidence"], about["confidence"]) == (2, 2, 0.93)
    assert about["method"] == "ml:method-label"
    assert (network.nodes[velo]["place"], network.nodes[velo]["type"]) == ("Valmont", "table ronde")
    assert {known["weight"] for *_, known in network.edges(data=True)} >= {1, 2}


def test_tables_carry_places_and_confidence(store: EmbeddedStore, tmp_path: Path, edition: Edition) -> None:
    things, links, _ = export(store, tmp_path, "csv", edition)
    rows = {row["iri"]: row for row in csv.DictReader(io.StringIO(things.read_text("utf-8")))}
    assert (rows["https://e.org/event/2012-velo"]["place"], rows["https://e.org/event/2013-rse"]["place"]) == (
        "Valmont",
        "",
    )
    told = [row for row in csv.DictReader(io.StringIO(links.read_text("utf-8"))) if row["confidence"] == "0.93"]
    assert [(row["target_label"], row["evidence"], row["method"]) for row in told] == [("vélo", "2", "ml:method-label")]
