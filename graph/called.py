"""The thing that a name means where a researcher writes it: one that has it, else the nearest, which is then said.

Names typed in the explorer and on the command line are for the explorer.
"""

from __future__ import annotations

import warnings
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from graph.sparql import load
from graph.store import Store, text
from graph.views.kinds import kind_of
from graph.views.things import ThingKind
from ontology.errors import CallError

if TYPE_CHECKING:
    from graph.search import Hit, LabelIndex

__all__ = ["called"]

_MOST = 20
"""Names that are looked at."""
_RIVALS = 3
_TAKEN = {
    "fr": "rien ne s’appelle exactement « {name} » : {taken} est pris{rivals}",
    "en": "nothing is called “{name}” to the letter: {taken} is taken{rivals}",
}
_NOT = {"fr": ", et non {}", "en": ", not {}"}
_BETWEEN = {"fr": " ; ", "en": "; "}


def called(
    name: str, kinds: Collection[ThingKind], labels: LabelIndex | None, store: Store, language: str = "fr"
) -> str:
    """The IRI of the thing of these kinds (none: any) that has a name, but for accents and capitals.

    Where none has it, the nearest in the index of ``labels`` is taken, with a warning that says so and names its
    rivals; without an index, the store is asked for the names that are the same but for capitals.

    Raises :class:`CallError` for a name that nothing has, or several things.
    """
    hits = labels.search(name, kinds, _MOST, language) if labels else []
    exact = [each.iri for each in hits if each.is_called(name)] if labels else _stated(store, name, kinds)
    if len(exact) == 1:
        return exact[0]
    if exact:
        raise CallError(f"several things are called “{name}”", None, f"Give the IRI of one: {', '.join(exact)}.")
    if not labels:
        remedy = "Give its IRI, or a whole name: they are looked up by words in a workspace alone."
        raise CallError(f"nothing is called “{name}”", None, remedy)
    if not hits:
        raise CallError(f"nothing is called “{name}”", None, "Give its IRI, or another of its names.")
    warnings.warn(_said(name, hits, language), stacklevel=3)
    return hits[0].iri


def _stated(store: Store, name: str, kinds: Collection[ThingKind]) -> list[str]:
    """The IRIs of the things that the store itself calls so."""
    types: dict[str, list[str]] = {}
    for row in store.select(load("graph", "called"), {"wanted": Literal(name.strip().lower())}):
        types.setdefault(text(row, "thing"), []).append(text(row, "type"))
    wanted = kinds or set(ThingKind) - {ThingKind.OTHER}
    return [iri for iri, said in types.items() if kind_of(iri, said) in wanted]


def _said(name: str, hits: Iterable[Hit], language: str) -> str:
    taken, *rivals = [f"{each.label} <{each.iri}>" for each in hits]
    others = _NOT[language].format(_BETWEEN[language].join(rivals[:_RIVALS])) if rivals else ""
    return _TAKEN[language].format(name=name, taken=taken, rivals=others)
