"""The concepts that a vocabulary no longer uses (``owl:deprecated``, ``dcterms:isReplacedBy``), and what replaces each.

What becomes of their labels is not for here.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

__all__ = ["Replacements"]


class Replacements:
    """What is no longer used, by IRI, as a file states it one by one.

    >>> stated = Replacements()
    >>> stated.add("urn:old", "urn:newer")
    >>> stated.add("urn:newer", "urn:new")
    >>> stated.successor("urn:old", {"urn:old", "urn:newer", "urn:new"})
    'urn:new'
    """

    def __init__(self) -> None:
        self._stated: dict[str, set[str]] = {}

    def __contains__(self, iri: str) -> bool:
        return iri in self._stated

    def __iter__(self) -> Iterator[str]:
        return iter(self._stated)

    def add(self, iri: str, successor: str = "") -> None:
        """State that the concept is no longer used, and the one that replaces it where one is named."""
        said = self._stated.setdefault(iri, set())
        if successor:
            said.add(successor)

    def successor(self, iri: str, known: Container[str]) -> str:
        """The one that replaces it, however many came between; empty where none of the known does, or more than one."""
        found, met, waiting = set[str](), {iri}, [iri]
        while waiting:
            said = self._stated.get(one := waiting.pop())
            if not said:
                found.add(one)
                continue
            waiting += said - met
            met |= said
        successor = found.pop() if len(found) == 1 else ""
        return successor if successor in known and successor not in self else ""
