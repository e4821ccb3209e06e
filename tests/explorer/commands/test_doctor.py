"""``maillage doctor`` on real workspaces, whole ones and ones broken in each way it should see."""

from __future__ import annotations

import os
import re
import shlex
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from importlib.metadata import version
from pathlib import Path
from resource import RLIMIT_NOFILE, setrlimit
from shutil import copytree, rmtree

import pytest
from click.testing import CliRunner, Result

from explorer.cli import maillage
from explorer.examination.installation import examine_installation
from graph.edits import Update
from graph.ownership import written_graphs
from graph.snapshot import Snapshot
from graph.updating import apply_edit
from graph.workspace import Workspace
from tests.documentation.console import DOCS, blocks
from tests.workspaces import MakeWorkspace, as_anybody

SETTINGS = """
[network]
title = "Réseau"
base_iri = "https://e.org/"
[[sources]]
path = "evenements.csv"
record = "event"
map = { title = "Titre", start = "Date" }
"""


@pytest.fixture(scope="module", autouse=True)
def _versions_read_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("explorer.examination.installation.version", cache(version))
        yield


@pytest.fixture
def workspace(make_built: MakeWorkspace) -> Workspace:
    return Workspace.open(make_built(SETTINGS, {"evenements.csv": "Titre,Date\nTable ronde,2013-05-13\n"}))


def doctor(workspace: Workspace, *options: str) -> Result:
    return CliRunner().invoke(maillage, ["doctor", "--workspace", str(workspace.root), *options], standalone_mode=False)


def command(workspace: Workspace, asked: str) -> str:
    """The command that is advised to whoever named the workspace."""
    return f"`maillage --workspace {shlex.quote(str(workspace.root))} {asked}`"


def current(workspace: Workspace) -> Snapshot:
    found = workspace.snapshots.current()
    assert found
    return found


def test_a_whole_workspace_is_well(workspace: Workspace) -> None:
    seen = doctor(workspace)
    assert seen.return_value == 0, seen.output
    assert "1 source can be read" in seen.output
    assert "the fingerprint of its manifest" in seen.output
    assert "wrong" not in seen.output


def test_a_quiet_look_at_a_whole_workspace_says_nothing_of_it(workspace: Workspace) -> None:
    assert "snapshot" not in doctor(workspace, "--quiet", "--quick").output


def test_a_source_that_is_gone_is_named(workspace: Workspace) -> None:
    (workspace.root / "evenements.csv").unlink()
    seen = doctor(workspace)
    assert seen.return_value == 1
    assert "evenements.csv" in seen.output
    assert "1 to be mended" in seen.output


def test_a_source_that_its_reader_cannot_understand_is_named(workspace: Workspace) -> None:
    more = '[[sources]]\npath = "agenda.ics"\n'
    (workspace.root / "maillage.toml").write_text(SETTINGS + more, encoding="utf-8")
    (workspace.root / "agenda.ics").write_text("no calendar at all\n", encoding="utf-8")
    seen = doctor(workspace)
    assert seen.return_value == 1
    assert "agenda.ics" in seen.output
    assert "1 source can be read" in seen.output
    assert doctor(workspace, "--quick").return_value == 0


def test_a_wrong_setting_is_told_with_its_line(workspace: Workspace) -> None:
    (workspace.root / "maillage.toml").write_text(SETTINGS.replace("title", "tittle", 1), encoding="utf-8")
    seen = doctor(workspace)
    assert seen.return_value == 1
    assert "line 3" in seen.output


def test_a_graph_that_is_not_what_its_manifest_says_is_seen(workspace: Workspace) -> None:
    manifest = current(workspace).path / "manifest.json"
    changed = manifest.read_text(encoding="utf-8").replace(current(workspace).manifest.fingerprint, "0" * 64)
    manifest.write_text(changed, encoding="utf-8")
    assert "not hold what its fingerprint says" in doctor(workspace).output
    assert doctor(workspace, "--quick").return_value == 0
    manifest.write_text("{", encoding="utf-8")
    assert "manifest cannot be read" in doctor(workspace).output


def test_a_damaged_store_is_seen(workspace: Workspace) -> None:
    (current(workspace).path / "store" / "CURRENT").write_text("nothing\n", encoding="utf-8")
    seen = doctor(workspace)
    assert seen.return_value == 1
    assert "store cannot be opened" in seen.output


