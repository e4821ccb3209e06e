"""RDF of any syntax becomes records by alignments, or is kept as it is, however odd or hostile it is."""

from __future__ import annotations

import gzip
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse, serialize

from graph.workspace import Source
from ingest.records import Actor, ActorType, Event, Publication, Record, Rejection, Relation, Resource
from ingest.sources import guess_format, source_files
from ingest.sources.rdf import statements
from ingest.sources.rdf.aligned import Aligned
from ontology.alignment import general_alignment
from ontology.errors import DataError
from ontology.namespaces import RDF

PREFIXES = """
@prefix bibo: <http://purl.org/ontology/bibo/> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix ml: <https://w3id.org/maillage/ontology#> .
@prefix oa: <http://www.w3.org/ns/oa#> . @prefix org: <http://www.w3.org/ns/org#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix schema: <http://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix vivo: <http://vivoweb.org/ontology/core#> .
@prefix geo: <http://www.w3.org/2003/01/geo/wgs84_pos#> . @prefix ex: <https://example.org/> .
"""
Found = list[Record | Rejection]


def read(folder: Path, content: str, name: str = "a.ttl", *, alignment: str = "", found_at: str = "") -> Found:
    (folder / name).write_text(PREFIXES + content if name.endswith(("ttl", "trig")) else content, encoding="utf-8")
    (file,) = source_files(Source(path=name, alignment=alignment, found_at=found_at), folder)
    return list(file.read())


def of(found: Found, kind: type[Record]) -> list[Record]:
    return [each for each in found if isinstance(each, kind)]


def actors(found: Found) -> dict[str, Actor]:
    return {each.name: each for each in found if isinstance(each, Actor)}


def related(record: Record, relation: Relation) -> list[str]:
    return [each.name for each in record.actors if each.relation is relation]


def reasons(found: Found) -> list[str]:
    return [each.reason for each in found if isinstance(each, Rejection)]


def test_xml_is_read_in_the_encoding_that_it_declares(tmp_path: Path) -> None:
    turtle = PREFIXES + 'ex:o a foaf:Organization ; foaf:name "Société d’été" .'
    whole = serialize(parse(turtle, format=RdfFormat.TURTLE), format=RdfFormat.RDF_XML) or b""
    (tmp_path / "a.rdf").write_bytes(whole.decode().replace("UTF-8", "windows-1252").encode("cp1252"))
    (file,) = source_files(Source(path="a.rdf"), tmp_path)
    assert [*actors(list(file.read()))] == ["Société d’été"]


def test_signs_of_a_literal_that_are_no_tags_stay(tmp_path: Path) -> None:
    (work,) = of(
        read(
            tmp_path,
            """ex:p a bibo:Article ; dcterms:title "Si a<b et c>d : la <i>RSE</i>"@fr ;
            dcterms:publisher "Métro <SARL> & Co" .""",
        ),
        Publication,
    )
    assert isinstance(work, Publication)
    assert work.title is not None
    assert work.title.value == "Si a<b et c>d : la RSE"
    assert related(work, Relation.PUBLISHER) == ["Métro <SARL> & Co"]


# --- Alignments


def test_w3c_org_gives_members_by_any_of_its_three_ways(tmp_path: Path) -> None:
    found = actors(
        read(
            tmp_path,
            """ex:o a org:FormalOrganization ; skos:prefLabel "Alliance" ; org:hasMember ex:a .
            ex:a a foaf:Person ; foaf:name "Anne Coste" .
            ex:b a foaf:Person ; foaf:givenName "Jean" ; foaf:familyName "Martin" ; org:memberOf ex:o .
            ex:c a foaf:Person ; foaf:name "Luc Petit" .
            [] a org:Membership ; org:member ex:c ; org:organization ex:o ; org:role ex:r .
            ex:u a org:OrganizationalUnit ; skos:prefLabel "Atelier" ; org:unitOf ex:o .""",
        )
    )
    for person in ("Anne Coste", "Jean Martin", "Luc Petit"):
        assert found[person].type is ActorType.PERSON
        assert related(found[person], Relation.MEMBER_OF) == ["Alliance"]
    assert related(found["Atelier"], Relation.PART_OF) == ["Alliance"]


