"""The words around a date: times, deadlines, cancellations, places, quotes, verbs. Dates and kinds are not for here."""

from __future__ import annotations

import re

__all__ = [
    "BUILDING",
    "FILLER",
    "LEADING_PLACE",
    "NOTE",
    "QUOTED",
    "REMOTE",
    "ROOM",
    "TIME",
    "TITLE_LABEL",
    "UNTIL",
    "is_sentence",
    "not_the_date_of_an_event",
    "place_name",
    "place_said",
    "status_said",
    "within_quotes",
]

QUOTED = re.compile(r"«\s*([^«»\n]{2,300}?)\s*»|“\s*([^“”\n]{2,300}?)\s*”|\"\s?([^\"\n]{2,300}?)\s?\"")
"""Words between quotation marks, in one of its groups."""

TIME = re.compile(
    r"(?:\b(?:de|dès|from|at|between)\s|\bà\s?(?=\d))?(?<![\d/.])(?:\d{1,2}\s?[-–à]\s?)?"
    r"\d{1,2}\s?(?:h(?:eures?)?\s?(?:\d\d)?|:\d\d)(?!\w|:\d)"
    r"(?:\s?(?:-|–|/|à|to|and|et)\s?\d{1,2}\s?(?:h(?:eures?)?\s?(?:\d\d)?|:\d\d)(?!\w|:\d))?(?:\s?[ap]\.?m\b\.?)?(?:\s?(?:-|–|/|à|to|until)\s?(?:midi|noon|minuit|midnight)\b)?"
    r"|(?:\b(?:at|from|between)\s)?(?<![\d/.])(?:\b\d{1,2}(?:\s?(?:-|–|to)\s?\d{1,2})?\s?[ap]\.?m\b\.?"
    r"(?:\s?(?:-|–|/|to|until|and)\s?(?:noon|midnight)\b)?"
    r"|(?<![\w-])(?:midi|noon)\s?(?:-|–|/|à|to|until)\s?(?=\d{1,2}\s?(?:h|:\d|[ap]\.?m\b)))"
    r"|(?:\b(?:de|from)\s)?(?<![\d/.])\b\d{1,2}\s?(?:-|–|à|to)\s?(?:midi|noon)\b",
    re.IGNORECASE,
)
"""A time of day, or from one to another."""

UNTIL = re.compile(r"\s*(?:jusqu['’]au|until)\s", re.IGNORECASE)
"""What says, before a date, that something lasts until then."""

TITLE_LABEL = re.compile(r"\s*(?:titre|title|thème|theme|sujet|topic)\s?:\s*", re.IGNORECASE)
"""A label before a title."""

FILLER = re.compile(
    r"\b(?:le|les|du|de|des|la|un|une|on|the|an?|from|date|dates|quand|when|type|horaires?|heure|time|notre|nos|our"
    r"|prochaine?s?|next"
    r"|invitation|en|in|of|dès|lieu|where|place|venue|reportée?s?|annulée?s?|cancell?ed|postponed|rescheduled|to|au|aux"
    r"|et|and|à partir|starting"
    r"|complet|gratuit|free|\d{1,2}(?:e|ère?|ème|st|nd|rd|th)|premi(?:er|ère)|deuxième|troisième|first|second|third)\b"
    r"|\b[ld]['’]|n°\s?\d+|#\d+",
    re.IGNORECASE,
)
"""Words that add nothing to a date and a kind."""

REMOTE = re.compile(
    r"\W*(?:(?:entièrement|uniquement|fully)\s)?(?:en ligne|à distance|en (?:distanciel|visio(?:[- ]?conférence)?)"
    r"|(?:par|sur|via|on|en) (?:visio(?:[- ]?conférence)?|zoom|teams)|online|remote)\W*",
    re.IGNORECASE,
)
"""Words that say, by themselves, that an event takes place nowhere but online."""

NOTE = re.compile(
    r"\b(?:inscri\w+|avant le|jusqu['’]au|limite|au plus tard|réservation\w*|renseignements?|contact|tarifs?|clôture"
    r"|mise? à jour|mise? en ligne|publiée? le|posted|updated|published on|register\w*|registration|rsvp|deadline"
    r"|before|until|copyright|©|tél\.|tél\s?:|téléphone|phone|créée?s? (?:en|le)|founded|established"
    r"|depuis|since)(?!\w)",
    re.IGNORECASE,
)
"""Words of which a date is none of an event: a deadline, a foundation, an update of the page."""

