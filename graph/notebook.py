"""The graph for researchers: questions as tables, networks as NetworkX, things as rdflib, and plots.

``graph.open`` makes it. Pages and commands have their own ways; heavy libraries are loaded when first used.
"""

from __future__ import annotations

import warnings
from collections.abc import Collection
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, overload

from graph.binding import iri as term
from graph.called import called
from graph.home import Home
from graph.questions import Question, get_question, questions
from graph.store import Store
from graph.tables import frame, names, rdflib_graph, table
from graph.views.things import ThingKind
from graph.waiting import say
from graph.workspace import Workspace
from ontology.errors import CallError, Place
from ontology.namespaces import expand

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    from rdflib import Graph as RdflibGraph

    from graph.networks.filters import Filters
    from graph.networks.indexed import IndexedGraph
    from graph.networks.paths import Path as PathBetween
    from graph.networks.projections import Projection
    from graph.plot import Plot
    from graph.search import LabelIndex

__all__ = ["OpenGraph", "Time", "open_graph"]

_STOPS = {
    "fr": "{question} : la réponse s’arrête à {most} lignes, et peut en avoir d’autres. Demandez-en plus par limit=…",
    "en": "{question}: the answer stops at {most} rows, and may have more. Ask for more with limit=…",
}
_BETWEEN = tuple(kind for kind in ThingKind if kind is not ThingKind.OTHER)
Time: TypeAlias = "tuple[int | None, int | None] | OpenGraph"
"""A period, or a graph as it was."""


def open_graph(place: str | Path | Workspace, language: str = "fr", snapshot: str = "") -> OpenGraph:
    """The published graph of a workspace, of the folder that holds one, or of a SPARQL endpoint.

    ``snapshot`` is the id, or its beginning, of one that the workspace keeps: else the current one. That a server is
    waited for is said on standard error, on opening and at each question. Raises :class:`CallError` when there is no
    workspace there, no such snapshot, or nothing published in it, and :class:`ServerError` for a server that cannot be
    reached, or says nothing for a minute.
    """
    if isinstance(place, str) and place.startswith(("http://", "https://")):
        from graph.networks.indexed import IndexedGraph
        from graph.publication import on_server

        return OpenGraph(IndexedGraph(on_server(place, say)), None, language)
    workspace = place if isinstance(place, Workspace) else Workspace.open(Path(place))
    chosen = workspace.snapshots.get(snapshot) if snapshot else workspace.snapshots.current()
    if chosen is None:
        raise CallError("nothing is published yet", Place(str(workspace.root)), "Run `maillage build` first.")
    from graph.networks.indexed import indexed

    return OpenGraph(indexed(chosen, Home() if snapshot else workspace.home.telling(say)), chosen.labels(), language)


