"""Decisions told at a terminal, a line each, and which cannot hold or bear a time to come. Taking them is not here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

import click

from explorer.naming import short
from explorer.terminal import plain
from explorer.texts import Texts, texts
from graph.store import Store
from graph.views.nodes import things_and_names
from graph.views.things import Thing
from ingest.decisions import Decision, Rulings
from ingest.decisions.kinds import Kinds
from ingest.decisions.log import FILE, to_come
from ingest.decisions.merges import impossible, told
from ingest.decisions.statements import Waiting
from ingest.decisions.suggestions import suggestion_id

__all__ = ["Teller", "decided", "warn_of_time"]


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells of things and decisions in a line, by the labels that the graph has, and by what can be typed again.

    ``language`` is that of the labels; what stands around them is of ``t``.
    """

    base: str
    language: str
    store: Store | None = None
    t: Texts = field(default_factory=lambda: texts("en"))

    def named(self, thing: Thing) -> str:
        """The thing's label, note and IRI."""
        note = f" ({plain(thing.note)})" if thing.note else ""
        return f"{plain(thing.label)[:200]}{note} <{short(thing.iri, self.base)}>"

    def decisions(self, found: Iterable[Decision]) -> list[str]:
        """Each decision in a line; without a graph, things are their IRIs."""
        decisions = list(found)
        things = {iri for each in decisions for iri in (each.subject, each.object, each.by) if iri}
        relations = {each.relation for each in decisions}
        if self.store is None:
            return [self._decision(each, {}) for each in decisions]
        known, names = things_and_names(self.store, things, relations, self.language)
        labels = {iri: self.named(thing) for iri, thing in known.items()}
        return [
            self._decision(each, labels | {iri: plain(name.label) for iri, name in names.items()}) for each in decisions
        ]

    def _decision(self, decision: Decision, labels: Mapping[str, str]) -> str:
        subject, relation, other, by = (
            labels.get(iri, f"<{short(iri, self.base)}>")
            for iri in (decision.subject, decision.relation, decision.object, decision.by)
        )
        note = f" ({plain(decision.note)[:200]})" if decision.note else ""
        link = f"{subject} — {relation} → {other}"
        link = self.t("sitting.by", link=link, by=by) if decision.by else link
        said = f"{link}, {plain(decision.who)}, {decision.when}{note}"
        return self.t(f"sitting.verdict.{decision.verdict.value}", said=said)


def decided(rulings: Rulings, teller: Teller) -> None:
    """List the decisions in force, a line each, and say of those that cannot hold why."""
    standing = rulings.by_decision()
    lines = teller.decisions(ruling.decision for ruling in standing)
    for ruling, line in zip(standing, lines, strict=True):
        names = {ruling.decision.subject: ruling.subject, ruling.decision.object: ruling.object}
        now = [short(name, teller.base) for old, name in names.items() if name not in {old, ruling.decision.by}]
        said = f"{line}; now <{plain('>, <'.join(now))}>" if now else line
        click.echo(f"{suggestion_id(ruling.subject, ruling.relation, ruling.object)}  {said}")
    cannot = impossible(rulings.of_actors(), teller.base) | Kinds(teller.base).unfit(rulings)
    for decision, why in cannot.items():
        click.echo(plain(str(Waiting(decision, because=why))), err=True)
    warn_of_time(ruling.decision for ruling in standing)
    click.echo(f"{len(standing)} in force", err=True)


def warn_of_time(decisions: Iterable[Decision]) -> None:
    """Name the decisions whose time is still to come by more than a day."""
    for decision in to_come(decisions, datetime.now(UTC)):
        said = plain(told(decision))
        click.echo(f"{said} bears a time that is still to come. Mend its “when” in {FILE}.", err=True)
