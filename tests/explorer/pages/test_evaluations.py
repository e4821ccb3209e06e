"""The page of quality shows what ``maillage evaluate`` measured last on each gold file, with the worst mistakes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from explorer import context as served
from explorer.cli import main
from explorer.context import Context, set_context
from graph.workspace import Workspace
from ingest.build import build
from ingest.linking import Model
from tests.explorer.pages.test_pages import open_page
from tests.workspaces import EVENTS_SETTINGS, written

SECTION = '<h2 id="evaluation-'
MOBILITY = "https://w3id.org/maillage/concept/mobilite"
FRENCH = ("Les pires erreurs", "dit, non choisi", "choisi, non trouvé", "le modèle général", "precision@1", "nDCG@10")
ENGLISH = ("Worst mistakes", "said, not chosen", "chosen, not found", "the general model", "precision@1", "nDCG@10")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    written(tmp_path, {"maillage.toml": EVENTS_SETTINGS, "events.csv": "title,date\nUn soir,2014-01-01\n"})
    build(Workspace.open(tmp_path), processes=1)
    monkeypatch.setattr(served, "_served", [])
    set_context(Context(Workspace.open(tmp_path)))
    return tmp_path


def evaluate(folder: Path, name: str, texts: list[str]) -> None:
    lines = [{"id": text[:20], "text": text, "concepts": [MOBILITY]} for text in texts]
    (folder / name).write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    with pytest.raises(SystemExit) as stopped:
        main(["evaluate", str(folder / name), "--workspace", str(folder)])
    assert not stopped.value.code


def test_the_page_shows_the_last_figures_of_each_gold_file(folder: Path) -> None:
    assert SECTION not in open_page("quality")
    evaluate(folder, "ours.jsonl", ["Un recyclage", "La mobilité"])
    evaluate(folder, "theirs.jsonl", ["La mobilité, le recyclage"])
    html, english = open_page("quality"), open_page("quality", lang="en")
    assert [word for word in FRENCH if word not in html] == [word for word in ENGLISH if word not in english] == []
    assert ("Mesuré sur ours.jsonl" in html, "Mesuré sur theirs.jsonl" in html) == (True, True)
    assert ("<td>Un recyclage</td>" in html, "2 textes" in html) == (True, True)
    evaluate(folder, "ours.jsonl", ["Un avocat, une mobilité"])
    html = open_page("quality")
    assert html.count("Mesuré sur ours.jsonl</h2>") == html.count("Mesuré sur theirs.jsonl</h2>") == 1
    assert "<td>Un recyclage</td>" not in html


def test_a_damaged_file_of_figures_is_left_out(folder: Path) -> None:
    evaluate(folder, "ours.jsonl", ["La mobilité"])
    [kept] = (folder / ".maillage" / "evaluations").iterdir()
    kept.write_bytes(kept.read_bytes()[:50])
    assert SECTION not in open_page("quality")


def test_outside_a_workspace_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "gold.jsonl").write_text(json.dumps({"id": 1, "text": "La mobilité", "concepts": [MOBILITY]}), "utf-8")
    with pytest.raises(SystemExit):
        main(["evaluate", "gold.jsonl"])
    assert [each.name for each in tmp_path.iterdir()] == ["gold.jsonl"]


def test_the_model_that_the_workspace_names_is_measured_and_said(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "own.json").write_bytes(Model.untrained().encoded())
    evaluate(folder, "ours.jsonl", ["La mobilité"])
    assert "1 text, by the general model\n" in capfd.readouterr().out
    assert "Modèle\xa0: le modèle général" in open_page("quality")
    (folder / "maillage.toml").write_text(f'{EVENTS_SETTINGS}[linking]\nmodel = "own.json"\n', encoding="utf-8")
    evaluate(folder, "ours.jsonl", ["La mobilité"])
    assert "1 text, by the model own.json\n" in capfd.readouterr().out
    assert "Modèle\xa0: own.json" in open_page("quality")
    (folder / "own.json").unlink()
    with pytest.raises(SystemExit) as stopped:
        main(["evaluate", str(folder / "ours.jsonl"), "--workspace", str(folder)])
    assert stopped.value.code == 1
    assert "own.json: the model cannot be read" in capfd.readouterr().err
