from __future__ import annotations

import errno
import os
import re
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from graph.difference import rdf_patch, summarise
from graph.fingerprint import Fingerprint
from graph.manifest import Manifest, SourceSummary
from graph.snapshot import Snapshot, Snapshots
from ontology.errors import CallError, DataError, LockedError
from ontology.namespaces import PROV, RDFS, SKOS, XSD

SOURCE = NamedNode("https://e.org/source/a")


def record(number: int, label: str) -> dict[NamedNode, list[Quad]]:
    graph, thing = NamedNode(f"https://e.org/graph/a/{number}"), NamedNode(f"https://e.org/concept/{number}")
    return {
        graph: [
            Quad(graph, PROV.wasDerivedFrom, SOURCE, graph),
            Quad(thing, NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), SKOS.Concept, graph),
            Quad(thing, RDFS.label, Literal(label, language="fr"), graph),
        ]
    }


def publish(snapshots: Snapshots, *records: tuple[int, str]) -> Snapshot:
    with snapshots.draft() as draft:
        for number, label in records:
            draft.store.replace(record(number, label))
        return draft.publish(Manifest(sources=(SourceSummary(name="a.csv", records=len(records)),)))


@pytest.fixture
def snapshots(tmp_path: Path) -> Snapshots:
    return Snapshots(tmp_path / "snapshots")


def test_before_the_first_build_there_is_nothing(snapshots: Snapshots) -> None:
    assert snapshots.current() is None
    assert snapshots.all() == []
    with pytest.raises(CallError, match="Run `maillage build`"):
        snapshots.get("x")


def test_what_is_published_is_current_and_complete(snapshots: Snapshots) -> None:
    published = publish(snapshots, (1, "vélo"), (2, "train"))
    assert snapshots.current() == published == snapshots.get(published.id) == snapshots.get(published.id[:12])
    assert len(published.store()) == published.manifest.quads == 6
    assert published.manifest.things == {"concept": 2}
    assert published.manifest.sources[0].name == "a.csv"
    assert [hit.label for hit in published.labels().search("velo")] == ["vélo"]


def test_the_next_starts_from_the_current_and_leaves_it_as_it_was(snapshots: Snapshots) -> None:
    first = publish(snapshots, (1, "vélo"))
    second = publish(snapshots, (2, "train"))
    assert second.manifest.parent == first.id
    assert (len(first.store()), len(second.store())) == (3, 6)
    assert snapshots.all() == [second, first]


def test_an_empty_draft_forgets_the_current_graph(snapshots: Snapshots) -> None:
    publish(snapshots, (1, "vélo"))
    with snapshots.draft(empty=True) as draft:
        assert len(draft.publish(Manifest()).store()) == 0


def test_same_quads_same_fingerprint_whatever_the_way_to_them(snapshots: Snapshots, tmp_path: Path) -> None:
    publish(snapshots, (1, "vélo"), (2, "traim"))
    mended = publish(snapshots, (2, "train"))
    straight = publish(Snapshots(tmp_path / "other"), (2, "train"), (1, "vélo"))
    assert mended.manifest.fingerprint == straight.manifest.fingerprint == str(Fingerprint.of(mended.store()))
    assert publish(snapshots, (1, "tram")).manifest.fingerprint != mended.manifest.fingerprint


def test_a_file_loaded_in_bulk_counts_in_the_fingerprint(snapshots: Snapshots, tmp_path: Path) -> None:
    direct = publish(snapshots, (1, "vélo"))
    path = tmp_path / "quads.nq"
    path.write_text("".join(f"{quad} .\n" for quad in direct.store().quads()), encoding="utf-8")
    with Snapshots(tmp_path / "other").draft() as draft:
        draft.store.bulk_load(path)
        loaded = draft.publish(Manifest())
    assert loaded.manifest.fingerprint == direct.manifest.fingerprint
    assert loaded.manifest.quads == 3


