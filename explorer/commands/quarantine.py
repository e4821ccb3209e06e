"""``maillage quarantine``: what the last build could not understand and set aside, where and why."""

from __future__ import annotations

import csv
import json
import sys
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from explorer.opening import language_option, open_workspace, workspace_option
from explorer.terminal import plain, plain_lines
from graph.exports.cells import defused
from ontology.errors import CallError, DataError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from explorer.texts import Texts
    from graph.workspace import Workspace
    from ingest.quarantine import Quarantine, SetAside

__all__ = ["command"]

_COLUMNS = ("source", "locator", "reason", "remedy", "excerpt")
_NAMED = 20
"""Sources that are named where none has the name asked for."""


@click.command(name="quarantine")
@click.argument("source", required=False)
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True,
    help="json and csv give all of them.",
)  # fmt: skip
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1), help="How many to show as text.")
@click.option("--summary", is_flag=True, help="Only how many, by source and reason.")
@language_option("Of the reasons and of what to do")
@workspace_option
def command(  # noqa: PLR0913
    workspace: Path | None, source: str | None, form: str, limit: int, language: str, *, summary: bool
) -> None:
    """Show what the last build set aside: the source, the line, the reason, how it begins, and what to do.

    Nothing is dropped in silence: what a reader cannot understand is here until its source is mended and built again.
    Where the last build failed, that is said first, with the reason: what follows is then of the published one.
    SOURCE shows that source alone. Example: maillage quarantine events.csv --format csv > to-mend.csv
    """
    from explorer.texts import texts
    from ingest.quarantine import Quarantine

    opened = open_workspace(workspace)
    kept = Quarantine.of(opened)
    if source is not None:
        _check(source, opened, kept)
    t = texts(language)
    nothing = t("quarantine.nothing" if opened.snapshots.current_id() else "quarantine.unpublished")
    _tell_failure(opened, t, beside=summary or form != "text")
    if summary:
        _summarise(kept, source, t, nothing)
        return
    found = (_in_words(item, t) for item in kept.items() if source in (None, item.source))
    if form == "text":
        _tell(found, limit, t, nothing)
    elif form == "json":
        json.dump([_row(item) for item in found], sys.stdout, ensure_ascii=False, indent=1)
        click.echo()
    else:
        writer = csv.DictWriter(sys.stdout, _COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: defused(value) for name, value in _row(item).items()} for item in found)


def _tell_failure(workspace: Workspace, t: Texts, *, beside: bool) -> None:
    """Say that the last build failed, when and why; ``beside`` the answer, on standard error."""
    from explorer.texts.told import told_error
    from ingest.failed_build import last_failure

    if failed := last_failure(workspace):
        why = told_error(t, failed.error) or str(failed.error)
        said = t("quarantine.failed", day=t.date(failed.at), time=failed.at[11:16], why=why)
        click.echo(plain_lines(said), err=beside)
        if workspace.snapshots.current_id():
            click.echo(t("quarantine.before"), err=beside)


def _check(source: str, workspace: Workspace, kept: Quarantine) -> None:
    """Raise :class:`CallError`, which names those that there are, for a source of neither the settings nor the list."""
    from ingest.reading import source_name
    from ingest.sources import source_files

    known = {item.source for item in kept.items()}
    for each in (*workspace.settings.sources, *workspace.settings.registers):
        known.add(each.path)
        try:
            files = () if "://" in each.path else source_files(each, workspace.root, workspace.state)
        except DataError:
            continue  # what is gone bears the name that the settings give it
        known |= {source_name(file.path, workspace.root) for file in files}
    if source not in known:
        names = sorted(known)
        told = ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED} more" if len(names) > _NAMED else "")
        raise CallError(f"there is no source “{source}”", remedy=f"There are: {told}." if names else "")


def _in_words(item: SetAside, t: Texts) -> SetAside:
    """The same with its sentences in the language of these texts, as far as they are known there."""
    from msgspec.structs import replace

    from explorer.texts.told import ended, told

    if t.language == "en":
        return item
    remedy = told(t, item.remedy) or item.remedy
    return replace(
        item,
        locator=t.locator(item.locator),
        reason=told(t, item.reason) or item.reason,
        remedy=ended(remedy) if remedy else "",
    )


def _row(item: SetAside) -> dict[str, str]:
    return {name: getattr(item, name) for name in _COLUMNS}


def _tell(found: Iterable[SetAside], limit: int, t: Texts, nothing: str) -> None:
    from explorer.texts.told import ended

    items = iter(found)
    shown = list(islice(items, limit))
    for item in shown:
        place = f"{item.source}, {item.locator}" if item.locator else item.source
        click.echo(plain(t("quarantine.line", place=place, reason=ended(item.reason), remedy=item.remedy)))
        if item.excerpt:
            click.echo(f"    {plain(item.excerpt)}")
    more = sum(1 for _ in items)
    if more:
        click.echo(t("quarantine.more", count=more), err=True)
    if not shown:
        click.echo(nothing)


def _summarise(kept: Quarantine, source: str | None, t: Texts, nothing: str) -> None:
    from explorer.texts.told import told

    groups = [group for group in kept.groups() if source in (None, group.source)]
    for group in groups:
        line = t("quarantine.group", source=group.source, reason=told(t, group.reason) or group.reason)
        click.echo(f"{group.count:>7}  {plain(line)}")
    click.echo(f"{sum(group.count for group in groups):>7}  {t('quarantine.in_all')}")
    if not groups:
        click.echo(nothing, err=True)