_STATUS = (
    ("cancelled", re.compile(r"\b(?:annulé|annulée|annulés|annulées|cancell?ed|called off)\b", re.IGNORECASE)),
    ("postponed", re.compile(r"\b(?:reportée?s?|postponed|rescheduled)\b", re.IGNORECASE)),
)
_VERB = re.compile(
    r"\b(?:a(?!\.)|ont|est|sont|était|étaient|fut|furent|sera|seront|aura|auront|avait|avaient|s['’]est|s['’]était"
    r"|se tient|se tiendra|permet|permettra|invite|organise|organisent|propose|proposent|réunit|réunissait|présente"
    r"|accueille"
    r"|was|were|is|are|will|has|have|had|took|takes|held|hosts?|brought|invites?|organi[sz]es)\b",
    re.IGNORECASE,
)
_OF_AN_EVENT = re.compile(
    r"(?:organisée?s?|tenue?s?|prévue?s?|programmée?s?|reportée?s?|donnée?s?|animée?s?|proposée?s?|held|organi[sz]ed"
    r"|scheduled|planned|hosted|rescheduled|postponed|lieu|place|réunie?s?)$",
    re.IGNORECASE,
)
_ACT = re.compile(
    r"\w*ée?s?|\w+ed|(?:par|re[çc]|ven|deven|obten|vend|appar|surven)ue?s?|(?:re|sou|pro|trans)?mise?s?|pris|acquise?s?|mort|née?s?",
    re.IGNORECASE,
)
_LAW = re.compile(
    r"\b(?:loi|lois|décret|arrêté|directive|règlement|accord|act|law|statut\w*|née?|born|créée?|dated)\b[^.;:]{0,40}$",
    re.IGNORECASE,
)
_AWAY = re.compile(
    r"\b(?:entre|between|avant|depuis|jusqu['’]au|until|before|since|by|d['’]ici|after|après|à partir)"
    r"\s*(?:le|du|au|the|on)?\s*$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\b(?:entre|between)\b[^.;]{0,60}\b(?:et|and)\s(?:le\s)?$", re.IGNORECASE)
_LEAD = re.compile(r"[\s(,]*\b(?:le|du|les|des|on|en|in|dès|of|from|the|au)?\s*$", re.IGNORECASE)
_NAME = r"[A-ZÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŒ][\w'’.&-]*"
_LINK = r"(?:de la|de l['’]|des|de|du|d['’]|la|le|les|l['’]|sur|en|of|the|upon|et|&|and|-)"
_CHAIN = rf"{_NAME}(?:[ \u00a0-]+(?:{_LINK} ?){{0,2}}{_NAME}){{0,6}}"
LEADING_PLACE = re.compile(rf"(?:(?:La|Le|Les) )?{_NAME}(?: \(\d\d\))?,[ ](?=(?:le )?(?:\d|\w+ \d))")
"""A town before a date: « Lyon, 25 mai 2024 : … »."""
_VENUE = (
    r"(?:Maison|Salle|Hôtel|Mairie|Espace|Centre|Université(?! d['’]été)|Musée|Théâtre|Campus|Amphithéâtre"
    r"|Médiathèque|Bibliothèque|Palais|Château|Amphi|Auditorium|Parc|Gare|Town Hall|City Hall|Library|University)"
)
BUILDING = re.compile(_VENUE + r"\b")
"""How the name of a building begins."""
ROOM = re.compile(
    r"(?:[Aa]mphi(?:théâtre)?|[Aa]uditorium|[Bb]âtiment|[Ss]alle|[Rr]oom)(?: (?:[A-ZÀÂÉÈÊÎÔ]|\d)[\w'’.-]*){1,4}"
)
"""A room, by its name or its number: « amphi Weil », « salle B12 »."""
_PLACE = re.compile(rf"{_CHAIN}|{ROOM.pattern}|{_VENUE}(?: [\w'’-]+){{0,6}}")
_PLACE_SAID = re.compile(
    rf"(?:^|(?<=[\s,(]))(?:[àÀ]|[Aa]u|[Aa]ux|[Ee]n|[Ii]n|[Aa]t|@|[Ll]ieu\s?:|[Ww]here\s?:|[Vv]enue\s?:|[Pp]lace\s?:)\s*"
    rf"(?:la |le |les |l['’]|the )?({_CHAIN}|{ROOM.pattern})"
)
_PLACE_END = re.compile(
    r"\s*(?:$|[,.;:()–—«“\n]|\s-\s|(?:avec|with|sur|par|pour|organisé|et|and|le|on|autour|devant|a|ont|was|were)\b)"
)


def not_the_date_of_an_event(before: str) -> bool:
    """Whether the words right before a date say that something else happened then.

    >>> not_the_date_of_an_event("la loi du "), not_the_date_of_an_event("un colloque organisé le ")
    (True, False)
    """
    before = before[-80:]
    if _AWAY.search(before) or _BETWEEN.search(before) or _LAW.search(before):
        return True
    words = _LEAD.sub("", before).split()
    return bool(words) and bool(_ACT.fullmatch(words[-1])) and not _OF_AN_EVENT.search(words[-1])


def is_sentence(text: str) -> bool:
    """Whether the words, those in quotes apart, hold a verb that tells something.

    >>> is_sentence("Le réseau a organisé un forum"), is_sentence("Forum « Où est la nature ? »")
    (True, False)
    """
    return bool(_VERB.search(QUOTED.sub("", text)))


def status_said(text: str) -> str:
    """``cancelled`` or ``postponed`` where the words say so, else an empty string."""
    return next((status for status, words in _STATUS if words.search(text)), "")


def place_said(text: str) -> str:
    """The place that the words name after « à », « in » and the like, where it is clear how far its name goes.

    >>> place_said("un colloque à Saint-Véran, avec"), place_said("au Musée municipal de Vif")
    ('Saint-Véran', '')
    """
    for match in _PLACE_SAID.finditer(text):
        if _PLACE_END.match(text, match.end()):
            return match[1].rstrip(".")
    return ""


def place_name(text: str) -> bool:
    """Whether the words are one name, of words with capitals or beginning like a building's, such as that of a place.

    >>> place_name("Saint-Martin-en-Vercors"), place_name("Les sols vivants")
    (True, False)
    """
    return bool(_PLACE.fullmatch(text.strip(" .,;")))


def within_quotes(text: str) -> list[tuple[int, int]]:
    """Where words stand between quotation marks, the marks with them."""
    return [match.span() for match in QUOTED.finditer(text)]