def test_replacing_by_the_same_is_no_change(snapshots: Snapshots) -> None:
    publish(snapshots, (1, "vélo"))
    with snapshots.draft() as draft:
        draft.store.replace(record(1, "vélo"))
        assert draft.store.changed == set()


def test_a_draft_that_is_not_published_vanishes(snapshots: Snapshots) -> None:
    first = publish(snapshots, (1, "vélo"))
    with snapshots.draft() as draft:
        draft.store.replace(record(2, "train"))
    assert snapshots.current() == first
    assert {path.name for path in snapshots.root.iterdir()} == {first.id, "current", "lock"}


def test_a_second_build_is_told_who_builds(snapshots: Snapshots) -> None:
    with snapshots.draft(), pytest.raises(LockedError, match=f"process {os.getpid()}"), snapshots.draft():
        pass
    publish(snapshots, (1, "vélo"))


def test_a_lock_that_is_let_go_leaves_nothing_behind(tmp_path: Path) -> None:
    script = """
        import os, pathlib, sys
        registered = []
        register = os.register_at_fork
        os.register_at_fork = lambda **given: (registered.append(given), register(**given))
        from graph import locking
        for _ in range(5):
            with locking.exclusive(pathlib.Path(sys.argv[1])):
                held = len(locking._HELD)
        print(sum(each["after_in_child"].__module__ == "graph.locking" for each in registered), held)
        print(len(locking._HELD))
    """
    ran = [sys.executable, "-c", textwrap.dedent(script), str(tmp_path / "lock")]
    assert subprocess.run(ran, capture_output=True, text=True, check=True).stdout == "1 1\n0\n"


def test_a_forked_worker_does_not_keep_the_lock(snapshots: Snapshots) -> None:
    with snapshots.draft():
        child = os.fork()
        if child == 0:
            time.sleep(30)
            os._exit(0)
    try:
        publish(snapshots, (1, "vélo"))
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def test_rollback_goes_back_one_or_to_a_chosen_one(snapshots: Snapshots) -> None:
    first, second = publish(snapshots, (1, "vélo")), publish(snapshots, (2, "train"))
    assert snapshots.rollback() == first == snapshots.current()
    with pytest.raises(CallError, match="no earlier snapshot"):
        snapshots.rollback()
    assert snapshots.rollback(second.id) == second == snapshots.current()
    with pytest.raises(CallError, match=second.id):
        snapshots.rollback(second.id[:-2] + "zz")


def test_a_build_after_a_rollback_is_the_newest(snapshots: Snapshots) -> None:
    publish(snapshots, (1, "vélo"))
    publish(snapshots, (2, "train"))
    snapshots.rollback()
    third = publish(snapshots, (3, "tram"))
    assert snapshots.all()[0] == third
    assert len(third.store()) == 6


def test_pruning_keeps_the_current_and_those_that_are_read(snapshots: Snapshots) -> None:
    kept = [publish(snapshots, (number, "x")) for number in range(4)]
    snapshots.rollback(kept[0].id)
    store = kept[1].store()
    assert snapshots.prune(keep=1) == [kept[2].id]
    assert len(store) == 6
    del store
    assert snapshots.prune(keep=1) == [kept[1].id]
    assert snapshots.all() == [kept[3], kept[0]]


def test_a_snapshot_written_anew_holds_nothing_of_what_left_the_graph(snapshots: Snapshots) -> None:
    publish(snapshots, (1, "Lucilde Bonnetfort"), (2, "train"))
    publish(snapshots, (1, "tram"))
    with snapshots.draft() as draft:
        note = Quad(BlankNode(), RDFS.label, Literal("note"), NamedNode("https://e.org/notes"))
        draft.store.replace({NamedNode("https://e.org/notes"): [note]})
        draft.store.oxigraph.add_graph(NamedNode("https://e.org/empty"))
        before = draft.publish(Manifest())
    former, anew = snapshots.rewrite()
    assert former == before
    assert snapshots.current() == anew
    assert (anew.manifest.fingerprint, anew.manifest.quads) == (before.manifest.fingerprint, before.manifest.quads)
    assert sorted(map(str, anew.store().graphs())) == sorted(map(str, before.store().graphs()))
    assert set(anew.store().triples()) == set(before.store().triples())
    assert list(snapshots.diff(before.id, anew.id)) == []
    assert snapshots.prune(keep=1) != []
    held = b"".join(path.read_bytes() for path in anew.path.rglob("*") if path.is_file())
    assert (b"Bonnetfort" in held, b"bonnetfort" in held, b"tram" in held) == (False, False, True)
    assert [path.name for path in snapshots.root.iterdir() if path.is_dir() and not path.is_symlink()] == [anew.id]