def test_vivo_gives_authors_and_editors_each_by_their_own_relationship(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        """ex:p a bibo:AcademicArticle ; rdfs:label "Les lieux" ; vivo:dateTimeValue [ vivo:dateTime "2014-03-01" ] .
        ex:x a vivo:Authorship ; vivo:relates ex:a, ex:p . ex:y a vivo:Editorship ; vivo:relates ex:b, ex:p .
        ex:z a vivo:FacultyPosition ; vivo:relates ex:a, ex:u .
        ex:a a vivo:FacultyMember ; rdfs:label "Coste, Anne" ; vivo:orcidId <http://orcid.org/0000-0002-1825-0097> .
        ex:b a foaf:Person ; rdfs:label "Martin, Jean" . ex:u a vivo:University ; rdfs:label "Université" .""",
    )
    (work,) = of(found, Publication)
    assert isinstance(work, Publication)
    assert work.issued
    assert work.issued.value == "2014-03-01"
    assert related(work, Relation.CREATOR) == ["Anne Coste"]
    assert related(work, Relation.CONTRIBUTOR) == ["Jean Martin"]
    anne = actors(found)["Anne Coste"]
    assert related(anne, Relation.MEMBER_OF) == ["Université"]
    assert anne.identifiers[0].value == "0000-0002-1825-0097"


@pytest.mark.parametrize(
    ("precision", "value"),
    [
        ("vivo:yearPrecision", "2014"),
        ("vivo:yearMonthPrecision", "2014-01"),
        ("vivo:yearMonthDayPrecision", "2014-01-01"),
        ("vivo:yearMonthDayTimePrecision", "2014-01-01T00:00:00"),
        ("vivo:yearPrecision, vivo:yearMonthDayPrecision", "2014"),
    ],
)
def test_vivo_says_how_precise_its_dates_are(tmp_path: Path, precision: str, value: str) -> None:
    moment = f'[ vivo:dateTime "2014-01-01T00:00:00" ; vivo:dateTimePrecision {precision} ]'
    found = read(
        tmp_path,
        f"""ex:p a bibo:Book ; rdfs:label "Les lieux" ; vivo:dateTimeValue {moment} .
        ex:e a vivo:Exhibit; rdfs:label "Foire" ; vivo:dateTimeInterval [ vivo:start {moment} ; vivo:end {moment} ].""",
    )
    (work,), (event,) = of(found, Publication), of(found, Event)
    assert isinstance(work, Publication)
    assert isinstance(event, Event)
    assert [when.value for when in (work.issued, event.start, event.end) if when] == [value] * 3


@pytest.mark.parametrize(
    "said",
    [
        "ex:w bibo:authorList ( ex:z ex:a ) .",
        "ex:w bibo:authorList ex:l . ex:l a rdf:Seq ; rdf:_10 ex:a ; rdf:_2 ex:z .",
        "ex:w dcterms:creator ex:a, ex:z ; bibo:authorList ( ex:z ex:a ) .",
        "ex:w schema:author ( ex:z ex:a ) .",
        "ex:x a vivo:Authorship ; vivo:rank 10 ; vivo:relates ex:a, ex:w ."
        " ex:y a vivo:Authorship ; vivo:rank 2 ; vivo:relates ex:z, ex:w .",
    ],
)
def test_authors_stand_in_the_order_that_a_list_or_their_ranks_give(tmp_path: Path, said: str) -> None:
    people = 'ex:a a foaf:Person ; foaf:name "Anne Coste" . ex:z a foaf:Person ; foaf:name "Zoé Petit" .'
    rdf = "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> ."
    found = read(tmp_path, f'{rdf} ex:w a bibo:Article ; dcterms:title "Lieux" . {said} {people}')
    (work,) = of(found, Publication)
    assert related(work, Relation.CREATOR) == ["Zoé Petit", "Anne Coste"]
    assert not reasons(found)


def test_a_list_that_turns_in_circles_or_is_empty_ends(tmp_path: Path) -> None:
    rdf = "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> ."
    found = read(
        tmp_path,
        f"""{rdf} ex:w a bibo:Article ; dcterms:title "Lieux" ; bibo:editorList () ; bibo:authorList ex:l .
        ex:l rdf:first ex:a ; rdf:rest ex:l . ex:a a foaf:Person ; foaf:name "Anne Coste" .""",
    )
    (work,) = of(found, Publication)
    assert [each.name for each in work.actors] == ["Anne Coste"]


