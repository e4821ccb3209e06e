"""What SHACL says of the published graph: of the whole, looked for once a snapshot; aside where the graph is large.

Until that is done, pages have what the build said of what it changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Thread

from explorer.components.answers import graph_of_now, named
from explorer.context import get_context
from graph.manifest import ValidationSummary
from graph.store import Store
from graph.views.things import Thing
from graph.whole_report import FILE, WholeReport, kept_report
from ontology.languages import in_language

__all__ = ["Checked", "Said", "checked"]

AT_ONCE = 100_000
"""Quads: what is looked at while who opens the page waits."""
_lock = Lock()
_begun: set[str] = set()
_found: dict[str, WholeReport] = {}


@dataclass(frozen=True, slots=True)
class Said:
    """A finding in a language: ``things`` are the first of the ``count`` that it is said of."""

    severity: str
    sentence: str
    count: int
    things: tuple[Thing, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """The counts of the whole graph, where ``is_whole``, else of what the last build changed, if it checked any."""

    summary: ValidationSummary | None
    findings: tuple[Said, ...] = ()
    is_whole: bool = False


def checked(language: str) -> Checked:
    """What is known now; of a large graph, the first who asks has it looked for."""
    snapshot, store = get_context().opened()
    key = str(snapshot.path)
    report = _found.get(key)
    if report is None and snapshot.manifest.quads <= AT_ONCE:
        report = graph_of_now().kept("validation", lambda: kept_report(store, snapshot.path / FILE))
    elif report is None:
        with _lock:
            if key not in _begun:
                _begun.add(key)
                path = snapshot.path / FILE
                Thread(target=_find, args=(key, store, path), name="checking", daemon=True).start()
        return Checked(snapshot.manifest.validation)
    known = named(tuple(node for each in report.findings for node in each.nodes), language)
    findings = (
        Said(each.severity, in_language(each.messages, language), each.count, tuple(known[node] for node in each.nodes))
        for each in report.findings
    )
    return Checked(report.summary, tuple(findings), is_whole=True)


def _find(key: str, store: Store, path: Path) -> None:
    try:
        report = kept_report(store, path)
    finally:
        with _lock:
            _begun.discard(key)
    _found.clear()  # of the snapshots before, nobody asks
    _found[key] = report
