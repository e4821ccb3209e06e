"""The file of decisions, line by line, and what is in force of them; no build is needed to see either."""

from __future__ import annotations

import fcntl
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ingest.decisions import Decision, DecisionLog, Rulings, Verdict
from ingest.decisions.decision import line_of
from ingest.decisions.log import to_come
from ingest.decisions.rulings import link_key
from ontology.errors import CallError, DataError
from ontology.namespaces import DCTERMS, OWL, SCHEMA
from tests.workspaces import BASE

SUBJECT, ORGANIZER, SAME = DCTERMS.subject.value, SCHEMA.organizer.value, OWL.sameAs.value
EVENT, WATER, WOOD = BASE + "event/1", BASE + "concept/water", BASE + "concept/wood"
ONE, TWO, THREE = (BASE + f"organisation/{name}" for name in ("one", "two", "three"))
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
MEND = "Mend the line, or take it away: no other line depends on it."


@pytest.fixture
def log(tmp_path: Path) -> DecisionLog:
    return DecisionLog(tmp_path / "decisions.jsonl", BASE)


def said(verdict: str, subject: str, relation: str, other: str, hours: float = 0, *, by: str = "") -> Decision:
    when = (NOON + timedelta(hours=hours)).isoformat()
    return Decision(Verdict(verdict), subject, relation, other, "anne", when, by=by)


REJECTED, ACCEPTED = said("rejected", EVENT, SUBJECT, WATER), said("accepted", EVENT, SUBJECT, WATER)


def lines(log: DecisionLog, *decisions: Decision, begin: str = "", end: str = "\n") -> None:
    written = "\n".join(line_of(each, BASE) for each in decisions)
    log.path.write_text(begin + written + end, encoding="utf-8")


def test_each_decision_taken_with_a_clock_that_is_behind_is_a_microsecond_after_the_one_before(
    log: DecisionLog,
) -> None:
    log.append(REJECTED)
    written = log.append(ACCEPTED, said("undone", EVENT, SUBJECT, WATER, -1), said("accepted", EVENT, SUBJECT, WOOD, 1))
    assert [each.when for each in written] == [
        "2026-11-23T12:00:00.000001Z",
        "2026-11-23T12:00:00.000002Z",
        "2026-11-23T13:00:00+00:00",
    ]
    assert log.read() == [REJECTED, *written]


def test_what_is_behind_the_latest_is_told_after_it_wherever_the_line_of_the_latest_is(log: DecisionLog) -> None:
    lines(log, said("accepted", EVENT, SUBJECT, WATER, 2), REJECTED)
    (written,) = log.append(said("undone", EVENT, SUBJECT, WATER, 1))
    assert written.when == "2026-11-23T14:00:00.000001Z"


@pytest.mark.parametrize(("begin", "end"), [("", ""), ("\ufeff", "\n"), ("\n \n", "\r\n\n")])
def test_a_line_is_added_on_a_line_of_its_own_after_any_end(log: DecisionLog, begin: str, end: str) -> None:
    lines(log, REJECTED, begin=begin, end=end)
    before = log.path.read_bytes()
    (written,) = log.append(said("accepted", EVENT, SUBJECT, WOOD, 1))
    assert log.path.read_bytes() == before + b"\n"[end.endswith("\n") :] + line_of(written, BASE).encode() + b"\n"
    assert log.read() == [REJECTED, written]


def test_the_first_line_of_a_file_stands_at_its_beginning(log: DecisionLog) -> None:
    assert log.read() == []
    before = os.umask(0)
    try:
        log.append(REJECTED)
    finally:
        os.umask(before)
    assert log.path.read_text(encoding="utf-8") == (
        '{"when": "2026-11-23T12:00:00+00:00", "who": "anne", "verdict": "rejected", "subject": "event/1", '
        '"relation": "dcterms:subject", "object": "concept/water"}\n'
    )
    assert log.path.stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("mark", ["<<<<<<< a", "=======", ">>>>>>> b", "||||||| c"])
