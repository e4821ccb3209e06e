"""A limit on memory is told before it ends a build without a word, and as the reason where Python meets it."""

from __future__ import annotations

import re
from resource import RLIMIT_AS, setrlimit
from signal import SIGHUP, SIGTERM

import pytest

from explorer import memory
from explorer.cli import main
from explorer.stopping import STOPPED_CODE
from tests.documentation.console import DOCS
from tests.workspaces import EVENTS_SETTINGS, MakeWorkspace, as_anybody


def test_a_build_with_little_memory_says_how_much_it_may_use_and_how_much_it_needs(
    make_built: MakeWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_built(EVENTS_SETTINGS, {"events.csv": "title,date\nForum,2013-05-13\n"})
    ended = as_anybody("build", "--workspace", folder, before=lambda: setrlimit(RLIMIT_AS, (600_000_000, 600_000_000)))
    said = (
        "maillage: this process may use 600 MB of memory, and a build needs 1,000 at least. Let it use more: ulimit -v"
    )
    assert ended.stderr.startswith(said)
    monkeypatch.setattr(memory, "allowed", lambda: 2_000_000_000)
    assert memory.told_of_little_memory() == ""
    monkeypatch.setattr(memory, "allowed", lambda: None)
    assert memory.told_of_little_memory() == ""


def test_a_lack_of_memory_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def lacking(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("explorer.cli.maillage.main", lacking)
    with pytest.raises(SystemExit) as ended:
        main(["stats"])
    assert ended.value.code == 1
    assert capsys.readouterr().err.startswith("maillage: there is not enough memory. ")


@pytest.mark.parametrize("guide", ["exploiter.md", "operate.md"])
def test_the_guides_tell_what_a_build_needs_and_each_exit_code(guide: str) -> None:
    told = (DOCS / "guides" / guide).read_text(encoding="utf-8")
    assert f" {memory.ENOUGH // 1_000_000_000} G" in told
    assert [each for each in ("`ulimit -v`", "`LimitAS=`") if each not in told] == []
    codes = (0, 1, 2, STOPPED_CODE, 128 + SIGTERM, 128 + SIGHUP)
    assert [code for code in codes if not re.search(rf"(?:[;:]|\b(?:et|and))\s{code}\b", told)] == []
