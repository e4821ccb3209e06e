"""Who may write over HTTP: whoever sends the token that the server was started with (RFC 6750).

People who decide on the review page are not for here.
"""

from __future__ import annotations

import hmac
import os
from pathlib import Path

from starlette.requests import Request

from explorer.http.refusals import ForbiddenError, UnauthorizedError
from ontology.errors import CallError, Place

__all__ = ["SHORTEST", "VARIABLE", "Authority", "read_token"]

SHORTEST = 16
"""Characters of a token."""
VARIABLE = "MAILLAGE_UPDATE_TOKEN"
"""The environment variable that may hold the token."""
_HOW = f"Set enabled = true under [updates] in maillage.toml, and give `maillage serve` a token in {VARIABLE}."


def read_token(path: Path | None) -> str:
    """The token in a file, else in the environment; empty when there is none.

    Raises :class:`CallError` for a file that cannot be read and for a token that is too short to be safe.
    """
    token = os.environ.get(VARIABLE, "")
    place = Place(VARIABLE)
    if path is not None:
        place = Place(str(path))
        try:
            token = path.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise CallError(f"the token cannot be read ({error})", place, "Check its path and its rights.") from error
    if (token or path) and (len(token) < SHORTEST or not token.isascii() or not token.isprintable()):
        remedy = "Make one with `openssl rand -hex 32`."
        raise CallError(f"a token has at least {SHORTEST} printable characters of ASCII", place, remedy)
    return token


class Authority:
    """Lets those write who send the token; nobody where updates are off or no token was given."""

    def __init__(self, token: str, *, enabled: bool) -> None:
        self._token = token.encode()
        self.is_open = enabled and bool(token)

    def allows(self, request: Request) -> bool:
        """Whether the request carries the token."""
        if not self.is_open:
            return False
        try:
            self.check(request)
        except CallError:
            return False
        return True

    def check(self, request: Request) -> None:
        """Raise :class:`ForbiddenError` where nobody may write, :class:`UnauthorizedError` without the right token."""
        if not self.is_open:
            raise ForbiddenError("this server takes no updates", remedy=_HOW)
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not given.strip():
            raise UnauthorizedError("an update needs the server's token", remedy="Send it as Authorization: Bearer ….")
        if not hmac.compare_digest(given.strip().encode(), self._token):
            raise UnauthorizedError("this is not the server's token", remedy="Ask whoever runs the server.")
