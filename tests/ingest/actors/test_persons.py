"""Persons are one by identifier, or by name where something else supports it."""

from __future__ import annotations

from ingest.actors.names import person_name
from ingest.actors.resolver import Resolver
from ingest.records import Actor, ActorReference, ActorType, Identifier, Publication, Record, Relation
from ontology.errors import Place


def work(source: str, *names: str, orcid: str = "") -> Publication:
    identifiers = (Identifier("orcid", orcid),) if orcid else ()
    references = tuple(ActorReference(name, Relation.CREATOR, ActorType.PERSON, identifiers) for name in names)
    return Publication(key="/".join(names), place=Place(source), actors=references)


def paths(*records: Record) -> list[str]:
    resolver = Resolver(records)
    return [resolver.resolve(record, each).identity.path for record in records for each in record.actors]


def test_the_written_forms_of_a_name_are_one_person_in_one_source() -> None:
    assert set(paths(work("a.bib", "Cognet, Gérard"), work("a.bib", "Gérard COGNET"))) == {"person/gerard-cognet"}


def test_namesakes_of_two_sources_are_two_persons_that_name_each_other_as_candidates() -> None:
    one, other = work("a.bib", "Jean Martin"), work("b.bib", "Jean Martin")
    resolver = Resolver([one, other])
    first, second = (resolver.resolve(record, record.actors[0]).identity for record in (one, other))
    assert first.path != second.path
    assert first.candidates == (second.path,)


def test_a_common_co_author_makes_namesakes_of_two_sources_one() -> None:
    found = paths(work("a.bib", "Jean Martin", "Anne Coste"), work("b.bib", "Jean Martin", "Anne Coste"))
    assert found[0] == found[2]


def test_two_orcids_are_two_persons_even_in_one_source() -> None:
    one = work("a.bib", "Jean Martin", orcid="0000-0001-2345-6789")
    found = paths(one, work("a.bib", "Jean Martin", orcid="0000-0002-1825-0097"))
    assert len(set(found)) == 2


def test_a_person_whom_a_source_describes_takes_the_references_of_that_name() -> None:
    described = Actor(key="1", place=Place("people.csv"), type=ActorType.PERSON, name="Anne Coste")
    record = work("b.bib", "Coste, Anne")
    resolver = Resolver([described, record])
    assert resolver.resolve(record, record.actors[0]).identity == resolver.identity(described)


def test_initials_do_not_merge_with_a_full_name() -> None:
    assert len(set(paths(work("a.bib", "S. Feneuille"), work("a.bib", "Serge Feneuille")))) == 2


def test_names_agree_when_initials_and_given_names_do() -> None:
    assert person_name("S. Feneuille").agrees(person_name("Feneuille, Serge"))
    assert not person_name("S. Feneuille").agrees(person_name("Feneuille, Anne"))


def test_a_family_name_keeps_its_particle() -> None:
    assert person_name("Ludwig van Beethoven") == person_name("van Beethoven, Ludwig")
