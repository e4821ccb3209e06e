"""The statuses of bodies, such as « association loi 1901 » and « SCIC SA à capital variable »: they name nobody.

The legal forms that are one word each are for :mod:`ingest.actors.company_forms`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.actors.company_forms import COMPANY_FORMS
from ontology.folding import fold

__all__ = ["STATUS_WORDS", "is_status"]

_LAW = r"(?:(?:regie par )?(?:la )?loi (?:de |du (?:1 |1er )?juillet )?1901)"
_USEFUL = r"reconnue d (?:utilite publique|interet general)"
_AIM = r"(?:a|sans) but (?:non )?lucratif"
_FORM = rf"(?:{'|'.join(sorted(COMPANY_FORMS))})"
_LIMITED = r"(?:a |au )?capital (?:variable|fixe)"
_COMPANY = (
    r"societe (?:anonyme|par actions simplifiee|a responsabilite limitee|en nom collectif|civile"
    r"|cooperative(?: ouvriere)?(?: (?:et|de|d|a) (?:participative|production|interet collectif|participation))*)"
)
_STATUS = re.compile(
    rf"(?:assoc?(?:iation)? )?(?:{_LAW}|{_AIM}|{_USEFUL})(?: (?:et )?(?:{_LAW}|{_AIM}|{_USEFUL}))*"
    rf"|(?:{_FORM} )*(?:societe )?{_LIMITED}|(?:{_FORM} )*{_COMPANY}(?: {_FORM})*(?: {_LIMITED})?"
)
_LONGEST = 200
STATUS_WORDS = frozenset("asso assoc association loi societe a au capital regie sans reconnue".split())
"""The words with which a status may begin behind a name, folded."""


@lru_cache(maxsize=8_192)
def is_status(words: str) -> bool:
    """Whether the words say but what status a body has.

    >>> [is_status(each) for each in ("association loi 1901", "Asso. (loi de 1901)", "SCIC SA à capital variable")]
    [True, True, True]
    >>> [is_status(each) for each in ("Société coopérative", "Association Vélocité", "SCOP", "Loi 1901 et après")]
    [True, False, False, False]
    """
    return len(words) <= _LONGEST and bool(_STATUS.fullmatch(fold(words)))
