from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from graph.embedded import EmbeddedStore
from graph.labels import index_labels
from graph.networks.index import read_index
from graph.search import Entry, LabelIndex
from graph.views.things import ThingKind
from ontology.errors import DataError

CONCEPT, ORGANISATION, EVENT = ThingKind.CONCEPT, ThingKind.ORGANISATION, ThingKind.EVENT
ENTRIES = [
    Entry("c:velo", CONCEPT, {"fr": "vélo", "en": "bicycle"}, frozenset({"bicyclette"}), 3),
    Entry("c:eco", CONCEPT, {"fr": "éco-conception", "en": "ecodesign"}, weight=2),
    Entry("c:bio", CONCEPT, {"fr": "biodiversité", "en": "biodiversity"}, weight=9),
    Entry("c:rse", CONCEPT, {"fr": "responsabilité sociale des entreprises"}, frozenset({"RSE"}), 5),
    Entry("c:tla", CONCEPT, {"fr": "tiers-lieux d’activités"}, frozenset({"TLA"}), 4),
    Entry("c:oeuvre", CONCEPT, {"fr": "œuvre d'art"}),
    Entry("c:durable", CONCEPT, {"fr": "développement durable"}, weight=8),
    Entry("o:uga", ORGANISATION, {"": "Université Grenoble Alpes"}, frozenset({"UGA"}), 7),
    Entry("o:rser", ORGANISATION, {"": "RSE Rhône"}),
    Entry("e:bio", EVENT, {"fr": "La biodiversité dans la ville, une chance pour nos territoires"}),
    *(
        Entry(f"e:{n}", EVENT, {"fr": f"Séance numéro {n} sur le développement durable des territoires"})
        for n in range(300)
    ),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> LabelIndex:
    return LabelIndex.build(tmp_path_factory.mktemp("labels") / "labels é%#?.sqlite", ENTRIES)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("vélo", "c:velo"), ("VELO", "c:velo"), ("bicyclette", "c:velo"), ("bicycle", "c:velo"), ("vel", "c:velo"),
        ("écoconception", "c:eco"), ("Éco conception", "c:eco"), ("ecoconceptoin", "c:eco"), ("eco-concept", "c:eco"),
        ("biodiversté", "c:bio"), ("bodiversite", "c:bio"), ("biodvi", "c:bio"), ("b", "c:bio"),
        ("rse", "c:rse"), ("R.S.E.", "c:rse"), ("responsabilte social", "c:rse"), ("entreprise social", "c:rse"),
        ("tiers lieux d'activites", "c:tla"), ("tiers-lieu", "c:tla"), ("teirs lieux", "c:tla"), ("tla", "c:tla"),
        ("oeuvre", "c:oeuvre"), ("ŒUVRE D’ART", "c:oeuvre"), ("developement durable", "c:durable"),
        ("uga", "o:uga"), ("univ grenoble", "o:uga"), ("grenoble université", "o:uga"), ("unversite grenoble", "o:uga"),
        ("biodiversité ville", "e:bio"), ("seance numero 217", "e:217"),
    ],
)  # fmt: skip
def test_the_first_thing_found_is_the_one_meant(index: LabelIndex, text: str, first: str) -> None:
    assert index.search(text)[0].iri == first


def test_a_whole_word_is_found_before_a_longer_one_that_begins_with_it(tmp_path: Path) -> None:
    names = {"place": "Martinique", "lea": "Léa Martin", "anne": "Anne Martineau"}
    index = LabelIndex.build(tmp_path / "l.sqlite", [Entry(iri, CONCEPT, {"fr": name}) for iri, name in names.items()])
    assert [hit.iri for hit in index.search("Martin")] == ["lea", "place", "anne"]


@pytest.mark.parametrize("text", ["Vittaro Franck", "Franck Vittaro", "franck vitaro", "Vitarro Frank"])
def test_a_name_of_two_words_both_misspelt_is_found_among_many_nearby_words(tmp_path: Path, text: str) -> None:
    beside = "franc franch franci francs francy franca francais francaise francas france frances franche francis franco"
    entries = [Entry(word, CONCEPT, {"fr": word}, weight=9) for word in beside.split()]
    entries += [Entry(f"{word} vitrine", CONCEPT, {"fr": f"{word} vitrine"}) for word in beside.split()]
    entries.append(Entry("frank", ThingKind.PERSON, {"": "Frank Vitaro"}))
    assert LabelIndex.build(tmp_path / "l.sqlite", entries).search(text)[0].iri == "frank"


