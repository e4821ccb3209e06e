"""Decisions that make several actors one: which cannot hold beside the others, and what is said of them."""

from __future__ import annotations

from ingest.decisions import Decision, Rulings, Verdict
from ingest.decisions.merges import impossible, is_actor
from ontology.namespaces import OWL
from tests.workspaces import BASE

A, B, C, D = (BASE + f"person/{name}" for name in "abcd")
SAME = OWL.sameAs.value


def said(verdict: str, one: str, other: str, day: int) -> Decision:
    return Decision(Verdict(verdict), one, SAME, other, "anne", f"2026-01-{day:02}T00:00:00Z")


def reasons(*decisions: Decision, waiting: tuple[Decision, ...] = ()) -> dict[str, str]:
    return {each.when[8:10]: why for each, why in impossible(Rulings(decisions).of_actors(), BASE, waiting).items()}


def apart(one: str, other: str, day: int) -> str:
    told = f"the decision of anne (2026-01-{day:02}T00:00:00Z: rejected {one} owl:sameAs {other})"
    return f"with later ones it would make one of two that {told} keeps apart"


def test_decisions_that_agree_all_hold() -> None:
    assert reasons(said("accepted", A, B, 1), said("accepted", B, C, 2), said("rejected", A, D, 3)) == {}


def test_what_is_no_actor_of_the_network_is_named_be_it_the_one_end_or_the_other() -> None:
    event, foreign = BASE + "event/1", "https://other.example/person/x"
    assert reasons(said("accepted", A, event, 1), said("rejected", foreign, B, 2), said("accepted", A, B, 3)) == {
        "01": f"<{event}> is no person, organisation or group",
        "02": f"<{foreign}> is no person, organisation or group",
    }
    assert not is_actor(BASE + "persons/x", BASE)


def test_of_merges_that_would_join_two_kept_apart_the_older_gives_way() -> None:
    assert reasons(said("accepted", A, B, 1), said("accepted", B, C, 2), said("rejected", C, A, 3)) == {
        "01": apart(C, A, 3)
    }
    assert reasons(said("rejected", A, C, 1), said("accepted", C, B, 3), said("accepted", A, B, 2)) == {
        "02": apart(A, C, 1)
    }


def test_the_latest_of_those_that_keep_them_apart_is_named() -> None:
    merges = said("accepted", A, B, 3), said("accepted", C, D, 4), said("accepted", B, C, 2)
    differ = said("rejected", A, C, 5), said("rejected", D, B, 6), said("rejected", A, D, 1)
    assert reasons(*merges, *differ) == {"02": apart(D, B, 6)}


def test_a_merge_that_waits_for_one_of_its_actors_is_in_nobody_s_way() -> None:
    waiting = said("accepted", B, C, 3)
    decisions = said("accepted", A, B, 1), said("rejected", A, C, 2), waiting
    assert reasons(*decisions) == {"01": apart(A, C, 2)}
    assert reasons(*decisions, waiting=(waiting,)) == {}
