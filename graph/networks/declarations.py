"""The projections that there are, as a table: a new one is a new entry. How they are computed is not for here."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from graph.networks.relations import ACTORS, DOCUMENTS, PARTNERS, ROLES, SUBJECTS
from graph.views.things import ThingKind
from ontology.errors import CallError
from ontology.nearest import did_you_mean

__all__ = ["PROJECTIONS", "Declaration", "Step", "get_declaration"]


@dataclass(frozen=True, slots=True)
class Step:
    """Along which relations, and whether from their subject or back from their object."""

    relations: tuple[str, ...]
    back: bool = False


_ROLE, _SUBJECT, _PARTNER = Step(ROLES), Step(SUBJECTS), Step(PARTNERS)
_TREATED_IN = Step(SUBJECTS, back=True)
_PLAYED_IN = Step(ROLES, back=True)


@dataclass(frozen=True, slots=True)
class Declaration:
    """A network whose two ends of a tie hang on the same middle things: two actors on one event.

    ``left`` and ``right`` lead from a middle thing to the ends; without ``right`` both ends are found the same way.
    ``titles`` and ``sentences`` say by language what the network is called and what a tie and its weight mean.
    """

    name: str
    middle: tuple[ThingKind, ...]
    left: tuple[Step, ...]
    ends: tuple[ThingKind, ...]
    titles: Mapping[str, str]
    sentences: Mapping[str, str]
    right: tuple[Step, ...] = ()
    right_ends: tuple[ThingKind, ...] = ()

    @property
    def is_bipartite(self) -> bool:
        """Whether the two ends of a tie are things of different sorts."""
        return bool(self.right)


_OF_EVENTS = {
    "fr": "organisateurs, intervenants, participants, partenaires",
    "en": "organisers, speakers, attendees, partners",
}
"""The parts that an actor may have in an event, by language."""
_OF_PUBLICATIONS = {
    "fr": "auteurs, contributeurs, éditeurs, partenaires",
    "en": "authors, contributors, publishers, partners",
}
"""The parts that an actor may have in a publication, by language."""
_OF_EITHER = {
    "fr": "auteurs, contributeurs, éditeurs, organisateurs, intervenants, participants, partenaires",
    "en": "authors, contributors, publishers, organisers, speakers, attendees, partners",
}
"""The parts that an actor may have in either, by language."""


def _actors_by(name: str, middle: tuple[ThingKind, ...], fr: str, en: str, parts: Mapping[str, str]) -> Declaration:
    return Declaration(
        name,
        middle,
        (_ROLE,),
        ACTORS,
        {"fr": f"Acteurs reliés par leurs {fr}", "en": f"Actors tied by their {en}"},
        {
            "fr": f"Deux acteurs sont reliés quand ils ont part aux mêmes {fr} ({parts['fr']}) ; le poids en est le "
            "nombre.",
            "en": f"Two actors are tied when they have a part in the same {en} ({parts['en']}); the weight counts "
            "these.",
        },
    )


_ALL = (
    _actors_by("actors", DOCUMENTS, "événements et publications", "events and publications", _OF_EITHER),
    _actors_by("actors-by-events", (ThingKind.EVENT,), "événements", "events", _OF_EVENTS),
    _actors_by("actors-by-publications", (ThingKind.PUBLICATION,), "publications", "publications", _OF_PUBLICATIONS),
    Declaration(
        "actors-by-concepts",
        (ThingKind.CONCEPT,),
        (_TREATED_IN, _ROLE),
        ACTORS,
        {"fr": "Acteurs reliés par leurs concepts", "en": "Actors tied by their concepts"},
        {
            "fr": "Deux acteurs sont reliés quand leurs événements et publications portent sur les mêmes concepts ; "
            "le poids en est le nombre.",
            "en": "Two actors are tied when their events and publications are about the same concepts; the weight "
            "counts these.",
        },
    ),
    Declaration(
        "concepts",
        DOCUMENTS,
        (_SUBJECT,),
        (ThingKind.CONCEPT,),
        {"fr": "Concepts qui se rencontrent", "en": "Concepts that meet"},
        {
            "fr": "Deux concepts sont reliés quand les mêmes événements et publications en parlent ; "
            "le poids en est le nombre.",
            "en": "Two concepts are tied when the same events and publications are about them; "
            "the weight counts these.",
        },
    ),
    Declaration(
        "concepts-by-actors",
        ACTORS,
        (_PLAYED_IN, _SUBJECT),
        (ThingKind.CONCEPT,),
        {"fr": "Concepts portés par les mêmes acteurs", "en": "Concepts that the same actors bear"},
        {
            "fr": "Deux concepts sont reliés quand les mêmes acteurs y travaillent ; le poids est le nombre d’acteurs.",
            "en": "Two concepts are tied when the same actors work on them; the weight counts the actors.",
        },
    ),
    Declaration(
        "actors-concepts",
        DOCUMENTS,
        (_ROLE,),
        ACTORS,
        {"fr": "Acteurs et leurs concepts", "en": "Actors and their concepts"},
        {
            "fr": "Un acteur et un concept sont reliés par les événements et publications de l’acteur qui portent "
            "sur le concept ; le poids en est le nombre.",
            "en": "An actor and a concept are tied by the actor’s events and publications about the concept; "
            "the weight counts these.",
        },
        right=(_SUBJECT,),
        right_ends=(ThingKind.CONCEPT,),
    ),
    Declaration(
        "documents",
        (ThingKind.CONCEPT,),
        (_TREATED_IN,),
        DOCUMENTS,
        {
            "fr": "Événements et publications sur les mêmes concepts",
            "en": "Events and publications on the same concepts",
        },
        {
            "fr": "Deux événements ou publications sont reliés quand ils portent sur les mêmes concepts ; le poids "
            "en est le nombre.",
            "en": "Two events or publications are tied when they are about the same concepts; the weight counts these.",
        },
    ),
    Declaration(
        "documents-by-actors",
        ACTORS,
        (_PLAYED_IN,),
        DOCUMENTS,
        {"fr": "Événements et publications des mêmes acteurs", "en": "Events and publications of the same actors"},
        {
            "fr": "Deux événements ou publications sont reliés quand les mêmes acteurs y ont part ; le poids en "
            "est le nombre.",
            "en": "Two events or publications are tied when the same actors have a part in them; the weight "
            "counts these.",
        },
    ),
    Declaration(
        "partners",
        (ThingKind.PARTNERSHIP,),
        (_PARTNER,),
        ACTORS,
        {"fr": "Partenariats", "en": "Partnerships"},
        {
            "fr": "Deux organisations sont reliées quand un partenariat déclaré les unit, et non les événements dont "
            "elles sont partenaires ; le poids est le nombre de partenariats.",
            "en": "Two organisations are tied when a stated partnership joins them, not the events whose partners they "
            "are; the weight counts the partnerships.",
        },
    ),
)

PROJECTIONS: dict[str, Declaration] = {each.name: each for each in _ALL}
"""The declared projections, by name."""


def get_declaration(name: str, known: Collection[str] = tuple(PROJECTIONS)) -> Declaration:
    """The declaration of that name; raises :class:`CallError` with the nearest one when there is none.

    >>> get_declaration("concept")
    Traceback (most recent call last):
    ontology.errors.CallError: there is no network “concept”. Did you mean “concepts”?
    """
    if name not in PROJECTIONS:
        raise CallError(f"there is no network “{name}”", None, did_you_mean(name, known))
    return PROJECTIONS[name]
