"""Nodes that an alignment makes an event, a publication or an actor, as records of these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ingest.records import (
    Actor,
    ActorReference,
    ActorType,
    Event,
    Identifier,
    Passage,
    Publication,
    Relation,
    Text,
    When,
    keywords_passage,
)
from ingest.sources.dates import read_period
from ingest.sources.isbd import publishers_cited, year_cited
from ingest.sources.rdf.kept import beyond_fields
from ingest.sources.rdf.node import NAMES, Node
from ingest.sources.status import status_word
from ontology.folding import fold
from ontology.kinds import kind_of
from ontology.namespaces import BIBO, DCTERMS, FOAF, ML, SCHEMA, SKOS

__all__ = ["actor", "event", "publication"]

_TITLES = (DCTERMS.title.value, *NAMES)
_CITATION = DCTERMS.bibliographicCitation.value


def event(node: Node, key: str) -> Event | None:
    """The event that a node is; None where it has neither title nor date."""
    titles, start = node.texts(*_TITLES), node.date(SCHEMA.startDate.value)
    if not titles and not start:
        return None
    described = next(iter(node.texts(DCTERMS.description.value)), None)
    return Event(
        key=key,
        title=titles[0] if titles else None,
        description=described,
        kind=_kind(node, "event"),
        start=start,
        end=node.date(SCHEMA.endDate.value),
        location=node.location(),
        coordinates=node.point(),
        status=_status(node),
        url=node.address(FOAF.page.value, FOAF.homepage.value),
        actors=tuple(node.actors(Relation.ORGANIZER, Relation.PERFORMER, Relation.ATTENDEE)),
        **_shared(node, title=titles[0] if titles else None, description=described),
    )


def publication(node: Node, key: str) -> Publication | None:
    """The publication that a node is; None where the file says neither its title, its date nor how it is cited."""
    references = (Relation.CREATOR, Relation.CONTRIBUTOR, Relation.PUBLISHER)
    actors = tuple(dict.fromkeys(node.actors(*references)))
    issued, citation = node.date(DCTERMS.issued.value), node.text(_CITATION)
    titles = [_bare(title, actors) for title in node.texts(*_TITLES)]
    if not titles and not issued and not citation:
        return None
    if citation and not titles:  # then it tells what nothing else does
        titles = [_bare(Text(citation), actors, cited=True)]
        issued = issued or _year(citation)
        actors = actors if any(each.relation is Relation.PUBLISHER for each in actors) else (*actors, *_cited(citation))
    abstract = next(iter(node.texts(DCTERMS.abstract.value, DCTERMS.description.value)), None)
    others = [*titles[1:], *node.texts(DCTERMS.alternative.value)]
    return Publication(
        key=key,
        title=titles[0] if titles else None,
        alternative_titles=tuple(dict.fromkeys(each for each in others if each != titles[0])),
        abstract=abstract,
        kind=_kind(node, "publication"),
        issued=issued,
        status=_status(node),
        container=next((text.value for text in node.described(DCTERMS.isPartOf.value)), citation),
        url=node.address(FOAF.page.value, FOAF.homepage.value),
        licence=node.address(DCTERMS.license.value),
        actors=actors,
        ordered=node.is_ordered(Relation.CREATOR),
        **_shared(node, title=titles[0] if titles else None, abstract=abstract),
    )


def _year(citation: str) -> When | None:
    year = year_cited(citation)
    return read_period(year, "fr")[0] if year else None


def _cited(citation: str) -> Iterator[ActorReference]:
    """Who publishes, as far as a citation says so."""
    for name in publishers_cited(citation):
        yield ActorReference(name, Relation.PUBLISHER, quote=name, field="bibliographicCitation")


def actor(node: Node, key: str, type_: ActorType) -> Actor | None:
    """The actor that a node is; None where the file does not name it."""
    label = node.label()
    if label is None:
        return None
    described = next(iter(node.texts(DCTERMS.description.value)), None)
    names = [text.value for text in (*node.texts(*NAMES), *node.texts(SKOS.altLabel.value))]
    return Actor(
        key=key,
        type=type_,
        name=label.value,
        variants=tuple(dict.fromkeys(each for each in names if each != label.value))
        if type_ is not ActorType.PERSON
        else (),
        kind=_kind(node, "organisation") if type_ is ActorType.ORGANISATION else "",
        description=described,
        homepage=node.address(FOAF.homepage.value, FOAF.page.value),
        location=node.location(),
        coordinates=node.point(),
        actors=tuple(dict.fromkeys(node.actors(Relation.MEMBER_OF, Relation.PART_OF, Relation.PARTNER))),
        **_shared(node, description=described),
    )


def _shared(node: Node, **passages: Text | None) -> dict[str, Any]:
    """What all records have."""
    keywords = tuple(dict.fromkeys(node.described(DCTERMS.subject.value)))
    language = next((text.language for text in passages.values() if text and text.language), node.language)
    known = node.identifiers()
    found = [Passage(field, text.value) for field, text in passages.items() if text]
    found += keywords_passage(keyword.value for keyword in keywords)
    return {
        "place": node.place,
        "identifiers": known,
        "passages": tuple(found),
        "keywords": keywords,
        "found_at": _found_at(known),
        "language": language,
        "iri": node.name,
        "statements": beyond_fields(node.name, node.aligned),
    }


def _found_at(identifiers: Iterable[Identifier]) -> tuple[str, ...]:
    return tuple(each.value for each in identifiers if each.scheme == "url")


def _kind(node: Node, group: str) -> str:
    """What the file says that it is, else the first of its classes that is a kind."""
    said = [text.value for text in node.described(DCTERMS.type.value)] + node.nodes(DCTERMS.type.value)
    known = (each for each in (*said, *node.aligned.types(node.name)) if kind_of(each, group))
    return next(known, "")


def _status(node: Node) -> str:
    said = [*node.texts(ML.status.value), *node.texts(BIBO.status.value)]
    return status_word(said[0].value) if said else ""


def _bare(title: Text, actors: Iterable[ActorReference], *, cited: bool = False) -> Text:
    """A title without what libraries put behind it: who is responsible for it (ISBD, after « / »)."""
    before, bar, behind = title.value.partition(" / ")
    told = fold(behind)
    is_responsible = cited or any(_family(each.name) in told for each in actors)
    return Text(before.strip(), title.language) if bar and before.strip() and is_responsible else title


def _family(name: str) -> str:
    words = fold(name).split()
    return words[-1] if words else "\0"