def test_words_typed_apart_find_a_name_that_begins_with_them_in_one(tmp_path: Path) -> None:
    entries = [Entry("one", CONCEPT, {"fr": "écoquartiers"}), Entry("two", CONCEPT, {"fr": "économie du quartier"})]
    index = LabelIndex.build(tmp_path / "l.sqlite", entries)
    assert {hit.iri for hit in index.search("éco quartier")} == {"one", "two"}


def test_of_two_things_the_one_whose_own_label_is_meant_comes_first(tmp_path: Path) -> None:
    entries = [
        Entry("a", CONCEPT, {"fr": "transport"}, frozenset({"mobilité"}), 1),
        Entry("b", CONCEPT, {"fr": "mobilité"}, frozenset({"transport"}), 1),
    ]
    index = LabelIndex.build(tmp_path / "l.sqlite", entries)
    assert [(hit.iri, hit.score) for hit in index.search("mobilité")] == [("b", 1.0), ("a", 0.99)]


def test_a_thing_found_says_whether_it_is_called_so_but_for_accents_and_capitals(index: LabelIndex) -> None:
    called = {text: index.search(text)[0].is_called(text) for text in ("VELO", "Œuvre d’art", "rse", "vel", "vélos")}
    assert called == {"VELO": True, "Œuvre d’art": True, "rse": True, "vel": False, "vélos": False}


def test_of_names_that_are_as_near_the_heavier_comes_first_and_of_as_heavy_ones_the_nearer(tmp_path: Path) -> None:
    entries = [
        Entry("light", CONCEPT, {"fr": "forêt publique"}, weight=1),
        Entry("heavy", CONCEPT, {"fr": "forêt alpine de montagne"}, weight=40),
        Entry("same", CONCEPT, {"fr": "forêt alpine de montagnes"}, weight=40),
        Entry("alike", CONCEPT, {"fr": "forêt publique"}, weight=1),
        Entry("own", CONCEPT, {"fr": "forêt"}),
    ]
    index = LabelIndex.build(tmp_path / "l.sqlite", entries)
    assert [hit.iri for hit in index.search("forêt")] == ["own", "heavy", "same", "alike", "light"]
    assert [hit.iri for hit in index.search("forêt", limit=1)] == ["own"]
    scores = [hit.score for hit in index.search("forêt", limit=2)]
    assert scores == [1.0, 0.9504]


def test_a_thing_is_found_once_by_the_name_that_is_nearest(tmp_path: Path) -> None:
    entry = Entry("one", CONCEPT, {"fr": "forêts", "en": "forests"}, frozenset({"forêt", "forêt publique"}))
    (hit,) = LabelIndex.build(tmp_path / "l.sqlite", [entry]).search("forêt")
    assert (hit.matched, hit.score, hit.label) == ("forêt", 0.99, "forêts")


@pytest.mark.parametrize(("typed", "found"), [(4, {"frum"}), (5, set[str]())])
def test_slips_are_looked_for_where_fewer_than_five_names_are_found_as_typed(
    tmp_path: Path, typed: int, found: set[str]
) -> None:
    entries = [Entry("frum", CONCEPT, {"fr": "frum"})]
    entries += [Entry(f"{n}", CONCEPT, {"fr": f"forum {n}"}) for n in range(typed)]
    index = LabelIndex.build(tmp_path / "l.sqlite", entries)
    assert {hit.iri for hit in index.search("forum")} - {str(n) for n in range(typed)} == found
    assert len(index.search("f")) == typed + 1


def test_ten_things_are_found_where_no_number_is_asked_for(index: LabelIndex) -> None:
    assert len(index.search("séance")) == 10


