"""The names of organisations and persons in comparable form. Deciding who is who is not for here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from ingest.actors.legal_forms import without_legal_forms
from ingest.actors.organisation_words import Word, telling_words, words_of
from ingest.actors.places import is_place
from ontology.folding import fold, slug
from ontology.kinds import kind_of
from ontology.surnames import PARTICLES, family_start

__all__ = [
    "PersonName",
    "begins_with_honorific",
    "organisation_key",
    "organisation_keys",
    "person_name",
    "slug_of",
    "undotted",
    "without_group",
    "written_out",
]

_ABBREVIATIONS = {
    "univ": "universite",
    "inst": "institut",
    "dept": "departement",
    "ctr": "centre",
    "assoc": "association",
    "ets": "etablissements",
    "cie": "compagnie",
}
_LABORATORY = {"lab": "laboratoire", "labo": "laboratoire"}
"""What is an abbreviation beside a name; alone, or behind a single word, it is proper: « Le Labo », « Media Lab »."""
_SAINTS = {"st": "saint", "ste": "sainte"}
_SAINT = re.compile(r"\bST\b")
"""In capitals beside small letters: an acronym, and no saint."""
_GROUPS = frozenset({"groupe", "group"})
_BRACKETED_ACRONYM = re.compile(r"(.*\S)\s*\(([^\W\d_a-zà-ÿ]{2,12})\)\s*")
_DOTTED = re.compile(r"(?<![\w.])(?:[A-ZÀ-Þ]\.){2,}(?:[A-ZÀ-Þ]\b)?")
"""An acronym with its dots: « C.C.I. », « S.N.C.F »."""
_INITIALS = re.compile(r"(?:[^\W\d_]h?\.-?)+|[^\W\d_](?:-[^\W\d_])*\.?")
"""A word that gives initials only: « A. », « J.-P. », « Ph. », « A »."""
_HONORIFICS = frozenset("m mr mme mlle dr pr prof me monsieur madame".split())


def undotted(name: str) -> str:
    """The name, its acronyms without their dots.

    >>> undotted("C.C.I. de Grenoble"), undotted("A. B. Durand")
    ('CCI de Grenoble', 'A. B. Durand')
    """
    return _DOTTED.sub(lambda found: found[0].replace(".", ""), name)


@lru_cache(maxsize=65_536)
def organisation_key(name: str) -> str:
    """The name's words, folded, abbreviations written out, small words and legal forms left out.

    >>> organisation_key("Univ. de Grenoble-Alpes") == organisation_key("Université Grenoble Alpes")
    True
    >>> organisation_key("La Poste S.A."), organisation_key("C.C.I. de Grenoble")
    ('poste', 'cci grenoble')
    >>> organisation_key("SCOP Cabestan"), organisation_key("SNC Grenoble"), organisation_key("G-SCOP")
    ('cabestan', 'snc grenoble', 'g scop')
    >>> organisation_key("Atelier D"), organisation_key("L'Atelier"), organisation_key("Maison du Thé")
    ('atelier d', 'atelier', 'maison the')
    >>> organisation_key("Ville de St-Étienne"), organisation_key("ST"), organisation_key("ST Microelectronics")
    ('ville saint etienne', 'st', 'st microelectronics')
    """
    name = undotted(name)
    written = without_legal_forms(words_of(name))
    words = telling_words(written, shouted=name.isupper()) or fold(name).split()
    if len(words) > 1 and not (_SAINT.search(name) and not name.isupper()):
        words = [_SAINTS.get(word, word) for word in words]
    if words and words[-1] in _LABORATORY and not _is_of_more(written, shouted=name.isupper()):
        return " ".join([*map(written_out, words[:-1]), words[-1]])
    return " ".join(map(written_out, words))


def written_out(word: str) -> str:
    """A folded word that is the abbreviation of what an organisation is, in full; another as it is.

    >>> written_out("labo"), written_out("agence")
    ('laboratoire', 'agence')
    """
    return _LABORATORY.get(word) or _ABBREVIATIONS.get(word, word)


def _is_of_more(words: Sequence[Word], *, shouted: bool) -> bool:
    """Whether a name that ends in « Lab » has several words before, or an acronym: « GIPSA-Lab »."""
    before = telling_words(words)[:-1]
    return len(before) > 1 or (bool(before) and not shouted and words[-2].written.isupper())


def organisation_keys(name: str) -> tuple[str, ...]:
    """The keys under which a name may be known, surest first: whole, without its bracketed acronym or « Groupe ».

    A bracketed place stays in the name: it tells it from its namesakes.

    >>> organisation_keys("Groupe La Poste")
    ('groupe poste', 'poste')
    >>> organisation_keys("Commissariat à l'énergie atomique (CEA)")
    ('commissariat energie atomique cea', 'commissariat energie atomique', 'cea')
    >>> organisation_keys("La Fabrique (Lyon)")
    ('fabrique lyon',)
    """
    keys = [organisation_key(name)]
    if bracketed := _BRACKETED_ACRONYM.fullmatch(name):
        keys += [organisation_key(bracketed[1]), organisation_key(bracketed[2])]
    keys.append(without_group(name))
    return tuple(dict.fromkeys(key for key in keys if key))


def without_group(name: str) -> str:
    """The key of a name without « Groupe » in front; empty where it has none, or where that would leave no name.

    >>> [without_group(each) for each in ("Groupe La Poste", "La Poste", "Groupe A", "Groupe Isère")]
    ['poste', '', '', '']
    """
    first, _, rest = organisation_key(name).partition(" ")
    is_name = len(rest) > 1 and not is_place(rest) and not kind_of(rest, "organisation")
    return rest if first in _GROUPS and is_name else ""


class PersonName(msgspec.Struct, frozen=True, gc=False):
    """A person's name, folded: family name, given names in full (empty when only initials are known), initials."""

    family: str
    given: str
    initials: str

    @property
    def is_full(self) -> bool:
        """Whether a given name is known in full."""
        return bool(self.given)

    def agrees(self, other: PersonName) -> bool:
        """Whether the two can name one person: the same family name, and given names or initials that do not differ."""
        if self.family != other.family:
            return False
        if self.given and other.given:
            return self.given == other.given
        shorter, longer = sorted((self.initials, other.initials), key=len)
        return longer.startswith(shorter)


