from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from streamlit.testing.v1 import AppTest

from explorer import context as served
from explorer.components import figures
from explorer.components.address import PATHS, Address, href
from explorer.components.view import Step, View, encode
from explorer.context import Context, set_context
from explorer.pages import thing
from graph.workspace import Workspace
from ingest.build import build
from ingest.quarantine import Quarantine
from ingest.reading import Reading
from ingest.records import Rejection
from ontology.errors import Place
from tests.explorer.pages.fictional import BASE, HOSTILE, workspace
from tests.workspaces import BASE as NETWORK
from tests.workspaces import EVENTS_SETTINGS, written


def open_page(name: str, **parameters: str) -> str:
    """All the HTML of a page as a browser would be given it."""
    script = f"from explorer.pages import Visit\nfrom explorer.pages.{name} import show\nimport streamlit as st\n"
    script += "show(Visit(st.query_params.get('lang', 'fr'), st.query_params.to_dict()))\n"
    app = AppTest.from_string(script, default_timeout=30)
    for key, value in parameters.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception, app.exception
    return "\n".join(str(each.proto.body) for each in app.get("html"))


@pytest.mark.usefixtures("lakes")
def test_a_source_says_what_it_tells_of_and_leads_to_more_of_it() -> None:
    html = open_page("thing", iri=f"{BASE}source/agenda")
    assert re.findall(r"<h3>(\w.*?) <span class=\"ml-soft\">(.*?)</span>", html) == [
        ("parle de", "81 événements"), ("parle de", "60 publications"), ("parle de", "60 personnes"),
        ("parle de", "13 organisations"),
    ]  # fmt: skip
    assert "Rien n" not in html.split("Relations</h2>")[1]
    all_events = re.findall(r'href="/fiche\?iri=[^"]*&amp;all=(\w+)"', html)[0]
    assert open_page("thing", iri=f"{BASE}source/agenda", all=all_events).count("ml-kind-event") > 80
    assert "tells of" in open_page("thing", iri=f"{BASE}source/agenda", lang="en")


@pytest.mark.usefixtures("lakes")
@pytest.mark.parametrize(
    ("text", "said"), [("2013", "first=2013&amp;last=2013"), ("2999", "Rien de ce nom"), ("213", "Rien de ce nom")]
)
def test_a_year_leads_to_that_year_on_the_timeline(text: str, said: str) -> None:
    html = open_page("home", q=text)
    assert said in html
    assert ("sur la chronologie" in html) == ("first=" in said)
    assert ("Rien de ce nom" in html) == ("first=" not in said)


@pytest.mark.usefixtures("lakes")
@pytest.mark.parametrize(
    ("language", "sure", "kind"), [("fr", "93\xa0%", "Preuve d’un lien"), ("en", "93%", "Evidence of")]
)
def test_the_page_of_an_evidence_says_the_link_the_words_and_where(language: str, sure: str, kind: str) -> None:
    name = "event-2010-03-03-rencontre-2-http---purl-org-dc-terms-subject-https---example-org-lacs-concept-coworking"
    html = open_page("thing", iri=f"{BASE}evidence/{name}", lang=language)
    title = re.findall("<h1[^>]*>(.*?)</h1>", html)
    assert title == ["Table ronde n° 3 : télétravail et coworking en montagne — subject — coworking"]
    assert "<mark>coworking</mark>" in html.lower()
    assert sure in html
    assert kind in html
    assert "0.93" not in html
    assert "iri=https%3A%2F%2Fexample.org%2Flacs%2Fevent%2F2010-03-03-rencontre-2" in html
    assert "iri=https%3A%2F%2Fexample.org%2Flacs%2Fconcept%2Fcoworking" in html
    assert "hasTarget" not in html


@pytest.mark.usefixtures("lakes")
@pytest.mark.parametrize("iri", ["urn:none", "nonsense", HOSTILE])
def test_relations_of_a_thing_that_is_unknown_say_so(iri: str) -> None:
    html = open_page("relations", iri=iri)
    assert "Le graphe ne dit rien de cette adresse" in html
    assert "<script>" not in html
    assert "Par quoi commencer" in open_page("relations")


@pytest.mark.usefixtures("lakes")
def test_home_shows_the_figures_themes_and_latest_things() -> None:
    html = open_page("home")
    assert "Réseau Lacs et Cimes" in html
    assert "<b>81</b> événements" in html
    assert "gestion de l&#39;eau" in html


