"""The stylesheet of every page: the written one, and the colours of the kinds."""

from __future__ import annotations

from functools import cache
from urllib.parse import quote

from explorer.components import ASSETS
from explorer.components.kinds import GROUPS, LOOKS, Look
from graph.views.things import ThingKind

__all__ = ["stylesheet"]


@cache
def stylesheet() -> str:
    """CSS as text, without ``<style>``."""
    written = (ASSETS / "maillage.css").read_text(encoding="utf-8")
    return "".join([written, *map(_icon, LOOKS.items()), *map(_swatch, range(len(GROUPS)))])


def _icon(kind: tuple[ThingKind, Look]) -> str:
    """The kind's shape as a mask over its colour, and its colour alone, for bars."""
    name, look = kind
    picture = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-11 -11 22 22"><path d="{look.path}"/></svg>'
    address = f'url("data:image/svg+xml,{quote(picture)}")'
    colour = f"light-dark({look.light},{look.dark})"
    shaped = f".ml-kind-{name.value}{{background-color:{colour};mask-image:{address}}}\n"
    return f"{shaped}.ml-years i.ml-of-{name.value}{{background:{colour}}}\n"


def _swatch(number: int) -> str:
    """The colour of a community."""
    return f".ml-group-{number}{{background-color:light-dark({GROUPS[number]['light']},{GROUPS[number]['dark']})}}\n"
