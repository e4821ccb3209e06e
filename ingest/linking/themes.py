"""The themes of a vocabulary, which group its concepts. How much a text speaks of a theme is not for here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from ontology.thesaurus import Thesaurus

__all__ = ["Themes", "themes_of"]

Themes = Mapping[str, Sequence[str]]
"""The themes of each concept that has any."""

_MOST = 0.5
"""The share of a vocabulary's concepts beyond which a scheme is the vocabulary itself, and no theme of it."""


def themes_of(thesaurus: Thesaurus) -> Themes:
    """The schemes of each concept that hold at most half of the vocabulary, such as EuroVoc's microthesauri."""
    concepts = thesaurus.concepts
    sizes = Counter(scheme for one in concepts.values() for scheme in one.schemes)
    small = {scheme for scheme, size in sizes.items() if size <= _MOST * len(concepts)}
    themes = ((iri, [scheme for scheme in one.schemes if scheme in small]) for iri, one in concepts.items())
    return {iri: kept for iri, kept in themes if kept}
