"""What was before and after a view in one session: undo and redo, in step with the browser's back and forward."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import streamlit as st

from explorer.components.view import View

__all__ = ["Entry", "History"]

_KEY = "relations-history"
MOST = 200
"""Views that can be gone back to."""
Entry = tuple[View, str]
"""A view, and the word for where its things stood."""


@dataclass
class History:
    """The views before and after ``now``; ``placed`` is where things stood last.

    ``turn`` grows when things are to go to other places than the browser has them; ``goes_on`` says that this view
    came from the last one by a change, so that what was there stays where it was; ``recomposed`` is the view whose
    places could not be read.
    """

    now: Entry = (View(), "")
    past: list[Entry] = field(default_factory=list)
    future: list[Entry] = field(default_factory=list)
    placed: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    turn: int = 0
    goes_on: bool = False
    recomposed: View | None = None

    @classmethod
    def of_session(cls) -> History:
        """The history of this session, which begins with it."""
        found: History = st.session_state.setdefault(_KEY, cls())
        return found

    def arrive(self, view: View, at: str) -> None:
        """Be at the view of the address: the same, one more change, a step back or forward, or another graph."""
        before, self.goes_on = self.now[0], False
        if view == before:
            return
        if self.past and self.past[-1][0] == view:
            self.undo(view)
        elif self.future and self.future[-1][0] == view:
            self.redo()
        elif before.steps and view.steps[: len(before.steps)] == before.steps:
            self.change((view, at))
            self.goes_on = True
        else:
            self.past, self.future, self.placed = [], [], {}
            self.now = (view, at)
            self.turn += 1

    def change(self, entry: Entry) -> None:
        """Take another view, or other places of the same one; what was undone before is then gone."""
        if entry[0] != self.now[0]:
            self.past = [*self.past, self.now][-MOST:]
            self.future = []
        self.now = entry

    def undo(self, view: View) -> Entry:
        """The view before; without one that is remembered, the view without its last step."""
        self.future.append(self.now)
        if self.past:
            self.now = self.past.pop()
            self.turn += bool(self.now[1])
        else:
            self.now = (view.without_last(), "")
        return self.now

    def redo(self) -> Entry:
        """The view that was undone last."""
        self.past.append(self.now)
        self.now = self.future.pop()
        self.turn += bool(self.now[1])
        return self.now

    def recomposes(self, view: View, *, begins: bool, ends: bool) -> bool:
        """Whether a view was put together again, its places being of another snapshot: until something is done to it.

        That things have come to rest, and that the address names their places, is nothing that anybody did.
        """
        if begins:
            self.recomposed = view
        elif ends or view != self.recomposed:
            self.recomposed = None
        return self.recomposed is not None

    def lay_out_anew(self, pinned: frozenset[str]) -> None:
        """Forget where things stood, but for those that were pinned."""
        self.placed = {iri: place for iri, place in self.placed.items() if iri in pinned}
        self.turn += 1
