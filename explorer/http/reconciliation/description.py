"""What tells a thing from its namesakes in a list of candidates: its note, or what it means."""

from __future__ import annotations

from collections.abc import Collection

from pyoxigraph import Literal

from explorer.components.render import shorten
from explorer.http.reconciliation.facts import facts
from explorer.http.reconciliation.vocabulary import Property
from graph.store import Store
from graph.views.labels import best_text
from graph.views.nodes import things
from ontology.namespaces import DCTERMS, SKOS

__all__ = ["descriptions"]

_LONGEST = 200
_MEANINGS = (Property(SKOS.definition.value), Property(SKOS.scopeNote.value), Property(DCTERMS.description.value))


def descriptions(store: Store, iris: Collection[str], language: str) -> dict[str, str]:
    """The note of each thing; of one without, as concepts are, its definition, cut where it is long."""
    noted = {iri: each.note for iri, each in things(store, iris, language).items()}
    bare = sorted(iri for iri, note in noted.items() if not note)
    known = facts(store, bare, _MEANINGS, language)
    for iri in bare:
        for meaning in _MEANINGS:
            said = [each for each in known.of(iri, meaning) if isinstance(each, Literal)]
            if words := best_text([(each.value, each.language or "") for each in said], language):
                noted[iri] = shorten(words, _LONGEST)
                break
    return noted
