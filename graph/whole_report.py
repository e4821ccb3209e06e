"""What SHACL says of a whole graph, in short, kept beside its snapshot: a build looks only at what it changes.

Running SHACL is in :mod:`graph.validation`; its sentences for the command line are in :mod:`graph.report`.
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import msgspec

from graph.beside import Beside, kept_beside, read_beside
from graph.manifest import ValidationSummary
from graph.report import Report
from graph.store import Store

__all__ = ["FILE", "Finding", "WholeReport", "kept_report", "read_report", "whole_report"]

FILE = "validation.json"
"""The name of the file in the folder of a snapshot; it can always be removed."""
_MOST = 100
"""Findings that are kept, the gravest first; all are counted."""
_FEW = 5
"""Things that each names."""


class Finding(msgspec.Struct, frozen=True):
    """What is said alike of ``count`` nodes: how grave it is, the sentence by language, the first few nodes."""

    severity: str
    messages: dict[str, str]
    count: int
    nodes: tuple[str, ...]


class WholeReport(msgspec.Struct, frozen=True):
    """The counts of a whole graph, and its findings, the gravest first."""

    summary: ValidationSummary
    findings: tuple[Finding, ...]


class _File(Beside, frozen=True):
    report: WholeReport


def whole_report(store: Store) -> WholeReport:
    """The report of all that the store holds; it takes about a second for ten thousand quads."""
    from graph.validation import validate  # its engine takes long to import

    return _short(validate(store))


def read_report(path: Path) -> WholeReport | None:
    """The report in that file; None where there is none, or it is damaged or of another version."""
    file = read_beside(path, _File)
    return file.report if file else None


def kept_report(store: Store, path: Path) -> WholeReport:
    """The report in that file, else the store's, which is then written there if the folder can be written to."""
    return kept_beside(path, _File, lambda: _File(version("maillage"), whole_report(store))).report


def _short(report: Report) -> WholeReport:
    groups: dict[tuple[str, str, str], list[str]] = {}
    said: dict[tuple[str, str, str], dict[str, str]] = {}
    for each in report.results:
        key = (each.severity.value, each.path, each.message("fr"))
        groups.setdefault(key, []).append(each.focus)
        said.setdefault(key, each.messages)
    findings = [
        Finding(key[0], said[key], len(nodes), tuple(dict.fromkeys(nodes))[:_FEW]) for key, nodes in groups.items()
    ]
    return WholeReport(report.summary, tuple(findings[:_MOST]))