@pytest.mark.usefixtures("lakes")
def test_home_and_the_tree_say_one_number_of_a_concept() -> None:
    said = r'<small><span aria-hidden="true">([^<]+)</span>'
    home = dict(re.findall(r'iri=([^"&]+)" lang="fr">[^<]+' + said, open_page("home")))
    tree = dict(re.findall(r'about=([^"&]+)"[^>]*>[^<]+</a> ' + said, open_page("concepts")))
    assert len(home) > 5
    assert home == {iri: tree[iri] for iri in home}


@pytest.mark.usefixtures("lakes")
@pytest.mark.parametrize(
    ("page", "parameters", "said"),
    [
        ("home", {}, "parlent d’un concept plus précis."),
        ("concepts", {}, "ceux des concepts plus précis aussi."),
        ("concepts", {"about": f"{BASE}concept/biodiversite"}, "sur ce concept ou sur un plus précis"),
        ("thing", {"iri": f"{BASE}concept/biodiversite"}, "Sur ce concept, ou sur un plus précis."),
    ],
)
def test_where_narrower_concepts_are_counted_it_is_said(page: str, parameters: dict[str, str], said: str) -> None:
    assert said in open_page(page, **parameters)


@pytest.mark.usefixtures("lakes")
def test_home_lists_what_a_search_may_mean() -> None:
    assert "coworking" in open_page("home", q="cowroking")
    assert "Rien de ce nom" in open_page("home", q="zzzzzzz")
    assert "/concepts" in open_page("home", q="zzzzzzz")
    assert "concept%2Fcoworking" in open_page("home", q="cowroking zzzzzzz")
    assert "concept%2Fecoconception" in open_page("home", q="écoconcxyzabcd")
    assert "<script>" not in open_page("home", q=HOSTILE)


@pytest.mark.usefixtures("lakes")
def test_a_thing_shows_its_links_grouped_with_counts() -> None:
    html = open_page("thing", iri=f"{BASE}concept/rse")
    assert "responsabilité sociale des entreprises" in html
    assert "événements" in html
    assert "pourquoi\xa0?" in html
    assert "/data/concept/rse.ttl" in html


@pytest.mark.usefixtures("lakes")
def test_why_opens_the_words_in_their_context() -> None:
    html = open_page("thing", iri=f"{BASE}event/hostile")
    anchor = html.split("why=")[1].split('"')[0]
    opened = open_page("thing", iri=f"{BASE}event/hostile", why=anchor)
    assert "<mark>" in opened
    assert "93\xa0%" in opened or "30\xa0%" in opened


@pytest.mark.usefixtures("lakes")
@pytest.mark.parametrize("iri", [f"{BASE}nothing", "nonsense", "javascript:alert(2)", HOSTILE, "x" * 9_000])
def test_an_unknown_thing_is_a_sentence_and_a_search(iri: str) -> None:
    assert "Le graphe ne dit rien de cette adresse" in open_page("thing", iri=iri)


@pytest.mark.usefixtures("lakes")
def test_relations_show_the_graph_as_tables_too() -> None:
    html = open_page("relations", iri=f"{BASE}concept/eau")
    assert 'id="graph-things"' in html
    assert 'data-action="expand"' in html
    assert "<script>" not in html


@pytest.mark.usefixtures("lakes")
def test_relations_restore_a_view_with_its_filters_and_selection() -> None:
    view = encode(View((Step("add", f"{BASE}concept/eau"),), ("event",)), BASE)
    html = open_page("relations", view=view, on=f"{BASE}concept/eau")
    assert 'aria-pressed="false"' in html
    assert "gestion de l&#39;eau</h2>" in html


@pytest.mark.usefixtures("lakes")
@pytest.mark.parametrize("view", ["nonsense", "AAAA", "é"])
def test_relations_begin_again_from_a_damaged_address(view: str) -> None:
    assert "Par quoi commencer" in open_page("relations", view=view)
    assert "abîmée" in open_page("relations", view=view, iri=f"{BASE}concept/eau")


@pytest.mark.usefixtures("lakes")
def test_a_named_question_asks_for_what_it_lacks() -> None:
    assert "Donnez une valeur à" in open_page("query", question="who-works-on")
    assert "Qui travaille sur télétravail" in open_page(
        "query", question="who-works-on", concept=f"{BASE}concept/teletravail"
    )


