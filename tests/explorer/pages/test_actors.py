"""The page of actors' networks as HTML: every network, measure and state, any address."""

from __future__ import annotations

from html import unescape

import pytest

from explorer.components.circles import NETWORKS, circle, circle_file
from graph.networks.filters import EVERYTHING, Filters
from graph.networks.meanings import meaning
from graph.networks.measures import MEASURES
from ontology.errors import CallError
from tests.explorer.pages.fictional import BASE, HOSTILE
from tests.explorer.pages.test_pages import open_page

WATER, LEADER = f"{BASE}concept/eau", f"{BASE}organisation/0"
STRANGE = [f"{BASE}nothing", "nonsense", "javascript:alert(2)", HOSTILE, "x" * 9_000]


@pytest.mark.usefixtures("lakes")
def test_actors_show_their_ties_groups_ranking_and_who_bridges_with_what_each_means() -> None:
    html = unescape(open_page("actors"))
    assert "le poids en est le nombre" in html
    assert 'id="actor-ties"' in html
    assert "Des groupes dont les membres" in html
    assert "1. <i" in html
    assert "Ceux dont les liens se partagent" in html
    assert all(meaning(each).sentences["fr"] in html for each in MEASURES)


@pytest.mark.usefixtures("lakes")
def test_the_network_keeps_to_a_concept_and_a_period() -> None:
    def ties(html: str) -> int:
        return html.split('id="actor-ties"')[1].split("</table>", maxsplit=1)[0].count("<tr>")

    whole, narrowed = open_page("actors"), open_page("actors", about=WATER, first="2010", last="2012")
    assert 0 < ties(narrowed) < ties(whole)
    assert "Aucun acteur n’a part" in open_page("actors", first="1900", last="1901")


@pytest.mark.usefixtures("lakes")
@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_network_of_actors_opens_or_says_that_nothing_ties_them(name: str, language: str) -> None:
    html = open_page("actors", by=name, lang=language)
    assert 'id="network"' in html
    assert "<script>" not in html


@pytest.mark.usefixtures("lakes")
@pytest.mark.parametrize("name", MEASURES)
def test_the_actors_are_ranked_by_every_measure(name: str) -> None:
    found = circle("actors", EVERYTHING, "fr", name, "")
    values = [score.value for score in found.ranking.scores]
    assert values == sorted(values, reverse=True)
    html = unescape(open_page("actors", measure=name))
    assert f'aria-current="true">{meaning(name).titles["fr"]}' in html


@pytest.mark.usefixtures("lakes")
def test_a_tie_says_which_documents_make_it() -> None:
    tie = circle("actors", EVERYTHING, "fr", "degree", "").network.ties[0]
    html = open_page("actors", on=f"{tie.source} {tie.target}")
    card = html.split('id="selected"')[1].split("</section>")[0]
    assert "Ce qui les relie" in card
    assert card.count("<li>") == len(tie.documents)


@pytest.mark.usefixtures("lakes")
def test_an_actor_opens_with_the_way_to_its_own_network() -> None:
    card = open_page("actors", on=LEADER).split('id="selected"')[1].split("</section>")[0]
    assert "Réseau Lacs et Cimes" in card
    assert "actor=https" in card
    around = open_page("actors", actor=LEADER)
    assert "Autour de Réseau Lacs et Cimes" in around


@pytest.mark.usefixtures("lakes")
@pytest.mark.parametrize("name", ["about", "actor"])
@pytest.mark.parametrize("iri", STRANGE)
def test_what_is_not_known_is_asked_for_again(name: str, iri: str) -> None:
    html = open_page("actors", **{name: iri})
    assert "choisissez-la de nouveau" in html
    assert "<script>" not in html


@pytest.mark.usefixtures("lakes")
@pytest.mark.parametrize("word", ["nonsense", HOSTILE, "x" * 9_000])
def test_a_network_measure_or_selection_that_is_not_there_leaves_the_page_as_it_was(word: str) -> None:
    html = open_page("actors", by=word, measure=word, on=word)
    assert "Degré pondéré</strong>" in html
    assert "<script>" not in html


@pytest.mark.usefixtures("lakes")
def test_the_network_is_taken_away_whole() -> None:
    found = circle("actors", EVERYTHING, "fr", "degree", "")
    rows = circle_file("actors", EVERYTHING, "fr", "csv").decode().splitlines()
    assert len(rows) == found.network.tie_count + 1
    assert b"graphml" in circle_file("actors", EVERYTHING, "fr", "graphml")
    with pytest.raises(CallError, match="nobody"):
        circle_file("actors", Filters(1900, 1901), "fr", "csv")


@pytest.mark.usefixtures("lakes")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_around_an_actor_one_learns_how_many_of_its_own_ties_are_shown(language: str) -> None:
    network = circle("actors", EVERYTHING, language, "degree", LEADER).network
    degree = next(node.degree for node in network.nodes if node.thing.iri == LEADER)
    own = sum(LEADER in {tie.source, tie.target} for tie in network.ties)
    assert 0 < own < len(network.ties) < network.tie_count
    html = unescape(open_page("actors", actor=LEADER, lang=language))
    counted = {"fr": f"Liens de cet acteur montrés : {own} sur {degree}.", "en": f"shown: {own} of {degree}."}
    assert counted[language] in html.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
    assert str(network.tie_count) not in html.split('id="network"')[1].split("</section>")[0]
    whole = {"fr": "dans tout ce réseau", "en": "in this whole network"}[language]
    assert html.count(whole) == 3
    assert whole not in unescape(open_page("actors", lang=language))
