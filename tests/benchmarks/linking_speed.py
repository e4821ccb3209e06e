"""The linking's throughput beside its peers', on the same abstracts and the same labels.

Peers live in environments of their own, which ``make peers`` makes, in the folder that ``MAILLAGE_PEERS`` names, else
``peers``.

It is a measure, not a test: it asserts nothing.
"""

from __future__ import annotations

import gzip
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, islice, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from pyoxigraph import RdfFormat, Triple, serialize

from ingest.linking import ConceptLinker
from ingest.linking.many import AT_ONCE, link_many
from ingest.linking.meaning import Said
from ingest.linking.recognised import Record
from ingest.linking.texts import SourceText
from ingest.processes import seldom_collected
from ingest.records import Passage
from ontology.rdf_file import read_triples
from ontology.thesaurus import Thesaurus
from tests.benchmarks.linking_gold import SHARED, papyrus, part_of
from tests.benchmarks.report import PEERS, Ratio, Report, Table, peak_memory

TITLE = "The speed of linking to concepts"
Row = tuple[str, float, float, int, float]
Found = tuple[int, int, Said]

_EUROVOC = "eurovoc-fr-en.ttl"
_ALL = (_EUROVOC, "gemet-fr.rdf", "gemet-en.rdf", "unesco.ttl")
_PEERS = {
    "PhraseMatcher": ("spacy", "phrase_matcher"),
    "FlashText": ("spacy", "flash_text"),
    "MLLM": ("annif", "annif_mllm"),
}
_FINDERS = ("PhraseMatcher", "FlashText")
"""The peers that find labels, and do not rank concepts."""
_LINKING, _FINDING = "Maillage", "Maillage, labels alone"
_DIFFERENT = (
    "Two tasks. Finding labels: PhraseMatcher and FlashText find them as they are written; « labels alone » finds them "
    "in other forms too, those of the text's own language, and says where they stand (PhraseMatcher does, FlashText is "
    "not asked to). Linking: MLLM and Maillage also rank the concepts by how sure it is that the text is about them; "
    "Maillage tells homonyms and acronyms apart, and quotes the words that say each concept.",
    "All run in one process, in seconds of its processor time. « first » has seen none of the texts, « warm » has seen "
    "them all: what words say is remembered. The command (`maillage link`) is timed on the clock from its start to its "
    "end, the vocabularies read and every answer written as JSON; its memory is that of the largest process.",
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
    rows = [*run_linker(thesaurus, chosen, _LINKING, _link), *run_linker(thesaurus, chosen, _FINDING, _find)]
    with TemporaryDirectory() as name:
        folder = Path(name)
        # Before the peers: the memory told is that of the largest child process so far.
        rows += [run_command(files, chosen, folder, processes) for processes in sorted({1, os.cpu_count() or 1})]
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
    """Our first pass in one process beside each peer's: of the same task first, then of the whole linker's."""
    ours, theirs = {row[0]: row[1] for row in rows}, [row for row in rows if row[0] in _PEERS]
    finding = [
        ("finding labels, texts a second", ours[f"{_FINDING}, first"], one) for one in theirs if one[0] in _FINDERS
    ]
    linking = [("linking, texts a second", ours[f"{_LINKING}, first"], one) for one in theirs]
    return tuple(
        Ratio(what=what, peer=peer[0], ours=figure, theirs=peer[1], unit="texts/s")
        for what, figure, peer in (*finding, *linking)
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
        if part_of(one["id"])
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


def run_linker(
    thesaurus: Thesaurus, texts: list[str], name: str, work: Callable[[ConceptLinker, list[str]], int]
) -> Iterator[Row]:
    """Run the linker, twice: what words say is remembered from one text to the next."""
    start = time.process_time()
    linker = ConceptLinker(thesaurus)
    work(linker, ["la énergie"])
    work(linker, ["the energy"])
    build = time.process_time() - start
    for turn in ("first", "warm"):
        start = time.process_time()
        matches = work(linker, texts)
        run = time.process_time() - start
        yield row(f"{name}, {turn}", len(texts), build=build, run=run, matches=matches, memory=peak_memory())
        build = 0.0


def _link(linker: ConceptLinker, texts: list[str]) -> int:
    sources = (SourceText(id=number, text=text) for number, text in enumerate(texts))
    return sum(link_many(linker, sources, lambda _, subjects: len(subjects)))


def _find(linker: ConceptLinker, texts: list[str]) -> int:
    records = [([Passage("text", text)], "") for text in texts]
    chunks = (records[first : first + AT_ONCE] for first in range(0, len(records), AT_ONCE))
    with seldom_collected():
        return sum(len(found) for chunk in chunks for found in _found(linker, chunk))


def _found(linker: ConceptLinker, records: Sequence[Record]) -> Iterator[list[Found]]:
    """Where labels start and end in each text, in characters, and what these say: what linking goes on from."""
    recognised = linker.recognised(records).longest()
    starts, ends = recognised.characters().T.tolist()
    found = list(zip(starts, ends, recognised.spans.said, strict=True))
    yield from (found[first:last] for first, last in pairwise(recognised.rows()))


def run_command(files: list[Path], texts: list[str], folder: Path, processes: int) -> Row:
    """Run ``maillage link`` as a person does, from its start to its end."""
    source, answers = folder / "texts.jsonl", folder / "answers.jsonl"
    lines = (json.dumps({"id": number, "text": text}, ensure_ascii=False) for number, text in enumerate(texts))
    source.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    vocabularies = [part for file in files for part in ("--vocabulary", str(file))]
    command = [
        sys.executable,
        "-m",
        "explorer",
        "link",
        *vocabularies,
        "--input",
        str(source),
        "--jobs",
        str(processes),
    ]
    start = time.perf_counter()
    with answers.open("wb") as out:
        subprocess.run(command, stdout=out, check=True)
    run = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    with answers.open(encoding="utf-8") as told:
        matches = sum(len(json.loads(line)["concepts"]) for line in told)
    name = f"The command, {processes} process{'es' if processes > 1 else ''}"
    return row(name, len(texts), build=0.0, run=run, matches=matches, memory=memory)


def row(name: str, texts: int, *, build: float, run: float, matches: int, memory: float) -> Row:
    """A row of the table: texts a second, seconds to build, what was found, mebibytes."""
    print(f"{name:<28} {texts / run:>8,.0f} texts/s", flush=True)
    return name, texts / run, build, matches, memory
