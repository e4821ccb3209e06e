"""``maillage export``: the graph, or a part of it, as files, for those who take it away."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from explorer.asking import query_text
from explorer.naming import source_named, understood
from explorer.opening import language_option, open_workspace, published, workspace_option
from ontology.errors import CallError

if TYPE_CHECKING:
    from graph.export import Selection
    from graph.published import Snapshot
    from graph.workspace import Workspace

__all__ = ["command"]


@click.command(name="export")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--format",
    "formats",
    multiple=True,
    help="nq, trig, ttl, nt, rdf, jsonld, csv, graphml, gexf, bib or ics; repeat it (default: nq, ttl, csv, graphml).",
)
@click.option(
    "--kind", "kinds", multiple=True, help="Only things of this kind (event, publication, person…); repeat it."
)
@click.option(
    "--concept", "concepts", multiple=True, help="Only what is about this concept or narrower ones; repeat it."
)
@click.option("--since", default="", metavar="DATE", help="Only what is dated then or later: a year, month or day.")
@click.option("--until", default="", metavar="DATE", help="Only what is dated then or earlier.")
@click.option("--source", "sources", multiple=True, help="Only what this source tells of, by its name; repeat it.")
@click.option("--construct", default="", metavar="QUERY|FILE", help="Only what this CONSTRUCT query gives.")
@click.option("--evidence/--no-evidence", default=True, help="With the annotations that explain the links, or without.")
@click.option(
    "--provenance/--no-provenance", default=True, help="With what is said of records and sources, or without."
)
@language_option("Of labels in tables")
@workspace_option
def command(
    workspace: Path | None,
    folder: Path,
    formats: tuple[str, ...],
    construct: str,
    language: str,
    **criteria: tuple[str, ...] | str | bool,
) -> None:
    """Write the published graph, or a part of it, into DIR. The same snapshot gives the same bytes.

    DIR becomes an RO-Crate: ro-crate-metadata.json says what the files are, their licence, how to cite them.

    Example: maillage export out --format ics --kind event --concept biodiversité --since 2013
    """
    from graph.export import Edition, check_kinds, describe_files, export, select

    opened = open_workspace(workspace)
    snapshot = published(opened)
    selection = _selection(opened, snapshot, query_text(construct) if construct else "", criteria)
    part, edition = select(snapshot.store(), selection), Edition.of(opened.settings.network, snapshot, language)
    chosen = formats or (("ttl",) if construct else ("nq", "ttl", "csv", "graphml"))
    for each in chosen:
        check_kinds(each, selection)
    written = [path for each in chosen for path in export(part, folder, each, edition, selection.name)]
    for path in [*written, describe_files(folder, written, edition)]:
        click.echo(f"{path}  {path.stat().st_size:,} bytes")


def _selection(
    workspace: Workspace, snapshot: Snapshot, construct: str, criteria: dict[str, tuple[str, ...] | str | bool]
) -> Selection:
    """The selection that the options make; raises :class:`CallError` for one that cannot be understood."""
    from graph.export import Selection, period
    from graph.views.things import ThingKind

    if construct and any(criteria[name] for name in ("kinds", "concepts", "since", "until", "sources")):
        raise CallError("a query selects by itself", None, "Leave out --construct, or the other choices.")
    known = {kind.value: kind for kind in ThingKind if kind is not ThingKind.OTHER}
    labels, base = snapshot.labels(), workspace.settings.network.base_iri
    known_sources = snapshot.manifest.source_names(base)
    kinds, concepts, sources = (_many(criteria, name) for name in ("kinds", "concepts", "sources"))
    for kind in kinds:
        if kind not in known:
            raise CallError(f"“{kind}” is not a kind of thing", None, f"Use one of: {', '.join(known)}.")
    since, until = period(str(criteria["since"]), str(criteria["until"]))
    if since != criteria["since"]:
        click.echo(f"the period is told backwards: taken from {since} to {until}", err=True)
    return Selection(
        kinds=tuple(known[kind] for kind in kinds),
        concepts=tuple(understood(labels, base, each, [ThingKind.CONCEPT], "concept") for each in concepts),
        since=since,
        until=until,
        sources=tuple(source_named(known_sources, each) for each in sources),
        construct=construct,
        evidence=bool(criteria["evidence"]),
        provenance=bool(criteria["provenance"]),
    )


def _many(criteria: dict[str, tuple[str, ...] | str | bool], name: str) -> tuple[str, ...]:
    value = criteria[name]
    return value if isinstance(value, tuple) else ()
