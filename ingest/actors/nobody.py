"""Names that name nobody, such as « N/A » and « à confirmer ». Who is who is not for here."""

from __future__ import annotations

from functools import lru_cache

from ontology.folding import fold

__all__ = ["names_nobody"]

_NOBODY = frozenset(
    """n a|neant|null|none|aucun|aucune|sans objet|sans auteur|tba|tbc|tbd|to be announced|to be confirmed|to be defined
    |to be determined|a completer|a confirmer|a definir|a determiner|a preciser|a renseigner|a venir|inconnu|inconnue
    |inconnus|auteur inconnu|unknown|unknown author|non communique|non connu|non precise|non renseigne|non renseignee
    |anonyme|anonymes|auteur anonyme|s n|sine nomine|editeur inconnu|directeur inconnu|directeur de these inconnu
    |organisateur inconnu|organisme inconnu|etablissement inconnu|laboratoire inconnu|publisher unknown
    |unknown publisher""".replace("\n    |", "|").split("|")
)
"""What people write where they have no name to write, folded."""


@lru_cache(maxsize=65_536)
def names_nobody(name: str) -> bool:
    """Whether what stands in the place of a name holds no letter and no digit, or says that there is no name.

    >>> [names_nobody(name) for name in ("–", "N/A", "(à confirmer)", "[s.n.]", "Orange (à confirmer)", "王")]
    [True, True, True, True, False, False]
    """
    said = fold(name)
    return said in _NOBODY or not any(map(str.isalnum, said))
