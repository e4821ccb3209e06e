"""Texts put together by chance of what is hard to read: none breaks the linker, none changes what another says."""

from __future__ import annotations

import random

import pytest

from ingest.linking import ConceptLinker
from ingest.linking.recognised import Record
from ingest.records import Passage
from ontology.thesaurus import builtin

WORDS = (
    "télé travail co working éco conception biodiversité RSE R.S.E. D.D. R S mobility the of and for with is des les "
    "du dans avec climate change transition écologique et énergétique tiers lieux d'activités #TransitionÉcologique & "
    "https://a.org/rse rse@x.fr développe ment durable renouvelable 26 000 ISO é·e·s (s) (e)s \u00ad 𝒳 entreprises"
).split(" ")
BETWEEN = (
    " ",
    " ",
    " ",
    "-",
    "- ",
    "-\n",
    "\u00ad\n",
    ".",
    ". ",
    "·",
    "(",
    ") ",
    "'",
    "’",
    "\u00a0",
    "",
    ", ",
    "/",
    "–",
)


@pytest.fixture(scope="module")
def linkers() -> tuple[ConceptLinker, ConceptLinker]:
    thesaurus = builtin()
    return ConceptLinker(thesaurus), ConceptLinker(thesaurus)


@pytest.mark.parametrize("seed", range(40))
def test_texts_by_chance_say_the_same_alone_and_together(
    linkers: tuple[ConceptLinker, ConceptLinker], seed: int
) -> None:
    together, alone = linkers
    chance = random.Random(seed)
    records = [_record(chance) for _ in range(chance.randrange(1, 9))]
    answers = together.link_all(records)
    assert answers == [alone.link(*record) for record in records]
    for (passages, _), subjects in zip(records, answers, strict=True):
        said = {(one.field, one.text) for one in passages}
        for mention in (mention for one in subjects for mention in one.mentions):
            assert mention.quote in {
                text[mention.start : mention.end] for field, text in said if field == mention.field
            }


def _record(chance: random.Random) -> Record:
    passages = [Passage(chance.choice(("title", "text")), _text(chance)) for _ in range(chance.randrange(4))]
    return passages, chance.choice(("", "", "fr", "en", "de"))


def _text(chance: random.Random) -> str:
    return "".join(chance.choice(some) for _ in range(chance.randrange(40)) for some in (WORDS, BETWEEN))
