"""Number and gender of French and English words, on folded forms: rules light enough to keep different words apart."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

__all__ = ["differ_by_acute", "neuter", "same_accents", "same_noun", "singular", "singulars"]

_FRENCH_IRREGULAR = {
    "travaux": "travail",
    "baux": "bail",
    "coraux": "corail",
    "emaux": "email",
    "vitraux": "vitrail",
    "yeux": "oeil",
    "cieux": "ciel",
    "maux": "mal",
}
_ENGLISH_IRREGULAR = {
    "women": "woman",
    "men": "man",
    "children": "child",
    "people": "person",
    "feet": "foot",
    "teeth": "tooth",
    "mice": "mouse",
    "wolves": "wolf",
    "criteria": "criterion",
    "phenomena": "phenomenon",
    **{f"{one}es": one for one in ("gas", "bus", "virus", "campus", "bonus")},
    **{f"{begun}es": f"{begun}is" for begun in ("analys", "cris", "hypothes", "thes", "synthes", "diagnos", "oas")},
}
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d"))
_PLURAL_X = ("lieux", "jeux", "feux", "cheveux", "neveux", "voeux", "aveux", "bijoux", "cailloux", "choux", "genoux")
_GENDERS = (
    ("trice", "teur"),
    ("euse", "eur"),
    ("euve", "euf"),
    ("ive", "if"),
    ("que", "c"),
    ("lle", "l"),
    ("nne", "n"),
    ("tte", "t"),
    ("ee", ""),  # as « é » without its accent
    ("e", ""),
)
_OF_NOUNS = (
    *("ant", "ent", "ien", "ain", "an", "and", "at", "ois", "ais", "eur", "ier", "if", "el", "al", "e"),
    "c",
    "eux",
)
"""Endings of masculine nouns that have a feminine one, which begins with the same letters."""
_NOUNS = frozenset("elu ami sourd muet expert".split())


def singular(word: str, language: str) -> str:
    """The singular of a folded word, where its ending tells.

    >>> [singular(word, "fr") for word in ("lieux", "reseaux", "regionaux", "travaux", "heureux", "taux")]
    ['lieu', 'reseau', 'regional', 'travail', 'heureux', 'taux']
    >>> [singular(word, "en") for word in ("policies", "classes", "business", "cities", "gases", "crises")]
    ['policy', 'class', 'business', 'city', 'gas', 'crisis']
    """
    irregular = _ENGLISH_IRREGULAR if language == "en" else _FRENCH_IRREGULAR
    if word in irregular:
        return irregular[word]
    if len(word) < 4:
        return word
    return _english_singular(word) if language == "en" else _french_singular(word)


def singulars(words: Sequence[str], language: str) -> list[str]:
    """The :func:`singular` of each word; few words need to be looked at closely.

    >>> singulars(["lieux", "yeux", "ville"], "fr")
    ['lieu', 'oeil', 'ville']
    """
    if language == "en":
        return [singular(one, language) if one.endswith("s") or one in _ENGLISH_IRREGULAR else one for one in words]
    return [singular(word, language) if word.endswith(("s", "x")) else word for word in words]


def _french_singular(word: str) -> str:
    if word[-1] not in "sx":
        return word
    if word.endswith(("eaux", *_PLURAL_X)):
        return word[:-1]
    if word.endswith("aux") and len(word) > 4:
        return f"{word[:-3]}al"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _english_singular(word: str) -> str:
    if word[-1] != "s":
        return word
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def neuter(word: str, language: str) -> str:
    """What a folded word shares with those that differ from it by number or gender alone, and with no other.

    >>> [neuter(word, "fr") for word in ("creatives", "creatif", "publique", "publics")]
    ['creatif', 'creatif', 'public', 'public']
    >>> [neuter(word, "fr") for word in ("salariees", "salarie", "chercheuse", "chercheurs", "heureuse", "heureux")]
    ['salari', 'salari', 'chercheur', 'chercheur', 'heureur', 'heureur']
    >>> neuter("recycle", "fr") == neuter("recyclage", "fr")
    False
    """
    word = singular(word, language)
    if language != "en" and len(word) > 4 and word.endswith("e"):  # as all that is feminine does
        for feminine, masculine in _GENDERS:
            if word.endswith(feminine):
                return word.removesuffix(feminine) + masculine
    return f"{word[:-1]}r" if language != "en" and word.endswith("eux") and len(word) > 4 else word


def same_noun(one: str, other: str) -> bool:
    """Whether two folded French words of one :func:`neuter` are forms of one noun: « droite » is none of « droit ».

    >>> [same_noun(*pair) for pair in (("etudiante", "etudiants"), ("actrices", "acteur"), ("usine", "usines"))]
    [True, True, True]
    >>> [same_noun(*pair) for pair in (("porte", "port"), ("font", "fonte"), ("donne", "don"))]
    [False, False, False]
    """
    masculine, feminine = sorted((singular(one, "fr"), singular(other, "fr")), key=len)
    if masculine == feminine or not feminine.startswith(masculine):
        return True
    return (masculine.endswith(_OF_NOUNS) and not masculine.endswith("ment")) or masculine in _NOUNS


def same_accents(surface: str, label: str) -> bool:
    """Whether a word of a text can be a label's word as far as accents tell; capitals may have lost theirs.

    >>> same_accents("marche", "marché"), same_accents("MARCHE", "marché"), same_accents("Ecocentre", "écocentre")
    (False, True, True)
    """
    if surface.isupper() or (surface.isascii() and label.isascii()):
        return True
    skipped = 1 if surface[:1].isupper() else 0
    said, expected = _composed(surface)[skipped:], _composed(label)[skipped:]
    if said.startswith(expected) or expected.startswith(said):
        return True
    pairs = zip(said, expected, strict=False)
    return not any(one != other and _bare(one) == _bare(other) and "è" not in (one, other) for one, other in pairs)


def differ_by_acute(surface: str, label: str) -> bool:
    """Whether one of two French words is in « -ée » and the other is no « -é », whatever stem they share.

    >>> differ_by_acute("armées", "arme"), differ_by_acute("salariées", "salarié"), differ_by_acute("ARMEE", "arme")
    (True, False, True)
    """
    feminine, plain = sorted((_composed(surface).removesuffix("s"), _composed(label).removesuffix("s")), key=_in_ee)[
        ::-1
    ]
    return _in_ee(feminine) and not _in_ee(plain) and not plain.endswith("é")


def _in_ee(word: str) -> bool:
    return word.endswith(("ée", "ee"))


def _composed(word: str) -> str:
    """The word in small letters, each with its accent, without ligatures of type and what is not seen in it."""
    return unicodedata.normalize("NFKC", word.translate(_UNSEEN)).lower()


def _bare(character: str) -> str:
    return unicodedata.normalize("NFD", character)[0]
