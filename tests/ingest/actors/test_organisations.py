"""Organisations resolve to one identity as a person would, and doubt stays visible."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.actors.resolver import Resolver
from ingest.records import Actor, ActorReference, ActorType, Event, Identifier, Record, Relation
from ontology.errors import Place

UGA = Identifier("ror", "02rx3b187")


def organisation(name: str, **fields: object) -> Actor:
    return Actor(key=name, place=Place("partners.csv"), type=ActorType.ORGANISATION, name=name, **fields)  # type: ignore[arg-type]


def naming(*names: str, identifiers: tuple[Identifier, ...] = ()) -> Event:
    references = tuple(ActorReference(name, Relation.PARTNER, None, identifiers) for name in names)
    return Event(key=",".join(names), place=Place("events.csv"), actors=references)


def paths(*records: Record) -> list[str]:
    resolver = Resolver.among(records)
    return [resolver.resolve(record, each).identity.path for record in records for each in record.actors]


UNIVERSITY = organisation("Université Grenoble Alpes", acronym="UGA", identifiers=(UGA,))


@pytest.mark.parametrize(
    "name", ["Université Grenoble Alpes", "UGA", "Univ. Grenoble Alpes", "Univ. de Grenoble-Alpes"]
)
def test_a_registered_organisation_is_found_under_the_forms_of_its_name(name: str) -> None:
    assert paths(UNIVERSITY, naming(name)) == ["organisation/ror-02rx3b187"]


def test_an_identifier_decides_before_any_name() -> None:
    assert paths(UNIVERSITY, naming("Another name", identifiers=(UGA,))) == ["organisation/ror-02rx3b187"]


def test_a_group_and_its_short_name_are_one_when_no_register_knows_them() -> None:
    assert paths(naming("Groupe La Poste"), naming("La Poste")) == ["organisation/poste"] * 2


@pytest.mark.parametrize("name", ["La Poste", "Danone", "Atlantic", "Banque Populaire des Alpes"])
def test_a_group_and_its_short_name_are_one_whichever_is_described(name: str) -> None:
    for one, other in ((f"Groupe {name}", name), (name, f"Groupe {name}")):
        row, event = organisation(one), naming(other)
        resolver = Resolver.among([row, event])
        assert resolver.resolve(event, event.actors[0]).identity == resolver.identity(row)
    rows = [organisation(name), organisation(f"Groupe {name}")]
    resolver = Resolver.among([*rows, naming(name), naming(f"Groupe {name}")])
    assert resolver.identity(rows[0]) != resolver.identity(rows[1])


@pytest.mark.parametrize("name", ["A", "Isère", "Université", "La Poste Mobile"])
@pytest.mark.parametrize("described", [False, True])
def test_a_group_is_not_one_with_what_is_no_name_or_another(name: str, *, described: bool) -> None:
    group, other = "Groupe La Poste" if "Poste" in name else f"Groupe {name}", naming(name)
    known = organisation(group) if described else naming(group)
    resolver = Resolver.among([known, other])
    assert resolver.resolve(other, other.actors[0]).identity.name == name


def test_a_bracketed_acronym_leads_to_the_full_name() -> None:
    resolver_paths = paths(naming("Commissariat à l'énergie atomique (CEA)"), naming("CEA"))
    assert resolver_paths == ["organisation/cea"] * 2


def test_a_bracketed_place_tells_namesakes_apart() -> None:
    assert len(set(paths(naming("La Fabrique (Lyon)"), naming("La Fabrique (Nantes)")))) == 2


def test_an_acronym_of_two_registered_organisations_stays_ambiguous_with_its_candidates() -> None:
    two = [organisation("Institut des plantes", acronym="IDP"), organisation("Institut de presse", acronym="IDP")]
    event = naming("IDP")
    resolution = Resolver.among([*two, event]).resolve(event, event.actors[0])
    assert resolution.identity.ambiguous
    assert resolution.identity.candidates == ("organisation/institut-plantes", "organisation/institut-presse")


@pytest.mark.parametrize("own", ["Université Grenoble Alpes", "UGA"])
def test_an_acronym_behind_a_dash_is_that_of_the_body_of_which_it_is_part(own: str) -> None:
    university = organisation(own, acronym="UGA")
    parts = ["Grenoble INP - UGA", "Polytech Grenoble - UGA", "IUT1 – UGA", "INSPÉ (UGA)"]
    event = naming("UGA")
    for rows in ([university, *map(organisation, parts)], [university]):
        resolver = Resolver.among([*rows, event, *map(naming, parts)])
        found = resolver.resolve(event, event.actors[0]).identity
        assert found == resolver.identity(university)
        assert not found.candidates


@pytest.mark.parametrize(
    ("row", "name", "is_one"),
    [
        ("Grenoble INP - UGA", "Grenoble INP", True),
        ("Grenoble INP - UGA", "Grenoble-INP", True),
        ("Grenoble INP - UGA", "UGA", False),
        ("Agence de la transition écologique - ADEME", "ADEME", True),
        ("ADEME - Agence de la transition écologique", "ADEME", True),
        ("Laboratoire d'informatique de Grenoble - LIG", "LIG", True),
        ("Grenoble École de Management (GEM)", "GEM", True),
    ],
)
def test_what_stands_before_a_dash_and_what_abbreviates_it_name_the_one_that_is_described(
    row: str, name: str, *, is_one: bool
) -> None:
    known, events = organisation(row), [naming(name), naming("INP Grenoble")]
    resolver = Resolver.among([known, *events])
    found = resolver.resolve(events[0], events[0].actors[0]).identity
    assert (found == resolver.identity(known)) is is_one


@pytest.mark.parametrize(
    ("names", "is_ambiguous"),
    [
        (("La SCOP", "SCOP"), True),
        (("La Scop",), True),
        (("L'EURL",), True),
        (("La CCI", "C.C.I.", "CCI"), True),
        (("Le GIE", "GIE"), True),
        (("Le Sas",), False),
        (("Le Média",), False),
        (("La Scop Cabestan",), False),
    ],
)
def test_an_article_before_a_kind_or_a_legal_form_makes_no_name_of_it(
    names: tuple[str, ...], *, is_ambiguous: bool
) -> None:
    event = naming(*names)
    resolver = Resolver.among([event])
    found = [resolver.resolve(event, each).identity for each in event.actors]
    assert [each.ambiguous for each in found] == [is_ambiguous] * len(names)
    assert len({each.path for each in found}) == 1


def test_a_name_that_is_only_a_kind_of_organisation_is_ambiguous() -> None:
    event = naming("CCI")
    assert Resolver.among([event]).resolve(event, event.actors[0]).identity.ambiguous


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (("INRA", "INRAE"), ("inra", "inrae")),
        (("Métropole de Lyon", "Lyon Métropole"), ("metropole-lyon", "lyon-metropole")),
        (("Région Bretagne", "Bretagne Région", "région BRETAGNE"), ("region-bretagne", "bretagne-region", None)),
        (("Atelier du lieu", "Ateliers des lieux"), ("atelier-lieu", "ateliers-lieux")),
    ],
)
@pytest.mark.parametrize("described", [False, True])
def test_names_of_the_same_words_are_each_the_organisation_that_is_called_so(
    names: tuple[str, ...], found: tuple[str | None, ...], *, described: bool
) -> None:
    events = [naming(name) for name in names]
    rows = [organisation(name) for name in names] if described else []
    resolver = Resolver.among([*rows, *events])
    identities = [resolver.resolve(event, event.actors[0]).identity for event in events]
    assert [each.path for each in identities] == [f"organisation/{path or found[0]}" for path in found]
    assert not any(each.ambiguous or each.candidates for each in identities)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Atelier D", "Atelier L"),
        ("Vitamine D", "Vitamine A"),
        ("Maison du Thé", "La Maison"),
        ("MAISON DU THE", "LA MAISON"),
        ("L'Atelier", "Atelier A"),
        ("Groupe A", "Groupe"),
        ("SNC Grenoble", "Grenoble"),
        ("Isère SAS", "Isère"),
        ("UMR SAS", "UMR"),
        ("GIE Alpes", "SCIC Alpes"),
        ("GIE Alpes", "Alpes"),
        ("GIE Alpes Est", "Alpes Est"),
        ("CNRS INC", "CNRS"),
        ("Coste Sci", "Coste"),
        ("G-SCOP", "G"),
        ("Laboratoire G-SCOP", "Laboratoire G"),
        ("Maison de la loi 1901", "La Maison"),
        ("Le Lab", "Le Labo"),
        ("Le Labo", "Laboratoire"),
        ("Media Lab", "Media Labo"),
    ],
)
@pytest.mark.parametrize("described", [False, True])
def test_what_stands_for_a_name_of_its_own_is_part_of_it(one: str, other: str, *, described: bool) -> None:
    events = [naming(one), naming(other)]
    rows = [organisation(one), organisation(other)] if described else []
    resolver = Resolver.among([*rows, *events])
    identities = [resolver.resolve(event, event.actors[0]).identity for event in events]
    assert [each.name for each in identities] == [one, other]
    assert identities[0].path != identities[1].path
    assert not any(each.path.endswith("-2") for each in identities)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Chambre d'agriculture de l'Isère", "CHAMBRE D AGRICULTURE ISERE"),
        ("Maison de l’emploi", "La maison de l' Emploi"),
        ("Aide à domicile", "AIDE A DOMICILE"),
        ("The Shift Project", "Shift Project"),
        ("Arts & Métiers", "Arts et Métiers"),
        ("Institute of the Environment", "Institute for Environment"),
        ("SCOP Cabestan", "Cabestan SCIC"),
        ("Cabestan (SCOP)", "Cabestan"),
        ("La Poste S.A.", "La Poste"),
        ("SARL Col'Inn", "COL'INN SARL"),
        ("Alpes Ingénierie, SCOP SARL", "Alpes Ingénierie"),
        ("Terre de liens (association loi 1901)", "Terre de liens"),
        ("Labo de chimie", "Lab. de Chimie"),
        ("Dupont et Cie", "Dupont & Compagnie"),
        ("Cabestan, société coopérative", "Cabestan"),
        ("Enercoop SCIC SA à capital variable", "Enercoop"),
        ("Cabestan SCIC au capital variable", "Cabestan"),
        ("Cabestan, société à capital variable", "Cabestan"),
        ("Cabestan, société au capital fixe", "Cabestan"),
        ("Coste GIE à capital variable", "Coste"),
        ("SELARL Coste", "Coste SCP"),
        ("SARL Ouest", "Ouest"),
    ],
)
def test_small_words_and_legal_forms_make_no_difference_where_they_are_such(one: str, other: str) -> None:
    first, second = paths(naming(one), naming(other))
    assert first == second


def test_namesakes_in_two_places_are_two() -> None:
    two = [organisation("La Fabrique", location="Lyon"), organisation("La Fabrique", location="Nantes")]
    resolver = Resolver.among(two)
    assert resolver.identity(two[0]).path != resolver.identity(two[1]).path


@pytest.mark.parametrize(
    ("name", "town"),
    [
        ("MJC", "Vif"),
        ("Office de tourisme", "Vizille"),
        ("Chambre d'agriculture", "Grenoble"),
        ("CCI", "Grenoble"),
        ("Maison des associations", "Grenoble"),
    ],
)
def test_a_body_that_each_town_has_is_not_meant_in_another_town(name: str, town: str) -> None:
    row = organisation(name, location=town)
    elsewhere = ["Lyon", "69003 Lyon", "Salle des fêtes, Mens", "Saint-Étienne"]
    here = [town, f"Salle des fêtes, {town}", f"38000 {town}", "Amphi Weil", "Isère", "Zoom, En ligne", ""]
    events = [replace(naming(name), location=place) for place in (*elsewhere, *here)]
    resolver = Resolver.among([row, *events])
    path = resolver.identity(row).path
    found = [resolver.resolve(event, event.actors[0]).identity for event in events]
    assert {each.path for each in found[: len(elsewhere)]} == {f"{path}-ambiguous"}
    assert all(each.ambiguous and each.candidates == (path,) for each in found[: len(elsewhere)])
    assert {each.path for each in found[len(elsewhere) :]} == {path}


@pytest.mark.parametrize(
    ("name", "places"), [("La Casemate", ("Grenoble", "Lyon")), ("CCI", ("Isère", "Grenoble")), ("CCI", ("", "Lyon"))]
)
def test_a_town_does_not_oppose_a_name_of_its_own_nor_one_who_is_in_no_town(name: str, places: tuple[str, str]) -> None:
    row, event = organisation(name, location=places[0]), replace(naming(name), location=places[1])
    resolver = Resolver.among([row, event])
    assert resolver.resolve(event, event.actors[0]).identity == resolver.identity(row)


def test_two_descriptions_with_one_identifier_are_one_and_keep_every_variant() -> None:
    other = organisation("Grenoble Alpes University", identifiers=(UGA,))
    identity = Resolver.among([UNIVERSITY, other]).identity(other)
    assert identity.name == "Université Grenoble Alpes"
    assert identity.variants == ("UGA", "Grenoble Alpes University")


def test_two_descriptions_with_different_identifiers_are_two_though_the_name_is_one() -> None:
    other = organisation("Université Grenoble Alpes", identifiers=(Identifier("ror", "03vek6s52"),))
    resolver = Resolver.among([UNIVERSITY, other])
    assert resolver.identity(UNIVERSITY) != resolver.identity(other)


@pytest.mark.parametrize("scheme", ["ror", "siren", "wikidata", "idref"])
@pytest.mark.parametrize(
    ("names", "organisations"),
    [
        (("Université Grenoble Alpes", "Mairie de Vif"), 2),
        (("Mairie de Vif", "Mairie de Claix", "Ville de Vif"), 2),
        (("Tenerrdis", "Mairie de Claix"), 2),
        (("Les Amis du Vercors", "Banque Populaire des Alpes"), 2),
        (("Grenoble Alpes University", "Université Grenoble Alpes", "UGA"), 1),
        (("Minalogic", "Pôle de compétitivité Grenoble"), 1),
        (("La Casemate", "CCSTI de Grenoble"), 1),
        (("Région Rhône-Alpes", "Région Auvergne-Rhône-Alpes"), 1),
        (("Université Joseph Fourier", "Université Grenoble Alpes"), 1),
        (("Commissariat à l'énergie atomique", "CEA"), 1),
        (("LIG", "Société Générale"), 2),
        (("LIG", "Laboratoire d'informatique de Grenoble", "Société Générale"), 2),
        (("UGA", "Grenoble Alpes University"), 1),
        (("ENGIE", "Gaz de France"), 1),
        (("LIG", "Inria"), 1),
    ],
)
def test_an_identifier_of_rows_of_quite_different_names_makes_them_candidates_and_not_one(
    names: tuple[str, ...], organisations: int, scheme: str
) -> None:
    rows = [organisation(name, identifiers=(Identifier(scheme, "1"),)) for name in names]
    for order in (rows, rows[::-1]):
        resolver = Resolver.among(order)
        found = {resolver.identity(row).path: resolver.identity(row) for row in rows}
        assert len(found) == organisations
        for path, each in found.items():
            assert set(each.candidates) == found.keys() - {path}
            assert bool(each.identifiers) == (organisations == 1)


def test_an_identifier_of_a_register_stays_with_what_is_called_as_the_register_says() -> None:
    rows = [organisation(name, identifiers=(UGA,)) for name in ("Mairie de Vif", "Univ. Grenoble Alpes")]
    resolver = Resolver.among(rows, [UNIVERSITY])
    town, university = (resolver.identity(row) for row in rows)
    assert (university.path, university.identifiers) == ("organisation/ror-02rx3b187", (UGA,))
    assert (town.path, town.identifiers) == ("organisation/mairie-vif", ())
    assert town.candidates == ("organisation/ror-02rx3b187",)


@pytest.mark.parametrize("name", ["", "…", "\x00", "<script>alert(1)</script>", "三井", "x" * 10_000])
def test_a_strange_name_still_gets_one_short_path(name: str) -> None:
    (path,) = paths(naming(name))
    assert path.startswith("organisation/")
    assert len(path) < 120


def test_an_acronym_with_its_dots_is_the_same_and_as_ambiguous() -> None:
    plain, dotted = naming("CCI"), naming("C.C.I.")
    resolver = Resolver.among([plain, dotted])
    first, second = (resolver.resolve(each, each.actors[0]).identity for each in (plain, dotted))
    assert first == second
    assert first.ambiguous
