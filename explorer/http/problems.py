"""Errors as answers: problem details (RFC 9457) for programs, a sentence on a page for people."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from explorer.http.formats import FORMATS, quality, ranges
from explorer.http.language import told_language
from explorer.http.refusals import UnauthorizedError, outward
from explorer.texts import texts
from explorer.texts.told import ended, told, told_error
from ontology.errors import DataError, LimitError, LockedError, MaillageError

__all__ = ["HANDLERS", "no_page", "prefers_html"]

RETRY = 30
"""Seconds: what a client that met a limit is told to wait."""
_LONG = 80
"""Characters of an address that are told."""
_PASSING = (LimitError.status_code, LockedError.status_code)
_SAID = {
    404: "Nothing has this address.",
    405: "This address does not answer that method.",
}


def prefers_html(request: Request) -> bool:
    """Whether the asker is a person with a browser: HTML is wanted more than any syntax for programs."""
    accepted = ranges(request.headers.get("accept", ""))
    others = (media_type for form in FORMATS.values() for media_type in (form.media_type, "application/json"))
    return quality("text/html", accepted) > max(quality(other, accepted) for other in others)


def _problem(request: Request, status: int, detail: str, headers: Mapping[str, str], **more: str) -> Response:
    title = HTTPStatus(status).phrase
    sent = {"cache-control": "no-store", "vary": "Accept, Accept-Language", **headers}
    if prefers_html(request):
        return _page(told_language(request), status, detail, sent)
    said = {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}
    return JSONResponse(said, status, sent, "application/problem+json")


def _page(language: str, status: int, detail: str, headers: Mapping[str, str]) -> Response:
    """The page for people; where nothing is at the address, it leads on: to the search, and to its other language."""
    from explorer.http.pages import content_security_policy, render_template  # workers need none of it

    absent = status == HTTPStatus.NOT_FOUND
    title = HTTPStatus(status).phrase if language == "en" else texts(language)("state.failed")
    title = texts(language)("state.absent") if absent else title
    page = render_template("error.html", language, title=title, detail=detail, absent=absent)
    return HTMLResponse(page, status, {**headers, "content-security-policy": content_security_policy()})


def no_page(path: str, language: str) -> Response:
    """What a person is answered for the address of a page of the explorer that there is not (404)."""
    said = texts(language)("state.no_page", path=path if len(path) < _LONG else f"{path[:_LONG]}…")
    return _page(language, HTTPStatus.NOT_FOUND, said, {"cache-control": "no-store", "vary": "Accept-Language, Cookie"})


def _sentence(request: Request, error: Exception) -> Response:
    if not isinstance(error, MaillageError):
        raise error
    error = outward(error)
    status = LimitError.status_code if type(error) is DataError else error.status_code  # what is damaged is ours
    headers = {"retry-after": str(RETRY)} if status in _PASSING else {}
    if isinstance(error, UnauthorizedError):
        headers["www-authenticate"] = 'Bearer realm="maillage"'
    more = {"place": str(error.place)} if error.place else {}
    t = texts(told_language(request))
    if error.remedy:
        more["remedy"] = ended(told(t, error.remedy)) if told(t, error.remedy) else error.remedy
    said = told_error(t, error) or str(error)
    return _problem(request, status, said, headers, **more)


def _refusal(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    detail = _SAID.get(error.status_code, error.detail)
    detail = f"{words}." if (words := told(texts(told_language(request)), detail).rstrip(".")) else detail
    return _problem(request, error.status_code, detail, error.headers or {})


HANDLERS = {MaillageError: _sentence, HTTPException: _refusal}
"""What answers an exception of each type, for Starlette's ``exception_handlers``."""
