"""Requests to one server over HTTP: patient with a busy one, bounded in time and size, never led to another.

What is asked and answered is not for here.
"""

from __future__ import annotations

import http.client
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from http.client import HTTPMessage
from pathlib import Path
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import SplitResult, urlencode, urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    Request,
)

from ontology.errors import CallError, DataError, Place

__all__ = ["Client", "UnreachableError"]

_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
_CHUNK = 65_536
_CUT = "the server's answer is cut short"
_AGENT = "Maillage (OAI-PMH harvester)"


class UnreachableError(DataError):
    """The server cannot be reached, or stays too busy: what was harvested before may do."""


class _SameHost(HTTPRedirectHandler):
    """Follows redirects on the same host only: a server cannot send us to look elsewhere."""

    def redirect_request(  # noqa: PLR0913, PLR0917
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        if not _is_same(urlsplit(req.full_url), urlsplit(newurl)):
            fp.close()
            remedy = "If that is the repository's new address, write it in maillage.toml."
            raise DataError(f"the server leads to another one, {newurl[:200]}", Place(req.full_url), remedy)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _is_same(here: SplitResult, there: SplitResult) -> bool:
    """Whether both are on one server: the same host and port, or its HTTPS in the place of HTTP."""
    if there.scheme in ("http", "https") and there.netloc == here.netloc:
        return True
    is_safer = there.scheme == "https" and there.port in (None, 443) and here.port in (None, 80)
    return is_safer and there.hostname == here.hostname


@dataclass(slots=True)
class Client:
    """Asks one address. Sizes are in bytes, times in seconds; ``sleep`` waits."""

    address: str
    sleep: Callable[[float], None] = time.sleep
    attempts: int = 5
    timeout: float = 60.0
    longest_wait: float = 300.0
    page: int = 50_000_000
    deadline: float = 3_600.0
    _opener: OpenerDirector = field(init=False)
    _started: float = field(init=False)

    def __post_init__(self) -> None:
        parts = urlsplit(self.address)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
            remedy = "Write it as https://host/path."
            raise CallError("this is not an address that is harvested", Place(self.address), remedy)
        self._opener = OpenerDirector()
        for handler in (
            HTTPHandler(), HTTPSHandler(), _SameHost(), HTTPErrorProcessor(), HTTPDefaultErrorHandler()
        ):  # fmt: skip
            self._opener.add_handler(handler)
        self._started = time.monotonic()

    def fetch(self, parameters: Mapping[str, str], into: Path, flaw: Callable[[Path], str]) -> None:
        """Write the answer to these parameters into a file.

        A busy server is asked again, when it says or after ever longer waits; so is one whose answer has a ``flaw``,
        which says what is wrong with the file, empty for nothing. Raises :class:`UnreachableError` when it stays so or
        cannot be reached, and :class:`DataError` for an answer that is refused or too large.
        """
        request = Request(f"{self.address}?{urlencode(parameters)}", headers={"User-Agent": _AGENT})  # noqa: S310
        for attempt in range(1, self.attempts + 1):
            said, wait = self._try(request, into)
            said = said or flaw(into)
            if not said:
                return
            wait = 2.0**attempt if wait is None else wait
            if wait > self.longest_wait or attempt == self.attempts or self._left() < wait:
                raise UnreachableError(said, Place(self.address), "Build again later.")
            self.sleep(wait)

    def _try(self, request: Request, into: Path) -> tuple[str, float | None]:
        """Ask once; returns why it has to be asked again, and after how long where the server says."""
        try:
            with self._opener.open(request, timeout=self.timeout) as answer, into.open("wb") as file:
                self._copy(answer, file)
                if answer.length:  # bytes that were announced and did not come
                    return _CUT, None
        except HTTPError as error:
            with error:
                if error.code not in _BUSY:
                    remedy = "Check the address of this source in maillage.toml."
                    raise DataError(f"the server answers {error.code}", Place(self.address), remedy) from error
                return f"the server answers {error.code}", _retry_after(error.headers.get("Retry-After"))
        except http.client.IncompleteRead:
            return _CUT, None
        except (URLError, OSError, http.client.HTTPException) as error:
            reason = getattr(error, "reason", None) or error
            return f"the server cannot be reached ({reason})", None
        return "", None

    def _copy(self, answer: Any, file: IO[bytes]) -> None:
        size = 0
        while block := answer.read(_CHUNK):
            size += len(block)
            if size > self.page:
                limit = f"{self.page // 1_000_000} MB"
                raise DataError(f"an answer is larger than {limit}", Place(self.address), "Harvest a set (set=…).")
            if self._left() <= 0:
                raise UnreachableError(
                    f"it takes longer than {self.deadline:.0f} s", Place(self.address), "Harvest a set (set=…)."
                )
            file.write(block)

    def _left(self) -> float:
        return self.deadline - (time.monotonic() - self._started)


def _retry_after(written: str | None) -> float | None:
    """How long to wait (RFC 9110, section 10.2.3): seconds, or until a date."""
    if not written:
        return None
    if written.strip().isdecimal():
        return float(written)
    try:
        return max(0.0, parsedate_to_datetime(written).timestamp() - time.time())
    except ValueError:
        return None
