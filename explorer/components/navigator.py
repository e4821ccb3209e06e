"""Links, buttons and drawings of pages, followed inside the session: a click comes to Python without a page load.

The browser sends one message at a time, with a growing number, and again until it is told that it is done: whoever acts
on a click says so with :func:`done_with`, before anything that another run may interrupt, and each page ends with
:func:`acknowledge`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

import streamlit as st

from explorer.components.mounting import component, given

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

__all__ = ["Click", "acknowledge", "comes_by_link", "done_with", "leave", "navigator"]

_DONE, _LEFT, _RUNS = "navigator-done", "navigator-left", "navigator-runs"
_WORDS = ("href", "action", "subject", "detail", "note")
Places = Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Click:
    """A followed link (``href``), a pressed button or a gesture (``action`` on a ``subject``, with a ``detail``).

    A drawing tells the ``places`` of what is in it, by name; ``note`` is what the field beside a button holds.
    """

    href: str = ""
    action: str = ""
    subject: str = ""
    detail: str = ""
    note: str = ""
    number: int = 0
    places: Places = field(default_factory=dict)


@cache
def _component() -> ComponentRenderer:
    return component("navigator", "navigator.js", isolate_styles=True)


@cache
def _receipt() -> ComponentRenderer:
    return component("receipt", "receipt.js", isolate_styles=True)


def navigator(language: str) -> Click | None:
    """Mount the listener and return what was clicked just before this run; ``language`` is that of bare addresses.

    A click that this session has done already is none, but for the last link: a message that comes again names the
    address that was left, and the page is that of the link.
    """
    answer = _component()(key="navigator", data=given({"language": language}), on_went_change=lambda: None, height=1)
    click = click_of(answer.get("went"))
    done = st.session_state.get(_DONE, 0)
    return click if click and (click.number > done or (click.href and click.number == done)) else None


def done_with(click: Click | None) -> None:
    """Remember that a click is done, so that it is not done again when its run is interrupted."""
    if click:
        st.session_state[_DONE] = max(click.number, st.session_state.get(_DONE, 0))


def leave(click: Click, page: str) -> None:
    """Remember that a click leads to another page, whose run is one more."""
    st.session_state[_LEFT] = (click.number, page)


def comes_by_link(click: Click | None) -> bool:
    """Whether this run draws what a link leads to, on the page where it was or on another."""
    return bool(click and click.href) or _LEFT in st.session_state


def acknowledge(click: Click | None, page: str) -> None:
    """Tell the browser at the end of the run of a page which clicks are done."""
    done_with(click)
    number, target = st.session_state.pop(_LEFT, (0, ""))
    if target == page:
        done_with(Click(number=number))
    runs = st.session_state[_RUNS] = st.session_state.get(_RUNS, 0) + 1
    said = {"done": st.session_state.get(_DONE, 0), "run": runs}
    _receipt()(key="receipt", data=given(said), height=1)


def click_of(message: object) -> Click | None:
    """The message of the browser as a click; what is not one is nothing.

    >>> click_of({"href": "/fiche", "number": 3})
    Click(href='/fiche', action='', subject='', detail='', note='', number=3, places={})
    >>> click_of({"action": "place", "places": {"a": [1, "x"], "b": [1, 2]}}).places
    {'b': (1, 2)}
    >>> click_of("nonsense") is None
    True
    """
    if not isinstance(message, dict):
        return None
    words = {name: message[name] for name in _WORDS if isinstance(message.get(name), str)}
    number, told = message.get("number"), message.get("places")
    places = {name: (at[0], at[1]) for name, at in told.items() if _is_place(at)} if isinstance(told, dict) else {}
    return Click(**words, number=number if isinstance(number, int) else 0, places=places) if words else None


def _is_place(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(part, int) for part in value)
