"""A person at a terminal before the review queue: items and decisions as text, one question at a time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import click

from explorer.choosing import Chooser
from explorer.naming import short
from explorer.terminal import counted, plain
from explorer.texts import Texts, texts
from explorer.texts.told import told_error
from graph.store import Store
from graph.views.nodes import things_and_names
from graph.views.things import Thing
from ingest.decisions import Decision, DecisionLog, Rulings, Verdict
from ingest.decisions.kinds import Kinds
from ingest.decisions.log import FILE, to_come
from ingest.decisions.merges import impossible, told
from ingest.decisions.renames import rulings_on
from ingest.decisions.review import ReviewItem, decide, review_queue, undo
from ingest.decisions.statements import Waiting
from ingest.decisions.suggestions import suggestion_id
from ontology.errors import CallError

__all__ = ["Sitting", "Teller", "decided", "listed", "table", "warn_of_time"]

_KEYS = "arcsuq"
"""What can be answered: accept, reject, choose another, skip, undo, quit."""
_WIDTHS = (10, 16, 44, 14, 40, 5)
_APART = 22
"""Characters of what tells things of one name apart."""


def listed(item: ReviewItem) -> dict[str, object]:
    """The item as JSON: things as IRI and label, evidence as quote, context, method and place."""
    return {
        "id": item.id,
        "kind": item.kind.value,
        "subject": _thing(item.subject),
        "relation": item.relation,
        "object": _thing(item.object),
        "confidence": item.confidence,
        "usefulness": item.usefulness,
        "candidates": [_thing(candidate) for candidate in item.candidates],
        "evidence": [
            {
                "quote": each.quote,
                "prefix": each.prefix,
                "suffix": each.suffix,
                "method": each.method,
                "confidence": each.confidence,
                "source": each.source_url,
            }
            for each in item.evidence
        ],
    }


def _thing(thing: Thing) -> dict[str, str]:
    return {"iri": thing.iri, "label": thing.label, "note": thing.note}


def table(items: Sequence[ReviewItem]) -> None:
    """List the items, a line each; things of one name with what tells them apart."""
    apart = _apart(thing for item in items for thing in (item.subject, item.object))
    rows = [("id", "kind", "subject", "relation", "object", "sure"), tuple("-" * width for width in _WIDTHS)]
    rows += [
        (
            item.id,
            item.kind.value,
            _called(item.subject, apart, _WIDTHS[2]),
            plain(item.relation_label),
            _called(item.object, apart, _WIDTHS[4]),
            f"{item.confidence:.2f}" if item.confidence is not None else "",
        )
        for item in items
    ]
    for row in rows:
        click.echo("  ".join(_cut(cell, width) for cell, width in zip(row, _WIDTHS, strict=True)).rstrip())
    click.echo(counted(len(items), "item"), err=True)


def _apart(things: Iterable[Thing]) -> dict[str, str]:
    """What tells the things that one column would name alike apart, by IRI: its note, else the end of its IRI."""
    alike: dict[str, dict[str, str]] = {}
    for thing in things:
        alike.setdefault(_cut(plain(thing.label), min(_WIDTHS[2], _WIDTHS[4])), {})[thing.iri] = plain(thing.note)
    apart: dict[str, str] = {}
    for notes in alike.values():
        if len(notes) > 1:
            shown = {iri: _cut(note, _APART).strip() for iri, note in notes.items()}
            often = Counter(shown.values())
            apart |= {iri: note if note and often[note] == 1 else _end(iri) for iri, note in shown.items()}
    return apart


def _end(iri: str) -> str:
    last = re.split(r"[/#]", iri)[-1]
    return last if len(last) <= _APART else f"…{last[1 - _APART :]}"


def _called(thing: Thing, apart: Mapping[str, str], width: int) -> str:
    """The label in a cell of so many characters, with what tells the thing from its namesakes."""
    mark = f" ({apart[thing.iri]})" if thing.iri in apart else ""
    return _cut(plain(thing.label), width - len(mark)).rstrip() + mark


def _cut(cell: str, width: int) -> str:
    return cell.ljust(width) if len(cell) <= width else f"{cell[: width - 1]}…"


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


class Sitting:
    """One person deciding, item after item, in one language; what was decided in this sitting can be undone in it."""

    def __init__(self, chooser: Chooser, log: DecisionLog, who: str) -> None:
        self.chooser = chooser
        self.store = chooser.store
        self.log = log
        self.who = who
        self.language = chooser.language
        self.t = texts(self.language)
        self.teller = Teller(log.base, self.language, self.store, self.t)
        self.done: list[ReviewItem] = []

    def run(self, limit: int) -> None:
        """Ask about up to ``limit`` items, until there are none or the person leaves."""
        waiting = review_queue(self.store, rulings_on(self.store, self.log), self.language, limit)
        click.echo(self.t("sitting.begin", count=len(waiting), who=self.who, keys=self.t("sitting.keys")))
        while waiting:
            item = waiting.pop(0)
            self._show(item, len(waiting))
            answer = self._answer()
            if answer == "q":
                break
            if answer == "u":
                waiting[:0] = [*self._undone(), item]
            elif answer != "s" and not self._decided(item, answer):
                waiting.insert(0, item)
        click.echo(self.t("sitting.applied" if self.done else "sitting.nothing"))

    def _answer(self) -> str:
        """One of the keys; they are told again until one is given."""
        while (given := str(click.prompt("", prompt_suffix="> ")).strip()) not in {*_KEYS}:
            click.echo(self.t("sitting.no_key", given=plain(given), keys=self.t("sitting.keys")), err=True)
        return given

    def _decided(self, item: ReviewItem, answer: str) -> bool:
        verdict, by = {"a": Verdict.ACCEPTED, "r": Verdict.REJECTED}.get(answer, Verdict.REPLACED), ""
        try:
            if verdict is Verdict.REPLACED:
                by = self._chosen(item)
            self._tell(decide(self.log, item.link, verdict, self.who, by=by, store=self.store))
        except CallError as error:
            click.echo(told_error(self.t, error) or str(error), err=True)
            return False
        self.done.append(item)
        return True

    def _chosen(self, item: ReviewItem) -> str:
        """The IRI that the person gives, by number or by name."""
        candidates = item.candidates
        for number, candidate in enumerate(candidates, 1):
            click.echo(f"  {number}. {self.teller.named(candidate)}")
        wanted = self.t("sitting.wanted_of" if candidates else "sitting.wanted")
        given = str(click.prompt(wanted, prompt_suffix="> ")).strip()
        if given.isdecimal():
            if not 0 < int(given) <= len(candidates):
                raise CallError(f"no answer has the number {given}", None, "Type a name, or an IRI.")
            return candidates[int(given) - 1].iri
        iri = self.chooser.chosen(given, item.link)
        if not self.chooser.is_known(iri):
            raise CallError(f"nothing in the graph is called <{plain(iri)}>")
        return iri

    def _undone(self) -> list[ReviewItem]:
        """The last item decided on, open again."""
        if not self.done:
            click.echo(self.t("sitting.nothing_undone"), err=True)
            return []
        item = self.done.pop()
        self._tell(undo(self.log, item.link, self.who))
        return [item]

    def _tell(self, decision: Decision) -> None:
        click.echo("".join(self.teller.decisions([decision])))

    def _show(self, item: ReviewItem, left: int) -> None:
        """The question and its evidence."""
        sure = item.confidence
        known = [self.t("sitting.sure", confidence=self.t.decimal(sure, 2))] if sure is not None else []
        known.append(self.t("sitting.left", count=left))
        click.echo(f"\n[{item.id}] {self.t(f'question.{item.kind.value}')} ({', '.join(known)})")
        relation = plain(item.relation_label)
        click.echo(f"  {self.teller.named(item.subject)}\n    — {relation} →\n  {self.teller.named(item.object)}")
        if item.candidates:
            named = "; ".join(self.teller.named(candidate) for candidate in item.candidates)
            click.echo(f"  {self.t('sitting.or', things=named)}")
        for each in item.evidence:
            words = f"{plain(each.prefix)} «{plain(each.quote)}» {plain(each.suffix)}".strip()
            words = words if each.quote else self.t("evidence.no_words")
            click.echo(f"  {words}\n    {plain(each.method_label)}, {plain(each.source_url)}")