def test_only_the_asked_kinds_are_found_even_behind_many_others(index: LabelIndex) -> None:
    hits = index.search("développement durable", [CONCEPT, ORGANISATION], limit=50)
    assert [hit.iri for hit in hits] == ["c:durable"]
    assert {hit.kind for hit in index.search("territoires", [EVENT])} == {EVENT}


def test_the_heaviest_things_of_some_kinds_are_those_that_most_points_to(index: LabelIndex) -> None:
    assert set(index.heaviest([CONCEPT], 2)) == {"c:bio", "c:durable"}
    assert index.heaviest([ORGANISATION, CONCEPT], 100)[-1] in {"o:rser", "c:oeuvre"}
    assert len(index.heaviest([CONCEPT], 100)) == 7
    assert index.heaviest([ThingKind.PERSON], 5) == []


def test_labels_come_in_the_asked_language_where_there_is_one(index: LabelIndex) -> None:
    assert index.search("bicyclette", language="en")[0].label == "bicycle"
    assert index.search("rse", language="en")[0].label == "responsabilité sociale des entreprises"
    assert index.search("uga", language="en")[0].label == "Université Grenoble Alpes"
    assert index.search("uga")[0].matched == "UGA"


def test_an_exact_acronym_comes_before_a_name_that_begins_so(index: LabelIndex) -> None:
    assert [hit.iri for hit in index.search("RSE")][:2] == ["c:rse", "o:rser"]


def test_the_same_search_gives_the_same_answer_within_the_limit(index: LabelIndex) -> None:
    first = index.search("séance", limit=7)
    assert len(first) == 7
    assert all(index.search("séance", limit=7) == first for _ in range(5))
    assert index.search("séance", limit=0) == []


@pytest.mark.parametrize(
    "text",
    ["", " ", "*", '"', "'", '"} OR NEAR(', "a OR b", "NOT vélo", "col:vélo", "^vélo", "-vélo", "(", "\0",
     "a" * 100_000, "é " * 5_000, "'; DROP TABLE name; --", "%_", "\ud800", "一", "🚲"],
)  # fmt: skip
def test_hostile_searches_are_only_searches(index: LabelIndex, text: str) -> None:
    assert isinstance(index.search(text), list)
    assert index.search("vélo")[0].iri == "c:velo"


def test_what_is_nothing_like_any_name_is_not_found(index: LabelIndex) -> None:
    assert index.search("zzzyx") == []
    assert index.search("kwyjibo plutonium") == []


def test_threads_may_share_an_index(index: LabelIndex) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: index.search("biodiversté")[0].iri, range(64)))
    assert set(found) == {"c:bio"}


def test_a_long_or_odd_label_is_indexed_and_found(tmp_path: Path) -> None:
    odd = [
        Entry("long", CONCEPT, {"fr": "mot " * 2_500}),
        Entry("odd", CONCEPT, {"": '<script>"} DROP ALL #'}),
        Entry("empty", CONCEPT, {"": "…"}),
    ]
    index = LabelIndex.build(tmp_path / "labels.sqlite", odd)
    assert index.search("mot mot")[0].label == "mot " * 2_500
    assert index.search("script drop")[0].iri == "odd"


def test_an_index_that_is_not_one_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"absent\.sqlite: the label index cannot be read"):
        LabelIndex(tmp_path / "absent.sqlite").search("x")
    (tmp_path / "text.sqlite").write_text("not a database " * 100, encoding="utf-8")
    with pytest.raises(DataError, match="cannot be read"):
        LabelIndex(tmp_path / "text.sqlite").search("x")


def test_a_store_fills_the_index_with_things_alone(network: EmbeddedStore, tmp_path: Path) -> None:
    counts = index_labels(network, tmp_path / "labels.sqlite", read_index(network))
    assert counts == {
        "category": 1, "concept": 4, "event": 2, "organisation": 6,
        "page": 1, "partnership": 1, "person": 2, "publication": 2,
    }  # fmt: skip
    index = LabelIndex(tmp_path / "labels.sqlite")
    assert index.search("csr", language="en")[0].label == "corporate social responsibility"
    assert index.search("UVA")[0].label == "Université de Valmont"
    assert index.search("table ronde") == []
    assert index.search("libellé exact") == []
