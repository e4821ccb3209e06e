"""Links to what others publish: counted by target and property, and checked for the form that each target gives its
names. Nothing is fetched."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from graph.check_digits import has_check_digit, is_isbn, is_ror
from graph.sparql import load
from graph.store import Store, text

__all__ = ["Linkset", "Target", "linksets", "target_of"]


@dataclass(frozen=True, slots=True)
class Target:
    """A data set elsewhere: its title, how its IRIs begin, what follows in a well-formed one, a check of that."""

    title: str
    space: str
    form: str = r"\S+"
    check: Callable[[str], bool] | None = None

    def fits(self, iri: str) -> bool:
        """Whether an IRI that begins as its IRIs do is well-formed."""
        rest = iri.removeprefix(self.space)
        return bool(re.fullmatch(self.form, rest)) and (self.check is None or self.check(re.sub(r"[- ]", "", rest)))


_TARGETS = (
    Target("AGROVOC", "http://aims.fao.org/aos/agrovoc/", r"c_[0-9a-f]+"),
    Target("arXiv", "https://arxiv.org/abs/", r"(?:\d{4}\.\d{4,5}|[a-z.-]+/\d{7})(?:v\d+)?"),
    Target("DOI", "https://doi.org/", r"10\.\d{4,9}/\S+"),
    Target("EuroVoc", "http://eurovoc.europa.eu/", r"(?:c_)?[0-9a-f]+"),
    Target("GEMET", "http://www.eionet.europa.eu/gemet/concept/", r"\d+"),
    Target("GeoNames", "https://sws.geonames.org/", r"\d+/"),
    Target("HAL", "https://hal.science/", r"[a-z]+-\d{6,}"),
    Target("Handle", "https://hdl.handle.net/", r"[\d.]+/\S+"),
    Target("IdHAL", "https://cv.hal.science/", r"[a-z0-9]+(?:-[a-z0-9]+)+"),
    Target("IdRef", "https://www.idref.fr/", r"\d{8}[\dX]/id"),
    Target("ISBN", "urn:isbn:", r"(?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx]", is_isbn),
    Target("ISNI", "https://isni.org/isni/", r"\d{15}[\dX]", has_check_digit),
    Target("JEL", "http://zbw.eu/beta/external_identifiers/jel#", r"[A-Z]\d{0,2}"),
    Target("OpenAlex", "https://openalex.org/", r"[WAISPTF]\d+"),
    Target("ORCID", "https://orcid.org/", r"(?:\d{4}-){3}\d{3}[\dX]", has_check_digit),
    Target("ROR", "https://ror.org/", r"0[a-hj-km-np-tv-z0-9]{6}\d\d", is_ror),
    Target("STW", "http://zbw.eu/stw/descriptor/", r"\d{5}-\d"),
    Target("UNESCO", "http://vocabularies.unesco.org/thesaurus/", r"(?:mt|concept|domain)[\d.]+"),
    Target("VIAF", "http://viaf.org/viaf/", r"\d+"),
    Target("Wikidata", "http://www.wikidata.org/entity/", r"[QPL]\d+"),
    Target("YSO", "http://www.yso.fi/onto/yso/", r"p\d+"),
)


@dataclass(frozen=True, slots=True)
class Linkset:
    """The links by one property to one target: how many, one of the things that have them, those not well-formed."""

    target: Target
    property: str
    links: int
    example: str
    misshapen: tuple[tuple[str, str], ...]
    """The thing and the IRI of each."""


def target_of(iri: str) -> Target:
    """The data set to which an IRI belongs: a known one, else all that its host names.

    >>> target_of("http://www.wikidata.org/entity/Q1").title
    'Wikidata'
    >>> target_of("https://data.example.org/a/b")
    Target(title='data.example.org', space='https://data.example.org/', form='\\\\S+', check=None)
    """
    known = next((each for each in _TARGETS if iri.startswith(each.space)), None)
    if known:
        return known
    try:
        parts = urlsplit(iri)
        host = parts.hostname or ""
    except ValueError:
        host = ""
    if not host or "." not in host or parts.scheme not in ("http", "https"):
        return Target(iri.partition(":")[0], iri.partition(":")[0] + ":", r"(?!//)\S+")
    return Target(host, f"{parts.scheme}://{parts.netloc}/")


def linksets(store: Store, base: str) -> list[Linkset]:
    """The links that leave a graph whose own IRIs begin with ``base``, in the order of targets and properties."""
    found: defaultdict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    targets: dict[str, Target] = {}
    for row in store.select(load("graph", "outward")):
        other = text(row, "other")
        if not other.startswith(base):
            target = target_of(other)
            targets[target.space] = target
            found[target.space, text(row, "property")].append((text(row, "thing"), other))
    return [
        _linkset(targets[space], property_, links)
        for (space, property_), links in sorted(found.items(), key=lambda pair: (targets[pair[0][0]].title, pair[0]))
    ]


def _linkset(target: Target, property_: str, links: Iterable[tuple[str, str]]) -> Linkset:
    every = list(links)
    misshapen = tuple(link for link in every if not target.fits(link[1]))
    return Linkset(target, property_, len(every), min(thing for thing, _ in every), misshapen)
