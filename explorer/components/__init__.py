"""The pieces that pages are made of: what looks and behaves the same on each of them."""

from pathlib import Path

__all__ = ["ASSETS"]

ASSETS = Path(__file__).with_name("assets")
"""The folder of styles, scripts and pictures."""