class OpenGraph:
    """A graph to be asked. Things are named by their IRI, by ``prefix:name``, or by their label."""

    def __init__(self, graph: IndexedGraph, labels: LabelIndex | None, language: str) -> None:
        self.graph = graph
        self.language = language
        self._labels = labels

    @property
    def store(self) -> Store:
        """The store beneath, for whatever is not here."""
        return self.graph.store

    @cached_property
    def questions(self) -> pd.DataFrame:
        """The named questions: name, sentence and parameters with an example of this graph, or “…”."""
        import pandas as pd

        from graph.examples import Examples

        known = Examples(self.store, self._labels) if self._labels else None

        def parameters(question: Question) -> str:
            given = known.of(question) if known else {}
            return ", ".join(f"{each.name}={given.get(each.name, '…')}" for each in question.parameters)

        rows = [
            {
                "name": name,
                "question": question.sentence(self.language),
                "parameters": parameters(question),
            }
            for name, question in questions().items()
        ]
        return pd.DataFrame(rows)

    def ask(self, question: str, **values: str | int) -> pd.DataFrame:
        """The answer to a named question, or its first ``limit`` rows (100 where it is not said).

        That it stops there is said by a warning, and by ``.attrs["limit"]``. Raises :class:`CallError` for a wrong
        name, parameter or thing.
        """
        asked = get_question(question)
        kinds = {each.name: each.kinds for each in asked.parameters if each.kinds}
        given = {name: self.iri(str(value), kinds[name]) if name in kinds else value for name, value in values.items()}
        found = table(asked.run(self.store, **{"language": self.language, **given}))
        if len(found) >= (most := asked.rows(given)):
            found.attrs["limit"] = most
            warnings.warn(_STOPS[self.language].format(question=question, most=most), stacklevel=2)
        return found

    def query(self, sparql: str) -> pd.DataFrame:
        """The answer to a SPARQL query; of a CONSTRUCT or DESCRIBE, its triples. Raises :class:`QueryError`."""
        return table(self.store.query(sparql))

    def iri(self, name: str, kinds: Collection[ThingKind] = ()) -> str:
        """The IRI of a thing from its IRI, ``prefix:name`` or label.

        Of a label that nothing has to the letter, a warning says what is taken for it; see :func:`graph.called.called`.
        Raises :class:`CallError` when nothing is called so, or several things are.
        """
        if ":" in name and " " not in name:
            return expand(name)
        return called(name, tuple(kinds), self._labels, self.store, self.language)

    def network(self, name: str = "actors", *, limit: int | None = None, **filters: Any) -> nx.Graph[str]:
        """A declared network, or its ``limit`` heaviest ties, with names, weights and documents.

        ``filters`` are those of :class:`graph.networks.filters.Filters`: ``first``, ``last``, ``kinds``, ``about``,
        ``confidence``.
        """
        from graph.networks.network import networkx_graph

        return networkx_graph(
            self.graph.projection(name, self._filters(filters)), self.store, self.language, _rows(limit)
        )

    def rank(self, network: str = "actors", measure: str = "pagerank", limit: int = 20, **filters: Any) -> pd.DataFrame:
        """The things of a network by a measure, the highest first; what it means is in ``.attrs["sentence"]``."""
        from graph.networks.measures import rank

        projection = self.graph.projection(network, self._filters(filters))
        found = rank(projection, self.store, measure, self.language, _rows(limit))
        rows = [{"thing": each.thing, measure: each.value} for each in found.scores]
        return frame(rows, ("thing", measure, "kind", "iri"), found.sentence)

    def network_file(self, extension: str, network: str = "actors", limit: int | None = None, **filters: Any) -> bytes:
        """A network as a GraphML, GEXF or CSV file; see :func:`graph.networks.files.network_file`."""
        from graph.networks.files import network_file

        projection = self.graph.projection(network, self._filters(filters))
        return network_file(projection, self.store, extension, self.language, _rows(limit))

    def communities(self, network: str = "actors", **filters: Any) -> pd.DataFrame:
        """The communities of a network: name, size and best tied members."""
        from graph.networks.communities import communities

        found = communities(self.graph.projection(network, self._filters(filters)), self.store, self.language)
        rows = [{"name": each.name, "size": each.size, "members": names(each.members)} for each in found.communities]
        return frame(rows, ("name", "size", "members"), found.sentence)

    def brokers(self, network: str = "actors", limit: int = 20, **filters: Any) -> pd.DataFrame:
        """Those whose ties are spread over several communities, and how evenly (0: all in one, near 1: over many)."""
        from graph.networks.communities import brokers
        from graph.networks.meanings import meaning

        projection = self.graph.projection(network, self._filters(filters))
        found = brokers(projection, self.store, self.language, limit=_rows(limit))
        rows = [
            {"thing": each.thing, "participation": each.participation, "communities": len(each.shares)}
            for each in found
        ]
        columns = ("thing", "participation", "communities", "kind", "iri")
        return frame(rows, columns, meaning("brokers").sentences[self.language])

    def trend(self, concept: str, **filters: Any) -> pd.DataFrame:
        """A concept year by year: how many documents are about it, of how many; the test is in ``.attrs``."""
        from graph.networks.meanings import meaning
        from graph.networks.trends import trend

        iri = self.iri(concept, [ThingKind.CONCEPT])
        found = trend(self.graph.index, self.store, iri, self.language, self._filters(filters))
        along = zip(found.years, found.counts, found.totals, strict=True)
        rows = [{"year": year, "documents": count, "of": total} for year, count, total in along]
        made = frame(rows, ("year", "documents", "of"), meaning("trends").sentences[self.language])
        made.attrs |= {"direction": found.direction.value, "slope": found.slope, "p": found.p}
        return made

    def trends(self, limit: int = 20, **filters: Any) -> pd.DataFrame:
        """The concepts that rise or fall most surely; ``slope`` is the change of their share (0 to 1) a year."""
        from graph.networks.meanings import meaning
        from graph.networks.trends import trends

        found = trends(self.graph.index, self.store, self.language, self._filters(filters), _rows(limit))
        rows = [
            {
                "thing": each.thing,
                "direction": each.direction.value,
                "slope": each.slope,
                "q": each.q,
                "documents": sum(each.counts),
            }
            for each in found
        ]
        columns = ("thing", "kind", "iri", "direction", "slope", "q", "documents")
        return frame(rows, columns, meaning("trends").sentences[self.language])

    def change(
        self, before: Time, after: Time = (None, None), network: str = "actors", limit: int = 20, **filters: Any
    ) -> pd.DataFrame:
        """The ties of a network that changed most from one time to another; what came and went is in ``.attrs``.

        A time is a pair of years (both included, either ``None``), or an :class:`OpenGraph` of another snapshot.
        """
        from graph.networks.change import change

        earlier, later = (self._at(time, network, filters) for time in (before, after))
        found = change(earlier, later, self.store, self.language, _rows(limit))
        rows = [
            {"one": tie.source.label, "other": tie.target.label, "before": tie.before, "after": tie.after}
            for tie in found.ties
        ]
        made = frame(rows, ("one", "other", "before", "after"), found.sentence)
        counts = ("nodes_before", "nodes_after", "ties_before", "ties_after", "gained", "lost")
        made.attrs |= {name: getattr(found, name) for name in counts}
        return made

    def _at(self, time: Time, network: str, filters: dict[str, Any]) -> Projection:
        graph, period = (time, {}) if isinstance(time, OpenGraph) else (self, {"first": time[0], "last": time[1]})
        return graph.graph.projection(network, self._filters(filters | period))

    def best_paths(
        self, start: str, end: str, limit: int = 5, through: Collection[str] = (), **filters: Any
    ) -> tuple[PathBetween, ...]:
        """The best paths between two things.

        ``through``: the kinds of thing that may stand between, such as ``event`` or ``person``; empty means all.
        """
        from graph.networks.asked import kinds_of
        from graph.networks.paths import best_paths

        ends = self.iri(start), self.iri(end)
        kinds, kept = kinds_of(through, _BETWEEN), self._filters(filters)
        return best_paths(self.graph, *ends, self.language, limit=_rows(limit), kinds=kinds, filters=kept)

    def paths(
        self, start: str, end: str, limit: int = 5, through: Collection[str] = (), **filters: Any
    ) -> pd.DataFrame:
        """The same as a table: a hop a row, with the words that explain it and the IRIs.

        A relation that is read backwards has the IRI of the one that is stated.
        """
        rows = [
            {
                "path": number,
                "cost": path.cost,
                "from": hop.source.label,
                "relation": hop.label,
                "to": hop.target.label,
                "quote": hop.quote,
                "from_iri": hop.source.iri,
                "relation_iri": hop.relation,
                "to_iri": hop.target.iri,
            }
            for number, path in enumerate(self.best_paths(start, end, limit, through, **filters), 1)
            for hop in path.hops
        ]
        return frame(rows, ("path", "cost", "from", "relation", "to", "quote", "from_iri", "relation_iri", "to_iri"))

    def close(self, thing: str, limit: int = 10) -> pd.DataFrame:
        """What is closest to a document, an actor or a concept, and what is shared."""
        from graph.networks.meanings import meaning
        from graph.networks.similarity import close_things

        found = close_things(self.graph, self.iri(thing), self.language, _rows(limit))
        rows = [{"thing": each.thing, "score": each.score, "shared": names(each.shared)} for each in found]
        return frame(rows, ("thing", "score", "shared", "kind", "iri"), meaning("likeness").sentences[self.language])

    def speakers(self, concept: str, limit: int = 10) -> pd.DataFrame:
        """Who could talk about a concept, and why."""
        from graph.networks.meanings import meaning
        from graph.networks.suggestion import who_could_talk

        found = who_could_talk(self.graph, self.iri(concept, [ThingKind.CONCEPT]), self.language, _rows(limit))
        rows = [
            {
                "thing": each.thing,
                "score": each.score,
                "direct": each.direct,
                "documents": names(each.documents),
                "near": " ; ".join(f"{thing.label} ({count})" for thing, count in each.near),
            }
            for each in found
        ]
        columns = ("thing", "score", "direct", "documents", "near", "kind", "iri")
        return frame(rows, columns, meaning("who-could-talk").sentences[self.language])

    def rdflib(self, *things: str) -> RdflibGraph:
        """What is said of and to these things, as an rdflib graph; without any, the whole graph."""
        return rdflib_graph(self.store, [term(self.iri(each)) for each in things])

    def plot(self, what: pd.DataFrame | nx.Graph[str], x: str = "", y: str = "", title: str = "") -> Plot:
        """A table as bars or as a curve along the years, a network as a drawing; see :func:`graph.plot.plot`."""
        from graph.plot import plot

        return plot(what, x, y, title)

    def _filters(self, given: dict[str, Any]) -> Filters:
        from graph.networks.asked import filters_of

        return filters_of(given, lambda name: self.iri(name, [ThingKind.CONCEPT]))


@overload
def _rows(limit: int) -> int: ...
@overload
def _rows(limit: None) -> None: ...
def _rows(limit: int | None) -> int | None:
    from graph.networks.asked import rows_of

    return None if limit is None else rows_of(limit)
