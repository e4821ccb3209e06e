"""The installation: Python, the packages against those that were pinned, what the machine offers."""

from __future__ import annotations

import os
import platform
import re
import resource
import sys
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import PackageNotFoundError, metadata, requires, version
from pathlib import Path

from explorer.examination.finding import Finding, remark, well, wrong
from graph.home import EMBEDDED
from graph.workspace import Settings

__all__ = ["examine_installation", "examine_machine"]

LOCK = Path(__file__).resolve().parents[2] / "requirements.lock"
_INSTALL = "Run `make install`, or pip install --require-hashes -r requirements.lock."
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)
_COMPILED = ("lxml.etree", "numpy", "pyoxigraph", "scipy.sparse", "Stemmer")
_FILES = 1_024
"""Open files: below that, a store of many parts cannot be opened by several workers."""


def examine_installation(lock: Path = LOCK) -> Iterator[Finding]:
    """Python, the required packages, their versions against ``lock``, and whether what is compiled loads."""
    needed = metadata("maillage")["Requires-Python"].removeprefix(">=")
    if sys.version_info[:2] < tuple(int(part) for part in needed.split(".")[:2]):
        yield wrong(f"Python {platform.python_version()} is too old", f"Install {needed} or newer.")
    else:
        yield well(f"Python {platform.python_version()}, Maillage {version('maillage')}")
    required = [each for each in requires("maillage") or () if "extra ==" not in each]
    names = [found[0] for each in required if (found := re.match(r"[A-Za-z0-9._-]+", each))]
    if missing := [name for name in names if _installed(name) is None]:
        yield wrong(f"packages are missing: {', '.join(missing)}", _INSTALL)
    yield from _versions(lock, len(names))
    for name in _COMPILED:
        try:
            import_module(name)
        except ImportError as error:
            yield wrong(f"{name} cannot be loaded ({error})", f"Install it again for this machine. {_INSTALL}")


def _versions(lock: Path, required: int) -> Iterator[Finding]:
    """The installed versions against the pinned ones; those that are for other systems or extras may be absent."""
    if not lock.is_file():
        yield remark(f"{required} packages are there; no requirements.lock is beside the code to compare them with")
        return
    pinned: defaultdict[str, list[str]] = defaultdict(list)  # several, where versions of Python need others
    for name, wanted in _PINNED.findall(lock.read_text(encoding="utf-8")):
        pinned[name].append(wanted)
    installed = {name: found for name in pinned if (found := _installed(name)) is not None}
    if other := {name: found for name, found in installed.items() if found not in pinned[name]}:
        told = ", ".join(f"{name} {found} (pinned: {', '.join(pinned[name])})" for name, found in other.items())
        yield remark(f"packages differ from requirements.lock: {told}", _INSTALL)
    else:
        yield well(f"{required} required packages are there, in the versions of requirements.lock")


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def examine_machine(settings: Settings) -> Iterator[Finding]:
    """Memory for as many queries at once as the settings allow, and open files."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    limits, most = settings.limits, _processes(settings)
    wanted = most * limits.memory
    if wanted > memory:
        said = f"{most} processes of {limits.memory:,} MB may use more than this machine's {memory:,}"
        yield remark(said, "Lower “memory” or “workers” under [limits] in maillage.toml.")
    else:
        yield well(f"{memory:,} MB of memory; queries may use up to {wanted:,}")
    files = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    if 0 <= files < _FILES:
        yield remark(f"a process may open only {files} files", "Raise it: ulimit -n 4096, or LimitNOFILE= in the unit.")


def _processes(settings: Settings) -> int:
    """The most processes that queries and updates may have, each with ``limits.memory``: workers, desks, a writer.

    Desks answer where the server reads the snapshot itself and clients reach it without a proxy.
    """
    workers = settings.limits.workers
    desks = 2 * workers if settings.store.location == EMBEDDED and not settings.limits.proxies else 0
    return 2 * workers + 1 + desks + settings.updates.enabled
