"""A command run as typed, with what it said and the code it ended with."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from explorer.cli import main

Run = Callable[..., SimpleNamespace]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """Run ``maillage`` with these arguments: ``code``, ``out`` and ``err``."""

    def call(*arguments: str) -> SimpleNamespace:
        with pytest.raises(SystemExit) as stopped:
            main(arguments)
        captured = capfd.readouterr()
        return SimpleNamespace(code=stopped.value.code, out=captured.out, err=captured.err)

    return call