@pytest.mark.parametrize(
    ("written", "type_", "name"),
    [
        ("Paris, Louis (1802-1887 ; érudit)", "foaf:Person", "Louis Paris"),
        ("Durand, Paul (juriste ; 19..-....)", "foaf:Person", "Paul Durand"),
        ("Petit, Jean, 1970-", "foaf:Person", "Jean Petit"),
        ("Université de Vif (Vif, Isère ; 1920-....)", "foaf:Organization", "Université de Vif (Vif, Isère)"),
        ("Université de Vif (2020-....)", "foaf:Organization", "Université de Vif"),
        ("Fabrique (Lyon ; Vif)", "foaf:Organization", "Fabrique (Lyon ; Vif)"),
    ],
)
def test_what_libraries_put_behind_a_name_is_no_part_of_it(tmp_path: Path, written: str, type_: str, name: str) -> None:
    creator = f'[ a {type_} ; foaf:name "{written}" ]'
    content = f'ex:b a bibo:Book ; dcterms:title "Les tiers-lieux" ; dcterms:creator {creator} .'
    (work,) = of(read(tmp_path, content), Publication)
    assert related(work, Relation.CREATOR) == [name]


@pytest.mark.parametrize(
    ("statement", "names"),
    [
        ("Paris : Editions ESKA , 2016", ["Editions ESKA"]),
        ("[S.l.] : [s.n.] , 1999", []),
        ("[Lieu de publication inconnu] : [Éditeur inconnu] , 1965", []),
        (", 2020", []),
        ("Grenoble : PUG ; Paris : Dunod , cop. 2018", ["PUG", "Dunod"]),
        ("Persée : CNRS", ["Persée : CNRS"]),
    ],
)
def test_a_publisher_is_told_from_its_place_and_the_date(tmp_path: Path, statement: str, names: list[str]) -> None:
    content = f'ex:b a bibo:Book ; dcterms:title "Les tiers-lieux" ; dcterms:publisher "{statement}" .'
    (work,) = of(read(tmp_path, content), Publication)
    assert related(work, Relation.PUBLISHER) == names


@pytest.mark.parametrize(
    ("end", "year", "publishers"),
    [
        ("par Yves Sévely,... / Paris : Dunod , DL 1975, cop. 1975", "1975", ["Dunod"]),
        ("sous la dir. de J.-L. Abatut / [S.l.] : [s.n.] , [1990]", "1990", []),
        ("Claude Audouy le 1995 [ Toulouse 3 ]", "1995", []),
        ("J.-L. Abatut / Toulouse : [ENSEEIH] , [1984?]", "", []),
        ("Claude Audouy", "", []),
    ],
)
def test_a_citation_tells_the_year_and_who_publishes(
    tmp_path: Path, end: str, year: str, publishers: list[str]
) -> None:
    content = f'ex:b a bibo:Document ; dcterms:bibliographicCitation "Antennes réseaux  : synthèse  / {end}" .'
    (work,) = of(read(tmp_path, content), Publication)
    assert isinstance(work, Publication)
    assert work.title
    assert work.title.value == "Antennes réseaux : synthèse"
    assert (work.issued.value if work.issued else "") == year
    assert related(work, Relation.PUBLISHER) == publishers


def test_an_identifier_whose_check_digit_is_wrong_is_told_and_left_out(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        """ex:p a bibo:Book ; dcterms:title "Les lieux" ; bibo:isbn "978-2-07-036822-9", "0-8044-2957-X" .
        ex:a a foaf:Person ; foaf:name "Anne Coste" ; dcterms:identifier "0000-0002-1825-0098" ;
            schema:sameAs <https://orcid.org/0000-0002-1825-0098> .""",
    )
    assert sorted(each.reason for each in found if isinstance(each, Rejection)) == [
        "the check digit of “0000-0002-1825-0098” is wrong",
        "the check digit of “978-2-07-036822-9” is wrong",
        "the check digit of “https://orcid.org/0000-0002-1825-0098” is wrong",
    ]
    known = [known for each in found if isinstance(each, Record) for known in each.identifiers]
    assert [each.value for each in known if each.scheme != "url"] == ["9780804429573"]


