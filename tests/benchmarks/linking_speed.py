"""The linking's throughput beside its peers', on the same abstracts and the same labels.

Run ``python -m tests.benchmarks.linking_speed --peers DIR``. Peers live in environments of their own, made once:

    python3 -m venv DIR/spacy && DIR/spacy/bin/pip install spacy flashtext
    python3 -m venv DIR/annif && DIR/annif/bin/pip install "annif==1.4.*"

It is a measure, not a test: it asserts nothing. PhraseMatcher and FlashText find labels as they are written; MLLM and
the linker find them in other forms too, and rank the concepts. All run in one process; the linker then runs in as many
as there are cores, told apart, with the memory of the largest of them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import resource
import subprocess
import time
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from pyoxigraph import RdfFormat, Triple, serialize

from ingest.linking import ConceptLinker
from ingest.linking.many import link_many
from ingest.linking.texts import SourceText
from ingest.records import Passage
from ontology.rdf_file import read_triples
from ontology.thesaurus import Thesaurus
from tests.benchmarks.linking_gold import SHARED, is_test, papyrus

_EUROVOC = "eurovoc-fr-en.ttl"
_ALL = (_EUROVOC, "gemet-fr.rdf", "gemet-en.rdf", "unesco.ttl")
_PEERS = {
    "PhraseMatcher": ("spacy", "phrase_matcher"),
    "FlashText": ("spacy", "flash_text"),
    "MLLM": ("annif", "annif_mllm"),
}
_FILES = ("texts.json", "labels.json", "vocabulary.ttl", "gold.tsv")


def main() -> None:
    """Print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--texts", type=int, default=10_000, help="how many abstracts; they repeat when there are fewer"
    )
    parser.add_argument("--peers", type=Path, default=Path("peers"), help="the folder of the peers' environments")
    parser.add_argument("--eurovoc", action="store_true", help="EuroVoc alone, instead of EuroVoc, GEMET and UNESCO")
    arguments = parser.parse_args()
    files = [SHARED / "thesauri" / name for name in ((_EUROVOC,) if arguments.eurovoc else _ALL)]
    thesaurus, texts = Thesaurus.from_files(files), list(islice(cycle(abstracts()), arguments.texts))
    labels = [
        (label.text, one.iri)
        for one in thesaurus.values()
        for label in one.labels
        if label.language in ("fr", "en", "")
    ]
    print(f"{len(texts):,} abstracts, {len(labels):,} labels of {len(thesaurus):,} concepts")
    linker = run_linker(thesaurus, texts)
    # Before the peers: the memory told is that of the largest child process so far.
    run_in_processes(linker, texts, os.cpu_count() or 1)
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
        (folder / "labels.json").write_text(json.dumps(labels), encoding="utf-8")
        write_vocabulary(files, folder / "vocabulary.ttl")
        write_gold(folder / "gold.tsv")
        for peer in _PEERS:
            run_peer(peer, arguments.peers.resolve(), folder, len(texts))


def abstracts() -> list[str]:
    """Papyrus' abstracts, French and English."""
    with gzip.open(SHARED / "publications" / "papyrus.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [abstract for line in lines for abstract in json.loads(line).get("abstract", ())]


def write_vocabulary(files: list[Path], path: Path) -> None:
    """The vocabularies in one file, as MLLM wants it."""
    statements = (Triple(one.subject, one.predicate, one.object) for file in files for one in read_triples(file))
    path.write_bytes(serialize(statements, format=RdfFormat.TURTLE) or b"")


def write_gold(path: Path) -> None:
    """The training part of Papyrus' gold, as MLLM wants it."""
    gold = papyrus(Thesaurus.from_files([SHARED / "thesauri" / _EUROVOC]))
    rows = (
        f"{' '.join((one['title'] + ' ' + one['text']).split())}\t{' '.join(f'<{iri}>' for iri in one['concepts'])}\n"
        for one in gold
        if not is_test(one["id"])
    )
    path.write_text("".join(rows), encoding="utf-8")


def run_peer(name: str, peers: Path, folder: Path, texts: int) -> None:
    """Run a peer in its own environment, or say that it is absent."""
    environment, script = _PEERS[name]
    python = peers / environment / "bin" / "python"
    if not python.exists():
        print(f"{name:<14} absent: there is no {python} (see --help)")
        return
    arguments = [str(folder / file) for file in _FILES]
    code = Path(__file__).with_name("linking_peers") / f"{script}.py"
    done = subprocess.run([python, code, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{name:<14} failed: {done.stderr.strip().splitlines()[-1]}")
        return
    report(name, texts, **json.loads(done.stdout.splitlines()[-1]))


def run_linker(thesaurus: Thesaurus, texts: list[str]) -> ConceptLinker:
    """Run the linker, twice: its stems are remembered from one text to the next."""
    for name in ("Maillage", "Maillage, warm"):
        start = time.perf_counter()
        if name == "Maillage":
            linker = ConceptLinker(thesaurus)
            linker.link([Passage("text", "la énergie")], "fr")
            linker.link([Passage("text", "the energy")], "en")
        built = time.perf_counter()
        matches = sum(len(linker.link([Passage("text", text)])) for text in texts)
        run = time.perf_counter() - built
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        report(name, len(texts), build=built - start, run=run, matches=matches, memory=memory)
    return linker


def run_in_processes(linker: ConceptLinker, texts: list[str], processes: int) -> None:
    """Run the linker in several processes; their start is part of the time."""
    sources = (SourceText(id=number, text=text) for number, text in enumerate(texts))
    start = time.perf_counter()
    matches = sum(len(subjects) for _, subjects in link_many(linker, sources, processes=processes))
    run = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    report(f"Maillage ×{processes}", len(texts), build=0.0, run=run, matches=matches, memory=memory)


def report(name: str, texts: int, *, build: float, run: float, matches: int, memory: float) -> None:
    """Print one line: seconds, texts a second, mebibytes."""
    print(
        f"{name:<14} {texts / run:>8,.0f} texts/s  build {build:6.1f} s  {matches:>9,} found  {memory:6,.0f} MiB",
        flush=True,
    )


if __name__ == "__main__":
    main()