def test_a_store_whose_blocks_rotted_is_seen_when_it_is_read_through(workspace: Workspace) -> None:
    for path in (current(workspace).path / "store").glob("*.sst"):
        content = bytearray(path.read_bytes())
        content[: len(content) // 2] = bytes(each ^ 0xFF for each in content[: len(content) // 2])
        path.unlink()  # hard links of other snapshots stay whole
        path.write_bytes(content)
    seen = doctor(workspace)
    assert seen.return_value == 1
    assert "cannot be" in seen.output


def test_a_file_of_the_store_that_rotted_is_seen_whichever_it_is(workspace: Workspace) -> None:
    paths = list((current(workspace).path / "store").glob("*.sst"))
    assert len(paths) > 5
    for path in paths:
        whole = path.read_bytes()
        path.unlink()  # hard links of other snapshots stay whole
        path.write_bytes(whole[:10] + bytes(each ^ 0xFF for each in whole[10:20]) + whole[20:])
        seen = doctor(workspace, "--quiet")
        assert seen.return_value == 1, path.name
        assert "cannot be" in seen.output
        path.write_bytes(whole)
    assert doctor(workspace).return_value == 0


def test_a_model_that_is_none_is_seen(workspace: Workspace) -> None:
    (workspace.root / "maillage.toml").write_text(f'{SETTINGS}[linking]\nmodel = "our.model"\n', encoding="utf-8")
    assert "the model our.model of [linking] is absent" in doctor(workspace).output
    (workspace.root / "our.model").write_text("no model", encoding="utf-8")
    seen = doctor(workspace)
    assert seen.return_value == 1
    assert "not a linking model" in seen.output


def test_a_label_index_that_lacks_things_or_is_damaged_is_seen(workspace: Workspace) -> None:
    path = current(workspace).path / "labels.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DELETE FROM thing WHERE kind = 'event'")
        connection.commit()
    assert "knows other things" in doctor(workspace).output
    path.write_bytes(b"nonsense" * 100)
    assert "label index" in doctor(workspace).output


def test_kept_snapshots_of_which_none_is_current_are_told(workspace: Workspace) -> None:
    (workspace.snapshots.root / "current").unlink()
    seen = doctor(workspace)
    assert seen.return_value == 1
    build = command(workspace, "build")
    assert f"snapshots are kept (1), and none is the current one. Run {build}, which goes on from" in seen.output


