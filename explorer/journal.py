"""The server's journal: a line an event on the standard error, for people or as JSON, by Python's own logging.

A request's line tells its id, path, status and seconds; never who asked nor, unless that is wanted, what.
"""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime

from explorer.http.watching import CURRENT, Seen

__all__ = ["Journal", "tells_queries", "write", "write_queries"]

_REQUESTS = logging.getLogger("maillage.requests")
_QUERIES = logging.getLogger("maillage.queries")
_REQUESTS.addHandler(logging.NullHandler())  # or a server that nobody asked for a journal would tell its errors twice
_QUERIES.setLevel(logging.CRITICAL)


def write(form: str) -> None:
    """Write the journal, as ``json`` or ``text``: every request, and what the server's own parts have to say."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Json() if form == "json" else _Text())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    _REQUESTS.setLevel(logging.INFO)


def write_queries() -> None:
    """Tell the text of SPARQL queries too."""
    _QUERIES.setLevel(logging.INFO)


def tells_queries() -> bool:
    """Whether the text of queries is told."""
    return _QUERIES.isEnabledFor(logging.INFO)


class Journal:
    """Tells each request where a journal is written, else costs nothing."""

    def request(self, seen: Seen) -> None:
        """Write a line: an error of the server's own is an error, all else is a remark."""
        level = logging.ERROR if seen.status >= 500 and seen.status != 503 else logging.INFO
        if not _REQUESTS.isEnabledFor(level):
            return
        told = {
            "request": seen.id,
            "method": seen.method,
            "path": seen.path,
            "status": seen.status,
            "seconds": round(seen.seconds, 4),
            "bytes": seen.bytes,
            "whole": seen.whole,
        }
        if seen.query and tells_queries():
            told["query"] = seen.query
        _REQUESTS.log(level, "%s %s %d", seen.method, json.dumps(seen.path), seen.status, extra={"told": told})

    def connected(self, change: int) -> None:
        """Browsers that come and go are not told."""


class _Json(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """The line: time (UTC), level, who says it, what, and the fields of a request."""
        line = _opening(record) | {"message": record.getMessage()}
        if request := CURRENT.get():
            line["request"] = request
        line.update(getattr(record, "told", {}))
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


class _Text(logging.Formatter):
    """One line for people, and the lines of an error below it."""

    def format(self, record: logging.LogRecord) -> str:
        """The line: time (UTC), level, what is said, and the fields of a request."""
        told, opening = getattr(record, "told", {}), _opening(record)
        chosen = ((name, told[name]) for name in ("seconds", "request", "query") if name in told)
        more = "".join(f" {name}={json.dumps(value, ensure_ascii=False)}" for name, value in chosen)
        error = f"\n{self.formatException(record.exc_info)}" if record.exc_info else ""
        return f"{opening['time']} {opening['level']} {record.getMessage()}{more}{error}"


def _opening(record: logging.LogRecord) -> dict[str, object]:
    time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
    return {"time": time, "level": record.levelname.lower(), "logger": record.name}
