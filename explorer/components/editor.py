"""The SPARQL editor and the answer below it: the browser asks the endpoint itself, whose pool ends what never would.

Which query is in it is decided by the page.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import streamlit as st

from explorer.components import ASSETS
from explorer.components.address import PATHS
from explorer.context import get_context
from explorer.texts import LANGUAGES, Texts, texts
from ontology.namespaces import PREFIXES

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

__all__ = ["editor"]

_WORDS = ("editor", "hint", "run", "running", "none", "error", "boolean_true", "boolean_false", "shown", "caption")
_MORE_WORDS = ("csv", "json", "turtle", "unreachable", "query_of")


@cache
def _component() -> ComponentRenderer:
    script = "\n".join((ASSETS / name).read_text(encoding="utf-8") for name in ("editor.js", "answer.js"))
    return st.components.v2.component("maillage_editor", js=script, isolate_styles=False)


def editor(language: str, text: str, *, run: bool, folded: bool = False) -> str | None:
    """Show the editor with a query, answered at once if ``run``; returns the query that was run by hand just before.

    ``folded`` puts the answer first and the query behind a click.
    """
    lang = "" if language == LANGUAGES[0] else f"lang={language}&"
    data: dict[str, Any] = {
        "text": text,
        "run": run,
        "folded": folded,
        "words": _words(texts(language)),
        "base": get_context().workspace.settings.network.base_iri,
        "thing": f"/{PATHS['thing']}?{lang}iri=",
        "prefixes": PREFIXES,
    }
    answer = _component()(key=f"editor-{language}-{folded}", data=data, on_ran_change=lambda: None)
    ran = answer.get("ran")
    return ran["text"] if isinstance(ran, dict) and isinstance(ran.get("text"), str) else None


def _words(t: Texts) -> dict[str, Any]:
    words: dict[str, Any] = {name: t.sentences[f"query.{name}"] for name in (*_WORDS, *_MORE_WORDS)}
    forms = {form: t.sentences[f"count.rows.{form}"] for form in ("one", "other")}
    return words | {"rows": forms | {"zero_is_one": t.language == "fr"}}
