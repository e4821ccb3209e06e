"""What SHACL says of a whole graph, in short, kept beside its snapshot: a build looks only at what it changes.

Running SHACL is in :mod:`graph.validation`; its sentences for the command line are in :mod:`graph.report`.
"""

from __future__ import annotations

import os
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

import msgspec

from graph.manifest import ValidationSummary
from graph.report import Report
from graph.store import Store
from graph.whole_file import whole_file
from ontology.decoding import UNDECODABLE
from ontology.errors import DataError

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


class _File(msgspec.Struct, frozen=True):
    version: str
    report: WholeReport


def whole_report(store: Store) -> WholeReport:
    """The report of all that the store holds; it takes about a second for ten thousand quads."""
    from graph.validation import validate  # its engine takes long to import

    return _short(validate(store))


def read_report(path: Path) -> WholeReport | None:
    """The report in that file; None where there is none, or it is damaged or of another version."""
    try:
        file = msgspec.json.decode(path.read_bytes(), type=_File)
    except (OSError, *UNDECODABLE):
        return None
    return file.report if file.version == version("maillage") else None


def kept_report(store: Store, path: Path) -> WholeReport:
    """The report in that file, else the store's, which is then written there if the folder can be written to."""
    if found := read_report(path):
        return found
    made = whole_report(store)
    if os.access(path.parent, os.W_OK):
        with suppress(DataError), whole_file(path) as opened:
            opened.write(msgspec.json.encode(_File(version("maillage"), made)))
    return made


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
