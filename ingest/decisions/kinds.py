"""Which kinds of thing a decision may link: a concept as what a text is about, an actor as who acts, actors of one kind
as one. Whether a link is right is not for here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from graph.binding import iri as term
from graph.sparql import load
from graph.store import Store, text
from ingest.actors.identity import FOLDERS
from ingest.decisions.decision import Decision, Verdict
from ingest.decisions.rulings import Rulings
from ingest.records import OF_WORKS, Relation
from ontology.namespaces import DCTERMS, ML, OWL, expand

__all__ = ["Kinds", "fitting"]

_CONCEPT, _OTHER = "a concept", "neither a concept nor an actor"
_FOLDERS = {
    "person": "a person",
    "organisation": "an organisation",
    "group": "a group",
    "category": "a category of actors",
    "event": "an event",
    "publication": "a publication",
    "page": "a page",
    "partnership": "a partnership",
    "source": "a source",
    "node": _OTHER,
}
"""What a thing is, by the beginning of its path."""
_NAMES = {
    _CONCEPT: "concept",
    **{what: folder for folder, what in _FOLDERS.items() if folder not in {"source", "node"}},
}
"""The kinds by these words."""
_ACTORS = frozenset(_FOLDERS[folder] for folder in FOLDERS.values())
_COMPANIES = _ACTORS - {_FOLDERS["person"]}
_WORKS = frozenset({"an event", "a publication", "a page"})
_OBJECTS = {
    **dict.fromkeys(
        (ML.partnerOf.value, *(expand(relation.value) for relation in (*OF_WORKS, Relation.PARTNER))),
        (_ACTORS, "this relation leads to a person or an organisation"),
    ),
    expand(Relation.MEMBER_OF.value): (_COMPANIES, "this relation leads to an organisation"),
    **{
        expand(relation.value): (_ACTORS | _WORKS, "this relation does not lead there")
        for relation in (Relation.PART_OF, Relation.REPLACES, Relation.REPLACED_BY)
    },
    DCTERMS.subject.value: (frozenset({_CONCEPT}), "this relation leads to a concept"),
}
"""What each relation leads to, and that as a part of a sentence; a mention may be of anything."""
_ALIKE = {_FOLDERS["group"]: _FOLDERS["organisation"]}
"""A group may turn out to be an organisation: names do not tell them apart."""


@dataclass(frozen=True, slots=True)
class Kinds:
    """What things are, as far as it is known: by their names below ``base``, by the ``concepts`` of the vocabularies,
    and by a graph that knows the ``others`` as no concepts."""

    base: str
    concepts: Collection[str] = ()
    others: Collection[str] = ()

    @classmethod
    def in_graph(cls, store: Store, base: str, things: Iterable[str]) -> Kinds:
        """Those of the things given that the graph knows."""
        wanted = [term(each) for each in sorted(set(things))]
        rows = store.select(load("ingest.decisions", "kinds"), {"things": wanted}) if wanted else ()
        known = {text(row, "thing"): text(row, "concept") == "true" for row in rows}
        concepts, others = ({iri for iri, is_one in known.items() if is_one is which} for which in (True, False))
        return cls(base, concepts, others)

    def of(self, iri: str) -> str:
        """What the thing is, in words that end a sentence; empty where that is not known.

        >>> Kinds("http://b.org/", {"http://e.org/rse"}).of("http://b.org/organisation/cea")
        'an organisation'
        """
        if iri in self.concepts:
            return _CONCEPT
        folder = iri.removeprefix(self.base).partition("/")[0] if iri.startswith(self.base) else ""
        return _FOLDERS.get(folder, _OTHER if iri in self.others else "")

    def against(self, decision: Decision) -> str:
        """Why the decision cannot state its link, as a part of a sentence; empty where nothing speaks against it."""
        if decision.verdict not in {Verdict.ACCEPTED, Verdict.REPLACED}:
            return ""
        stated = decision.by or decision.object
        what = self.of(stated)
        if decision.relation == OWL.sameAs.value:
            return self._against_one(decision.subject, stated)
        wanted, rule = _OBJECTS.get(decision.relation, (_ACTORS, ""))
        return f"<{stated}> is {what}, and {rule}" if rule and what and what not in wanted else ""

    def _against_one(self, one: str, other: str) -> str:
        """Why these two cannot be one; what is no actor is told by :mod:`ingest.decisions.merges`."""
        first, second = self.of(one), self.of(other)
        if {first, second} - _ACTORS or _ALIKE.get(first, first) == _ALIKE.get(second, second):
            return ""
        return f"<{one}> is {first}, <{other}> {second}, and only actors of one kind are one"

    def wanted(self, subject: str, relation: str, other: str) -> list[str]:
        """The kinds (:class:`graph.views.things.ThingKind`) that may stand in the place of a link's object, in order;
        none where nothing is known of it.

        >>> Kinds("http://b.org/").wanted("http://b.org/person/anne", OWL.sameAs.value, "http://b.org/person/luc")
        ['person']
        """
        if relation in _OBJECTS:
            words: Collection[str] = _OBJECTS[relation][0]
        else:
            what = self.of(subject if relation == OWL.sameAs.value else other)
            words = [each for each in {what, *_ACTORS} if what and _ALIKE.get(each, each) == _ALIKE.get(what, what)]
        return sorted({_NAMES[each] for each in words if each in _NAMES})

    def unfit(self, rulings: Rulings) -> dict[Decision, str]:
        """The decisions in force that cannot state their link, each with the reason."""
        return {ruling.decision: why for ruling in rulings if (why := self.against(ruling.decision))}


def fitting(
    decisions: Collection[Decision], kinds: Kinds, renames: Mapping[str, str] = MappingProxyType({})
) -> tuple[Rulings, dict[Decision, str]]:
    """What is in force of the decisions that can state their links, and the others that would be, with the reason.

    An earlier one on the same link holds where the later cannot. ``renames`` are as :class:`Rulings` takes them.
    """
    refused = kinds.unfit(Rulings(decisions, renames))
    return Rulings((each for each in decisions if not kinds.against(each)), renames), refused
