"""References with whole names, or titles that are set apart; what only looks like one is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.workspace import Source
from ingest.records import ActorType, Publication
from ingest.sources import markdown
from tests.ingest.prose.reading import events, publications, read_text

GUIDE = "2018 | Guide | Guide des haies | Claire Petit | PUG"


@pytest.mark.parametrize(
    ("words", "work"),
    [
        ("Claire PETIT, Guide des haies, PUG, 2018", GUIDE.replace("Petit", "PETIT")),
        ("Claire Petit, Guide des haies, PUG, 2018", GUIDE.replace("Claire Petit", "")),
        ("Claire Petit, *Guide des haies*, PUG, 2018.", GUIDE),
        (
            "PETIT Claire, Guide des haies, Vif, PUG, 2018, 240 p.",
            "2018 | Guide | Guide des haies | PETIT Claire | Vif, PUG",
        ),
        ("Anne F. Petit, *Guide des haies*, PUG, 2018", "2018 | Guide | Guide des haies | Anne F. Petit | PUG"),
        ("C. Petit, « L'eau », Revue des prés, 2018", "2018 |  | L'eau | C. Petit | Revue des prés"),
        (
            "Claire Petit et Jean-Luc de La Tour, « L'eau », Revue des prés, n° 3, 2018, p. 1-9",
            "2018 |  | L'eau | Claire Petit; Jean-Luc de La Tour | Revue des prés, n° 3",
        ),
        (
            "C. Petit, « L'eau », in A. Roux (dir.), *Les lacs*, PUG, 2018",
            "2018 |  | L'eau | C. Petit | in A. Roux (dir.), Les lacs, PUG",
        ),
        ("PETIT, Claire. L'eau. Vif : PUG, 2018. 240 p.", "2018 |  | L'eau | PETIT, Claire | Vif : PUG"),
        ("Petit, Claire & Roux, Anne F. (2018). L'eau. PUG.", "2018 |  | L'eau | Petit, Claire; Roux, Anne F. | PUG"),
        ("AUEG (2018). Guide des haies. PUG.", "2018 | Guide | Guide des haies | AUEG | PUG"),
        ("Petit C. (2018), *L'eau*, PUG", "2018 |  | L'eau | Petit C. | PUG"),
        ("Petit C. (2018), L'eau, la terre et le ciel, PUG", "2018 |  | L'eau, la terre et le ciel | Petit C. | PUG"),
        ("Petit, C. (2018, mai). L'eau. PUG.", "2018 |  | L'eau | Petit, C. | PUG"),
        ("Petit, C. (s.d.). L'eau. PUG.", " |  | L'eau | Petit, C. | PUG"),
        ("Petit, C. (à paraître). L'eau. PUG.", " |  | L'eau | Petit, C. | PUG"),
    ],
)
def test_a_reference_has_its_title_authors_and_year_in_other_styles(tmp_path: Path, words: str, work: str) -> None:
    assert publications(read_text(tmp_path, f"- {words}")) == [work]


@pytest.mark.parametrize(
    "words",
    [
        "Claire Petit, Directrice du LIG, Grenoble, 2018",
        "Claire Petit, *présidente*, Vif, 2018",
        "Conférence de Claire Petit, « Les haies », Vif, 2018",
        "Claire Petit, « Les haies », Vif, 2018",
        "Grand Forum, *Les haies*, Vif, 2018",
        "Forum des haies (2018). Guide du visiteur. Vif.",
        "Lyon, Rhône (2018). Les haies.",
        "VIF, Isère. Les haies. Grenoble, 2018.",
        "Claire Petit (2018). Présidente du réseau. Vif.",
        "Nous aimons *Vraiment* ce lieu, ouvert en 2018.",
    ],
)
def test_what_only_looks_like_a_reference_is_none(tmp_path: Path, words: str) -> None:
    assert publications(read_text(tmp_path, f"- {words}")) == []


def test_a_list_of_publications_needs_no_word_for_their_kind(tmp_path: Path) -> None:
    words = "Publications\n\n- Claire Petit, L'eau en partage, Vif, PUG, 2018\n- Petit, Claire (2019). Lacs. PUG."
    assert publications(read_text(tmp_path, words)) == [
        "2018 |  | L'eau en partage | Claire Petit | Vif, PUG",
        "2019 |  | Lacs | Petit, Claire | PUG",
    ]


@pytest.mark.parametrize(
    ("words", "work"),
    [
        ("*L'eau, un bien ?*, Claire Petit, 2018.", "2018 |  | L'eau, un bien ? | Claire Petit"),
        ("_L'eau_, Claire Petit et A. Roux, PUG, 2018, 90 p.", "2018 |  | L'eau | Claire Petit; A. Roux | PUG"),
        ("« L'eau », Claire Petit, PUG, 2018", "2018 |  | L'eau | Claire Petit | PUG"),
        ("*L'eau*, Presses Alpines, 2018", "2018 |  | *L'eau*, Presses Alpines"),
        ("*L'eau*, Claire Petit, Anne Roux, 2018", "2018 |  | *L'eau*, Claire Petit, Anne Roux"),
        ("*L'eau*, Harvard U.P., 2018", "2018 |  | *L'eau*, Harvard U.P"),
    ],
)
def test_who_surely_is_a_person_behind_a_title_in_a_list_wrote_it(tmp_path: Path, words: str, work: str) -> None:
    assert publications(read_text(tmp_path, f"Publications\n\n- {words}")) == [work]
    assert publications(read_text(tmp_path, f"Photos\n\n- {words}")) == []


def test_references_below_each_other_are_one_each(tmp_path: Path) -> None:
    words = "Claire PETIT, Guide sûr, PUG, 2018\nAnne ROUX, Rapport sur l'eau, PUG, 2019"
    assert publications(read_text(tmp_path, words)) == [
        "2018 | Guide | Guide sûr | Claire PETIT | PUG",
        "2019 | Rapport | Rapport sur l'eau | Anne ROUX | PUG",
    ]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("a.txt", "On lira Claire Petit, *Guide des haies*, PUG, 2018, et d'autres. {}"),
        ("a.html", "<p>Voir aussi Claire Petit, <em> Guide des\n<b>haies</b></em> , PUG, 2018. {}"),
        ("a.txt", "Il en parle (voir Claire Petit, _Guide des haies_, PUG, 2018). {}"),
    ],
)
def test_a_reference_in_running_text_hides_nothing_that_stands_beside(tmp_path: Path, name: str, words: str) -> None:
    found = read_text(tmp_path, words.format("Un colloque s'est tenu le 13 mai 2018 à Vif."), name)
    assert publications(found) == [GUIDE]
    assert events(found) == ["2018-05-13 | colloque |  | Vif"]


def test_the_italics_of_markdown_are_those_of_a_title(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("On lira Claire Petit, *L'eau*, PUG, 2018.\n", encoding="utf-8")
    assert publications(list(markdown.read(path, Source(path="a.md")))) == ["2018 |  | L'eau | Claire Petit | PUG"]


def test_names_that_may_be_an_organisation_s_are_no_persons(tmp_path: Path) -> None:
    words = "- Claire PETIT, Guide des haies, PUG, 2018\n- Grenoble Alpes, Guide des lacs, PUG, 2019"
    found = [each for each in read_text(tmp_path, words) if isinstance(each, Publication)]
    assert [[actor.type for actor in each.actors] for each in found] == [[ActorType.PERSON], []]
    (listed,) = publications(read_text(tmp_path, "<h1>A</h1><li>Claire Petit, <i>Guide</i>, PUG, 2018", "a.html"))
    assert listed == "2018 | Guide | Guide | Claire Petit | PUG"


@pytest.mark.parametrize("unit", ["Claire Petit, ", "CLAIRE PETIT ", "Aa Bb et ", "A. Petit, ", "Ab, Cd & "])
def test_endless_names_are_no_reference(tmp_path: Path, unit: str) -> None:
    assert publications(read_text(tmp_path, f"- {unit * 150}*Guide*, 2018x, 2018")) == []