def test_nothing_is_written_anew_before_the_first_build(snapshots: Snapshots) -> None:
    with pytest.raises(CallError, match="nothing is published"):
        snapshots.rewrite()
    assert snapshots.all() == []


def test_a_snapshot_read_in_another_process_is_not_pruned(snapshots: Snapshots) -> None:
    first = publish(snapshots, (1, "vélo"))
    publish(snapshots, (2, "train"))
    script = "import sys; from pathlib import Path; from graph.snapshot import Snapshot\n"
    script += "store = Snapshot(Path(sys.argv[1])).store(); print(len(store), flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", script, str(first.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as reader:
        assert reader.stdout
        assert reader.stdout.readline() == b"3\n"
        assert snapshots.prune(keep=1) == []
        reader.kill()
    assert snapshots.prune(keep=1) == [first.id]


def test_differences_are_told_by_graph_by_source_and_as_a_patch(snapshots: Snapshots) -> None:
    first = publish(snapshots, (1, "vélo"), (2, "traim"))
    with snapshots.draft() as draft:
        draft.store.replace({**record(2, "train"), **record(3, "tram"), next(iter(record(1, ""))): []})
        second = draft.publish(Manifest())
    changed = list(snapshots.diff(first.id, second.id))
    assert [(change.is_gone, change.is_new) for change in changed] == [(True, False), (False, False), (False, True)]
    (summary,) = summarise(changed)
    assert (summary.source, summary.records_added, summary.records_removed, summary.records_changed) == (
        SOURCE.value, 1, 1, 1,
    )  # fmt: skip
    assert (summary.quads_added, summary.quads_removed) == (4, 4)
    patch = list(rdf_patch(changed))
    assert (patch[0], patch[-1]) == ("TX .\n", "TC .\n")
    assert 'D <https://e.org/concept/2> <http://www.w3.org/2000/01/rdf-schema#label> "traim"@fr' in "".join(patch)
    assert list(snapshots.diff(first.id, first.id)) == []


@pytest.mark.parametrize("content", ["{", pytest.param('{"more": ' + "[" * 5_000, id="deep")])
def test_a_damaged_manifest_or_a_lost_snapshot_is_named(snapshots: Snapshots, content: str) -> None:
    first = publish(snapshots, (1, "vélo"))
    (first.path / "manifest.json").write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=r"manifest\.json: the snapshot's manifest cannot be read"):
        _ = Snapshot(first.path).manifest
    first.path.rename(snapshots.root / "elsewhere")
    with pytest.raises(DataError, match="is gone"):
        snapshots.current()


def test_ids_grow_even_where_the_clock_went_back(snapshots: Snapshots) -> None:
    first = publish(snapshots, (1, "vélo"))
    future = snapshots.root / f"29991231T235959999-{first.id[-8:]}"
    first.path.rename(future)
    (snapshots.root / "current").unlink()
    assert publish(snapshots, (2, "train")).id > future.name


