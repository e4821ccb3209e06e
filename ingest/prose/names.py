"""The actors that a list of names holds: which are organisations, which persons, which only categories of actors."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.prose.page import Span
from ingest.records import ActorReference, ActorType, Relation
from ontology.folding import fold
from ontology.kinds import kind_of

__all__ = ["named_actors"]

_SEPARATOR = re.compile(r"[,;](?=\s)|\n|\t")
_AND = re.compile(r",?\s(?:et|and|ainsi que|as well as)\s(?!d['’]|de\s|Cie\b|Co\b|Fils\b|Associés\b|Sons\b)")
_ENGLISH_AND = re.compile(r"\s(?:of|for)\s[^,]*\sand\s\w+$")
_NESTED = re.compile(r"\s?:\s+")
_ARTICLE = re.compile(
    r"(?:et\s|and\s)?(?:(?:le|la|les|des|du|the|our|nos|notre|an?|une?|plusieurs|several|many)\s+|(?:d|l)['’‘](?=\w))"
)
_TRAILING = re.compile(r"[\s.,;…]*(?:\betc\b)?[\s.,;…]*$")
_OPEN = re.compile(r"(?:…|\.\.\.|etc\.?)\s*$")
_OTHERS = re.compile(r"\b(?:etc|autres?|others?|partenaires?|partners?|more|divers(?:es)?|nombreux)\b", re.IGNORECASE)
_PERSON = re.compile(r"(?:M\.|MM\.|Mme|Mlle|Monsieur|Madame|Dre?\.?|Pre?\.?|Prof\.?|Mr\.?|Mrs\.?|Ms\.?)\s+(?=[A-ZÀ-Ý])")
_CAPITAL = re.compile(r"\b[A-ZÀ-Ý]")
_PLURAL = re.compile(r"\w{3,}[sx]\b")
_TWO_WORDS = re.compile(r"[^\W\d]+\s[^\W\d]{3,}(?<!s)s")
_PRONOUNS = frozenset("nous vous ils elles ceux celles eux this these those its theirs ours us".split())
_BODIES = frozenset("ville mairie region departement metropole pays parc prefecture chambre city town county".split())
_DATE_OR_AMOUNT = re.compile(r"\d{2,}|[€$£@%]|://")
_APOSTROPHES = str.maketrans("’‘ʼ", "'''")
_LONGEST = 90
_MOST_WORDS = 12
_CATEGORIES = frozenset(
    """acteurs agriculteurs architectes artisans artistes associations bailleurs banques bibliotheques bureaux
    chercheurs citoyens collectifs collectivites colleges commercants communes consultants cooperatives ecoles elus
    employeurs enseignants entrepreneurs entreprises etablissements etudiants experts federations fondations habitants
    hopitaux industriels institutions investisseurs laboratoires lycees mairies mecenes musees mutuelles organisations
    paysagistes pme producteurs professionnels reseaux salaries syndicats universites urbanistes usagers architects
    artists authorities banks businesses charities citizens companies councils craftspeople enterprises farmers firms
    foundations hospitals laboratories libraries museums networks researchers residents schools shops students teachers
    universities unions volunteers""".split()
)
"""Plural words for kinds of actors, folded: with a capital only because they begin a line."""


def named_actors(span: Span, *, listed: bool) -> Iterator[ActorReference]:
    """The actors that a list names; ``listed`` says that the words are one line of a list, and so one name.

    « créateurs de lieux : A, B, architectes » names a category, two organisations, and another category.

    >>> found = named_actors(Span("artisans du bois : Oberlin, la Ville de Vif", 0), listed=False)
    >>> [(one.name, one.type.value) for one in found]
    [('artisans du bois', 'category'), ('Oberlin', 'organisation'), ('Ville de Vif', 'organisation')]
    """
    for part in [span] if listed else _parts(span):
        nested = _NESTED.search(part.text)
        for name in (part.cut(0, nested.start()), part.cut(nested.end(), len(part.text))) if nested else (part,):
            yield from _actor(name)


def _parts(span: Span) -> Iterator[Span]:
    """The names of a list; « et » parts the last two, unless the list is left open or the word is part of a name."""
    parts = list(span.split(_SEPARATOR))
    if not parts:
        return
    yield from parts[:-1]
    last = parts[-1]
    joints = list(_AND.finditer(last.text))
    joint = joints[-1] if joints and not _OPEN.search(span.text) else None
    if joint and (len(parts) > 1 or _joins_two(last.text, joint)):
        yield last.cut(0, joint.start())
        yield last.cut(joint.end(), len(last.text))
    else:
        yield last


def _joins_two(text: str, joint: re.Match[str]) -> bool:
    """Whether « A et B » are two: « l'Institut Arbres et Forêts » is one, since French repeats the article."""
    if "and" in joint[0]:
        return not _ENGLISH_AND.search(text)
    after = text[joint.end() :]
    return not _ARTICLE.match(text) or bool(_ARTICLE.match(after)) or after[0].islower()


def _actor(part: Span) -> Iterator[ActorReference]:
    """The actor that the words name, if it is clear what they name."""
    trailing = _TRAILING.search(part.text)
    said = part.cut(0, trailing.start() if trailing else len(part.text))
    article = _ARTICLE.match(said.text)
    words = said.cut(article.end() if article else 0, len(said.text))
    kind = _type(words.text) if _is_a_name(words.text) else None
    if kind is None:
        return
    name = _PERSON.sub("", words.text) if kind is ActorType.PERSON else words.text
    yield ActorReference(
        name=" ".join(name.translate(_APOSTROPHES).split()),
        relation=Relation.PARTNER,
        type=kind,
        quote=words.text,
        start=words.start,
        confidence=0.8 if kind is ActorType.CATEGORY else 0.9,
        method="page-rule",
    )


def _is_a_name(words: str) -> bool:
    if len(words) < 2 or len(words) > _LONGEST or len(words.split()) > _MOST_WORDS:
        return False
    return words[0].isalnum() and not _OTHERS.search(words) and not _DATE_OR_AMOUNT.search(words)


def _type(name: str) -> ActorType | None:
    """What a name names: None where that is not clear (« mairie » without its town)."""
    if _PERSON.match(name):
        return ActorType.PERSON
    head = name.split(maxsplit=1)[0]
    has_proper_name = bool(_CAPITAL.search(name, 1))
    if fold(head) in _CATEGORIES and not has_proper_name:
        return ActorType.CATEGORY
    if not name[0].islower():
        return ActorType.ORGANISATION
    if fold(head) in _PRONOUNS:
        return None
    if _PLURAL.match(head) or (_TWO_WORDS.fullmatch(name) and not has_proper_name):
        return ActorType.CATEGORY
    return ActorType.ORGANISATION if has_proper_name and _is_body(name) else None


def _is_body(name: str) -> bool:
    """Whether a name begins with a word for a kind of organisation: « mairie de Vif », « université du Val »."""
    words = name.split()
    return fold(words[0]) in _BODIES or any(
        kind_of(" ".join(words[:count]), "organisation") is not None for count in range(1, min(4, len(words)) + 1)
    )
