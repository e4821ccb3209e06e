"""The town of a place, as where an event is held.

Whether two places are one is for :mod:`ingest.event_places`.
"""

from __future__ import annotations

from ingest.actors.forms import LONGEST, place_words
from ingest.actors.index import OrganisationIndex
from ingest.actors.places import is_address, is_large_town
from ingest.actors.spans import is_town
from ontology.folding import fold

__all__ = ["ANYWHERE", "OF_ANY_PLACE", "SAINTS", "clear_town", "town_of"]

SAINTS = frozenset("saint sainte saints st ste".split())
"""What stands before the saints by whom places are called, folded."""
ANYWHERE = frozenset("at au aux chez in of on or ou par pour sous sur the".split()) | set("abcdefghijklmnopqrstuvwxyz")
"""Words of no place, folded."""
OF_ANY_PLACE = SAINTS | frozenset(
    """accueil administratif administrative agricole amphi amphitheatre annexe antenne association associatif
    associative atelier auberge auditorium batiment bibliotheque bureau bureaux cafe campus cathedrale cave centre
    center chapelle chateau cinema cite city club college communal communale communaute commune communes conference
    conferences conseil coworking culturel culturelle departement departemental departementale domaine ecole eglise
    entree entreprise entreprises espace etage exterieur fab fablab faculte familial ferme fetes foyer france gare
    gymnase hall halle halles hopital hotel house institut iut jardin jardins jeunes kiosque lab laboratoire library
    lieu lieux local locaux ludotheque lycee mairie maison manege marche mediatheque metropole mjc multimedia municipal
    municipale musee museum office palais parc parking parvis patio piscine plateau pole polyvalente prefecture
    professionnel professionnelle public publique quai quartier region regional regionale residence rez restaurant
    reunion reunions room rural rurale salle salles salon school sciences service services siege site social sociale
    sport sports square stade station studio technique techniques technologique terrasse theatre tiers tour town
    university univ universitaire universite village ville""".split()
)
"""Words that say what kind of place it is, or which of its rooms, folded."""
_NO_TOWN = OF_ANY_PLACE - SAINTS - {"tour", "ville", "village"}
"""Words of a part of a place that is no town."""
_ALL_CAPITALS = 5
"""Letters up to which a word in capitals may well be an acronym, and no town."""
_NOWHERE = frozenset("distance distanciel internet ligne online remote teams virtuel visio web webinaire zoom".split())
"""Words of what is held in no town."""


def clear_town(place: str, index: OrganisationIndex) -> frozenset[str]:
    """The words of the town of a place, where it surely is one: known, or behind a comma."""
    place = place[:LONGEST]
    if is_large_town(place) or (place_words(place) and not is_address(place) and is_town(place, index)):
        return place_words(place)
    town = town_of(place) if "," in place else frozenset()
    return town if town.isdisjoint(_NOWHERE) else frozenset()


def town_of(place: str) -> frozenset[str]:
    """The words of the town that stands last in a place, or alone; none where that may be something else.

    >>> sorted(town_of("Espace Aragon, 38190 Villard-Bonnot, Isère")), sorted(town_of("La Bobine, Parc Paul-Mistral"))
    (['bonnot', 'villard'], [])
    """
    parts = [part.strip() for part in place.split(",") if fold(part)]
    while parts and is_address(_without_code(parts[-1])):
        parts.pop()
    if not parts or (len(parts) == 1 and " " in parts[0]):
        return frozenset()
    part = _without_code(parts[-1])
    has_code = part != parts[-1]
    words = place_words(part) - ANYWHERE
    if not part[:1].isupper() or any(letter.isdigit() for letter in part) or not words.isdisjoint(_NO_TOWN):
        return frozenset()
    if not has_code and any(len(word) <= _ALL_CAPITALS and word.isupper() for word in part.split() if len(word) > 1):
        return frozenset()
    return words


def _without_code(part: str) -> str:
    """A part of an address without its post code."""
    first, _, rest = part.partition(" ")
    return rest.strip() if rest and first.isdigit() else part
