"""Bibliographic references on a page, in the styles of French and English bibliographies. Works told in prose are not
for here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ingest.prose.dates import find_dates
from ingest.prose.lexicon import find_kinds
from ingest.prose.page import Span
from ingest.prose.telling import Telling
from ingest.prose.wording import QUOTED
from ingest.records import Identifier
from ontology.folding import without_ligatures

__all__ = ["AUTHOR", "STARRED", "YEAR", "container_of", "read_references", "title_of"]

_LONGEST = 1_500
_MOST_LINES = 1_000
_GIVEN = r"[A-ZÀ-Ý]\.(?:[ -]?[A-ZÀ-Ý]\.){0,2}"
_FAMILY = r"(?:(?:de|du|van|von|le|la|d['’])\s?){0,2}[A-ZÀ-Ý][\w'’-]+(?:[ -][A-ZÀ-Ý][\w'’-]+)?"
AUTHOR = rf"(?:(?>{_FAMILY},?\s{_GIVEN})|(?>{_GIVEN}\s?{_FAMILY}))"
"""A family name and initials, in either order."""
YEAR = (
    r"(?:(?P<year>(?:19|20)\d\d)[a-z]?(?:,\s[^()\n]{1,20})?|s\.\s?d\.|n\.\s?d\.|[àÀ]\sparaître|[Ss]ous\spresse|[Ii]n\spress"
    r"|[Ff]orthcoming)"
)
"""The year of a reference, between its brackets; or that there is none, or none yet."""
_AUTHORS = (
    rf"(?P<authors>{AUTHOR}(?:(?:,\s|;\s|\s(?:et|and|&)\s|,\s(?:et|and|&)\s){AUTHOR}){{0,19}})"
    rf"(?:,?\s(?:et\s|&\s)?al\.?)?(?:\s\((?:dirs?|eds?|éds?|coord)\.?\))?"
)
_REFERENCE = re.compile(rf"{_AUTHORS}[.,]?\s\({YEAR}\)[.,:]?\s(?P<title>[^\n]{{3,300}}?)(?:[.?!](?=\s|$)|$)")
"""« Roux, A. (2015). Titre. Éditeur »."""
_OPEN = re.compile(
    rf"(?!MM?\.\s){_AUTHORS}[.,]?\s(?P<year>(?:19|20)\d\d)[a-z]?(?:\.\s(?=[A-ZÀ-Ý«“\"\d])(?P<title>[^\n]{{3,300}}?)"
    rf"(?:[.?!](?=\s|$)|$)|,\s(?=[A-ZÀ-Ý«“\"\d])(?P<work>[^\n]{{3,300}}?)(?:[.?!](?=\s|$)|,\s(?=[A-ZÀ-Ý])|$))"
)
"""« Roux, J., 2021. Titre. Éditeur », « Roux J. et al., 2021, Titre, Éditeur »."""
STARRED = re.compile(r"(?<![\w*])\*([^*\n]{3,200})\*(?![\w*])|(?<![\w_])_([^_\n]{3,200})_(?![\w_])")
"""A title as plain text marks italics."""
_GOES_ON = re.compile(r"\s?[:\w]")
_COMMA = re.compile(r",\s(?=[A-ZÀ-Ý])")
_ONE_AUTHOR = re.compile(AUTHOR)
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>]{1,150}[^\s\"<>.,;)]")
_ENDED = re.compile(r"(?<=[.?!\d])\n")
_PERIODICALS = ("revue", "bulletin")
"""The kinds whose words name where an article stands, and not what it is."""


def read_references(block: Span) -> list[Telling]:
    """The bibliographic references that a block is made of; nothing where it does not begin with one.

    >>> (found,) = read_references(Span("Roux, A., Pin, B. (2015). Les haies. Éditions du Pré.", 0))
    >>> found.creators, found.title.text, found.container
    (('Roux, A.', 'Pin, B.'), 'Les haies', 'Éditions du Pré')
    >>> (found,) = read_references(Span("Roux A. et al. (2015), « Les haies », Revue des prés, vol. 3.", 0))
    >>> found.creators, found.title.text, found.container
    (('Roux A.',), 'Les haies', 'Revue des prés, vol. 3')
    """
    return [_telling(*each) for each in _parts(block)] if _match(block.text[:_LONGEST]) else []


def _match(text: str) -> re.Match[str] | None:
    return _REFERENCE.match(text) or _OPEN.match(text)


def _parts(block: Span) -> Iterator[tuple[Span, re.Match[str]]]:
    """The references of a block that begins with one: each begins a line, and ends where the lines go on otherwise."""
    begins = [0, *(found.end() for found in re.finditer("\n", block.text))][:_MOST_LINES]
    begins = [begin for begin in begins if _match(block.text[begin : begin + _LONGEST])]
    for begin, end in pairwise([*begins, len(block.text)]):
        part = block.cut(begin, end)
        if match := _match(part.text[:_LONGEST]):
            ended = _ENDED.search(part.text, match.end())
            yield (part.cut(0, ended.start()) if ended else part), match


def _telling(span: Span, match: re.Match[str]) -> Telling:
    text, group = span.text, "title" if match["title"] else "work"
    (start, end), after = title_of(text, match, group)
    rest = text[after:].strip(" .,\n")
    doi = _DOI.search(rest)
    kinds = [kind for kind in find_kinds(rest, "publication") if not kind.iri.endswith(_PERIODICALS)]
    return Telling(
        group="publication",
        span=span,
        kind=kinds[0].word if len(kinds) == 1 and not kinds[0].weak else "",
        when=find_dates(match["year"])[0].first(span.start + match.start("year")) if match["year"] else None,
        title=span.cut(start, end),
        creators=tuple(name.strip() for name in _ONE_AUTHOR.findall(match["authors"])),
        container=container_of(rest),
        identifiers=(Identifier("doi", without_ligatures(doi[0]).lower()),) if doi else (),
        confidence=0.9,
    )


def title_of(text: str, match: re.Match[str], group: str) -> tuple[tuple[int, int], int]:
    """Where the title of a reference begins and ends, and where what is behind it begins.

    It ends with its marks; behind a comma, where the next one parts it from a capital.
    """
    start, end = match.span(group)
    for marks in (QUOTED, STARRED):
        if (marked := marks.match(text, start)) and not _GOES_ON.match(text, marked.end()):
            return next(marked.span(number) for number, said in enumerate(marked.groups(), 1) if said), marked.end()
    if text[:start].endswith("), ") and (comma := _COMMA.search(text, start, end)):
        return (start, comma.start()), comma.end()
    return (start, end + (text[end : match.end()] in ("?", "!"))), match.end()


def container_of(rest: str) -> str:
    """Where a work stands, by what is behind its title: all but a DOI at its end."""
    doi = _DOI.search(rest)
    return " ".join((rest[: doi.start()].rpartition(". ")[0].strip(" .") if doi else rest).split())
