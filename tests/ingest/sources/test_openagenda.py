"""Events of OpenAgenda, in each of the forms in which they are published."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from graph.workspace import Source
from ingest.records import Event, Rejection
from ingest.sources import guess_format, openagenda
from ontology.errors import DataError

API = {
    "uid": 7,
    "title": {"fr": "Forum", "en": "Fair"},
    "description": {"fr": "Les tiers-lieux", "en": "Third places"},
    "firstTiming": {"begin": "2024-05-13T09:00:00+02:00", "end": "2024-05-13T12:00:00+02:00"},
    "lastTiming": {"begin": "2024-05-14T09:00:00+02:00", "end": "2024-05-14T18:00:00+02:00"},
    "originAgenda": {"uid": 1, "title": "Agenda"},
    "location": {"name": "La Fabrique", "address": "La Fabrique, 3 rue Haute", "latitude": 45.1, "longitude": 5.7},
}
PORTAL = {
    "uid": "8",
    "title_fr": "Forum",
    "longdescription_fr": "<p>Les <b>tiers-lieux</b></p>",
    "keywords_fr": ["RSE"],
    "firstdate_begin": "2024-05-13T07:00:00+00:00",
    "lastdate_end": "2024-05-13T10:00:00+00:00",
    "location_name": "La Fabrique",
    "location_city": "Vif",
    "location_coordinates": {"lon": 5.7, "lat": 45.1},
    "originagenda_title": "Agenda",
}


def read(folder: Path, content: object, language: str = "") -> list[Event | Rejection]:
    path = folder / "agenda.json"
    path.write_bytes(content if isinstance(content, bytes) else msgspec.json.encode(content))
    return list(openagenda.read(path, Source(path=path.name, language=language)))


def event(folder: Path, content: object, language: str = "") -> Event:
    (found,) = read(folder, content, language)
    assert isinstance(found, Event)
    return found


def test_the_answer_of_the_api_gives_dates_place_and_agenda(tmp_path: Path) -> None:
    found = event(tmp_path, {"events": [API]})
    assert found.start
    assert found.end
    assert found.coordinates
    assert (found.start.day, found.end.day, found.location) == ("2024-05-13", "2024-05-14", "La Fabrique, 3 rue Haute")
    assert [each.name for each in found.actors] == ["Agenda"]
    assert guess_format(tmp_path / "agenda.json") == "openagenda"


@pytest.mark.parametrize("begin", ["begin", "start"])
def test_an_event_that_only_lists_its_times_begins_with_the_first_and_ends_with_the_last(
    tmp_path: Path, begin: str
) -> None:
    days = [
        ("2024-05-13T09:00:00+02:00", "2024-05-13T12:00:00+02:00"),
        ("2024-05-14T09:00:00Z", "2024-05-14T18:00:00Z"),
    ]
    item = {key: value for key, value in API.items() if not key.endswith("Timing")}
    found = event(tmp_path, {"events": [item | {"timings": [{begin: one, "end": other} for one, other in days]}]})
    assert found.start
    assert found.end
    assert (found.start.value, found.end.value) == ("2024-05-13T09:00:00+02:00", "2024-05-14T18:00:00Z")


def test_the_language_of_the_source_is_taken_where_the_event_has_it(tmp_path: Path) -> None:
    found = event(tmp_path, {"events": [API]}, "en")
    assert found.title
    assert (found.title.value, found.title.language) == ("Fair", "en")


def test_the_export_of_a_portal_is_read_without_its_tags(tmp_path: Path) -> None:
    found = event(tmp_path, [PORTAL])
    assert found.description
    assert found.coordinates
    assert (found.description.value, found.location) == ("Les tiers-lieux", "La Fabrique, Vif")
    assert (found.coordinates.latitude, [each.value for each in found.keywords]) == (45.1, ["RSE"])
    assert guess_format(tmp_path / "agenda.json") == "openagenda"


@pytest.mark.parametrize(
    "member", ["location", "title", "firstTiming", "keywords", "originAgenda", "uid", "lastTiming"]
)
@pytest.mark.parametrize("value", [None, 3, [], [[1]], {"fr": {"fr": 1}}, "x" * 200, {"begin": "31/02/2024"}, True])
def test_a_member_that_is_not_what_it_should_be_costs_no_more_than_itself(
    tmp_path: Path, member: str, value: object
) -> None:
    assert read(tmp_path, {"events": [{**API, member: value}]})


@pytest.mark.parametrize("content", [b"", b"[", b"[]", b"{", b'{"events": [}'])
def test_what_holds_no_event_is_told(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(DataError, match=r"agenda\.json"):
        read(tmp_path, content)


def test_the_real_agenda_of_paris_is_read_whole(shared_data: Path) -> None:
    path = shared_data / "events" / "paris-evenements-openagenda-100.json"
    assert guess_format(path) == "openagenda"
    found = list(openagenda.read(path, Source(path=path.name)))
    assert all(isinstance(each, Event) and each.start and each.coordinates and each.location for each in found)
    assert len({each.key for each in found if isinstance(each, Event)}) == len(found) == 100


@pytest.mark.parametrize(("number", "status"), [(1, ""), (2, ""), (3, ""), (4, "postponed"), (5, ""), (6, "cancelled")])
def test_an_event_moved_online_takes_place_and_one_postponed_or_cancelled_does_not(
    tmp_path: Path, number: int, status: str
) -> None:
    assert event(tmp_path, [{**API, "status": number}]).status == status


@pytest.mark.parametrize("missing", [None, ""])
def test_a_title_that_is_empty_in_one_language_is_taken_from_another(tmp_path: Path, missing: str | None) -> None:
    found = event(tmp_path, [{**API, "title": {"fr": missing, "en": "Fair"}}])
    assert found.title
    assert (found.title.value, found.title.language) == ("Fair", "en")
