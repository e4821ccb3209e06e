"""The graph in figures and along time. What is known of one thing is not for here."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from graph.binding import iri as term
from graph.sparql import load
from graph.store import Row, Store, Value, text
from graph.views.kinds import THING_TYPES
from graph.views.nodes import things
from graph.views.things import Dated, Overview, ThingKind

__all__ = ["overview", "timeline"]

TOP, LATEST = 30, 8


def overview(store: Store, language: str = "fr") -> Overview:
    """The graph in figures; it is read through for them (seconds for millions of quads): keep the answer."""
    span = _only(store, "years")
    top = [(text(row, "concept"), int(text(row, "total"))) for row in _rows(store, "top_concepts", limit=Literal(TOP))]
    latest = [text(row, "thing") for row in _rows(store, "latest", limit=Literal(LATEST))]
    known = things(store, [*(iri for iri, _ in top), *latest], language)
    return Overview(
        things=_counts(store),
        links=int(text(_only(store, "linked"), "total")),
        annotations=int(text(_only(store, "annotations"), "total")),
        quads=len(store),
        first_year=text(span, "first"),
        last_year=text(span, "last"),
        top_concepts=tuple((known[iri], count) for iri, count in top),
        latest=tuple(known[iri] for iri in latest),
    )


def timeline(  # noqa: PLR0913
    store: Store,
    language: str = "fr",
    *,
    about: str | None = None,
    first: int = 0,
    last: int = 9999,
    limit: int = 1_000,
) -> tuple[Dated, ...]:
    """Dated events and publications between two years, the earliest first.

    ``about`` keeps those of one concept, which stands for its narrower ones too, or of one actor.
    """
    bindings: dict[str, Value] = {
        "first": Literal(f"{first:04d}"),
        "last": Literal(f"{last:04d}"),
        "limit": Literal(limit),
    }
    if about is not None:
        bindings["about"] = term(about)
    rows = list(store.select(load("graph.views", "timeline" if about is None else "timeline_about"), bindings))
    known = things(store, [text(row, "thing") for row in rows], language)
    return tuple(Dated(known[text(row, "thing")], text(row, "date"), text(row, "end")) for row in rows)


def _counts(store: Store) -> dict[ThingKind, int]:
    types = [NamedNode(type_) for type_ in THING_TYPES]
    rows = _rows(store, "counts", types=types)
    counts = {THING_TYPES[text(row, "type")]: int(text(row, "total")) for row in rows}
    return {kind: counts[kind] for kind in ThingKind if counts.get(kind)}


def _rows(store: Store, name: str, **bindings: Value) -> list[Row]:
    return list(store.select(load("graph.views", name), bindings))


def _only(store: Store, name: str) -> Row:
    (row,) = _rows(store, name)
    return row
