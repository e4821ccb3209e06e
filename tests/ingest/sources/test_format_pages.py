"""The pages of docs/formats keep their promises: each sample is read and becomes what its page says."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import ingest.sources
from ingest.sources import FORMATS, Format, source_files
from tests.ingest.sources.format_pages import FOLDER, FormatPage, told

PAGES = sorted(path for path in FOLDER.glob("*.md") if path.stem not in ("README", "ajouter-un-format"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_the_sample_becomes_what_the_page_says(tmp_path: Path, path: Path) -> None:
    page = FormatPage.of(path)
    page.write(tmp_path)
    (file,) = source_files(page.source(), tmp_path)
    assert file.format == path.stem
    assert told(file.read()) == page.promised


def test_every_format_has_a_page_and_stands_in_the_list() -> None:
    listed = (FOLDER / "README.md").read_text(encoding="utf-8")
    for known in FORMATS:
        assert f"]({known.name}.md)" in listed
        assert (FOLDER / f"{known.name}.md").is_file()


def test_the_format_that_the_docs_add_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = FOLDER / "ajouter-un-format.md"
    text = path.read_text(encoding="utf-8")
    (tmp_path / "carnet.py").write_text(text.split("```python carnet.py\n")[1].split("```")[0], encoding="utf-8")
    line = text.split("```python registration\n")[1].split("```")[0].strip().rstrip(",")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(ingest.sources, "FORMATS", (*FORMATS, eval(line, {"Format": Format})))
    sample, promised = (text.split(f"```{fence}\n")[1].split("```")[0] for fence in ("text reunions.carnet", "records"))
    (tmp_path / "reunions.carnet").write_text(sample, encoding="utf-8")
    (file,) = source_files(FormatPage("reunions.carnet", sample, "", "").source(), tmp_path)
    assert told(file.read()) == promised
    sys.modules.pop("carnet")
