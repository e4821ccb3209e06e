"""The errors of the calls that come over HTTP, each with its status, and what is told of others.

How they are answered is not for here.
"""

from __future__ import annotations

from ontology.errors import CallError, MaillageError

__all__ = [
    "ForbiddenError",
    "MediaTypeError",
    "MissingError",
    "NotAcceptableError",
    "SizeError",
    "UnauthorizedError",
    "outward",
]


class UnauthorizedError(CallError):
    """What is asked needs a token."""

    status_code = 401


class ForbiddenError(CallError):
    """What is asked is not allowed here."""

    status_code = 403


class MissingError(CallError):
    """Nothing has the address that was asked."""

    status_code = 404


class NotAcceptableError(CallError):
    """None of the syntaxes that are accepted can be given."""

    status_code = 406


class SizeError(CallError):
    """A body that is too large."""

    status_code = 413


class MediaTypeError(CallError):
    """A body of a type that is not taken here."""

    status_code = 415


def outward(error: MaillageError) -> MaillageError:
    """The error as those are told who ask from outside: where the server behind stands is not for them to know."""
    if error.place and error.place.source.startswith(("http://", "https://")):
        return type(error)(error.problem, None, error.remedy)
    return error
