"""« et al. » names nobody, in whatever bibliography it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.workspace import Source
from ingest.records import Publication
from ingest.sources import source_files

DUBLIN_CORE = (
    '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords><record><header/><metadata>'
    '<dc xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Un</dc:title><dc:creator>Coste, Anne</dc:creator>'
    "<dc:creator>et al.</dc:creator></dc></metadata></record></ListRecords></OAI-PMH>"
)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("a.ris", "TY  - JOUR\nTI  - Un\nAU  - Coste, Anne\nAU  - et al.\nER  - \n"),
        ("a.xml", DUBLIN_CORE),
        ("a.bib", "@article{a,title={Un},author={Coste, Anne et al.}}"),
        ("b.bib", "@article{a,title={Un},author={Coste, Anne and et al.}}"),
        ("c.bib", "@article{a,title={Un},author={Coste, Anne and al.}}"),
    ],
)
def test_words_for_others_name_nobody(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / name).write_text(words, encoding="utf-8")
    (file,) = source_files(Source(path=name), tmp_path)
    (found,) = (each for each in file.read() if isinstance(each, Publication))
    assert [actor.name for actor in found.actors] == ["Anne Coste"]