@pytest.mark.parametrize("said", ["org:identifier", "dcterms:identifier", "dc:identifier"])
def test_an_identifier_of_no_known_scheme_is_kept_as_it_is(tmp_path: Path, said: str) -> None:
    prefix = "@prefix dc: <http://purl.org/dc/elements/1.1/> ."
    content = f'{prefix} ex:o a org:Organization ; skos:prefLabel "Fabrique" ; {said} "ABC 12", "10.1000/1", " " .'
    (fabrique,) = actors(read(tmp_path, content)).values()
    kept = {each.property.rpartition("/")[2].rpartition("#")[2]: each.value for each in fabrique.statements}
    assert kept == {"identifier": "ABC 12"}
    assert "http://purl.org/dc/terms/identifier" in {each.property for each in fabrique.statements}
    assert [each.value for each in fabrique.identifiers] == ["10.1000/1", "https://example.org/o"]


def test_a_list_is_told_once_and_not_from_each_of_its_nodes_on(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text("@prefix ex: <https://example.org/> . ex:a ex:p ( 1 2 3 4 ) .", encoding="utf-8")
    aligned = Aligned(statements.read_statements(path), general_alignment())
    said = [name for name in aligned.statements.by_subject if name != "https://example.org/a"]
    assert [len(aligned.values(name, RDF.rest.value)) for name in said] == [1] * 4
    assert len(aligned.values("https://example.org/a", "https://example.org/p")) == 4


def test_what_is_no_doi_or_isbn_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, 'ex:p a bibo:Book ; dcterms:title "Les lieux" ; bibo:isbn "12" ; bibo:doi "à venir" .')
    assert sorted(reasons(found)) == [
        "“12” has not the form of ISBN identifiers", "“à venir” has not the form of DOI identifiers"
    ]  # fmt: skip


def test_schema_org_is_read_under_http_and_https_and_in_its_own_context(tmp_path: Path) -> None:
    for content, name in (
        ('ex:e a schema:BusinessEvent ; schema:name "Forum" ; schema:startDate "2014-03-12" .', "a.ttl"),
        (
            '{"@context": "https://schema.org", "@type": "Event", "name": "Forum", "startDate": "2014-03-12"}',
            "b.jsonld",
        ),
    ):
        (event,) = read(tmp_path, content, name)
        assert isinstance(event, Event)
        assert event.title
        assert event.start
        assert (event.title.value, event.start.value) == ("Forum", "2014-03-12")


def test_places_and_points_come_from_the_nodes_to_which_they_are_parted(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        """ex:e a schema:Event ; schema:name "Forum" ; schema:location [ schema:name "La Fabrique" ;
          schema:address [ schema:streetAddress "3 rue Haute" ; schema:addressLocality "Vif" ] ;
          schema:geo [ schema:latitude "45.1" ; schema:longitude 5.7 ] ] .""",
    )
    (event,) = of(found, Event)
    assert isinstance(event, Event)
    assert event.coordinates
    assert (event.location, event.coordinates.latitude) == ("La Fabrique, 3 rue Haute, Vif", 45.1)


@pytest.mark.parametrize(
    ("said", "issued", "aside"),
    [
        ('dcterms:issued "2020-03-01", "2019"', "2019", ["2020-03-01"]),
        ('dcterms:issued "2019", "2019-05-02", "2019-05"', "2019-05-02", []),
        ('dcterms:issued "2021", "12/05/2019", "2019-05-02"', "2019-05-02", ["12/05/2019", "2021"]),
    ],
)
def test_of_several_dates_of_issue_the_first_counts_and_others_are_told(
    tmp_path: Path, said: str, issued: str, aside: list[str]
) -> None:
    found = read(tmp_path, f'ex:p a bibo:Book ; dcterms:title "Les lieux" ; {said} .')
    (work,) = of(found, Publication)
    assert isinstance(work, Publication)
    assert work.issued
    assert work.issued.value == issued
    assert reasons(found) == [f"“{date}” cannot be taken as dcterms:issued: “{issued}” is taken" for date in aside]


