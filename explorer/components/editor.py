"""The SPARQL editor and the answer below it: the browser asks the endpoint itself, whose pool ends what never would.

The address says which query is asked, by a link or by hand; what the page gives is taken for the address that it names,
and left when another one stands there already. Which query belongs to an address is decided by the page.
"""

from __future__ import annotations

from collections.abc import Mapping
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

__all__ = ["LONGEST", "VIEWS", "editor"]

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


@cache
def _component() -> ComponentRenderer:
    return component("editor", *SCRIPTS)


def editor(  # noqa: PLR0913
    language: str,
    text: str,
    address: Mapping[str, str],
    *,
    run: bool,
    folded: bool = False,
    view: str = "",
    columns: Mapping[str, str] = NAMELESS,
    terms: Mapping[str, str] = NAMELESS,
) -> None:
    """Show the editor with a query, answered at once if ``run``, seen as ``view``.

    ``address`` has the parameters for which the page gives this query, by name; one that is not there is empty.
    ``folded`` puts the answer first and the query behind a click; ``columns`` says what variables are called on screen,
    ``terms`` what IRIs are that are no things.
    """
    context = get_context()
    lang = "" if language == LANGUAGES[0] else f"lang={language}&"
    data: dict[str, Any] = {
        "text": text,
        "address": dict(address),
        "run": run,
        "folded": folded,
        "view": view,
        "language": language,
        "longest": LONGEST,
        "words": _words(texts(language)),
        "base": context.workspace.settings.network.base_iri,
        "columns": dict(columns),
        "terms": dict(terms),
        "thing": f"/{PATHS['thing']}?{lang}iri=",
        "prefixes": PREFIXES,
        "library": VIS_NETWORK,
        "outlines": OUTLINES,
        "vocabulary": f"{VOCABULARY}?lang={language}&snapshot={context.snapshot().id}",
    }
    _component()(key=f"editor-{language}-{folded}", data=given(data))


def _words(t: Texts) -> dict[str, Any]:
    words: dict[str, Any] = {name: t.sentences[f"query.{name}"] for name in _WORDS}
    forms = {form: t.sentences[f"count.rows.{form}"] for form in ("one", "other")}
    words["send_update"] = t("said.do_post_update")
    return words | {"rows": forms | {"zero_is_one": t.language == "fr"}}
