"""A relationship graph as files that are taken away, each at the address of its view: SVG, HTML, GraphML, GEXF, SPARQL.

What is in the graph is decided by its view; a picture of the screen is made by the browser.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from pyoxigraph import Literal
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from explorer.components import ASSETS
from explorer.components.board import Board, compose
from explorer.components.drawing import Drawing, looks, network_data
from explorer.components.files import vis_network
from explorer.components.kinds import GROUPS, LOOKS
from explorer.components.picture import picture
from explorer.components.presenting import drawing_of
from explorer.components.render import render, shorten
from explorer.components.view import View, decode_places
from explorer.components.viewing import asked_view
from explorer.context import get_context
from explorer.texts import LANGUAGES, Texts, texts
from graph.binding import Bindings, bind, iri
from graph.export import writable
from graph.networks.files import network_xml
from graph.networks.shown import communities_of, importance_of
from graph.sparql import load
from ontology.errors import CallError

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Taken", "routes"]

_MEDIA_TYPES = {
    "svg": "image/svg+xml",
    "html": "text/html; charset=utf-8",
    "graphml": "application/graphml+xml",
    "gexf": "application/gexf+xml",
    "rq": "application/sparql-query",
}


def routes() -> list[BaseRoute]:
    """One route a form; each takes the parameters of the page's own address."""
    return [Route(f"/relations.{extension}", _answer(extension)) for extension in _MEDIA_TYPES]


def _answer(extension: str) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        """The graph that the parameters of the page's own address describe, as a file."""
        taken = Taken.of(dict(request.query_params), str(request.base_url))
        headers = {
            "Content-Disposition": f'attachment; filename="maillage.{extension}"',
            "Cache-Control": "no-cache",
            "Content-Security-Policy": "sandbox allow-scripts",
        }
        return Response(taken.file(extension), media_type=_MEDIA_TYPES[extension], headers=headers)

    return answer


@dataclass(frozen=True)
class Taken:
    """A graph to be taken away, with its drawing; ``address`` opens it in the explorer."""

    t: Texts
    view: View
    board: Board
    drawing: Drawing
    address: str

    @classmethod
    def of(cls, parameters: dict[str, str], base: str) -> Taken:
        """The graph of an address; raises :class:`CallError` for one that names none."""
        view, damaged = asked_view(parameters)
        t = texts(parameters.get("lang", LANGUAGES[0]))
        board = compose(view, t.language)
        if damaged or not board.things:
            raise CallError("the address names no graph", None, "Take it from the page of the graph.")
        told = decode_places(parameters.get("at", ""), board.order, get_context().snapshot().id)
        drawing = drawing_of(t, view, board, told)
        if not drawing.places.keys() >= board.shown.keys() | board.rest.keys():
            laid = drawing_of(t, View(view.steps, layout="hierarchy"), board, {}).places
            drawing = replace(drawing, places={**laid, **drawing.places})
        return cls(t, view, board, drawing, f"{base}relations?{urlencode(parameters)}")

    def file(self, extension: str) -> bytes:
        """The graph in a form."""
        if extension == "svg":
            return picture(self.t, self.drawing, self.title, self.note)
        if extension == "html":
            return self._page()
        if extension == "rq":
            return self.query.encode()
        return network_xml(self.network(with_looks=extension == "gexf"), extension)

    @cached_property
    def title(self) -> str:
        """The things that the graph begins with."""
        begun = [shorten(thing.label, 80) for name, thing in self.board.things.items() if name in self.view.begun_with]
        said = self.t("relations.picture_of")
        return f"{said}{self.t('format.colon')} {', '.join(begun)}" if begun else said

    @cached_property
    def note(self) -> str:
        """Which network and snapshot it shows."""
        context = get_context()
        snapshot = context.snapshot()
        said = self.t("relations.found_in", id=snapshot.id, date=self.t.date(snapshot.manifest.created))
        return f"{context.workspace.settings.network.name(self.t.language)}. {said}"

    @cached_property
    def query(self) -> str:
        """The SPARQL query that gives the graph."""
        things = sorted({*self.board.shown, *self.board.merged})
        relations = sorted({edge.relation for edge in self.board.links})
        bindings: Bindings = {
            "things": [iri(each) for each in things],
            "relations": [iri(each) for each in relations],
            "sure": Literal(self.view.sure / 100),
        }
        return bind(load("explorer.components", "shown"), bindings)

    def network(self, *, with_looks: bool) -> nx.MultiDiGraph[str]:
        """The graph as NetworkX takes it; ``with_looks`` adds places, sizes and colours as GEXF has them."""
        import networkx as nx

        pairs = [self.board.ends(edge) for edge in self.board.links]
        importance = importance_of(list(self.board.shown), pairs)
        communities = communities_of(list(self.board.shown), pairs)
        made: nx.MultiDiGraph[str] = nx.MultiDiGraph(name=writable(self.title))
        for name, thing in self.board.shown.items():
            x, y = self.drawing.places[name]
            known = {"label": writable(thing.label), "kind": thing.kind.value, "note": writable(thing.note)}
            made.add_node(name, **known, importance=importance[name], x=float(x), y=float(y))
            if name in communities:
                made.nodes[name]["community"] = communities[name]
            if name in self.board.years:
                made.nodes[name]["year"] = self.board.years[name]
            if with_looks:
                made.nodes[name]["viz"] = self._looks(name)
        for edge, (source, target) in zip(self.board.links, pairs, strict=True):
            known = {"relation": edge.relation, "label": writable(edge.relation_label)}
            sure = {} if edge.confidence is None else {"confidence": edge.confidence}
            made.add_edge(source, target, **known, evidence=edge.evidence, weight=max(1, edge.evidence), **sure)
        return made

    def _looks(self, name: str) -> dict[str, object]:
        x, y = self.drawing.places[name]
        group = self.drawing.groups.get(name)
        colour = LOOKS[self.board.shown[name].kind].light if group is None else GROUPS[group % len(GROUPS)]["light"]
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        return {
            "position": {"x": float(x), "y": float(-y), "z": 0.0},
            "size": 10 + 20 * self.drawing.sizes.get(name, 0.0),
            "color": {"r": red, "g": green, "b": blue, "a": 1.0},
        }

    def _page(self) -> bytes:
        nodes, edges = network_data(self.t, self.drawing)
        guides = [guide.data() for guide in self.drawing.guides]
        given = {"nodes": nodes, "edges": edges, "looks": looks(self.t), "guides": guides, "selected": ""}
        described = self.t(
            "relations.described",
            things=self.t("count.things", count=len(self.board.shown)),
            links=self.t("count.links", count=len(self.board.links)),
        )
        page = render(
            "relations_alone.html",
            self.t.language,
            title=self.title,
            note=self.note,
            address=self.address,
            described=described,
            board=self.board,
            style=_text("alone.css"),
            given=_harmless(given),
            library=vis_network().read_text(encoding="utf-8"),
            script=_text("drawing.js") + _text("alone.js"),
        )
        return page.encode()


def _text(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")


def _harmless(given: object) -> str:
    r"""JSON that no label can end or open anything in.

    >>> _harmless("</script>")
    '"\\u003c/script\\u003e"'
    """
    said = json.dumps(given, ensure_ascii=False)
    return said.translate({ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})