@pytest.mark.parametrize(
    ("said", "start", "location", "aside"),
    [
        (
            'schema:startDate "2014-05-20", "2014-05-13"',
            "2014-05-13",
            "",
            ["“2014-05-20” cannot be taken as schema:startDate: “2014-05-13” is taken"],
        ),
        ('schema:startDate "2014", "2014-05", "2014-05-13"', "2014-05-13", "", []),
        (
            'schema:startDate "2014" ; schema:location "Vif", "Grenoble"',
            "2014",
            "Grenoble",
            ["“Vif” cannot be taken as the place: “Grenoble” is taken"],
        ),
        ('schema:startDate "2014" ; schema:location "Genève"@fr, "Geneva"@en', "2014", "Genève", []),
        (
            'schema:startDate "2014" ; schema:location "Vif", [ schema:name "Salle des fêtes, Vif" ]',
            "2014",
            "Salle des fêtes, Vif",
            [],
        ),
    ],
)
def test_a_further_date_or_place_of_an_event_is_told(
    tmp_path: Path, said: str, start: str, location: str, aside: list[str]
) -> None:
    found = read(tmp_path, f'ex:e a schema:Event ; schema:name "Forum" ; {said} .')
    (event,) = (each for each in found if isinstance(each, Event))
    assert event.start is not None
    assert (event.start.value, event.location, reasons(found)) == (start, location, aside)


def test_an_organisation_may_have_no_other_name_than_that_of_its_statutes(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        'ex:l a schema:Organization ; schema:legalName "Association La Fabrique" . '
        'ex:m a schema:Organization ; schema:name "Le Bois" ; schema:legalName "SARL Le Bois" . '
        'ex:k a schema:Person ; schema:name "Anne Coste" ; schema:worksFor ex:l .',
    )
    assert reasons(found) == []
    named = actors(found)
    assert {name: actor.variants for name, actor in named.items()} == {
        "Anne Coste": (),
        "Association La Fabrique": (),
        "Le Bois": ("SARL Le Bois",),
    }
    assert related(named["Anne Coste"], Relation.MEMBER_OF) == ["Association La Fabrique"]


def test_an_alignment_of_ones_own_is_named_in_the_workspace(tmp_path: Path) -> None:
    content = 'ex:e a ex:Rencontre ; rdfs:label "Forum" ; ex:jour "12 mars 2014" .'
    (kept,) = read(tmp_path, content)
    assert isinstance(kept, Resource)
    alignment = "ex:Rencontre rdfs:subClassOf schema:Event . ex:jour rdfs:subPropertyOf schema:startDate ."
    (tmp_path / "own.ttl").write_text(PREFIXES.replace("http://schema", "https://schema") + alignment, encoding="utf-8")
    (event,) = read(tmp_path, content, alignment="own.ttl")
    assert isinstance(event, Event)
    assert event.start
    assert event.start.value == "2014-03-12"


@pytest.mark.parametrize(("content", "said"), [(None, r"none\.ttl"), ("not Turtle", r"none\.ttl, line 1")])
def test_an_alignment_that_cannot_be_read_is_named(tmp_path: Path, content: str | None, said: str) -> None:
    if content:
        (tmp_path / "none.ttl").write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=said):
        read(tmp_path, "ex:a a ex:B .", alignment="none.ttl")


def test_classes_and_properties_that_are_a_kind_of_each_other_end(tmp_path: Path) -> None:
    circle = "ex:A rdfs:subClassOf ex:B . ex:B rdfs:subClassOf ex:A, schema:Event . ex:p rdfs:subPropertyOf ex:p ."
    (tmp_path / "own.ttl").write_text(PREFIXES.replace("http://schema", "https://schema") + circle, encoding="utf-8")
    (event,) = read(tmp_path, 'ex:e a ex:A ; rdfs:label "Forum" .', alignment="own.ttl")
    assert isinstance(event, Event)


# --- Names


def shuffled(content: str, syntax: RdfFormat, chance: random.Random) -> str:
    """The same statements in another order, with other names for the blank nodes."""
    quads = list(parse(input=PREFIXES + content, format=RdfFormat.TURTLE, rename_blank_nodes=True))
    chance.shuffle(quads)
    return bytes(serialize([quad.triple for quad in quads], format=syntax) or b"").decode()


