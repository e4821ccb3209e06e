"""Linking and training give the same bytes in every process, whatever order its sets happen to have."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import msgspec

from ingest.linking.texts import GoldText

CODE = """
import sys
from pathlib import Path
from ingest.linking import ConceptLinker
from ingest.linking.texts import read_gold
from ontology.thesaurus import Thesaurus

scheme, gold = map(Path, sys.argv[1:])
plain, texts = ConceptLinker(Thesaurus.from_files([scheme])), list(read_gold(gold))
model = plain.trained([plain.example(str(one.id), one.passages, one.concepts, "fr") for one in texts])
print(model.encoded())
for linker in (plain, ConceptLinker(plain.thesaurus, model)):
    print([linker.link(one.passages, "fr") for one in texts])
"""
HIERARCHY = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix : <http://e.org/> .
:biodiversite skos:related :mobilite, :energie, :logement ; skos:narrower :sante, :emploi ; skos:inScheme :a, :b, :c .
:musique skos:broader :logement, :teletravail ; skos:related :energie ; skos:inScheme :c, :a .
:biodiversite skos:altLabel "arbre"@fr, "forêt"@fr, "oiseau"@fr .
:energie skos:altLabel "étude"@fr, "commune"@fr, "numéro"@fr .
"""
"""Concepts with more neighbours than can be summed in one order only, and more labels than can be counted in one."""


def linked(seed: str, *files: Path) -> bytes:
    command = [sys.executable, "-c", CODE, *map(str, files)]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    return subprocess.run(command, env=environment, capture_output=True, check=True).stdout


def test_what_is_linked_and_learned_does_not_depend_on_the_seed_of_hashes(
    tmp_path: Path, scheme: Path, gold: list[GoldText]
) -> None:
    (tmp_path / "scheme.ttl").write_text(scheme.read_text(encoding="utf-8") + HIERARCHY, encoding="utf-8")
    (tmp_path / "gold.jsonl").write_bytes(msgspec.json.Encoder().encode_lines(gold))
    first, second = (linked(seed, tmp_path / "scheme.ttl", tmp_path / "gold.jsonl") for seed in ("1", "2"))
    assert first.count(b"Subject(") > len(gold)
    assert first == second
