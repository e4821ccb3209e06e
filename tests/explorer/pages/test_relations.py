from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from io import BytesIO

import networkx as nx
import pytest
from pyoxigraph import QueryTriples

from explorer.components.board import compose
from explorer.components.gathering import MOST
from explorer.components.history import History
from explorer.components.layouts import ACROSS, DOWN, Standing, along_time, by_kind, by_level
from explorer.components.presenting import drawing_of, groups_of
from explorer.components.taking import Taken
from explorer.components.view import Step, View, encode
from explorer.components.viewing import asked_view
from explorer.context import get_context
from explorer.texts import texts
from graph.views.things import ThingKind
from ontology.errors import CallError
from ontology.namespaces import RDFS
from tests.explorer.pages.fictional import BASE, HOSTILE
from tests.explorer.pages.test_pages import open_page

WATER, NETWORK = f"{BASE}concept/eau", f"{BASE}organisation/0"
BOTH = View((Step("add", WATER), Step("add", NETWORK)))
pytestmark = pytest.mark.usefixtures("lakes")


def test_what_is_not_drawn_is_counted_by_kind_and_unfolds() -> None:
    view = View((Step("add", NETWORK),))
    (rest,) = compose(view, "fr").rest.values()
    assert (rest.hub, rest.kind, rest.count) == (NETWORK, ThingKind.EVENT, 40)
    unfolded = compose(view.then(Step("expand", NETWORK, kind="event")), "fr")
    assert not unfolded.rest
    assert len(unfolded.shown) == 81


def test_a_thing_that_is_folded_takes_back_what_hangs_on_it_alone() -> None:
    board = compose(BOTH.then(Step("fold", NETWORK)), "fr")
    assert {NETWORK, WATER} < board.shown.keys()
    assert sum(rest.count for rest in board.rest.values()) + board.degrees[NETWORK] == 80
    assert all(board.degrees[iri] > 1 for iri in board.shown if "/event/2" in iri)


def test_a_period_and_a_concept_choose_among_documents_and_what_they_leave_alone_goes() -> None:
    board = compose(BOTH.within(2012, 2014, 0), "fr")
    assert {year for iri, year in board.years.items() if iri in board.shown} == {2012, 2013, 2014}
    assert {WATER, NETWORK} < board.shown.keys()
    about = compose(View(BOTH.steps, about=f"{BASE}concept/coworking"), "fr")
    assert all("coworking" in thing.label for thing in about.shown.values() if thing.kind is ThingKind.EVENT)
    assert len(about.shown) < len(compose(BOTH, "fr").shown)


def test_kinds_and_relations_are_counted_within_the_period_and_the_undated_are_told() -> None:
    hostile = Step("add", f"{BASE}event/hostile")
    view = View((*BOTH.steps, hostile)).within(2012, 2014, 0)
    whole, board = compose(View(view.steps), "fr"), compose(view, "fr")
    drawn = sum(thing.kind is ThingKind.EVENT for thing in board.shown.values())
    assert 0 < drawn < whole.count(ThingKind.EVENT, drawn=True)
    assert board.count(ThingKind.EVENT, drawn=True) == drawn
    left_out = compose(view.toggle("kind", "event"), "fr")
    assert left_out.count(ThingKind.EVENT, drawn=False) == drawn
    assert (whole.undated, board.undated) == (0, 1)
    html = open_page("relations", view=encode(view, BASE))
    (said,) = re.findall(r"</i> Événements <small>(\d+)</small>", html)
    assert int(said) == drawn
    assert "1 document sans date, que la période laisse de côté." in html


def test_doubtful_links_are_left_out_and_stated_ones_stay() -> None:
    hostile = View((Step("add", f"{BASE}event/hostile"),))
    assert any(edge.confidence == pytest.approx(0.3) for edge in compose(hostile, "fr").links)
    sure = compose(hostile.within(0, 0, 50), "fr")
    assert all(edge.confidence is None or edge.confidence >= 0.5 for edge in sure.links)
    assert f"{BASE}organisation/longue" not in sure.shown


def test_an_unknown_concept_or_a_period_without_anything_fails_nothing() -> None:
    assert compose(View(BOTH.steps, about=f"{BASE}concept/<dragon>"), "fr").shown
    nothing = compose(BOTH.within(1066, 1066, 0), "fr")
    assert {WATER, NETWORK} < nothing.shown.keys()
    assert not any(thing.kind is ThingKind.EVENT for thing in nothing.shown.values())


def test_merged_things_are_one_node_whose_links_keep_their_evidence() -> None:
    workshop = f"{BASE}organisation/1"
    board = compose(BOTH.then(Step("show", workshop)), "fr")
    merged = compose(BOTH.then(Step("show", workshop)).then(Step("merge", workshop, into=NETWORK)), "fr")
    assert workshop not in merged.shown
    assert merged.parts(NETWORK)[0].iri == workshop
    assert merged.degrees[NETWORK] == board.degrees[NETWORK] + board.degrees[workshop]
    assert any(edge.target == workshop and edge.evidence for edge in merged.links)


