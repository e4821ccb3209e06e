"""The map as HTML: its spots and their table, its net and outlines, any address."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote

import pytest

from explorer.components.atlas import WIDTH, box_of, closer, moved, sheet, word
from explorer.pages.map import counted
from explorer.texts import texts
from graph.networks.places import Box, Places, Spot
from graph.views.things import Thing, ThingKind
from tests.explorer.pages.fictional import BASE, HOSTILE
from tests.explorer.pages.test_pages import open_page

WATER = f"{BASE}concept/eau"
STRANGE = ["nonsense", "1,2,3,4,5", "nan,nan,nan,nan", "inf,1,2,3", "9,1,2,3", HOSTILE, "1," * 9_000]
HERE = Thing(f"{BASE}organisation/ici", "Ici", ThingKind.ORGANISATION)
FRANCE = Places(Box(-5.0, 41.0, 9.5, 51.5), (), (), 0, 0, {})


@pytest.mark.usefixtures("lakes")
def test_going_closer_from_view_to_view_never_leaves_all_places() -> None:
    html = unescape(open_page("map"))
    for _ in range(12):
        box = unquote(re.findall(r"box=([^&\"]+)", html.split("Plus près")[0])[-1])
        html = unescape(open_page("map", box=box))
        assert "Rien dans cette vue" not in html
        assert 'id="map-things"' in html


@pytest.mark.parametrize("middle", [(2.25, 46.5), (3.0, 47.0)])
def test_the_closer_view_stays_in_the_middle_where_a_place_is_there(middle: tuple[float, float]) -> None:
    assert closer(_view((9.4, 51.4), middle)) == pytest.approx(moved(FRANCE.box, zoom=0.5))
    assert closer(FRANCE) == pytest.approx(moved(FRANCE.box, zoom=0.5))


@pytest.mark.parametrize("nearest", [(6.5, 44.0), (9.4, 51.4), (-5.0, 46.5)])
def test_the_closer_view_goes_to_the_nearest_place_where_none_is_in_the_middle(nearest: tuple[float, float]) -> None:
    box = closer(_view((-5.0, 41.0), nearest))
    assert box.east - box.west == pytest.approx((FRANCE.box.east - FRANCE.box.west) / 2)
    assert box.west < nearest[0] < box.east
    assert box.south < nearest[1] < box.north


def _view(*places: tuple[float, float]) -> Places:
    spots = [Spot(latitude, longitude, {ThingKind.ORGANISATION: 1}, FRANCE.box, HERE) for longitude, latitude in places]
    return Places(FRANCE.box, tuple(spots), (), len(spots), 0, {})


@pytest.mark.usefixtures("lakes")
def test_the_map_counts_things_and_holds_them_in_a_table_too() -> None:
    html = unescape(open_page("map"))
    assert "13 choses" in html
    assert 'id="map-things"' in html
    assert html.split('id="map-things"')[1].count("<tr>") == 14
    assert "Très long nom" not in html


@pytest.mark.usefixtures("lakes")
def test_a_spot_leads_closer_and_a_thing_alone_to_its_page() -> None:
    html = unescape(open_page("map"))
    closer = re.search(r'class="ml-many" data-in="#places" href="[^"]*box=([^"&]+)', html)
    assert closer
    assert box_of(unquote(closer[1]))
    assert 'class="ml-one" data-in href="/fiche?iri=' in html


@pytest.mark.usefixtures("lakes")
def test_the_map_keeps_to_a_kind_a_concept_and_a_period() -> None:
    assert "12 organisations" in open_page("map", kinds="organisation")
    assert "1 événement" in open_page("map", kinds="event")
    assert "Rien dans cette vue" in open_page("map", first="1900", last="1901")
    assert "ne connaît pas" in open_page("map", about=f"{BASE}nothing")


@pytest.mark.usefixtures("lakes")
@pytest.mark.parametrize("box", STRANGE)
def test_a_view_that_cannot_be_read_shows_everything(box: str) -> None:
    html = open_page("map", box=box)
    assert "13 choses" in html
    assert "<script>" not in html


@pytest.mark.parametrize(
    ("language", "counts", "said"),
    [
        ("fr", [{ThingKind.EVENT: 2}, {ThingKind.EVENT: 1}], "3 événements"),
        ("en", [{ThingKind.EVENT: 1}], "1 event"),
        ("fr", [{ThingKind.EVENT: 2, ThingKind.PERSON: 1}, {ThingKind.EVENT: 1_000}], "1\u202f003 choses"),
        ("en", [], "0 things"),
    ],
)
def test_a_number_on_the_map_says_what_it_counts(language: str, counts: list[dict[ThingKind, int]], said: str) -> None:
    assert counted(texts(language), [Spot(45.0, 5.0, each, FRANCE.box, HERE) for each in counts]) == said


@pytest.mark.parametrize(
    ("longitude", "latitude", "countries"),
    [
        (2.35, 48.85, 1),
        (5.72, 45.19, 1),
        (37.6, 55.75, 1),
        (-4.0, 45.0, 0),
        (5.0, 41.5, 0),
        (50.5, 42.0, 0),
        (34, 43, 0),
    ],
    ids=["Paris", "Grenoble", "Moscow", "the Atlantic", "the Mediterranean", "the Caspian", "the Black Sea"],
)
def test_what_is_land_is_drawn_as_land_and_the_sea_is_not(longitude: float, latitude: float, countries: int) -> None:
    box = Box(longitude - 0.02, latitude - 0.01, longitude + 0.02, latitude + 0.01)
    assert sheet(Places(box, (), (), 0, 0, {})).land.count("Z") == countries


def test_a_country_has_its_outlines_and_a_town_only_those_near() -> None:
    country = sheet(FRANCE)
    assert country.land.startswith("M")
    assert len(country.meridians) >= 2
    assert len(country.parallels) >= 2
    assert all(-100 <= float(x) <= 1100 for x in re.findall(r"[ML](-?[\d.]+) ", country.land))
    town = sheet(Places(Box(5.70, 45.17, 5.74, 45.20), (), (), 0, 0, {}))
    assert len(town.land) < len(country.land) / 10


def test_the_scale_is_a_round_number_of_kilometres() -> None:
    drawn = sheet(FRANCE)
    assert drawn.kilometres == 200
    assert 0.1 * WIDTH < drawn.scale <= 0.2 * WIDTH
    assert sheet(Places(Box(5.7, 45.17, 5.702, 45.171), (), (), 0, 0, {})).kilometres < 1


def test_moving_a_view_there_and_back_and_closer_and_farther_changes_nothing() -> None:
    box = FRANCE.box
    assert moved(moved(box, east=0.5), east=-0.5) == pytest.approx(box)
    assert moved(moved(box, zoom=0.5), zoom=2.0) == pytest.approx(box)
    assert box_of(word(box)) == box


def test_a_name_is_written_where_it_hides_no_other_and_not_outside_the_map() -> None:
    crowd = [(-4.5, 46.6), (9.2, 46.6), (2.0, 46.6), (2.3, 46.6), (2.6, 46.7), (2.0, 50.9)]
    sides = [{name.size: name.side for name in mark.names} for mark in sheet(_view(*crowd)).marks]
    assert sides[0]["large"] == "right"
    assert sides[1]["large"] == "left"
    assert sides[3]["small"] in {"above", "below"}
    assert sides[5]["large"] == "right"


@pytest.mark.usefixtures("lakes")
def test_the_scale_is_below_the_map_and_hides_no_place() -> None:
    html = unescape(open_page("map"))
    assert "ml-scale" not in html.split('class="ml-map"')[1].split("</ul>")[0]
