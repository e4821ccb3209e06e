"""A person at a terminal before the review queue, one question at a time.

How items are listed is in :mod:`explorer.review_items`, how decisions are told in :mod:`explorer.decisions`.
"""

from __future__ import annotations

import click

from explorer.choosing import Chooser
from explorer.decisions import Teller
from explorer.terminal import plain
from explorer.texts import texts
from explorer.texts.told import told_error
from graph.views.kinds import is_typed
from ingest.decisions import Decision, DecisionLog, Verdict
from ingest.decisions.doubts import Doubts
from ingest.decisions.renames import rulings_on
from ingest.decisions.review import ReviewItem, decide, review_queue, undo
from ontology.errors import CallError

__all__ = ["Sitting"]

_KEYS = "arcsuq"
"""What can be answered: accept, reject, choose another, skip, undo, quit."""


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

    def run(self, limit: int, doubts: Doubts | None = None) -> None:
        """Ask about up to ``limit`` items, until there are none or the person leaves; ``doubts`` are the graph's."""
        rulings = rulings_on(self.store, self.log)
        waiting = review_queue(self.store, rulings, self.language, limit, doubts=doubts)
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
        if not is_typed(self.store, iri):
            raise CallError(f"nothing in the graph is called <{plain(iri)}>", None, "Type a name, or an IRI.")
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
