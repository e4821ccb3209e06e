"""A word as it is written, with all that is known of it whatever stands around. The words of a text are elsewhere."""

from __future__ import annotations

from ingest.linking.language import FUNCTION_WORDS
from ontology.folding import fold

__all__ = [
    "AND",
    "ARTICLE",
    "BARS",
    "CAPITAL",
    "FORENAME",
    "HEAD",
    "HONORIFIC",
    "INITIAL",
    "OF",
    "PLACE",
    "PROFESSION",
    "SHORT",
    "TOLD",
    "UNIVERSITY",
    "is_short_form",
    "told_of",
    "word_marks",
]

HEAD = 6
"""Letters that the words of a family share."""

TOLD = 7
"""Letters, without accents, by which words are told apart when they are asked what a text is about."""

_LONGEST_SHORT_FORM = 5

ARTICLE, OF, AND, CAPITAL, SHORT, PLACE, HONORIFIC, PROFESSION = 1, 2, 4, 8, 16, 32, 64, 128
"""Marks of a word: an article, a « de », a conjunction, a capital in it, a short form; that the name of a street or a
room may follow, or a person's, or that a person's may stand before."""
FORENAME, INITIAL, UNIVERSITY, BARS = 256, 512, 1024, 2048
"""More of them: what names with hyphens are made of (« Jean », « Saint »), one capital letter, a university; what no
label goes around (« déchets non dangereux », « plus politique que sociale »)."""

_MARKED = {
    **dict.fromkeys("le la les l un une the a an".split(), ARTICLE),
    **dict.fromkeys("de des du d of".split(), OF),
    **dict.fromkeys("et ou and or".split(), AND),
    **dict.fromkeys(
        """rue avenue boulevard bd quai allée allées impasse esplanade place chemin route cours square passage parvis
        promenade salle amphi amphithéâtre""".split(),
        PLACE,
    ),
    **dict.fromkeys(
        """professeur professeure docteur docteure doctorant doctorante chercheur chercheure chercheuse enseignant
        enseignante ingénieur ingénieure professor""".split(),
        PROFESSION,
    ),
}
_BARS = frozenset(
    """non peu pas moins plus ne n que qu qui dont où mais comme est sont été être à au aux en par pour dans entre sur
    sous avec sans vers chez contre selon not no than that which who but as because is are was were be been to in on at
    by for with without from between""".split()
)
_FORENAMES = frozenset("Saint Sainte Saints Saintes St Ste Anne Charles Claude Jean Louis Marie Paul Pierre".split())
_UNIVERSITIES = frozenset(("Université", "Universités", "Universite"))
_HONORIFICS = frozenset("M MM Mme Mmes MME Mlle Dr Dre Pr Pre Prof Mr Mrs Ms Monsieur Madame".split())
_SILENT = frozenset(fold(word) for words in FUNCTION_WORDS.values() for word in words)
"""Function words, folded: they tell nothing of what a text is about."""


def word_marks(surface: str) -> int:
    """The sum of a word's marks.

    >>> word_marks("La") == ARTICLE + CAPITAL, word_marks("énergie")
    (True, 0)
    """
    lowered = surface.lower()
    marks = _MARKED.get(lowered, 0) + (CAPITAL if lowered != surface else 0) + (BARS if lowered in _BARS else 0)
    marks += HONORIFIC if surface in _HONORIFICS else 0
    if lowered != surface:
        marks += FORENAME if surface in _FORENAMES else UNIVERSITY if surface in _UNIVERSITIES else 0
        marks += INITIAL if len(surface) == 1 else 0
    return marks + SHORT if is_short_form(surface) else marks


def told_of(folded: str) -> str:
    """The first :data:`TOLD` letters of a folded word where it is of letters and has three; else empty.

    >>> told_of("energetique"), told_of("dans")
    ('energet', '')
    """
    return folded[:TOLD] if len(folded) > 2 and folded.isalpha() and folded not in _SILENT else ""


def is_short_form(surface: str) -> bool:
    """Whether a word looks like an acronym, its plural included.

    >>> [is_short_form(word) for word in ("RSE", "PMEs", "Rse", "É", "TERRITOIRES")]
    [True, True, False, False, False]
    """
    name = surface[:-1] if surface.endswith("s") else surface
    return 1 < len(name) <= _LONGEST_SHORT_FORM and name.isupper()
