"""One person's work on a relationship graph: the view, where things stand, what is selected, what can be undone.

The address holds all that restores the view; the session only what was before and after it, and which panel is open.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, get_args
from urllib.parse import parse_qsl

import msgspec
import streamlit as st

from explorer.components.board import Board
from explorer.components.history import History
from explorer.components.navigator import Click, comes_by_link, done_with
from explorer.components.view import Layout, Step, View, decode_places, encode, encode_places
from explorer.components.viewing import asked_view, base_iri
from explorer.context import get_context

if TYPE_CHECKING:
    from explorer.pages import Visit

__all__ = ["Sitting"]

_REACHED = "relations-reached"
"""What was reached from an address, until the browser has the next one: what it sends meanwhile names the old one."""
_PANEL, _PAGES = "relations-panel", "relations-pages"
_STEPS = ("add", "expand", "hide", "pin", "free", "fold", "part", "show")


class Sitting:
    """The state of the page: ``view``, ``places`` by IRI, ``selected`` (a thing's IRI, or two parted by a space)."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self.view, self.damaged = asked_view(visit.parameters)
        self._asked = tuple(sorted(_filled(visit.parameters).items()))
        self.stale = False
        self.wanting = False
        self.selected = visit.parameters.get("add", "") or visit.parameters.get("on", "")
        self.places: dict[str, tuple[int, int]] = {}
        self.address: dict[str, str] = {}
        self._at = visit.parameters.get("at", "")
        before, *reached = st.session_state.get(_REACHED, ((),))
        if before != self._asked or comes_by_link(visit.click):
            st.session_state.pop(_REACHED, None)
        elif reached:
            self.view, self.selected, self._at = reached
        self._history = History.of_session()
        self._history.arrive(self.view, self._at)

    @property
    def word(self) -> str:
        """The view as the address has it."""
        return encode(self.view, base_iri()) if self.view.steps else ""

    @property
    def can_undo(self) -> bool:
        """Whether there is a view before this one."""
        return bool(self._history.past) or len(self.view.steps) > 1

    @property
    def can_redo(self) -> bool:
        """Whether a view was undone since the last change."""
        return bool(self._history.future)

    @property
    def can_undo_again(self) -> bool:
        """Whether there would be a view before after one step back."""
        return len(self._history.past) > 1 or (not self._history.past and len(self.view.steps) > 2)

    @property
    def can_redo_again(self) -> bool:
        """Whether there would be a view after, after one step forward."""
        return len(self._history.future) > 1

    @property
    def arrangement(self) -> str:
        """What changes whenever things are to go where the server says, and not to stay where the browser has them."""
        return f"{self.view.layout} {self._history.turn} {'' if self.view.layout == 'force' else self.word}"

    @property
    def panel(self) -> str:
        """The panel that is open."""
        return str(st.session_state.get(_PANEL, ""))

    @property
    def pages(self) -> int:
        """How many times as many rows the tables show as at first."""
        word, pages = st.session_state.get(_PAGES, ("", 1))
        return int(pages) if word == self.word else 1

    def act(self, click: Click | None) -> None:
        """Do what was asked by a button of the page or a gesture in the drawing."""
        if click and click.action:
            self._press(click)
        st.session_state[_REACHED] = (self._asked, self.view, self.selected, self._at)
        done_with(click)

    def _expand(self, mark: str) -> None:
        kind, _, hub = mark.removeprefix("rest/").partition("/") if mark.startswith("rest/") else ("", "", mark)
        self.view = self.view.then(Step("expand", hub, kind=kind))
        self.selected = hub

    def _press(self, click: Click) -> None:
        action, subject = click.action, click.subject
        if action in _STEPS:
            self._step(click)
        elif action == "select":
            self.selected = subject
        elif action == "open":
            self._expand(subject)
        elif action in {"kind", "relation", "unfilter"}:
            self._filter(action, subject)
        elif action in {"layout", "colour", "size"}:
            self._present(action, subject)
        elif action in {"undo", "redo", "reset"}:
            self._go(action)
        elif action == "with":
            self._bring(dict(parse_qsl(subject)))
        elif action == "panel":
            st.session_state[_PANEL] = "" if self.panel == subject else subject
        elif action == "rows":
            st.session_state[_PAGES] = (self.word, self.pages + 1)

    def _bring(self, parameters: Mapping[str, str]) -> None:
        """Bring to the view what an address would: a thing, a concept or a period that it is to be about, a merger."""
        self.view, _ = asked_view({**parameters, "view": self.word})
        self.selected = parameters.get("add", self.selected)

    def _filter(self, action: str, subject: str) -> None:
        if action != "unfilter":
            self.view = self.view.toggle("kind" if action == "kind" else "relation", subject)
        else:
            self.view = msgspec.structs.replace(self.view, about="") if subject else self.view.unfiltered()

    def _go(self, action: str) -> None:
        if action == "undo" and self.can_undo:
            self.view, self._at = self._history.undo(self.view)
        elif action == "redo" and self.can_redo:
            self.view, self._at = self._history.redo()
        elif action == "reset":
            self.view, self.selected, self._at = View(), "", ""

    def _present(self, what: str, choice: str) -> None:
        """Lay out, colour or size the graph otherwise; asking for the same layout again lays it out anew."""
        choices = {"layout": get_args(Layout), "colour": ("kind", "community"), "size": ("same", "importance")}
        if choice in choices[what]:
            self.view = msgspec.structs.replace(self.view, **{what: choice})
            if what == "layout":
                self._at = ""
                self._history.lay_out_anew(self.view.pinned)

    def _step(self, click: Click) -> None:
        relation, _, rest = click.detail.partition(" ")
        direction, _, kind = rest.partition(" ")
        if click.action == "expand" and click.subject.startswith("rest/"):
            self._expand(click.subject)
            return
        if click.action == "pin" and click.subject in self.view.pinned:  # and was moved
            return
        step = Step(click.action, click.subject, relation, direction == "in", kind)  # type: ignore[arg-type]
        self.view = self.view.then(step)
        if click.action == "hide" and self.selected == click.subject:
            self.selected = ""

    def keep(self, board: Board) -> None:
        """Write the address anew, with the places that the drawing has just told or that the address gave already.

        What the address asked for and nobody changed since is left as it is: each view is one step in the browser.
        """
        snapshot = get_context().snapshot().id
        click = self._visit.click or Click()
        told = {iri: place for iri, place in click.places.items() if iri in board.order}
        acted = bool(click.action)
        placed = decode_places(self._at, board.order, snapshot)
        recomposed = bool(self._at) and not placed and not (acted or self._history.goes_on)
        left = (acted and click.action != "place") or comes_by_link(self._visit.click)
        self.stale = self._history.recomposes(self.view, begins=recomposed, ends=left)
        if not placed and (acted or self._history.goes_on):
            placed = {iri: place for iri, place in self._history.placed.items() if iri in board.order}
        placed |= told
        if self.view.layout != "force":
            placed = {iri: place for iri, place in placed.items() if iri in self.view.pinned}
        self.places = placed
        whole = self.view.layout != "force" or placed.keys() >= {*board.shown}
        at = encode_places(placed, board.order, snapshot) if placed and whole else ""
        self._history.change((self.view, at))
        self._history.placed = placed
        self.address = self.parameters(self.selected) | {"at": at}
        differs = _filled(self.address) != _filled(self._visit.parameters)
        self.wanting = not acted and (differs or not whole)
        if acted and differs:
            st.session_state[_REACHED] = (self._asked, self.view, self.selected, at)
            self._visit.stay(**self.address)

    def parameters(self, selected: str) -> dict[str, str]:
        """What the address says of the view and the selection."""
        return {"view": self.word, "on": selected}


def _filled(parameters: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in parameters.items() if value and name != "lang"}
