"""The report of a run of the suites, test by test: how many pass in each, and why the others do not."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

__all__ = ["NOT_RUN", "Report"]

NOT_RUN = {
    "entailment": "no entailment regime is offered: what is not stated is not inferred",
    "http-rdf-update": "told in prose, and deprecated by the suite itself for graph-store-protocol, which is run",
    "service": "it asks other servers by addresses that do not exist; SERVICE has tests of the project's own",
}
_HEAD = """# Conformance

The W3C's SPARQL 1.1 suites, each test put through a running server over HTTP. `make conformance` runs them and writes
this page.

| suite | pass | fail |
|---|---:|---:|
"""


@dataclass(slots=True)
class Report:
    """What came of each test, by suite; ``failed`` holds the reason."""

    passed: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    failed: defaultdict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))

    def tell(self, test: str, reason: str | None) -> None:
        """Count a test, named ``suite/test``: passed when there is no reason."""
        suite = test.partition("/")[0]
        if reason is None:
            self.passed[suite].append(test)
        else:
            self.failed[suite][test] = reason

    def write(self) -> str:
        """The report in Markdown.

        >>> report = Report()
        >>> report.tell("add/add01", None)
        >>> report.tell("bind/bind01", "the engine differs")
        >>> "| bind | 0 | 1 |" in report.write(), "- bind/bind01: the engine differs" in report.write()
        (True, True)
        """
        suites = sorted({*self.passed, *self.failed})
        rows = [(suite, len(self.passed[suite]), len(self.failed[suite])) for suite in suites]
        rows.append(("**all**", sum(row[1] for row in rows), sum(row[2] for row in rows)))
        said = _HEAD + "".join(f"| {suite} | {passed} | {failed} |\n" for suite, passed, failed in rows)
        failures = [f"- {test}: {reason}\n" for suite in suites for test, reason in sorted(self.failed[suite].items())]
        left = [f"- {suite}: {reason}\n" for suite, reason in NOT_RUN.items()]
        return f"{said}\n## Tests that fail\n\n{''.join(failures)}\n## Suites that are not run\n\n{''.join(left)}"
