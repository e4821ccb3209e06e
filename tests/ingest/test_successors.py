"""Which thing of today is surely the one that a decision was taken on, under a name that was mended since."""

from __future__ import annotations

import pytest

from ingest.decisions.successors import successors

FORUM = "event/2013-05-13-forum-des-tiers-lieux"


def follows(old: str, new: str, *beside: str, **names: str) -> bool:
    return successors([old], [new, *beside], names) == {old: new}


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        # of one day, a mended title may differ by a quarter; with its day unknown, by a tenth
        (FORUM, "event/2013-05-13-forum-tiers-lieux-alpins", True),
        (FORUM, "event/2013-05-13-salon-de-la-montagne", False),
        ("event/2013-05-13-abcd", "event/2013-05-13-abce", True),
        ("event/2013-05-13-abc", "event/2013-05-13-abd", False),
        ("event/forum-des-tier-lieux", "event/forum-des-tiers-lieux", True),
        ("event/forum-des-tiers-lieux", "event/forum-tiers-lieux-alpins", False),
        ("event/abcdefghij", "event/abcdefghik", True),
        ("event/abcdefghi", "event/abcdefghk", False),
        # only the day may be mended, and then every word is the same
        (FORUM, "event/2013-06-14-forum-des-tiers-lieux", True),
        (FORUM, "event/2013-06-14-forum-des-tier-lieux", False),
        (FORUM, "event/2014-05-13-forum-des-tiers-lieux", False),
        ("event/2013-05-forum", "event/2013-06-forum", True),
        ("event/2013-05-forum", "event/2013-06-14-forum", False),
        ("event/2013-05-13-forum-3", "event/2013-06-14-forum-3", True),
        # numbers and single letters tell things apart, the words before an apostrophe do not
        ("event/2013-05-13-forum-3", "event/2013-05-13-forum-4", False),
        ("event/2013-05-13-forum-3", "event/2013-06-14-forum-4", False),
        ("publication/10-1000-revue-3-12", "publication/10-1000-revue-3-13", False),
        ("publication/2013-plan-2020", "publication/2013-plan-2030", False),
        ("publication/2013-13-mesures", "publication/2013-14-mesures", False),
        ("event/2013-05-13-les-journees-a", "event/2013-05-13-les-journees-b", False),
        ("event/2013-05-13-les-journees-ii", "event/2013-05-13-les-journees-iv", False),
        ("event/2013-05-13-nuit-de-la-lumiere", "event/2013-05-13-nuit-d-la-lumiere", True),
        ("event/forum-des-tiers-lieux", "event/2013-forum-des-tiers-lieux", False),
        # a thing of another kind is never meant, nor one that lost its day
        ("page/forum-des-tiers-lieux", "event/forum-des-tiers-lieux", False),
        (FORUM, "event/20130513-forum-des-tiers-lieux", False),
        ("event/2013-05-13-forum-des-tiers-lieux", "event/2013-05-13forum-des-tiers-lieux", False),
    ],
)
def test_a_mended_name_is_followed_where_it_is_surely_the_same(old: str, new: str, same: bool) -> None:
    assert follows(old, new) is same


def test_where_several_fit_none_is_followed_but_the_name_itself_goes_before_them() -> None:
    near, nearer = "event/2013-05-13-forum-des-tier-lieux", "event/2013-05-13-forum-de-tiers-lieux"
    assert successors([FORUM], [near, nearer]) == {}
    assert successors([FORUM], [near, nearer, FORUM]) == {FORUM: FORUM}
    assert successors(["event/1", FORUM], [near]) == {FORUM: near}


def test_the_last_name_that_is_still_there_goes_before_an_earlier_one_and_before_what_is_like_it() -> None:
    names = {FORUM: "event/2013-05-13-rencontre", "event/2013-05-13-rencontre": "event/2014-01-01-assises"}
    assert successors([FORUM], [FORUM, "event/2014-01-01-assises"], names) == {FORUM: "event/2014-01-01-assises"}
    assert successors([FORUM], [FORUM, "event/2014-01-01-assise"], names) == {FORUM: FORUM}
    like = {"event/2014-01-01-assise", "event/2013-05-13-forum-des-tier-lieux"}
    assert successors([FORUM], like, names) == {FORUM: "event/2014-01-01-assise"}
    assert successors([FORUM], ["event/2013-05-13-forum-des-tier-lieux"], names) == {
        FORUM: "event/2013-05-13-forum-des-tier-lieux"
    }
