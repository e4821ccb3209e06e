"""The language of an answer to people: the one they chose, else the one that their browser prefers."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request

from explorer.http.formats import ranges
from explorer.texts import LANGUAGES
from ontology.errors import CallError

__all__ = ["asked_language", "language_of", "told_language"]


def asked_language(request: Request) -> str:
    """What a request says in ``lang=``, or in ``language=``, which is the same; empty where it says neither.

    Raises :class:`CallError` where the two differ.
    """
    said = [value for name in ("lang", "language") if (value := request.query_params.get(name))]
    if len(set(said)) > 1:
        raise CallError(
            f"two languages are asked for, “{said[0][:40]}” and “{said[1][:40]}”", remedy="Give one of them."
        )
    return said[0] if said else ""


def language_of(request: Request, there: Sequence[str] = LANGUAGES) -> str:
    """The language of a request: that of ``lang=``, else the one wanted most of those there are, else the first.

    ``there`` has the languages of the screen in the order in which they are taken where none is wanted more.
    """
    asked = request.query_params.get("lang", "")
    if asked in LANGUAGES:
        return asked
    header = request.headers.get("accept-language", "")
    wanted = {
        name.removeprefix("any/").partition("-")[0]: weight for name, weight in reversed(ranges(_as_ranges(header)))
    }
    return max(there, key=lambda language: wanted.get(language, 0.0))


def told_language(request: Request) -> str:
    """The language of what programs are told: English, unless another one is asked for by its name."""
    language = language_of(request)
    asked = f"{request.headers.get('accept-language', '')} {request.query_params.get('lang', '')}"
    return language if language in asked else "en"


def _as_ranges(header: str) -> str:
    """Languages in the form of media ranges, which are weighed alike (RFC 9110, section 12.4.2)."""
    return ",".join(f"any/{part.strip()}" for part in header.split(","))
