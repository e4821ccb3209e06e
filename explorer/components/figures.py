"""The figures of quality: rows of named questions, evidence by method. What they mean is said on the page."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.components.answers import graph_of_now, kept
from explorer.context import get_context
from graph import views
from graph.networks import census
from graph.questions import get_question
from graph.sparql import load
from graph.store import text
from graph.views.things import Thing

__all__ = ["Method", "Share", "by_method", "by_source", "coverage", "unlinked"]

MOST = 200
"""Rows of a list that is shown."""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the documents: ``name`` is the key of its words."""

    name: str
    part: int
    whole: int

    @property
    def ratio(self) -> float:
        """The part in the whole, from 0 to 1; 0 of nothing."""
        return self.part / self.whole if self.whole else 0.0


@dataclass(frozen=True, slots=True)
class Method:
    """How much evidence a method gave, and its mean confidence where it says one."""

    thing: Thing
    total: int
    confidence: float | None


@kept
def coverage() -> tuple[Share, ...]:
    """How many events and publications are linked to a concept, to an actor, and dated."""
    found = census.covered(graph_of_now().index)
    parts = {"linked": found.linked, "with_actor": found.with_actor, "dated": found.dated}
    return tuple(Share(name, part, found.documents) for name, part in parts.items())


@kept
def unlinked(language: str) -> tuple[Thing, ...]:
    """The events and publications that no concept is linked to, at most :data:`MOST`."""
    return census.unlinked(graph_of_now(), language, MOST)


@kept
def by_source(language: str) -> tuple[dict[str, str], ...]:
    """What each source says: ``source_label`` and its counts."""
    return tuple(_rows("what-sources-say", language))


@kept
def by_method(language: str) -> tuple[Method, ...]:
    """Evidence by method, the most used first."""
    store = get_context().store()
    rows = list(store.select(load("explorer.pages", "methods")))
    known = views.things(store, [text(row, "method") for row in rows], language)
    return tuple(
        Method(
            known[text(row, "method")],
            int(text(row, "total")),
            float(text(row, "confidence")) if "confidence" in row else None,
        )
        for row in rows
    )


def _rows(question: str, language: str) -> list[dict[str, str]]:
    """The answer of a named question, unbound values empty."""
    answer = get_question(question).run(get_context().store(), language=language, limit=MOST)
    names = [variable.value for variable in answer.variables]
    return [{name: getattr(value, "value", "") for name, value in zip(names, row, strict=True)} for row in answer]
