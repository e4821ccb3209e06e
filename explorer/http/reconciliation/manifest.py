"""The manifest of the reconciliation service: what it can be asked, and where (section 3 of the API)."""

from __future__ import annotations

from importlib.metadata import version

from explorer.http.reconciliation.messages import LIMIT
from explorer.http.reconciliation.vocabulary import KINDS, type_of
from explorer.texts import texts
from graph.workspace import Network
from ontology.namespaces import OWL

__all__ = ["manifest"]

WIDTH, HEIGHT = 420, 260
"""Pixels of a preview."""


def manifest(network: Network, address: str, language: str) -> dict[str, object]:
    """The manifest, for a server whose address ends with a slash; identifiers are whole IRIs."""
    service = f"{address}reconcile"
    flyout = "/flyout?id=${id}"
    return {
        "versions": ["0.2"],
        "name": network.name(language),
        "identifierSpace": network.base_iri,
        "schemaSpace": OWL.iri,
        "serviceVersion": version("maillage"),
        "documentation": address,
        "view": {"url": f"{address}page?iri={{{{id}}}}"},
        "defaultTypes": [type_of(kind, language) for kind in KINDS],
        "preview": {"url": f"{service}/preview?id={{{{id}}}}", "width": WIDTH, "height": HEIGHT},
        "suggest": {
            name: {"service_url": service, "service_path": f"/suggest/{name}", "flyout_service_path": flyout}
            for name in ("entity", "type", "property")
        },
        "extend": {
            "propose_properties": {"service_url": service, "service_path": "/properties"},
            "property_settings": [
                {
                    "name": "limit",
                    "label": texts(language)("reconcile.limit"),
                    "type": "number",
                    "default": 0,
                    "help_text": texts(language)("reconcile.limit_hint", most=LIMIT),
                }
            ],
        },
    }
