"""A small corpus with keywords, whose rule can be learned: what the title says is chosen, what the text says is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.linking import ConceptLinker
from ingest.linking.texts import GoldText
from ontology.thesaurus import Thesaurus

NAMES = ["biodiversité", "télétravail", "mobilité", "énergie", "logement", "santé", "emploi", "musique"]
ALWAYS = "http://e.org/biodiversite"


@pytest.fixture(scope="session")
def scheme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("scheme") / "scheme.ttl"
    lines = [f':{iri(name)} a skos:Concept ; skos:prefLabel "{name}"@fr .' for name in NAMES]
    prefixes = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix : <http://e.org/> .\n"
    path.write_text(prefixes + "\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def thesaurus(scheme: Path) -> Thesaurus:
    return Thesaurus.from_files([scheme])


@pytest.fixture(scope="session")
def plain(thesaurus: Thesaurus) -> ConceptLinker:
    return ConceptLinker(thesaurus)


@pytest.fixture(scope="session")
def gold() -> list[GoldText]:
    """Eighty texts. A forest is always about biodiversity, which half of them do not name."""
    texts = []
    for number in range(80):
        titled, other = NAMES[1 + number % 7], NAMES[1 + (number + 3) % 7]
        chosen, text = (
            {f"http://e.org/{iri(titled)}"},
            f"Une étude de la commune, et aussi de {other}. Numéro {number}.",
        )
        if number % 4 == 0:
            chosen.add(ALWAYS)
            text += " Les arbres des forêts abritent des oiseaux." + (" La biodiversité." if number % 8 == 0 else "")
        texts.append(GoldText(id=f"t{number}", title=f"Le {titled}", text=text, concepts=frozenset(chosen)))
    return texts


def iri(name: str) -> str:
    return name.replace("é", "e")
