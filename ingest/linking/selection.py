"""Keeps, among words that overlap, those that say most: the longest label. What they say is judged elsewhere."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.linking.meaning import Said, Span

__all__ = ["longest"]


def longest(spans: Iterable[Span]) -> list[Span]:
    """What a page says that no longer label covers, of whichever vocabulary.

    Spans are given and returned by first word, the longest first.
    """
    kept: list[Span] = []
    covers: list[Span] = []
    reached = hidden = -1
    begun = 0
    for span in spans:
        first, last, said = span
        if first > reached:
            kept.append(span)
            if first == last:
                continue
            covers, shown = [], said
            # Most words that a label covers are inside the first that does, which hides them.
            begun, hidden = first, last if said.hides else -1
        elif last <= hidden and last - first < hidden - begun:
            continue
        else:
            around = [cover for cover in covers if last <= cover[1] and last - first < cover[1] - cover[0]]
            if any(cover[2].hides for cover in around):
                continue
            shown = _shown(said, around) if around else said
            if not shown.everything:
                continue
            kept.append((first, last, shown))
        if first != last and (shown.hides or shown.hidden):
            covers.append(kept[-1])
            reached = max(reached, last)
    return kept


def _shown(said: Said, around: Iterable[Span]) -> Said:
    """What is left where labels with other words between cover these words: they hide only labels of their own words.

    « la responsabilité sociale des organisations et des entreprises » hides no « organisation ».
    """
    hidden = [words for cover in around for words in cover[2].hidden]
    shown = [one for one in said.everything if not any(words > set(one.entry.words) for words in hidden)]
    return said if len(shown) == len(said.everything) else Said.of(shown)
