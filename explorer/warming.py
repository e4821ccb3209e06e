"""What the server does before anyone comes, so that the first page is quick too: modules, templates and figures read.

What is kept is kept by ``explorer.components.answers``.
"""

from __future__ import annotations

import gc
from contextlib import suppress
from importlib import import_module
from threading import Thread

from streamlit import env_util

from explorer.components.address import PATHS
from explorer.components.answers import figures, relation_names
from explorer.components.circles import NETWORKS, circle
from explorer.components.queue import doubts
from explorer.components.render import environment_of
from explorer.components.scope import Scope
from explorer.components.style import stylesheet
from explorer.components.trending import movers
from explorer.context import get_context
from explorer.texts import LANGUAGES, texts
from graph.networks.filters import EVERYTHING
from graph.networks.trends import Direction
from ontology.errors import MaillageError

__all__ = ["PATIENCE", "warm", "warm_aside"]

PATIENCE = 10.0
"""Seconds that the server waits for this before it tells its address: a large graph is read further while it serves."""
_LATE = (
    "PIL.ImageFile",
    "explorer.ui",
    "pyvis.network",
    "streamlit.elements.lib.image_utils",
    "streamlit.runtime.fragment",
)
"""What is imported only when the first page, or the first graph, is drawn."""


def warm() -> None:
    """Import every page, read the templates, count the published graph; without a snapshot that part is left out.

    What is there then lasts as long as the process: the collector of cycles, which Streamlit runs after every click
    and which lets nothing else run meanwhile, is told to look at it no more.
    """
    for name in (*(f"explorer.pages.{page}" for page in PATHS), *_LATE):
        import_module(name)
    env_util.is_repl()  # asked once by Streamlit too; the first time, the files of all modules are looked up
    environment = environment_of("explorer.components")
    for template in environment.list_templates():
        environment.get_template(template)
    stylesheet()
    with suppress(MaillageError):
        get_context().labels()
        _networks(LANGUAGES[0])
        for language in LANGUAGES:
            figures(language)
            relation_names(language)
        doubts()
    gc.collect()
    gc.freeze()


def _networks(language: str) -> None:
    """Compute what the pages on the whole network show first: whatever the language, the same arrays are asked."""
    from explorer.pages import actors, concepts, timeline

    circle(NETWORKS[0], EVERYTHING, language, actors.MEASURE, "")
    concepts.meeting(language, "")
    concepts.tree(language, concepts.USED, True)
    movers(texts(language), Direction.RISING)
    timeline.along(Scope(), language, 1)


def warm_aside() -> Thread:
    """The same in a thread that ends with the process, whatever it has come to."""
    thread = Thread(target=warm, name="warming", daemon=True)
    thread.start()
    return thread
