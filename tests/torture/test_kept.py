"""What a workspace keeps between builds, on files that came to grief: read, told in a sentence, or made again."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graph.exports.crate import CRATE, earlier_files
from graph.manifest import FILE as MANIFEST
from graph.manifest import read_manifest
from graph.networks.index import read_index
from graph.networks.stored import FILE as NETWORKS
from graph.networks.stored import stored_index
from graph.whole_report import FILE as REPORT
from graph.whole_report import kept_report, read_report
from graph.workspace import Workspace
from ingest.build import build
from ingest.decisions.doubts import FILE as DOUBTS
from ingest.decisions.doubts import kept_doubts
from ingest.evaluations import Evaluation, Evaluations
from ingest.failed_build import FILE as FAILED
from ingest.failed_build import FailedBuild, last_failure
from ingest.inputs import is_made_of, keep_inputs
from ingest.linking import ConceptLinker
from ingest.quarantine import FILE as QUARANTINE
from ingest.quarantine import Quarantine
from ingest.reach.ledger import Ledger
from ingest.remembered import recall, recall_labels, remember, remember_labels
from ontology.thesaurus import Thesaurus
from tests.torture.conftest import survives
from tests.torture.mangling import mangled

SETTINGS = (
    '[network]\ntitle = { fr = "Lacs" }\nbase_iri = "https://e.org/"\n[[sources]]\npath = "a.csv"\nrecord = "event"\n'
)
ROWS = "Titre,Date,Organisateur\nLes tiers-lieux,2013-05-13,Fabrique\nLa RSE,2014,Fabrique\nPerdu,2013-99-99,\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace with three rows, one of which is set aside."""
    root = tmp_path_factory.mktemp("lacs")
    (root / "maillage.toml").write_text(SETTINGS, encoding="utf-8")
    (root / "a.csv").write_text(ROWS, encoding="utf-8")
    workspace = Workspace.open(root)
    build(workspace, processes=1)
    return workspace


def test_manifests(built: Workspace) -> None:
    snapshot = built.snapshots.current()
    assert snapshot

    @given(mangled((snapshot.path / MANIFEST).read_bytes()))
    def check(content: bytes) -> None:
        with TemporaryDirectory() as folder:
            Path(folder, MANIFEST).write_bytes(content)
            survives(lambda: read_manifest(Path(folder)))

    check()


def test_reports_are_made_again_where_their_file_is_damaged(built: Workspace) -> None:
    snapshot = built.snapshots.current()
    assert snapshot
    store = snapshot.store()
    kept = kept_report(store, snapshot.path / REPORT)

    @given(st.one_of(mangled((snapshot.path / REPORT).read_bytes()), st.binary(max_size=200)))
    def check(content: bytes) -> None:
        with TemporaryDirectory() as folder:
            Path(folder, REPORT).write_bytes(content)
            survives(lambda: read_report(Path(folder, REPORT)))

    check()
    (snapshot.path / REPORT).write_bytes(b"{")
    assert kept_report(store, snapshot.path / REPORT) == kept


def test_descriptions_of_exports(tmp_path: Path) -> None:
    (tmp_path / "a.nt").write_bytes(b"")
    parts = '"@graph": [{"@id": "./", "version": "1", "hasPart": [{"@id": "a.nt"}]}, {"@id": "a.nt"}]'
    content = f"{{{parts}}}".encode()
    (tmp_path / CRATE).write_bytes(content)
    assert earlier_files(tmp_path, []) == {tmp_path / "a.nt": "1"}

    @given(st.one_of(mangled(content), st.binary(max_size=200)))
    def check(broken: bytes) -> None:
        with TemporaryDirectory() as folder:
            Path(folder, CRATE).write_bytes(broken)
            assert earlier_files(Path(folder), []) == {}

    check()


def test_networks_are_read_again_from_the_store_where_their_file_is_damaged(built: Workspace) -> None:
    snapshot = built.snapshots.current()
    assert snapshot
    store = snapshot.store()
    expected = read_index(store).iris

    @given(st.one_of(mangled((snapshot.path / NETWORKS).read_bytes()), st.binary(max_size=200)))
    def check(content: bytes) -> None:
        with TemporaryDirectory() as folder:
            Path(folder, NETWORKS).write_bytes(content)
            assert stored_index(store, Path(folder, NETWORKS)).iris == expected

    check()


