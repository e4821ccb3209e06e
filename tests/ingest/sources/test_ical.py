"""Calendars: what an event becomes, when it recurs, and what is said of events that are not well-formed."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.texts import texts
from explorer.texts.told import told
from graph.exports.calendar import write_calendar
from graph.exports.edition import Edition
from graph.store import text
from graph.workspace import Source, Workspace
from ingest.build import build
from ingest.records import ActorType, Event, Identifier, Rejection, Relation
from ingest.sources.ical import read
from ingest.sources.ical.recurrence import MAX_OCCURRENCES
from ontology.errors import DataError
from tests.workspaces import MakeWorkspace

ZONES = ("Europe/Paris", "Asia/Tokyo")


@pytest.fixture
def ics(tmp_path: Path) -> Path:
    return tmp_path / "agenda.ics"


def records(path: Path, content: str | bytes) -> list[Event | Rejection]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read(path, Source(path=path.name, language="fr")))


def calendar(*events: str, before: str = "") -> str:
    """A calendar of events, each given by its lines."""
    bodies = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{before}{bodies}END:VCALENDAR\n"


def event_of(path: Path, *lines: str, before: str = "") -> Event:
    (record,) = records(path, calendar("\n".join(lines), before=before))
    assert isinstance(record, Event)
    return record


def period(path: Path, *lines: str) -> tuple[str, str]:
    event = event_of(path, "SUMMARY:x", *lines)
    return event.start.value if event.start else "", event.end.value if event.end else ""


def days(path: Path, *lines: str) -> list[str]:
    found = records(path, calendar("\n".join(("UID:u", "SUMMARY:x", *lines))))
    return [item.start.day for item in found if isinstance(item, Event) and item.start]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["X-ALT-DESC;FMTTYPE=text/html:<p>Le <b>forum</b>\\, à Vif &amp\\; autour</p>"], "Le forum, à Vif & autour"),
        (
            [
                'X-ALT-DESC;LANGUAGE=en;FMTTYPE="text/HTML":<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2//EN">\\n<HTML>'
                '<HEAD><TITLE>t</TITLE><STYLE>p{}</STYLE></HEAD><BODY><!-- x --><P onclick="x()">Un soir</P>\\n'
                "<SCRIPT>alert(1)</SCRIPT><P>à Vif<IMG SRC=x onerror=alert(1)></P></BODY></HTML>"
            ],
            "Un soir à Vif",
        ),
        (["X-ALT-DESC;FMTTYPE=text/html:<p>HTML</p>", "DESCRIPTION:Texte"], "Texte"),
        (["X-ALT-DESC;FMTTYPE=text/html:<html><body></body></html>"], ""),
        (["X-ALT-DESC;FMTTYPE=text/html:" + "<div>" * 5000], ""),
        (["X-ALT-DESC;FMTTYPE=text/html:"], ""),
        (["X-ALT-DESC;FMTTYPE=text/rtf:{\\\\rtf1}"], ""),
    ],
)
def test_a_description_in_html_alone_is_read_without_its_markup(ics: Path, lines: list[str], said: str) -> None:
    event = event_of(ics, "SUMMARY:x", *lines)
    assert (event.description.value if event.description else "") == said
    assert [each.text for each in event.passages if each.field == "description"] == ([said] if said else [])


def test_an_event_has_its_name_place_kind_and_people(ics: Path) -> None:
    event = event_of(
        ics,
        "UID:42@e.org",
        "SUMMARY:Tiers-lieux\\, une chance\\; vraiment",
        "DTSTART;VALUE=DATE:20130513",
        "LOCATION:Grenoble",
        "CATEGORIES:RSE,Table-ronde",
        "STATUS:CANCELLED",
        "URL:https://e.org/forum",
        "ORGANIZER;CN=AUEG:mailto:a@e.org",
        'ATTENDEE;CN="Anne Coste";CUTYPE=INDIVIDUAL:mailto:b@e.org',
        "ATTENDEE;CN=Absent;PARTSTAT=DECLINED:mailto:c@e.org",
        "ATTENDEE;CN=Salle 3;CUTYPE=ROOM:mailto:d@e.org",
    )
    assert event.title is not None
    assert event.title.value == "Tiers-lieux, une chance; vraiment"
    assert (event.kind, event.status, event.location) == ("Table-ronde", "cancelled", "Grenoble")
    assert event.identifiers == (Identifier("uid", "42@e.org"),)
    assert [(actor.name, actor.relation) for actor in event.actors] == [
        ("AUEG", Relation.ORGANIZER),
        ("Anne Coste", Relation.ATTENDEE),
    ]
    assert [word.value for word in event.keywords] == ["RSE"]
    assert event.found_at == ("https://e.org/forum",)
    assert event.place.locator == "line 3"


@pytest.mark.parametrize(
    ("lines", "start", "end"),
    [
        (["DTSTART;VALUE=DATE:20130513"], "2013-05-13", ""),
        (["DTSTART;VALUE=DATE:20130513", "DTEND;VALUE=DATE:20130514"], "2013-05-13", ""),
        (["DTSTART;VALUE=DATE:20130513", "DTEND;VALUE=DATE:20130516"], "2013-05-13", "2013-05-15"),
        (["DTSTART;VALUE=DATE:20130513", "DURATION:P2D"], "2013-05-13", "2013-05-14"),
        (["DTSTART;VALUE=DATE:20130513", "DURATION:PT2H"], "2013-05-13", ""),
        (["DTSTART:20130513T160000Z", "DURATION:PT2H"], "2013-05-13T16:00:00Z", "2013-05-13T18:00:00Z"),
        (["DTSTART;TZID=Europe/Paris:20130513T180000"], "2013-05-13T18:00:00+02:00", ""),
        (["DTSTART:20130513T180000"], "2013-05-13T18:00:00", ""),
        ([], "", ""),
    ],
)
def test_days_and_times_are_told_as_they_are_given(ics: Path, lines: list[str], start: str, end: str) -> None:
    assert period(ics, *lines) == (start, end)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("<p>Un café\\, <b>ouvert</b> à tous</p><br>Merci&nbsp;!", "Un café, ouvert à tous Merci !"),
        ("Si a < b\\net b > c", "Si a < b\net b > c"),
    ],
)
def test_a_description_in_html_is_told_without_its_tags(ics: Path, written: str, told: str) -> None:
    event = event_of(ics, "SUMMARY:Café", "DTSTART;VALUE=DATE:20130513", f"DESCRIPTION:{written}")
    assert event.description
    assert event.description.value == told
    assert event.passages[1].text == told


def zone(offset: str) -> str:
    return (
        f"BEGIN:VTIMEZONE\nTZID:Local\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:{offset}\n"
        f"TZOFFSETTO:{offset}\nEND:STANDARD\nEND:VTIMEZONE\n"
    )


def test_a_time_zone_means_what_its_own_calendar_says(ics: Path) -> None:
    lines = ("SUMMARY:x", "DTSTART;TZID=Local:20130513T180000")
    for offset in ("+0300", "-0500"):
        event = event_of(ics, *lines, before=zone(offset))
        assert event.start is not None
        assert event.start.value == f"2013-05-13T18:00:00{offset[:3]}:00"


def test_an_unknown_time_zone_is_told(ics: Path) -> None:
    rejection, event = records(ics, calendar("SUMMARY:x\nDTSTART;TZID=Nulle/Part:20130513T180000"))
    assert isinstance(rejection, Rejection)
    assert isinstance(event, Event)
    assert "no time zone is called “Nulle/Part”" in rejection.reason


@pytest.mark.parametrize(
    ("before", "lines", "start", "end"),
    [
        ("X-WR-TIMEZONE:Europe/Paris\n", ["DTSTART:20240612T220000Z", "DURATION:PT2H"],
         "2024-06-13T00:00:00+02:00", "2024-06-13T02:00:00+02:00"),
        ("X-WR-TIMEZONE:Local\n{zone}", ["DTSTART:20240612T220000Z"], "2024-06-13T01:00:00+03:00", ""),
        ("X-WR-TIMEZONE:Europe/Paris\n", ["DTSTART;TZID=America/New_York:20240612T220000"],
         "2024-06-12T22:00:00-04:00", ""),
        ("X-WR-TIMEZONE:Europe/Paris\n", ["DTSTART:20240612T220000"], "2024-06-12T22:00:00", ""),
        ("X-WR-TIMEZONE:Europe/Paris\n", ["DTSTART;VALUE=DATE:20240612"], "2024-06-12", ""),
        ("", ["DTSTART:20240612T220000Z"], "2024-06-12T22:00:00Z", ""),
    ],
)  # fmt: skip
def test_times_in_utc_are_told_in_the_zone_that_the_calendar_calls_its_own(
    ics: Path, before: str, lines: list[str], start: str, end: str
) -> None:
    event = event_of(ics, "SUMMARY:x", *lines, before=before.format(zone=zone("+0300")))
    told = event.start.value if event.start else "", event.end.value if event.end else ""
    assert (*told, event.key) == (start, end, f"{start[:10]}-x")


def test_each_time_in_utc_has_the_day_of_the_calendar_s_own_zone(ics: Path) -> None:
    rule = ("UID:u", "SUMMARY:x", "DTSTART:20240612T220000Z", "RRULE:FREQ=DAILY;COUNT=3", "EXDATE:20240613T220000Z")
    found = records(ics, calendar("\n".join(rule), before="X-WR-TIMEZONE:Europe/Paris\n"))
    assert [each.start.day for each in found if isinstance(each, Event) and each.start] == ["2024-06-13", "2024-06-15"]


def test_a_zone_of_its_own_that_there_is_not_or_that_is_not_one_is_not_used(ics: Path) -> None:
    one = calendar("SUMMARY:x\nDTSTART:20240612T220000Z", before="X-WR-TIMEZONE:Nulle/Part\n")
    rejection, event = records(ics, one)
    assert isinstance(rejection, Rejection)
    assert (rejection.place.locator, "“Nulle/Part”" in rejection.reason) == ("line 3", True)
    two = [calendar("SUMMARY:x\nDTSTART:20240612T220000Z", before=f"X-WR-TIMEZONE:{name}\n") for name in ZONES]
    for each in (event, *records(ics, "".join(two))):
        assert isinstance(each, Event)
        assert each.start
        assert each.start.value == "2024-06-12T22:00:00Z"


@pytest.mark.parametrize(
    ("line", "name", "kind"),
    [
        ('ORGANIZER;CN="Petit, Claire":mailto:claire.petit@e.org', "Claire Petit", ActorType.PERSON),
        ('ORGANIZER;CN="de La Tour, Jean-Paul":mailto:jp@e.org', "Jean-Paul de La Tour", ActorType.PERSON),
        ('ORGANIZER;CN="Minatec, Grenoble":mailto:contact@e.org', "Minatec, Grenoble", None),
        ('ORGANIZER;CN="Mairie, Vif":mailto:vif@e.org', "Mairie, Vif", None),
        ('ORGANIZER;CN="Alpes, Nord, Isère":mailto:a@e.org', "Alpes, Nord, Isère", None),
        ('ORGANIZER;CN="Minatec, CEA":mailto:a@e.org', "Minatec, CEA", None),
        ("ORGANIZER;CN=Les Amis du Lac:mailto:a@e.org", "Les Amis du Lac", None),
        ("ORGANIZER;CN=Claire Vuillermoz:mailto:claire@e.org", "Claire Vuillermoz", ActorType.PERSON),
        ("ORGANIZER;CN=Anne de La Tour:mailto:ADeLaTour@e.org", "Anne de La Tour", ActorType.PERSON),
        ("ORGANIZER;CN=Claire Vuillermoz:mailto:contact@claire-vuillermoz.org", "Claire Vuillermoz", None),
        ("ORGANIZER;CN=Claire Vuillermoz:mailto:x@claire.org", "Claire Vuillermoz", None),
        ("ORGANIZER;CN=Jean Moulin:mailto:lycee.jeanmoulin@e.org", "Jean Moulin", None),
        ("ORGANIZER;CN=Marie Curie:mailto:institut-curie@e.org", "Marie Curie", None),
        ("ORGANIZER;CN=Minatec Grenoble:mailto:minatec@e.org", "Minatec Grenoble", None),
        ("ORGANIZER;CN=Théâtre Jean Petit:mailto:jean.petit@e.org", "Théâtre Jean Petit", None),
        ("ORGANIZER;CN=Claire Petit Conseil:mailto:claire@e.org", "Claire Petit Conseil", None),
        ('ORGANIZER;CUTYPE=GROUP;CN="Petit, Claire":mailto:a@e.org', "Petit, Claire", ActorType.GROUP),
    ],
)
def test_family_and_given_name_are_a_person_s_and_so_is_who_has_an_address_of_that_name(
    ics: Path, line: str, name: str, kind: ActorType | None
) -> None:
    (actor,) = event_of(ics, "SUMMARY:x", "DTSTART;VALUE=DATE:20240612", line).actors
    assert (actor.name, actor.type) == (name, kind)


def test_what_is_exported_is_read_again_as_the_same_moments(make_workspace: MakeWorkspace, ics: Path) -> None:
    events = (
        "UID:1\nSUMMARY:Matin\nDTSTART;TZID=Europe/Paris:20240612T093000\nDTEND;TZID=Europe/Paris:20240612T120000",
        "UID:2\nSUMMARY:Nuit\nDTSTART;TZID=America/New_York:20240112T223000",
        "UID:3\nSUMMARY:Heure du lieu\nDTSTART:20240612T180000",
        "UID:4\nSUMMARY:Journée\nDTSTART;VALUE=DATE:20240614",
    )
    settings = '[[sources]]\npath = "agenda.ics"\n'
    folder = make_workspace(settings, {"agenda.ics": calendar(*events).replace("\n", "\r\n")})
    store = build(Workspace.open(folder)).snapshot.store()
    with ics.open("wb") as file:
        write_calendar(store, file, Edition("Agenda", "https://e.org/", "", "", "s", "2024-06-01T00:00:00Z"))
    found = [each for each in read(ics, Source(path=ics.name)) if isinstance(each, Event)]
    assert {each.title.value: each.start.value for each in found if each.title and each.start} == {
        "Matin": "2024-06-12T07:30:00Z",
        "Nuit": "2024-01-13T03:30:00Z",
        "Heure du lieu": "2024-06-12T18:00:00",
        "Journée": "2024-06-14",
    }
    assert [each.end.value for each in found if each.end] == ["2024-06-12T10:00:00Z"]


def test_a_recurring_event_takes_place_on_each_of_its_days(ics: Path) -> None:
    rule = (
        "DTSTART;VALUE=DATE:20130513",
        "RRULE:FREQ=WEEKLY;COUNT=4",
        "EXDATE;VALUE=DATE:20130520",
        "RDATE;VALUE=DATE:20130601",
    )
    assert days(ics, *rule) == ["2013-05-13", "2013-05-27", "2013-06-01", "2013-06-03"]


def test_each_time_has_an_identifier_of_its_own(ics: Path) -> None:
    found = records(ics, calendar("UID:u\nSUMMARY:x\nDTSTART;VALUE=DATE:20130513\nRRULE:FREQ=DAILY;UNTIL=20130514"))
    assert [item.identifiers for item in found if isinstance(item, Event)] == [
        (Identifier("uid", "u#2013-05-13"),),
        (Identifier("uid", "u#2013-05-14"),),
    ]


def test_a_time_that_was_moved_is_told_once(ics: Path) -> None:
    series = "UID:u\nSUMMARY:x\nDTSTART;VALUE=DATE:20130513\nRRULE:FREQ=WEEKLY;COUNT=3"
    moved = "UID:u\nSUMMARY:moved\nRECURRENCE-ID;VALUE=DATE:20130520\nDTSTART;VALUE=DATE:20130521"
    found = records(ics, calendar(series, moved))
    starts = [item.start.day for item in found if isinstance(item, Event) and item.start]
    assert starts == ["2013-05-13", "2013-05-27", "2013-05-21"]


SERIES = "UID:u\nSUMMARY:x\nDTSTART;TZID=Europe/Paris:20240501T200000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=4"
ONWARD = "UID:u\nSUMMARY:y\nRECURRENCE-ID;RANGE=THISANDFUTURE"


@pytest.mark.parametrize(
    ("components", "expected"),
    [
        (
            [SERIES, f"{ONWARD}:20240508T180000Z\nDTSTART;TZID=Europe/Paris:20240509T180000\nDURATION:PT2H"],
            ["x 01T20/21 01", "y 09T18/20 08", "y 16T18/20 15", "y 23T18/20 22"],
        ),
        (
            [
                f"{ONWARD};TZID=Europe/Paris:20240515T200000\nDTSTART;TZID=Europe/Paris:20240515T190000\nSTATUS:CANCELLED",
                f"{ONWARD};TZID=Europe/Paris:20240508T200000\nDTSTART;TZID=Europe/Paris:20240508T180000",
                "UID:u\nSUMMARY:z\nRECURRENCE-ID;TZID=Europe/Paris:20240522T200000\nDTSTART:20240524T080000Z",
                SERIES,
            ],
            ["y 15T19/ 15", "y 08T18/ 08", "z 24T08/ 22", "x 01T20/21 01"],
        ),
        (
            [SERIES, f"{ONWARD};VALUE=DATE:20240508\nDTSTART;VALUE=DATE:20240508\nRDATE;VALUE=DATE:20240510"],
            ["x 01T20/21 01", "y 08/ 08", "y 10/ 10"],
        ),
    ],
)
def test_a_time_that_changes_all_that_follow_changes_them(
    ics: Path, components: list[str], expected: list[str]
) -> None:
    found = records(ics, calendar(*components))
    assert [
        f"{each.title and each.title.value} {each.start and each.start.value[8:13]}/"
        f"{each.end.value[11:13] if each.end else ''} {each.identifiers[0].value[-2:]}"
        for each in found
        if isinstance(each, Event)
    ] == expected
    assert len(found) == len(expected)


@pytest.mark.parametrize(
    ("components", "reason"),
    [
        ([f"{ONWARD}:20240508T180000Z\nDTSTART:20240509T180000Z"], "which the calendar does not tell"),
        ([SERIES, f"{ONWARD}:20240508T180000Z\nDTSTART;VALUE=DATE:20240509"], "not known when they are"),
    ],
)
def test_times_that_a_change_concerns_and_that_are_not_known_are_told(
    ics: Path, components: list[str], reason: str
) -> None:
    aside = [each for each in records(ics, calendar(*components)) if isinstance(each, Rejection)]
    assert [(each.place.locator, reason in each.reason) for each in aside] == [
        (f"line {3 + 3 + (7 if len(components) > 1 else 0)}", True)
    ]


def test_a_period_has_a_length_of_its_own(ics: Path) -> None:
    periods = "RDATE;VALUE=PERIOD:20240615T200000Z/PT3H,20240622T200000Z/20240623T013000Z"
    found = records(ics, calendar(f"SUMMARY:x\nDTSTART:20240601T200000Z\nDTEND:20240601T210000Z\n{periods}"))
    assert [each.end.value for each in found if isinstance(each, Event) and each.end] == [
        "2024-06-01T21:00:00Z",
        "2024-06-15T23:00:00Z",
        "2024-06-23T01:30:00Z",
    ]


def test_summer_time_does_not_shift_the_clock(ics: Path) -> None:
    found = records(
        ics, calendar("SUMMARY:x\nDTSTART;TZID=Europe/Paris:20130325T180000\nRRULE:FREQ=WEEKLY;UNTIL=20130401T160000Z")
    )
    values = [item.start.value for item in found if isinstance(item, Event) and item.start]
    assert values == ["2013-03-25T18:00:00+01:00", "2013-04-01T18:00:00+02:00"]


@pytest.mark.parametrize(
    "rule",
    ["FREQ=DAILY", "FREQ=DAILY;COUNT=100000000", "FREQ=DAILY;UNTIL=99991231", "FREQ=WEEKLY;BYDAY=MO,TU;INTERVAL=1"],
)
def test_an_endless_event_is_cut_and_that_is_told(ics: Path, rule: str) -> None:
    found = records(ics, calendar(f"SUMMARY:x\nDTSTART;VALUE=DATE:20130513\nRRULE:{rule}"))
    (rejection,) = [item for item in found if isinstance(item, Rejection)]
    assert len(found) == MAX_OCCURRENCES + 1
    assert "it goes on" in rejection.reason


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=-1",
        "FREQ=DAILY;COUNT=5;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=SOMETIMES",
        "FREQ=YEARLY;RSCALE=CHINESE",
        "FREQ=DAILY;BYHOUR=99",
        "COUNT=3",
        "",
    ],
)
def test_a_hostile_rule_leaves_the_first_time(ics: Path, rule: str) -> None:
    assert days(ics, "DTSTART;VALUE=DATE:20130513", f"RRULE:{rule}") == ["2013-05-13"]


@pytest.mark.parametrize(
    ("lines", "place", "reason"),
    [
        ("SUMMARY:x\nDTSTART:demain", "line 5", "DTSTART cannot be read"),
        ("SUMMARY:x\nDTSTART:20130513T180000Z\nDTEND:20130513T170000Z", "line 6", "it ends before it begins"),
        ("SUMMARY:x\nDTSTART;VALUE=DATE:20130513\nDTEND:20130513T170000Z", "line 6", "not of one kind"),
        ("SUMMARY:x\nDURATION:P999999999999999W\nDTSTART;VALUE=DATE:20130513", "line 5", "DURATION cannot be read"),
        ("SUMMARY:x\n garbage\n\tfolded\nDTSTART;;:x", "line 7", "is no line of a calendar"),
        ("DESCRIPTION:x", "line 3", "neither a name nor a date"),
        ("SUMMARY:secret\nCLASS:PRIVATE", "line 5", "not for publication"),
        ("SUMMARY:x\nATTENDEE:mailto:a@e.org\nATTENDEE;CN=b@e.org:mailto:b@e.org", "line 5", "2 of its people"),
    ],
)
def test_what_cannot_be_understood_is_set_aside_with_its_line(ics: Path, lines: str, place: str, reason: str) -> None:
    found = records(ics, calendar(lines, "SUMMARY:next"))
    rejections = [item for item in found if isinstance(item, Rejection)]
    assert any(reason in item.reason and item.place.locator in (place, "line 3") for item in rejections)
    last = found[-1]
    assert isinstance(last, Event)
    assert last.title is not None
    assert last.title.value == "next"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:cut", "the file is cut short"),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:a\nBEGIN:VEVENT\nEND:VEVENT\nEND:VCALENDAR", "never ended"),
        ("BEGIN:VCALENDAR\nEND:VEVENT\nEND:VCALENDAR", "“END:VEVENT” ends what was not begun"),
        ("hello\nBEGIN:VCALENDAR\nEND:VCALENDAR", "belongs to no component"),
        (calendar(before="BEGIN:VTODO\nEND:VTODO\n"), "1 VTODO left aside"),
        (calendar(before="BEGIN:VTIMEZONE\nTZID:X\n;;;\nEND:VTIMEZONE\n"), "the time zone “X” is not iCalendar"),
    ],
)
def test_a_broken_structure_is_told(ics: Path, content: str, reason: str) -> None:
    assert any(isinstance(item, Rejection) and reason in item.reason for item in records(ics, content))


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "empty"), (b"Bonjour", "line 1: this is not an iCalendar"), (b"\x00\x01" * 99, "binary")],
)
def test_what_is_no_calendar_is_refused(ics: Path, content: bytes, said: str) -> None:
    with pytest.raises(DataError, match=said):
        records(ics, content)


def test_nested_components_without_end_do_not_hang(ics: Path) -> None:
    assert records(ics, "BEGIN:VCALENDAR\n" + "BEGIN:VEVENT\nBEGIN:VALARM\n" * 5_000)


def test_keys_do_not_depend_on_the_place_in_the_file(ics: Path) -> None:
    one, other = "SUMMARY:a\nDTSTART;VALUE=DATE:20130513", "SUMMARY:b\nDTSTART;VALUE=DATE:20130514"
    keys = [
        {item.key for item in records(ics, calendar(*order)) if isinstance(item, Event)}
        for order in ((one, other), (other, one))
    ]
    assert keys[0] == keys[1]


def test_good_broken_and_hostile_calendars_of_the_world_are_read_or_refused_in_words(shared_data: Path) -> None:
    paths = sorted((shared_data / "events" / "ics").rglob("*.ics"))
    refused, told, events = [], 0, 0
    for path in paths:
        try:
            found = list(read(path, Source(path=path.name)))
        except DataError as error:
            refused.append((path.name, str(error)))
            continue
        events += sum(isinstance(item, Event) for item in found)
        rejections = [item for item in found if isinstance(item, Rejection)]
        told += len(rejections)
        assert all(item.reason and item.remedy and item.place.source == str(path) for item in rejections)
    assert len(paths) == 150
    assert len(refused) <= 4
    assert events > 500
    assert told > 100


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("SEQUENCE:2\nSUMMARY:new", "SEQUENCE:1\nSUMMARY:old", ["new"]),
        ("SUMMARY:old", "SEQUENCE:1\nSUMMARY:new", ["new"]),
        ("DTSTAMP:20240102T000000Z\nSUMMARY:new", "DTSTAMP:20240101T000000Z\nSUMMARY:old", ["new"]),
        ("SUMMARY:old", "SUMMARY:new", ["new"]),
        ("SUMMARY:old", "SEQUENCE:1\nSUMMARY:new\nCLASS:PRIVATE", []),
        ("SUMMARY:series", "SEQUENCE:1\nSUMMARY:moved\nRECURRENCE-ID:20240513T100000Z", ["series", "moved"]),
    ],
)
def test_the_newest_state_of_an_event_is_the_event(ics: Path, first: str, second: str, expected: list[str]) -> None:
    found = records(ics, calendar(*(f"UID:u\nDTSTART:20240513T100000Z\n{each}" for each in (first, second))))
    assert [each.title.value for each in found if isinstance(each, Event) and each.title] == expected


def test_an_older_state_is_set_aside_with_the_line_of_the_newest(ics: Path) -> None:
    states = (
        "SEQUENCE:1\nSUMMARY:old",
        "SEQUENCE:2\nSUMMARY:new\nDTSTAMP:20240102T000000Z",
        "SUMMARY:older\nCLASS:PRIVATE",
    )
    copy = "SEQUENCE:2\nSUMMARY:new\nDTSTAMP:20240101T000000Z"
    found = records(ics, calendar(*(f"UID:u\nDTSTART:20240513T100000Z\n{each}" for each in (*states, copy))))
    aside = [each for each in found if isinstance(each, Rejection)]
    assert [(each.place.locator, each.excerpt) for each in aside] == [("line 3", "old"), ("line 16", "")]
    assert {each.reason for each in aside} == {"this is an older state of the event at line 9"}
    assert told(texts("fr"), aside[0].reason) == "ceci est un état plus ancien de l’événement de la ligne 9"


def test_of_many_older_states_the_number_is_told(ics: Path) -> None:
    states = (f"UID:u\nDTSTART:20240513T100000Z\nSUMMARY:Forum\nSEQUENCE:{number}" for number in range(30))
    event, aside = sorted(records(ics, calendar(*states)), key=lambda each: isinstance(each, Rejection))
    assert isinstance(event, Event)
    assert isinstance(aside, Rejection)
    assert str(aside.place) == str(ics)
    assert aside.reason == "29 older states of events are left out: the newest of each is kept"


def test_two_events_to_which_a_program_gave_one_identifier_are_two(ics: Path) -> None:
    told = ("SUMMARY:Forum\nDTSTART:20240513T100000Z", "SUMMARY:Atelier\nDTSTART:20240613T100000Z")
    found = records(ics, calendar(*(f"UID:1\n{each}" for each in told)))
    assert [each.title.value for each in found if isinstance(each, Event) and each.title] == ["Forum", "Atelier"]
    assert not any(each.identifiers for each in found if isinstance(each, Event))
    (ics.parent / "maillage.toml").write_text(
        f'[network]\ntitle = "T"\nbase_iri = "https://t.example.org/"\n[[sources]]\npath = "{ics.name}"\n',
        encoding="utf-8",
    )
    store = build(Workspace.open(ics.parent)).snapshot.store()
    days = store.select("SELECT ?d { ?e schema:startDate ?d }")
    assert sorted(text(row, "d")[:10] for row in days) == ["2024-05-13", "2024-06-13"]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("SUMMARY;ENCODING=QUOTED-PRINTABLE:Caf=C3=A9 du 5=3D", "Café du 5="),
        ("SUMMARY;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:Caf=E9", "Café"),
        ("SUMMARY;LANGUAGE=fr;QUOTED-PRINTABLE:Caf=e9 =C3=A9=\nt=C3=A9", "Café été"),
        ("SUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=no-such:=C3=89t=\n  =C3=A9", "Été"),
        ("SUMMARY;ENCODING=QUOTED-PRINTABLE:Caf=C3=A9=0D=0AEND:VEVENT", "Café END:VEVENT"),
        ("SUMMARY:Caf=C3=A9", "Caf=C3=A9"),
    ],
)
def test_what_is_written_in_quoted_printable_is_read(ics: Path, line: str, title: str) -> None:
    found = event_of(ics, *line.split("\n"), "DTSTART:20240513T100000Z")
    assert found.title
    assert (found.title.value, found.start and found.start.value) == (title, "2024-05-13T10:00:00Z")


def test_the_point_of_an_event_is_read(ics: Path) -> None:
    found = event_of(ics, "SUMMARY:x", "DTSTART:20240513T100000Z", "GEO:45.19;5.72")
    assert found.coordinates
    assert (found.coordinates.latitude, found.coordinates.longitude) == (45.19, 5.72)