def test_commands_are_advised_without_a_folder_where_none_was_named(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    (workspace.snapshots.root / "current").unlink()
    monkeypatch.chdir(workspace.root)
    seen = CliRunner().invoke(maillage, ["doctor", "--quiet", "--quick"])
    assert "Run `maillage build`, which goes on from" in seen.output
    folder = workspace.root.rename(workspace.root.parent / "nos lieux")
    seen = CliRunner().invoke(maillage, ["--workspace", str(folder), "doctor", "--quiet", "--quick"])
    assert f"Run `maillage --workspace '{folder}' build`, which goes on from" in seen.output
    assert "`maillage snapshots" not in seen.output


def test_a_current_snapshot_that_is_lost_is_told_with_one_remedy(workspace: Workspace) -> None:
    first = current(workspace)
    lost = written(workspace)
    rmtree(lost.path)
    gone, build = f"the current snapshot, {lost.id}, is gone", command(workspace, "build")

    def told() -> str:
        (line,) = [line for line in doctor(workspace, "--quiet").output.splitlines() if line.startswith("wrong")]
        return line

    assert f"snapshots are kept (1), and {gone}. Run {build}, which goes on from {first.id}" in told()
    store = (first.path / "store").rename(first.path / "elsewhere")
    only = told()
    assert f"{gone}, and none of the snapshots that are kept is whole: {first.path}/store: there is no store" in only
    assert "goes on from" not in only
    assert "rollback" not in only
    assert store.is_dir()
    rmtree(first.path)
    assert f"{gone}, and none is kept. Put a copy back, or run {build}" in told()


def test_a_manifest_that_is_gone_is_told_with_one_remedy(workspace: Workspace) -> None:
    (current(workspace).path / "manifest.json").unlink()
    (told,) = [line for line in doctor(workspace).output.splitlines() if line.startswith("wrong")]
    assert "cannot be read (No such file or directory). No other snapshot is whole." in told
    assert told.count(command(workspace, "build")) == 1


def written(workspace: Workspace) -> Snapshot:
    """The current snapshot, once somebody wrote a graph into it."""
    apply_edit(workspace, Update(text="INSERT DATA { GRAPH <urn:own> { <urn:a> rdfs:label 'à la main' } }"))
    return current(workspace)


def rot(path: Path) -> None:
    """Change one byte of each of the store's files in place, in every snapshot that shares it."""
    for each in (path / "store").glob("*.sst"):
        content = bytearray(each.read_bytes())
        content[10] ^= 0xFF
        each.write_bytes(content)


def test_an_earlier_snapshot_is_advised_only_where_it_is_whole(workspace: Workspace) -> None:
    first = current(workspace)
    last = written(workspace)
    (last.path / "manifest.json").write_text("{", encoding="utf-8")
    back = command(workspace, f"snapshots rollback {first.id}")
    assert f"Go back with {back}" in doctor(workspace, "--quiet").output
    rot(first.path)
    told = doctor(workspace, "--quiet").output
    assert "rollback" not in told.splitlines()[0]
    assert "No other snapshot is whole. What people wrote by SPARQL Update" in told
    assert f"mv {workspace.snapshots.root} {workspace.snapshots.root}.damaged" in told


def test_before_snapshots_are_moved_away_what_people_wrote_is_to_be_taken_out_by_commands_that_do_it(
    workspace: Workspace,
) -> None:
    first, last = current(workspace), written(workspace)
    manifest = (last.path / "manifest.json").read_text(encoding="utf-8")
    (last.path / "manifest.json").write_text(manifest.replace(last.manifest.fingerprint, "0" * 64), encoding="utf-8")
    rmtree(first.path)
    told = doctor(workspace, "--quiet").output
    found = re.search(r"take it out first: `maillage ([^`]* query [^`]*) > written-1\.nt`\. Then `mv ", told)
    assert found, told
    taken = CliRunner().invoke(maillage, shlex.split(found[1]))
    assert "à la main" in taken.output


@pytest.mark.parametrize("guide", ["exploiter.md", "operate.md"])
def test_the_query_of_the_guide_finds_the_graphs_that_people_wrote(workspace: Workspace, guide: str) -> None:
    base = workspace.settings.network.base_iri
    written(workspace)
    apply_edit(workspace, Update(text="INSERT DATA { <urn:a> rdfs:label 'sans graphe' }"))
    (query,) = [each for each in blocks((DOCS / "guides" / guide).read_text(encoding="utf-8")) if each.kind == "sparql"]
    store = current(workspace).store()
    found = {str(row["g"]) for row in store.select(query.content.replace("https://example.org/", base))}
    assert found == {"<urn:own>", f"<{base}graph/default>"}
    assert found == {f"<{name}>" for name in written_graphs(store, base)}


def test_a_workspace_is_examined_whatever_signs_its_path_holds(workspace: Workspace, tmp_path: Path) -> None:
    moved = workspace.root.rename(tmp_path / "100 % #1 ?")
    seen = doctor(Workspace.open(moved))
    assert seen.return_value == 0, seen.output
    assert "the label index knows the same" in seen.output
    assert {path.name for path in tmp_path.iterdir()} == {moved.name}
    assert {path.name for path in moved.iterdir()} == {"maillage.toml", "evenements.csv", ".maillage"}


def test_a_folder_in_the_place_of_the_link_is_told_with_one_remedy(workspace: Workspace) -> None:
    snapshot, link = current(workspace), workspace.snapshots.root / "current"
    link.unlink()
    copytree(snapshot.path, link)
    (told,) = [line for line in doctor(workspace, "--quiet").output.splitlines() if line.startswith("wrong")]
    assert f"Remove it (`rm -r {link}`) and build" in told


def test_what_is_of_the_machine_is_not_taken_for_damage(workspace: Workspace) -> None:
    call = ("doctor", "--quiet", "--workspace", workspace.root)
    few = as_anybody(*call, before=lambda: setrlimit(RLIMIT_NOFILE, (64, 64)))
    assert few.returncode == 1
    assert "Let more files be opened: ulimit -n 4096" in few.stdout
    current(workspace).path.joinpath("store").chmod(0)
    closed = as_anybody(*call)
    current(workspace).path.joinpath("store").chmod(0o755)
    assert f"Give {workspace.state} to the user who builds and serves" in closed.stdout
    workspace.state.chmod(0)
    shut = as_anybody(*call)
    workspace.state.chmod(0o755)
    assert shut.returncode == 1
    assert f"{workspace.state} cannot be read by this user" in shut.stdout
    for seen in (few, closed, shut):
        assert "rollback" not in seen.stdout
        assert "damaged" not in seen.stdout.replace("nothing is known to be damaged", "")
        assert seen.stderr == "1 to be mended.\n"


def test_a_file_in_the_place_of_the_snapshots_is_told(workspace: Workspace) -> None:
    rmtree(workspace.state)
    workspace.state.write_bytes(b"")
    assert f"{workspace.state} is a file, where a folder should be. Move it away" in doctor(workspace).output


@pytest.mark.parametrize("endpoint", ["query.example.org", "https://anne:secret@example.org/sparql"])
def test_an_endpoint_of_federation_that_is_no_address_is_told(workspace: Workspace, endpoint: str) -> None:
    more = f'[federation]\nendpoints = ["{endpoint}"]\n'
    (workspace.root / "maillage.toml").write_text(SETTINGS + more, encoding="utf-8")
    seen = doctor(workspace)
    assert seen.return_value == 1
    assert "wrong  [federation]: " in seen.output
    assert "secret" not in seen.output


def test_what_a_build_that_died_left_is_told_and_a_build_under_way_is_not_taken_for_it(workspace: Workspace) -> None:
    (workspace.snapshots.root / ".draft").mkdir()
    seen = doctor(workspace)
    assert seen.return_value == 0
    assert "a process that died left .draft" in seen.output
    with workspace.snapshots.draft():
        assert f"a build is under way (process {os.getpid()})" in doctor(workspace).output


def test_a_server_that_does_not_answer_is_told(workspace: Workspace) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    store = f'[store]\nlocation = "http://127.0.0.1:{port}/query"\n'
    (workspace.root / "maillage.toml").write_text(SETTINGS + store, encoding="utf-8")
    seen = doctor(workspace, "--quick")
    assert seen.return_value == 1
    assert f"127.0.0.1:{port}" in seen.output


@pytest.mark.parametrize(
    ("more", "most"),
    [
        ("", 13),
        ('proxies = ["127.0.0.1"]\n', 7),
        ("[updates]\nenabled = true\n", 14),
        ('[store]\nlocation = "http://127.0.0.1:1/query"\n', 7),
    ],
)
def test_processes_that_need_more_memory_than_there_is_are_told(workspace: Workspace, more: str, most: int) -> None:
    limits = "[limits]\nworkers = 3\nmemory = 900000000\n"
    (workspace.root / "maillage.toml").write_text(SETTINGS + limits + more, encoding="utf-8")
    said = f"note   {most} processes of 900,000,000 MB may use more than this machine's"
    assert said in doctor(workspace, "--quick").output


def test_a_secret_that_others_can_read_is_told(workspace: Workspace) -> None:
    (workspace.root / "token").write_text("secret", encoding="utf-8")
    (workspace.root / "token").chmod(0o644)
    assert "can be read by others" in doctor(workspace).output


def test_editors_who_cannot_log_in_are_told_of(workspace: Workspace) -> None:
    (workspace.root / "maillage.toml").write_text(f'{SETTINGS}[editors]\nemails = ["anne@e.org"]\n', encoding="utf-8")
    assert "no provider lets them log in" in doctor(workspace).output
    (workspace.root / ".streamlit").mkdir()
    (workspace.root / ".streamlit" / "secrets.toml").touch(0o600)
    assert "no provider" not in doctor(workspace).output


def test_a_package_of_another_version_than_pinned_is_named(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("click==0.0.1 \\\n    --hash=sha256:0\nno-such-package==1\n", encoding="utf-8")
    told = [str(finding) for finding in examine_installation(lock)]
    assert any("click" in line and "pinned: 0.0.1" in line for line in told)
    assert not any("no-such-package" in line for line in told)
