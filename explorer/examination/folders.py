"""A workspace: its settings, whether what they name is there, and whether its folders can be written and locked."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from explorer.examination.finding import Finding, from_error, remark, well, wrong
from explorer.terminal import counted
from graph.endpoint import check_address
from graph.workspace import Source, Workspace
from ingest.decisions.log import DecisionLog
from ingest.linking.model import Model
from ingest.reading import read_file
from ingest.shelf import Shelf
from ingest.sources import SourceFile, source_files
from ingest.vocabularies import read_vocabularies
from ontology.errors import CallError, MaillageError

__all__ = ["examine_settings", "examine_sources", "examine_state"]

_INSTALL = "Run `make install` in Maillage's folder."
_ROOM = 500_000_000
"""Bytes: less free space than that, and the next build may not fit."""
_LOOKED_THROUGH = 5_000_000
"""Bytes: a larger file is looked for, and not read."""


def examine_settings(workspace: Workspace) -> Iterator[Finding]:
    """Settings that can be read and yet do not work: a base for trying out, no log-in, secrets that others can read."""
    settings = workspace.settings
    yield well(f"{workspace.root / 'maillage.toml'}: {settings.network.name()}, {settings.network.base_iri}")
    base = settings.network.base_iri
    if "/maillage/local/" in base:
        yield remark(f"base_iri is the one for trying out, {base}", "Choose your own before you publish.")
    yield from _people(workspace)
    for endpoint in settings.federation.endpoints:
        try:
            check_address(endpoint)
        except CallError as error:
            yield wrong(f"[federation]: {error.problem}", "Write https://… there, without name or password.")
    for path in (workspace.root / ".streamlit" / "secrets.toml", workspace.root / "token"):
        if path.is_file() and path.stat().st_mode & 0o077:
            yield wrong(f"{path} can be read by others on this machine", f"chmod 600 {path}")


def _people(workspace: Workspace) -> Iterator[Finding]:
    settings = workspace.settings
    if settings.editors.emails and not (workspace.root / ".streamlit" / "secrets.toml").is_file():
        said = "[editors] names people, and no provider lets them log in"
        yield remark(said, "Describe it under [auth] in .streamlit/secrets.toml.")
    if settings.editors.emails and find_spec("authlib") is None:
        yield wrong("[editors] names people, but the log-in is not installed", _INSTALL)
    if settings.updates.enabled and "MAILLAGE_UPDATE_TOKEN" not in os.environ:
        yield remark("[updates] is enabled, and no token is in MAILLAGE_UPDATE_TOKEN", "Give --token-file to serve.")


def examine_sources(workspace: Workspace, *, deep: bool = True) -> Iterator[Finding]:
    """Whether each source, register, vocabulary, model and decision can be read; addresses are not asked.

    Files that are not large are read through where ``deep``.
    """
    settings = workspace.settings
    count = 0
    for source in (*settings.sources, *settings.registers):
        found = list(_source(source, workspace, deep=deep))
        count += not found
        yield from found
    if not settings.sources:
        yield remark("maillage.toml names no source", "Add a [[sources]] entry for each file.")
    elif count:
        yield well(f"{counted(count, 'source')} can be read")
    yield from map(from_error, read_vocabularies(workspace, keep_going=True).failures)
    yield from _model(workspace)
    try:
        decisions = DecisionLog.of(workspace).read()
    except MaillageError as error:
        yield from_error(error)
    else:
        yield well(f"decisions of people: {len(decisions)}")


def _model(workspace: Workspace) -> Iterator[Finding]:
    """Whether the model that the settings name, if any, is there and is one."""
    name = workspace.settings.linking.model
    if name and not (workspace.root / name).is_file():
        yield wrong(f"the model {name} of [linking] is absent", "Make it with `maillage train`.")
    elif name:
        try:
            Model.load(workspace.root / name)
        except MaillageError as error:
            yield from_error(error)


def _source(source: Source, workspace: Workspace, *, deep: bool) -> Iterator[Finding]:
    if "://" in source.path:
        yield remark(f"{source.path} is an address: the build asks it, this does not")
        return
    try:
        files = source_files(source, workspace.root, workspace.state)
    except MaillageError as error:
        yield from_error(error)
        return
    for file in files:
        if file.is_unread:
            yield wrong(f"{file.path}: {file.trouble}", f"chmod u+rx {file.path}")
        elif file.trouble:
            yield remark(f"{file.path}: {file.trouble}", "Take it out of the source, or say its format.")
        elif not os.access(file.path, os.R_OK):
            yield wrong(f"{file.path} cannot be read by this user", f"chmod u+r {file.path}")
        elif deep and file.path.is_file() and file.path.stat().st_size <= _LOOKED_THROUGH:
            yield from _content(file)


def _content(file: SourceFile) -> Iterator[Finding]:
    """Whether the file's reader understands how it is made; records that it sets aside are the quarantine's."""
    content = read_file(file, None, Shelf())
    if content.error:
        yield from_error(content.error)
        return
    rejections = content.items.rejections
    alone = len(content.items) + len(rejections) == 1
    for item in rejections:
        if item.breaks or alone:
            yield wrong(f"{item.place}: {item.reason.rstrip('.')}", item.remedy)
            return


def examine_state(workspace: Workspace) -> Iterator[Finding]:
    """The folder of the snapshots: writable, with room, on a file system that links and locks."""
    state = workspace.state
    place = next(each for each in (state, *state.parents) if each.exists())
    free = shutil.disk_usage(place).free
    used = sum(path.lstat().st_size for path in state.rglob("*") if path.is_file()) if state.exists() else 0
    said = f"{free / 1e9:,.1f} GB free where snapshots are kept ({place})"
    if free < max(_ROOM, used // 2):
        yield wrong(said, "Make room, or run `maillage snapshots prune`.")
    else:
        yield well(said)
    if not place.is_dir():
        yield wrong(f"{place} is a file, where a folder should be", "Move it away, or set MAILLAGE_STATE.")
        return
    if not os.access(place, os.W_OK | os.X_OK):
        yield wrong(f"{place} cannot be written by this user", "Give it to the user who builds, or set MAILLAGE_STATE.")
        return
    try:
        with TemporaryDirectory(dir=place, prefix=".doctor-") as folder:
            _try_file_system(Path(folder))
    except OSError as error:
        said = f"the file system of {place} lacks what snapshots need ({error.strerror or error})"
        yield wrong(said, "Keep them on a local disk: set MAILLAGE_STATE.")


def _try_file_system(folder: Path) -> None:
    """Do what snapshots do: link, lock, point, rename."""
    first = folder / "first"
    first.write_bytes(b"x")
    (folder / "second").hardlink_to(first)
    with first.open("r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    (folder / "link").symlink_to("first")
    (folder / "link").rename(folder / "current")
