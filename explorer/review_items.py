"""The open items of the review queue as JSON, or a line each. Deciding on them is for :mod:`explorer.reviewing`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import click

from explorer.tabulating import fitted
from explorer.terminal import counted, plain
from graph.views.things import Thing
from ingest.decisions.review import ReviewItem

__all__ = ["listed", "table"]

_WIDTHS = (10, 16, 44, 14, 40, 5)
_APART = 22
"""Characters of what tells things of one name apart."""


def listed(item: ReviewItem) -> dict[str, object]:
    """The item as JSON: things as IRI and label, evidence as quote, context, method and place."""
    return {
        "id": item.id,
        "kind": item.kind.value,
        "subject": _thing(item.subject),
        "relation": item.relation,
        "object": _thing(item.object),
        "confidence": item.confidence,
        "usefulness": item.usefulness,
        "candidates": [_thing(candidate) for candidate in item.candidates],
        "evidence": [
            {
                "quote": each.quote,
                "prefix": each.prefix,
                "suffix": each.suffix,
                "method": each.method,
                "confidence": each.confidence,
                "source": each.source_url,
            }
            for each in item.evidence
        ],
    }


def _thing(thing: Thing) -> dict[str, str]:
    return {"iri": thing.iri, "label": thing.label, "note": thing.note}


def table(items: Sequence[ReviewItem]) -> None:
    """List the items, a line each; things of one name with what tells them apart."""
    apart = _apart(thing for item in items for thing in (item.subject, item.object))
    rows = [("id", "kind", "subject", "relation", "object", "sure"), tuple("-" * width for width in _WIDTHS)]
    rows += [
        (
            item.id,
            item.kind.value,
            _called(item.subject, apart, _WIDTHS[2]),
            plain(item.relation_label),
            _called(item.object, apart, _WIDTHS[4]),
            f"{item.confidence:.2f}" if item.confidence is not None else "",
        )
        for item in items
    ]
    for row in rows:
        click.echo("  ".join(fitted(cell, width) for cell, width in zip(row, _WIDTHS, strict=True)).rstrip())
    click.echo(counted(len(items), "item"), err=True)


def _apart(things: Iterable[Thing]) -> dict[str, str]:
    """What tells the things that one column would name alike apart, by IRI: its note, else the end of its IRI."""
    alike: dict[str, dict[str, str]] = {}
    for thing in things:
        alike.setdefault(fitted(plain(thing.label), min(_WIDTHS[2], _WIDTHS[4])), {})[thing.iri] = plain(thing.note)
    apart: dict[str, str] = {}
    for notes in alike.values():
        if len(notes) > 1:
            shown = {iri: fitted(note, _APART).strip() for iri, note in notes.items()}
            often = Counter(shown.values())
            apart |= {iri: note if note and often[note] == 1 else _end(iri) for iri, note in shown.items()}
    return apart


def _end(iri: str) -> str:
    last = re.split(r"[/#]", iri)[-1]
    return last if len(last) <= _APART else f"…{last[1 - _APART :]}"


def _called(thing: Thing, apart: Mapping[str, str], width: int) -> str:
    """The label in a cell of so many characters, with what tells the thing from its namesakes."""
    mark = f" ({apart[thing.iri]})" if thing.iri in apart else ""
    return fitted(plain(thing.label), width - len(mark)).rstrip() + mark
