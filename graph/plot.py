"""Plots for notebooks, drawn by Altair: a table as bars or along the years, a network as dots and lines.

They are handed over as Vega-Lite, which notebooks draw by themselves, so that nothing is fetched from outside. The
explorer draws its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from ontology.errors import CallError

if TYPE_CHECKING:
    import altair as alt
    import networkx as nx
    import pandas as pd

    Chart: TypeAlias = alt.Chart | alt.LayerChart | alt.FacetChart

__all__ = ["Plot", "plot"]

MOST = 300
"""Nodes: a larger network is shown by its best tied ones."""
_LANGUAGE = "https://vega.github.io/schema/vega-lite/v5.json"
_MEDIA_TYPE = "application/vnd.vegalite.v5+json"


class Plot:
    """A chart that a notebook draws; ``chart`` is that of Altair, to be changed or saved."""

    def __init__(self, chart: Chart) -> None:
        self.chart = chart

    def to_dict(self) -> dict[str, Any]:
        """The chart in Vega-Lite, in the version that notebooks know."""
        return {**self.chart.to_dict(), "$schema": _LANGUAGE}

    def __repr__(self) -> str:
        return "Plot"

    def _repr_mimebundle_(self, **_: object) -> dict[str, object]:
        return {_MEDIA_TYPE: self.to_dict(), "text/plain": repr(self)}


def plot(what: pd.DataFrame | nx.Graph[str], x: str = "", y: str = "", title: str = "") -> Plot:
    """A chart of a table or of a network.

    Of a table, ``x`` is the column along the page (default: ``year``, else the first of texts) and ``y`` the one that
    is measured (default: the first of numbers). Raises :class:`CallError` when the table has no such column, or when
    it is neither a table nor a network.
    """
    import networkx as nx
    import pandas as pd

    if isinstance(what, pd.DataFrame):
        return Plot(_table(what, x, y, title))
    if not isinstance(what, nx.Graph):
        raise CallError(
            f"a {type(what).__name__} is neither a table nor a network",
            None,
            "Give what a method of the graph returned.",
        )
    return Plot(_network(what, title))


def _table(rows: pd.DataFrame, x: str, y: str, title: str) -> Chart:
    import altair as alt
    import pandas as pd

    numbers = [str(name) for name in rows.select_dtypes("number").columns if name != "year"]
    texts = [str(name) for name in rows.columns if str(name) not in numbers and name != "iri"]
    along = x or ("year" if "year" in rows.columns else next(iter(texts), ""))
    measured = y or next(iter(numbers), "")
    for name in (along, measured):
        if name not in rows.columns:
            raise CallError(
                f"the table has no column “{name}” to plot", None, f"Use one of: {', '.join(rows.columns)}."
            )
    if along == "year":
        rows = rows.assign(year=pd.to_numeric(rows["year"], errors="coerce")).dropna(subset="year")
    chart = alt.Chart(rows, title=title or rows.attrs.get("sentence", ""))
    if along == "year":
        years = alt.X("year:Q", axis=alt.Axis(format="d", tickMinStep=1), scale=alt.Scale(zero=False))
        curve: Chart = chart.mark_line(point=True).encode(years, alt.Y(f"{measured}:Q"))
        return curve
    bars: Chart = chart.mark_bar().encode(
        alt.X(f"{measured}:Q"), alt.Y(f"{along}:N", sort=None), tooltip=[f"{name}:N" for name in texts]
    )
    return bars


def _network(graph: nx.Graph[str], title: str) -> Chart:
    import altair as alt
    import networkx as nx
    import pandas as pd

    strength = dict(graph.degree(weight="weight"))
    best = sorted(graph, key=lambda iri: (-strength[iri], iri))[:MOST]
    shown = graph.subgraph(best)
    places = nx.spring_layout(shown, seed=1, weight="weight")
    spots = [
        {"x": places[iri][0], "y": places[iri][1], "strength": strength[iri]}
        | {name: shown.nodes[iri].get(name, "") for name in ("label", "kind")}
        for iri in best
    ]
    lines = [
        {"x": places[one][0], "y": places[one][1], "x2": places[two][0], "y2": places[two][1], "weight": data["weight"]}
        for one, two, data in shown.edges(data=True)
    ]
    axes = {"x": alt.X("x:Q", axis=None), "y": alt.Y("y:Q", axis=None)}
    ties = alt.Chart(pd.DataFrame(lines, columns=["x", "y", "x2", "y2", "weight"])).mark_rule(opacity=0.3)
    dots = alt.Chart(pd.DataFrame(spots, columns=["x", "y", "strength", "label", "kind"]))
    return alt.layer(
        ties.encode(**axes, x2="x2:Q", y2="y2:Q", strokeWidth=alt.StrokeWidth("weight:Q", legend=None)),
        dots.mark_circle().encode(
            **axes, size=alt.Size("strength:Q", legend=None), color="kind:N", tooltip=["label:N"]
        ),
        dots.mark_text(dy=-10, fontSize=9).encode(**axes, text="label:N"),
        title=title or str(graph.graph.get("name", "")),
    )
