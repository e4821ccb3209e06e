"""Chronologie: events and publications along time, by kind, concept, actor and period."""

from __future__ import annotations

from itertools import groupby

from explorer.components.answers import graph_of_now, kept
from explorer.components.aside import said_of_documents
from explorer.components.charts import columns
from explorer.components.chosen import choose
from explorer.components.render import show as draw
from explorer.components.scope import Scope
from explorer.pages import Visit
from graph.networks.chronology import Chronology, chronology
from graph.networks.relations import ACTORS, DOCUMENTS
from graph.views.things import Dated, ThingKind
from ontology.errors import CallError

__all__ = ["show"]

SHOWN = 60
"""Documents on one screen."""


def show(visit: Visit) -> None:
    """Draw the page; the period, kinds, concept, actor and screen are in the address."""
    scope = Scope.read(visit.parameters)
    screen = max(int(text), 1) if (text := visit.parameters.get("screen", ""))[:6].isdecimal() and len(text) < 7 else 1
    draw("timeline_head.html", visit.language)
    choose(visit, "timeline", scope, {"about": (ThingKind.CONCEPT,), "actor": ACTORS})
    draw("timeline_scope.html", visit.language, scope=scope, kinds_offered=DOCUMENTS)
    try:
        found = along(scope, visit.language, screen)
        whole = along(Scope(None, None, scope.kinds, scope.about, scope.actor), visit.language, 1)
    except CallError:
        draw("scope_lost.html", visit.language, page="timeline")
        return
    if not found.total:
        draw("timeline_none.html", visit.language, scope=scope, undated=found.undated, around=whole)
        return
    _draw(visit, scope, screen, found, whole)


@kept
def along(scope: Scope, language: str, screen: int) -> Chronology:
    """One screen of the documents in the scope, the latest first; raises :class:`CallError` for an unknown thing."""
    about = tuple(iri for iri in (scope.about, scope.actor) if iri)
    filters = Scope(scope.first, scope.last, scope.kinds).filters
    offset = (screen - 1) * SHOWN
    return chronology(graph_of_now(), language, filters, about=about, limit=SHOWN, offset=offset)


def _draw(visit: Visit, scope: Scope, screen: int, found: Chronology, whole: Chronology) -> None:
    """The bars are those of all years, so that another one is always at hand; the list is of the period."""
    rest = scope.parameters(without=("first", "last"))

    def lead(first: int, last: int) -> str:
        return visit.href("timeline", **rest, first=str(first), last=str(last))

    series = [[year.counts.get(kind, 0) for year in whole.years] for kind in DOCUMENTS]
    years = [year.year for year in whole.years]
    by_kind = columns(years, series, said_of_documents(visit), lead, stacked=True)
    screens = -(-found.total // SHOWN)
    parameters = scope.parameters()
    earlier = visit.href("timeline", **parameters, screen=str(screen + 1)) if screen < screens else ""
    later = visit.href("timeline", **parameters, screen=str(screen - 1)) if screen > 1 else ""
    draw(
        "timeline.html",
        visit.language,
        columns=by_kind,
        kinds_shown=DOCUMENTS,
        scope=scope,
        found=found,
        groups=[(year, list(each)) for year, each in groupby(found.documents, key=_year)],
        earlier=earlier,
        later=later,
        screen=screen,
        screens=screens,
    )


def _year(document: Dated) -> str:
    return document.date[:4]
