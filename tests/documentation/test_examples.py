"""The examples of all pages but the tutorials and those of formats: run, or marked with the reason why they are not.

A fence says ``not run: REASON`` after its kind. Commands between backquotes are compared with those that there are.
"""

from __future__ import annotations

import json
import re
import shlex
import tomllib
from pathlib import Path
from shutil import copyfile, copytree

import pytest

from graph.views.things import ThingKind
from graph.workspace import Workspace, read_settings
from ingest.build import build
from ontology import vocabulary_files
from ontology.terms import terms
from ontology.thesaurus import Thesaurus
from tests.documentation.called import commands
from tests.documentation.console import DOCS, Step, blocks, check_commands, steps, write_files

_ELSEWHERE = ("formats", "reference")
"""Folders whose pages have tests of their own, or are made from what they tell."""
_FENCES = re.compile(r"^( *)```.*?^\1```$", re.MULTILINE | re.DOTALL)
_LATER = "Restitution des ateliers mobilité,2026-02-03,Restitution,Fabrique des Cimes,La mobilité durable.\n"
_SETTINGS = """
[[sources]]
path = "agenda.csv"
record = "event"
map = { title = "Titre", start = "Date", kind = "Type", description = "Résumé", organizer = "Organisateur" }
[[sources]]
path = "publications.bib"
[updates]
enabled = true
"""
PAGES = [
    *(path for path in sorted(DOCS.rglob("*.md")) if path.parent.name not in _ELSEWHERE and path.stem[:5] != "tutor"),
    DOCS.parent / "README.md",
    DOCS.parent / "README.en.md",
]


def _to_run() -> list[Path]:
    """The pages with examples to run; of those that tell the same in two languages, one."""
    found: dict[tuple[object, ...], Path] = {}
    for path in PAGES:
        text = path.read_text(encoding="utf-8")
        examples = (*steps(text), *(block for block in blocks(text) if block.kind == "sparql" and block.runs))
        found.setdefault(examples, path)
    found.pop((), None)
    return list(found.values())


def _name(path: Path) -> str:
    return path.relative_to(DOCS.parent).as_posix()


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of the tutorial's files, built twice, with a vocabulary and texts to learn from."""
    folder = tmp_path_factory.mktemp("examples")
    write_files((DOCS / "tutoriel.md").read_text(encoding="utf-8"), folder)
    (folder / "maillage.toml").write_text(_SETTINGS, encoding="utf-8")
    build(Workspace.open(folder), processes=1)
    with (folder / "agenda.csv").open("a", encoding="utf-8") as agenda:
        agenda.write(_LATER)
    build(Workspace.open(folder), processes=1)
    for name in ("eurovoc.ttl", "gemet.ttl"):
        copyfile(vocabulary_files()["concepts"], folder / name)
    _write_texts(folder)
    for name in ("ical.md", "html.md"):
        write_files((DOCS / "formats" / name).read_text(encoding="utf-8"), folder)
    return folder


def _write_texts(folder: Path) -> None:
    """Texts that speak of one concept each, for those who train, measure or link."""
    concepts = list(Thesaurus.from_files([folder / "eurovoc.ttl"]).values())
    lines = [
        json.dumps({"id": str(number), "text": f"Un atelier sur {one.label('fr')}.", "concepts": [one.iri]}) + "\n"
        for number, one in enumerate(concepts[:60])
    ]
    (folder / "textes-avec-mots-cles.jsonl").write_text("".join(lines[:40]), encoding="utf-8")
    for name in ("textes-mis-de-cote.jsonl", "textes.jsonl"):
        (folder / name).write_text("".join(lines[40:]), encoding="utf-8")


@pytest.mark.parametrize("path", _to_run(), ids=_name)
def test_the_commands_and_queries_of_a_page_do_what_it_says(path: Path, prepared: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    workspace = copytree(prepared, tmp_path / "réseau", symlinks=True)
    queries = [block.content for block in blocks(text) if block.kind == "sparql" and block.runs]
    asked = [Step(f"maillage query {shlex.quote(query)}", ()) for query in queries]
    check_commands([*steps(text), *asked], workspace)


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_every_example_is_run_or_says_why_not_and_settings_are_those_that_there_are(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    prose = _FENCES.sub("", text)
    assert not re.search(r"\n\n {4,}(?![-*]|\d+\.)\S", prose), "an example without a fence is not run"
    for block in blocks(text):
        if not block.runs:
            assert block.said.removeprefix("not run: ").strip()
        elif block.kind == "toml" and block.said:
            assert tomllib.loads(block.content)
        elif block.kind == "toml":
            read_settings(block.content)
        else:
            assert block.kind in ("console", "sparql"), f"nothing runs {block.kind}: say « not run: » and why"


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_what_make_is_asked_for_is_a_target_of_the_makefile(path: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (DOCS.parent / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:^|`|&& )make ([a-z-]+)", path.read_text(encoding="utf-8"), re.MULTILINE)) <= targets


@pytest.mark.parametrize("name", ["publier.md", "publish.md"])
def test_the_redirections_lead_what_is_below_the_base_to_the_server_and_no_term_of_maillage(name: str) -> None:
    (block,) = blocks((DOCS / "guides" / name).read_text(encoding="utf-8"))
    patterns = [line.split()[1] for line in block.content.splitlines() if line.startswith("RewriteRule")]
    kinds = {kind.value for kind in ThingKind} - {ThingKind.OTHER, ThingKind.CONCEPT}
    below = [f"{each}/slug" for each in (*kinds, "evidence", "source", "node", "graph")]
    shared = ["concept/velo", "kind/atelier", "ontology", "shape/Event"]
    led = {each: sum(re.search(pattern, each) is not None for pattern in patterns) for each in (*below, *shared)}
    assert led == dict.fromkeys(below, 1) | dict.fromkeys(shared, 0)


def test_the_model_by_example_uses_terms_that_there_are_and_is_the_same_in_both_languages() -> None:
    french, english = (
        re.sub(r"#.*", "", re.sub(r'"[^"]*"|<[^>]*>', "", block.content))
        for block in blocks((DOCS / "model.md").read_text(encoding="utf-8"))
    )
    assert french.split() == english.split()
    own = {"base", "concept", "kind", "xsd"}
    used = {name for name in re.findall(r"\b[a-z]+:[A-Za-z]\w*", english) if name.partition(":")[0] not in own}
    assert used <= {term.name for term in terms()}


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_a_command_in_a_sentence_is_one_that_there_is_with_its_options(path: Path) -> None:
    known = dict(commands())
    text = _FENCES.sub("", path.read_text(encoding="utf-8"))
    for said in re.findall(r"`maillage ([a-z][^`]*)`", text):
        line = " ".join(f"maillage {said}".split())
        name = max((each for each in known if f"{line} ".startswith(f"{each} ")), key=len)
        assert name != "maillage", line
        options = {option for parameter in known[name].params for option in parameter.opts}
        assert set(re.findall(r"(?<!\S)--[a-z-]+", line)) <= options, line