def test_each_mark_of_a_merge_is_named_with_its_line_and_nothing_is_added(log: DecisionLog, mark: str) -> None:
    lines(log, REJECTED, end=f"\n{mark}\n")
    before = log.path.read_bytes()
    with pytest.raises(DataError, match="line 2: a merge has left its marks here") as raised:
        log.read()
    assert raised.value.remedy == "Keep both sides of the merge, and take away the three lines of marks."
    with pytest.raises(DataError, match="line 2: a merge"):
        log.append(ACCEPTED)
    assert log.path.read_bytes() == before


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"verdict": "refused"}, f"replaced and undone. Write one of these. {MEND}"),
        ({"who": " "}, f"a decision says who took it. Give an address or a name as “who”. {MEND}"),
        ({"by": "concept/wood"}, f"the verdict is “replaced” alone. Give both, or neither. {MEND}"),
        ({"object": "event/1"}, f"and a replacement is a third. Name another thing. {MEND}"),
    ],
)
def test_a_line_that_is_no_decision_is_told_with_what_to_do(
    log: DecisionLog, wrong: dict[str, str], sentence: str
) -> None:
    given = {"when": REJECTED.when, "who": "a", "verdict": "rejected", "subject": "event/1"}
    given |= {"relation": "dcterms:subject", "object": "concept/water"}
    pairs = ", ".join(f'"{name}": "{value}"' for name, value in (given | wrong).items())
    log.path.write_text(f"\n{{{pairs}}}\n", encoding="utf-8")
    with pytest.raises(DataError) as raised:
        log.read()
    assert str(raised.value).startswith(f"{log.path}, line 2: ")
    assert str(raised.value).endswith(sentence)


def test_a_file_that_cannot_be_read_or_written_is_told_with_what_to_check(log: DecisionLog) -> None:
    log.path.mkdir()
    remedy = "Check the rights on the file and its folder, and the room on the disk."
    for ask, done in ((log.read, "read"), (lambda: log.append(REJECTED), "written")):
        with pytest.raises(DataError) as raised:
            ask()
        assert str(raised.value) == f"{log.path}: the decisions cannot be {done} (Is a directory). {remedy}"


