"""Whatever is written as a name, resolution ends, soon, with one short path for each."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest

from ingest.actors.resolver import Resolver
from ingest.records import Actor, ActorReference, ActorType, Event, Identifier, Publication, Record, Relation
from ontology.errors import Place

MANY = 50_000
SECONDS = 60.0
"""Far more than linear work takes here (under 8 s on one core), far less than quadratic work would."""


def naming(key: int, name: str, *identifiers: Identifier) -> Event:
    reference = ActorReference(name, Relation.PARTNER, None, identifiers)
    return Event(key=str(key), place=Place("events.csv"), actors=(reference,))


def siren(number: int) -> Identifier:
    return Identifier("siren", f"{number:09}")


def resolved(records: Sequence[Record], register: Sequence[Actor] = ()) -> set[str]:
    start = time.process_time()
    resolver = Resolver.among(records, register)
    paths = {found.identity.path for record in records for _, found in resolver.resolved(record)}
    assert time.process_time() - start < SECONDS
    return paths


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "\x00\x1f\x7f",
        "\u202e\u0645\u0631\u062d\u0628\u0627 \u202c",
        "\U0001f333" * 100,
        "x" * 10_000,
        "a, " * 3_300,
        "( " * 5_000,
        "UMR 1 " * 1_600,
        "A" * 10 + " b" * 5_000,
        "- " * 5_000,
        "Institut " * 1_100,
    ],
    ids=range(12),
)
def test_any_name_gets_a_short_path_and_leaves_the_others_alone(name: str) -> None:
    register = [Actor(key="1", place=Place("r"), type=ActorType.ORGANISATION, name=name, variants=(name, name[::-1]))]
    paths = resolved([naming(1, name), naming(2, "La Poste")], register)
    assert "organisation/poste" in paths
    assert all(len(path) < 120 for path in paths)


def test_variants_in_a_circle_end_and_stay_open() -> None:
    names = ["Atelier Bleu", "Atelier Vert", "Atelier Gris"]
    register = [
        Actor(key=one, place=Place("r"), type=ActorType.ORGANISATION, name=one, variants=(other,))
        for one, other in zip(names, names[1:] + names[:1], strict=True)
    ]
    event = naming(1, "Atelier Bleu")
    found = Resolver.among([event], register).resolve(event, event.actors[0]).identity
    assert found.ambiguous
    assert len(found.candidates) >= 2


def test_as_many_namesakes_in_a_register_stay_one_open_name() -> None:
    register = [
        Actor(key=str(n), place=Place("r"), type=ActorType.ORGANISATION, name="La Fabrique", identifiers=(siren(n),))
        for n in range(MANY)
    ]
    assert resolved([naming(1, "La Fabrique"), naming(2, "x", siren(7))], register) == {
        "organisation/fabrique",
        "organisation/siren-000000007",
    }


def test_as_many_namesakes_with_an_identifier_each_are_as_many() -> None:
    assert len(resolved([naming(n, "La Fabrique", siren(n)) for n in range(MANY // 5)])) == MANY // 5


def test_as_many_persons_of_one_name_are_as_many_with_a_few_candidates_each() -> None:
    reference = ActorReference("Jean Martin", Relation.CREATOR, ActorType.PERSON)
    works = [Publication(key=str(n), place=Place(f"source {n}"), actors=(reference,)) for n in range(MANY)]
    start = time.process_time()
    resolver = Resolver.among(works)
    found = [resolver.resolve(each, reference).identity for each in works]
    assert time.process_time() - start < SECONDS
    assert len({identity.path for identity in found}) == MANY
    assert max(len(identity.candidates) for identity in found) == 12
