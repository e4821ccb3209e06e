"""The embedded corpus: a small workspace on the Alliance Université-Entreprise de Grenoble, read like any other."""

from __future__ import annotations

from pathlib import Path

__all__ = ["CORPUS"]

CORPUS: Path = Path(__file__).parent
"""The folder of the workspace, with its ``maillage.toml``; where it is installed, it may not be written to."""
