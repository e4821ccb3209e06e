"""Real SPARQL servers for the tests: Oxigraph's, which comes with the project, and Virtuoso where it is installed."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from graph.endpoint import Endpoint

__all__ = ["SERVERS", "free_port", "oxigraph", "virtuoso"]

PATIENCE = 60
VIRTUOSO = """
[Database]
DatabaseFile = {folder}/v.db
ErrorLogFile = {folder}/v.log
LockFile = {folder}/v.lck
TransactionFile = {folder}/v.trx
xa_persistent_file = {folder}/v.pxa
[TempDatabase]
DatabaseFile = {folder}/t.db
TransactionFile = {folder}/t.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
CheckpointInterval = 0
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
[SPARQL]
ResultSetMaxRows = 10000
"""
"""Rows are limited as in Debian's own settings."""


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        return int(opened.getsockname()[1])


@contextmanager
def _serving(arguments: list[str | Path], address: str) -> Iterator[str]:
    """A server that answers at an address, and is stopped afterwards."""
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + PATIENCE
        while True:
            try:
                urlopen(f"{address}?query=ASK%20%7B%7D", timeout=5).close()
                break
            except (URLError, OSError):
                assert process.poll() is None, "the server ended by itself"
                assert time.monotonic() < end, "the server does not answer"
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(PATIENCE)


@contextmanager
def oxigraph(folder: Path, *options: str, port: int = 0, command: str = "serve") -> Iterator[Endpoint]:
    """Oxigraph's server over a folder."""
    port = port or free_port()
    program = Path(sys.executable).with_name("oxigraph")
    arguments: list[str | Path] = [program, command, "--location", folder, "--bind", f"127.0.0.1:{port}", *options]
    with _serving(arguments, f"http://127.0.0.1:{port}/query") as address:
        yield Endpoint(address)


@contextmanager
def virtuoso(folder: Path) -> Iterator[Endpoint]:
    """Virtuoso over a new database in a folder; the test is skipped where there is none."""
    program = shutil.which("virtuoso-t")
    if program is None:
        pytest.skip("Virtuoso is not installed (Debian: virtuoso-opensource-7-bin)")
    http = free_port()
    settings = folder / "virtuoso.ini"
    settings.write_text(VIRTUOSO.format(folder=folder, sql=free_port(), http=http), encoding="utf-8")
    arguments: list[str | Path] = [program, "+configfile", settings, "+foreground", "+wait"]
    with _serving(arguments, f"http://127.0.0.1:{http}/sparql") as address:
        yield Endpoint(address, user="dba", secret="dba")


SERVERS = {"oxigraph": oxigraph, "virtuoso": virtuoso}
"""How each server is started."""