def test_blank_nodes_keep_their_names_in_any_order_and_syntax(tmp_path: Path) -> None:
    content = """
    [] a foaf:Person ; foaf:name "A" ; foaf:knows [ foaf:nick "x" ; foaf:knows [ foaf:nick "y" ] ] .
    [] a schema:Event ; rdfs:label "Forum" ; schema:organizer [ a org:Organization ; rdfs:label "O" ] .
    ex:list ex:items ( "a" "b" [ ex:c "d" ] "b" ) ."""
    chance = random.Random(3)
    first = sorted(map(_shape, read(tmp_path, content)))
    for syntax, suffix in ((RdfFormat.N_TRIPLES, "nt"), (RdfFormat.RDF_XML, "rdf"), (RdfFormat.TURTLE, "n3")):
        again = read(tmp_path, shuffled(content, syntax, chance), f"a.{suffix}")
        assert sorted(map(_shape, again)) == first
    assert "_:" not in repr(again)


def _shape(each: Record | Rejection) -> str:
    """What a record says, without the names that depend on the name of its file."""
    said = sorted(statement.property for statement in getattr(each, "statements", ()))
    return f"{type(each).__name__} {getattr(each, 'name', '')} {said}"


def test_the_same_file_in_another_order_is_the_same_records(tmp_path: Path) -> None:
    content = '[] foaf:knows [ foaf:nick "x" ], [ foaf:nick "y" ; foaf:knows [ ] ] . ex:l ex:items ( 1 [ ] [ ] 2 ) .'
    told = {repr(read(tmp_path, shuffled(content, RdfFormat.N_TRIPLES, random.Random(n)), "a.nt")) for n in range(8)}
    assert len(told) == 1


def test_thousands_of_entwined_blank_nodes_are_named_in_seconds(tmp_path: Path) -> None:
    circle = "".join(
        f"_:n{n} <urn:p> _:n{(n + 1) % 5_000} .\n_:n{n} <urn:q> _:n{(n * 7) % 5_000} .\n" for n in range(5_000)
    )
    started = time.process_time()
    found = read(tmp_path, circle, "a.nt")
    assert time.process_time() - started < 30
    assert len({each.iri for each in of(found, Resource)}) == 5_000


def test_relative_names_start_from_where_the_file_was_found_or_from_the_workspace(tmp_path: Path) -> None:
    content = '<> rdfs:label "Le fichier" . <#moi> rdfs:label "Moi" ; foaf:knows <ami> .'
    assert [each.iri for each in of(read(tmp_path, content), Resource)] == ["./resource/a-ttl", "./resource/a-ttl-moi"]
    found = of(read(tmp_path, content, found_at="https://example.org/x/"), Resource)
    assert [each.iri for each in found] == ["https://example.org/x/", "https://example.org/x/#moi"]
    assert "https://example.org/x/ami" in [each.value for each in found[1].statements]


# --- What is kept, and what is left aside


def test_what_no_alignment_knows_is_kept_as_it_is(tmp_path: Path) -> None:
    (thing,) = read(tmp_path, 'ex:t a ex:Outil ; rdfs:label "Scie"@fr ; ex:prix "12"^^ex:euro ; ex:voir ex:u .')
    assert isinstance(thing, Resource)
    assert thing.label
    assert (thing.label.value, thing.iri) == ("Scie", "https://example.org/t")
    kept = {(each.property.rpartition("/")[2], each.value, each.datatype) for each in thing.statements}
    assert kept > {("prix", "12", "https://example.org/euro"), ("voir", "https://example.org/u", "")}


@pytest.mark.parametrize(
    "content",
    [
        "ex:e a oa:Annotation ; ml:relation dcterms:subject ; oa:hasBody ex:b .",
        "ex:g a ml:RecordGraph .",
        "ex:p a schema:GeoCoordinates ; schema:latitude 'nowhere' .",
    ],
)
def test_what_only_a_build_states_is_left_aside(tmp_path: Path, content: str) -> None:
    found = read(tmp_path, content)
    assert not of(found, Record)
    assert "which only a build states, left aside" in reasons(found)[0]


def test_a_decision_told_by_a_file_is_none(tmp_path: Path) -> None:
    found = read(tmp_path, 'ex:e a schema:Event ; rdfs:label "Forum" ; ml:decision ml:accepted ; ml:confidence 1.0 .')
    (event,) = of(found, Event)
    assert event.statements == ()
    assert reasons(found) == ["2 statements in Maillage's own terms left aside"]


