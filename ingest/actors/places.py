"""Places among the words of names and addresses: departments, regions, countries, streets, the best known towns and
mountains. Other towns are for the index.

Coordinates are not for here.
"""

from __future__ import annotations

import re
from collections.abc import Set
from functools import lru_cache

from ontology.folding import fold

__all__ = ["is_address", "is_large_town", "is_place", "is_territory", "territories"]

_TERRITORIES = """
    ain, aisne, allier, alpes de haute provence, hautes alpes, alpes maritimes, ardeche, ardennes, ariege, aube,
    aude, aveyron, bouches du rhone, calvados, cantal, charente, charente maritime, cher, correze, corse, corse du
    sud, haute corse, cote d or, cotes d armor, creuse, dordogne, doubs, drome, eure, eure et loir, finistere,
    gard, haute garonne, gers, gironde, herault, ille et vilaine, indre, indre et loire, isere, jura, landes, loir
    et cher, loire, haute loire, loire atlantique, loiret, lot, lot et garonne, lozere, maine et loire, manche,
    marne, haute marne, mayenne, meurthe et moselle, meuse, morbihan, moselle, nievre, nord, oise, orne, pas de
    calais, puy de dome, pyrenees atlantiques, hautes pyrenees, pyrenees orientales, bas rhin, haut rhin, rhone,
    haute saone, saone et loire, sarthe, savoie, haute savoie, seine maritime, seine et marne, yvelines, deux
    sevres, somme, tarn, tarn et garonne, var, vaucluse, vendee, vienne, haute vienne, vosges, yonne, territoire
    de belfort, essonne, hauts de seine, seine saint denis, val de marne, val d oise, guadeloupe, martinique,
    guyane, la reunion, mayotte, auvergne, rhone alpes, auvergne rhone alpes, bourgogne, franche comte, bourgogne
    franche comte, bretagne, centre val de loire, grand est, alsace, lorraine, champagne ardenne, hauts de france,
    picardie, nord pas de calais, ile de france, normandie, haute normandie, basse normandie, nouvelle aquitaine,
    aquitaine, limousin, poitou charentes, occitanie, languedoc roussillon, midi pyrenees, pays de la loire,
    provence alpes cote d azur, paca
"""
"""The departments and regions of France, folded, with the regions before 2016."""
_LARGE_TOWNS = """
    agen, aix en provence, aix les bains, ajaccio, albertville, albi, alencon, amiens, angers, angouleme, annecy,
    annemasse, antibes, argenteuil, arras, auch, aurillac, auxerre, avignon, bar le duc, bastia, bayonne, beauvais,
    belfort, besancon, beziers, biarritz, blois, bobigny, bordeaux, bourg en bresse, bourges, bourgoin jallieu, brest,
    caen, cahors, calais, cannes, carcassonne, cergy, chalons en champagne, chambery, charleville mezieres, chartres,
    chateauroux, chaumont, clermont ferrand, colmar, creteil, digne, digne les bains, dijon, dunkerque, echirolles,
    epinal, evreux, evry, foix, gap, geneve, grenoble, gueret, la roche sur yon, la rochelle, laon, lausanne, laval,
    le havre, le mans, le puy en velay, lille, limoges, lons le saunier, lorient, lyon, macon, marseille, melun, mende,
    metz, meylan, mont de marsan, montauban, montpellier, montreuil, moulins, mulhouse, nancy, nanterre, nantes, nevers,
    nice, nimes, niort, orleans, paris, pau, perigueux, perpignan, poitiers, pontoise, privas, quimper, reims, rennes,
    rodez, roubaix, rouen, saint brieuc, saint denis, saint etienne, saint lo, saint martin d heres, saint nazaire,
    strasbourg, tarbes, thonon les bains, toulon, toulouse, tourcoing, tours, troyes, tulle, valence, vannes,
    versailles, vesoul, villeurbanne, vizille, voiron
"""
"""The towns of prefectures and other large ones, folded."""
_MOUNTAINS = """
    alpes, bauges, belledonne, cevennes, chablais, chartreuse, dauphine, gresivaudan, massif central, matheysine,
    maurienne, mont blanc, oisans, pyrenees, tarentaise, trieves, vercors
"""
"""Mountains and their valleys, folded."""
_BESIDE = "sud|est|ouest|metropole"
"""What stands beside the names of places and is none, folded."""
_NAMES, _TOWNS, _HEIGHTS = (
    frozenset(" ".join(name.split()) for name in names.split(",")) for names in (_TERRITORIES, _LARGE_TOWNS, _MOUNTAINS)
)
_LONGEST_FIRST = sorted(_NAMES, key=lambda name: (-len(name), name))
_NAMED = re.compile(rf"\b(?:{'|'.join(_LONGEST_FIRST)})\b")
_COUNTRIES = frozenset(
    """france french suisse switzerland belgique belgium italie italy espagne spain allemagne germany luxembourg monaco
    portugal autriche austria irlande ireland ecosse scotland angleterre england danemark denmark suede sweden norvege
    norway finlande finland pologne poland roumanie romania grece greece turquie turkey canada quebec usa bresil brazil
    mexique mexico chine china japon japan inde india maroc morocco tunisie tunisia algerie algeria senegal liban
    lebanon cameroun uk europe""".split()
) | {"etats unis", "united states", "royaume uni", "united kingdom", "pays bas", "the netherlands", "cote d ivoire"}
_PLACE = "|".join(sorted(_NAMES | _COUNTRIES | _TOWNS | _HEIGHTS, key=lambda name: (-len(name), name)))
_OF_TERRITORIES = frozenset(word for name in _NAMES | _COUNTRIES for word in name.split())
_SMALL = r"(?:(?:l|la|le|les|d|de|du|des|et|en) )*"
_PLACES = re.compile(rf"(?:{_SMALL}(?:{_BESIDE}) )*{_SMALL}(?:{_PLACE})(?: {_SMALL}(?:{_PLACE}|{_BESIDE}))*")
_ADDRESS = re.compile(
    r"(?:\d+ (?:bis |ter )?)?(?:rue|avenue|av|boulevard|bd|chemin|allee|allees|quai|impasse|route|square|cours|street"
    r"|road) .+|(?:bp|cs|cedex|f|ch|b) ?\d+.*|\d+ .*|.* cedex(?: \d+)?|\d+"
)


