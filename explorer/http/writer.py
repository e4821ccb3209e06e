"""The process that writes: applies one edit after another to a workspace, each a snapshot of its own.

It is started by :mod:`explorer.http.writing` as ``python -m explorer.http.writer MEGABYTES ROOT STATE`` and ends with
its input. It may be ended at any moment: a draft is published whole or not at all.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import BinaryIO

import msgspec

from explorer.http.frames import END, FAILURE, Failure, Writing, frame
from explorer.http.query_text import check_services
from explorer.http.worker import GRACE, confine
from graph.edits import Update
from graph.tokens import check_depth
from graph.updating import apply_edit
from graph.workspace import Workspace
from ontology.errors import MaillageError, QueryError

__all__ = ["main", "write"]


def write(writing: Writing, workspace: Workspace) -> bytes:
    """Publish an edit; returns the frame that tells what came of it."""
    try:
        if isinstance(writing.edit, Update):
            check_depth(writing.edit.text)
            check_services(writing.edit.text, workspace.settings.federation.endpoints)
        outcome = apply_edit(workspace, writing.edit, writing.deadline / 2, writing.language)
    except MaillageError as error:
        return frame(FAILURE, msgspec.msgpack.encode(Failure.of(error)))
    except MemoryError:
        os.abort()
    except (ValueError, RuntimeError, OSError) as error:
        remedy = "Try again; simplify the update if it happens twice."
        failure = QueryError(f"the update failed ({error})", None, remedy)
        return frame(FAILURE, msgspec.msgpack.encode(Failure.of(failure)))
    return frame(END, msgspec.msgpack.encode(outcome))


def main(memory: int, workspace: Workspace, tasks: BinaryIO, out: BinaryIO) -> None:
    """Apply edits until there are no more, in at most ``memory`` megabytes of data."""
    confine(memory)
    decoder = msgspec.msgpack.Decoder(Writing)
    while len(size := tasks.read(4)) == 4:
        writing = decoder.decode(tasks.read(int.from_bytes(size, "big")))
        if writing.only_open:
            continue
        signal.setitimer(signal.ITIMER_REAL, writing.deadline + GRACE)
        out.write(write(writing, workspace))
        out.flush()
        signal.setitimer(signal.ITIMER_REAL, 0)


if __name__ == "__main__":
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    main(int(sys.argv[1]), Workspace.open(Path(sys.argv[2]), Path(sys.argv[3])), sys.stdin.buffer, answers)
