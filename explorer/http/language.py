"""The language of an answer to people: the one they chose, else the one that their browser prefers."""

from __future__ import annotations

from starlette.requests import Request

from explorer.http.formats import ranges
from explorer.texts import LANGUAGES

__all__ = ["language_of"]


def language_of(request: Request) -> str:
    """The language of a request: that of ``lang=``, else the one wanted most of those there are, else the first."""
    asked = request.query_params.get("lang", "")
    if asked in LANGUAGES:
        return asked
    header = request.headers.get("accept-language", "")
    wanted = {
        name.removeprefix("any/").partition("-")[0]: weight for name, weight in reversed(ranges(_as_ranges(header)))
    }
    return max(LANGUAGES, key=lambda language: wanted.get(language, 0.0))


def _as_ranges(header: str) -> str:
    """Languages in the form of media ranges, which are weighed alike (RFC 9110, section 12.4.2)."""
    return ",".join(f"any/{part.strip()}" for part in header.split(","))
