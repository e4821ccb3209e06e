"""Synthetic publications with the lengths and the words of real abstracts, as JSON Lines, for the build's benchmarks.

Run ``python -m tests.benchmarks.corpus_generator 20000 FOLDER`` to have a workspace. The words follow one another as in
the abstracts of the real data, or as in the definitions of the built-in scheme where the real data is absent. Of 500
such texts, the linker finds 18 concepts at 20 places of each with EuroVoc; of 500 real abstracts of that length, 14 at
22, since these keep to their subject: the statements are about as many.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ontology.thesaurus import builtin
from tests.benchmarks.linking_gold import SHARED

__all__ = ["SETTINGS", "records", "write_workspace"]

_ABSTRACT, _SPREAD = 1_200, 300
"""Characters of an abstract: mean and standard deviation."""
_NAMES_PER_RECORD = 1.5
_GIVEN = (
    "Anne Marie Jean Pierre Louise Claire Julien Sophie Ahmed Fatou Camille Hugo Élise Benoît Inès Karim Lucie Paul "
    "Nadia Olivier Chloé Mehdi Hélène Victor"
).split()
_FRENCH = re.compile(r"\b(?:les|des|une|dans)\b.+\b(?:les|des|une|dans)\b", re.DOTALL)
_SYLLABLES = "bar bel bon car chan dou du fer gar gau le lan mar mer mon mou pel per ra ri ro sal tou val vi".split()

SETTINGS = """
[network]
title = "Banc d'essai"
base_iri = "https://example.org/bench/"
[[sources]]
path = "{corpus}"
format = "json"
record = "publication"
[sources.map]
title = "title"
abstract = "abstract"
issued = "issued"
creators = "creators"
keywords = "keywords"
doi = "doi"
language = "language"
"""


@dataclass(frozen=True, slots=True)
class _Words:
    """All the words of real texts in one row, where each stands, and the subjects that real records were given."""

    row: Sequence[str]
    places: dict[str, list[int]]
    subjects: Sequence[str]


def records(count: int, seed: int = 1) -> Iterator[dict[str, object]]:
    """So many records, the same for the same seed; the n-th does not depend on how many there are, but for its people.

    The number of different people grows with the number of records.
    """
    words = _words()
    people = max(3, int(count * _NAMES_PER_RECORD))
    for number in range(count):
        chance = random.Random(f"{seed}:{number}")
        length = max(200, int(chance.gauss(_ABSTRACT, _SPREAD)))
        yield {
            "doi": f"10.5555/bench.{number + 1}",
            "title": _text(words, chance, chance.randint(40, 120)).rstrip(".").capitalize(),
            "abstract": _text(words, chance, length),
            "creators": [_person(chance.randrange(people)) for _ in range(3)],
            "keywords": chance.sample(words.subjects, 4),
            "issued": str(chance.randint(1990, 2025)),
            "language": "fr",
        }


def write_workspace(folder: Path, count: int, *, seed: int = 1, parts: int = 1, vocabulary: bool = True) -> Path:
    """A workspace with so many records, in one file or several, and EuroVoc where the real data is there."""
    folder.mkdir(parents=True, exist_ok=True)
    name = "corpus.jsonl" if parts == 1 else "corpus-*.jsonl"
    settings = SETTINGS.format(corpus=name)
    eurovoc = SHARED / "thesauri" / "eurovoc-fr-en.ttl"
    if vocabulary and eurovoc.exists():
        settings += f'[[vocabularies]]\npath = "{eurovoc}"\n'
    (folder / "maillage.toml").write_text(settings, encoding="utf-8")
    size = -(-count // parts)
    every = records(count, seed)
    for part in range(parts):
        with (folder / name.replace("*", f"{part:03}")).open("w", encoding="utf-8") as file:
            for _, record in zip(range(size), every, strict=False):
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
    return folder


def _text(words: _Words, chance: random.Random, length: int) -> str:
    """Some characters of text: stretches of real ones, each going on from a word that both hold."""
    said: list[str] = []
    size, place = 0, chance.randrange(len(words.row))
    while size < length:
        stretch = words.row[place : place + chance.randint(4, 12)]
        said += stretch
        size += sum(map(len, stretch)) + len(stretch)
        place = (chance.choice(words.places[said[-1]]) + 1) % len(words.row)
    return " ".join(said)[:length].rpartition(" ")[0] + "."


def _person(number: int) -> str:
    """A name of its own for each number."""
    chance = random.Random(number)
    family = "".join(_SYLLABLES[(number // len(_SYLLABLES) ** at) % len(_SYLLABLES)] for at in range(4))
    return f"{family.capitalize()}, {chance.choice(_GIVEN)}"


@cache
def _words() -> _Words:
    texts, subjects = _real() if (SHARED / "publications").is_dir() else _own()
    row = [word for text in texts for word in text.split()]
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(row):
        places[word].append(place)
    return _Words(row, dict(places), subjects)


def _real() -> tuple[list[str], list[str]]:
    """The French abstracts of Papyrus and its subjects."""
    texts: list[str] = []
    subjects: dict[str, None] = {}
    with gzip.open(SHARED / "publications" / "papyrus.jsonl.gz", "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            texts += [text for text in record.get("abstract", ()) if _FRENCH.search(text)]
            subjects.update(dict.fromkeys(each for each in record.get("subject", ()) if ";" not in each))
    return texts, list(subjects)


def _own() -> tuple[list[str], list[str]]:
    """The French definitions and labels of the built-in scheme."""
    concepts = list(builtin().values())
    texts = [text for concept in concepts for language, text in concept.definitions if language == "fr"]
    return texts, [concept.label("fr") for concept in concepts]


def main() -> None:
    """Write a workspace."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--parts", type=int, default=1, help="files")
    arguments = parser.parse_args()
    write_workspace(arguments.folder, arguments.records, parts=arguments.parts)


if __name__ == "__main__":
    main()
