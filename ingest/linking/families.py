"""Which words of one stem mean much the same, by how they begin and end: « présenter » is no « présentateur ».

Forms of one word (number, gender) are not for here.
"""

from __future__ import annotations

__all__ = ["akin"]

_SHARED = 5
"""Letters that words of one family begin with, at least."""
_MOST = 0.6
"""More than this of the label's word, too: « social » is no « socialisme », where « syndical » is « syndicalisme »."""
_ROOT = "ation"
"""Ending without which a label's word is begun by all its family: « évaluer », « évaluation »."""
_OF_A_NAME = 2
"""Letters of a name, at most, that who is of there leaves out: « normand » is of « Normandie »."""
_DOERS = ("eur", "euse", "iste", "ant", "ent", "er", "able", "ible", "if", "ive")
"""Endings of who or what does something, which no other word of the family is: « étudier » is no « étudiant »."""
_MANNERS = ("ment", "ique")
"""Endings of what the family tells otherwise: « règle » is no « règlement », « période » no « périodique »."""
_DEED, _NO_DEEDS = "ion", ("ique", "ant", "ante")
"""Ending of a deed, and those of what is none: « opération » is no « opéra », « spécifique » no « spécification »."""
_APART = frozenset(
    """janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre lundi mardi mercredi jeudi
    vendredi samedi dimanche january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday maintenant""".split()
)
"""Words of no family: when it is."""


def akin(said: str, word: str, *, name: bool = False) -> bool:
    """Whether a folded word of a text may speak of a label's folded word with which it shares a stem, or, where the
    label is a ``name``, of that.

    >>> [akin(*pair) for pair in (("evaluer", "evaluation"), ("feministes", "feminisme"), ("pedagogique", "pedagogie"))]
    [True, True, True]
    >>> [akin(*pair) for pair in (("mars", "marais"), ("realise", "realisateur"), ("presents", "presentateur"))]
    [False, False, False]
    >>> akin("normande", "normandie", name=True), akin("martin", "martinique", name=True)
    (True, False)
    """
    one, other = said.removesuffix("s"), word.removesuffix("s")
    shared = _shared(one, other)
    whole = other.endswith(_ROOT) and shared >= len(other) - len(_ROOT)
    if said in _APART or shared < _SHARED or not (whole or shared > _MOST * len(other)):
        return False
    return not (name and shared < len(other) - _OF_A_NAME) and not _told_apart(one, other)


def _shared(one: str, other: str) -> int:
    """How many letters two words begin with."""
    return next(
        (at for at, (mine, its) in enumerate(zip(one, other, strict=False)) if mine != its), min(len(one), len(other))
    )


def _told_apart(one: str, other: str) -> bool:
    """Whether the endings of a text's word and of a label's tell that they mean something else."""
    if any(other.endswith(ending) and not one.endswith(ending) for ending in (*_DOERS, *_MANNERS)):
        return True
    if other.endswith(_DEED):
        return one.endswith(_NO_DEEDS)
    return one.endswith(_DEED) or (one.endswith("ment") and not other.endswith("ment"))
