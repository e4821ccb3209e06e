"""Events told in running sentences: « des restitutions ont permis … (22/01/2015) ».

Entries of a programme are not for here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.prose.dates import DateMention
from ingest.prose.lexicon import KindMention, find_kinds
from ingest.prose.moves import anew, moved_to
from ingest.prose.page import Span
from ingest.prose.sentences import sentences
from ingest.prose.telling import Manner, Telling
from ingest.prose.wording import (
    QUOTED,
    TIME,
    is_sentence,
    not_the_date_of_an_event,
    place_said,
    status_said,
    within_quotes,
)

__all__ = ["read_sentences"]

_LONGEST = 1_500
_ASIDE = re.compile(
    r"(?:^|(?<=[.;(]\s)|(?<=,\s))(?:outre|en plus|au[- ]delà|hormis|excepté|sauf|hors|besides|in addition to|apart from"
    r"|except|beyond|unlike|contrairement)\b[^,;.]{0,160}",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:aucune?|sans|no|without|never|jamais|instead of|au lieu)\s+(?:\w+\s+){0,2}$"
    r"|\bpas (?:de |d['’])(?:\w+\s+){0,1}$",
    re.IGNORECASE,
)
_UNREAL = re.compile(
    r"\bn['’](?:a|ont|aura|auront) pas\b|\bne (?:se tiendra|sera) pas\b|\b(?:was|were|will|has|did) not\b"
    r"|\b(?:serait|pourrait|devrait|aurait|would|might|could|if)\b",
    re.IGNORECASE,
)
_HELD = re.compile(
    r"\b(?:lieu|tenue?s?|tient|tiendra|tiendront|organisée?s?|organise|prévue?s?|programmée?s?|reportée?s?|annulée?s?"
    r"|proposée?s?|animée?s?|accueillie?s?|réunie?s?|held|place|organi[sz]ed|hosted|scheduled|planned|rescheduled"
    r"|postponed|cancell?ed|hosts|ran|gathered)\b",
    re.IGNORECASE,
)
_JOINT = re.compile(
    r"\b(?:du|de|le|les|la|l|on|of|en|in|from|the|and|et|puis|then|à|at|au|aux|a|eu|s|est|été|qui|se|des|was|were|been|has|that"
    r"|took|will|take|be|intitulée?s?|entitled|called|titled|sur|thème|theme|annuelle?s?|annual|our|notre)\b",
    re.IGNORECASE,
)
_INTRO = re.compile(
    r"(?:\s(?:annuelle?|annual|nationale?|internationale?|régionale?|publique?))?[\s,:]*"
    r"(?:(?:intitulée?s?|consacrée?s? à|sur le thème(?: de)?|ayant pour thème|dont le thème était|entitled"
    r"|called|titled|on the theme(?: of)?|about)[\s:]*)?",
    re.IGNORECASE,
)
_OPENING = re.compile(r"\s*(?:(?:le|les|on|en|in|du|from|c['’]est le)\s+)?", re.IGNORECASE)
_OPENING_END = re.compile(r"\s(?:le|on|les)\s$", re.IGNORECASE)
_PARTICIPLE = re.compile(r"\b\w+(?:[ée]e?s?|is|ise|it|ite|ue?s?|ed)$", re.IGNORECASE)
_APPOSITION = re.compile(
    r"\s*[,:–—-]?\s*(?:à|at|in)?\s*[\w'’ -]{0,40}?[,:–—-]?\s*(?:une?|le|la|l['’]|the|an?|our|notre|des|les)?\s*"
    r"(?:(?:grande?|premi(?:er|ère)|deuxième|second|large|first|public|\d{1,2}(?:e|ème|th|nd|rd))\s)?",
    re.IGNORECASE,
)
_HOLDING = re.compile(
    r"\b(?:organise(?:nt|ra|ront)?|accueill(?:e|ent|era|eront)|propose(?:nt|ra|ront)?|hosts?|organi[sz]es)\s(?:une?|an?)\s$",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\s(?:sur|autour|about|on)\s(?P<matter>[^,;:.()«»\n]{2,80})\s(?:le|les|on)\s", re.IGNORECASE)
"""« organise un atelier sur les haies le … »: words between a kind and its date that hold no other's."""
_GATHERED = re.compile(
    r"\b(?:a|ont|have|has)\s(?:réuni|rassemblé|accueilli|gathered)\s[^,;:.()«»]{1,60}$", re.IGNORECASE
)
_FOR = re.compile(
    r",?\s(?:(?:à|au|in|at)\s[^,;:.()«»\n]{2,60},\s)?(?:pour|lors d['’]|à l['’]occasion d['’]|for)\s?(?:une?|an?)\s",
    re.IGNORECASE,
)
"""« a réuni 80 personnes le 5 mai, à Vif, pour une table ronde … »."""
_SPEAKING = re.compile(
    r",\s[^;:«»\n]{3,140}\s(?:intervien(?:t|nent)|interviendr(?:a|ont)|will speak|speaks?)\s"
    r"(?:lors|au cours|à|at|during)\s(?:(?:d[eu]|d['’]|la|l['’]|une?|the|an?)\s?){0,2}",
    re.IGNORECASE,
)
"""« Le 5 mai, Anne Petit interviendra lors de la table ronde … »."""
_WORD = re.compile(r"\w+")
_CLOSING = re.compile(r"[\s,;.)…]*")


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence being read, with its dates and the words of kinds in it."""

    span: Span
    dates: list[DateMention]
    kinds: list[KindMention]
    works: list[KindMention]

    def without_dates(self, start: int, end: int) -> str:
        """A part of the text without quotes, dates, times and the place named in it."""
        letters = list(self.span.text[start:end])
        for date in self.dates:
            if start <= date.start and date.end <= end:
                letters[date.start - start : date.end - start] = " " * (date.end - date.start)
        said = TIME.sub(" ", QUOTED.sub(" ", "".join(letters)))
        place = place_said(said + ".")
        return said.replace(place, " ") if place else said


def read_sentences(block: Span, manner: Manner) -> Iterator[Telling]:
    """The events that the sentences of a block tell of: a kind and a date that belong together beyond doubt."""
    for span in sentences(block):
        text = span.text
        if len(text) > _LONGEST or not manner.may_hold_a_date(span) or _UNREAL.search(text):
            continue
        kinds = [kind for kind in find_kinds(text, "event") if _counts(text, kind)]
        if kinds and (dates := manner.dates(span)):
            yield from _tellings(_Sentence(span, dates, kinds, find_kinds(text, "publication")))


def _counts(text: str, kind: KindMention) -> bool:
    """Whether a word for a kind says, where it stands, that there was such an event."""
    if kind.weak or _DENIED.search(text[max(0, kind.start - 40) : kind.start]):
        return False
    hidden = [*within_quotes(text), *(match.span() for match in _ASIDE.finditer(text))]
    return not any(start <= kind.start < end for start, end in hidden)


def _tellings(sentence: _Sentence) -> Iterator[Telling]:
    text, span = sentence.span.text, sentence.span
    status = status_said(text)
    told: set[KindMention] = set()
    dates = [moved_to(text, date) for date in sentence.dates]
    moves = {date: anew(text, date.start) for date in dates if not date.is_vague}
    moved = next((each for date, each in moves.items() if each and not _between(sentence, each.end(), date)), None)
    for date in dates:
        if not_the_date_of_an_event(text[: date.start]) or (moved and date.end <= moved.start()):
            continue
        kind, confidence = _kind_of(sentence, date)
        if kind is None or kind in told:
            continue
        if kind.start >= date.end:
            told.add(kind)  # the date that opens a sentence is that of its event, and no later one is
        title = _title(sentence, kind)
        if title is None and (date.is_vague or kind.generic):
            continue
        yield Telling(
            group="event",
            span=span,
            kind=kind.word,
            when=None if date.problem else date.first(span.start),
            until=date.last(span.start),
            title=title,
            location=place_said(text[title.end - span.start if title else kind.end :].lstrip(' »”"')),
            status="" if (moves.get(date) or date not in sentence.dates) and status == "postponed" else status,
            confidence=confidence,
            problem=f"“{date.quote}”: {date.problem}" if date.problem else "",
        )


def _between(sentence: _Sentence, start: int, date: DateMention) -> bool:
    """Whether a word for a kind stands between there and a date."""
    return any(start <= kind.start < date.start for kind in sentence.kinds)


def _kind_of(sentence: _Sentence, date: DateMention) -> tuple[KindMention | None, float]:
    """The kind that a date is the date of, and how sure that is."""
    before = [kind for kind in sentence.kinds if kind.end <= date.start]
    if (
        before
        and not _opens_a_line(sentence, before[-1], date)
        and _belongs(sentence.without_dates(before[-1].end, date.start))
    ):
        return before[-1], 0.9
    if before and _is_held_about(sentence, before[-1], date):
        return before[-1], 0.8
    after = [kind for kind in sentence.kinds if kind.start >= date.end]
    if after and _OPENING.fullmatch(sentence.span.text, 0, date.start):
        between = sentence.span.text[date.end : after[0].start]
        told_of_a_work = any(date.end <= work.start < after[0].start for work in sentence.works)
        if not told_of_a_work and (_APPOSITION.fullmatch(between) or _HELD.search(between)) and len(between) < 120:
            return after[0], 0.85
    if after and _leads_to(sentence, date, after[0]):
        return after[0], 0.85
    words = {kind.iri for kind in sentence.kinds}
    if len(words) == 1 and before and _in_closing_parenthesis(sentence, date):
        return before[-1], 0.8
    return None, 0.0


def _is_held_about(sentence: _Sentence, kind: KindMention, date: DateMention) -> bool:
    """Whether somebody holds it, and only what it is about stands between it and a day."""
    text = sentence.span.text
    about = _ABOUT.fullmatch(text, kind.end, date.start)
    if not about or not date.is_day or not _HOLDING.search(text, 0, kind.start):
        return False
    return not (is_sentence(about["matter"]) or _HELD.search(about["matter"]) or _PARTICIPLE.search(about["matter"]))


def _leads_to(sentence: _Sentence, date: DateMention, kind: KindMention) -> bool:
    """Whether a day is that on which people came together, or spoke, for what has a kind and a title behind it."""
    text = sentence.span.text
    if not date.is_day or not _title(sentence, kind):
        return False
    if _OPENING.fullmatch(text, 0, date.start) and _SPEAKING.fullmatch(text, date.end, kind.start):
        return True
    before = _OPENING_END.sub("", text[: date.start])
    return bool(_GATHERED.search(before) and _FOR.fullmatch(text, date.end, kind.start))


def _opens_a_line(sentence: _Sentence, kind: KindMention, date: DateMention) -> bool:
    """Whether a date begins another line than the kind's, and that line goes on: it is that of what the line tells."""
    text = sentence.span.text
    line = text.rfind("\n", kind.end, date.start)
    if line < 0 or not _OPENING.fullmatch(text, line, date.start):
        return False
    end = text.find("\n", date.end)
    return bool(_WORD.search(_JOINT.sub(" ", sentence.without_dates(date.end, len(text) if end < 0 else end))))


