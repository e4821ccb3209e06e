"""The SPARQL editor and the answer below it: the browser asks the endpoint itself, whose pool ends what never would.

Which query is in it is decided by the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from explorer.components.address import PATHS
from explorer.components.files import OUTLINES, VIS_NETWORK, VOCABULARY
from explorer.components.mounting import component, given
from explorer.context import get_context
from explorer.texts import LANGUAGES, Texts, texts
from ontology.namespaces import PREFIXES

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

__all__ = ["LONGEST", "VIEWS", "Ran", "editor"]

_WORDS = (
    "editor", "hint", "run", "running", "none", "error", "boolean_true", "boolean_false", "shown", "caption",
    "csv", "json", "turtle", "unreachable", "query_of", "go_to", "suggestions", "suggested", "variable",
    "class", "property", "prefix", "see_as", "as_table", "as_chart", "as_graph", "as_map", "as_turtle", "same",
    "history", "forget", "copy", "copied", "reads_only",
)  # fmt: skip
SCRIPTS = ("editor.js", "complete.js", "answer.js", "views.js", "history.js")
VIEWS = ("table", "chart", "graph", "map", "turtle")
"""How an answer may be seen."""
NAMELESS: Mapping[str, str] = MappingProxyType({})
LONGEST = 6_000
"""Characters of a query that an address carries; a longer one is run and not shared."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What was just done in the editor: the query that was run by hand, the way its answer is seen; empty otherwise."""

    text: str = ""
    view: str = ""


@cache
def _component() -> ComponentRenderer:
    return component("editor", *SCRIPTS)


def editor(  # noqa: PLR0913
    language: str,
    text: str,
    *,
    run: bool,
    folded: bool = False,
    view: str = "",
    columns: Mapping[str, str] = NAMELESS,
) -> Ran:
    """Show the editor with a query, answered at once if ``run``, seen as ``view``.

    It returns what was done just before. ``folded`` puts the answer first and the query behind a click; ``columns``
    says what variables are called on screen.
    """
    context = get_context()
    lang = "" if language == LANGUAGES[0] else f"lang={language}&"
    data: dict[str, Any] = {
        "text": text,
        "run": run,
        "folded": folded,
        "view": view,
        "language": language,
        "longest": LONGEST,
        "words": _words(texts(language)),
        "base": context.workspace.settings.network.base_iri,
        "columns": dict(columns),
        "thing": f"/{PATHS['thing']}?{lang}iri=",
        "prefixes": PREFIXES,
        "library": VIS_NETWORK,
        "outlines": OUTLINES,
        "vocabulary": f"{VOCABULARY}?lang={language}&snapshot={context.snapshot().id}",
    }
    answer = _component()(
        key=f"editor-{language}-{folded}", data=given(data), on_ran_change=lambda: None, on_seen_change=lambda: None
    )
    return Ran(_said(answer.get("ran"), "text"), _said(answer.get("seen"), "view"))


def _said(message: object, name: str) -> str:
    value = message.get(name) if isinstance(message, dict) else None
    return value if isinstance(value, str) else ""


def _words(t: Texts) -> dict[str, Any]:
    words: dict[str, Any] = {name: t.sentences[f"query.{name}"] for name in _WORDS}
    forms = {form: t.sentences[f"count.rows.{form}"] for form in ("one", "other")}
    words["send_update"] = t("said.do_post_update")
    return words | {"rows": forms | {"zero_is_one": t.language == "fr"}}
