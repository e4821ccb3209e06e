"""A concept of a SKOS vocabulary as it is held in memory: labels by language, notations, relations to others.

Reading it from files is for :mod:`ontology.thesaurus`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from ontology.languages import in_language

__all__ = ["Concept", "Label", "LabelKind"]


class LabelKind(StrEnum):
    """The three lexical properties of SKOS (SKOS Reference, section 5)."""

    PREF = "prefLabel"
    ALT = "altLabel"
    HIDDEN = "hiddenLabel"


class Label(msgspec.Struct, frozen=True, order=True, gc=False):
    """One lexical label: its text, its language tag in lower case (empty when the file gives none), its kind.

    There are many, part of no cycle: the collector of dead cycles need not look at them.
    """

    text: str
    language: str
    kind: LabelKind


@dataclass(slots=True)
class Concept:
    """A ``skos:Concept`` with what the file says of it; every IRI is a string, every tuple in a stable order.

    ``stands_for`` are the concepts that are found as this one, and are none of their own here.
    """

    iri: str
    labels: tuple[Label, ...] = ()
    notations: tuple[str, ...] = ()
    definitions: tuple[tuple[str, str], ...] = ()
    schemes: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    matches: tuple[tuple[str, str], ...] = ()
    stands_for: tuple[str, ...] = ()

    def label(self, language: str = "fr") -> str:
        """The preferred label in that language, else in none, in French, in English, in any, else the IRI's last part.

        A label of a region (``fr-CA``) serves its language where that has none of its own.

        >>> Concept("http://e.org/rse", (Label("RSE", "fr", LabelKind.PREF),)).label("de")
        'RSE'
        """
        return in_language(self._preferred(), language) or re.split(r"[/#]", self.iri.rstrip("/#"))[-1]

    def labels_in(self, language: str) -> list[Label]:
        """Those that a text in that language may use, whatever their region; without a language they are for all.

        >>> labels = Label("eau", "fr-ca", LabelKind.PREF), Label("water", "en", LabelKind.PREF)
        >>> [label.text for label in Concept("urn:c", labels).labels_in("fr")]
        ['eau']
        """
        return [label for label in self.labels if label.language.partition("-")[0] in ("", language)]

    def _preferred(self) -> dict[str, str]:
        return {label.language: label.text for label in reversed(self.labels) if label.kind is LabelKind.PREF}

    def definition(self, language: str = "fr") -> str:
        """The definition in that language, else in none, in French, in English, in any, else an empty string."""
        return in_language(dict(reversed(self.definitions)), language)
