"""Many texts linked in order, in several processes where wanted. One text at a time is for the linker itself."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice

from ingest.linking.linker import ConceptLinker
from ingest.linking.subject import Subject
from ingest.linking.texts import SourceText
from ingest.processes import seldom_collected, shared_out
from ontology.errors import MaillageError

__all__ = ["link_many"]

_CHUNK = 32
"""Texts that go to a process at once."""

Linked = tuple[SourceText, list[Subject]]


def link_many(
    linker: ConceptLinker, texts: Iterable[SourceText], language: str = "", processes: int = 1
) -> Iterator[Linked]:
    """Each text with its subjects, in the order given, a few texts ahead of the reader at most.

    ``language`` is that of texts that do not say theirs. An error in ``texts`` is raised once all before it is linked;
    raises :class:`LimitError` where the processes are killed again and again.
    """
    chunks = _Chunks(texts, _CHUNK if processes > 1 else 1)
    for linked in shared_out(_Linking(linker, language), chunks, processes):
        yield from linked
    chunks.check()


class _Chunks:
    """Lists of texts; an error of the reader's is kept until what was read before it has been handed out."""

    def __init__(self, texts: Iterable[SourceText], size: int) -> None:
        self._texts = iter(texts)
        self._size = size
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
            yield from islice(self._texts, self._size)
        except MaillageError as error:
            self._error = error


class _Linking:
    """Links lists of texts. Its linker is written out once, and not once a process."""

    def __init__(self, linker: ConceptLinker, language: str) -> None:
        self._linker = linker
        self._language = language

    def __call__(self, texts: list[SourceText]) -> list[Linked]:
        return [(text, self._linker.link(text.passages, text.language or self._language)) for text in texts]

    def __reduce__(self) -> tuple[object, ...]:
        return _opened, (self._written, self._language)

    @cached_property
    def _written(self) -> bytes:
        return pickle.dumps(self._linker)


def _opened(linker: bytes, language: str) -> _Linking:
    with seldom_collected():
        return _Linking(pickle.loads(linker), language)  # noqa: S301 - written by the process that started this one
