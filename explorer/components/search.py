"""The search field: suggestions of things of all kinds while one types. What likeness is, the label index decides."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

import streamlit as st

from explorer.components.address import PATHS, href
from explorer.components.mounting import component, given
from explorer.components.render import shorten
from explorer.context import get_context
from explorer.texts import LANGUAGES, texts
from graph.search import Hit
from graph.spelling import significant
from graph.views.things import ThingKind
from ontology.folding import fold

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

__all__ = ["Target", "find", "hints", "search_field"]

SUGGESTIONS = 8
HINTS = 3
"""Things proposed for each word of a search that finds nothing."""
WORDS = 4
"""Words of such a search that are looked for."""
SHORTEST, LONGEST = 3, 30
"""Letters of such a word; of a longer one, its beginning is looked for."""
_ACTORS = {ThingKind.PERSON, ThingKind.ORGANISATION, ThingKind.GROUP, ThingKind.CATEGORY}


@dataclass(frozen=True)
class Target:
    """Where a suggestion leads: a page, the parameter that takes the thing, the page's other parameters.

    ``focus`` selects what has the focus there.
    """

    page: str
    parameter: str
    others: Mapping[str, str] = field(default_factory=dict)
    focus: str = ""


TO_THING = Target("thing", "iri")


def find(text: str, language: str, limit: int, kinds: tuple[ThingKind, ...] = ()) -> list[Hit]:
    """The things of the published snapshot that the text may mean, best first."""
    return get_context().labels().search(text, kinds, limit=limit, language=language)


def hints(text: str, language: str) -> list[Hit]:
    """What is most like the words of a text that finds nothing as a whole, or like the beginnings of these words."""
    words = [word for word in significant(fold(text)) if len(word) >= SHORTEST]
    found = [_like(word, language) for word in words[:WORDS]]
    return list({hit.iri: hit for hits in found for hit in hits}.values())


def _like(word: str, language: str) -> list[Hit]:
    """A few things whose names hold the word, else the longest beginning of it that is in any."""
    begun = (word[:length] for length in range(min(len(word), LONGEST), SHORTEST, -1))
    return next((hits for each in (word, *begun) if (hits := find(each, language, HINTS))), [])


@cache
def _component() -> ComponentRenderer:
    return component("search", "search.js")


@st.fragment
def search_field(  # noqa: PLR0913
    key: str,
    language: str,
    target: Target = TO_THING,
    label: str = "",
    kinds: tuple[ThingKind, ...] = (),
    *,
    without: Collection[str] = (),
    text: str = "",
    told: str = "",
) -> None:
    """A field whose suggestions lead to a target, but to none ``without``; only itself is drawn again while one types.

    Enter without a choice leads to all that may be meant where the target is a thing's own page; elsewhere to the only
    thing that is called so, or to none yet. ``text`` is what it holds while nobody types: the words that the page
    answers. ``told`` is said to those who hear the page, once, when it is new.
    """
    t = texts(language)
    key = f"{key}-{language}"
    typed = str((st.session_state.get(key) or {}).get("typed") or "")
    likely = find(typed, language, SUGGESTIONS + len(without), kinds) if typed else []
    hits = [hit for hit in likely if hit.iri not in without][:SUGGESTIONS]
    found = t("count.results", count=len(hits)) if typed else ""
    words = {name: t(f"search.{name}") for name in ("label", "suggestions", "none")} | {"found": found}
    words |= {"label": label or words["label"], "placeholder": t(f"search.{_wanted(kinds)}")}
    lang = "" if language == LANGUAGES[0] else f"lang={language}&"
    data = {
        "id": key,
        "query": typed,
        "text": text,
        "told": told,
        "focus": target.focus,
        "suggestions": [_suggestion(hit, language, target, typed) for hit in hits],
        "words": words,
        "all": f"/{PATHS['home']}?{lang}q=" if target == TO_THING else "",
    }
    _component()(key=key, data=given(data), on_typed_change=lambda: None)


def _wanted(kinds: tuple[ThingKind, ...]) -> str:
    """Which example of what may be typed suits a field for things of these kinds."""
    if kinds == (ThingKind.CONCEPT,):
        return "a_concept"
    return "an_actor" if kinds and set(kinds) <= _ACTORS else "anything"


def _suggestion(hit: Hit, language: str, target: Target, typed: str) -> dict[str, Any]:
    t = texts(language)
    note = t(f"kind.{hit.kind.value}")
    if hit.matched != hit.label:
        note += " · " + t("search.also", name=shorten(hit.matched, 40))
    return {
        "href": href(target.page, language, **target.others, **{target.parameter: hit.iri}),
        "label": shorten(hit.label, 140),
        "note": note,
        "kind": hit.kind.value,
        "exact": fold(hit.matched) == fold(typed),
    }
