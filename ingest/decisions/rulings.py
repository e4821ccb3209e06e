"""What is in force of all that was decided: for each link, the latest word. Files are not for here.

The latest is the one taken last, wherever its line is: two people who merge their lines, each theirs first, have the
same in force. Of two taken at one moment the more careful holds: a rejection before an acceptance, an undoing before
both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from ingest.decisions.decision import Decision, Verdict
from ontology.namespaces import DCTERMS, OWL, SCHEMA

__all__ = ["Key", "Ruling", "Rulings", "link_key", "since"]

Key = tuple[str, str, str]
_ABOUT = frozenset({DCTERMS.subject.value, SCHEMA.mentions.value})
_SAME = OWL.sameAs.value
_CARE = (Verdict.ACCEPTED, Verdict.REPLACED, Verdict.REJECTED, Verdict.UNDONE)
"""Of verdicts of one moment the last holds."""


def link_key(subject: str, relation: str, other: str) -> Key:
    """What one decision is about: being the subject and being mentioned are one link, sameness has no direction.

    >>> link_key("b", OWL.sameAs.value, "a") == link_key("a", OWL.sameAs.value, "b")
    True
    """
    if relation == _SAME:
        return (min(subject, other), relation, max(subject, other))
    return (subject, "" if relation in _ABOUT else relation, other)


def since(path: str, names: Mapping[str, str]) -> list[str]:
    """The name and those that came after it, each once.

    >>> since("a", {"a": "b", "b": "c", "c": "a"})
    ['a', 'b', 'c']
    """
    found = {path: None}
    while (after := names.get(path)) and after not in found:
        found[after] = None
        path = after
    return list(found)


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision in force on a link: a replacement is a link rejected and another accepted.

    The ends of the link are those of the decision, by the names that they have now.
    """

    decision: Decision
    subject: str
    object: str
    accepted: bool

    @property
    def relation(self) -> str:
        """The relation decided on."""
        return self.decision.relation

    @property
    def key(self) -> Key:
        """The link that it is about."""
        return link_key(self.subject, self.decision.relation, self.object)

    @property
    def decided_on(self) -> Key:
        """The link by the names that it had when people decided."""
        return self.decision.subject, self.decision.relation, self.decision.object

    @property
    def is_of_actors(self) -> bool:
        """Whether it says that two actors are one, or are not."""
        return self.decision.relation == _SAME


def _order(decision: Decision) -> tuple[datetime, int, tuple[str, ...]]:
    """What puts decisions in one order, in whatever order their lines are."""
    said = (
        decision.subject,
        decision.relation,
        decision.object,
        decision.by,
        decision.who,
        decision.note,
        decision.when,
    )
    return decision.moment, _CARE.index(decision.verdict), said


class Rulings:
    """The decisions in force, from all the lines: the one taken last on a link wins, and undoing leaves none.

    ``names`` are former names of things, as paths, with the next one of each, as far as builds followed them.
    """

    def __init__(self, decisions: Iterable[Decision] = (), names: Mapping[str, str] | None = None) -> None:
        self.names = names or {}
        self._decisions = tuple(decisions)
        self._by_key: dict[Key, Ruling] = {}
        self._by_subject: defaultdict[str, list[Ruling]] = defaultdict(list)
        for decision in sorted(self._decisions, key=_order):
            self._take(decision)
        self._sort()

    def _sort(self) -> None:
        self._by_subject.clear()
        for ruling in self:
            self._by_subject[ruling.subject].append(ruling)

    def _take(self, decision: Decision) -> None:
        if decision.verdict is Verdict.UNDONE:
            self._forget(link_key(decision.subject, decision.relation, decision.object))
            return
        self._put(Ruling(decision, decision.subject, decision.object, decision.verdict is Verdict.ACCEPTED))
        if decision.by:
            self._put(Ruling(decision, decision.subject, decision.by, accepted=True))

    def _put(self, ruling: Ruling) -> None:
        self._by_key.pop(ruling.key, None)
        self._by_key[ruling.key] = ruling

    def _forget(self, key: Key) -> None:
        """Take back what was said of the link, and the other half where it was a replacement."""
        if ruling := self._by_key.pop(key, None):
            for other in filter(None, (ruling.decision.object, ruling.decision.by)):
                half = link_key(ruling.decision.subject, ruling.decision.relation, other)
                if half in self._by_key and self._by_key[half].decision is ruling.decision:
                    del self._by_key[half]

    def __len__(self) -> int:
        return len(self._by_key)

    def __iter__(self) -> Iterator[Ruling]:
        """Those in force, the oldest first."""
        return iter(self._by_key.values())

    def by_decision(self) -> list[Ruling]:
        """One ruling for each decision in force, the oldest first: of a replacement the half that is rejected."""
        once: dict[Decision, Ruling] = {}
        for ruling in self:
            once.setdefault(ruling.decision, ruling)
        return list(once.values())

    def on(self, subject: str, relation: str, other: str) -> Ruling | None:
        """What is in force on a link, if anything."""
        return self._by_key.get(link_key(subject, relation, other))

    def of(self, subject: str) -> tuple[Ruling, ...]:
        """Those on the links that start from a thing, without those that say who is who."""
        return tuple(ruling for ruling in self._by_subject.get(subject, ()) if not ruling.is_of_actors)

    def renamed(self, names: Mapping[str, str]) -> Rulings:
        """The same on the links of things that bear other IRIs now, given by old name.

        Of two actors that became one, the ruling that says so keeps the name that was given up.
        """
        if not names:
            return self
        made = Rulings()
        for ruling in self:
            subject, other = names.get(ruling.subject, ruling.subject), names.get(ruling.object, ruling.object)
            if ruling.is_of_actors and ruling.accepted:
                subject = ruling.subject if ruling.subject != other else ruling.object
            made._put(replace(ruling, subject=subject, object=other))
        made._sort()
        return made

    def without(self, waiting: Container[Decision]) -> Rulings:
        """What is in force where these decisions were not taken."""
        return Rulings((each for each in self._decisions if each not in waiting), self.names)

    def on_things(self, names: Mapping[str, str]) -> Rulings:
        """The same on things that bear other IRIs now, given by old name, each still what it was; without what says
        of two that are one now that they are, or are not."""
        if not names:
            return self
        made = Rulings(names=self.names)
        for ruling in self:
            subject, other = names.get(ruling.subject, ruling.subject), names.get(ruling.object, ruling.object)
            if subject != other:
                made._put(replace(ruling, subject=subject, object=other))
        made._sort()
        return made

    def chosen(self, base: str) -> set[str]:
        """The ends of the links that people accepted, as paths below ``base``, and the names that these had since."""
        ends = (end for ruling in self if ruling.accepted for end in (ruling.subject, ruling.object))
        return {name for end in ends if end.startswith(base) for name in since(end.removeprefix(base), self.names)}

    def of_actors(self) -> list[Ruling]:
        """Those that say that two actors are one, or are not, the oldest first."""
        return [ruling for ruling in self if ruling.is_of_actors]