@pytest.mark.parametrize(
    ("node", "type_", "name", "kept"),
    [
        ('[ foaf:name "Anne Coste" ]', None, "Anne Coste", 0),
        ('[ a foaf:Agent ; rdfs:label "Coste, Anne (1970-....)" ]', None, "Coste, Anne", 0),
        ('[ foaf:givenName "Anne" ; foaf:familyName "Coste" ]', ActorType.PERSON, "Anne Coste", 0),
        ('[ foaf:name "Ville de Vif" ; foaf:mbox <mailto:a@vif.example> ]', None, "Ville de Vif", 1),
        ('ex:a . ex:a foaf:name "Anne Coste"', None, "Anne Coste", 1),
        ('[ a foaf:Person ; foaf:name "Anne Coste" ]', ActorType.PERSON, "Anne Coste", 0),
    ],
)
def test_an_author_of_whom_the_file_says_but_the_name_is_an_actor(
    tmp_path: Path, node: str, type_: ActorType | None, name: str, kept: int
) -> None:
    found = read(tmp_path, f'ex:p a bibo:Book ; dcterms:title "Lieux" ; dcterms:creator {node} .')
    (work,) = of(found, Publication)
    (author,) = work.actors
    assert (author.name, author.type, author.relation) == (name, type_, Relation.CREATOR)
    assert len(of(found, Resource)) == kept
    assert not reasons(found)


def test_organisers_and_publishers_may_be_but_named_and_what_is_something_else_is_no_actor(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        """ex:e a schema:Event ; schema:name "Forum" ; schema:organizer [ schema:name "Ville de Vif" ], ex:outil .
        ex:p a bibo:Book ; dcterms:title "Lieux" ; dcterms:publisher [ foaf:name "Paris : Dunod , 1969" ] ;
            dcterms:creator [ foaf:name "Petit, Claire, Roux, Jean" ] . ex:outil a ex:Outil ; rdfs:label "Scie" .""",
    )
    (event,), (work,) = of(found, Event), of(found, Publication)
    assert [[each.name for each in record.actors] for record in (event, work)] == [["Ville de Vif"], ["Dunod"]]
    assert [each.label.value for each in found if isinstance(each, Resource) and each.label] == [
        "Petit, Claire, Roux, Jean", "Scie"
    ]  # fmt: skip
    assert sorted(reasons(found)) == [
        "1 links schema:organizer to nodes that the file does not name left aside",
        "“Petit, Claire, Roux, Jean” may be one name or several",
    ]


def test_names_of_graphs_and_statements_about_statements_are_counted(tmp_path: Path) -> None:
    found = read(tmp_path, 'ex:g { ex:a rdfs:label "A" } ex:h { ex:b rdfs:label "B" }', "a.trig")
    assert [each.iri for each in of(found, Resource)] == ["https://example.org/a", "https://example.org/b"]
    assert reasons(found) == ["2 names of graphs left aside"]


def test_an_actor_without_name_and_links_to_unnamed_actors_are_told(tmp_path: Path) -> None:
    found = read(
        tmp_path, 'ex:a a foaf:Person . ex:p a bibo:Book ; dcterms:title "Lieux" ; dcterms:creator ex:a, ex:b .'
    )
    assert reasons(found) == [
        "the node has no name",
        "2 links dcterms:creator to nodes that the file does not name left aside",
    ]


@pytest.mark.parametrize("written", ["31/02/2014", "jamais", "2014-13-01", "0000-00-00"])
def test_an_impossible_date_is_kept_aside_and_the_rest_is_read(tmp_path: Path, written: str) -> None:
    found = read(tmp_path, f'ex:e a schema:Event ; rdfs:label "Forum" ; schema:startDate "{written}" .')
    assert len(of(found, Event)) == 1
    assert "cannot be taken as schema:startDate" in reasons(found)[0]


# --- Hostile and broken files


def test_entities_do_not_multiply_and_no_file_gets_in(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("caché")
    rdf = "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:r='http://www.w3.org/2000/01/rdf-schema#'>"
    item = "<rdf:Description rdf:about='urn:a'><r:label>&b;</r:label></rdf:Description></rdf:RDF>"
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    with pytest.raises(DataError, match="an XML entity is longer"):
        read(tmp_path, bomb + rdf + item, "a.rdf")
    with pytest.raises(DataError, match=r"a\.rdf"):
        read(tmp_path, f'<!DOCTYPE x [<!ENTITY b SYSTEM "file://{tmp_path}/secret">]>' + rdf + item, "a.rdf")


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        ("", "a.nt", "holds no statement"),
        ("ex:a ex:b", "a.ttl", "not well-formed"),
        ("<urn:a> <urn:b> .", "a.nt", "not well-formed"),
        ('{"@context": "https://elsewhere.invalid/c", "@id": "urn:a"}', "a.jsonld", "context is elsewhere"),
        ("{", "a.jsonld", "not well-formed"),
    ],
)
def test_a_file_that_is_empty_or_broken_is_refused_with_its_place(
    tmp_path: Path, content: str, name: str, said: str
) -> None:
    with pytest.raises(DataError, match=said) as raised:
        read(tmp_path, content, name)
    assert name in str(raised.value)


