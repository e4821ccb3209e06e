"""The pieces between the marks of a list of names, and what each looks like: a whole name, a part of one, a role.

What they name together is for :mod:`ingest.actors.name_lists`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from ingest.actors.honorifics import behind_honorific, is_of_firms
from ingest.actors.legal_forms import LEGAL_FORMS
from ontology.folding import fold
from ontology.surnames import PARTICLES

__all__ = ["Piece", "Shape", "behind_title", "is_role", "pieces", "turned"]

_BRACKETED = re.compile(r"[(\[][^()\[\]]*[)\]]")
_HIDDEN = "\0"
_MARK = re.compile(r"(,)|\s(?:et|and|&)\s|\s?(/)\s?")
_INITIALS = re.compile(r"(?:[A-ZÀ-Þ][a-z]?\.-?)+|[A-ZÀ-Þ](?:-?[A-ZÀ-Þ])?")
_WORD = re.compile(r"(?:[dDlL]['’])?[^\W\d_](?:[^\W\d_]|['’-])+")
_DATES = re.compile(
    r"(?:née? (?:en|le) |born |ca\.? )?\d\d[\d.?]{2}\??(?:\s?[-–]\s?(?:\d\d[\d.?]{2}\??|\.{1,4})?)?", re.IGNORECASE
)
_LONG_TITLE = re.compile(
    r"(?:Monsieur|Madame|Mademoiselle|Docteure?|Professeure?|Maître|Me|Ing\.|Mrs?\.?|Ms\.?) (?=\S+ )"
)
_OF = re.compile(r"(?:de|du|des|à|au|aux|pour|en|chez|of|at|for|from) |[dl]['’]")
_ROLES = frozenset(
    """directeur directrice dir dg pdg president presidente vice maire adjoint adjointe charge chargee chef cheffe
    responsable chercheur chercheuse enseignant enseignante professeur professeure doctorant doctorante docteur docteure
    ingenieur ingenieure architecte urbaniste paysagiste consultant consultante secretaire delegue deleguee coordinateur
    coordinatrice coordonnateur coordonnatrice fondateur fondatrice cofondateur cofondatrice gerant gerante elu elue
    depute deputee senateur senatrice conseiller conseillere journaliste ecrivain ecrivaine auteur autrice maitre
    maitresse animateur animatrice membre sociologue economiste geographe philosophe historien historienne artiste
    representant representante tresorier tresoriere associe associee expert experte avocat avocate medecin chairman
    chair director president head professor researcher lecturer mayor manager founder cofounder ceo engineer architect
    editor member""".split()
)
"""Words with which a role behind a name begins, folded."""
_LONGEST = 7
_ACRONYM = 4
"""Letters from which on a word of capitals is no initials."""


class Shape(Enum):
    """What a piece looks like."""

    WHOLE = auto()
    PART = auto()
    INITIALS = auto()
    ROLE = auto()
    ORGANISATION = auto()
    DATES = auto()
    OTHER = auto()


@dataclass(slots=True)
class Piece:
    """A piece: its place in the text, without the brackets behind it; the ``mark`` before it is ``,``, ``/`` or ``et``.

    ``name`` is what it says without its honorific. ``initialled`` names have initials; in ``family_first`` ones the
    capitals of the family name stand before.
    """

    start: int
    end: int
    name: str
    shape: Shape
    mark: str = ""
    titled: bool = False
    initialled: bool = False
    family_first: bool = False
    with_role: bool = False

    @property
    def is_capitals(self) -> bool:
        """Whether it is all in capitals."""
        return self.name.isupper()

    @property
    def is_acronym(self) -> bool:
        """Whether it is one word in capitals, longer than initials are."""
        return self.is_capitals and " " not in self.name and len(self.name) >= _ACRONYM


def pieces(text: str) -> list[Piece]:
    """The pieces of a text that may be a list of names; marks in brackets part nothing.

    >>> [(one.name, one.shape.name) for one in pieces("Dr Anne Coste (LIG, UGA), directrice, et Roux, J. (1970-....)")]
    [('Anne Coste', 'WHOLE'), ('directrice', 'ROLE'), ('Roux', 'PART'), ('J.', 'INITIALS')]
    """
    return list(_pieces(text, _BRACKETED.sub(lambda found: _HIDDEN * len(found[0]), text)))


def behind_title(name: str) -> str:
    """The whole name of a person behind « Professeure », « Maître » or their like; empty where there is none.

    >>> behind_title("Professeure Anne Petit"), behind_title("Me Paul Durand"), behind_title("Maître Durand Conseil")
    ('Anne Petit', 'Paul Durand', '')
    """
    title = _LONG_TITLE.match(name)
    one = _named(name[title.end() :]) if title else None
    return one.name if one and one.shape is Shape.WHOLE else ""


def turned(name: str) -> str:
    """« Martin A. » as « Martin, A. »: without the comma its initials would be read as a family name.

    >>> turned("Martin J.-P."), turned("P. Martin"), turned("Jean P. Martin"), turned("Durand S.A.")
    ('Martin, J.-P.', 'P. Martin', 'Jean P. Martin', 'Durand S.A.')
    """
    words = name.split()
    first = len(words)
    while first and _INITIALS.fullmatch(words[first - 1]) and fold(words[first - 1]) not in PARTICLES:
        first -= 1
    if not 0 < first < len(words) or any(map(_INITIALS.fullmatch, words[:first])) or _is_legal(words[-1]):
        return name
    return f"{' '.join(words[:first])}, {' '.join(words[first:])}"


def _is_legal(word: str) -> bool:
    """Whether a word is the legal form of a company, with dots or without."""
    return fold(word).replace(" ", "") in LEGAL_FORMS


def _pieces(text: str, hidden: str) -> Iterator[Piece]:
    start, mark, first = 0, "", True
    for found in (*_MARK.finditer(hidden), None):
        end = found.start() if found else len(text)
        seen = hidden[start:end]
        bare = seen.strip().strip(_HIDDEN).strip()
        if bare:
            begin = start + seen.index(bare)
            words = text[begin : begin + len(bare)]
            bracketed = text[begin + len(bare) : end].strip(" ()[]")
            yield _piece(words, begin, mark, bracketed, is_first=first)
            first, mark = False, ""
        if found:
            joint = found[1] or found[2] or "et"
            mark = joint if mark in ("", ",") else mark
            start = found.end()


def _piece(words: str, start: int, mark: str, bracketed: str, *, is_first: bool) -> Piece:
    end = start + len(words)
    if _DATES.fullmatch(words):
        return Piece(start, end, words, Shape.DATES, mark)
    if name := behind_honorific(words):
        return Piece(start, end, name, Shape.WHOLE, mark, titled=True)
    if name := behind_title(words):
        return Piece(start, end, name, Shape.WHOLE, mark, titled=True)
    if not is_first and is_role(words):
        return Piece(start, end, words, Shape.ROLE, mark)
    one = _named(words)
    if one.shape is Shape.WHOLE and bracketed and bracketed == _initials_of(words):
        one.shape = Shape.ORGANISATION
    one.start, one.end, one.mark = start, end, mark
    return one


def is_role(words: str) -> bool:
    """Whether words behind a name say what somebody does, and not where.

    >>> is_role("directrice de l'ADEME"), is_role("doctorant"), is_role("Recyclerie de Vif")
    (True, True, False)
    """
    first = fold(words.split(maxsplit=1)[0]).split()
    return bool(_OF.match(words)) or bool(first and first[0] in _ROLES)


def _initials_of(words: str) -> str:
    return "".join(word[0] for word in words.split() if word[0].isupper())


def _named(text: str) -> Piece:
    """What the words look like when they are no role; where they stand is left open."""
    words = text.split()
    if any(map(is_of_firms, words)) or any(map(_is_legal, words)):
        return Piece(0, 0, text, Shape.ORGANISATION)
    found = Piece(0, 0, text, Shape.OTHER)
    small = [fold(word) in PARTICLES for word in words]
    initials = [not tiny and bool(_INITIALS.fullmatch(word)) for word, tiny in zip(words, small, strict=True)]
    solid = [word for word, tiny, few in zip(words, small, initials, strict=True) if not tiny and not few]
    if len(words) > _LONGEST or not all(_WORD.fullmatch(word) and _rises(word) for word in solid):
        return found
    found.initialled = any(initials)
    found.family_first = len(solid) > 1 and solid[0].isupper() and not solid[-1].isupper()
    found.shape = _shape(words, small, solid, found)
    return found


def _rises(word: str) -> bool:
    """Whether a word begins with a capital, behind « d' » or « l' »."""
    return word[0].isupper() or (word[1] in "'’" and word[2].isupper())


def _shape(words: Sequence[str], small: Sequence[bool], solid: Sequence[str], found: Piece) -> Shape:
    if not solid:
        return Shape.INITIALS if found.initialled and not any(small) else Shape.OTHER
    count = len(words) - sum(small)
    if small[0]:
        is_whole = words[0][0].isupper() and count > 1 and (found.family_first or found.initialled)
        return Shape.WHOLE if is_whole else Shape.PART if len(solid) <= 2 and not found.initialled else Shape.OTHER
    if count == 1:
        return Shape.PART
    return Shape.OTHER if small[-1] else Shape.WHOLE
