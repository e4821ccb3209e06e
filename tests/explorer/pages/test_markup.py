from __future__ import annotations

import math
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from jinja2 import nodes

from explorer.components.bubbles import frame, pack
from explorer.components.charts import columns
from explorer.components.drawing import Drawing, network_data
from explorer.components.evidence import cards
from explorer.components.kinds import LOOKS
from explorer.components.render import environment_of, render, shorten
from explorer.components.scope import Scope
from explorer.components.style import stylesheet
from explorer.texts import texts
from graph.networks.chronology import Chronology
from graph.views.descriptions import distinct
from graph.views.things import Edge, Evidence, Link, LinkGroup, Thing, ThingKind
from tests.explorer.pages.fictional import HOSTILE

CARD: dict[str, object] = {"foldable": False, "parts": [], "alike": [], "address": {}}
STRANGE = Thing(f"https://example.org/{HOSTILE}", HOSTILE, ThingKind.EVENT, HOSTILE)


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def tags(html: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = Tags()
    parser.feed(html)
    return parser.found


def told(iri: str) -> tuple[str, str]:
    return ("Acceptée", "") if iri.endswith("accepted") else ("", "Les mots sont un libellé.")


def evidence(**changes: object) -> Evidence:
    given: dict[str, object] = {
        "iri": "e", "subject": STRANGE, "relation": "r", "relation_label": HOSTILE, "object": STRANGE,
        "quote": HOSTILE, "prefix": "a" * 900, "suffix": HOSTILE, "start": 1, "end": 2, "source": STRANGE,
        "source_url": "javascript:alert(1)", "found_at": ("javascript:alert(2)", "https://example.org/ok"),
        "method": "https://w3id.org/maillage/ontology#method-label", "method_label": HOSTILE, "confidence": 0.5,
        "decision": "", "date": "2026-01-15",
    }  # fmt: skip
    return Evidence(**(given | changes))  # type: ignore[arg-type]


def test_a_hostile_label_becomes_text_and_no_address_of_it_can_run() -> None:
    shown: dict[str, dict[str, object]] = {
        "thing_head.html": {"thing": STRANGE, "types": [STRANGE], "is_class": False, "text": HOSTILE, "facts": []},
        "relations_link.html": {"said": [{"edge": Edge("a", "b", "r", HOSTILE), "source": STRANGE, "target": STRANGE,
                                          "items": cards(texts("fr"), [evidence()], told), "more": 0}]},
        "relations_thing.html": {"thing": STRANGE, "ways": [], "pinned": False, "foldable": True,
            "parts": [STRANGE], "alike": [STRANGE], "address": {"on": HOSTILE}},
        "state.html": {"alert": True, "title": HOSTILE, "sentence": HOSTILE, "remedy": HOSTILE},
    }  # fmt: skip
    for template, values in shown.items():
        found = tags(render(template, "fr", **values))
        assert not {"script", "img"} & {tag for tag, _ in found}, template
        assert not any((attributes.get("href") or "").startswith("javascript") for _, attributes in found), template
        assert not any(name.startswith("on") for _, attributes in found for name in attributes), template


@pytest.mark.parametrize("package", ["explorer.components", "explorer.http"])
def test_no_sentence_is_given_markup_which_would_be_escaped_twice(package: str) -> None:
    environment = environment_of(package)
    assert environment.loader
    for name in environment.list_templates():
        tree = environment.parse(environment.loader.get_source(environment, name)[0])
        macros = {each.name for each in tree.find_all(nodes.Macro)} | {"icon", "as_picture"}
        macros |= {str(macro) for each in tree.find_all(nodes.FromImport) for macro in each.names}
        for call in tree.find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name == "t":
                within = {each.name for value in call.kwargs for each in value.find_all(nodes.Name)}
                assert not within & macros, f"{name}, line {call.lineno}"


@pytest.mark.parametrize("package", ["explorer.components", "explorer.http"])
def test_punctuation_that_languages_space_otherwise_is_the_catalogues(package: str) -> None:
    environment = environment_of(package)
    assert environment.loader
    for name in environment.list_templates(["html"]):
        source = environment.loader.get_source(environment, name)[0]
        own = re.sub(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|(?s:<(style|script).*?</\1>)", "", source)
        own = re.sub(r"<[^<>]*>|&\w+;", "|", own)
        assert re.findall(r".*\s[:;?!].*|.*[:;?!](?:\s|$).*|.*[«»“”].*", own) == [], name


def test_a_label_of_ten_thousand_characters_is_cut_where_it_is_one_among_others() -> None:
    long = Thing("https://example.org/l", "mot " * 2_500, ThingKind.PERSON)
    assert len(render("relations_thing.html", "fr", thing=long, ways=[], pinned=False, **CARD)) < 2_500


def test_the_words_of_evidence_stand_in_their_context() -> None:
    (card,) = cards(texts("fr"), [evidence(prefix="avant ", quote="mots", suffix=" après")], told)
    assert (card.prefix, card.quote, card.suffix, card.place) == (
        "avant ",
        "mots",
        " après",
        "caractères 1 à 2 du champ",
    )


def test_the_source_of_evidence_is_named_once_and_its_place_said_in_french() -> None:
    source = replace(STRANGE, label="agenda.csv")
    (card,) = cards(texts("fr"), [evidence(source=source, source_url="agenda.csv, line 9")], told)
    assert card.locator == "ligne 9"
    (card,) = cards(texts("fr"), [evidence(source=source, source_url="agenda.csv")], told)
    assert not card.locator


def test_long_context_is_cut_on_the_far_side() -> None:
    (card,) = cards(texts("fr"), [evidence(prefix="loin " + "a" * 400)], told)
    assert card.prefix.startswith("…a")
    assert "loin" not in card.prefix


def test_a_method_is_explained_and_a_decision_named_by_the_vocabulary() -> None:
    (card,) = cards(texts("fr"), [evidence(decision="https://w3id.org/maillage/ontology#accepted")], told)
    assert (card.method_sentence, card.decision) == ("Les mots sont un libellé.", "Acceptée")


def test_a_decision_without_words_of_its_own_is_shown_as_it_is() -> None:
    assert cards(texts("en"), [evidence(decision="x#maybe")], told)[0].decision == "x#maybe"
    assert cards(texts("en"), [evidence()], told)[0].decision == "Not reviewed yet"


def test_circles_never_overlap_and_more_documents_never_make_a_smaller_one() -> None:
    themes = [
        (Thing(f"t{number}", f"thème {number}", ThingKind.CONCEPT), number * number % 23 + 1) for number in range(30)
    ]
    bubbles = pack(themes)
    for first in bubbles:
        for second in bubbles:
            apart = math.hypot(first.x - second.x, first.y - second.y)
            assert first is second or apart >= first.radius + second.radius - 0.3
    by_count = sorted(bubbles, key=lambda each: each.count)
    assert [each.radius for each in by_count] == sorted(each.radius for each in bubbles)
    assert frame(bubbles).width > frame(bubbles).height


def test_one_theme_or_none_makes_a_picture_too() -> None:
    assert pack([]) == ()
    (alone,) = pack([(STRANGE, 0)])
    picture = frame([alone])
    assert alone.radius < picture.width / 7
    assert alone.x == picture.left + picture.width / 2


def test_relations_of_a_pair_are_drawn_as_one_edge_that_names_them_all() -> None:
    nodes = (Thing("a", "A", ThingKind.EVENT), Thing("b", "B", ThingKind.CONCEPT))
    edges = (Edge("a", "b", "r", "sujet", 2, 0.9), Edge("b", "a", "s", "vu dans", 1, 0.2), Edge("a", "gone", "r", "x"))
    drawn, (pair,) = network_data(texts("fr"), Drawing(nodes, edges))
    assert [node["id"] for node in drawn] == ["a", "b"]
    assert (pair["label"], pair["note"], pair["weak"]) == ("sujet · vu dans", "3 preuves", False)


def test_every_kind_has_a_colour_and_a_shape_of_its_own() -> None:
    assert set(LOOKS) == set(ThingKind)
    assert len({look.path for look in LOOKS.values()}) == len(LOOKS)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("kind", list(ThingKind))
def test_the_colours_of_kinds_stand_out_on_light_and_dark_pages(kind: ThingKind) -> None:
    look = LOOKS[kind]
    assert (luminance("#FFFFFF") + 0.05) / (luminance(look.light) + 0.05) >= 3
    assert (luminance(look.dark) + 0.05) / (luminance("#1B2227") + 0.05) >= 3


def test_the_stylesheet_asks_no_other_host() -> None:
    assert "http" not in stylesheet().replace("http://www.w3.org/2000/svg", "").replace("http%3A//www.w3.org", "")


def test_links_told_from_both_sides_are_shown_once() -> None:
    link = Link("narrower", False, STRANGE)
    groups = [LinkGroup("narrower", "plus étroit", False, ThingKind.CONCEPT, (link,), 1),
              LinkGroup("broader", "plus étroit", True, ThingKind.CONCEPT, (link,), 1),
              LinkGroup("broader", "plus étroit", True, ThingKind.EVENT, (link,), 1)]  # fmt: skip
    assert distinct(groups) == [groups[0], groups[2]]


def test_a_chart_has_its_empty_years_and_measures_by_the_tallest_bar() -> None:
    found = columns([2010, 2013], [[1, 4], [2, 0]], lambda years, values: f"{years} {values}")
    assert [each.first for each in found] == [2010, 2011, 2012, 2013]
    assert (found[0].shares, found[3].shares) == ((0.25, 0.5), (1.0, 0.0))
    assert columns([], [[]], lambda *_: "") == ()
    stacked = columns([2010, 2013], [[1, 4], [2, 2]], lambda *_: "", stacked=True)
    assert (stacked[0].shares, stacked[3].shares) == ((1 / 6, 2 / 6), (4 / 6, 2 / 6))


@pytest.mark.parametrize(
    ("years", "marks", "size"),
    [
        ([2014], ["2014"], 1),
        ([2014, 2015], ["2014", "2015"], 2),
        ([1981, 2022], ["1981", "1990", "2000", "2010", "2022"], 42),
        ([1968, 2027], ["1968", "1980", "2000", "2027"], 60),
        ([1967, 2027], ["1967", "1980", "2000", "2027"], 13),
        ([-44, 2026], ["-44", "500", "1000", "1500", "2026"], 42),
    ],
)
def test_a_chart_has_columns_that_can_be_hit_with_round_years_below(
    years: list[int], marks: list[str], size: int
) -> None:
    found = columns(years, [[1] * len(years)], lambda years, _: years, lambda first, last: f"{first} {last}")
    assert (len(found), [each.mark for each in found if each.mark]) == (size, marks)
    assert (found[0].first, found[-1].last) == (years[0], years[-1])
    assert all(one.last + 1 == other.first for one, other in pairwise(found))
    assert found[-1].href == f"{found[-1].first} {found[-1].last}"


def test_in_a_chart_of_centuries_a_column_is_of_several_years_and_leads_to_all_of_them() -> None:
    found = columns(
        [1789, 2013, 2099],
        [[1, 4, 1], [0, 2, 0]],
        lambda years, _: years,
        lambda first, last: f"/{first}/{last}",
        stacked=True,
    )
    shown = {"kinds_shown": [ThingKind.EVENT, ThingKind.PUBLICATION], "scope": Scope(), "groups": [], "screens": 1}
    chronology = Chronology(years=(), documents=(), total=7, undated=1)
    html = render("timeline.html", "fr", columns=found, found=chronology, **shown)
    assert [each for each in re.findall(r'data-in href="([\d/]+)"', html) if "2010" in each] == ["/2010/2019"]
    assert html.count('aria-hidden="true"></i>') == 4 + 2
    assert "Une colonne pour 10 ans." in html
    assert ">2010–2019</span>" in html
    assert "1 document sans date\xa0: sa fiche le montre." in html


SEEN_AS_ONE = ["👨\u200d👩\u200d👧\u200d👦", "👩🏽\u200d💻", "🏳\ufe0f\u200d🌈", "🇫🇷", "e\u0301\u0323", "4\ufe0f\u20e3"]


@pytest.mark.parametrize("whole", SEEN_AS_ONE)
def test_a_label_is_cut_before_or_behind_what_is_seen_as_one_character(whole: str) -> None:
    label = f"Oh {whole}{whole} !"
    for length in range(1, len(label)):
        cut = shorten(label, length).removesuffix("…")
        assert len(cut) <= length
        assert label.startswith(cut)
        assert cut.replace(whole, "") in {"", "O", "Oh", "Oh "}
