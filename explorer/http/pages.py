"""The page of a thing for people: server-rendered HTML that needs no script, in French and English."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files

from markupsafe import Markup

from explorer.components.address import group_anchor, with_parameters
from explorer.components.render import environment_of
from explorer.context import Context
from explorer.http.addresses import Addresses
from explorer.http.formats import GRAPHS, PLAIN_GRAPHS
from explorer.http.refusals import MissingError
from explorer.http.resource import statements
from explorer.http.schema_org import described, script
from explorer.texts import LANGUAGES, texts
from graph.networks.grouped import ordered_links
from graph.networks.indexed import IndexedGraph
from graph.store import Store
from graph.views.descriptions import describe, distinct, links
from graph.views.explanations import Wanted, evidence_of
from graph.views.things import DATES, Evidence, LinkGroup
from ontology.namespaces import DCTERMS

__all__ = ["Screen", "content_security_policy", "render_page", "render_template"]

LINKS = 50
"""Links shown at once of each group."""


@dataclass(frozen=True, slots=True)
class Screen:
    """Which links of a thing a page shows: those of the group of that name, fifty at once; by default, all groups."""

    group: str = ""
    number: int = 1


@dataclass(frozen=True, slots=True)
class _Shown:
    """A group with the number of the first link shown of it, and the addresses of the screens beside this one."""

    links: LinkGroup
    first: int
    before: str
    after: str

    @property
    def last(self) -> int:
        """The number of the last link shown."""
        return self.first + len(self.links.links) - 1


def render_page(context: Context, iri: str, language: str, screen: Screen = Screen()) -> bytes:
    """The page as UTF-8; raises :class:`CallError` when the graph knows nothing of the thing, and
    :class:`MissingError` where it has no such links."""
    snapshot, network, graph = context.snapshot(), context.workspace.settings.network, context.indexed()
    store, addresses = graph.store, Addresses(network.base_iri)
    description = describe(store, iri, language, LINKS, ordered_links(graph, iri, LINKS))
    groups = distinct(description.groups)
    if screen.group:
        groups = [_further(graph, iri, language, groups, screen)]
    shown = [_shown(addresses.page(iri, language), group, screen.number) for group in groups]
    thing = description.thing
    triples = statements(store, iri)
    return render_template(
        "thing.html",
        language,
        thing=thing,
        description=description,
        groups=shown,
        is_part=bool(screen.group),
        evidence=_explained(store, iri, groups, language),
        language_property=DCTERMS.language.value,
        dates=DATES,
        addresses=addresses,
        forms=GRAPHS.values(),
        jsonld=script(described(iri, thing.kind, thing.label, triples, language)),
        network=network.name(language),
        licence=network.licence,
        snapshot=snapshot,
    )


def _further(graph: IndexedGraph, iri: str, language: str, groups: Iterable[LinkGroup], screen: Screen) -> LinkGroup:
    """The links of one group that are on that screen."""
    offset = (screen.number - 1) * LINKS
    group = next((each for each in groups if group_anchor(each) == screen.group), None)
    if group is None or offset >= group.total:
        raise MissingError(f"<{iri}> has no such links", remedy="Open its page to see those it has.")
    way = (group.relation, group.incoming, group.kind)
    return links(graph.store, iri, *way, language, LINKS, offset, ordered_links(graph, iri, offset + LINKS))


def _shown(address: str, group: LinkGroup, number: int) -> _Shown:
    first = (number - 1) * LINKS + 1
    name, last = group_anchor(group), first + len(group.links) - 1

    def way(to: int) -> str:
        return with_parameters(address, links=name, screen=str(to))

    return _Shown(group, first, way(number - 1) if number > 1 else "", way(number + 1) if last < group.total else "")


def _explained(
    store: Store, iri: str, groups: Iterable[LinkGroup], language: str
) -> dict[tuple[str, str, bool], Sequence[Evidence]]:
    """Why each of the links is said, by its relation, its other end, and whether it comes from there."""
    wanted: dict[tuple[str, str, bool], Wanted] = {}
    for link in (link for group in groups for link in group.links if link.evidence):
        ends = (link.other.iri, iri) if link.incoming else (iri, link.other.iri)
        wanted[link.relation, link.other.iri, link.incoming] = (ends[0], link.relation, ends[1])
    found = evidence_of(store, wanted.values(), language)
    return {key: found[link] for key, link in wanted.items()}


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
    return with_parameters(address, lang=language)
