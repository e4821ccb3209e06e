"""One label recognised at one place of one passage: a mention in the making."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.linking.label_entry import LabelEntry

__all__ = ["Sighting", "vocabulary_of"]


@dataclass(frozen=True, slots=True)
class Sighting:
    """Words ``first`` to ``last`` (both counted) of passage number ``passage`` say ``entry``; ``how`` is the method.

    ``rivals`` are the other concepts that the words could mean.
    """

    passage: int
    first: int
    last: int
    entry: LabelEntry
    how: str
    certainty: float
    rivals: tuple[str, ...] = ()

    @property
    def concept(self) -> str:
        """The concept's IRI."""
        return self.entry.concept


def vocabulary_of(iri: str) -> str:
    """What an IRI shares with its vocabulary's others: one vocabulary's labels never hide another's.

    >>> vocabulary_of("http://eurovoc.europa.eu/1234"), vocabulary_of("http://e.org/jel#J08")
    ('http://eurovoc.europa.eu/', 'http://e.org/jel#')
    """
    return iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]
