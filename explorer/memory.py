"""The memory that this process may use at most: told before a build begins, which the engine aborts without a word.

How much queries may use is for the settings.
"""

from __future__ import annotations

import resource

__all__ = ["ENOUGH", "MORE", "allowed", "told_of_little_memory"]

ENOUGH = 1_000_000_000
"""Bytes of address space: a small workspace is built with 900 million, and not with 600."""
MORE = "Let it use more: ulimit -v unlimited, or LimitAS= in the unit."
"""What to do."""


def allowed() -> int | None:
    """How many bytes this process may use (RLIMIT_AS), or None where that is not limited."""
    soft = resource.getrlimit(resource.RLIMIT_AS)[0]
    return None if soft == resource.RLIM_INFINITY else soft


def told_of_little_memory() -> str:
    """That a build may not have enough, in a sentence; empty where it has."""
    most = allowed()
    if most is None or most >= ENOUGH:
        return ""
    said = (
        f"this process may use {most // 1_000_000:,} MB of memory, and a build needs {ENOUGH // 1_000_000:,} at least"
    )
    return f"{said}. {MORE}"
