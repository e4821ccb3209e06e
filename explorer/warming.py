"""What the server does before anyone comes, so that the first page is quick too: modules and the graph's figures read.

What is kept is kept by ``explorer.components.answers``.
"""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module
from threading import Thread

from explorer.components.address import PATHS
from explorer.components.answers import figures
from explorer.texts import LANGUAGES
from ontology.errors import MaillageError

__all__ = ["warm", "warm_aside"]


def warm() -> None:
    """Import every page and count the published graph; a workspace without a snapshot is left as it is."""
    for name in PATHS:
        import_module(f"explorer.pages.{name}")
    with suppress(MaillageError):
        for language in LANGUAGES:
            figures(language)


def warm_aside() -> None:
    """The same in a thread that ends with the process, whatever it has come to."""
    Thread(target=warm, name="warming", daemon=True).start()
