"""Reads the queries kept in ``.rq`` files beside the code, once each. Asking them is not for here."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

__all__ = ["load"]


@cache
def load(package: str, name: str) -> str:
    """The text of ``name.rq`` in a package's folder.

    >>> load("graph.views", "types").startswith("#")
    True
    """
    return files(package).joinpath(f"{name}.rq").read_text(encoding="utf-8")
