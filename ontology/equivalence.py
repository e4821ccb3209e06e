"""Concepts that vocabularies declare to be the same (``skos:exactMatch``), as one, for whoever looks for them in text.

What the vocabularies say in the graph stays as it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from ontology.concept import Concept, Label, LabelKind
from ontology.thesaurus import Thesaurus

__all__ = ["unified"]

_EXACT = "exactMatch"


def unified(thesaurus: Thesaurus) -> Thesaurus:
    """The thesaurus with one concept for each set of exact matches (SKOS Reference, S42 to S45: it is symmetric and
    transitive): the one that states the matches and that none of the others matches, else the first IRI.

    It takes the labels of the others as alternative ones, and their places in the hierarchy.
    """
    chosen = _chosen(thesaurus)
    if not chosen:
        return thesaurus
    members = defaultdict(list)
    for iri in thesaurus:
        members[chosen.get(iri, iri)].append(iri)
    return Thesaurus({iri: _one(thesaurus, iri, members[iri], chosen) for iri in sorted(members)})


def _chosen(thesaurus: Thesaurus) -> dict[str, str]:
    """For each concept that stands in a set of matches, the one that is kept."""
    stated = [
        (iri, other)
        for iri, concept in thesaurus.items()
        for degree, other in concept.matches
        if degree == _EXACT and other in thesaurus and other != iri
    ]
    matched = {other for _, other in stated}
    sets: dict[str, set[str]] = {}
    for pair in stated:
        joined = set[str]().union(*(sets.get(iri, {iri}) for iri in pair))
        sets |= dict.fromkeys(joined, joined)
    first = {id(each): min(each, key=lambda iri: (iri in matched, iri)) for each in sets.values()}
    return {iri: first[id(each)] for iri, each in sets.items()}


def _one(thesaurus: Thesaurus, iri: str, members: list[str], chosen: dict[str, str]) -> Concept:
    """The concept that stands for its set; of one alone, the links alone are led to those that are kept."""
    kept, others = thesaurus[iri], [thesaurus[each] for each in members if each != iri]

    def led(links: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted({chosen.get(each, each) for each in links} - {iri}))

    every = [kept, *others]
    return replace(
        kept,
        labels=(*kept.labels, *_further(kept, others)),
        broader=led(link for each in every for link in each.broader),
        narrower=led(link for each in every for link in each.narrower),
        related=led(link for each in every for link in each.related),
        stands_for=(*kept.stands_for, *(iri for each in others for iri in (each.iri, *each.stands_for))),
    )


def _further(kept: Concept, others: list[Concept]) -> list[Label]:
    """The labels of the others that the kept one lacks; what they prefer is an alternative here."""
    known = {(label.text, label.language) for label in kept.labels}
    found = {
        Label(label.text, label.language, LabelKind.ALT if label.kind is LabelKind.PREF else label.kind)
        for other in others
        for label in other.labels
        if (label.text, label.language) not in known
    }
    return sorted(found)
