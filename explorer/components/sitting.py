"""One person's work on a relationship graph: the view, what was undone, where things stand, what is selected.

The address holds all that restores the view; the session only what can be redone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

import streamlit as st

from explorer.components.board import Board
from explorer.components.canvas import Gesture, gesture_of
from explorer.components.navigator import Click
from explorer.components.view import Step, View, decode, decode_places, encode, encode_places
from explorer.context import get_context
from ontology.errors import CallError

if TYPE_CHECKING:
    from explorer.pages import Visit

__all__ = ["Sitting"]

_UNDONE = "relations-undone"
_Act = Literal["add", "expand", "hide", "pin", "free"]


class Sitting:
    """The state of the page: ``view``, ``places`` by IRI, ``selected`` (a thing's IRI, or two parted by a space)."""

    def __init__(self, visit: Visit, view: View, *, damaged: bool) -> None:
        self._visit = visit
        self.view = view
        self.damaged = damaged
        self.stale = False
        self.selected = visit.parameters.get("on", "")
        self.places: dict[str, tuple[int, int]] = {}
        self._gesture = gesture_of(st.session_state.get(f"relations-{visit.language}") or {})

    @classmethod
    def open(cls, visit: Visit) -> Sitting:
        """The sitting that the address describes; one that cannot be read begins from its thing, or from nothing."""
        view, damaged = View(), False
        try:
            if word := visit.parameters.get("view", ""):
                view = decode(word, _base())
        except CallError:
            damaged = True
        if not view.steps and (iri := visit.parameters.get("iri", "")):
            view = View((Step("add", iri),))
        sitting = cls(visit, view, damaged=damaged)
        if iri := visit.parameters.get("add", ""):
            sitting.take(Step("add", iri))
            sitting.selected = iri
        return sitting

    @property
    def can_redo(self) -> bool:
        """Whether a step was undone since the last one that was taken."""
        return bool(st.session_state.get(_UNDONE))

    def take(self, step: Step) -> None:
        """Take a step; what was undone before can then no longer be redone."""
        self.view = self.view.then(step)
        st.session_state[_UNDONE] = ()

    def act(self, click: Click | None) -> None:
        """Do what was asked by a button of the page or a gesture in the drawing."""
        gesture = self._gesture
        if gesture.picked_node:
            self.selected = gesture.picked_node
        elif gesture.picked_edge:
            self.selected = " ".join(gesture.picked_edge)
        if gesture.expanded:
            self.take(Step("expand", gesture.expanded))
            self.selected = gesture.expanded
        if gesture.pinned and gesture.pinned not in self.view.pinned:
            self.take(Step("pin", gesture.pinned))
        if click and click.action:
            self._press(click)

    def _press(self, click: Click) -> None:
        if click.action in get_args(_Act):
            self._step(click)
        elif click.action == "select":
            self.selected = click.subject
        elif click.action == "kind":
            self.view = self.view.toggle("kind", click.subject)
        elif click.action == "relation":
            self.view = self.view.toggle("relation", click.subject)
        elif click.action == "undo" and len(self.view.steps) > 1:
            st.session_state[_UNDONE] = (*st.session_state.get(_UNDONE, ()), self.view.steps[-1])
            self.view = self.view.without_last()
        elif click.action == "redo" and self.can_redo:
            *rest, step = st.session_state[_UNDONE]
            self.view = self.view.then(step)
            st.session_state[_UNDONE] = tuple(rest)
        elif click.action == "reset":
            self.view, self.selected = View(), ""

    def _step(self, click: Click) -> None:
        relation, _, rest = click.detail.partition(" ")
        direction, _, kind = rest.partition(" ")
        act: _Act = next(each for each in get_args(_Act) if each == click.action)
        self.take(Step(act, click.subject, relation, direction == "in", kind))
        if act == "hide" and self.selected == click.subject:
            self.selected = ""

    def keep(self, board: Board) -> None:
        """Write the address anew, with the places that the drawing has just told or that the address gave already."""
        order = list(board.things)
        snapshot = get_context().snapshot().id
        word = self._visit.parameters.get("at", "")
        told = {iri: place for iri, place in self._gesture.places.items() if iri in board.things}
        kept = decode_places(word, order, snapshot)
        self.stale = bool(word) and not kept and not _was_changed(self._gesture, self._visit.click)
        self.places = kept | told
        at = encode_places(self.places, order, snapshot) if self.places else ""
        self._visit.stay(**self.parameters(self.selected), at=at)

    def parameters(self, selected: str) -> dict[str, str]:
        """What the address says of the view and the selection."""
        view = encode(self.view, _base()) if self.view.steps else ""
        return {"view": view, "on": selected}


def _was_changed(gesture: Gesture, click: Click | None) -> bool:
    return click is not None or gesture != Gesture()


def _base() -> str:
    return get_context().workspace.settings.network.base_iri
