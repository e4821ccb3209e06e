"""Names with signs, numbers inside names, tags and character references: what a text says stays where it stands."""

from __future__ import annotations

import random
from pathlib import Path

import msgspec
import pytest

from ingest.linking import ConceptLinker
from ingest.linking.markup import seen
from ingest.linking.texts import read_texts
from ingest.linking.words import cut
from ingest.records import Passage
from ontology.concept import Concept, Label, LabelKind
from ontology.thesaurus import Thesaurus

LABELS = (
    "C++",
    "C#",
    "vitamine C",
    ".NET",
    "PM2,5",
    "PM10",
    "CO₂",
    "NO2",
    "R&D",
    "5G",
    "industrie 4.0",
    "U.S.A.",
    "énergie",
    "marché de l'énergie",
)


@pytest.fixture(scope="module")
def linker() -> ConceptLinker:
    return ConceptLinker(
        Thesaurus({f"e:{each}": Concept(f"e:{each}", (Label(each, "fr", LabelKind.PREF),)) for each in LABELS})
    )


def said(linker: ConceptLinker, text: str) -> list[tuple[str, str]]:
    """The labels that a text says, each with the words that say it as they stand there."""
    mentions = [one for subject in linker.link([Passage("text", text)], "fr") for one in subject.mentions]
    assert all(text[one.start : one.end] == one.quote for one in mentions)
    return [(one.label, one.quote) for one in sorted(mentions, key=lambda one: (one.start, one.label))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Écrit en C++, en C# et en C.", [("C++", "C++"), ("C#", "C#")]),
        ("Du C/C++17 et du c♯", [("C++", "C++"), ("C#", "c♯")]),
        ("La plateforme .NET", [(".NET", ".NET")]),
        ("Un résultat NET, exemple.NET", []),
        ("les PM2,5 et PM10", [("PM2,5", "PM2,5"), ("PM10", "PM10")]),
        ("PM2.5, PM₂,₅ et PM 2,5", [("PM2,5", "PM2.5"), ("PM2,5", "PM₂,₅"), ("PM2,5", "PM 2,5")]),
        ("les PM2. 5 fois, les pm 10", []),
        ("du CO2, du CO₂", [("CO₂", "CO2"), ("CO₂", "CO₂")]),
        ("LE NO 2 DU RÉSEAU, le NO2", [("NO2", "NO2")]),
        ("la R&D, la R & D, la 5G", [("R&D", "R&D"), ("R&D", "R & D"), ("5G", "5G")]),
        ("la 5 G, 5 g de sel", [("5G", "5 G")]),
        ("l'énergie&le climat", [("énergie", "énergie")]),
        ("l'énergie&amp;le climat", [("énergie", "énergie")]),
        ("le climat&l'énergie, AT&TÉNERGIE", [("énergie", "énergie")]),
        ("L'industrie 4.0. 4 industries", [("industrie 4.0", "industrie 4.0")]),
        ("aux U.S.A. et aux USA", [("U.S.A.", "U.S.A."), ("U.S.A.", "USA")]),
    ],
)
def test_signs_and_numbers_are_of_the_names_that_have_them(
    linker: ConceptLinker, text: str, found: list[tuple[str, str]]
) -> None:
    assert said(linker, text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("l'&eacute;nergie, l&rsquo;&#233;nergie", [("énergie", "&eacute;nergie"), ("énergie", "&#233;nergie")]),
        ("<b>énergie</b> et l'<i>é</i>nergie", [("énergie", "énergie"), ("énergie", "é</i>nergie")]),
        ("le march&#xe9;&nbsp;de l&#39;énergie", [("marché de l'énergie", "march&#xe9;&nbsp;de l&#39;énergie")]),
        ("le marché <em>de l'énergie</em>", [("marché de l'énergie", "marché <em>de l'énergie")]),
        ("<h2>Le marché</h2><p>de l'énergie</p>", [("énergie", "énergie")]),
        ("R&amp;D, R &amp; D", [("R&D", "R&amp;D"), ("R&D", "R &amp; D")]),
        ("CO<sub>2</sub>, énergie<sup>1</sup>", [("CO₂", "CO<sub>2</sub>"), ("énergie", "énergie")]),
        ('<a href="/co2" title="énergie">5G</a>', [("5G", "5G")]),
        ("si 2<énergie et 5G>1", [("énergie", "énergie"), ("5G", "5G")]),
    ],
)
def test_tags_and_references_are_read_through_where_they_stand(
    linker: ConceptLinker, tmp_path: Path, text: str, found: list[tuple[str, str]]
) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_bytes(msgspec.json.encode({"id": 1, "text": text}))
    [line] = read_texts(path)
    assert said(linker, line.text) == found


def test_nothing_moves_whatever_looks_like_markup() -> None:
    chance = random.Random(5)
    pieces = ["<b>", "</b>", "<sub>", "</sub>", "<p class='a'>", "<br/>", "<", ">", "&", ";", "&eacute;", "&amp;"]
    pieces += [
        "&nbsp;",
        "&#0;",
        "&#x1F600;",
        "&nGt;",
        "&x;",
        "&#9999999;",
        "é",
        "C++",
        "#",
        " ",
        "2",
        ",",
        "_",
        "ʼ",
        "a@b.fr",
        "\ufdd0",
        "\ufdd1",
    ]
    texts = ["".join(chance.choices(pieces, k=chance.randrange(14))) for _ in range(5_000)]
    assert [len(seen(text)) for text in texts] == [len(text) for text in texts]
    for text, words in zip(texts, cut(texts), strict=True):
        assert all(words.surfaces)
        assert [*words.starts.tolist(), len(text)] == sorted([*words.starts.tolist(), len(text)])
        assert cut([text])[0].surfaces == words.surfaces


@pytest.mark.parametrize("text", ["<" * 50_000, "&" * 50_000, "&a" * 50_000 + ";", "<b>" * 20_000, "C#" * 50_000])
def test_long_runs_of_signs_are_read_in_proportion(text: str) -> None:
    assert len(seen(text)) == len(text)
    cut([text])
