"""Names that say by a word that they are an organisation's. Which organisation it is, is not for here."""

from __future__ import annotations

from functools import lru_cache

from ingest.actors.names import organisation_key, written_out
from ingest.actors.organisation_words import SMALL_WORDS
from ontology.folding import fold
from ontology.kinds import kind_of

__all__ = ["says_organisation"]

_OF_NOBODY = frozenset("nations observatoire observatory strategie".split())
"""Words beside the kinds of organisations that stand in nobody's name, folded."""
_FIRST = frozenset(
    """amis cellule centre center cercle chaire chambre club conseil espace friends foyer league ligue maison mission
    mouvement office parc parti plateforme programme secretariat""".split()
)
"""Words that begin an organisation's name where it goes on as no name of a person does: « Parc national … »."""
_ARTICLES = frozenset("l la le les the".split())
_SMALL = SMALL_WORDS | {"pour", "sur"}
_LONGEST_KIND = 6
"""Words of the longest kind."""
_SHORT = 4
"""Letters up to which a word may be an acronym or a given name, as « Chu » is."""


@lru_cache(maxsize=65_536)
def says_organisation(name: str) -> bool:
    """Whether the name is one word, or has words that say what kind of organisation it is.

    Before one comma, a word alone is a family name, whatever it means.

    >>> says_organisation("Ligue pour la protection des oiseaux"), says_organisation("Chambre d'agriculture de l'Isère")
    (True, True)
    >>> says_organisation("Ville, Marie"), says_organisation("Anne Maison"), says_organisation("Grenoble, Ville de")
    (False, False, True)
    """
    words = name.split()
    if len(words) == 1:
        return True
    if given := _behind_family_name(name):
        return any(_is_kind(word) for word in given if len(word) > _SHORT or word.isupper())
    return any(map(_is_kind, words)) or _begins_as_one(words) or _has_long_kind(words)


def _behind_family_name(name: str) -> list[str]:
    """The words behind the comma of « Family, Given »; none in another form."""
    family, comma, given = name.partition(",")
    words = [word for word in family.split() if not word.islower()]
    return given.split() if comma and "," not in given and len(words) == 1 else []


def _is_kind(word: str) -> bool:
    said = written_out(organisation_key(word))
    return said in _OF_NOBODY or bool(kind_of(word, "organisation") or kind_of(said, "organisation"))


def _begins_as_one(words: list[str]) -> bool:
    """Whether the name begins as « Les Amis de … » or « Parc national … » do."""
    rest = words[1:] if fold(words[0]) in _ARTICLES else words
    if len(rest) == 1 or fold(rest[0]) not in _FIRST:
        return False
    return rest[1][:1].islower() or fold(rest[1]).partition(" ")[0] in _SMALL


def _has_long_kind(words: list[str]) -> bool:
    """Whether some words together are a kind, as « centre de recherche » is."""
    return any(
        kind_of(" ".join(words[start:end]), "organisation")
        for start in range(len(words) - 1)
        for end in range(start + 2, min(start + _LONGEST_KIND, len(words)) + 1)
    )
