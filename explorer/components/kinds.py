"""How each kind of thing looks: one colour and one shape, the same in lists, legends and the graph.

The colours come from the palette of Okabe and Ito (2008), told apart by colour-blind people and darkened or lightened
for contrast with the page; the shapes say the same without colour.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph.views.things import ThingKind

__all__ = ["GROUPS", "LOOKS", "Look"]


@dataclass(frozen=True, slots=True)
class Look:
    """Colours on a light and on a dark page, and the shape as an SVG path within a box from -10 to 10."""

    light: str
    dark: str
    path: str


LOOKS: dict[ThingKind, Look] = {
    ThingKind.EVENT: Look("#C24A00", "#FF8A47", "M0-10 10 0 0 10-10 0Z"),
    ThingKind.PUBLICATION: Look("#0066A8", "#5FB4F0", "M-7-9H3L7-5V9H-7Z"),
    ThingKind.PAGE: Look("#3B7EA1", "#9AD0EC", "M-9-7H9V7H-9Z"),
    ThingKind.PERSON: Look("#A86A00", "#F2B233", "M0-9A9 9 0 1 1-.01-9Z"),
    ThingKind.ORGANISATION: Look("#00795A", "#35C79C", "M-5-9H5L10 0 5 9H-5L-10 0Z"),
    ThingKind.GROUP: Look("#4F7A28", "#A5CF6B", "M0-10 10 8H-10Z"),
    ThingKind.CATEGORY: Look("#6E6A3C", "#CFC98A", "M0 10-10-8H10Z"),
    ThingKind.CONCEPT: Look(
        "#A3457F", "#EE9CC8", "M0-10 2.9-3.2 10-3.1 4.7 1.6 6.2 9 0 5-6.2 9-4.7 1.6-10-3.1-2.9-3.2Z"
    ),
    ThingKind.PARTNERSHIP: Look("#5A5FB0", "#A9AEF5", "M-3-10H3V-3H10V3H3V10H-3V3H-10V-3H-3Z"),
    ThingKind.OTHER: Look("#6B7280", "#A8B0BD", "M-8-8 0-4 8-8 4 0 8 8 0 4-8 8-4 0Z"),
}
"""The look of every kind."""

GROUPS: tuple[dict[str, str], ...] = tuple(
    {"light": light, "dark": dark}
    for light, dark in (
        ("#0066A8", "#5FB4F0"),
        ("#C24A00", "#FF8A47"),
        ("#00795A", "#35C79C"),
        ("#A3457F", "#EE9CC8"),
        ("#A86A00", "#F2B233"),
        ("#5A5FB0", "#A9AEF5"),
        ("#4F7A28", "#A5CF6B"),
        ("#6B7280", "#A8B0BD"),
    )
)
"""The colours of communities by number, on a light and on a dark page; the ninth begins again."""
