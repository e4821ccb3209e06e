"""Links and buttons of rendered pages, followed inside the session: a click comes to Python without a page load."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from explorer.components.mounting import component, given

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

__all__ = ["Click", "navigator"]


@dataclass(frozen=True, slots=True)
class Click:
    """A followed link (``href``) or a pressed button (``action`` on a ``subject``, with a ``detail``)."""

    href: str = ""
    action: str = ""
    subject: str = ""
    detail: str = ""


@cache
def _component() -> ComponentRenderer:
    return component("navigator", "navigator.js", isolate_styles=True)


def navigator(language: str) -> Click | None:
    """Mount the listener and return what was clicked just before this run; ``language`` is that of bare addresses."""
    answer = _component()(key="navigator", data=given({"language": language}), on_went_change=lambda: None, height=1)
    return click_of(answer.get("went"))


def click_of(message: object) -> Click | None:
    """The message of the browser as a click; what is not one is nothing.

    >>> click_of({"href": "/fiche", "nonce": 1})
    Click(href='/fiche', action='', subject='', detail='')
    >>> click_of("nonsense") is None
    True
    """
    if not isinstance(message, dict):
        return None
    words = {name: message[name] for name in Click.__slots__ if isinstance(message.get(name), str)}
    return Click(**words) if words else None
