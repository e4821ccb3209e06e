"""The view that an address asks for: the one it carries, with what a link or form of the page asks beside it.

What the view shows is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from explorer.components.scope import Scope
from explorer.components.view import Step, View, decode
from explorer.context import get_context
from ontology.errors import CallError

__all__ = ["asked_view", "base_iri"]

_PERCENT = re.compile(r"[0-9]{1,3}")
_BETWEEN = re.compile(r"\s+|,(?=[A-Za-z][A-Za-z0-9+.-]*:)")


def asked_view(parameters: Mapping[str, str]) -> tuple[View, bool]:
    """The view, and whether the one in the address was damaged: it then begins from its things, or from nothing.

    ``iri`` names one or several things to begin with; ``add`` brings one more; ``merge`` and ``into`` two to draw as
    one; ``about`` is a concept; with ``within``, ``first``, ``last`` and ``sure`` are all told, empty ones left open.
    """
    view, damaged = View(), False
    try:
        if word := parameters.get("view", ""):
            view = decode(word, base_iri())
    except CallError:
        damaged = True
    if not view.steps:
        begun = [Step("add", iri) for iri in _BETWEEN.split(parameters.get("iri", "").strip()) if iri]
        view = msgspec.structs.replace(view, steps=tuple(dict.fromkeys(begun)))
    if iri := parameters.get("add", ""):
        view = view.then(Step("add", iri))
    if into := parameters.get("into", ""):
        view = view.then(Step("merge", parameters.get("merge", ""), into=into))
    if iri := parameters.get("about", ""):
        view = msgspec.structs.replace(view, about=iri)
    if parameters.get("within"):
        scope, sure = Scope.read(parameters), parameters.get("sure", "")
        percent = int(sure) if _PERCENT.fullmatch(sure) else 0
        view = view.within(scope.first or 0, scope.last or 0, percent)
    return view, damaged


def base_iri() -> str:
    """The start that most IRIs of the network share."""
    return get_context().workspace.settings.network.base_iri
