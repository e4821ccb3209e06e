"""Nothing that reads what comes from outside is left out of the torture: what parses is on one of these lists."""

from __future__ import annotations

import re
from pathlib import Path

HOUSE = Path(__file__).parents[1]
PARSES = re.compile(
    r"\b(?:tomllib\.loads?|tomlkit\.parse|json\.(?:loads?|decode|Decoder)|parse_query_results|np\.load|parse_qsl"
    r"|decompressobj|BytesParser|HttpRequestParser|etree\.\w*(?:parse|Parser)|html\.\w*fromstring|iterparse)\b"
    r"|(?<![\w.])parse\(|Graph\(\)\.parse\("
)
FUZZED = {
    "explorer/components/address.py": "test_requests.py",
    "explorer/components/sitting.py": "test_requests.py",
    "explorer/components/view.py": "test_requests.py",
    "explorer/http/borrowed.py": "test_requests.py",
    "explorer/http/multipart.py": "test_requests.py",
    "explorer/http/protocol.py": "test_routes.py",
    "explorer/http/reconciliation/messages.py": "test_requests.py",
    "explorer/settings_file.py": "test_parsers.py",
    "graph/beside.py": "test_kept.py",
    "graph/exports/crate.py": "test_kept.py",
    "graph/manifest.py": "test_kept.py",
    "graph/networks/stored.py": "test_kept.py",
    "graph/remote.py": "test_answers.py",
    "graph/updating.py": "test_routes.py",
    "graph/workspace.py": "test_parsers.py",
    "ingest/decisions/decision.py": "test_parsers.py",
    "ingest/evaluations.py": "test_kept.py",
    "ingest/failed_build.py": "test_kept.py",
    "ingest/inputs.py": "test_kept.py",
    "ingest/linking/model.py": "test_parsers.py",
    "ingest/linking/texts.py": "test_parsers.py",
    "ingest/prose/markup.py": "test_readers.py",
    "ingest/quarantine.py": "test_kept.py",
    "ingest/reach/ledger.py": "test_kept.py",
    "ingest/remembered.py": "test_kept.py",
    "ontology/rdf_file.py": "test_parsers.py",
}
"""Modules that parse, and where they are given what came to grief; readers of formats are all of the registry's."""
OWN = {
    "explorer/commands/query.py": "results that it wrote",
    "explorer/http/taking_away.py": "what its own process says",
    "explorer/texts/__init__.py": "the catalogues that come with the program",
    "graph/pieces.py": "lines that it was given as terms",
    "graph/tables.py": "triples of the store",
    "ingest/loading.py": "files that the build wrote",
}
"""Modules that parse what nobody else wrote, and what that is."""


def test_every_module_that_parses_is_fuzzed_or_parses_what_is_our_own() -> None:
    found = {
        path.relative_to(HOUSE).as_posix()
        for package in ("ontology", "graph", "ingest", "explorer")
        for path in (HOUSE / package).rglob("*.py")
        if PARSES.search(path.read_text(encoding="utf-8"))
    }
    readers = {name for name in found if name.startswith("ingest/sources/")}
    assert found - readers == FUZZED.keys() | OWN.keys()
    assert all((HOUSE / "tests/torture" / test).exists() for test in FUZZED.values())
