"""The organisations in an affiliation are found, each with its words and where they stand."""

from __future__ import annotations

import pytest

from ingest.actors.resolver import Resolver
from ingest.records import Actor, ActorReference, ActorType, Identifier, Publication, Relation
from ontology.errors import Place

LIST = "organisation/ror-"


def registered(name: str, ror: str, acronym: str = "", *variants: str, parents: str = "", town: str = "") -> Actor:
    related = tuple(
        ActorReference("", Relation.PART_OF, ActorType.ORGANISATION, (Identifier("ror", each),))
        for each in parents.split()
    )
    return Actor(
        key=ror,
        place=Place("ror.jsonl"),
        type=ActorType.ORGANISATION,
        name=name,
        acronym=acronym,
        variants=variants,
        identifiers=(Identifier("ror", ror),),
        location=town,
        actors=related,
    )


REGISTER = [
    registered("Université Grenoble Alpes", "uga", "UGA", town="Grenoble"),
    registered("Centre National de la Recherche Scientifique", "cnrs", "CNRS", town="Paris"),
    registered("Institut polytechnique de Grenoble", "inp", "", "Grenoble INP", town="Grenoble"),
    registered("Laboratoire d'Informatique de Grenoble", "lig", "LIG", "UMR 5217", parents="uga cnrs", town="Grenoble"),
    registered("Littoral, Environnement et Sociétés", "lienss", "LIENSs", town="La Rochelle"),
]
RESOLVER = Resolver.among([], REGISTER)


def found(text: str) -> list[tuple[str, str]]:
    parts = RESOLVER.affiliations(text)
    assert all(text[part.start : part.start + len(part.quote)] == part.quote for part, _ in parts)
    return [(part.quote, resolution.identity.path.removeprefix(LIST)) for part, resolution in parts]


def test_every_organisation_is_found_and_no_place() -> None:
    assert found("LIG, Univ. Grenoble Alpes, CNRS, Grenoble INP, 38000 Grenoble, France") == [
        ("LIG", "lig"),
        ("Univ. Grenoble Alpes", "uga"),
        ("CNRS", "cnrs"),
        ("Grenoble INP", "inp"),
    ]


def test_a_name_with_commas_in_it_is_one() -> None:
    assert found("Littoral, Environnement et Sociétés, La Rochelle") == [
        ("Littoral, Environnement et Sociétés", "lienss")
    ]


def test_full_name_acronym_and_code_of_one_laboratory_are_one() -> None:
    text = "Laboratoire d'Informatique de Grenoble (LIG), UMR_5217, CNRS/UGA"
    assert [path for _, path in found(text)] == ["lig", "cnrs", "uga"]


def test_an_unknown_laboratory_is_not_its_university() -> None:
    (_, university), (quote, laboratory) = found("Univ. Grenoble Alpes, Laboratoire des neiges")
    assert (university, quote) == ("uga", "Laboratoire des neiges")
    assert laboratory not in {"uga", "lig"}


def test_an_unknown_university_stays_itself() -> None:
    assert [path for _, path in found("Univ. X, Laboratoire Y")] == [
        "organisation/universite-x",
        "organisation/laboratoire-y",
    ]


@pytest.mark.parametrize(
    "text", ["", " , ; ", "(((((", "38000 Grenoble", "\x00\u202e🜁", ", " * 5_000, "a, b; " * 2_000]
)
def test_a_string_without_organisation_gives_none(text: str) -> None:
    assert found(text) == []


def test_an_affiliation_in_a_record_becomes_a_reference_to_each_organisation() -> None:
    whole = ActorReference(
        "LIG, Univ. Grenoble Alpes", Relation.MEMBER_OF, ActorType.ORGANISATION, start=7, field="who"
    )
    record = Publication(key="1", place=Place("a.bib"), actors=(whole,))
    parts = Resolver.among([record], REGISTER).resolved(record)
    assert [(part.quote, part.start, part.field) for part, _ in parts] == [
        ("LIG", 7, "who"),
        ("Univ. Grenoble Alpes", 12, "who"),
    ]


def test_a_name_with_a_comma_of_which_no_part_is_known_stays_whole() -> None:
    whole = ActorReference("Durand, Martin et fils", Relation.PARTNER, ActorType.ORGANISATION)
    record = Publication(key="1", place=Place("a.bib"), actors=(whole,))
    ((reference, _),) = Resolver.among([record], REGISTER).resolved(record)
    assert reference == whole