def test_merging_in_a_circle_or_into_nothing_leaves_every_thing_somewhere() -> None:
    one, other = f"{BASE}organisation/1", f"{BASE}organisation/2"
    view = BOTH.then(Step("show", one)).then(Step("show", other))
    circle = view.then(Step("merge", one, into=other)).then(Step("merge", other, into=one))
    assert other in compose(circle, "fr").shown
    assert one in compose(view.then(Step("merge", one, into="nowhere")), "fr").shown
    assert one in compose(circle.then(Step("part", one)), "fr").shown


def test_a_thousand_steps_are_taken_and_more_are_refused() -> None:
    steps = tuple(Step("hide", f"{BASE}event/{number}") for number in range(999))
    word = encode(View((Step("add", WATER), *steps)), BASE)
    assert compose(asked_view({"view": word})[0], "fr").shown
    assert len(word) < 8_000
    too_many = View((Step("add", WATER),) * 1_001)
    assert asked_view({"view": encode(too_many, BASE)}) == (View(), True)


def test_several_things_begin_a_graph_from_one_address() -> None:
    view, _ = asked_view({"iri": f"{WATER} {NETWORK},{BASE}concept/coworking"})
    assert [step.iri for step in view.steps] == [WATER, NETWORK, f"{BASE}concept/coworking"]


def test_a_form_left_empty_opens_the_period_again_and_nonsense_is_no_confidence() -> None:
    word = encode(BOTH.within(2010, 2012, 70), BASE)
    assert asked_view({"view": word, "within": "1"})[0] == BOTH
    assert asked_view({"view": word, "within": "1", "sure": "-5", "first": "<b>"})[0] == BOTH
    assert asked_view({"view": word, "within": "1", "first": "2020", "last": "2011"})[0].first == 2011


def test_undo_and_redo_go_with_the_browsers_back_and_forward() -> None:
    history, later = History(), BOTH.within(2010, 2012, 0)
    history.arrive(BOTH, "at")
    history.arrive(later, "")
    assert history.goes_on
    history.arrive(BOTH, "at")
    assert [view for view, _ in history.future] == [later]
    assert history.redo()[0] == later
    assert history.undo(later) == (BOTH, "at")
    assert not history.past
    assert history.undo(BOTH)[0] == BOTH.without_last()


def test_another_graph_begins_another_history() -> None:
    history = History()
    history.arrive(BOTH, "")
    history.arrive(View((Step("add", f"{BASE}concept/coworking"),)), "")
    assert not history.past


@pytest.mark.parametrize("layout", ["hierarchy", "time", "kind"])
def test_a_layout_places_everything_apart_and_always_alike(layout: str) -> None:
    view = View((*BOTH.steps, Step("expand", NETWORK)), layout=layout)  # type: ignore[arg-type]
    board = compose(view, "fr")
    drawing = drawing_of(texts("fr"), view, board, {})
    assert drawing.places.keys() == board.shown.keys() | board.rest.keys()
    assert len(set(drawing.places.values())) == len(drawing.places)
    assert drawing_of(texts("fr"), view, board, {}) == drawing


def test_along_time_years_grow_from_left_to_right() -> None:
    things = [Standing(f"{year}-{place}", "x", ThingKind.EVENT, year) for year in (2020, 2001) for place in range(20)]
    things.append(Standing("c", "c", ThingKind.CONCEPT))
    places, guides = along_time(things, {"c": ["2001-0"], "2001-0": ["c"]})
    assert max(x for name, (x, _) in places.items() if "2001" in name) < min(
        x for name, (x, _) in places.items() if "2020" in name
    )
    assert [guide.text for guide in guides] == ["2001", "2020"]
    assert places["c"][1] > max(y for name, (_, y) in places.items() if name != "c")


def test_layouts_of_nothing_and_of_one_thing_hold() -> None:
    alone = [Standing("a", "a", ThingKind.PERSON)]
    assert by_level([], {}, ()) == {}
    assert along_time([], {}) == ({}, [])
    assert by_level(alone, {}, ())["a"] == (0, 0)
    assert by_kind(alone, {}, lambda kind, count: f"{kind} {count}")[1][0].text == "person 1"


def test_a_level_is_below_those_it_is_linked_to() -> None:
    things = [Standing(name, name, ThingKind.PERSON) for name in "abcd"]
    places = by_level(things, {"a": ["b", "c"], "b": ["a"], "c": ["a"]}, {"a"})
    assert places["a"][1] < places["b"][1] == places["c"][1] < places["d"][1]
    assert abs(places["b"][0] - places["c"][0]) >= ACROSS > DOWN


