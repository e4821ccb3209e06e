"""What a vocabulary's acronyms stand for, by its own labels. What a text says that they mean is not for here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from ingest.linking.label_entry import LabelEntry
from ingest.linking.lexicon import JOIN, SKIP, UNKNOWN, Lexicon

__all__ = ["LongForms"]


class LongForms:
    """The concepts that acronyms stand for, and the words of all that these are called.

    >>> from ontology.concept import LabelKind
    >>> told = [("responsabilité", "sociale", "des", "entreprises"), ("responsabilité", "environnementale"), ("rse",)]
    >>> labels = [LabelEntry("csr", " ".join(words), LabelKind.ALT, words, words == ("rse",)) for words in told]
    >>> lexicon = Lexicon("fr")
    >>> _ = [lexicon.add(word) for words in told for word in words]
    >>> forms = LongForms(labels, lexicon)
    >>> [one.concept for one in forms.told("RSE", ["Responsabilité", "sociale", "environnementale"])]
    ['csr']
    >>> forms.told("RSE", ["Revenu", "social", "environnemental"])
    []
    """

    def __init__(self, entries: Iterable[LabelEntry], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._acronyms: defaultdict[str, list[LabelEntry]] = defaultdict(list)
        labels: defaultdict[str, list[LabelEntry]] = defaultdict(list)
        for entry in entries:
            labels[entry.concept].append(entry)
            if entry.acronym:
                self._acronyms["".join(entry.words)].append(entry)
        self._labels = {one.concept: labels[one.concept] for known in self._acronyms.values() for one in known}

    def told(self, short: str, words: Sequence[str]) -> list[LabelEntry]:
        """The acronym's labels whose concept these words call as its own labels do: they begin as one of them and have
        no word that none has, in whatever form."""
        numbers = self._lexicon.numbers(words)
        return [one for one in self._acronyms.get(short.lower(), ()) if self._calls(one.concept, numbers)]

    def shares(self, short: str, words: Sequence[str]) -> bool:
        """Whether a concept that the acronym stands for is called by one of these words, in whatever form."""
        numbers = set(self._lexicon.numbers(words))
        concepts = [one.concept for one in self._acronyms.get(short.lower(), ())]
        return any(not numbers.isdisjoint(self._content(one)) for iri in concepts for one in self._labels[iri])

    def _calls(self, concept: str, numbers: Sequence[int]) -> bool:
        known = [self._content(one) for one in self._labels[concept] if not one.acronym]
        begins = {one[0] for one in known if one}
        return (
            bool(numbers) and numbers[0] in begins and {number for one in known for number in one}.issuperset(numbers)
        )

    def _content(self, entry: LabelEntry) -> list[int]:
        return [one for one in self._lexicon.numbers(entry.words) if one not in (UNKNOWN, SKIP, JOIN)]
