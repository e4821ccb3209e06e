"""The kinds of event, publication and organisation: a source's own word to the kind of ``kinds.ttl`` that it names.

Finding such words inside a text is not for here.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from pyoxigraph import NamedNode

from ontology.concept import LabelKind
from ontology.folding import fold
from ontology.namespaces import KIND, RDFS
from ontology.rdf_file import read_triples
from ontology.thesaurus import Thesaurus

__all__ = ["GROUPS", "kind_class", "kind_labels", "kind_of", "kind_words", "kinds"]

GROUPS = ("event", "publication", "organisation")
"""The groups of kinds; each is a concept scheme, ``kind:event-kinds`` and so on."""

_FILE = Path(__file__).with_name("kinds.ttl")
_LONGEST = 200
_NAMED = re.compile(r"(?:https?://|info:|urn:)\S*[/#:]|\w+:(?=\w)")


@cache
def kinds() -> Thesaurus:
    """Every kind, as a vocabulary; read once."""
    return Thesaurus.from_files([_FILE])


@lru_cache(maxsize=65_536)
def kind_of(word: str, group: str, language: str = "") -> str | None:
    """The IRI of the kind that the word names in that group, or None when it names none.

    A word is a label in French or English, a code of a known format (``inproceedings``, ``JOUR``) or the name or IRI of
    a class; case, accents, hyphens and plural make no difference. Of « Article / Artikel » the first known part counts.
    What a word says in ``language`` comes first; where the language is not known, what it says in French.
    Raises :class:`ValueError` for a group that is not one of :data:`GROUPS`.

    >>> kind_of("Tables-Rondes", "event")
    'https://w3id.org/maillage/kind/table-ronde'
    >>> kind_of("https://schema.org/ScholarlyArticle", "publication")
    'https://w3id.org/maillage/kind/article'
    >>> kind_of("Conference", "event", "en"), kind_of("Conférence", "event", "fr")
    ('https://w3id.org/maillage/kind/colloque', 'https://w3id.org/maillage/kind/conference')
    >>> kind_of("soirée pyjama", "event") is None
    True
    """
    words = kind_words(group, "en" if language[:2] == "en" else "fr")
    if len(word) > _LONGEST:
        return None
    if found := words.get(_singular(word)) or words.get(_singular(_NAMED.sub("", word, count=1))):
        return found
    parts = word.split("/") if "://" not in word else []
    return next((found for part in parts if (found := words.get(_singular(part)))), None)


@cache
def kind_words(group: str, language: str = "fr") -> dict[str, str]:
    """Each label and notation of the group's kinds, folded and in the singular, with the IRI of its kind.

    Of a word that names two, the kind is the one that it names in ``language``. Raises :class:`ValueError` for a group
    that is not one of :data:`GROUPS`.
    """
    if group not in GROUPS:
        raise ValueError(f"“{group}” is not one of {', '.join(GROUPS)}")
    scheme = KIND[f"{group}-kinds"].value
    said = [(label, iri) for iri, kind in kinds().items() if scheme in kind.schemes for label in kind.labels]
    said.sort(key=lambda each: each[0].language == language)  # what is said last holds
    codes = ((code, iri) for iri, kind in kinds().items() if scheme in kind.schemes for code in kind.notations)
    return {_singular(word): iri for word, iri in (*codes, *((label.text, iri) for label, iri in said))}


def kind_labels(iri: str) -> dict[str, str]:
    """The preferred label of a kind by language; empty for an IRI that is not a kind's.

    >>> kind_labels("https://w3id.org/maillage/kind/table-ronde")
    {'en': 'round table', 'fr': 'table ronde'}
    """
    kind = kinds().get(iri)
    preferred = {label.language: label.text for label in kind.labels if label.kind is LabelKind.PREF} if kind else {}
    return dict(sorted(preferred.items()))


def kind_class(iri: str) -> str | None:
    """The class of bibo, schema.org or org that says the same as the kind, where there is one.

    >>> kind_class("https://w3id.org/maillage/kind/these")
    'http://purl.org/ontology/bibo/Thesis'
    """
    return _classes().get(iri)


@cache
def _classes() -> dict[str, str]:
    return {
        triple.subject.value: triple.object.value
        for triple in read_triples(_FILE)
        if triple.predicate == RDFS.seeAlso
        and isinstance(triple.subject, NamedNode)
        and isinstance(triple.object, NamedNode)
    }


def _singular(text: str) -> str:
    """The folded text with each word in the singular, as far as an ending shows it.

    >>> _singular("Ateliers"), _singular("Réseaux"), _singular("congrès")
    ('atelier', 'reseau', 'congre')
    """
    return " ".join(word[:-1] if len(word) > 3 and word[-1] in "sx" else word for word in fold(text).split())
