"""What a change reaches is put together as it would be with everything, and all else may stay as it was."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from ingest.assembly import Assembly
from ingest.fingerprints import graph_names
from ingest.reach.gathered import Gathered, ReadRecord
from ingest.reach.ledger import Ledger
from ingest.reach.together import Changed, Notes, changed
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
    Text,
    When,
)
from ingest.triples import LinkedRecord
from ontology.errors import Place

OWNER = "Alliance de Grenoble"
SIZE = 60
TITLES = ["Forum", "Forum 2", "Forum 2013", "Rapport", "Rapport 2", "Rapport 2 3", "2013 Forum", "!!!", "Bilan annuel"]
FAMILIES = ["Martin", "Durand", "Petit", "Nguyen", "Le Roux"]
GIVEN = ["Anne", "A.", "Alain", "Paul", "P.", ""]
NAMES = ["La Fabrique", "Université Grenoble Alpes", "CNRS", "Mairie de Lyon"]
Built = dict[str, LinkedRecord]


class Corpus:
    """Random records in which much is alike by chance: titles, days, identifiers, namesakes, what looks numbered."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.number = 0
        self.read = [self.record() for _ in range(SIZE)]
        self.in_order()

    def in_order(self) -> None:
        """Sources one after the other, each record's key its own, as readers give them."""
        self.read.sort(key=lambda each: each.source)

    def some(self, values: Sequence[str]) -> str:
        """One that others often have, or mostly none does."""
        return (
            self.chance.choice(values) if self.chance.random() < 0.25 else f"{self.chance.choice(values)} {self.word()}"
        )

    def word(self) -> str:
        return "".join(self.chance.choices("bcdfglmnprstv", k=6))

    def person(self) -> ActorReference:
        family = self.some(FAMILIES).replace(" ", "")
        identifiers = (Identifier("orcid", f"0000-{self.chance.randrange(6)}"),) if self.chance.random() < 0.2 else ()
        type_ = self.chance.choice([ActorType.PERSON, None])
        name = f"{family}, {self.chance.choice(GIVEN)}".strip(" ,")
        return ActorReference(name, Relation.CREATOR, type_, identifiers)

    def record(self) -> ReadRecord:
        self.number += 1
        source = f"source/{self.chance.choice('abc')}"
        key = f"{self.some(['k', 'k-2', 'x'])}"
        place = Place(source, f"row {self.number}")
        identifiers = (Identifier("doi", f"10.1/{self.some(['a', 'a-2', 'b'])}"),) if self.chance.random() < 0.3 else ()
        actors = tuple(self.person() for _ in range(self.chance.randrange(3)))
        if self.chance.random() < 0.2:
            actors += (ActorReference(self.chance.choice(NAMES), Relation.PUBLISHER),)
        title = Text(self.some(TITLES)) if self.chance.random() < 0.8 else None
        when = When(self.chance.choice([f"20{number}-0{number % 9 + 1}-11" for number in range(10, 50)] + ["2013"]))
        made: Record
        match self.chance.randrange(8):
            case 0:
                made = Actor(key=key, place=place, type=ActorType.PERSON, name=self.person().name, actors=actors)
            case 1 if source == "source/c":
                made = Document(key=self.chance.choice(["page", key]), place=place, title=title)
            case 2 | 3:
                made = Event(key=key, place=place, title=title, start=when, actors=actors, kind="forum")
            case _:
                made = Publication(
                    key=key, place=place, title=title, identifiers=identifiers, issued=when, actors=actors
                )
        return ReadRecord(made, source)

    def change(self) -> None:
        """Remove, add, rename or renew a record or two; now and then a whole source goes."""
        for _ in range(self.chance.randint(1, 2)):
            at = self.chance.randrange(len(self.read))
            each = self.read[at]
            match self.chance.randrange(6):
                case 0:
                    del self.read[at]
                case 1:
                    self.read.insert(at, self.record())
                case 2:
                    self.read[at] = replace(each, record=replace(each.record, key=self.word()))
                case 3:
                    known = replace(self.person(), identifiers=(Identifier("orcid", "0000-1"),))
                    self.read[at] = replace(each, record=replace(each.record, actors=(known, *each.record.actors[1:])))
                case 4:
                    self.read[at] = replace(each, record=replace(each.record, language="fr"))
                case _:
                    self.read[at] = replace(self.record(), source=each.source)
        if self.chance.random() < 0.1:
            self.read = [each for each in self.read if each.source != "source/a"] or [self.record()]
        self.in_order()


def whole(read: list[ReadRecord]) -> tuple[Built, Ledger]:
    """Every record as a build from nothing puts it together, by the name of its graph, and what is kept of them."""
    gathered = Gathered(read)
    notes = Notes(gathered, "")
    assembly = Assembly(gathered, OWNER, noting=notes.take)
    linked = list(assembly.every())
    graphs = list(graph_names((each.source, each.record.key) for each in linked))
    ledger = notes.ledger(assembly, graphs)
    assert ledger
    return dict(zip(graphs, linked, strict=True)), ledger


def followed(before: Built, change: Changed) -> Built:
    """What was there before, brought up to date."""
    kept = {graph: item for graph, item in before.items() if graph not in change.gone}
    return kept | dict(change.tasks)


@pytest.mark.parametrize("seed", range(60))
def test_following_any_change_gives_what_putting_everything_together_gives(seed: int) -> None:
    corpus = Corpus(seed)
    built, ledger = whole(corpus.read)
    for _ in range(8):
        corpus.change()
        expected, anew = whole(corpus.read)
        change = changed(Gathered(corpus.read), ledger, OWNER)
        if change is None:
            built, ledger = expected, anew
            continue
        built, ledger = followed(built, change), change.ledger
        assert built == expected
        assert ledger.graphs == anew.graphs
        assert ledger.digests == anew.digests
