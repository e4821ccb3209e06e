"""Many texts linked in order, in several processes where wanted. One text at a time is for the linker itself."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import islice
from typing import Generic, TypeVar

from ingest.linking.linker import ConceptLinker
from ingest.linking.subject import Subject
from ingest.linking.texts import SourceText
from ingest.processes import seldom_collected, shared_out
from ingest.spawning import copying
from ontology.errors import MaillageError

__all__ = ["AT_ONCE", "link_many"]

AT_ONCE = 128
"""Texts that are linked at once, and go to a process together."""

Told = TypeVar("Told")
_Text = TypeVar("_Text", bound=SourceText)


def link_many(  # noqa: PLR0913
    linker: ConceptLinker,
    texts: Iterable[_Text],
    tell: Callable[[_Text, list[Subject]], Told],
    *,
    language: str = "",
    processes: int = 1,
    at_once: int = AT_ONCE,
) -> Iterator[Told]:
    """What ``tell`` makes of each text and its subjects, in the order given, a few texts ahead of the reader at most.

    ``language`` is that of texts that do not say theirs. ``tell`` works where the text was linked, so that no more than
    its answer travels between processes. An error in ``texts`` is raised once all before it is linked; raises
    :class:`LimitError` where the processes are killed again and again.
    """
    context = copying()  # asked before the first text: its reader may have a thread, for the progress that it shows
    linking, chunks = _Linking(linker, language, tell), _Chunks(texts, at_once)
    # The first texts are linked here: few need no other process, and what is made for them, such as the index of
    # their language, is then there for all processes.
    with seldom_collected():
        for some in islice(chunks, 1):
            yield from linking(some)
        for told in shared_out(linking, chunks, processes, context):
            yield from told
    chunks.check()


class _Chunks(Generic[_Text]):
    """Lists of texts; an error of the reader's is kept until what was read before it has been handed out."""

    def __init__(self, texts: Iterable[_Text], size: int) -> None:
        self._texts = iter(texts)
        self._size = size
        self._error: MaillageError | None = None

    def __iter__(self) -> Iterator[list[_Text]]:
        while chunk := list(self._some()):
            yield chunk

    def check(self) -> None:
        """Raise the error that ended the texts, if one did."""
        if self._error:
            raise self._error

    def _some(self) -> Iterator[_Text]:
        try:
            yield from islice(self._texts, self._size)
        except MaillageError as error:
            self._error = error


class _Linking(Generic[_Text, Told]):
    """Links lists of texts. Where its linker has to be written out, that is done once, and not once a process."""

    def __init__(self, linker: ConceptLinker, language: str, tell: Callable[[_Text, list[Subject]], Told]) -> None:
        self._linker = linker
        self._language = language
        self._tell = tell

    def __call__(self, texts: list[_Text]) -> list[Told]:
        records = [(text.passages, text.language or self._language) for text in texts]
        with seldom_collected():
            return list(map(self._tell, texts, self._linker.link_all(records)))

    def __reduce__(self) -> tuple[object, ...]:
        return _opened, (self._written, self._language, self._tell)

    @cached_property
    def _written(self) -> bytes:
        return pickle.dumps(self._linker)


def _opened(linker: bytes, language: str, tell: Callable[[_Text, list[Subject]], Told]) -> _Linking[_Text, Told]:
    with seldom_collected():
        return _Linking(pickle.loads(linker), language, tell)  # noqa: S301 - written by the process that started this one
