"""SKOS vocabularies in memory: the concepts of any SKOS file in any RDF syntax, by IRI.

Several files that speak of the same IRIs are merged. Finding concepts in text is not for here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path

from ontology.concept import Concept
from ontology.errors import DataError, Place
from ontology.gathering import Gathering
from ontology.rdf_file import read_triples

__all__ = ["Thesaurus", "builtin"]


@dataclass(slots=True)
class Thesaurus(Mapping[str, Concept]):
    """The concepts of one or more SKOS files, by IRI, in the order of their IRIs."""

    concepts: dict[str, Concept] = field(default_factory=dict)

    def __getitem__(self, iri: str) -> Concept:
        return self.concepts[iri]

    def __iter__(self) -> Iterator[str]:
        return iter(self.concepts)

    def __len__(self) -> int:
        return len(self.concepts)

    @classmethod
    def from_files(
        cls, paths: Iterable[Path], named: Collection[Path] = (), tell: Callable[[str], object] = str
    ) -> Thesaurus:
        """Read and merge SKOS files.

        A file may hold the labels of one language alone, for concepts that another one declares. A concept without a
        preferred label takes its ``rdfs:label``. One that is no longer used is left out, and its labels are alternative
        ones of the one that replaces it. One without an IRI is left out too, which ``tell`` is told. Raises
        :class:`DataError` naming the file and the line when one is missing, is not RDF of the syntax that its name
        announces, or says nothing of concepts; and where the files ``named`` among them declare no concept, or concepts
        of which none has a label.
        """
        gathering = Gathering()
        declared: dict[Path, set[str]] = {}
        for path in paths:
            gathering.understood = gathering.nameless = 0
            known = set(gathering.iris)
            for statement in read_triples(path):
                gathering.add(statement)
            if gathering.nameless:
                left_out = f"without an IRI are left out, {gathering.nameless} in all"
                tell(f"{path}: concepts {left_out}. Give each skos:Concept an IRI to link to.")
            if not gathering.understood:
                raise DataError("no skos:Concept was found", Place(str(path)), "Give a SKOS file.")
            declared[path] = gathering.iris - known
        thesaurus = cls(gathering.concepts())
        thesaurus._check({path: declared[path] for path in named})
        return thesaurus

    def _check(self, declared: Mapping[Path, AbstractSet[str]]) -> None:
        """Refuse files that declare no concept, or none that has a label, since nothing would ever be found."""
        if declared and not self.concepts:
            place = Place(str(next(iter(declared))))
            raise DataError("no skos:Concept is declared", place, "Say of each what it is: a skos:Concept.")
        iris = [iri for each in declared.values() for iri in each if iri in self.concepts]
        if iris and not any(self.concepts[iri].labels for iri in iris):
            path = next(path for path, each in declared.items() if each)
            raise DataError("no concept has a label", Place(str(path)), "Give each a skos:prefLabel.")

    def meant_by(self) -> dict[str, str]:
        """For the IRI of each concept that is found as another one, that of this other."""
        return {other: iri for iri, concept in self.concepts.items() for other in concept.stands_for}


def builtin() -> Thesaurus:
    """The thematic scheme that comes with Maillage (``concepts.ttl``)."""
    return Thesaurus.from_files([Path(__file__).with_name("concepts.ttl")])