def test_a_line_that_the_disk_takes_in_pieces_is_whole_and_one_that_it_does_not_take_is_not_there(
    log: DecisionLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write
    with monkeypatch.context() as slow:
        slow.setattr(os, "write", lambda descriptor, content: write(descriptor, bytes(content)[:7]))
        log.append(REJECTED)
    assert log.read() == [REJECTED]
    before = log.path.read_bytes()

    def half(descriptor: int, content: bytes) -> int:
        if len(content) < 40:
            raise OSError(28, "No space left on device")
        return write(descriptor, bytes(content)[:-30])

    with monkeypatch.context() as full:
        full.setattr(os, "write", half)
        with pytest.raises(DataError, match="No space left"):
            log.append(ACCEPTED)
    assert log.path.read_bytes() == before


def test_a_decision_is_in_the_file_that_an_editor_has_just_put_in_the_place_of_the_other(
    log: DecisionLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines(log, REJECTED)
    other, lock, seen = log.path.with_suffix(".new"), fcntl.flock, list[int]()

    def late(descriptor: int, how: int) -> None:
        if not seen:
            other.write_bytes(log.path.read_bytes())
            other.replace(log.path)
        elif len(seen) == 1:
            log.path.unlink()
        seen.append(descriptor)
        lock(descriptor, how)

    monkeypatch.setattr(fcntl, "flock", late)
    (written,) = log.append(said("accepted", EVENT, SUBJECT, WOOD, 1))
    assert log.read() == [written]
    assert len(seen) == 3
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(seen[0])


def test_the_version_tells_a_file_without_decisions_from_every_other(log: DecisionLog) -> None:
    absent = log.version
    assert absent == (str(log.path), 0, 0)
    log.append(REJECTED)
    first = log.version
    log.append(ACCEPTED)
    assert len({absent, first, log.version}) == 3
    assert log.version[2] == log.path.stat().st_size


def test_a_clock_is_said_to_be_wrong_where_it_is_more_than_a_day_ahead() -> None:
    near, far = said("accepted", EVENT, SUBJECT, WATER, 24), said("accepted", EVENT, SUBJECT, WATER, 24.001)
    assert to_come([near, far, REJECTED], NOON) == [far]


def in_force(*decisions: Decision) -> dict[tuple[str, str, str], bool]:
    return {ruling.key: ruling.accepted for ruling in Rulings(decisions)}


def test_the_more_careful_of_two_decisions_of_one_moment_holds() -> None:
    undone = replace(ACCEPTED, verdict=Verdict.UNDONE)
    replaced = replace(ACCEPTED, verdict=Verdict.REPLACED, by=WOOD)
    key = link_key(EVENT, SUBJECT, WATER)
    for order in ((ACCEPTED, REJECTED), (REJECTED, ACCEPTED)):
        assert in_force(*order) == {key: False}
        assert in_force(*order, undone) == {}
    assert in_force(replaced, ACCEPTED) == {key: False, link_key(EVENT, SUBJECT, WOOD): True}


def test_being_a_subject_and_being_mentioned_are_one_link_and_being_the_same_has_no_direction() -> None:
    mentioned = said("rejected", EVENT, SCHEMA.mentions.value, WATER, 1)
    assert in_force(ACCEPTED, mentioned) == {link_key(EVENT, SUBJECT, WATER): False}
    assert link_key(EVENT, ORGANIZER, ONE) != link_key(EVENT, SUBJECT, ONE)
    assert link_key(ONE, ORGANIZER, TWO) != link_key(TWO, ORGANIZER, ONE)
    told_apart = in_force(said("accepted", TWO, SAME, ONE), said("rejected", ONE, SAME, TWO, 1))
    assert told_apart == {(ONE, SAME, TWO): False}


def test_what_a_person_says_again_of_the_other_half_of_a_replacement_holds_when_the_first_is_undone() -> None:
    replaced, again = said("replaced", EVENT, SUBJECT, WATER, by=WOOD), said("accepted", EVENT, SUBJECT, WOOD, 1)
    undone = said("undone", EVENT, SUBJECT, WATER, 2)
    assert in_force(replaced, undone) == {}
    assert in_force(replaced, again, undone) == {link_key(EVENT, SUBJECT, WOOD): True}


def test_decisions_are_listed_the_oldest_first_each_once() -> None:
    replaced, same = said("replaced", EVENT, SUBJECT, WATER, 1, by=WOOD), said("accepted", ONE, SAME, TWO, 2)
    organised = said("rejected", EVENT, ORGANIZER, ONE)
    rulings = Rulings([same, replaced, organised])
    assert [each.decision for each in rulings.by_decision()] == [organised, replaced, same]
    assert [each.accepted for each in rulings.by_decision()] == [False, False, True]
    assert [each.decision for each in rulings.of_actors()] == [same]
    assert len(rulings) == 4
    assert [each.object for each in rulings.of(EVENT)] == [ONE, WATER, WOOD]
    assert rulings.of(ONE) == ()
    latest = Rulings([organised, same, replace(organised, when=(NOON + timedelta(hours=3)).isoformat())])
    assert [each.relation for each in latest.by_decision()] == [SAME, ORGANIZER]


def test_what_is_in_force_follows_things_to_their_new_names() -> None:
    same, organised = said("accepted", ONE, SAME, TWO), said("rejected", EVENT, ORGANIZER, ONE, 1)
    rulings = Rulings([same, organised], {"organisation/two": "organisation/three"})
    assert rulings.renamed({}) is rulings
    moved = rulings.renamed({ONE: TWO})
    assert [(each.subject, each.object) for each in moved] == [(ONE, TWO), (EVENT, TWO)]
    assert [(each.subject, each.object) for each in rulings.renamed({TWO: ONE})] == [(TWO, ONE), (EVENT, ONE)]
    different = Rulings([said("rejected", ONE, SAME, TWO)]).renamed({ONE: THREE})
    assert [(each.subject, each.object, each.accepted) for each in different] == [(THREE, TWO, False)]
    assert moved.of(EVENT)[0].decided_on == (EVENT, ORGANIZER, ONE)
    assert rulings.on_things({}) is rulings
    on = rulings.on_things({ONE: TWO})
    assert [(each.subject, each.object) for each in on] == [(EVENT, TWO)]
    assert on.names == rulings.names
    assert on.of(EVENT) == tuple(on)
    assert rulings.chosen(BASE) == {"organisation/one", "organisation/two", "organisation/three"}
    assert Rulings([said("accepted", EVENT, SUBJECT, "https://other.example/water")]).chosen(BASE) == {"event/1"}
    assert [each.decision for each in rulings.without([same])] == [organised]
    assert rulings.without([same]).names == rulings.names
    assert rulings.on(TWO, SAME, ONE) == next(iter(rulings))
    assert rulings.on(EVENT, ORGANIZER, TWO) is None


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"relation": DCTERMS.title.value}, "the relation “dcterms:title”. Dates, titles and texts are mended in the"),
        ({"relation": "http://purl.org/dc/terms/subjet"}, "“dcterms:subjet”. Did you mean “dcterms:subject”"),
        ({"when": "2026-11-23"}, "is not a date and time with its zone. Write it as 20"),
        ({"when": "2026-11-23T12:00:00"}, "is not a date and time with its zone"),
        ({"subject": "urn:<x>"}, "“urn:<x>” is not an IRI. Give an absolute address"),
        ({"verdict": Verdict.REPLACED}, "“by” names what takes the place"),
        ({"verdict": Verdict.REPLACED, "by": EVENT}, "a link is between two things"),
        ({"verdict": Verdict.REPLACED, "by": WATER}, "a link is between two things"),
    ],
)
def test_what_cannot_be_a_decision_is_refused_in_a_sentence(wrong: dict[str, Any], sentence: str) -> None:
    with pytest.raises(CallError, match=sentence):
        replace(REJECTED, **wrong)
