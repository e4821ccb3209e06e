"""What SHACL says of a graph, as typed results and as sentences for people. Running SHACL is not for here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from graph.manifest import ValidationSummary
from ontology.errors import Place
from ontology.languages import in_language
from ontology.namespaces import compact

__all__ = ["Report", "Result", "Severity"]

FEW = 3
"""Things named where many have the same fault."""


class Severity(StrEnum):
    """How much a result weighs (SHACL, section 2.1.4): only a violation keeps a graph from being published."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Result:
    """One thing that a shape finds fault with: the node, the property, the value, and where that was read.

    ``messages`` are by language, ``""`` for the engine's own; ``path`` and ``value`` are empty where a node is meant.
    """

    severity: Severity
    focus: str
    path: str
    value: str
    messages: dict[str, str]
    graph: str = ""
    place: Place | None = None

    def sentence(self, language: str = "fr") -> str:
        """Where, what and which, in the language where the shape speaks it.

        >>> result = Result(Severity.INFO, "http://e.org/e", "", "", {"fr": "Il manque un titre."}, "", Place("a.csv"))
        >>> result.sentence()
        'a.csv : Il manque un titre. (http://e.org/e)'
        """
        where = str(self.place or self.graph)
        about = dict.fromkeys((self.focus, compact(self.path), _shortened(self.value)))
        told = ", ".join(each for each in about if each not in ("", where))
        colon = " : " if language == "fr" else ": "
        return f"{where}{colon}{self.message(language)}{f' ({told})' if told else ''}".removeprefix(colon)

    def message(self, language: str) -> str:
        """What the shape says, in the language where it speaks it."""
        return in_language(self.messages, language)


def _shortened(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:80]}…"


@dataclass(frozen=True, slots=True)
class Report:
    """The results of a validation, the gravest first, and how many named graphs were looked at."""

    results: tuple[Result, ...]
    graphs: int

    @property
    def conforms(self) -> bool:
        """Whether there is no violation; warnings do not count."""
        return not self.violations

    @property
    def violations(self) -> tuple[Result, ...]:
        """The results that keep the graph from being published."""
        return tuple(result for result in self.results if result.severity is Severity.VIOLATION)

    @property
    def summary(self) -> ValidationSummary:
        """The counts, as a snapshot's manifest keeps them."""
        count = {severity: sum(result.severity is severity for result in self.results) for severity in Severity}
        return ValidationSummary(
            conforms=self.conforms,
            violations=count[Severity.VIOLATION],
            warnings=count[Severity.WARNING],
            infos=count[Severity.INFO],
            graphs=self.graphs,
        )

    def counted(self, language: str = "fr") -> str:
        """How many results weigh how much, and how many graphs were looked at.

        >>> Report((), 2).counted()
        'Violations : 0, avertissements : 0, remarques : 0 (2 graphes)'
        """
        words = "Violations: {}, warnings: {}, remarks: {} ({} graphs)"
        if language == "fr":
            words = "Violations : {}, avertissements : {}, remarques : {} ({} graphes)"
        counts = self.summary
        return words.format(counts.violations, counts.warnings, counts.infos, counts.graphs)

    def refusal(self, language: str = "fr", limit: int = 10) -> str:
        """How many violations keep the graph from being published and which; below, what is only advised.

        >>> results = [Result(each, "http://e.org/e", "", "", {"": each.value}) for each in Severity]
        >>> print(Report(tuple(results[:2]), 1).refusal("en"))
        1 violation
        violation (http://e.org/e)
        Only advised, which keeps nothing from being published:
        warning (http://e.org/e)
        """
        count = len(self.violations)
        others = tuple(result for result in self.results if result.severity is not Severity.VIOLATION)
        said = [
            f"{count} violation{'' if count == 1 else 's'}",
            replace(self, results=self.violations).sentences(language, limit),
        ]
        if others:
            advised = "Only advised, which keeps nothing from being published:"
            said.append("Seulement conseillé, ce qui n’empêche rien :" if language == "fr" else advised)
            said.append(replace(self, results=others).sentences(language, limit))
        return "\n".join(said)

    def sentences(self, language: str = "fr", limit: int | None = None) -> str:
        """One line for what is said alike of a property, the gravest first, with a few of those it is said of.

        With a ``limit``, of lines, a last one counts the results left out.
        """
        groups: defaultdict[tuple[Severity, str, str], list[Result]] = defaultdict(list)
        for result in self.results:
            groups[result.severity, result.message(language), result.path].append(result)
        shown = list(groups.values())[:limit]
        lines = [_line(group, language) for group in shown]
        if left := len(self.results) - sum(map(len, shown)):
            lines.append(f"… et {left} de plus" if language == "fr" else f"… and {left} more")
        return "\n".join(lines)


def _line(group: Sequence[Result], language: str) -> str:
    """A result in its sentence; several in one, with their number and the first of them."""
    first = group[0]
    if len(group) == 1:
        return first.sentence(language)
    path = f" ({compact(first.path)})" if first.path else ""
    such = dict.fromkeys(f"{each.focus} [{each.place}]" if each.place else each.focus for each in group)
    times = f"{len(group)} fois, par exemple" if language == "fr" else f"{len(group)} times, for instance"
    return f"{first.message(language)}{path} {times} {'; '.join([*such][:FEW])}"


def ordered(results: Iterable[Result]) -> tuple[Result, ...]:
    """Results in the order in which a report shows them."""
    gravity = list(Severity)
    return tuple(
        sorted(results, key=lambda each: (gravity.index(each.severity), each.graph, each.focus, each.path, each.value))
    )
