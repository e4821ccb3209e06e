"""What came of each test, and what some of them measured, as the page ``docs/torture.md``."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

__all__ = ["RECORD", "Record"]

_HEAD = """# Torture

`make torture` writes this page. Readers and parsers get samples cut, doubled and mangled, and bytes out of nowhere;
routes get addresses, headers and bodies that nobody would send; the endpoint gets queries made to hurt, while others
ask on; a server is asked for a while, with snapshots published meanwhile; builds are killed at any moment.
"""


@dataclass(slots=True)
class Record:
    """Outcomes by file and test; ``notes`` are sentences that tests leave."""

    outcomes: defaultdict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    notes: list[str] = field(default_factory=list)

    def tell(self, name: str, outcome: str, seconds: float) -> None:
        """Note a test, named ``file::test``."""
        file, _, test = name.partition("::")
        self.outcomes[file][test] = outcome
        self.seconds[file] += seconds

    def page(self, circumstances: str) -> str:
        """The page in Markdown: counts by file, each failure and skip by name, the notes."""
        lines = [
            _HEAD,
            circumstances,
            "",
            "| tests | passed | failed | skipped | seconds |",
            "|---|---:|---:|---:|---:|",
        ]
        others = []
        for file, tests in self.outcomes.items():
            counts = Counter(tests.values())
            lines.append(
                f"| {file} | {counts['passed']} | {counts['failed']} | {counts['skipped']} | {self.seconds[file]:.0f} |"
            )
            others += [f"- {outcome}: {file}, {test}" for test, outcome in tests.items() if outcome != "passed"]
        parts = ["\n".join(lines), "\n".join(f"- {note}" for note in self.notes)]
        if others:
            parts.append("## What did not pass\n\n" + "\n".join(others))
        return "\n\n".join(part for part in parts if part) + "\n"


RECORD = Record()
"""The record of this run."""
