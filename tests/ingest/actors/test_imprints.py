"""A publisher written as a laboratory's acronym is asked about, unless the record names that laboratory otherwise."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.store import text
from graph.workspace import Workspace
from ingest.actors.identity import Resolution
from ingest.actors.resolver import Resolver
from ingest.build import build
from ingest.records import Actor, ActorReference, ActorType, Identifier, Publication, Relation
from ontology.errors import Place

SAGE = "Sociétés, acteurs, gouvernement en Europe"


def organisation(name: str, **fields: object) -> Actor:
    return Actor(key=name, place=Place("partners.csv"), type=ActorType.ORGANISATION, name=name, **fields)  # type: ignore[arg-type]


def published(by: str, *members: str, field: str = "publisher", ror: str = "") -> Resolution:
    """Who publishes an article, whose author has these affiliations, for a network that knows some organisations."""
    identifiers = (Identifier("ror", ror),) if ror else ()
    publisher = ActorReference(by, Relation.PUBLISHER, ActorType.ORGANISATION, identifiers, field=field)
    author = ActorReference("Anne Coste", Relation.CREATOR)
    beside = [ActorReference(each, Relation.MEMBER_OF, member="Anne Coste") for each in members]
    work = Publication(key="1", place=Place("works.bib"), actors=(author, *beside, publisher))
    known = [
        organisation(SAGE, acronym="SAGE", kind="Laboratoire", identifiers=(Identifier("ror", "02a2exn43"),)),
        organisation("Laboratoire d'ingénierie des eaux (UMR 5217)", acronym="LIDE"),
        organisation("Institute of Electrical and Electronics Engineers", acronym="IEEE"),
        organisation("Presses universitaires de Grenoble", acronym="PUG", kind="éditeur"),
        organisation("Inria", kind="Laboratoire"),
    ]
    return Resolver.among([*known, work]).resolve(work, publisher)


@pytest.mark.parametrize("acronym", ["SAGE", "Sage", "LIDE"])
def test_a_publisher_that_is_a_laboratory_s_acronym_is_asked_about(acronym: str) -> None:
    identity = published(acronym).identity
    assert identity.ambiguous
    assert identity.name == acronym
    assert len(identity.candidates) == 1


@pytest.mark.parametrize(
    ("by", "members", "field", "ror"),
    [
        ("SAGE", (f"{SAGE} (SAGE), Université de Strasbourg",), "publisher", ""),
        ("SAGE", (), "institution", ""),
        ("SAGE", (), "publisher", "02a2exn43"),
        (SAGE, (), "publisher", ""),
        ("IEEE", (), "publisher", ""),
        ("PUG", (), "publisher", ""),
        ("Inria", (), "publisher", ""),
    ],
)
def test_a_publisher_is_who_it_surely_is(by: str, members: tuple[str, ...], field: str, ror: str) -> None:
    resolution = published(by, *members, field=field, ror=ror)
    assert not resolution.identity.ambiguous
    assert resolution.identity.name != by or by in (SAGE, "Inria")


def test_the_articles_of_a_publisher_are_no_laboratory_s_in_a_build(
    make_workspace: Callable[[str, dict[str, str | bytes]], Path],
) -> None:
    folder = make_workspace(
        '[[sources]]\npath = "labs.csv"\nrecord = "organisation"\n[[sources]]\npath = "works.bib"\n',
        {
            "labs.csv": f'Nom,Sigle,Type\n"{SAGE}",SAGE,Laboratoire\n',
            "works.bib": "@article{a, title={Un article}, author={Coste, Anne}, year={2020}, publisher={SAGE}}\n",
        },
    )
    store = build(Workspace.open(folder)).snapshot.store()
    rows = store.select("SELECT ?name WHERE { GRAPH ?g { ?work dcterms:publisher ?by } ?by rdfs:label ?name }")
    assert [text(row, "name") for row in rows] == ["SAGE"]
