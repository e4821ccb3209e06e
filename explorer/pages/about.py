"""À propos: what this graph is, its snapshot, sources, vocabularies and licence, and how to cite it."""

from __future__ import annotations

from explorer.components.render import show as draw
from explorer.context import get_context
from explorer.pages import Visit

__all__ = ["show"]


def show(visit: Visit) -> None:
    """Draw the page."""
    context = get_context()
    snapshot = context.snapshot()
    network = context.workspace.settings.network
    name = network.name(visit.language)
    date = visit.t.date(snapshot.manifest.created)
    words = {"label": name, "network": "Maillage", "id": snapshot.id, "date": date, "iri": network.base_iri}
    citation = visit.t("thing.cite_as", **words)
    about = {"network": network, "name": name, "date": date, "citation": citation}
    listed = snapshot.manifest.vocabularies
    about["vocabularies"] = [each for each in listed if each.concepts] or listed
    draw("about.html", visit.language, snapshot=snapshot, manifest=snapshot.manifest, **about)
