"""GeoJSON is a table whose features bring their points, however its geometry is made."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from graph.workspace import Source
from ingest.records import Actor, Event, Record, Rejection
from ingest.sources import guess_format, source_files
from ingest.sources.table.proposal import propose
from ontology.errors import DataError

POINT = {"type": "Point", "coordinates": [5.7, 45.1, 212.0]}


def read(folder: Path, *features: object, name: str = "a.geojson", **entry: object) -> list[Record | Rejection]:
    (folder / name).write_bytes(msgspec.json.encode({"type": "FeatureCollection", "features": features}))
    (file,) = source_files(msgspec.convert({"path": name, **entry}, Source), folder)
    return list(file.read())


def feature(geometry: object = None, **properties: object) -> object:
    return {"type": "Feature", "geometry": geometry or POINT, "properties": properties}


def test_the_usual_names_need_no_map_and_the_point_comes_along(tmp_path: Path) -> None:
    (found,) = read(tmp_path, feature(nom="La Fabrique", ville="Vif"), record="organisation")
    assert isinstance(found, Actor)
    assert found.coordinates
    assert (found.name, found.location, found.coordinates.latitude) == ("La Fabrique", "Vif", 45.1)


@pytest.mark.parametrize(
    ("place", "field", "wrong"),
    [
        (["x", None], "longitude", "x"),
        ([5.7, "x"], "latitude", "x"),
        (["x", "y"], "latitude", "y"),
        ([5.7], "latitude", ""),
        ("5.7 45.1", "longitude", "5.7 45.1"),
        ([945.1, 5.7], "longitude", "945.1"),
        ([5.7, 945.1], "latitude", "945.1"),
    ],
)
def test_a_point_that_is_none_is_told_by_the_number_that_is_wrong(
    tmp_path: Path, place: object, field: str, wrong: str
) -> None:
    point = {"type": "Point", "coordinates": place}
    told, found = read(tmp_path, feature(point, nom="La Fabrique"), feature(nom="Vif"), record="organisation")[:2]
    assert isinstance(told, Rejection)
    assert isinstance(found, Actor)
    assert (told.place.locator, told.reason.split(" cannot")[0]) == (f"record 1, column “{field}”", f"“{wrong}”")
    assert found.coordinates is None


def test_the_first_bytes_tell_geojson_from_other_json(tmp_path: Path) -> None:
    (found,) = read(tmp_path, feature(titre="Forum", date="2014-03-12"), name="a.json", record="event")
    assert isinstance(found, Event)
    assert found.coordinates
    assert guess_format(tmp_path / "a.json") == "geojson"


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Polygon", "coordinates": [[[5, 45], [6, 45], [6, 46], [5, 45]]]},
        {"type": "Point", "coordinates": []},
        {"type": "Point"},
        {"type": "GeometryCollection", "geometries": [POINT]},
        "POINT(5 45)",
    ],
)
def test_what_is_no_point_gives_the_properties_alone(tmp_path: Path, geometry: object) -> None:
    first, _ = read(tmp_path, feature(geometry, nom="A"), feature(nom="B"), record="organisation")
    assert isinstance(first, Actor)
    assert first.coordinates is None


def test_a_property_that_bears_the_name_of_the_point_gives_way_to_it(tmp_path: Path) -> None:
    (found,) = read(tmp_path, feature(nom="A", latitude="nowhere"), record="organisation")
    assert isinstance(found, Actor)
    assert found.coordinates


@pytest.mark.parametrize("features", [(), (3,), ({"type": "Feature"},), ({"type": "Feature", "properties": None},)])
def test_a_file_without_properties_is_refused_by_name(tmp_path: Path, features: tuple[object, ...]) -> None:
    with pytest.raises(DataError, match=r"a\.geojson"):
        read(tmp_path, *features, record="organisation")


def test_a_mapping_can_be_proposed_for_it(tmp_path: Path) -> None:
    read(tmp_path, *[feature(nom=f"Lieu {n}", ville="Vif") for n in range(5)], record="organisation")
    assert "nom" in repr(propose(tmp_path / "a.geojson"))


def test_the_map_that_is_proposed_can_be_read_with_and_names_a_column_twice(tmp_path: Path) -> None:
    read(tmp_path, *[feature(nom=f"Lieu {n}", ville="Vif") for n in range(5)], record="organisation")
    source = propose(tmp_path / "a.geojson").source("a.geojson")
    assert {"latitude", "longitude"} <= source.map.keys()
    (file,) = source_files(source, tmp_path)
    found = [each for each in file.read() if isinstance(each, Actor)]
    assert [(each.name, each.coordinates.latitude) for each in found if each.coordinates][4:] == [("Lieu 4", 45.1)]
    twice = {"title": "nom", "location": "nom"}
    (event,) = read(tmp_path, feature(nom="Foire de Vif"), record="event", map=twice)
    assert isinstance(event, Event)
    assert event.location == "Foire de Vif"


def test_the_census_of_tiers_lieux_is_read_with_all_its_points(shared_data: Path) -> None:
    folder = shared_data / "organisations"
    found: dict[str, list[tuple[str, object]]] = {}
    for name in ("CGET_TiersLieux_2019.nocontact.geojson", "CGET_TiersLieux_2019.nocontact.csv"):
        source = Source(path=name, record="organisation", map={"name": "NOM_TL", "location": "NOMCOM"})
        (file,) = source_files(source, folder)
        found[name] = [(each.name, each.coordinates) for each in file.read() if isinstance(each, Actor)]
    points, rows = found.values()
    assert len(points) == len(rows) == 1_512
    assert [name for name, _ in points] == [name for name, _ in rows]
    assert sum(point is not None for _, point in points) == 1_512


@pytest.mark.parametrize("name", ["communes-region84", "departements", "epci-isere", "regions"])
def test_the_registers_of_places_are_tables(shared_data: Path, name: str) -> None:
    source = Source(path=f"{name}.json", record="organisation", map={"name": "nom"})
    (file,) = source_files(source, shared_data / "places")
    assert all(isinstance(each, Actor) for each in file.read())
