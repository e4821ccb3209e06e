"""Many texts linked in order, in several processes where wanted. One text at a time is for the linker itself."""

from __future__ import annotations

import gc
import pickle
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice

from ingest.linking.linker import ConceptLinker
from ingest.linking.subject import Subject
from ingest.linking.texts import SourceText
from ingest.spawning import SPAWNING, uninterrupted
from ontology.errors import MaillageError

__all__ = ["link_many"]

_CHUNK = 32
"""Texts that go to a process at once."""

_linkers: list[ConceptLinker] = []

Linked = tuple[SourceText, list[Subject]]


def link_many(
    linker: ConceptLinker, texts: Iterable[SourceText], language: str = "", processes: int = 1
) -> Iterator[Linked]:
    """Each text with its subjects, in the order given, a few texts ahead of the reader at most.

    ``language`` is that of texts that do not say theirs. An error in ``texts`` is raised once all before it is linked.
    """
    if processes < 2:
        for text in texts:
            yield text, linker.link(text.passages, text.language or language)
        return
    waiting: deque[Future[list[Linked]]] = deque()
    chunks = _Chunks(texts)
    # Written out once, and not once a process.
    with ProcessPoolExecutor(processes, SPAWNING, _start, (pickle.dumps(linker),)) as pool:
        for chunk in chunks:
            with uninterrupted():
                waiting.append(pool.submit(_link, chunk, language))
            if len(waiting) > 2 * processes:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    chunks.check()


class _Chunks:
    """Lists of texts; an error of the reader's is kept until what was read before it has been handed out."""

    def __init__(self, texts: Iterable[SourceText]) -> None:
        self._texts = iter(texts)
        self._error: MaillageError | None = None

    def __iter__(self) -> Iterator[list[SourceText]]:
        while chunk := list(self._some()):
            yield chunk

    def check(self) -> None:
        """Raise the error that ended the texts, if one did."""
        if self._error:
            raise self._error

    def _some(self) -> Iterator[SourceText]:
        try:
            yield from islice(self._texts, _CHUNK)
        except MaillageError as error:
            self._error = error


def _start(linker: bytes) -> None:
    # Nothing of a linker is ever given back: to look through its many objects again and again would be in vain.
    gc.disable()
    _linkers[:] = [pickle.loads(linker)]  # noqa: S301 - written by the process that started this one
    gc.freeze()
    gc.enable()


def _link(texts: list[SourceText], language: str) -> list[Linked]:
    return [(text, _linkers[0].link(text.passages, text.language or language)) for text in texts]