def test_doubts_are_looked_for_again_where_their_file_is_damaged(built: Workspace) -> None:
    snapshot = built.snapshots.current()
    assert snapshot
    store = snapshot.store()
    with TemporaryDirectory() as folder:
        expected = kept_doubts(store, Path(folder, DOUBTS))
        whole = Path(folder, DOUBTS).read_bytes()

    @given(st.one_of(mangled(whole), st.binary(max_size=200)))
    @example(b"\xff")
    @example(whole.replace(b'"links"', b'"\xff"'))
    @example(whole[:-1] + b',"more":' + b"[" * 100_000)
    def check(content: bytes) -> None:
        with TemporaryDirectory() as folder:
            Path(folder, DOUBTS).write_bytes(content)
            found = kept_doubts(store, Path(folder, DOUBTS))
            assert found == expected or Path(folder, DOUBTS).read_bytes() == content

    check()


def test_what_the_next_build_goes_by(built: Workspace) -> None:
    snapshot = built.snapshots.current()
    assert snapshot
    kept = built.state / "records.npz"
    content = kept.read_bytes()

    @given(st.one_of(mangled(content), st.binary(max_size=200)))
    def check(broken: bytes) -> None:
        with TemporaryDirectory() as folder:
            Path(folder, kept.name).write_bytes(broken)
            Ledger.load(Path(folder), snapshot.id)

    check()


def test_the_last_build_where_it_failed(built: Workspace) -> None:
    whole = msgspec.json.encode(FailedBuild("2013-05-13T10:00:00Z", "the file is empty", "Fill it.", "a.csv", "line 1"))

    @given(st.one_of(mangled(whole), st.binary(max_size=200)))
    def check(content: bytes) -> None:
        (built.state / FAILED).write_bytes(content)
        if failed := last_failure(built):
            assert str(failed.error)

    try:
        check()
    finally:
        (built.state / FAILED).unlink(missing_ok=True)


def _with_few(built: Workspace, folder: Path) -> tuple[Workspace, Thesaurus]:
    """A workspace in which nothing is kept yet, and three concepts of the other's."""
    (folder / "maillage.toml").write_text(SETTINGS, encoding="utf-8")
    workspace, known = Workspace.open(folder), recall(built)
    assert known
    assert known.thesaurus
    workspace.state.mkdir(parents=True)
    return workspace, Thesaurus(dict(list(known.thesaurus.items())[:3]))


def test_the_vocabulary_of_the_last_build(built: Workspace, tmp_path: Path) -> None:
    workspace, few = _with_few(built, tmp_path)
    remember(workspace, "concepts", ConceptLinker(few))
    kept = workspace.state / "vocabulary.json"

    @given(mangled(kept.read_bytes()))
    def check(broken: bytes) -> None:
        kept.write_bytes(broken)
        if found := recall(workspace):
            assert found.thesaurus is None or len(found.thesaurus) <= len(few)

    check()


def test_labels_that_were_looked_through(built: Workspace, tmp_path: Path) -> None:
    workspace, few = _with_few(built, tmp_path)
    remember_labels(workspace, "concepts", ConceptLinker(few))
    expected = recall_labels(workspace, "concepts")
    kept = workspace.state / "labels.msgpack"

    @given(mangled(kept.read_bytes()))
    def check(broken: bytes) -> None:
        kept.write_bytes(broken)
        assert recall_labels(workspace, "concepts") in ({}, expected)

    assert expected.keys() == {"fr", "en"}
    check()


def test_the_labels_of_the_last_build(built: Workspace) -> None:
    kept = built.state / "labels.msgpack"
    content = kept.read_bytes()

    @given(mangled(content[:2_000]))
    def check(broken: bytes) -> None:
        kept.write_bytes(broken)
        assert recall_labels(built, "other concepts") == {}

    check()
    kept.write_bytes(content)


def test_inputs_that_would_make_the_same_again(built: Workspace) -> None:
    snapshot = built.snapshots.current()
    assert snapshot
    keep_inputs(built, snapshot, "other")
    (kept,) = built.state.glob("inputs.json")
    assert is_made_of(built, snapshot, "other")

    @given(mangled(kept.read_bytes()))
    def check(broken: bytes) -> None:
        kept.write_bytes(broken)
        assert not is_made_of(built, snapshot, "none of these")

    check()
    kept.unlink()


def test_what_was_measured(tmp_path: Path) -> None:
    kept = Evaluations(tmp_path)
    kept.keep(Evaluation(gold="g.jsonl", hash="0", when="2026-01-01", texts=1, figures={"f1@5": 0.5}), Path("g.jsonl"))
    (file,) = tmp_path.iterdir()

    @given(mangled(file.read_bytes()))
    def check(broken: bytes) -> None:
        file.write_bytes(broken)
        assert len(kept.read()) <= 1

    check()


def test_what_was_set_aside(built: Workspace) -> None:
    content = (built.state / QUARANTINE).read_bytes()
    assert content

    @given(mangled(content))
    def check(broken: bytes) -> None:
        with TemporaryDirectory() as folder:
            path = Path(folder, QUARANTINE)
            path.write_bytes(broken)
            survives(lambda: Quarantine(path, Path(folder)).groups())

    check()
