"""The files in ``docs/operations`` and ``CITATION.cff`` say what is true of this version."""

from __future__ import annotations

import re
import tomllib
from configparser import ConfigParser
from pathlib import Path

import pytest

from explorer.cli import maillage
from graph.store import text
from graph.workspace import Workspace
from ingest.records import BLANK
from tests.documentation.called import commands
from tests.workspaces import MakeWorkspace

ROOT = Path(__file__).resolve().parents[2]
UNITS = sorted((ROOT / "docs" / "operations").glob("*.service"))


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_calls_commands_and_options_that_there_are(path: Path) -> None:
    unit = ConfigParser(strict=False, interpolation=None, delimiters=("=",))
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(path.read_text(encoding="utf-8"))
    known = dict(commands())
    lines = re.findall(r"^ExecStart(?:Post)?=\S+/maillage (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert lines
    assert unit["Service"]["User"] == "maillage"
    for line in lines:
        words = line.split()
        name = max(
            (each for each in known if f"maillage {line}".startswith(each) and each != "maillage"), key=len, default=""
        )
        assert name, line
        options = {option for parameter in known[name].params for option in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= options, line
    assert maillage.name


def test_the_citation_names_the_version_and_the_licence_of_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {project['version']}\n" in citation
    assert f"\nlicense: {project['license']}\n" in citation
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"({project['version']})" in changes
    is_unreleased = f"## Unreleased ({project['version']})" in changes
    assert ("date-released" in citation) is not is_unreleased


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
def test_a_proxy_passes_on_who_asks_and_keeps_the_measures_to_itself(name: str) -> None:
    text = (ROOT / "docs" / "operations" / name).read_text(encoding="utf-8")
    for needed in (
        "8501",
        "X-Forwarded-For",
        "X-Request-Id",
        "/metrics",
        "Strict-Transport-Security",
        'proxies = ["127.0.0.1"]',
    ):
        assert needed in text


def test_the_alerts_are_on_measures_that_there_are() -> None:
    measures = (ROOT / "docs" / "reference" / "http.md").read_text(encoding="utf-8")
    named = re.findall(
        r"maillage_\w+", (ROOT / "docs" / "operations" / "maillage-rules.yml").read_text(encoding="utf-8")
    )
    assert named
    assert all(f"`{name}`" in measures for name in named)


def test_no_page_nor_help_writes_a_token_that_others_can_read() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "docs").rglob("*.md")]
    lines = [line for text in texts for line in text.splitlines() if "openssl rand" in line]
    assert len(lines) > 2
    assert [line for line in lines if "(umask 077; openssl rand -hex 32 > token)" not in line] == []


def test_redirections_lead_to_everything_that_a_build_names_below_its_base(make_built: MakeWorkspace) -> None:
    pages = ("publier.md", "publish.md")
    rules = [
        re.findall(r"^RewriteRule \^\(([\w|]+)\)", (ROOT / "docs" / "guides" / page).read_text(encoding="utf-8"), re.M)
        for page in pages
    ]
    assert rules[0] == rules[1]
    base = "https://e.org/"
    settings = f'[network]\nbase_iri = "{base}"\n[[sources]]\npath = "e.csv"\n[[sources]]\npath = "p.csv"\n'
    files = {
        "e.csv": "title,date,organizer\nForum des tiers-lieux,2013-05-13,La Fabrique\n",
        "p.csv": "Partenaire A,Partenaire B\nLa Fabrique,Le Moulin\n",
    }
    snapshot = Workspace.open(make_built(settings, files)).snapshots.current()
    assert snapshot
    query = f'SELECT DISTINCT ?thing {{ ?thing ?property ?value FILTER(STRSTARTS(STR(?thing), "{base}")) }}'
    named = {text(row, "thing").removeprefix(base).partition("/")[0] for row in snapshot.store().select(query)}
    led = {kind for rule in rules[0] for kind in rule.split("|")}
    assert named >= {"event", "organisation", "partnership", "evidence", "source", "graph"}
    assert named | {BLANK.split("/")[1]} <= led


def test_nobody_is_told_to_install_from_where_nothing_is_published() -> None:
    packages = ("ontology", "graph", "ingest", "explorer", "docs")
    files = [path for package in packages for ending in ("py", "md") for path in (ROOT / package).rglob(f"*.{ending}")]
    assert len(files) > 400
    assert [path for path in files if re.search(r"(?i)install '?maillage\b", path.read_text(encoding="utf-8"))] == []
