"""The concepts that a gold file chose, as the vocabulary knows them; those it lacks are told on standard error.

What a line of a gold file looks like is not for here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from explorer.progress import say
from explorer.terminal import plain

if TYPE_CHECKING:
    from ingest.linking.texts import GoldText
    from ontology.thesaurus import Thesaurus

__all__ = ["gold_texts", "tell_left_out", "tell_repeated", "tell_unknown"]


def gold_texts(path: Path, vocabulary: Thesaurus) -> Iterator[GoldText]:
    """The texts of a gold file; where one of several concepts that are the same was chosen, the one that is found."""
    from ingest.linking.texts import read_gold

    meant = vocabulary.meant_by()
    for text in read_gold(path, say):
        yield replace(text, concepts=frozenset(meant.get(one, one) for one in text.concepts)) if meant else text


def tell_unknown(chosen: Iterable[AbstractSet[str]], vocabulary: Container[str]) -> None:
    """Say how many of the concepts that were chosen, a set a text, are not in the vocabulary, if any."""
    concepts = [concept for one in chosen for concept in one]
    if unknown := sum(concept not in vocabulary for concept in concepts):
        said = f"{unknown} of {len(concepts)} chosen concepts are not in the vocabulary: none can be found."
        click.echo(said, err=True)


def tell_left_out(left_out: int, texts: int, lacking: str) -> None:
    """Say how many of the texts are left out, if any, and what they are ``lacking``."""
    if left_out:
        click.echo(f"{left_out} of {texts} texts left out: without {lacking}.", err=True)


def tell_repeated(ids: Iterable[str]) -> None:
    """Say how many texts bear the id of one before them, if any, and the first of these ids: each counts."""
    times = Counter(ids)
    if repeated := times.total() - len(times):
        first = next(each for each, count in times.items() if count > 1)
        said = f"{repeated} of {times.total()} texts bear the id of one before them (“{plain(first)}”): each counts."
        click.echo(said, err=True)