def test_a_file_past_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statements, "MAX_BYTES", 10)
    with pytest.raises(DataError, match="is not read as one file"):
        read(tmp_path, "ex:a ex:b ex:c .")
    (tmp_path / "a.ttl.gz").write_bytes(gzip.compress(PREFIXES.encode()))
    monkeypatch.setattr(statements, "MAX_BYTES", len(PREFIXES) - 1)
    (file,) = source_files(Source(path="a.ttl.gz", format="rdf"), tmp_path)
    with pytest.raises(DataError, match="the packed file holds more than"):
        list(file.read())


@pytest.mark.parametrize(
    ("beginning", "format_"),
    [
        ("<?xml version='1.0'?><rdf:RDF xmlns:rdf='x'>", "rdf"),
        ('{"@context": {}', "rdf"),
        ("<rdf:RDF xmlns='http://purl.org/rss/1.0/'>", "feed"),
        ('{"a": 1}', "json"),
    ],
)
def test_rdf_is_told_from_its_neighbours_by_the_first_bytes(tmp_path: Path, beginning: str, format_: str) -> None:
    (tmp_path / "a.xml").write_text(beginning)
    assert guess_format(tmp_path / "a.xml") == format_


# --- Real files


def fixtures(shared_data: Path, *folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted((shared_data / "publications" / "api-fixtures" / "tests" / "data" / folder).glob("*.rdf"))


def real(path: Path) -> Sequence[Record | Rejection]:
    (file,) = source_files(Source(path=path.name), path.parent)
    return list(file.read())


def test_sudoc_gives_publications_with_their_people(shared_data: Path) -> None:
    found = {path.name: real(path) for path in fixtures(shared_data, "sudoc_rdf")}
    (work,) = [each for each in found["thesis.rdf"] if isinstance(each, Publication)]
    assert work.title
    assert work.title.value == "Étude des phénomènes thermiques ultrarapides dans les nanostructures plasmoniques"
    assert related(work, Relation.CREATOR) == ["Paul Bresson"]
    assert "Michael Canva" in related(work, Relation.CONTRIBUTOR)
    assert sum(isinstance(each, Publication) for records in found.values() for each in records) > 10


def test_idref_and_persee_give_persons_with_what_they_wrote(shared_data: Path) -> None:
    found = {path.name: real(path) for path in fixtures(shared_data, "idref_people_rdf", "persee_rdf")}
    assert [each.name for each in found["idref_person.rdf"] if isinstance(each, Actor)] == ["Jean-Louis Abatut"]
    works = [each for each in found["idref_person.rdf"] if isinstance(each, Publication)]
    assert len(works) == 34
    assert all(each.title and " / " not in each.title.value for each in works)
    assert {each.name for each in found["persee_person.rdf"] if isinstance(each, Actor)} == {"Christian Hottin"}


def test_nothing_of_what_libraries_publish_is_lost_in_silence(shared_data: Path) -> None:
    for path in fixtures(shared_data, "idref_concepts_rdf", "persee_rdf", "science_plus_rdf", "sudoc_rdf"):
        assert real(path), path.name


def test_a_network_of_actors_in_pair_is_read_with_its_partners_and_themes(shared_data: Path) -> None:
    found = real(shared_data / "organisations" / "semapps-pair" / "semapps-pair-orgs.nt")
    assert [len([each for each in found if isinstance(each, kind)]) for kind in (Actor, Event, Publication)] == [
        89,
        9,
        4,
    ]
    assert not [each for each in found if isinstance(each, Rejection)]
    assert any(related(each, Relation.PARTNER) for each in found if isinstance(each, Actor))
    assert any(each.keywords for each in found if isinstance(each, Event))
