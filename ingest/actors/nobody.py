"""Words that name nobody, such as « N/A », « à confirmer » and « et al. ». Who is who is not for here."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.actors.statuses import is_status
from ontology.folding import fold

__all__ = ["names_nobody", "without_others"]

_NOBODY = frozenset(
    """n a|neant|null|none|aucun|aucune|sans objet|sans auteur|tba|tbc|tbd|to be announced|to be confirmed|to be defined
    |to be determined|a completer|a confirmer|a definir|a determiner|a preciser|a renseigner|a venir|inconnu|inconnue
    |inconnus|auteur inconnu|unknown|unknown author|non communique|non connu|non precise|non renseigne|non renseignee
    |anonyme|anonymes|auteur anonyme|s n|sine nomine|editeur inconnu|directeur inconnu|directeur de these inconnu
    |organisateur inconnu|organisme inconnu|etablissement inconnu|laboratoire inconnu|publisher unknown
    |unknown publisher|n c|et al|et alii|et autres|and others|et collab|et coll|et collaborateurs|et collaboratrices
    |and collaborators""".replace("\n    |", "|").split("|")
)
"""What people write where they have no name to write, folded."""

_OTHERS = re.compile(
    r"[\s,;]*(?:(?:\b(?:et|and)|&)\s(?:al\b\.?|alii|autres|others|coll(?:ab)?\b\.?|collaborat(?:eurs|rices|ors))"
    r"|,\salii|\betc\.?|(?<=[\w\s,])(?:…|\.\.\.))$",
    re.IGNORECASE,
)
_ALONE = re.compile(r"(?:& ?)?al\.|alii|& (?:al|alii|collab\.?)")
"""« al. », as the word « and » parts it from a list; « Al » may be a name."""


def without_others(names: str) -> str:
    """A list of names without the words at its end that say that there are more.

    >>> [without_others(names) for names in ("Anne Coste & al.", "Coste, A., et al.", "et collab.")]
    ['Anne Coste', 'Coste, A.', '']
    """
    return names[: found.start()] if (found := _OTHERS.search(names)) else names


@lru_cache(maxsize=65_536)
def names_nobody(name: str) -> bool:
    """Whether what stands in the place of a name holds no letter and no digit, or says that there is no name, or
    but the status of somebody.

    >>> [names_nobody(name) for name in ("–", "N/A", "(à confirmer)", "[s.n.]", "et al.", "Orange (à confirmer)", "王")]
    [True, True, True, True, True, False, False]
    >>> names_nobody("association loi 1901")
    True
    """
    said = fold(name)
    return said in _NOBODY or is_status(name) or bool(_ALONE.fullmatch(name)) or not any(map(str.isalnum, said))
