"""One ASGI application at one address: the explorer's Streamlit pages and, before them, the routes for programs.

It also runs the server. What a route answers is not for here.
"""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType

import uvicorn
from starlette.routing import Mount
from starlette.types import ASGIApp

from explorer.components import files, taking
from explorer.components.compressed import Compressed
from explorer.components.theme import OPTIONS
from explorer.context import Context, set_context
from explorer.http.lent import LentProtocol
from explorer.http.routes import Services
from explorer.stopping import end
from explorer.warming import PATIENCE, warm_aside
from graph.workspace import Workspace
from ontology.errors import CallError

__all__ = ["create_app", "serve", "server_config"]

PAGES = Path(__file__).parent / "pages" / "entry.py"
_EXPECTED = ("ASGI callable returned without completing response.", "Cancel ")
"""How what the server says by itself begins, where it happened on purpose."""
STREAMLIT_OPTIONS: dict[str, object] = {
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.toolbarMode": "minimal",
    "global.developmentMode": False,
    "runner.magicEnabled": False,
    "server.fileWatcherType": "none",
    "server.headless": True,
    "server.showEmailPrompt": False,
}


def create_app(workspace: Workspace, token: str = "") -> ASGIApp:
    """The application over a workspace.

    Whoever sends ``token`` may write over HTTP, where the workspace allows that.

    It makes the workspace the context of this process (:func:`explorer.context.get_context`).
    """
    import streamlit
    from streamlit.web import bootstrap

    context = Context(workspace)
    set_context(context)
    secrets = {"secrets.files": [str(workspace.root / ".streamlit" / "secrets.toml")]}
    bootstrap.load_config_options(STREAMLIT_OPTIONS | OPTIONS | secrets)
    explorer = streamlit.App(PAGES)
    scripts = Path(streamlit.__file__).parent / "static" / "static"
    pages_ = Compressed(files.Sheltered(explorer), scripts, "/static/")
    routes = [*taking.routes(), *files.routes(), Mount("/", app=pages_)]
    return Services(context, token).application(routes, explorer.lifespan())


def server_config(app: ASGIApp, proxies: Sequence[str] = ()) -> uvicorn.Config:
    """How the server runs. A client's address is taken from ``X-Forwarded-For`` where one of ``proxies`` sent it."""
    config = uvicorn.Config(
        app,
        http=LentProtocol,
        log_level="warning",
        access_log=False,
        server_header=False,
        ws="websockets-sansio",
        timeout_graceful_shutdown=3,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=[*proxies],
    )
    logging.getLogger("uvicorn.error").addFilter(_is_worth_telling)
    return config


def _is_worth_telling(record: logging.LogRecord) -> bool:
    """Not that an answer was cut at its limit: the connection is closed on purpose; nobody shall take it for whole.

    Nor that it was cut, or waited for, since the server stops.
    """
    if record.exc_info and isinstance(record.exc_info[1], asyncio.CancelledError):
        return False
    return not record.getMessage().startswith(_EXPECTED)


class _Server(uvicorn.Server):
    """A server that readies the first page once it listens, and says then where it is.

    A second Ctrl-C has it wait for no answer; processes are ended then too, which uvicorn leaves out. A third ends all.
    """

    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._say_started = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            await asyncio.to_thread(warm_aside().join, PATIENCE)
            self._say_started()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await super().shutdown(sockets)
        if self.force_exit:
            await self.lifespan.shutdown()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if self.force_exit:
            end()
        super().handle_exit(sig, frame)


def serve(workspace: Workspace, host: str, port: int, on_ready: Callable[[str], None], token: str = "") -> None:
    """Serve until Ctrl-C; ``on_ready`` is given the address once it answers. Port 0 takes a free one.

    Whoever sends ``token`` may write over HTTP, where the workspace allows that.

    Raises :class:`CallError` when the address cannot be listened on, :class:`KeyboardInterrupt` after a second Ctrl-C.
    """
    listening = _listen(host, port)
    name = f"[{host}]" if ":" in host else host
    address = f"http://{name}:{listening.getsockname()[1]}/"
    config = server_config(create_app(workspace, token), workspace.settings.limits.proxies)
    server = _Server(config, lambda: on_ready(address))
    try:
        server.run(sockets=[listening])
    except KeyboardInterrupt:
        if server.force_exit:
            raise
    finally:
        listening.close()


def _listen(host: str, port: int) -> socket.socket:
    """A socket bound to the address, so that a taken port is known before anything starts."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # named, or answers wait for Nagle
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except (OSError, OverflowError) as error:
        listening.close()
        reason = error.strerror if isinstance(error, OSError) else "a port is between 0 and 65535"
        problem = f"the server cannot listen on {host}, port {port} ({reason})"
        raise CallError(problem, remedy="Choose another with --port; 0 takes a free one.") from error
    listening.listen(2048)
    listening.set_inheritable(True)
    return listening
