"""The things of records that pass by are those that are found where all records are held."""

from __future__ import annotations

import random
from typing import Any

import pytest

from ingest.identity import thing_path
from ingest.records import (
    Actor,
    ActorReference,
    ActorType,
    Document,
    Event,
    Identifier,
    Publication,
    Record,
    Relation,
    Resource,
    Text,
    When,
)
from ingest.same_things import same_things
from ingest.sources.keys import Keys
from ingest.things import Things, Told
from ontology.errors import Place

TITLES = ["Forum", "Forum 2", "Rapport", "Rapport annuel", "!!!", "2013 Forum"]


def random_record(chance: random.Random, number: int) -> Record:
    place = Place(chance.choice(["a.csv", "b.csv"]), f"row {number}")
    title = Text(chance.choice(TITLES)) if chance.random() < 0.8 else None
    when = When(f"20{chance.randrange(10, 14)}-05-13") if chance.random() < 0.8 else None
    hour = chance.choice(["", "T10:00:00", "T16:00:00", "T00:30:00+02:00", "T22:30:00Z"]) if when else ""
    place_name, family = (chance.choice(each) for each in (["", "Lyon", "Paris", "Lyon, Paris"], ["Petit", "Roux", ""]))
    known = [("doi", f"10.1/{chance.randrange(9)}"), ("isbn", "9782070368228"), ("uid", f"{chance.randrange(4)}")]
    identifiers = tuple(Identifier(*each) for each in known if chance.random() < 0.15)
    authors = (ActorReference(f"Anne {family}", Relation.CREATOR, ActorType.PERSON),) if family else ()
    key = str(number)
    match chance.randrange(8):
        case 0:
            return Actor(key=key, place=place, type=ActorType.ORGANISATION, name="CNRS")
        case 1:
            return Resource(key=key, place=place, iri=f"https://example.org/{chance.randrange(4)}")
        case 2:
            return Document(key=key, place=place, title=title, issued=when)
        case 3 | 4:
            kind = chance.choice(["", "forum"])
            day = "12" if hour.endswith("Z") and chance.random() < 0.8 else "13"
            start = When(f"{when.value[:8]}{day}{hour}") if when else None
            said: dict[str, Any] = {"title": title, "kind": kind, "start": start, "location": place_name}
            return Event(key=key, place=place, identifiers=identifiers, **said)
        case _:
            said = {"title": title, "issued": when, "actors": authors, "kind": chance.choice(["", "book", "chapter"])}
            return Publication(key=key, place=place, identifiers=identifiers, **said)


def whole_paths(groups: list[list[Record]]) -> dict[int, str]:
    """The path of each record's thing, by ``id()``, where all groups are at hand: each thing has one of its own."""
    names = Keys()
    paths: dict[int, str] = {}
    for group in groups:
        if not isinstance(group[0], Actor):
            path = thing_path(group)
            free = path if isinstance(group[0], Resource) else names.free(path)
            paths.update((id(record), free) for record in group)
    return paths


@pytest.mark.parametrize("seed", range(40))
def test_things_are_those_that_are_found_where_all_records_are_held(seed: int) -> None:
    chance = random.Random(seed)
    records = [random_record(chance, number) for number in range(80)]
    things = Things()
    asked: list[int] = []
    for number, record in enumerate(records):
        things.learn(number, record)
    things.settle(lambda number: asked.append(number) or records[number])  # type: ignore[func-returns-value]
    groups = same_things(records)
    paths = whole_paths(groups)
    assert {number: things.path(number) for number in range(80)} == {
        number: paths.get(id(record), "") for number, record in enumerate(records)
    }
    stating = [things.told(number, record) for number, record in enumerate(records)]
    for group in groups:
        told = [stating[records.index(record)] for record in group]
        assert [each.titled for each in told] == [told[0].titled] * len(group)
        assert sum(("label" in each.states) for each in told) == 1
        assert len({name for each in told for name in each.states}) == sum(len(each.states) for each in told)
    assert len(asked) == len(set(asked)) < 80


def test_a_record_alone_states_all_that_it_has() -> None:
    record = Event(key="a", place=Place("a.csv"), title=Text("Forum"), start=When("2013"), end=When("2014"))
    things = Things()
    things.learn(0, record)
    things.settle(lambda _: record)
    assert things.told(0, record) == Told(frozenset({"label", "title", "start", "end"}), "Forum")


def test_of_two_dates_the_most_precise_is_stated() -> None:
    doi = (Identifier("doi", "10.1/a"),)
    records = [
        Publication(key=key, place=Place("a.csv"), title=Text("Bilan"), issued=When(issued), identifiers=doi)
        for key, issued in (("a", "2013"), ("b", "2013-05-13"))
    ]
    things = Things()
    for number, record in enumerate(records):
        things.learn(number, record)
    things.settle(records.__getitem__)
    told = [things.told(number, record) for number, record in enumerate(records)]
    assert [each.states for each in told] == [{"label", "title"}, {"issued"}]
    assert {things.path(number) for number in range(2)} == {"publication/doi-10-1-a"}


@pytest.mark.parametrize("dates", [("2013-05", "2013-06"), ("2013-06", "2013-05")])
def test_of_two_dates_as_precise_as_each_other_the_first_is_stated(dates: tuple[str, str]) -> None:
    doi = (Identifier("doi", "10.1/a"),)
    records = [
        Publication(key=key, place=Place("a.csv"), title=Text("Bilan"), issued=When(issued), identifiers=doi)
        for key, issued in zip("ab", dates, strict=True)
    ]
    things = Things()
    for number, record in enumerate(records):
        things.learn(number, record)
    things.settle(records.__getitem__)
    told = [things.told(number, record) for number, record in enumerate(records)]
    assert [each.states for each in told] == [{"label", "title", "issued"}, set()]
