"""A small OpenID Connect provider on this machine: discovery, authorisation code, token and keys, as OpenID Connect
Core 1.0 asks for them. Whoever comes chooses who they are; nothing here is fit for keeping anybody out.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from threading import Thread
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

__all__ = ["CLIENT", "SECRET", "Provider", "providing"]

CLIENT, SECRET = "maillage", "a-secret-of-the-client"
_LIFE = 300
_FORM = '<!doctype html><html lang="en"><title>Who are you?</title><h1>Who are you?</h1><form method="post">{}</form>'


@dataclass(slots=True)
class Provider:
    """The provider at ``issuer``: the claims of its ``people`` by name, and the questions that it ``heard``."""

    issuer: str
    people: Mapping[str, Mapping[str, object]]
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"}))
    heard: list[str] = field(default_factory=list)
    _codes: dict[str, tuple[str, Mapping[str, str]]] = field(default_factory=dict)

    def application(self) -> Starlette:
        """Its routes."""
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._discovery),
                Route("/authorize", self._authorize, methods=["GET", "POST"]),
                Route("/token", self._token, methods=["POST"]),
                Route("/keys", self._keys),
            ]
        )

    async def _discovery(self, _: Request) -> Response:
        self.heard.append("discovery")
        return JSONResponse(
            {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "code_challenge_methods_supported": ["S256"],
                "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
            }
        )

    async def _authorize(self, request: Request) -> Response:
        """Section 3.1.2: ask who it is, then send the browser back with a code that is good once."""
        self.heard.append("authorize")
        asked = dict(request.query_params)
        if asked.get("client_id") != CLIENT or asked.get("response_type") != "code":
            return JSONResponse({"error": "invalid_request"}, 400)
        if request.method == "GET":
            buttons = (f'<button name="person" value="{escape(name)}">{escape(name)}</button>' for name in self.people)
            return HTMLResponse(_FORM.format("".join(buttons)))
        code, person = secrets.token_urlsafe(), str((await request.form())["person"])
        self._codes[code] = person, asked
        answer = urlencode({"code": code, "state": asked.get("state", "")})
        return RedirectResponse(f"{asked['redirect_uri']}?{answer}", 303)

    async def _token(self, request: Request) -> Response:
        """Section 3.1.3: a signed ID token for a code, to the client that knows its secret and the code's verifier."""
        self.heard.append("token")
        form = {name: str(value) for name, value in (await request.form()).items()}
        if _client(request, form) != (CLIENT, SECRET):
            return JSONResponse({"error": "invalid_client"}, 401)
        person, asked = self._codes.pop(form.get("code", ""), ("", {}))
        if not person or form.get("redirect_uri") != asked["redirect_uri"] or not _verified(form, asked):
            return JSONResponse({"error": "invalid_grant"}, 400)
        now = int(time.time())
        claims = {"iss": self.issuer, "sub": person, "aud": CLIENT, "iat": now, "exp": now + _LIFE}
        nonce = {"nonce": asked["nonce"]} if "nonce" in asked else {}
        token = jwt.encode({"alg": "RS256", "kid": "one"}, {**claims, **nonce, **self.people[person]}, self.key)
        answer = {"access_token": secrets.token_urlsafe(), "token_type": "Bearer", "expires_in": _LIFE}
        return JSONResponse(answer | {"id_token": token}, headers={"Cache-Control": "no-store"})

    async def _keys(self, _: Request) -> Response:
        self.heard.append("keys")
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})


def _client(request: Request, form: Mapping[str, str]) -> tuple[str, str]:
    """The client and its secret, from the header or the form (RFC 6749, section 2.3.1)."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "basic":
        name, _, secret = base64.b64decode(given).decode().partition(":")
        return name, secret
    return form.get("client_id", ""), form.get("client_secret", "")


def _verified(form: Mapping[str, str], asked: Mapping[str, str]) -> bool:
    """Whether the verifier is that of the challenge, where there was one (RFC 7636, section 4.6)."""
    if "code_challenge" not in asked:
        return True
    digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == asked["code_challenge"]


@contextmanager
def providing(people: Mapping[str, Mapping[str, object]]) -> Iterator[Provider]:
    """A provider that answers on this machine until the block ends."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        provider = Provider(f"http://127.0.0.1:{listening.getsockname()[1]}", people)
        server = uvicorn.Server(uvicorn.Config(provider.application(), log_level="warning", lifespan="off"))
        thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        try:
            yield provider
        finally:
            server.should_exit = True
            thread.join(5)
