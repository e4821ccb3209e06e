"""What a change reaches is put together as it would be with everything, and all else may stay as it was."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest

from ingest.assembly import Assembly
from ingest.decisions import Decision, Rulings, Verdict
from ingest.decisions.applied import decided
from ingest.decisions.known import own_path
from ingest.fingerprints import graph_names, record_fingerprint
from ingest.reach.gathered import Gathered, ReadRecord
from ingest.reach.ledger import Ledger
from ingest.reach.notes import Notes
from ingest.reach.together import Changed, changed
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
from ontology.namespaces import DCTERMS, ML, OWL, SCHEMA
from tests.workspaces import BASE

MOMENT = "2026-11-23T21:00:00Z"
OWNER = "Alliance de Grenoble"
SIZE = 60
TITLES = ["Forum", "Forum 2", "Forum 2013", "Rapport", "Rapport 2", "Rapport 2 3", "2013 Forum", "!!!", "Bilan annuel"]
FAMILIES = ["Martin", "Durand", "Petit", "Nguyen", "Le Roux"]
GIVEN = ["Anne", "A.", "Alain", "Paul", "P.", ""]
BESIDE = ["", "", "", "La Fabrique", "LIG, CNRS", "Mairie de Lyon", "Recyclerie de Vif", "doctorant"]
SAME, SUBJECT, CONCEPT = OWL.sameAs.value, DCTERMS.subject.value, "https://example.org/concept/x"
NAMES = [
    *("La Fabrique", "Fabrique", "Groupe La Fabrique", "Université Grenoble Alpes", "Univ. Grenoble Alpes", "UGA"),
    *("CNRS", "C.N.R.S.", "Centre national de la recherche scientifique (CNRS)", "Mairie de Lyon", "Ville de Lyon"),
    *("CCI", "CCI de Lyon", "Chambre de commerce et d'industrie de Grenoble", "LIG", "Laboratoire Informatique (LIG)"),
    *("Laboratoire d'informatique de Grenoble", "Laboratoire d'informatique de Grenobl", "UMR 5217", "Anne Martin"),
    *("LIG, Université Grenoble Alpes, CNRS", "CNRS, Mairie de Lyon", "Laboratoire X, La Fabrique, Lyon", OWNER),
]
REGISTERED = ["organisation/ror-02", "organisation/ror-05", "organisation/laboratoire-x-lille"]
NO_RULINGS = Rulings()
Built = dict[str, LinkedRecord]


class Corpus:
    """Random records in which much is alike by chance: titles, days, identifiers, namesakes, what looks numbered."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.number = 0
        self.organisations = self.chance.choice([[0], [0, 0, 0, 0, 1], [0, 1, 2]])
        self.registers = self.registered() if seed % 2 else []
        self.often_again = self.chance.choice([0.0, 0.1, 0.3])
        self.read = [self.record() for _ in range(SIZE)] + self.described()
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
        beside = self.chance.choice(BESIDE)
        return ActorReference(name, Relation.CREATOR, type_, identifiers, beside=beside)

    def organisation(self) -> ActorReference:
        """One that a record names; now and then it does not say that it is none."""
        name = self.chance.choice([*NAMES, f"Société {self.word()}", f"Laboratoire de {self.word()}"])
        kind = ActorType.ORGANISATION if self.chance.random() < 0.3 else None
        relations = [Relation.PUBLISHER, Relation.PARTNER, Relation.MEMBER_OF, Relation.CREATOR, Relation.ORGANIZER]
        relation = self.chance.choice(relations)
        identifiers = (Identifier("ror", f"0{self.chance.randrange(3)}"),) if self.chance.random() < 0.1 else ()
        return ActorReference(name, relation, kind, identifiers)

    def described(self) -> list[ReadRecord]:
        """Some organisations that a source describes, which stay as they are."""
        known = [
            ("lig", "Laboratoire d'informatique de Grenoble", "LIG", "Grenoble", (Identifier("ror", "01"),)),
            ("fabrique", "La Fabrique", "", "Lyon", ()),
        ]
        return [
            ReadRecord(
                Actor(
                    key=key,
                    place=Place("source/d", key),
                    type=ActorType.ORGANISATION,
                    name=name,
                    acronym=acronym,
                    location=town,
                    identifiers=identifiers,
                ),
                "source/d",
            )
            for key, name, acronym, town, identifiers in self.chance.sample(known, self.chance.randrange(3))
        ]

    def registered(self) -> list[ReadRecord]:
        """Some organisations of two registers, of which some are part of others."""
        known = [
            ("lig", "Laboratoire d'Informatique de Grenoble", ("LIG", "UMR 5217"), "Grenoble", "01"),
            ("uga", "Université Grenoble Alpes", ("UGA",), "Grenoble", "02"),
            ("cnrs", "Centre national de la recherche scientifique", ("CNRS",), "Paris", "03"),
            ("cci", "Chambre de commerce et d'industrie de Grenoble", (), "Grenoble", "04"),
            ("lyon", "Chambre de commerce et d'industrie de Lyon", ("CCI de Lyon",), "Lyon", "05"),
            ("fabrique", "La Fabrique", (), "Nantes", "06"),
            ("else", "Laboratoire X", ("LIG",), "Lille", "07"),
            ("anne", "Anne Martin", (), "", "08"),
        ]
        part_of = {
            "01": ActorReference("Ailleurs", Relation.PART_OF, ActorType.ORGANISATION, (Identifier("ror", "02"),)),
            "03": ActorReference("UGA", Relation.PART_OF, ActorType.ORGANISATION),
            "07": ActorReference("C.N.R.S.", Relation.PART_OF, ActorType.ORGANISATION),
        }
        return [
            ReadRecord(
                Actor(
                    key=key,
                    place=Place(source, key),
                    type=ActorType.ORGANISATION,
                    name=name,
                    variants=variants,
                    location=town,
                    identifiers=(Identifier("ror", ror),) if source == "source/r" else (),
                    actors=(part_of[ror],) if ror in part_of else (),
                ),
                source,
                registered=True,
            )
            for source in ("source/r", "source/s")
            for key, name, variants, town, ror in sorted(self.chance.sample(known, self.chance.randrange(8)))
        ]

    def gathered(self) -> Gathered:
        """All of it, as it is read."""
        return Gathered([*self.registers, *self.read])

    def record(self) -> ReadRecord:
        if self.chance.random() < self.often_again:
            return self.told_again()
        self.number += 1
        source = f"source/{self.chance.choice('abc')}"
        key = f"{self.some(['k', 'k-2', 'x'])}"
        place = Place(source, f"row {self.number}")
        doi = Identifier("doi", f"10.1/{self.some(['a', 'a-2', 'b'])}")
        identifiers: tuple[Identifier, ...] = (doi,) if self.chance.random() < 0.3 else ()
        actors = tuple(self.person() for _ in range(self.chance.randrange(3)))
        actors += tuple(self.organisation() for _ in range(self.chance.choice(self.organisations)))
        title = Text(self.some(TITLES)) if self.chance.random() < 0.8 else None
        when = When(self.chance.choice([f"20{number}-0{number % 9 + 1}-11" for number in range(10, 50)] + ["2013"]))
        made: Record
        told: dict[str, Any]
        match self.chance.randrange(8):
            case 0:
                made = Actor(key=key, place=place, type=ActorType.PERSON, name=self.person().name, actors=actors)
            case 1 | 4 if source == "source/c":
                partner = ActorReference(self.chance.choice(NAMES), Relation.PARTNER)
                made = Document(key=self.chance.choice(["page", key]), place=place, title=title, actors=(partner,))
            case 2 | 3:
                where, uid = self.chance.choice(["", "", "Lyon", "Paris"]), Identifier("uid", self.some(["1", "2"]))
                known = (uid,) if self.chance.random() < 0.2 else ()
                hour = (
                    self.chance.choice(["", "", "11T00:30:00+02:00", "10T22:30:00Z"]) if len(when.value) == 10 else ""
                )
                start = When(f"{when.value[:8]}{hour}") if hour else when
                told = {"title": title, "start": start, "actors": actors, "kind": "forum", "location": where}
                made = Event(key=key, place=place, identifiers=known, **told)
            case _:
                kind = self.chance.choice(["", "book", "chapter"])
                identifiers += (Identifier("isbn", "9782070368228"),) if self.chance.random() < 0.1 else ()
                told = {"title": title, "issued": when, "actors": actors, "kind": kind}
                made = Publication(key=key, place=place, identifiers=identifiers, **told)
        return ReadRecord(made, source)

    def told_again(self) -> ReadRecord:
        """A publication of which others tell too, who name its authors alike, or with their initials."""
        self.number += 1
        source, thing = f"source/{self.chance.choice('abc')}", self.chance.choice("xy")
        given = self.chance.choice([["Anne", "A.", "Anne-Lise"], ["Paul", "P.", "Pierre"], GIVEN])
        named = [
            f"{family}, {self.chance.choice(given)}".strip(" ,") for family in FAMILIES[: self.chance.randrange(4)]
        ]
        named += [f"Martin, {self.chance.choice(given)}"] if self.chance.random() < 0.2 else []
        some = (Identifier("orcid", f"0000-{self.chance.randrange(3)}"),)
        actors = [
            ActorReference(each, Relation.CREATOR, ActorType.PERSON, some if self.chance.random() < 0.1 else ())
            for each in named
        ]
        schemes = self.chance.sample(["doi", "hal"], self.chance.randint(1, 2))
        made = Publication(
            key=f"again {self.number}",
            place=Place(source, f"row {self.number}"),
            title=Text(f"Told {self.word()}"),
            actors=tuple(actors),
            identifiers=tuple(Identifier(scheme, f"10.2/{thing}") for scheme in schemes),
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


class Decisions:
    """Random decisions on what the records tell of and name, or once did: links, who is who, and second thoughts."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.said: list[Decision] = []

    def __call__(self, built: Built) -> Rulings:
        """All that was decided, and one or two more."""
        for _ in range(self.chance.randint(0, 2)):
            self.said += self.one(list(built.values()))
        return Rulings(self.said)

    def one(self, items: list[LinkedRecord]) -> Iterator[Decision]:
        """A decision on the things of some record, or on what others were on, where it can be taken."""
        some, verdict = self.chance.choice, self.chance.choice([Verdict.ACCEPTED, Verdict.REJECTED])
        item = some(items)
        resolved = [found.identity for each in items for _, found in each.actors]
        actors = [found.identity.path for _, found in item.actors] or [item.path]
        known = [end.removeprefix(BASE) for each in self.said for end in (each.subject, each.object)] or actors
        match self.chance.randrange(8):
            case 0 if self.said:
                yield replace(some(self.said), verdict=Verdict.UNDONE, by="")
            case 1:
                described = [each.path for each in items if each.identity] or actors
                subject = some([item.path, some(described), some(known)])
                yield from self.on(verdict, subject, CONCEPT, SUBJECT)
            case 2:
                yield from self.on(verdict, item.path, some(actors), SCHEMA.organizer.value)
            case 3 if partners := [each for item in items for each in self.partners(item)]:
                network, partner = some(partners)
                yield from self.on(verdict, network, partner, ML.partnerOf.value)
            case 4:
                yield from self.told_apart(items)
            case 5 if unsure := [each for each in resolved if each.candidates]:
                doubtful = some(unsure)
                one, other = self.chance.sample([some(doubtful.candidates), some([doubtful.path, *actors])], 2)
                yield from self.on(verdict, one, other, SAME)
            case _ if item.owner:
                one = some([some(actors), some(known), item.owner.path, some(REGISTERED)])
                one, other = self.chance.sample([one, some(resolved).path], 2)
                yield from self.on(verdict, one, other, SAME)

    def partners(self, item: LinkedRecord) -> Iterator[tuple[str, str]]:
        """The network and each of the partners that a page names."""
        if item.owner and isinstance(item.record, Document):
            yield from ((item.owner.path, found.identity.path) for _, found in item.actors)

    def told_apart(self, items: list[LinkedRecord]) -> Iterator[Decision]:
        """A name told from whom it was taken for."""
        named = [
            (own_path(name, found.identity.type), found.identity.path) for item in items for name, found in item.actors
        ]
        if taken := [pair for pair in named if pair[0] != pair[1]]:
            own, found = self.chance.choice(taken)
            yield from self.on(Verdict.REJECTED, own, found, SAME)

    def on(self, verdict: Verdict, subject: str, other: str, relation: str) -> Iterator[Decision]:
        """A decision on one link."""
        if subject != other:
            ends = (BASE + subject, relation, other if "://" in other else BASE + other)
            yield Decision(verdict, *ends, "anne@example.org", MOMENT)


def whole(gathered: Gathered, rulings: Rulings = NO_RULINGS) -> tuple[Built, Ledger]:
    """Every record as a build from nothing puts it together, by the name of its graph, and what is kept of them."""
    notes = Notes(gathered, "")
    assembly = Assembly(gathered, OWNER, noting=notes.take)
    put_together = notes.passing(assembly.every(rulings.chosen(BASE)))
    every, applied = decided(put_together, rulings, BASE, notes.noted, assembly.owner)
    linked = list(every)
    graphs = list(graph_names((each.source, each.record.key) for each in linked))
    ledger = notes.ledger(assembly, graphs, applied.outcome)
    assert ledger
    return dict(zip(graphs, linked, strict=True)), ledger


def followed(before: Built, change: Changed) -> Built:
    """What was there before, brought up to date."""
    kept = {graph: item for graph, item in before.items() if graph not in change.gone}
    return kept | dict(change.tasks)


def fingerprints(built: Built) -> dict[str, str]:
    """The fingerprint of each record: those that waited are of a class of their own."""
    return {graph: record_fingerprint(item, "") for graph, item in built.items()}


@pytest.mark.parametrize("seed", range(90))
def test_following_any_change_gives_what_putting_everything_together_gives(seed: int) -> None:
    corpus, decisions = Corpus(seed), Decisions(seed)
    built, ledger = whole(corpus.gathered())
    for _ in range(8):
        corpus.change()
        rulings = decisions(built) if seed % 3 else NO_RULINGS
        expected, anew = whole(corpus.gathered(), rulings)
        change = changed(corpus.gathered(), ledger, OWNER, rulings, BASE)
        if change is None:
            built, ledger = expected, anew
            continue
        built, ledger = followed(built, change), change.ledger
        assert fingerprints(built) == fingerprints(expected)
        assert (ledger.graphs, ledger.registered) == (anew.graphs, anew.registered)
        assert ledger.digests == anew.digests
        assert ledger.paths == anew.paths
        assert ledger.outcome == anew.outcome
        assert ledger.mentions.hashes.tolist() == anew.mentions.hashes.tolist()


def publication(key: str, *names: ActorReference) -> ReadRecord:
    place = Place("source/a", f"row {key}")
    return ReadRecord(Publication(key=key, place=place, title=Text(f"Title {key}"), actors=names), "source/a")


ORCID = (Identifier("orcid", "0000-0002-1825-0097"),)
ANNE = "person/orcid-0000-0002-1825-0097"
NAMED = [
    publication("one", ActorReference("Martin, Anne", Relation.CREATOR, ActorType.PERSON, ORCID)),
    publication("two", ActorReference("Martin, Anne", Relation.CREATOR, ActorType.PERSON)),
    publication("three", ActorReference("Durand, Zoé", Relation.CREATOR, ActorType.PERSON)),
    ReadRecord(
        Actor(key="four", place=Place("source/b", "row 4"), type=ActorType.PERSON, name="Lucie Petit"), "source/b"
    ),
]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        pytest.param(
            ("accepted", "person/lucie-petit", SAME, ANNE), ("accepted", ANNE, SUBJECT, CONCEPT), id="subject"
        ),
        pytest.param(
            ("rejected", "person/anne-martin", SAME, ANNE),
            ("accepted", "person/anne-martin", SAME, "person/zoe-durand"),
            id="told apart",
        ),
        pytest.param(
            ("accepted", "person/zoe-durand", SAME, ANNE), ("undone", "person/zoe-durand", SAME, ANNE), id="undone"
        ),
    ],
)
def test_what_was_decided_before_is_looked_at_where_more_is_decided_on_the_same(
    first: tuple[str, str, str, str], then: tuple[str, str, str, str]
) -> None:
    said = [
        Decision(Verdict(verdict), BASE + one, relation, other if "://" in other else BASE + other, "anne", MOMENT)
        for verdict, one, relation, other in (first, then)
    ]
    built, ledger = whole(Gathered(NAMED), Rulings(said[:1]))
    expected, _ = whole(Gathered(NAMED), Rulings(said))
    change = changed(Gathered(NAMED), ledger, OWNER, Rulings(said), BASE)
    assert change
    assert fingerprints(built) != fingerprints(expected)
    assert fingerprints(followed(built, change)) == fingerprints(expected)


def registered(name: str, ror: str, *actors: ActorReference, short: str = "") -> ReadRecord:
    place, identifiers, variants = Place("r"), (Identifier("ror", ror),), (short,) if short else ()
    kind = ActorType.ORGANISATION
    made = Actor(key=ror, place=place, type=kind, name=name, variants=variants, identifiers=identifiers, actors=actors)
    return ReadRecord(made, "source/r", registered=True)


def naming(*names: str) -> list[ReadRecord]:
    """A publication for each organisation, and some that name none."""
    named = [ActorReference(name, Relation.PUBLISHER, ActorType.ORGANISATION) for name in names]
    return [*(publication(each.name, each) for each in named), *map(publication, "abcdefgh")]


def part_of(name: str) -> ActorReference:
    return ActorReference(name, Relation.MEMBER_OF)


BOOKS, TOURISM, ALPINE = "Société des amis du livre", "Comité départemental de tourisme", "Laboratoire de glaciologie"


@pytest.mark.parametrize(
    ("parts", "before", "after", "verdict"),
    [
        pytest.param([], [BOOKS], [BOOKS, ALPINE], Verdict.REJECTED, id="who is told apart comes"),
        pytest.param([BOOKS], [BOOKS, ALPINE], [BOOKS, ALPINE, TOURISM], Verdict.REJECTED, id="is doubtful"),
        pytest.param(
            [],
            [BOOKS, TOURISM, ALPINE],
            [BOOKS, TOURISM, ALPINE, "Confrérie des vignerons (XYZ)"],
            Verdict.ACCEPTED,
            id="has a candidate more",
        ),
        pytest.param([], [BOOKS, TOURISM, ALPINE], [BOOKS, TOURISM], Verdict.ACCEPTED, id="goes"),
    ],
)
def test_what_a_registered_organisation_says_of_another_is_decided_on_as_it_is_now(
    parts: list[str], before: list[str], after: list[str], verdict: Verdict
) -> None:
    alpine = registered(ALPINE, "01", *map(part_of, [*parts, "XYZ"]))
    register = [registered(BOOKS, "02", short="XYZ"), registered(TOURISM, "09", short="XYZ"), alpine]
    said = Rulings([Decision(verdict, f"{BASE}organisation/xyz", SAME, f"{BASE}organisation/ror-02", "anne", MOMENT)])
    built, ledger = whole(Gathered([*register, *naming(*before)]), said)
    now = Gathered([*register, *naming(*after)])
    expected, anew = whole(now, said)
    change = changed(now, ledger, OWNER, said, BASE)
    assert change
    assert fingerprints(followed(built, change)) == fingerprints(expected)
    assert (change.ledger.outcome, change.ledger.registered) == (anew.outcome, anew.registered)


def test_whom_a_registered_organisation_names_without_saying_what_it_is_may_become_another() -> None:
    register = [registered(ALPINE, "01", ActorReference("INSEE", Relation.CREATOR))]
    built, ledger = whole(Gathered([*register, *naming(ALPINE, "INSEE")]))
    now = Gathered([*register, *naming(ALPINE)])
    expected, _ = whole(now)
    change = changed(now, ledger, OWNER, NO_RULINGS, BASE)
    assert change
    assert fingerprints(followed(built, change)) == fingerprints(expected)
