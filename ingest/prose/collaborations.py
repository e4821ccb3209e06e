"""Organisations with which another works, as sentences say it: « L'association travaille avec l'ADEME et la CCI ».

Words that name partners by that word are for :mod:`ingest.prose.partners`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.actors.collective import says_organisation
from ingest.actors.given_names import has_given_name
from ingest.prose.names import named_actors
from ingest.prose.page import Span
from ingest.records import ActorReference, ActorType
from ontology.folding import fold

__all__ = ["collaborations"]

_TOGETHER = re.compile(
    r"(?:[^,;.()«»]{3,60},\s)?"
    r"(?:(?:[nN]ous|[wW]e)|(?:[lL]['’]|(?:[lL]a|[lL]e|[nN]otre|[tT]he|[oO]ur)\s)(?P<who>[^\W\d_]+)[^,;.()«»]{0,60}?"
    r"|(?:[lL]['’])?[A-Z]{3,})"
    r"\s(?:(?:a|ont|avons|has|have)\s)?(?:(?:[^\W\d_]+ment|beaucoup|longtemps)\s)?"
    r"(?:travaill(?:é|e|ent|ons|ait|aient|ions)|collabor(?:é|e|ent|ons|ait|aient|ions)|coop(?:éré|ère|èrent|érons)"
    r"|work(?:s|ed)?|collaborate[sd]?|cooperate[sd]?)\s(?:[^\W\d_]+ment\s|closely\s)?(?:avec|with)\s"
)
_DENIED = re.compile(
    r"\b(?:ne|pas|plus|jamais|not|never|ou|or|souhait\w*|would|aurait)\b|\bn['’]|\s(?:qui|that|which|who)\s",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"[.;:!?](?=\s|$)|\n|[«“(—–]"
    r"|,?\s(?:sur|pour|afin|lors|depuis|pendant|autour|dans|qui|dont|où|chaque|grâce|on|to|for|since|which|who|during"
    r"|mais|plutôt|comme|est|sont|but|rather|as(?!\swell)|is|are)\s"
)
_MAY_GO_ON = re.compile(r"\s(?:à|aux?|en|chez|vers|contre|par|via|avec|in|at|by|with)\s")
"""What may be a part of the name before it as well as the end of it."""
_LAST = re.compile(r"(?:,|\s(?:et|and))\s(?!.*(?:,|\s(?:et|and))\s)")
_ARTICLE = re.compile(r"(?:\b(?:la|le|les|du|the)\s|\b[ld]['’‘])$", re.IGNORECASE)
_TEAMS = frozenset({"equipe", "team", "structure"})


def collaborations(sentence: Span) -> Iterator[ActorReference]:
    """The organisations that a sentence lists behind « travaille avec » and the like, where one says that it is one.

    Tools are worked with, too, and so are persons: lists in which no word says what they are give nothing, names of
    several words that neither say it nor have an article may be a person's, and words alone are no organisations where
    most of a list are.

    >>> said = "L'association a travaillé avec Biovallée, l'ADEME et la CCI de la Drôme."
    >>> [one.name for one in collaborations(Span(said, 0))]
    ['Biovallée', 'ADEME', 'CCI de la Drôme']
    >>> list(collaborations(Span("Nous travaillons avec Python et Excel.", 0)))
    []
    """
    match = _TOGETHER.match(sentence.text)
    if not match or _DENIED.search(match[0]) or (match["who"] and not _is_organised(match["who"])):
        return
    stop = _STOP.search(sentence.text, match.end())
    listed = sentence.cut(match.end(), stop.start() if stop else len(sentence.text))
    if doubt := _MAY_GO_ON.search(listed.text):
        last = _LAST.search(listed.text[: doubt.start()])
        listed = listed.cut(0, last.start() if last else 0)
    found = [one for one in named_actors(listed, listed=False) if _is_organisation(one, sentence)]
    if any(_says_so(one.name) for one in found):
        bare = [one for one in found if " " not in one.name and not (_says_so(one.name) or _has_article(one, sentence))]
        told = found if 2 * len(bare) <= len(found) else [one for one in found if one not in bare]
        yield from (replace(one, confidence=0.8) for one in told)


def _is_organised(word: str) -> bool:
    """Whether it is a word for an organisation, as « association », and none for a person, as « directrice »."""
    return fold(word) in _TEAMS or (not word.isupper() and says_organisation(f"{word} x")) or word.isupper()


def _is_organisation(one: ActorReference, sentence: Span) -> bool:
    if one.type is not ActorType.ORGANISATION:
        return False
    if " " not in one.name:
        return not has_given_name(f"{one.name} x")
    return _says_so(one.name) or _has_article(one, sentence)


def _has_article(one: ActorReference, sentence: Span) -> bool:
    return bool(_ARTICLE.search(sentence.text[: one.start - sentence.start]))


def _says_so(name: str) -> bool:
    return says_organisation(name if " " in name else f"{name} x")
