"""``maillage review``: what is left to decide, one question at a time or as a list, and the decisions themselves."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from explorer.editing import person
from explorer.opening import language_option, open_workspace, published, workspace_option
from ontology.errors import CallError

if TYPE_CHECKING:
    from explorer.decisions import Teller
    from graph.store import Store
    from ingest.decisions import Decision, DecisionLog, Rulings

__all__ = ["command"]

Function = TypeVar("Function", bound=Callable[..., Any])
_ITEM = "an item is its id, as the list gives it, or a link: SUBJECT RELATION OBJECT"
_LISTED = "`maillage review --format table` lists them."


def _signed(function: Function) -> Function:
    """The options that every decision takes."""
    who = click.option("--who", help="Who decides (default: git's user.email, else the login name).")
    note = click.option("--note", default="", help="Why, in a few words; kept with the decision.")
    return who(note(workspace_option(function)))


@click.group(name="review", invoke_without_command=True)
@click.option("--format", "form", type=click.Choice(["table", "json"]), help="List the queue, and ask nothing.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1), help="How many items.")
@language_option("Of the questions and the labels")
@click.option("--who", help="Who decides (default: git's user.email, else the login name).")
@workspace_option
@click.pass_context
def command(  # noqa: PLR0913, PLR0917
    context: click.Context, workspace: Path | None, form: str | None, limit: int, language: str, who: str | None
) -> None:
    """Decide on unsure links and on actors that may be one, the most useful first.

    On a terminal each item is shown with its evidence: accept, reject, choose another, skip, undo or quit. Elsewhere,
    and with --format, the queue is listed. Decisions are lines in decisions.jsonl, beside maillage.toml; they apply at
    the next `maillage build`.

    \b
    Examples:
      maillage review
      maillage review --format json --limit 100
      maillage review reject 6ec7d0d3cf --who anne@example.org --note "hors sujet"
      maillage review accept organisation/cci owl:sameAs organisation/cci-de-grenoble
      maillage review choose 6ec7d0d3cf concept:mobilite
      maillage review undo 6ec7d0d3cf
      maillage review forget person/anne-coste
    """
    context.obj = workspace
    if context.invoked_subcommand:
        return
    from explorer.choosing import Chooser
    from explorer.review_items import listed, table
    from explorer.reviewing import Sitting
    from ingest.decisions.doubts import FILE, kept_doubts
    from ingest.decisions.renames import rulings_on
    from ingest.decisions.review import review_queue

    opened = open_workspace(workspace)
    snapshot, log = published(opened), _log(workspace)
    store = snapshot.store()
    doubts = kept_doubts(store, snapshot.path / FILE)
    if form is None and sys.stdin.isatty() and sys.stdout.isatty():
        chooser = Chooser(store, snapshot.labels(), log.base, language)
        Sitting(chooser, log, who or person(log.path.parent)).run(limit, doubts)
        return
    items = review_queue(store, rulings_on(store, log), language, limit, doubts=doubts)
    if form == "json":
        click.echo(json.dumps([listed(item) for item in items], ensure_ascii=False, indent=2))
    else:
        table(items)


@command.command()
@click.argument("item", nargs=-1, required=True)
@_signed
def accept(workspace: Path | None, item: tuple[str, ...], who: str | None, note: str) -> None:
    """State ITEM, whatever the machine thinks: an id of the list, or a link as SUBJECT RELATION OBJECT.

    Example: maillage review accept event/2013-05-13-forum dcterms:subject concept:mobilite
    """
    _decide(workspace, "accepted", item, who, note)


@command.command()
@click.argument("item", nargs=-1, required=True)
@_signed
def reject(workspace: Path | None, item: tuple[str, ...], who: str | None, note: str) -> None:
    """Never state ITEM: an id of the list, or a link as SUBJECT RELATION OBJECT.

    Example: maillage review reject 6ec7d0d3cf --note "hors sujet"
    """
    _decide(workspace, "rejected", item, who, note)


@command.command()
@click.argument("item", nargs=-1, required=True)
@click.argument("other")
@_signed
def choose(workspace: Path | None, item: tuple[str, ...], other: str, who: str | None, note: str) -> None:
    """State OTHER, an IRI or a name in quotation marks, in the place of ITEM's object.

    \b
    Examples:
      maillage review choose 6ec7d0d3cf concept:mobilite
      maillage review choose 6ec7d0d3cf "mobilité durable"
    """
    _decide(workspace, "replaced", item, who, note, other)


@command.command()
@click.argument("item", nargs=-1)
@_signed
def undo(workspace: Path | None, item: tuple[str, ...], who: str | None, note: str) -> None:
    """Take back the decision on ITEM, else the latest one; the machine's answer counts again.

    Example: maillage review undo 6ec7d0d3cf
    """
    from ingest.decisions import Rulings
    from ingest.decisions.review import in_force
    from ingest.decisions.review import undo as take_back

    log = _log(workspace)
    rulings = _rulings(workspace)
    if len(item) == 3:
        ends = _link(workspace, item)
        ruling = rulings.on(*ends) or Rulings(log.read()).on(*ends)
        if ruling is None:
            raise CallError("nothing is decided on this link", None, "`maillage review decisions` lists what is.")
    elif len(item) > 1:
        raise CallError(_ITEM, None, _LISTED)
    else:
        ruling = in_force(rulings, item[0] if item else "")
    _say(workspace, take_back(log, ruling.decided_on, who or person(log.path.parent), note))


@command.command()
@click.argument("thing")
@workspace_option
def forget(workspace: Path | None, thing: str) -> None:
    """Take every decision on THING, which is in the graph no more, out of the files for good, as who wants to be
    forgotten may ask.

    Take it out of the sources first, and build. The next build then has no decision on it that waits.

    Example: maillage review forget person/anne-coste
    """
    from ingest.decisions.forgetting import forget as take_out
    from ontology.namespaces import absolute

    log = _log(workspace)
    snapshot = open_workspace(workspace).snapshots.current()
    gone = take_out(log, absolute(thing, log.base), snapshot.store() if snapshot else None)
    click.echo(f"Taken out: {gone.decisions} of decisions.jsonl, {gone.names} of decisions.renamed.")
    click.echo("Version control and snapshots may still have them: see `maillage snapshots rewrite`.", err=True)


@command.command()
@workspace_option
def decisions(workspace: Path | None) -> None:
    """List the decisions in force, the oldest first, with the ids that undo them."""
    from explorer.decisions import decided

    decided(_rulings(workspace), _teller(workspace))


def _decide(  # noqa: PLR0913, PLR0917
    workspace: Path | None, verdict: str, item: tuple[str, ...], who: str | None, note: str, other: str = ""
) -> None:
    from explorer.choosing import Chooser
    from ingest.decisions import Verdict
    from ingest.decisions.review import decide
    from ontology.namespaces import absolute

    log = _log(workspace)
    log.read()  # a file that cannot be read is mended first: what is added to it would not count
    snapshot = open_workspace(workspace).snapshots.current()
    store = snapshot.store() if snapshot else None
    link, by = _link(workspace, item), ""
    if other:
        by = Chooser(store, snapshot.labels(), log.base).chosen(other, link) if store and snapshot else ""
        by = by or absolute(other, log.base)
    _say(workspace, decide(log, link, Verdict(verdict), who or person(log.path.parent), by=by, note=note, store=store))
    _warn(store, (link[0], link[2], by))


def _link(workspace: Path | None, item: tuple[str, ...]) -> tuple[str, str, str]:
    """The link that a person means; raises :class:`CallError` when it is neither an open item nor a link."""
    from ingest.decisions.doubts import FILE, kept_doubts
    from ingest.decisions.review import review_item
    from ontology.namespaces import absolute

    log = _log(workspace)
    if len(item) == 1:
        snapshot = published(open_workspace(workspace))
        store = snapshot.store()
        doubts = kept_doubts(store, snapshot.path / FILE)
        return review_item(store, _rulings(workspace), item[0], doubts=doubts).link
    if len(item) != 3:
        raise CallError(_ITEM, None, _LISTED)
    subject, relation, other = (absolute(name, log.base) for name in item)
    return subject, relation, other


def _warn(store: Store | None, things: Iterable[str]) -> None:
    """Say which of the things the published graph does not know."""
    from graph.views.kinds import is_typed

    for thing in filter(None, things if store else ()):
        if store and not is_typed(store, thing):
            click.echo(f"<{thing}> is not in the published graph: the decision waits until it is.", err=True)


def _log(workspace: Path | None) -> DecisionLog:
    from ingest.decisions import DecisionLog

    return DecisionLog.of(open_workspace(workspace))


def _rulings(workspace: Path | None) -> Rulings:
    """What is in force, by the names that things have in the published graph, if there is one."""
    from ingest.decisions.renames import rulings_on

    snapshot = open_workspace(workspace).snapshots.current()
    return rulings_on(snapshot.store() if snapshot else None, _log(workspace))


def _teller(workspace: Path | None) -> Teller:
    """Who tells decisions in the words of the published graph, or without it where nothing is published."""
    from explorer.decisions import Teller

    opened = open_workspace(workspace)
    network, snapshot = opened.settings.network, opened.snapshots.current()
    return Teller(network.base_iri, network.languages[0], snapshot.store() if snapshot else None)


def _say(workspace: Path | None, decision: Decision) -> None:
    from explorer.decisions import warn_of_time

    (line,) = _teller(workspace).decisions([decision])
    click.echo(f"{line}\nIt applies at the next `maillage build`.")
    warn_of_time([decision])