@lru_cache(maxsize=8_192)
def territories(name: str) -> frozenset[str]:
    """The departments and regions of France that the name has, folded.

    >>> sorted(territories("Conseil départemental de la Haute-Savoie"))
    ['haute savoie']
    """
    return frozenset(_NAMED.findall(fold(name)))


def is_address(name: str) -> bool:
    """Whether the words are a department, a region or a country, or a line of an address, and no name.

    >>> [is_address(each) for each in ("Isère", "38000 Grenoble", "12 rue Neuve", "BP 53", "France")]
    [True, True, True, True, True]
    >>> is_address("CCI de l'Isère"), is_address("3M")
    (False, False)
    """
    folded = fold(name)
    return folded in _COUNTRIES or bool(_NAMED.fullmatch(folded) or _ADDRESS.fullmatch(folded))


def is_territory(words: Set[str]) -> bool:
    """Whether there are but words of departments, regions and countries among the folded words of a place."""
    return words <= _OF_TERRITORIES


def is_large_town(name: str) -> bool:
    """Whether the words are the name of one of the largest towns of France, which may have a post code.

    >>> [is_large_town(each) for each in ("Saint-Étienne", "38000 Grenoble", "Vif", "Isère")]
    [True, True, False, False]
    """
    return fold(name).lstrip("0123456789 ") in _TOWNS


@lru_cache(maxsize=65_536)
def is_place(name: str) -> bool:
    """Whether there is nothing in the name but places that are known widely.

    >>> [is_place(each) for each in ("Grenoble", "Sud Isère", "les Alpes", "Alpes Solidaires", "Métropole", "Est")]
    [True, True, True, False, False, False]
    """
    return bool(_PLACES.fullmatch(fold(name)))
