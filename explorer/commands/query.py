"""``maillage query``: a named question, a query file or a SPARQL string, as a table or in a standard format."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from explorer.asking import query_text
from explorer.deadline import within
from explorer.naming import short, understood
from explorer.opening import asked, language_option, open_workspace, workspace_option
from explorer.tabulating import print_table
from explorer.terminal import plain
from ontology.errors import CallError, MaillageError

if TYPE_CHECKING:
    from graph.questions import Question
    from graph.snapshot import Snapshot
    from graph.store import Answer, Store
    from graph.workspace import Workspace

__all__ = ["command"]

_RESULTS = ("table", "csv", "tsv", "json", "xml")
_GRAPHS = ("ttl", "nt", "rdf", "jsonld")


@click.command(name="query")
@click.argument("query", metavar="[QUESTION|FILE|SPARQL]", required=False)
@click.argument("parameters", metavar="[NAME=VALUE]...", nargs=-1)
@click.option("--format", "form", type=click.Choice([*_RESULTS, *_GRAPHS]), help="Default: table, or ttl for a graph.")
@language_option("Of the list of questions")
@click.option("--snapshot", default="", metavar="ID", help="Ask an earlier snapshot that is kept, by its id.")
@click.option(
    "--timeout", type=click.FloatRange(0, min_open=True), metavar="SECONDS", help="End a query that takes longer."
)
@workspace_option
def command(  # noqa: PLR0913, PLR0917
    workspace: Path | None,
    query: str | None,
    parameters: tuple[str, ...],
    form: str | None,
    language: str,
    snapshot: str,
    timeout: float | None,
) -> None:
    """Ask the published graph. Without a query, the named questions are listed; they give 100 rows, or limit=ROWS.

    A query ends at Ctrl-C, and after --timeout with exit code 1; nothing is then written of its answer.

    \b
    Examples:
      maillage query who-works-on concept=biodiversité
      maillage query --format csv "SELECT ?e ?date { ?e schema:startDate ?date }"
      maillage query my-question.rq --format json --timeout 30
    """
    from explorer.http.resource import check_known
    from graph.questions import questions

    named = questions()
    if query is None:
        examples = _examples(open_workspace(workspace), snapshot)
        for name, question in named.items():
            given = examples(question)
            wanted = [each.name for each in question.parameters if each.default is None]
            signature = " ".join(f"{each}={given.get(each, '…')}" for each in wanted)
            click.echo(f"{name} {signature}".rstrip() + f"\n    {question.sentence(language)}")
        return
    opened = open_workspace(workspace)
    chosen, store = asked(opened, snapshot)
    base = opened.settings.network.base_iri
    if parameters and query not in named:
        raise CallError(f"there is no named question “{query}”", None, _meant(query))
    values = _found(named[query], _parameters(parameters), chosen, base) if query in named else {}
    if query in named and named[query].is_backwards(values):
        click.echo(f"the period is told backwards: taken from {values['last']} to {values['first']}", err=True)
    with within(timeout):
        for thing in named[query].things(**values) if query in named else ():
            check_known(store, thing)
        answer: Answer = named[query].run(store, **values) if query in named else _asked(chosen, store, query)
        write, rows = _evaluated(answer, form, base)
    write()
    if query in named and rows() >= (most := named[query].rows(values)):
        remedy = f"Ask for more with limit={10 * most}." if most else "Ask for some with limit=100."
        click.echo(f"{query}: the answer stops at {most} rows, and may have more. {remedy}", err=True)


def _examples(workspace: Workspace, chosen: str) -> Callable[[Question], dict[str, str]]:
    """What gives examples of the parameters of a question; none where nothing is published to take them from."""
    from graph.examples import Examples

    try:
        snapshot, store = asked(workspace, chosen)
    except MaillageError:
        return lambda _: {}
    known, base = Examples(store, snapshot.labels()), workspace.settings.network.base_iri
    return lambda question: {name: short(value, base) for name, value in known.of(question).items()}


def _found(question: Question, values: dict[str, str], snapshot: Snapshot, base: str) -> dict[str, str]:
    """The values, with the IRI of what was meant where a thing was named by its label."""
    kinds = {parameter.name: parameter.kinds for parameter in question.parameters if parameter.kinds}
    return {
        name: understood(snapshot.labels(), base, value, kinds[name], name) if name in kinds else value
        for name, value in values.items()
    }


def _asked(snapshot: Snapshot, store: Store, query: str) -> Answer:
    from graph.fulltext import expand_search
    from graph.tokens import check_depth

    text = query_text(query)
    if "{" not in text and len(text.split()) < 2:
        raise CallError(f"“{query}” is no named question, no .rq file and no SPARQL", None, _meant(query))
    check_depth(text)
    return store.query(expand_search(text, snapshot.labels()))


def _meant(name: str) -> str:
    from graph.questions import nearest_question

    near = nearest_question(name)
    return f"{f'Did you mean “{near}”? ' if near else ''}`maillage query` lists them."


def _parameters(pairs: tuple[str, ...]) -> dict[str, str]:
    parted = {name: (sign, value) for name, sign, value in (pair.partition("=") for pair in pairs)}
    for name, (sign, _) in parted.items():
        if not sign:
            raise CallError(f"“{name}” has no value", None, "Write parameters as name=value.")
    return {name: value for name, (_, value) in parted.items()}


def _evaluated(answer: Answer, form: str | None, base: str) -> tuple[Callable[[], object], Callable[[], int]]:
    """Evaluate all of the answer; what is returned writes it, and tells how many rows it has."""
    from pyoxigraph import QueryBoolean, QueryTriples

    from graph.exports.statements import write_triples

    if isinstance(answer, QueryTriples):
        if form in _RESULTS:
            raise CallError(f"a graph cannot be written as {form}", None, f"Use one of: {', '.join(_GRAPHS)}.")
        return partial(sys.stdout.buffer.write, write_triples(answer, form or "ttl")), lambda: 0
    if form in _GRAPHS:
        raise CallError(f"results cannot be written as {form}", None, f"Use one of: {', '.join(_RESULTS)}.")
    if form not in (None, "table"):
        written = _serialized(answer, form)
        return partial(sys.stdout.buffer.write, written), partial(_counted, written, form)
    if isinstance(answer, QueryBoolean):
        return partial(click.echo, "true" if answer else "false"), lambda: 0
    names = [variable.value for variable in answer.variables]
    rows = [[_cell(value, base) for value in solution] for solution in answer]
    return partial(print_table, names, rows), lambda: len(rows)


def _counted(written: bytes, form: str) -> int:
    """How many rows there are in results that are written."""
    if form == "json":
        return len(json.loads(written).get("results", {}).get("bindings", ()))
    if form == "xml":
        return written.count(b"<result>")
    lines = written.splitlines() if form == "tsv" else csv.reader(io.StringIO(written.decode(), newline=""))
    return max(sum(1 for _ in lines) - 1, 0)


def _serialized(answer: Answer, form: str) -> bytes:
    from pyoxigraph import QueryResultsFormat, QueryTriples

    from graph.xml_text import well_formed

    if isinstance(answer, QueryTriples):
        raise TypeError("triples have no results format")
    known = {"csv": QueryResultsFormat.CSV, "tsv": QueryResultsFormat.TSV, "json": QueryResultsFormat.JSON}
    written = answer.serialize(format=known.get(form, QueryResultsFormat.XML)) or b""
    return written if form in known else well_formed(written)


def _cell(value: object, base: str) -> str:
    from pyoxigraph import Literal, NamedNode

    if value is None:
        return ""
    if isinstance(value, NamedNode):
        return short(value.value, base)
    return plain(value.value if isinstance(value, Literal) else str(value))