def _belongs(between: str) -> bool:
    """Whether the words between a kind and a date bind the date to it."""
    left = _WORD.findall(_JOINT.sub(" ", between))
    return not left or (bool(_HELD.search(between)) and len(left) <= 6 and ";" not in between)


def _in_closing_parenthesis(sentence: _Sentence, date: DateMention) -> bool:
    """Whether the date stands, with nothing but dates, in a parenthesis that ends the sentence."""
    text = sentence.span.text
    opened, closed = text.rfind("(", 0, date.start), text.find(")", date.end)
    if opened < 0 or closed < 0 or not _CLOSING.fullmatch(text, closed):
        return False
    return not _WORD.search(_JOINT.sub(" ", sentence.without_dates(opened, closed)))


def _title(sentence: _Sentence, kind: KindMention) -> Span | None:
    """The words in quotes right after the kind, or right before it: « Titre », forum du 4 mai."""
    text = sentence.span.text
    for before in QUOTED.finditer(text, 0, kind.start):
        if text[before.end() : kind.start].strip() == ",":
            return _inside(sentence.span, before)
    intro = _INTRO.match(text, kind.end)
    quoted = QUOTED.match(text, intro.end()) if intro else None
    return _inside(sentence.span, quoted) if quoted else None


def _inside(span: Span, quoted: re.Match[str]) -> Span:
    words = next(span.cut(*quoted.span(group)) for group in (1, 2, 3) if quoted[group])
    return words.cut(0, len(words.text.rstrip(",;. ")))
