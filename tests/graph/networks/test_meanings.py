"""What networks and measures are called and mean is told of each, in both languages, and of nothing else."""

from __future__ import annotations

import tomllib
from pathlib import Path

from graph.networks import meanings
from graph.networks.declarations import PROJECTIONS
from graph.networks.measures import MEASURES

ANSWERS = {"communities", "brokers", "change", "trends", "likeness", "who-could-talk"}


def test_each_is_called_and_means_something_in_french_and_english() -> None:
    told = tomllib.loads(Path(meanings.__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    assert told.keys() == PROJECTIONS.keys() | MEASURES.keys() | ANSWERS
    for name in told:
        assert meanings.meaning(name).sentences.keys() == {"fr", "en"}, name
        assert (meanings.meaning(name).titles.keys() == {"fr", "en"}) is (name not in ANSWERS), name
