"""Events of OpenAgenda, in each of the forms in which they are published."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from graph.workspace import Source
from ingest.records import Event, Rejection
from ingest.sources import guess_format, openagenda
from ingest.sources.timings import MOST_TIMES
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


WEEKLY = ["2024-05-13 18:00 20:00", "2024-05-20 18:00 20:00", "2024-05-27 19:00 20:00"]


@pytest.mark.parametrize(
    ("times", "told"),
    [
        (WEEKLY[:1], {"7": ("2024-05-13T18:00:00+02:00", "2024-05-13T20:00:00+02:00")}),
        (WEEKLY[::-1], {f"7#{each[:10]}": tuple(f"{each[:10]}T{hour}:00+02:00" for hour in each.split()[1:])
                        for each in WEEKLY}),
        (["2024-05-31 09:00 17:00", "2024-06-02 09:00 17:00", "2024-06-01 09:00 17:00"],
         {"7": ("2024-05-31T09:00:00+02:00", "2024-06-02T17:00:00+02:00")}),
        (["2024-05-13 14:00 18:00", "2024-05-13 09:00 12:00", "2024-05-14 09:00 18:00"],
         {"7": ("2024-05-13T09:00:00+02:00", "2024-05-14T18:00:00+02:00")}),
        (["2024-05-31 22:00 05:30"], {"7": ("2024-05-31T22:00:00+02:00", "2024-06-01T05:30:00+02:00")}),
        (["2024-05-31 19:00 20:00", "2024-06-06 11:00 12:00"],
         {"7": ("2024-05-31T19:00:00+02:00", "2024-06-06T12:00:00+02:00")}),
        (["2024-05-31 19:00 20:00", "2024-06-01 11:00 12:00", "2024-06-08 11:00 12:00"],
         {"7#2024-05-31": ("2024-05-31T19:00:00+02:00", "2024-06-01T12:00:00+02:00"),
          "7#2024-06-08": ("2024-06-08T11:00:00+02:00", "2024-06-08T12:00:00+02:00")}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["api", "once", "portal", "older"])
def test_an_event_takes_place_each_week_and_once_on_days_that_are_less_than_a_week_apart(
    tmp_path: Path, times: list[str], told: dict[str, tuple[str, str]], form: str
) -> None:
    zone = "" if form == "older" else "+02:00"
    begin = "start" if form == "once" else "begin"
    parts = [each.split() for each in times]
    listed = [{begin: f"{day}T{first}:00{zone}", "end": f"{day}T{last}:00{zone}"} for day, first, last in parts]
    members: dict[str, object] = {"timings": listed}
    if form == "portal":
        members = {"timings": msgspec.json.encode(listed).decode()}
    elif form == "older":
        members = {"timetable": ";".join(" ".join(each.values()) for each in listed)}
    found = read(tmp_path, {"events": [API | members]})
    assert {
        each.identifiers[0].value: (each.start.value, each.end.value)
        for each in found
        if isinstance(each, Event) and each.start and each.end
    } == {uid: tuple(when.replace("+02:00", zone) for when in period) for uid, period in told.items()}
    assert len(found) == len({each.key for each in found if isinstance(each, Event)}) == len(told)


@pytest.mark.parametrize(
    ("title", "keywords", "times"),
    [
        ("Exposition « Les haies »", [], 1),
        ("Expo Les haies", [], 1),
        ("Les haies", ["nature", "Exposition"], 1),
        ("Visite guidée de l'exposition « Les haies »", ["Exposition"], 3),
        ("Atelier vélo", ["exposition"], 3),
        ("Les haies", ["nature"], 3),
    ],
)
def test_an_exhibition_that_is_open_on_a_day_of_each_week_is_one_and_what_takes_place_in_it_is_not(
    tmp_path: Path, title: str, keywords: list[str], times: int
) -> None:
    days = [each[:10] for each in WEEKLY]
    timings = [{"begin": f"{day}T14:00:00+02:00", "end": f"{day}T18:00:00+02:00"} for day in days]
    members = {"title": {"fr": title}, "keywords": {"fr": keywords}, "timings": timings}
    found = [each for each in read(tmp_path, {"events": [API | members]}) if isinstance(each, Event)]
    assert len(found) == times
    assert found[0].start
    assert found[0].end
    assert (found[0].start.day, found[0].end.day) == (days[0], days[-1] if times == 1 else days[0])
    assert found[0].identifiers[0].value == ("7" if times == 1 else f"7#{days[0]}")


def test_a_time_that_cannot_be_taken_costs_no_other_and_a_hundred_times_are_told(tmp_path: Path) -> None:
    days = [f"{year}-{month:02}-{day}" for year in range(2001, 2006) for month in range(1, 13) for day in (10, 20)]
    listed = [{"begin": f"{day}T09:00:00Z", "end": f"{day}T10:00:00Z"} for day in ("2001-02-31", *days)]
    found = read(tmp_path, {"events": [API | {"timings": listed}]})
    assert sum(isinstance(each, Event) for each in found) == MOST_TIMES
    reasons = [each.reason for each in found if isinstance(each, Rejection)]
    assert [reason[:12] for reason in reasons] == ["“2001-02-31T", "it takes pla"]


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
    assert len({each.key for each in found if isinstance(each, Event)}) == len(found)
    assert len({each.url for each in found if isinstance(each, Event)}) == 100 < len(found)


@pytest.mark.parametrize("form", ["{}", '{{"id": {}, "label": {{"fr": "x"}}}}'])
@pytest.mark.parametrize(("number", "status"), [(1, ""), (2, ""), (3, ""), (4, "postponed"), (5, ""), (6, "cancelled")])
def test_an_event_moved_online_takes_place_and_one_postponed_or_cancelled_does_not(
    tmp_path: Path, number: int, status: str, form: str
) -> None:
    assert event(tmp_path, [{**API, "status": form.format(number)}]).status == status
    assert event(tmp_path, [{**API, "status": number}]).status == status


@pytest.mark.parametrize("missing", [None, ""])
def test_a_title_that_is_empty_in_one_language_is_taken_from_another(tmp_path: Path, missing: str | None) -> None:
    found = event(tmp_path, [{**API, "title": {"fr": missing, "en": "Fair"}}])
    assert found.title
    assert (found.title.value, found.title.language) == ("Fair", "en")


def test_a_run_whose_last_time_has_no_end_lasts_until_it_begins(tmp_path: Path) -> None:
    listed = [{"begin": f"2024-05-{day}T09:00:00Z"} for day in (13, 14, 15)]
    found = event(tmp_path, {"events": [API | {"timings": listed}]})
    assert found.start
    assert found.end
    assert (found.start.day, found.end.day) == ("2024-05-13", "2024-05-15")


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (0, "it waits to be moderated"),
        (1, "it is moderated, and waits to be published"),
        (-1, "its agenda refused it"),
    ],
)
def test_an_event_that_its_agenda_does_not_publish_is_left_aside(tmp_path: Path, state: int, reason: str) -> None:
    (aside,) = read(tmp_path, {"events": [API | {"state": state}]})
    assert isinstance(aside, Rejection)
    assert (aside.reason, aside.place.locator) == (f"the event is not published: {reason}", "record 1")
    assert event(tmp_path, {"events": [API | {"state": 2}]}).title


def test_an_event_without_listed_times_has_the_dates_that_are_told_in_words(tmp_path: Path) -> None:
    bare = {"uid": 7, "title": {"fr": "Fête"}, "timings": []}
    found = event(tmp_path, {"events": [bare | {"dateRange": {"fr": "1er - 3 juin 2024", "en": "1 - 3 June 2024"}}]})
    assert (found.start and found.start.value, found.end and found.end.value) == ("2024-06-01", "2024-06-03")
    undated, aside = read(tmp_path, {"events": [bare | {"dateRange": {"fr": "Vendredi 14 juin, 18h00"}}]})
    assert isinstance(undated, Event)
    assert isinstance(aside, Rejection)
    assert undated.start is None
    assert aside.reason == "“Vendredi 14 juin, 18h00” cannot be taken as a date: its year is not given"
