"""The page of a thing for people: server-rendered HTML that needs no script, in French and English."""

from __future__ import annotations

from base64 import b64encode
from collections import defaultdict
from functools import cache
from hashlib import sha256
from importlib.resources import files

from markupsafe import Markup

from explorer.components.render import environment_of
from explorer.context import Context
from explorer.http.addresses import Addresses
from explorer.http.formats import GRAPHS, PLAIN_GRAPHS
from explorer.http.resource import statements
from explorer.http.schema_org import described, script
from explorer.texts import LANGUAGES, texts
from graph.networks.grouped import ordered_links
from graph.views.descriptions import describe
from graph.views.explanations import evidence
from graph.views.things import Evidence
from ontology.namespaces import DCTERMS

__all__ = ["content_security_policy", "render_page", "render_template"]

LINKS = 50
"""Links shown of each group; the others are in the explorer and in the data."""


def render_page(context: Context, iri: str, language: str) -> bytes:
    """The page as UTF-8; raises :class:`CallError` when the graph knows nothing of the thing."""
    snapshot, network, graph = context.snapshot(), context.workspace.settings.network, context.indexed()
    store = graph.store
    description = describe(store, iri, language, LINKS, ordered_links(graph, iri, LINKS))
    explained: defaultdict[tuple[str, str], list[Evidence]] = defaultdict(list)
    for said in evidence(store, iri, language=language):
        explained[said.relation, said.object.iri].append(said)
    thing = description.thing
    triples = statements(store, iri)
    return render_template(
        "thing.html",
        language,
        thing=thing,
        description=description,
        evidence=explained,
        language_property=DCTERMS.language.value,
        addresses=Addresses(network.base_iri),
        forms=GRAPHS.values(),
        jsonld=script(described(iri, thing.kind, thing.label, triples, language)),
        network=network.name(language),
        licence=network.licence,
        snapshot=snapshot,
    )


def render_template(name: str, language: str, **values: object) -> bytes:
    """A page of ours as UTF-8, with its words, its stylesheet and the syntaxes of data, which every page shows."""
    shared = {
        "t": texts(language),
        "lang": language,
        "languages": LANGUAGES,
        "forms": PLAIN_GRAPHS.values(),
        "css": Markup(_css()),  # noqa: S704  # our own file
        "with_language": _with_language,
    }
    return environment_of("explorer.http").get_template(name).render(shared | values).encode()


@cache
def _css() -> str:
    return files("explorer.http").joinpath("templates/page.css").read_text(encoding="utf-8")


@cache
def content_security_policy() -> str:
    """What the page may do: show itself with its own stylesheet, and nothing else (CSP level 3)."""
    digest = b64encode(sha256(_css().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    )


def _with_language(address: str, language: str) -> str:
    """The address with its language named, so that it holds whatever a browser prefers."""
    return f"{address}{'&' if '?' in address else '?'}lang={language}"
