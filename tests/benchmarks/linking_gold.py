"""Gold texts for the linking, made from the shared data: ``python -m tests.benchmarks.linking_gold OUT``.

Writes ``train.jsonl`` and ``test.jsonl`` for each gold, and TermITH's vocabulary: a text is in the test part when the
SHA-256 of its identifier is a multiple of three. Texts are titles and abstracts alone; keywords are but the answer.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from lxml import etree
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from ingest.linking.language import detect_language
from ingest.linking.words import cut
from ontology.folding import fold, slug
from ontology.namespaces import RDF, SKOS
from ontology.thesaurus import Thesaurus

SHARED = Path(os.environ.get("MAILLAGE_SHARED_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data")
_TEI = {"t": "http://www.tei-c.org/ns/1.0"}
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_TERMS = f".//t:keywords[@{_LANG}='fr']/t:term"
PARTS = 3
_FEWEST_KEYWORDS = 2

Gold = dict[str, Any]


def papyrus(thesaurus: Thesaurus) -> Iterator[Gold]:
    """French abstracts of Papyrus; gold is the author keywords that equal exactly one French label after folding."""
    named = defaultdict(set)
    for concept in thesaurus.values():
        for label in concept.labels:
            if label.language == "fr":
                named[fold(label.text)].add(concept.iri)
    with gzip.open(SHARED / "publications" / "papyrus.jsonl.gz", "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            found = (named.get(fold(keyword), ()) for keyword in record.get("subject", ()))
            concepts = sorted({iri for iris in found if len(iris) == 1 for iri in iris})
            abstract = next((one for one in record.get("abstract", ()) if _language(one) == "fr"), None)
            if abstract and len(concepts) >= _FEWEST_KEYWORDS:
                title = (record.get("title") or [""])[0]
                yield {"id": record["id"], "title": title, "text": abstract, "language": "fr", "concepts": concepts}


def jel() -> Iterator[Gold]:
    """Abstracts of economics with the JEL classes that their authors gave."""
    with (SHARED / "publications" / "papyrus-jel-gold.jsonl").open(encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            for abstract in record["abstract"][:1]:
                title, concepts = (record.get("title") or [""])[0], record["gold_uris"]
                yield {"id": record["id"], "title": title, "text": abstract, "concepts": concepts}


def termith() -> Iterator[Gold]:
    """French abstracts with the controlled terms that professional indexers gave them."""
    parser = etree.XMLParser(collect_ids=False)
    for path in sorted((SHARED / "linking-gold" / "termith-eval").glob("*/*.xml")):
        tree = etree.parse(path, parser)
        terms = sorted({_words(term) for term in tree.iterfind(_TERMS, _TEI) if term.get("type") == "controlled"})
        abstract = " ".join(map(_words, tree.iterfind(f".//t:abstract[@{_LANG}='fr']//t:p", _TEI)))
        title = tree.find(f".//t:titleStmt/t:title[@{_LANG}='fr']", _TEI)
        if terms and abstract:
            concepts = sorted({_term_iri(term) for term in terms})
            name = "" if title is None else _words(title)
            yield {
                "id": path.stem,
                "title": name,
                "text": abstract,
                "language": "fr",
                "concepts": concepts,
                "terms": terms,
            }


def _words(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def _term_iri(term: str) -> str:
    return f"https://example.org/termith/{slug(term)}"


def _language(text: str) -> str:
    return detect_language(cut([text])[0].surfaces)


def part_of(key: str) -> int:
    """The third that a text belongs to; nothing is tuned on the first, whose number is 0."""
    return int(sha256(key.encode()).hexdigest(), 16) % PARTS


def write_termith_vocabulary(texts: Iterable[Gold], path: Path) -> None:
    """The controlled terms as a flat SKOS scheme."""
    triples = []
    for term in sorted({term for text in texts for term in text["terms"]}):
        node = NamedNode(_term_iri(term))
        triples += [Triple(node, RDF.type, SKOS.Concept), Triple(node, SKOS.prefLabel, Literal(term, language="fr"))]
    path.write_bytes(serialize(triples, format=RdfFormat.TURTLE) or b"")


def write(texts: Iterable[Gold], folder: Path) -> None:
    """Write both parts and say how many texts each holds."""
    folder.mkdir(parents=True, exist_ok=True)
    parts: dict[bool, list[str]] = {True: [], False: []}
    for text in texts:
        parts[part_of(text["id"]) == 0].append(json.dumps(text, ensure_ascii=False))
    for name, lines in (("test", parts[True]), ("train", parts[False])):
        (folder / f"{name}.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    print(f"{folder.name}: {len(parts[False])} texts to train on, {len(parts[True])} to test")


def main(out: Path) -> None:
    """Write the three golds under ``out``."""
    eurovoc = Thesaurus.from_files([SHARED / "thesauri" / "eurovoc-fr-en.ttl"])
    write(papyrus(eurovoc), out / "papyrus")
    write(jel(), out / "jel")
    texts = list(termith())
    write(texts, out / "termith")
    write_termith_vocabulary(texts, out / "termith" / "vocabulary.ttl")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
