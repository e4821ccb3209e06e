"""The route of the drawing library's file, as its package installed it: nothing is fetched from another host."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Route

__all__ = ["VIS_NETWORK", "routes"]

VIS_NETWORK = "/ressources/vis-network-9.1.2.js"
"""The address of vis-network; its version is in the name, so browsers may keep it for good."""

_FOREVER = "public, max-age=31536000, immutable"


def routes() -> list[BaseRoute]:
    """The routes that the graph view needs."""
    return [Route(VIS_NETWORK, _vis_network)]


async def _vis_network(_: Request) -> Response:
    file = Path(str(files("pyvis"))) / "lib" / "vis-9.1.2" / "vis-network.min.js"
    return FileResponse(file, media_type="text/javascript", headers={"Cache-Control": _FOREVER})
