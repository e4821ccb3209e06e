"""The partners that a page names, in a list or in a sentence. Which of the names is what is not for here."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.prose.collaborations import collaborations
from ingest.prose.context import contexts
from ingest.prose.names import named_actors
from ingest.prose.page import Block, BlockKind, Page, Span
from ingest.prose.sentences import sentences
from ingest.records import ActorReference

__all__ = ["partners"]

_LONGEST = 2_000
_NEAR = 120
_WORD = re.compile(r"(?<![\w-])(?:partenaires?|partners|each partner)\b", re.IGNORECASE)
_UNSURE = re.compile(
    r"\b(?:potentiel\w*|futurs?|future|recherch\w*|cherch\w*|sans|aucun|potential|prospective|former|anciens?|seeking"
    r"|looking for|souhaité\w*|no partner|devenir|become|would|pourrai\w*|either|ou)\b",
    re.IGNORECASE,
)
_CITATION = re.compile(r"\b(?:1[89]|20)\d\d\b|\bet al\b")
_PARENTHESIS = re.compile(r"\(([^()]{3,800})\)")
_WITH = re.compile(
    r"(?:^(?:(?:nos|les|our|the) )?(?:partenaires?|partners?)\s?:"
    r"|\b(?:en|in) (?:partenariat|partnership) (?:étroit )?(?:avec|with)\b"
    r"|\bpartnered with\b|\bs['’]est associée?s? (?:à|avec)\b|\b(?:nos|ses|les) partenaires (?:sont|étaient)\b"
    r"|\bles partenaires (?:du|de la|de l['’]|de notre|des?) ?[^,;.:()«»]{2,40} (?:sont|étaient)\s"
    r"(?=(?:l['’]|la |le )?(?-i:[A-ZÀ-Ý]))"
    r"|\b(?:our|its|the) partners (?:are|included?)\b|\bparmi (?:nos|ses|les) partenaires\s?[:,])\s*:?\s*",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"[.;!?](?=\s|$)|\n|[«“(—–]|,?\s(?:a|ont|est|sont|qui|dans|pour|afin|lors|depuis|pendant|autour|grâce|où|dont|le \d"
    r"|en \d|has|have|was|were|is|are|to|on|for|since|which|who|that|from|during|in \d|organis\w*|mène|vise)\b"
)
_MANY = re.compile(r",|;|\s(?:et|and|&)\s")
_LAST = re.compile(r"\s(?:et|and)\s|(?:…|\.\.\.|\betc\.?)\s*$")
_ITEM_END = re.compile(r"\s[–—-]\s|\s?:\s|\s?\(|\n|,\s|;\s?$|\.$")


def partners(page: Page) -> list[ActorReference]:
    """The partners named on the page, each once, with the words that name it.

    >>> from ingest.prose.blocks import text_page
    >>> [(found.name, found.type.value) for found in partners(text_page("Nos partenaires (Ville de Vif, artisans)."))]
    [('Ville de Vif', 'organisation'), ('artisans', 'category')]
    """
    found: dict[str, ActorReference] = {}
    for block, context in contexts(page):
        for span, listed in _named(block, listed=context.theme == "partner"):
            for reference in named_actors(span, listed=listed):
                found.setdefault(reference.name, reference)
        for sentence in sentences(block) if block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) else ():
            for reference in collaborations(sentence) if len(sentence.text) <= _LONGEST else ():
                found.setdefault(reference.name, reference)
    return list(found.values())


def _named(block: Block, *, listed: bool) -> Iterator[tuple[Span, bool]]:
    """The stretches of a block that list partners, and whether each is an entry of a list of them."""
    if block.kind is BlockKind.HEADING:
        return
    if listed and block.kind in (BlockKind.ITEM, BlockKind.ROW):
        whole = block.cells()[0] if block.kind is BlockKind.ROW else block
        end = _ITEM_END.search(whole.text)
        yield whole.cut(0, end.start() if end else len(whole.text)), True
        return
    if listed and _is_list(block.text):
        yield block, False
        return
    for sentence in sentences(block):
        if len(sentence.text) <= _LONGEST:
            yield from ((span, False) for span in _in_sentence(sentence))


def _is_list(text: str) -> bool:
    """Whether a paragraph under « Nos partenaires » is nothing but names."""
    return len(text) <= _LONGEST and len(_MANY.findall(text)) >= 1 and not _STOP.search(text.rstrip(" ."))


def _in_sentence(sentence: Span) -> Iterator[Span]:
    """The names in a parenthesis after the word partner, and those after « en partenariat avec »."""
    text = sentence.text
    for parenthesis in _PARENTHESIS.finditer(text):
        words = list(_WORD.finditer(text, max(0, parenthesis.start() - _NEAR), parenthesis.start()))
        between = text[words[-1].start() : parenthesis.start()] if words else "("
        before = text[max(0, words[-1].start() - 60) : parenthesis.start()] if words else ""
        if "(" in between or _CITATION.search(parenthesis[1]) or not _MANY.search(parenthesis[1]):
            continue
        if not _UNSURE.search(before):
            yield sentence.cut(*parenthesis.span(1))
    for match in _WITH.finditer(text):
        if not _UNSURE.search(text[max(0, match.start() - 40) : match.end()]):
            stop = _STOP.search(text, match.end())
            named = sentence.cut(match.end(), stop.start() if stop else len(text))
            yield named if ":" in match[0] else _enumerated(named)


def _enumerated(span: Span) -> Span:
    """The words up to the first comma, unless « et », dots or capitals show that the commas make a list."""
    first, *others = span.text.split(",")
    if not others or _LAST.search(others[-1]) or all(part.strip()[:1].isupper() for part in others):
        return span
    return span.cut(0, len(first))
