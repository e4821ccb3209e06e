"""Texts cut into words: many at once as one at a time, hostile ones included."""

from __future__ import annotations

import random
import re

import pytest

from ingest.linking.word_forms import WordForms
from ingest.linking.words import Words, cut, lay

TEXTS = (
    "L’éco-conception d'un lieu, 40 % (PME) : déjà !",
    "",
    "(",
    "RSE) des PME",
    "R&D & co, a&&b&",
    "snake_case ʼokinaʼ",
    "e\u0301nergie co\u00adworking",
    "\0 nul \0",
    "…",
    "mathématiques 𝐀𝐁 𝐱",
    "demi \ud800 seul",
)
WORD = re.compile(r"(?:[^\W_ʼʻʹˈ]|[\u0300-\u036f\u00ad\u200b-\u200d])+")


def told(words: Words) -> tuple[object, ...]:
    gaps = [words.gap(place) for place in range(len(words.surfaces) + 1)]
    return words.surfaces, words.starts.tolist(), words.ends.tolist(), words.gaps.tolist(), gaps


def test_texts_cut_together_have_the_words_that_each_has_alone() -> None:
    assert [told(words) for words in cut(TEXTS)] == [told(words) for text in TEXTS for words in cut([text])]
    assert cut([]) == []


def test_a_word_stands_where_its_text_has_it() -> None:
    for text, words in zip(TEXTS, cut(TEXTS), strict=True):
        places = zip(words.starts.tolist(), words.ends.tolist(), strict=True)
        assert [text[start:end] for start, end in places] == words.surfaces


def test_words_are_of_letters_and_of_what_stands_inside_them() -> None:
    chance = random.Random(7)
    texts = ["".join(chance.choices("abé_ʼ\u0301\u00ad.,(«\0- 𝐀\ud800", k=chance.randrange(12))) for _ in range(2_000)]
    assert [words.surfaces for words in cut(texts)] == [WORD.findall(text) for text in texts]


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("R&D", ["R&D"]),
        ("R & D", ["R", "&", "D"]),
        ("R&", ["R", "&"]),
        ("&D", ["&", "D"]),
        ("a&&b", ["a", "&", "&", "b"]),
        ("a&b&c", ["a&b&c"]),
    ],
)
def test_an_ampersand_between_letters_is_of_their_word(text: str, surfaces: list[str]) -> None:
    assert [words.surfaces for words in cut([text, text])] == [surfaces, surfaces]


def test_words_met_again_have_the_number_that_they_had_and_no_other_does() -> None:
    chance = random.Random(11)
    lengths = [*range(1, 20), 5_000]
    hostile = [" ".join("".join(chance.choices("aé\u0301\u0161œ", k=chance.choice(lengths))) for _ in range(40))]
    texts, forms = [*TEXTS, *hostile, "a" * 16, "a" * 17, "ā a 𝐚"], WordForms()
    first = [forms.places(lay([text])).tolist() for text in texts]
    told = [[forms.surfaces[place] for place in places] for places in first]
    assert told == [list(words.surfaces) for words in cut(texts)]
    assert len(set(forms.surfaces)) == len(forms)
    assert forms.places(lay(texts)).tolist() == [place for places in first for place in places]
