"""Publishers that are written as one short word: « SAGE » publishes journals, and is the acronym of a laboratory too.

Which organisation a name fits is for :mod:`ingest.actors.organisations`.
"""

from __future__ import annotations

from ingest.actors.entry import Entry, spellings
from ingest.actors.forms import codes, is_short
from ingest.actors.words import stem
from ingest.records import ActorReference, Publication, Record, Relation
from ontology.folding import fold
from ontology.kinds import kind_of
from ontology.namespaces import KIND

__all__ = ["is_imprint", "is_laboratory", "of_laboratories"]

_WHERE_WRITTEN = frozenset(("institution", "school"))
"""Fields of BibTeX that name where a report or a thesis was written, which publishes it."""
_LABORATORY = KIND["laboratoire"].value
_WORD = stem("laboratoire")


def is_imprint(record: Record, reference: ActorReference) -> bool:
    """Whether the reference is to the publisher of a publication, by one short word and no identifier."""
    is_publisher = isinstance(record, Publication) and reference.relation is Relation.PUBLISHER
    named = is_publisher and reference.field not in _WHERE_WRITTEN and not reference.identifiers
    return named and is_short(reference.name)


def of_laboratories(kinds: tuple[str, ...]) -> bool:
    """Whether one of the words that sources have for the kind of an organisation is a laboratory's.

    >>> of_laboratories(("Unité de recherche",)), of_laboratories(("éditeur", ""))
    (True, False)
    """
    return any(kind_of(each, "organisation") == _LABORATORY for each in kinds if each)


def is_laboratory(entry: Entry) -> bool:
    """Whether an organisation is one by the kind that the network's sources give it, or by a code or a word of one of
    its names."""
    names = spellings(entry.identity)
    return entry.laboratory or any(codes(each) or _WORD in map(stem, fold(each).split()) for each in names)
