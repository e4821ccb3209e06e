"""What a gold file chose that the vocabulary lacks, told on standard error. Reading gold files is not for here."""

from __future__ import annotations

from collections.abc import Container, Iterable
from collections.abc import Set as AbstractSet

import click

__all__ = ["tell_left_out", "tell_unknown"]


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
