"""Whatever is looked at together, and whatever waits on the disk, persons are who they are."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.actors.identity import Resolution
from ingest.actors.person_register import PersonRegister
from ingest.actors.persons import Appearance
from ingest.records import Identifier

NAMES = st.one_of(
    st.sampled_from(
        ["Jean Martin", "MARTIN Jean", "J. Martin", "Martin, J.-P.", "Jean-Paul Martin", "Martin", "2", ""]
    ),
    st.builds("{} {}".format, st.sampled_from(["Jean", "J.", "Anne", ""]), st.sampled_from(["Martin", "2", "Coste 3"])),
    st.builds("Jean Martin{}".format, st.sampled_from([" 2", " 3", "-2-2", " 2-2", " 02"])),
)
IDENTIFIERS = st.builds(
    Identifier, st.sampled_from(["orcid", "idref", "wikidata", "url", "viaf"]), st.sampled_from(["1", "2", "a-2", "a"])
)
APPEARANCES = st.builds(
    Appearance,
    name=NAMES,
    identifiers=st.lists(IDENTIFIERS, max_size=2).map(tuple),
    source=st.sampled_from(["source:a", "source:b", "source:c"]),
    friends=st.sets(st.sampled_from(["actor:x", "actor:y", "actor:z"]), max_size=2).map(sorted).map(tuple),
    described=st.sampled_from(["", "", "", "a 1", "b 2"]),
    things=st.sets(st.sampled_from(["doi 1", "doi 2", "isbn 3"]), max_size=2).map(sorted).map(tuple),
    doubtful=st.sampled_from([False, False, False, True]),
    towns=st.sampled_from([(), (), ("vif",), ("brest",)]),
    variants=st.sampled_from([(), (), (), ("Anne Martin",), ("J. Martin", "Jean Coste")]),
)


def found(appearances: Sequence[Appearance], together: int) -> list[Resolution]:
    register = PersonRegister(together=together)
    for appearance in appearances:
        register.learn(appearance)
    register.settle()
    return [register.resolve(appearance) for appearance in appearances]


@given(st.lists(APPEARANCES, max_size=30), st.integers(1, 3))
def test_persons_are_the_same_however_few_are_looked_at_together(appearances: list[Appearance], few: int) -> None:
    assert found(appearances, few) == found(appearances, len(appearances))


def test_many_persons_wait_on_the_disk_and_are_found_again() -> None:
    many = [
        Appearance(f"Anne Coste{'abc'[n % 3] * (n // 3 % 50)}", (), f"source:{n}", ("x" * 500,)) for n in range(6000)
    ]
    resolved = found(many, 500)
    assert {each.identity.name for each in resolved} == {each.name for each in many}
    assert all(
        each.name in (one.identity.name, *one.identity.variants) for each, one in zip(many, resolved, strict=True)
    )


def test_who_was_not_learned_is_not_resolved() -> None:
    register = PersonRegister()
    register.learn(Appearance("Anne Coste", (), "source:a"))
    register.settle()
    with pytest.raises(KeyError):
        register.resolve(Appearance("Anne Coste", (), "source:b"))
