"""Words that a hyphen at the end of a line parts, made whole: with their hyphen where it is theirs, else without.

What the words say is not for here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

__all__ = ["rejoined"]

_WORD = re.compile(r"[^\W\d_]+(?:[-‐'’][^\W\d_]+)*")
_END = re.compile(r"(?P<word>[^\W\d_]+(?:[-‐'’][^\W\d_]+)*['’]?)(?P<mark>[-\u00ad\u2010])[ \t]*$")
_BEGIN = re.compile(r"[ \t]*(?P<word>[^\W\d_]+(?:[-‐'’][^\W\d_]+)*['’]?)")
_PARTED = re.compile(r"[^\W\d_]['’]?[-\u00ad\u2010][ \t]*\n[ \t]*[^\W\d_]")
_HYPHEN = re.compile("[-‐]")
_MARKS = ("-", "\u00ad", "\u2010")
_LONGEST = 100
"""The characters of a line in which the word at its end, or its beginning, is looked for."""
_ELIDED = re.compile(r"^(?:[cdjlmnst]|qu)['’](?!est)", re.IGNORECASE)
_HEADS = frozenset(
    """sous vice non demi semi quasi tiers après avant arrière outre nord sud ouest grand grands haut hauts petits saint
    sainte mots chefs eux peut rendez savoir franco e self cross""".split()
)
"""What goes on behind a hyphen, whatever that is."""
_NOT_BEHIND = {
    "sous": re.compile(r"cri|trai(?!t)|trac|signé"),
    "non": re.compile(r"chal|obst|ant|ag"),
    "outre": re.compile(r"pass|cuid"),
}
_PAIRS = {
    "mi": "temps parcours chemin journée hauteur saison clos janvier février mars avril mai juin juillet août septembre"
    " octobre novembre décembre",
    "elle elles lui moi toi soi nous vous": "même mêmes",
    "celui celle ceux celles": "ci là",
    "au": "delà dessus dessous devant",
    "là ci par": "bas dessus dessous après contre joint jointe delà",
    "c'est c’est": "à",
    "compte comptes": "rendu rendus",
    "bien mieux": "être",
    "porte": "parole paroles",
    "mot": "clé clés clef clefs",
    "chef": "lieu lieux d'œuvre d’œuvre",
    "vis": "à",
    "libre": "service services",
    "vingt trente quarante cinquante soixante quatre dix": "un deux trois quatre cinq six sept huit neuf dix vingt"
    " vingts",
    "est sont peut doit fait": "il elle on ce ils elles",
    "well": "being known",
    "long short": "term terme",
    "high low": "level",
}
_PAIRED = {f"{one}-{other}" for heads, tails in _PAIRS.items() for one in heads.split() for other in tails.split()}
_PREFIX = re.compile(r"(?:socio|éco|auto|micro|macro|agro|bio|géo|néo|anti|multi|pluri)(?=-[aeiouàâéèêëîïôùû])")
_LINKS = re.compile(r"(?:en|sur|sous|lès|les?|la|des?|du|et|aux?|à)$|(?:l|d)['’]?$")
_LINKED = re.compile(r"(?:en|sur|sous|lès|les?|la|des?|du|et|aux?|à)-|[ld]['’][A-ZÀ-Þ]")
_COMMON = frozenset(
    "pour quel quelle lors puis dans avec sans plus tout toute bien fait entre contre sont vers chez mais comme".split()
)
_LEAST = 4


def rejoined(pages: Sequence[str], *, columns: bool = False) -> Iterator[tuple[str, list[int]]]:
    """Each page with its lines made whole where a word goes on in the next, and the number, from 1, that each had.

    A hyphen stays before a capital, in what elsewhere has it within a line, and in words that are known to have one.
    A line that can go on in no such way is left as it is; with ``columns`` so is its whole page, which may have been
    written row by row across its columns.

    >>> [text for text, _ in rejoined(["des territoi-\\nres et des sous-\\npréfets\\nd'Auvergne-\\nRhône-Alpes"])]
    ["des territoires et des sous-préfets\\nd'Auvergne-Rhône-Alpes"]
    """
    known = _said(pages) if any(_PARTED.search(page) for page in pages) else frozenset()
    for page in pages:
        lines = page.split("\n")
        parted = [_joint(one, other, known) for one, other in pairwise(lines)]
        if columns and None in parted:
            parted = ["" for _ in parted]
        yield _whole(lines, [joint or "" for joint in parted])


def _whole(lines: list[str], joints: Iterable[str]) -> tuple[str, list[int]]:
    """The lines as one text, and the number of each that begins one."""
    parts, numbers = lines[:1], [1]
    for number, (line, joint) in enumerate(zip(lines[1:], joints, strict=True), 2):
        if joint:
            parts[-1] = parts[-1].rstrip(" \t")[:-1]
            parts += [joint.strip("+"), line.lstrip(" \t")]
        else:
            parts += ["\n", line]
            numbers.append(number)
    return "".join(parts), numbers


def _said(pages: Sequence[str]) -> frozenset[str]:
    """The words that stand within lines, and the compounds of two that do, in small letters."""
    said: set[str] = set()
    for page in pages:
        begins = True
        for line in page.lower().split("\n"):
            words, ends = _WORD.findall(line), not line.rstrip().endswith(_MARKS)
            words = words[0 if begins else 1 : None if ends else -1]
            said.update(words)
            for word in filter(_HYPHEN.search, words if _HYPHEN.search(line) else ()):
                parts = _HYPHEN.split(word)
                said.update(parts, (f"{one}-{other}" for one, other in pairwise(parts)))
            begins = ends
    return frozenset(said)


def _joint(line: str, following: str, known: frozenset[str]) -> str | None:
    """What joins two lines: ``-`` or ``+`` for nothing; empty where no word is parted; None where it cannot go on."""
    ended = _END.search(line[-_LONGEST:]) if line.rstrip().endswith(_MARKS) else None
    begun = _BEGIN.match(following[:_LONGEST]) if ended else None
    if not ended or not begun:
        return ""
    if ended["mark"] == "\u00ad":
        return "+"
    return _between(_HYPHEN.split(ended["word"]), begun["word"], known)


def _between(first: list[str], following: str, known: frozenset[str]) -> str | None:
    one, other = _ELIDED.sub("", first[-1]) or first[-1], _HYPHEN.split(following)[0]
    compound, joined = f"{one}-{other}".lower(), f"{one}{other}".lower()
    if compound in known or compound in _PAIRED or _PREFIX.match(compound):
        return "-"
    if joined in known:
        return "+"
    if other[0].isupper() and not (one.isupper() and len(one) > 1):
        return "-" if one[0].isupper() or _LINKS.fullmatch(one) or one in _HEADS else None
    return "-" if _has_a_hyphen(first, following, known) else "+"


def _has_a_hyphen(first: list[str], following: str, known: frozenset[str]) -> bool:
    """Whether what goes on in small letters is a compound: by its first word, or since both its words are known."""
    one, other = _ELIDED.sub("", first[-1]) or first[-1], _HYPHEN.split(following)[0].lower()
    if one[0].isupper() and not one.isupper() and _LINKED.match(following):
        return True
    if len(first) > 1 and _LINKS.fullmatch(one):
        return True
    one = one.lower()
    if one in _HEADS:
        return one not in _NOT_BEHIND or not _NOT_BEHIND[one].match(other)
    words = {one, other}
    return min(map(len, words)) >= _LEAST and words <= known and not words & _COMMON
