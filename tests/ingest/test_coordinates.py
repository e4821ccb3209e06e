"""Where things are: from a source's point to statements that hold, once for a thing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from graph.workspace import Workspace
from ingest.build import build

SETTINGS = """[network]
base_iri = "https://example.org/r/"
[[sources]]
path = "lieux.csv"
record = "organisation"
[[sources]]
path = "agenda.csv"
record = "event"
[[sources]]
path = "agenda2.csv"
record = "event"
"""
FILES = {
    "lieux.csv": "nom,lat,long\nFabrique,45.1885,5.7245\n",
    "agenda.csv": "titre,date,lat,long\nForum,2013-05-13,48.5,-1.505602\n",
    "agenda2.csv": "titre,date,lat,long\nForum,2013-05-13,48.1,-1.6\n",
}
POINTS = """SELECT ?label ?latitude ?longitude {
  ?thing rdfs:label ?label ; schema:geo [ a schema:GeoCoordinates ; schema:latitude ?latitude ;
    schema:longitude ?longitude ] } ORDER BY ?label"""


def test_points_reach_the_graph_once_a_thing_and_break_no_shape(make_workspace: Callable[..., Path]) -> None:
    report = build(Workspace.open(make_workspace(SETTINGS, FILES)))
    assert report.validation
    assert report.validation.conforms
    rows = [
        [str(getattr(row[name], "value", "")) for name in ("label", "latitude", "longitude")]
        for row in report.snapshot.store().select(POINTS)
    ]
    assert rows == [["Fabrique", "45.1885", "5.7245"], ["Forum", "48.5", "-1.505602"]]