def test_communities_have_colours_and_names_and_the_most_linked_is_the_largest() -> None:
    view = View(BOTH.steps, colour="community", size="importance")
    board = compose(view, "fr")
    drawing = drawing_of(texts("fr"), view, board, {})
    assert max(drawing.sizes, key=lambda iri: drawing.sizes[iri]) == NETWORK
    groups = groups_of(board, drawing)
    assert sum(group.size for group in groups) == len(board.shown)
    assert any("Réseau Lacs et Cimes" in group.name for group in groups)


def taken(view: View, **more: str) -> Taken:
    return Taken.of({"view": encode(view, BASE)} | more, "http://127.0.0.1/")


def test_the_query_gives_the_links_that_are_shown() -> None:
    for view in (BOTH, BOTH.within(0, 0, 70), BOTH.toggle("relation", "https://schema.org/organizer")):
        found = taken(view)
        answer = get_context().store().query(found.query)
        assert isinstance(answer, QueryTriples)
        given = {(t.subject.value, t.predicate.value, t.object.value) for t in answer if t.predicate != RDFS.label}
        assert given == {(edge.source, edge.relation, edge.target) for edge in found.board.links}


@pytest.mark.parametrize(("extension", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_network_files_hold_the_graph_with_its_places_and_hostile_labels_as_text(extension: str, read: object) -> None:
    found = taken(BOTH)
    graph = read(BytesIO(found.file(extension)))  # type: ignore[operator]
    assert set(graph.nodes) == found.board.shown.keys()
    assert graph.number_of_edges() == len(found.board.links)
    ids = [edge.get("id") for edge in ET.fromstring(found.file(extension)).iterfind(".//{*}edge")]
    assert len({*ids}) == len(ids) == len(found.board.links), "Gephi leaves out an edge whose id it has met"
    assert b"networkx_key" not in found.file(extension)
    assert graph.nodes[f"{BASE}event/hostile"]["label"] == HOSTILE
    assert {"x", "y", "importance", "community", "kind"} <= graph.nodes[WATER].keys()


def test_a_picture_is_well_formed_and_names_everything_in_it() -> None:
    found = taken(View((*BOTH.steps, Step("add", f"{BASE}organisation/longue"))))
    root = ET.fromstring(found.file("svg"))
    titles = {each.text for each in root.iter("{http://www.w3.org/2000/svg}title")}
    assert HOSTILE in titles
    assert not list(root.iter("{http://www.w3.org/2000/svg}script"))
    assert all(len(title or "") < 400 for title in titles)


def test_what_is_taken_away_is_titled_as_the_language_does() -> None:
    assert taken(BOTH).title.startswith("Graphe de relations\xa0: ")
    assert taken(BOTH, lang="en").title.startswith("Graph of relations: ")


def test_a_page_that_is_taken_away_asks_nothing_of_anyone_and_no_label_leaves_its_text() -> None:
    page = taken(View((*BOTH.steps, Step("add", f"{BASE}organisation/longue")))).file("html").decode()
    assert page.count("</script>") == 3
    assert '<script>alert("x")' not in page
    assert "<img src=x" not in page
    assert "default-src 'none'" in page
    assert not re.search(r"<(img|link|iframe|script)\b[^>]*\s(src|href)=", page)


def test_things_told_where_to_stand_stand_there_in_every_file() -> None:
    board = compose(BOTH, "fr")
    from explorer.components.view import encode_places

    places = {name: (number * 7 - 100, -number) for number, name in enumerate(board.order)}
    at = encode_places(places, board.order, get_context().snapshot().id)
    graph = taken(BOTH, at=at).network(with_looks=False)
    assert all((graph.nodes[name]["x"], graph.nodes[name]["y"]) == places[name] for name in board.shown)


def test_links_that_are_taken_away_weigh_as_much_as_their_evidence() -> None:
    links = [known for *_, known in taken(BOTH).network(with_looks=False).edges(data=True)]
    assert links
    assert [each["weight"] for each in links] == [max(1, each["evidence"]) for each in links]


@pytest.mark.parametrize("parameters", [{}, {"iri": "nonsense"}, {"view": "AAAA"}, {"iri": "javascript:alert(1)"}])
def test_an_address_without_a_graph_is_a_sentence(parameters: dict[str, str]) -> None:
    with pytest.raises(CallError, match="names no graph"):
        Taken.of(parameters, "http://127.0.0.1/")


def test_whatever_is_expanded_the_drawing_stays_small() -> None:
    board = compose(BOTH, "fr")
    steps = tuple(Step("expand", iri) for iri in board.things)
    whole = compose(View((*BOTH.steps, *steps)), "fr")
    assert len(whole.things) <= MOST
