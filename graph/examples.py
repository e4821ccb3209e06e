"""Examples of what the named questions may be asked in the graph at hand: things of its own, much linked.

The questions' files have examples of the embedded corpus, which hold where the graph knows its things. What a question
takes is not decided here.
"""

from __future__ import annotations

from functools import cached_property

from graph.binding import iri
from graph.questions import Question, questions
from graph.search import LabelIndex
from graph.sparql import load
from graph.store import Store, text
from graph.views.kinds import is_typed
from graph.views.things import ThingKind
from ontology.namespaces import expand

__all__ = ["Examples"]

LIKELY = 20
"""Things of a kind that are looked at, the most linked first."""


class Examples:
    """Examples from a graph and its label index; what is asked for twice is looked up once."""

    def __init__(self, store: Store, labels: LabelIndex) -> None:
        self._store = store
        self._labels = labels
        self._found: dict[tuple[ThingKind, ...], list[str]] = {}

    def of(self, question: Question) -> dict[str, str]:
        """A value for each parameter of a question, by its name: those for things are IRIs, and are left out where the
        graph has no such thing."""
        found: dict[str, str] = {}
        for each in question.parameters:
            if not each.kinds or self._of_corpus:
                found[each.name] = each.example
            elif left := [thing for thing in self._things(each.kinds) if thing not in found.values()]:
                found[each.name] = left[0]
        return found

    @cached_property
    def _of_corpus(self) -> bool:
        """Whether the graph knows the things of the embedded corpus that questions name."""
        named = {each.example for question in questions().values() for each in question.parameters if each.kinds}
        return all(is_typed(self._store, expand(each)) for each in sorted(named))

    def _things(self, kinds: tuple[ThingKind, ...]) -> list[str]:
        if kinds not in self._found:
            likely = self._labels.heaviest(kinds, LIKELY)
            asked = {"things": [iri(each) for each in likely]}
            spoken = {text(row, "thing") for row in self._store.select(load("graph.views", "spoken_of"), asked)}
            self._found[kinds] = [each for each in likely if each in spoken] if likely else []
        return self._found[kinds]
