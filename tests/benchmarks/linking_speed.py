"""The linking's throughput beside its peers', on the same abstracts and the same labels.

Peers live in environments of their own, in the folder that ``MAILLAGE_PEERS`` names, else ``peers``; made once:

    python3 -m venv DIR/spacy && DIR/spacy/bin/pip install spacy flashtext
    python3 -m venv DIR/annif && DIR/annif/bin/pip install "annif==1.4.*"

It is a measure, not a test: it asserts nothing.
"""

from __future__ import annotations

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

from ingest.linking import ConceptLinker, Subject
from ingest.linking.many import link_many
from ingest.linking.texts import SourceText
from ingest.records import Passage
from ontology.rdf_file import read_triples
from ontology.thesaurus import Thesaurus
from tests.benchmarks.linking_gold import SHARED, is_test, papyrus
from tests.benchmarks.report import PEERS, Ratio, Report, Table, peak_memory

TITLE = "The speed of linking to concepts"
Row = tuple[str, float, float, int, float]

_EUROVOC = "eurovoc-fr-en.ttl"
_ALL = (_EUROVOC, "gemet-fr.rdf", "gemet-en.rdf", "unesco.ttl")
_PEERS = {
    "PhraseMatcher": ("spacy", "phrase_matcher"),
    "FlashText": ("spacy", "flash_text"),
    "MLLM": ("annif", "annif_mllm"),
}
_DIFFERENT = (
    "PhraseMatcher and FlashText find labels as they are written; MLLM and the linker find them in other forms too, "
    "and rank the concepts.",
    "All run in one process, in seconds of its processor time; the linker then runs in as many as there are cores, in "
    "seconds on the clock, with the memory of the largest of them.",
)
_FILES = ("texts.json", "labels.json", "vocabulary.ttl", "gold.tsv")


def run(*, texts: int = 10_000, eurovoc: bool = False) -> Report:
    """Texts a second, ours and the peers', on as many abstracts (they repeat when there are fewer).

    ``eurovoc``: EuroVoc alone, instead of EuroVoc, GEMET and UNESCO.
    """
    if not SHARED.is_dir():
        return Report(title=TITLE, notes=("The real data is absent.",))
    files = [SHARED / "thesauri" / name for name in ((_EUROVOC,) if eurovoc else _ALL)]
    thesaurus, chosen = Thesaurus.from_files(files), list(islice(cycle(abstracts()), texts))
    labels = [
        (label.text, one.iri)
        for one in thesaurus.values()
        for label in one.labels
        if label.language in ("fr", "en", "")
    ]
    notes = [f"{len(chosen):,} abstracts, {len(labels):,} labels of {len(thesaurus):,} concepts.", *_DIFFERENT]
    linker, rows = run_linker(thesaurus, chosen)
    # Before the peers: the memory told is that of the largest child process so far.
    rows.append(run_in_processes(linker, chosen, os.cpu_count() or 1))
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "texts.json").write_text(json.dumps(chosen), encoding="utf-8")
        (folder / "labels.json").write_text(json.dumps(labels), encoding="utf-8")
        write_vocabulary(files, folder / "vocabulary.ttl")
        write_gold(folder / "gold.tsv")
        for peer in _PEERS:
            found = run_peer(peer, folder, len(chosen))
            if isinstance(found, str):
                notes.append(found)
            else:
                rows.append(found)
    columns = ("linker", "texts a second", "seconds to build", "found", "memory, MiB")
    return Report(
        title=TITLE, ratios=_ratios(rows), tables=(Table(columns=columns, rows=tuple(rows)),), notes=(*notes,)
    )


def _ratios(rows: list[Row]) -> tuple[Ratio, ...]:
    """Our first pass in one process beside each peer."""
    return tuple(
        Ratio(what="linking, texts a second", peer=row[0], ours=rows[0][1], theirs=row[1], unit="texts/s")
        for row in rows
        if row[0] in _PEERS
    )


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


def run_peer(name: str, folder: Path, texts: int) -> Row | str:
    """A peer's row, run in its own environment; a sentence where it is absent or fails."""
    environment, script = _PEERS[name]
    python = PEERS / environment / "bin" / "python"
    if not python.exists():
        return f"{name} was not measured: its environment, {environment}, is absent."
    arguments = [str(folder / file) for file in _FILES]
    code = Path(__file__).with_name("linking_peers") / f"{script}.py"
    done = subprocess.run([python, code, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        return f"{name} failed: {done.stderr.strip().splitlines()[-1]}"
    return row(name, texts, **json.loads(done.stdout.splitlines()[-1]))


def run_linker(thesaurus: Thesaurus, texts: list[str]) -> tuple[ConceptLinker, list[Row]]:
    """Run the linker, twice: its stems are remembered from one text to the next."""
    rows = []
    for name in ("Maillage", "Maillage, warm"):
        start = time.process_time()
        if name == "Maillage":
            linker = ConceptLinker(thesaurus)
            linker.link([Passage("text", "la énergie")], "fr")
            linker.link([Passage("text", "the energy")], "en")
        built = time.process_time()
        matches = sum(len(linker.link([Passage("text", text)])) for text in texts)
        run = time.process_time() - built
        rows.append(row(name, len(texts), build=built - start, run=run, matches=matches, memory=peak_memory()))
    return linker, rows


def run_in_processes(linker: ConceptLinker, texts: list[str], processes: int) -> Row:
    """Run the linker in several processes; their start is part of the time."""
    sources = (SourceText(id=number, text=text) for number, text in enumerate(texts))
    start = time.perf_counter()
    matches = sum(link_many(linker, sources, _count, processes=processes))
    run = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return row(f"Maillage in {processes} processes", len(texts), build=0.0, run=run, matches=matches, memory=memory)


def _count(_: SourceText, subjects: list[Subject]) -> int:
    return len(subjects)


def row(name: str, texts: int, *, build: float, run: float, matches: int, memory: float) -> Row:
    """A row of the table: texts a second, seconds to build, what was found, mebibytes."""
    print(f"{name:<24} {texts / run:>8,.0f} texts/s", flush=True)
    return name, texts / run, build, matches, memory
