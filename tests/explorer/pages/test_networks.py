"""Pages over the whole graph, as HTML: paths, chronology, concepts; every state, any address."""

from __future__ import annotations

from html import unescape

import pytest

from explorer.components.drawing import network_data
from explorer.components.kinds import GROUPS
from explorer.components.maps import drawing_of
from explorer.components.scope import Scope
from explorer.components.style import stylesheet
from explorer.components.trending import sentence
from explorer.components.walks import verb
from explorer.texts import LANGUAGES, texts
from graph.networks.network import Network, Node, Tie
from graph.networks.paths import Hop
from graph.networks.relations import RELATIONS
from graph.networks.trends import Direction, Trend
from graph.views.labels import local_name
from graph.views.things import Thing, ThingKind
from tests.explorer.pages.fictional import BASE, HOSTILE
from tests.explorer.pages.test_pages import open_page

WATER, PERSON = f"{BASE}concept/eau", f"{BASE}person/3"
STRANGE = [f"{BASE}nothing", "nonsense", "javascript:alert(2)", HOSTILE, "x" * 9_000]


@pytest.mark.usefixtures("lakes")
def test_a_path_is_said_hop_by_hop_with_its_evidence() -> None:
    html = open_page("paths", start=PERSON, end=WATER)
    assert "5 chemins" in html
    assert "<em>porte sur</em>" in html
    anchor = html.split("why=")[1].split('"')[0]
    opened = open_page("paths", start=PERSON, end=WATER, why=anchor)
    assert "<mark>" in opened
    assert 'aria-expanded="true"' in opened


@pytest.mark.usefixtures("lakes")
def test_a_path_leads_to_the_graph_of_its_things_alone() -> None:
    html = open_page("paths", start=PERSON, end=WATER)
    view = html.split("/relations?view=")[1].split('"')[0]
    shown = open_page("relations", view=view)
    assert "5 choses" in shown


@pytest.mark.usefixtures("lakes")
def test_a_path_through_given_kinds_or_years_keeps_to_them() -> None:
    html = open_page("paths", start=PERSON, end=WATER, kinds="event,organisation")
    assert "/publication" not in unescape(html.split('class="ml-walks"')[1])
    assert "ne tient dans ces genres" in open_page("paths", start=PERSON, end=WATER, first="1900", last="1901")


@pytest.mark.usefixtures("lakes")
def test_without_a_path_one_learns_why_and_what_to_try() -> None:
    assert "la même chose" in open_page("paths", start=WATER, end=WATER)
    assert "Par exemple" in open_page("paths")
    assert "/chemins?start=" in open_page("paths", start=WATER)


@pytest.mark.usefixtures("lakes")
@pytest.mark.parametrize("iri", STRANGE)
def test_paths_from_an_unknown_thing_ask_to_choose_again(iri: str) -> None:
    html = open_page("paths", start=iri, end=WATER)
    assert "choisissez de nouveau" in html
    assert "<script>" not in html


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("relation", RELATIONS)
def test_every_relation_has_a_verb_in_both_directions(language: str, relation: str) -> None:
    ends = Thing("a", "A", ThingKind.EVENT), Thing("b", "B", ThingKind.CONCEPT)
    for forward in (True, False):
        hop = Hop(*ends, relation, "the label", forward, 0, None, "")
        assert verb(texts(language), hop) != "the label", local_name(relation)


def test_actors_work_on_what_documents_are_about() -> None:
    hop = Hop(Thing("a", "A", ThingKind.PERSON), Thing("b", "B", ThingKind.CONCEPT), "x/subject", "", True, 0, None, "")
    assert verb(texts("fr"), hop) == "travaille sur"


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (ThingKind.EVENT, ["a pour partenaire", "est partenaire de", "has as partner", "is a partner of"]),
        (ThingKind.PARTNERSHIP, ["engage", "s’engage dans", "engages", "engages in"]),
    ],
)
def test_an_event_has_partners_and_a_partnership_engages_them(kind: ThingKind, said: list[str]) -> None:
    one, other = Thing("a", "A", kind), Thing("b", "B", ThingKind.ORGANISATION)
    relation = "x/partner"
    hops = [Hop(one, other, relation, "", True, 0, None, ""), Hop(other, one, relation, "", False, 0, None, "")]
    assert [verb(texts(language), hop) for language in ("fr", "en") for hop in hops] == said


@pytest.mark.usefixtures("lakes")
def test_the_chronology_lists_by_year_and_each_year_opens() -> None:
    html = open_page("timeline")
    assert "140 documents" in html
    assert "first=2012&amp;last=2012" in html
    assert "/chronologie?screen=2" in html
    assert "3 sur 3" in open_page("timeline", screen="3")


