"""Where the server is, as the client named it in its request."""

from __future__ import annotations

from starlette.requests import Request

from ontology.errors import CallError

__all__ = ["server_address"]


def server_address(request: Request) -> str:
    """The address with a slash at its end; raises :class:`CallError` for a host that cannot be one."""
    address = str(request.base_url)
    if any(sign in address for sign in ' <>"{}|\\^`') or not address.isprintable():
        raise CallError("the request names no host", remedy="Send a Host header.")
    return address
