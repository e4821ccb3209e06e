"""``SERVICE`` to an endpoint on the list, and to no other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx

from explorer.context import Context
from explorer.http.routes import Services
from tests.explorer.http.conftest import open_workspace, publish, serving


def test_service_asks_the_endpoints_on_the_list_and_no_other(
    serve: Callable[..., tuple[httpx.Client, Services]], tmp_path: Path
) -> None:
    far = open_workspace(tmp_path / "far")
    publish(far, '<https://e.org/g> { <https://e.org/far> <http://www.w3.org/2000/01/rdf-schema#label> "from afar" }')
    with serving(Services(Context(far)).application()) as address:
        client, _ = serve(f'[federation]\nendpoints = ["{address}/sparql"]\n')
        query = f"SELECT ?label {{ SERVICE <{address}/sparql> {{ <https://e.org/far> rdfs:label ?label }} }}"
        answer = client.get("/sparql", params={"query": query})
        assert answer.json()["results"]["bindings"][0]["label"]["value"] == "from afar"
        assert "etag" not in answer.headers
        refused = client.get("/sparql", params={"query": query.replace("/sparql>", "/other>")})
        assert refused.status_code == 403
        assert f"{address}/sparql" in refused.json()["detail"]
        silent = query.replace("SERVICE", "SERVICE SILENT")
        assert client.get("/sparql", params={"query": silent}).status_code == 200
        refused = client.get("/sparql", params={"query": silent.replace("/sparql>", "/other>")})
        assert refused.status_code == 403
        assert f"may not ask {address}/other, and SILENT passes over failures, not over refusals." in refused.text
        assert "BasicFederatedQuery" in client.get("/sparql").text