@pytest.mark.usefixtures("lakes")
def test_the_chronology_keeps_to_a_kind_a_concept_an_actor_and_a_period() -> None:
    html = open_page("timeline", about=WATER, kinds="event", first="2010", last="2012")
    assert "3 documents" in html
    assert "Rien de daté ici" in open_page("timeline", about=WATER, first="1900", last="1910")
    assert "13 documents" in open_page("timeline", about=WATER, first="1900", last="1910")


@pytest.mark.usefixtures("lakes")
@pytest.mark.parametrize("iri", STRANGE)
def test_a_chronology_of_something_unknown_says_so(iri: str) -> None:
    html = open_page("timeline", about=iri)
    assert "ne connaît pas" in html
    assert "<script>" not in html


@pytest.mark.usefixtures("lakes")
@pytest.mark.usefixtures("lakes")
def test_bars_and_their_key_have_the_colours_of_the_kinds_of_documents() -> None:
    html = open_page("timeline")
    assert '<i class="ml-of-event"' in html
    assert '<i class="ml-icon ml-kind-event"' in html
    assert ".ml-of-event{background:" in stylesheet()


@pytest.mark.parametrize("screen", ["0", "-1", "nonsense", "9999999999999999999", "²", "99"])
def test_a_screen_that_is_not_there_breaks_nothing(screen: str) -> None:
    assert "Chronologie" in open_page("timeline", screen=screen)


@pytest.mark.parametrize("year", ["", "0", "-5", "20000", "nonsense", "²²²²", "1" * 9_000, "2 013", "2013.5"])
def test_what_is_no_year_leaves_the_period_open(year: str) -> None:
    assert Scope.read({"first": year}).first is None


def test_a_scope_is_read_back_as_it_was_written() -> None:
    scope = Scope(2010, 2012, (ThingKind.EVENT, ThingKind.CONCEPT), WATER, PERSON)
    assert Scope.read(scope.parameters()) == scope
    assert Scope.read({}).is_open


@pytest.mark.usefixtures("lakes")
def test_concepts_stand_in_a_tree_with_their_documents_and_meet_on_a_map() -> None:
    html = open_page("concepts")
    assert 'class="ml-tree"' in html
    assert "12 liés à des documents, sur 12 concepts" in html
    assert 'id="concept-ties"' in html


@pytest.mark.usefixtures("lakes")
def test_a_concept_shows_its_years_with_a_test_who_and_what() -> None:
    html = open_page("concepts", about=WATER)
    assert "Stable" in html
    assert "Réseau Lacs et Cimes" in html
    assert "13 documents au fil du temps" in html
    assert "Rien de daté" in open_page("concepts", about=WATER, first="1900", last="1901")


@pytest.mark.usefixtures("lakes")
def test_two_concepts_are_compared_by_year_by_actor_and_together() -> None:
    html = open_page("concepts", about=WATER, versus=f"{BASE}concept/coworking")
    assert 'id="compared"' in html
    assert "ml-series-2" in html
    assert "dont 7 sur les deux" in html
    assert "1 sur les deux" not in open_page("concepts", about=WATER, versus=WATER)


@pytest.mark.usefixtures("lakes")
@pytest.mark.parametrize("iri", [*STRANGE, PERSON])
@pytest.mark.parametrize("name", ["about", "versus"])
def test_what_is_no_concept_is_asked_for_again(name: str, iri: str) -> None:
    html = open_page("concepts", **{"about": WATER} | {name: iri})
    assert "choisissez-la de nouveau" in html
    assert "<script>" not in html


def told(direction: Direction, q: float = 0.02) -> str:
    thing = Thing("c", "C", ThingKind.CONCEPT)
    return sentence(texts("fr"), Trend(thing, (2010, 2011), (1, 3), (9, 9), -0.021, q, q, direction))


def test_a_trend_is_said_with_its_slope_and_its_doubt() -> None:
    assert told(Direction.FALLING) == "Baisse\xa0: sa part perd 2,1 points par an (risque d’erreur 0,020)."
    assert "inférieur à 0,001" in told(Direction.RISING, 1e-9)
    assert "4 documents" in told(Direction.UNKNOWN)


def test_a_network_is_drawn_with_sizes_communities_and_ties_without_direction() -> None:
    things = [Thing(each, each.upper(), ThingKind.CONCEPT) for each in "ab"]
    nodes = tuple(Node(thing, count, 1) for thing, count in zip(things, (4, 1), strict=True))
    found = Network("", "", nodes, (Tie("a", "b", 1.0, ("d",), 1),), 2, 1, 0, 0)
    drawn, (tie,) = network_data(texts("fr"), drawing_of(texts("fr"), found, {"b": 1}))
    assert [node["size"] for node in drawn] == [1.0, 0.25]
    assert [node.get("colour") for node in drawn] == [None, GROUPS[1]]
    assert (tie["label"], tie["oneway"]) == ("1 document en commun", False)