@pytest.mark.usefixtures("lakes")
@pytest.mark.parametrize(
    ("language", "said"),
    [("fr", "Vouliez-vous dire «\xa0who-works-on\xa0»\xa0?"), ("en", "Did you mean “who-works-on”?")],
)
def test_a_question_that_there_is_not_is_told_with_the_nearest(language: str, said: str) -> None:
    assert said in open_page("query", question="who-work-on", lang=language)


@pytest.mark.usefixtures("lakes")
def test_a_question_in_words_keeps_the_label_of_a_concept_as_it_is_spelt() -> None:
    drawn = open_page("query", question="where-both-are-said", first=f"{BASE}concept/eau", second=f"{BASE}concept/eau")
    assert "à la fois de gestion de l&#39;eau" in drawn


@pytest.mark.usefixtures("lakes")
def test_a_question_with_a_wrong_value_says_so() -> None:
    assert "ne convient pas au paramètre" in open_page("query", question="who-works-on", concept="nonsense")
    assert "Le graphe ne sait rien de" in open_page("query", question="who-works-on", concept=f"{BASE}concept/zzz")


@pytest.mark.usefixtures("lakes")
def test_quality_and_about_give_the_snapshots_own_figures() -> None:
    assert "141 sur 141" in open_page("quality")
    assert "agenda.ics" in open_page("about")


@pytest.mark.usefixtures("lakes")
def test_quality_draws_how_often_confidence_is_right_and_gives_the_same_numbers_in_a_table() -> None:
    html = open_page("quality", lang="en")
    drawn = unquote(html)
    assert 'src="data:image/svg+xml,' in html
    assert drawn.count("<circle") == 2
    assert 'cx="190.0" cy="70.0"' in drawn
    assert all(f">{number}</td>" in html for number in ("75%", "70%", "1,200"))


@pytest.mark.usefixtures("lakes")
def test_quality_says_what_was_set_aside_and_quotes_nobody() -> None:
    kept = Quarantine.of(served.get_context().workspace)
    assert "a tout compris" in open_page("quality")
    rejection = Rejection(Place("a.csv", "line 7"), "“<b>zoe@e.org</b>” is not an address", "Mend it.")
    try:
        kept.keep(Reading(rejections=[rejection]))
        html, french = open_page("quality", lang="en"), open_page("quality")
    finally:
        kept.path.unlink()
    assert "1 passage" in html
    assert "“…” is not an address" in html
    assert "line 7" in html
    assert "ligne 7" in french
    assert "zoe" not in html


@pytest.mark.usefixtures("lakes")
@pytest.mark.parametrize("name", list(PATHS))
def test_every_page_speaks_english(name: str) -> None:
    html = open_page(name, lang="en", iri=f"{BASE}concept/eau")
    assert not {"Accueil", "Événement<", "pourquoi", "Télécharger"} & set(html.replace("<", " <").split())
    assert "lang=en" in html or name in {"about", "export", "quality"}