BUILD = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from pyoxigraph import Literal, NamedNode, Quad
    from graph.manifest import Manifest
    from graph.snapshot import Snapshots
    from ontology.namespaces import RDF, RDFS, SKOS

    snapshots, turn = Snapshots(Path(sys.argv[1])), sys.argv[2]
    print("ready", flush=True)
    while True:
        with snapshots.draft() as draft:
            for batch in range(4):
                names = [NamedNode(f"https://e.org/graph/{batch}/{i}") for i in range(50)]
                draft.store.replace({n: [
                    Quad(n, RDF.type, SKOS.Concept, n), Quad(n, RDFS.label, Literal(turn), n),
                ] for n in names})
            draft.publish(Manifest())
        turn += "x"
    """
)


def is_whole(snapshot: Snapshot) -> bool:
    """Whether data, index and manifest agree, and every named graph is of the same build."""
    store, manifest = snapshot.store(), snapshot.manifest
    labels = {row["l"] for row in store.select("SELECT DISTINCT ?l { ?s rdfs:label ?l }")}
    found = snapshot.labels().search(next(iter(labels)).value, limit=500) if labels else []  # type: ignore[union-attr]
    counts = manifest.quads == len(store) == 400 and manifest.things == {"concept": 200}
    return counts and len(labels) == 1 and len(found) >= 100 and str(Fingerprint.of(store)) == manifest.fingerprint


@pytest.mark.parametrize("delay", [0.0, 0.01, 0.03, 0.05, 0.08, 0.11, 0.15, 0.2, 0.27, 0.35])
def test_a_build_killed_at_any_moment_leaves_a_whole_graph_and_the_next_one_works(tmp_path: Path, delay: float) -> None:
    snapshots = Snapshots(tmp_path / "snapshots")
    for turn in ("a", "b"):
        with subprocess.Popen(
            [sys.executable, "-c", BUILD, str(snapshots.root), turn], stdout=subprocess.PIPE
        ) as builder:
            assert builder.stdout
            assert builder.stdout.readline() == b"ready\n"
            time.sleep(delay)
            builder.kill()
        current = snapshots.current()
        assert current is None or is_whole(current)
        assert all(is_whole(snapshot) for snapshot in snapshots.all())
    assert publish(snapshots, (1, "vélo")) == snapshots.current()
    assert not (snapshots.root / ".draft").exists()


def test_a_fingerprint_is_that_of_the_store_whatever_the_spelling_of_literals(tmp_path: Path) -> None:
    graph = NamedNode("https://example.org/graph/1")
    spellings = [("1.0", "decimal"), ("007", "integer"), ("2013-05-13T18:00:00+00:00", "dateTime"), ("1", "boolean")]
    quads = [Quad(graph, XSD[name], Literal(text, datatype=XSD[name]), graph) for text, name in spellings]
    with Snapshots(tmp_path).draft() as draft:
        draft.store.replace({graph: quads})
        assert str(draft.store.fingerprint) == str(Fingerprint.of(draft.store))
        draft.store.replaced.clear()
        draft.store.replace({graph: quads})
        assert draft.store.changed == set()


def without_current(snapshots: Snapshots) -> None:
    (snapshots.root / "current").unlink(missing_ok=True)


def leading_nowhere(snapshots: Snapshots) -> None:
    without_current(snapshots)
    (snapshots.root / "current").symlink_to("20010101T000000000-00000000")


def as_a_file(snapshots: Snapshots) -> None:
    without_current(snapshots)
    (snapshots.root / "current").write_text("20010101T000000000-00000000", encoding="utf-8")


@pytest.mark.parametrize("lose", [without_current, leading_nowhere, as_a_file])
def test_where_none_is_current_a_draft_goes_on_from_the_newest_that_is_whole(
    snapshots: Snapshots, lose: Callable[[Snapshots], None]
) -> None:
    first = publish(snapshots, (1, "vélo"))
    second = publish(snapshots, (2, "train"))
    lose(snapshots)
    with snapshots.draft() as draft:
        assert (draft.resumed, len(draft.store)) == (second.id, 6)
        assert snapshots.current_id() != second.id
        draft.resume()
    assert snapshots.current() == second
    (second.path / "manifest.json").unlink()
    lose(snapshots)
    with snapshots.draft() as draft:
        assert (draft.resumed, len(draft.store)) == (first.id, 3)
    (first.path / "manifest.json").write_text("{", encoding="utf-8")
    lose(snapshots)
    with pytest.raises(DataError, match=r"none that is kept is whole .*`maillage doctor` says"), snapshots.draft():
        pass


def test_where_none_is_kept_a_link_that_leads_nowhere_is_no_hindrance(snapshots: Snapshots) -> None:
    snapshots.root.mkdir()
    (snapshots.root / "current").symlink_to("20010101T000000000-00000000")
    with pytest.raises(DataError, match="is gone"):
        snapshots.current()
    assert publish(snapshots, (1, "vélo")) == snapshots.current()


def test_a_snapshot_without_a_manifest_is_gone_back_to_by_nobody_and_pruned_as_others(snapshots: Snapshots) -> None:
    first = publish(snapshots, (1, "vélo"))
    second = publish(snapshots, (2, "train"))
    publish(snapshots, (3, "tram"))
    (second.path / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(DataError, match="manifest cannot be read"):
        snapshots.rollback(second.id)
    assert snapshots.prune(1, "update") == []
    assert snapshots.rollback() == first
    leading_nowhere(snapshots)
    with pytest.raises(CallError, match="no earlier snapshot"):
        snapshots.rollback()
    without_current(snapshots)
    with pytest.raises(CallError, match=r"no snapshot is the current one\. Name the one to take"):
        snapshots.rollback()
    assert snapshots.rollback(first.id) == snapshots.current() == first


def test_a_folder_in_the_place_of_the_link_is_told_before_anything_is_made(snapshots: Snapshots) -> None:
    first = publish(snapshots, (1, "vélo"))
    second = publish(snapshots, (2, "train"))
    without_current(snapshots)
    shutil.copytree(second.path, snapshots.root / "current")
    told = re.escape(f"a folder, and should be a link: a copy followed links. Remove it (`rm -r {snapshots.root}")
    for attempt in (snapshots.current, snapshots.rollback, lambda: publish(snapshots, (3, "tram"))):
        with pytest.raises(DataError, match=told):
            attempt()
    assert {path.name for path in snapshots.root.iterdir()} == {first.id, second.id, "current", "lock"}
    shutil.rmtree(snapshots.root / "current")
    with snapshots.draft() as draft:
        assert draft.resumed == second.id


@pytest.mark.parametrize("renamed", [True, False])
def test_a_link_that_cannot_be_moved_or_put_on_the_disk_leads_to_a_snapshot_that_is_there(
    snapshots: Snapshots, monkeypatch: pytest.MonkeyPatch, *, renamed: bool
) -> None:
    first = publish(snapshots, (1, "vélo"))

    def fails(path: Path, *_: object) -> None:
        if not renamed or path == snapshots.root:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patch:
        patch.setattr("graph.published.sync_folder" if renamed else "pathlib.Path.symlink_to", fails)
        with pytest.raises(OSError, match=os.strerror(errno.EIO)):
            publish(snapshots, (2, "train"))
    current = snapshots.current()
    assert current
    assert (current == first) is not renamed
    assert len(current.store()) == (6 if renamed else 3)
    assert len(snapshots.all()) == (2 if renamed else 1)


def test_a_store_whose_blocks_rotted_is_told_by_the_draft_that_meets_them(snapshots: Snapshots) -> None:
    first = publish(snapshots, (1, "vélo"))
    told = []
    for path in (first.path / "store").glob("*.sst"):
        whole = path.read_bytes()
        path.write_bytes(whole[:10] + bytes(each ^ 0xFF for each in whole[10:20]) + whole[20:])
        try:
            with snapshots.draft() as draft:
                draft.store.replace(record(1, "train"))
        except DataError as error:
            told.append(str(error))
        path.write_bytes(whole)
    assert any(f"{first.id}: the store is damaged (Corruption:" in each for each in told)
    assert all(each.endswith("`maillage doctor` says what to do.") for each in told)
    assert {path.name for path in snapshots.root.iterdir()} == {first.id, "current", "lock"}
