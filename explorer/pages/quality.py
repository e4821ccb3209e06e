"""Qualité: what is covered, without a subject or set aside, what SHACL says, what each method and source gave."""

from __future__ import annotations

from explorer.components.checked import checked
from explorer.components.figures import by_method, by_source, coverage, unlinked
from explorer.components.render import show as draw
from explorer.context import get_context
from explorer.pages import Visit
from ingest.evaluations import Evaluations
from ingest.quarantine import Quarantine

__all__ = ["show"]


def show(visit: Visit) -> None:
    """Draw the page."""
    manifest = get_context().snapshot().manifest
    draw(
        "quality.html",
        visit.language,
        shares=coverage(),
        unlinked=unlinked(visit.language),
        checked=checked(visit.language),
        linking=manifest.linking,
        evaluations=Evaluations.of(get_context().workspace).read(),
        methods=by_method(visit.language),
        sources=by_source(visit.language),
        set_aside=Quarantine.of(get_context().workspace).groups(),
    )