@lru_cache(maxsize=65_536)
def person_name(name: str) -> PersonName:
    """Read « Given Family », « Family, Given », « FAMILY Given » or « Family G. ».

    >>> person_name("Cognet, Gérard") == person_name("Gérard COGNET")
    True
    >>> person_name("S. Feneuille")
    PersonName(family='feneuille', given='', initials='s')
    >>> person_name("Le Bihan E.") == person_name("E. Le Bihan")
    True
    >>> person_name("Broca, Philippe de") == person_name("Philippe de Broca")
    True
    """
    family, comma, given = name.partition(",")
    if not comma:
        family, given = _parted(name)
    else:
        family, given = _with_particles(family, given)
    written = fold(given).split()
    given_words = [word for word in written if word not in _HONORIFICS] or [word for word in written if len(word) == 1]
    initials = "".join(word[0] for word in given_words)
    full = " ".join(given_words) if any(len(word) > 1 for word in given_words) else ""
    return PersonName(fold(family), full, initials)


@lru_cache(maxsize=65_536)
def slug_of(name: str) -> str:
    """The IRI slug that a name gives.

    >>> slug_of("Cognet, Gérard")
    'gerard-cognet'
    """
    parts = person_name(name)
    return slug(f"{parts.given or parts.initials} {parts.family}") or "x"


def begins_with_honorific(name: str) -> bool:
    """Whether the first word is « M. », « Mme », « Dr » or the like.

    >>> begins_with_honorific("Mme Anne Coste"), begins_with_honorific("Anne Coste")
    (True, False)
    """
    return fold(name.partition(" ")[0]) in _HONORIFICS


def _parted(name: str) -> tuple[str, str]:
    """Family and given part of a name written without a comma."""
    *first_words, last = name.split() or [""]
    words = [word for word in first_words if fold(word) not in _HONORIFICS]
    if not words or fold(last) not in _HONORIFICS or _is_initials(last):
        words.append(last)
    if len(words) < 2:
        return name, ""
    initials = [_is_initials(word) for word in words]
    if (count := initials.index(True) if True in initials else 0) and all(initials[count:]):
        return " ".join(words[:count]), " ".join(words[count:])
    capitals = [word for word in words if word.isupper() and not _is_initials(word)]
    if capitals and len(capitals) < len(words):
        return " ".join(capitals), " ".join(word for word in words if word not in capitals)
    first = family_start(words)
    return " ".join(words[first:]), " ".join(words[:first])


def _with_particles(family: str, given: str) -> tuple[str, str]:
    """The particles that libraries put behind the given name, before the family name again: « Broca, Philippe de »."""
    words = given.split()
    first = len(words)
    while first > 1 and words[first - 1].islower() and fold(words[first - 1]) in PARTICLES:
        first -= 1
    return " ".join((*words[first:], family)), " ".join(words[:first])


def _is_initials(word: str) -> bool:
    return word[:1].isupper() and bool(_INITIALS.fullmatch(word))