def test_without_a_snapshot_the_page_says_what_to_run(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(served, "_served", [])
    set_context(Context(workspace(tmp_path_factory.mktemp("empty"))))
    app = AppTest.from_string("from explorer.ui import main\nmain()", default_timeout=30).run()
    assert not app.exception
    assert any("maillage build" in str(each.proto.body) for each in app.get("html"))


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """What is published where no source is described yet: the concepts alone."""
    folder = tmp_path_factory.mktemp("bare")
    (folder / "maillage.toml").write_text('[network]\nbase_iri = "https://e.org/"\n', encoding="utf-8")
    where = Workspace.open(folder)
    build(where, processes=1)
    return where


def test_quality_counts_the_documents_without_a_concept_that_it_does_not_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "".join(f"Xyz {number},201{number}-01-01\n" for number in range(5))
    written(tmp_path, {"maillage.toml": EVENTS_SETTINGS, "events.csv": f"title,date\n{rows}"})
    build(Workspace.open(tmp_path), processes=1)
    monkeypatch.setattr(served, "_served", [])
    monkeypatch.setattr(figures, "MOST", 2)
    set_context(Context(Workspace.open(tmp_path)))
    html = open_page("quality")
    assert "5 documents" in html
    assert "et 3 de plus" in html


def test_the_sheet_of_a_class_leads_to_its_things_and_that_of_a_source_names_its_hash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "".join(f"Xyz {number},201{number % 10}-01-01\n" for number in range(11))
    written(tmp_path, {"maillage.toml": EVENTS_SETTINGS, "events.csv": f"title,date\n{rows}"})
    build(Workspace.open(tmp_path), processes=1)
    monkeypatch.setattr(served, "_served", [])
    set_context(Context(Workspace.open(tmp_path)))
    events = "https://schema.org/Event"
    html = open_page("thing", iri=events)
    assert "Classe" in html.split("<h1")[0]
    assert "Autre" not in html.split("<h1")[0]
    assert re.search(r"sont de cette classe <span[^>]*>11 événements", html)
    assert html.count("ml-kind-event") == 8
    whole = re.findall(r'href="/fiche\?[^"]*all=(\w+)"', html)[0]
    assert open_page("thing", iri=events, all=whole).count("ml-kind-event") == 11
    monkeypatch.setattr(thing, "MANY", 6)
    screens = [open_page("thing", iri=events, all=whole, screen=screen) for screen in ("1", "2")]
    assert [each.count("ml-kind-event") for each in screens] == [6, 5]
    assert "De 7 à 11 sur 11" in screens[1]
    assert "are of this class" in open_page("thing", iri=events, lang="en")
    assert "sont de cette classe" not in open_page("thing", iri=f"{NETWORK}source/events-csv")
    assert "empreinte de ce qui a été lu" in open_page("thing", iri=f"{NETWORK}source/events-csv")


@pytest.mark.parametrize("name", list(PATHS))
def test_every_page_can_be_opened_where_only_concepts_are_published(
    bare: Workspace, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(served, "_served", [])
    set_context(Context(bare))
    html = open_page(name)
    assert html.strip()
    if name == "home":
        assert "maillage build" in html
        assert "Le plus récent" not in html
    if name == "quality":
        assert "Aucun document n’est encore dans le graphe" in html
        assert "Documents sans sujet" not in html
    if name == "concepts":
        assert "0 lié à des documents" in html


def test_links_are_read_back_as_they_were_written() -> None:
    for page in PATHS:
        found = Address.parse(href(page, "en", iri="https://e.org/a?b=c&d=é#f"))
        assert found == Address(page, {"iri": "https://e.org/a?b=c&d=é#f", "lang": "en"})


@pytest.mark.usefixtures("lakes")
def test_the_whole_graph_is_exported_in_every_format() -> None:
    from explorer.pages.export import written
    from graph.export import FORMATS, Selection
    from graph.views.things import ThingKind

    for extension in FORMATS:
        name, content = written(Selection(), extension, "fr", False)
        assert content, name
    concepts = Selection(kinds=(ThingKind.CONCEPT,), evidence=False, provenance=False)
    assert b"tiers-lieu" in written(concepts, "ttl", "fr", False)[1]
    assert b"script" not in written(concepts, "nt", "fr", False)[1]
    assert written(concepts, "bib", "fr", True)[0] == "selection-bib.zip"


@pytest.mark.usefixtures("lakes")
@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", ("Documents qui ont un sujet", "Documents sans sujet")),
        ("en", ("Documents with a subject", "Documents without a subject")),
    ],
)
def test_documents_that_no_concept_is_the_subject_of_are_called_so(language: str, said: tuple[str, str]) -> None:
    html = open_page("quality", lang=language)
    assert all(each in html for each in said)


@pytest.mark.usefixtures("lakes")
@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("PREFIX a: <urn:a> select ?s { ?s ?p ?o }", "Ceci est un SELECT"),
        ("ASK {}", "Ceci est un ASK"),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", ""),
        ("", ""),
    ],
)
def test_a_query_that_constructs_nothing_is_told_what_to_write(query: str, told: str) -> None:
    script = "from explorer.pages import Visit\nfrom explorer.pages.export import show\nshow(Visit('fr', {}))\n"
    app = AppTest.from_string(script, default_timeout=30).run()
    app.text_area[0].set_value(query).run()
    said = "\n".join(str(each.value) for each in app.info)
    assert (told in said) if told else not said
    links = [each for each in app.get("html") if "construct=" in str(each.proto.body)]
    assert bool(links) == query.startswith("CONSTRUCT")
