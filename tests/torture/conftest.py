"""What ``make torture`` does to the house: how much of it, and the page that tells what came of it."""

from __future__ import annotations

import platform
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

from ontology.errors import MaillageError
from tests.torture.record import RECORD

EXAMPLES = 60


def survives(parse: Callable[[], object]) -> None:
    """Call it: an error of our own says what is wrong, any other is a failure."""
    with suppress(MaillageError):
        parse()


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--examples`` and ``--soak`` say how much, ``--torture-report FILE`` writes what came of each test."""
    parser.addoption("--examples", type=int, default=EXAMPLES, help="examples of each fuzzed reader, parser and route")
    parser.addoption("--soak", type=float, default=15.0, help="seconds that the soak test lasts")
    parser.addoption("--kills", type=int, default=100, help="builds that are killed on their way")
    parser.addoption("--torture-report", metavar="FILE", help="write what came of each test, and what was measured")


def pytest_configure(config: pytest.Config) -> None:
    """Have hypothesis make as many examples as was asked, as long as each may take; a failure is shown small."""
    settings.register_profile(
        "torture",
        max_examples=config.getoption("--examples", EXAMPLES),
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.generate, Phase.shrink],
        print_blob=True,
    )
    settings.load_profile("torture")


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note what came of a test of this folder."""
    if "tests/torture/" in report.nodeid and (report.when == "call" or report.outcome != "passed"):
        RECORD.tell(report.nodeid.partition("tests/torture/")[2], report.outcome, report.duration)


def pytest_terminal_summary(config: pytest.Config) -> None:
    """Write the page, where that was asked."""
    if path := config.getoption("--torture-report"):
        examples, soak = config.getoption("--examples"), config.getoption("--soak")
        said = (
            f"{datetime.now(UTC):%Y-%m-%d}, {examples} examples of each fuzzed reader, parser and route, {soak:g} "
            f"seconds of soak. Python {platform.python_version()}, pyoxigraph {version('pyoxigraph')}, "
            f"hypothesis {version('hypothesis')}, {platform.system()} {platform.machine()}."
        )
        Path(path).write_text(RECORD.page(said), encoding="utf-8")
