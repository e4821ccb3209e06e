"""Keys of records: names that stay the same when a source is read again, whatever stands before or after them."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.free_names import FreeNames
from ontology.folding import slug

__all__ = ["Keys", "base_of"]


def base_of(*parts: str) -> str:
    """The key that these parts make, those left out that are empty; namesakes have the same.

    >>> base_of("2013-05-13", "", "Tiers-lieux")
    '2013-05-13-tiers-lieux'
    """
    return slug("-".join(part for part in parts if part)) or "record"


class Keys(FreeNames):
    """Gives each record of one file its key, made of what the record says; namesakes are numbered in order.

    >>> keys = Keys()
    >>> keys.key("2013-05-13", "Tiers-lieux"), keys.key("2013-05-13", "Tiers-lieux"), keys.key("")
    ('2013-05-13-tiers-lieux', '2013-05-13-tiers-lieux-2', 'record')
    """

    def key(self, *parts: str) -> str:
        """A key that no other record of the file has, from the parts that are not empty."""
        return self.free(base_of(*parts))

    def all_free(self, bases: Sequence[str]) -> bool:
        """Give the next records these keys, if no two of them nor any other record has one of them; whether it did.

        >>> keys = Keys()
        >>> keys.all_free(["bilan", "forum"]), keys.all_free(["visite", "forum"]), keys.free("visite")
        (True, False, 'visite')
        """
        given = dict.fromkeys(bases, 1)
        if len(given) < len(bases) or not self._given.keys().isdisjoint(given):
            return False
        self._given.update(given)
        return True
