"""Records from the schema.org data of a web page. Finding that data in the page is not for here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from graph.workspace import Source
from ingest.actors.name_lists import doubt, persons_named
from ingest.identifiers import identifier, miscounted, parted
from ingest.records import (
    EDITOR,
    Actor,
    ActorReference,
    ActorType,
    Coordinates,
    Event,
    Identifier,
    Passage,
    Publication,
    Rejection,
    Relation,
    Text,
    When,
    keywords_passage,
)
from ingest.sources.bibliography.entry import Entry, organisation
from ingest.sources.bibliography.values import Item, objects, text, texts
from ingest.sources.coordinates import read_coordinates
from ingest.sources.dates import read_period
from ingest.sources.described import Description
from ingest.sources.json_ld import StructuredData, types_of
from ingest.sources.keys import Keys
from ingest.sources.markup_free import markup_free
from ingest.sources.status import status_word
from ontology.errors import Place
from ontology.kinds import kind_of
from ontology.nesting import TOO_DEEP

__all__ = ["page_description", "structured_records"]

_ROLES = {"organizer": Relation.ORGANIZER, "performer": Relation.PERFORMER, "attendee": Relation.ATTENDEE}
_SCHEMES = ("orcid", "ror", "wikidata", "idref", "isni")
_STATUSES = {"EventCancelled": "cancelled", "EventPostponed": "postponed"}


def page_description(found: StructuredData) -> Description:
    """What the data says of the page itself, from the node that says most."""
    node = max(found.pages(), key=lambda each: ("author" in each, "datePublished" in each), default=Item())
    return Description(
        language=text(node.get("inLanguage"))[:2].lower(),
        authors=tuple(_name(author) for author in found.related(node, "author")),
        keywords=tuple(_keywords(node)),
        issued=text(node.get("datePublished")),
        modified=text(node.get("dateModified")),
    )


def structured_records(
    found: StructuredData, place: Place, source: Source, language: str
) -> Iterator[Event | Publication | Actor | Rejection]:
    """An event, publication or organisation for each node that is one; a rejection for what cannot be understood."""
    keys = Keys()
    for _, reason in found.broken:
        problem = reason if reason == TOO_DEEP else f"the data in the page is not JSON: {reason}"
        yield Rejection(place, problem, "Mend the script, or leave it.")
    for node in found.of_group("event"):
        yield from _Events(found, place, language).read(node, keys)
    for node in found.of_group("publication"):
        yield from _publication(found, node, Entry(place, source), keys)
    for node in found.of_group("organisation"):
        if name := _name(node):
            rejections: list[Rejection] = []
            yield _organisation(node, name, _known(node, place, rejections), place, keys)
            yield from rejections


def _name(node: Item) -> str:
    """What a node is called; a person without a name, by given and family name."""
    parts = " ".join(filter(None, (text(node.get("givenName")), text(node.get("familyName")))))
    return markup_free(text(node.get("name")) or text(node.get("headline")) or parts)


def _address(node: Item) -> str:
    url = text(node.get("url")) or text(node.get("@id"))
    return url if identifier("url", url) else ""


class _Events:
    """Reads nodes that are events."""

    def __init__(self, found: StructuredData, place: Place, language: str) -> None:
        self.found = found
        self.place = place
        self.language = language
        self.rejections: list[Rejection] = []

    def read(self, node: Item, keys: Keys) -> Iterator[Event | Rejection]:
        title, description = _name(node), markup_free(text(node.get("description")))
        start, end = self._date(node, "startDate"), self._date(node, "endDate")
        keywords = _keywords(node)
        told = (Passage(field, words) for field, words in (("title", title), ("description", description)) if words)
        if title or start:
            yield Event(
                key=keys.key("data", start.day if start else "", title),
                place=self.place,
                title=Text(title, self.language) if title else None,
                description=Text(description, self.language) if description else None,
                kind=next((each for each in types_of(node) if kind_of(each, "event")), ""),
                start=start,
                end=end,
                location=self._location(node),
                coordinates=self._point(node),
                status=_STATUSES.get(text(node.get("eventStatus")).rpartition("/")[2], ""),
                url=_address(node),
                actors=tuple(self._actors(node)),
                passages=(*told, *keywords_passage(keywords)),
                keywords=tuple(Text(word, self.language) for word in keywords),
                found_at=tuple(filter(None, (_address(node),))),
                language=self.language,
            )
        else:
            yield Rejection(self.place, "an event in the data has neither name nor date", "Give it a name.")
        yield from self.rejections

    def _date(self, node: Item, name: str) -> When | None:
        written = text(node.get(name))
        if others := [each for each in texts(node.get(name))[1:] if each != written]:
            reason = f"the event has {len(others)} more {name}, of which “{others[0][:60]}”: the first alone is told"
            self.rejections.append(Rejection(self.place, reason, "Make each date an event of its own."))
        try:
            return read_period(written, "fr")[0] if written else None
        except ValueError as problem:
            reason = f"“{written[:60]}” cannot be taken as {name}: {problem}"
            self.rejections.append(Rejection(self.place, reason, "Write it as 2013-05-13T18:00+02:00."))
            return None

    def _location(self, node: Item) -> str:
        """« name, street, town » of the first place."""
        for where in self.found.related(node, "location"):
            parts = [_name(where)]
            for address in self.found.related(where, "address"):
                members = ("name", "streetAddress", "postalCode", "addressLocality")
                parts += [markup_free(text(address.get(member))) for member in members]
            return ", ".join(dict.fromkeys(part for part in parts if part))
        return ""

    def _point(self, node: Item) -> Coordinates | None:
        for where in self.found.related(node, "location"):
            for geo in self.found.related(where, "geo"):
                latitude, longitude = (str(geo.get(name, "")) for name in ("latitude", "longitude"))
                try:
                    return read_coordinates(latitude, longitude) if latitude and longitude else None
                except ValueError as problem:
                    reason = f"“{latitude[:30]}, {longitude[:30]}” cannot be taken as coordinates: {problem}"
                    self.rejections.append(Rejection(self.place, reason, "Write them in decimal degrees."))
        return None

    def _actors(self, node: Item) -> Iterator[ActorReference]:
        for name, relation in _ROLES.items():
            for each in self.found.related(node, name):
                type_ = ActorType.PERSON if "Person" in types_of(each) else None
                type_ = ActorType.ORGANISATION if _is_organisation(each) else type_
                if type_ is ActorType.PERSON or (type_ is None and relation is not Relation.ORGANIZER):
                    yield from self._people(each, ActorReference("", relation, type_, field=name))
                elif named := _name(each):
                    known = _known(each, self.place, self.rejections)
                    yield ActorReference(named, relation, type_, known, quote=named, field=name)

    def _people(self, node: Item, like: ActorReference) -> Iterator[ActorReference]:
        """The persons whom a node names: mostly one, whose are its identifiers then."""
        found = persons_named(_name(node))
        for one in found:
            if one.name:
                known = _known(node, self.place, self.rejections) if len(found) == 1 else ()
                yield replace(like, name=one.name, identifiers=known, quote=one.quote)
            else:
                self.rejections.append(Rejection(self.place, *doubt(one.quote)))


def _is_organisation(node: Item) -> bool:
    return any(each.endswith("Organization") or kind_of(each, "organisation") for each in types_of(node))


def _keywords(node: Item) -> list[str]:
    """The keywords, each once: a list of them, or one text that commas part."""
    parts = (word.strip() for written in texts(node.get("keywords")) for word in written.split(","))
    return list(dict.fromkeys(filter(None, parts)))


def _publication(found: StructuredData, node: Item, entry: Entry, keys: Keys) -> Iterator[Publication | Rejection]:
    entry.set_language(text(node.get("inLanguage")))
    entry.set_kind(*types_of(node))
    entry.add_title(_name(node))
    entry.add_abstract(text(node.get("abstract")) or text(node.get("description")))
    for word in _keywords(node):
        entry.add_keyword(word)
    entry.add_date(text(node.get("datePublished")), text(node.get("dateCreated")))
    entry.status = status_word(text(node.get("creativeWorkStatus")))
    _add_contributors(found, node, entry)
    for scheme, name in (("isbn", "isbn"), ("doi", "sameAs"), ("doi", "identifier"), ("doi", "@id")):
        written = [each for said in texts(node.get(name)) for each in parted(scheme, said)]
        entry.identifiers += [one for each in written if (one := entry.identified(scheme, each))]
    for each in objects(node.get("identifier")):
        if text(each.get("propertyID")).lower().endswith("doi") and (
            one := entry.identified("doi", text(each.get("value")))
        ):
            entry.identifiers.append(one)
    entry.set_licence(text(node.get("license")))
    _set_container(found, node, entry)
    entry.url = _address(node)
    entry.key = f"data-{_name(node)}"
    yield from entry.records(keys)


def _add_contributors(found: StructuredData, node: Item, entry: Entry) -> None:
    """The authors, the editors and the publisher."""
    known = partial(_known, place=entry.place, rejections=entry.rejections)
    for role, relation in (("author", Relation.CREATOR), (EDITOR, Relation.CONTRIBUTOR)):
        first = len(entry.actors)
        for each in found.related(node, role):
            if _is_organisation(each):
                entry.add_organisation(organisation(_name(each), relation, known(each)))
            else:
                affiliations = [organisation(_name(one), identifiers=known(one))
                                for one in found.related(each, "affiliation")]  # fmt: skip
                entry.add_persons(_name(each), relation, known(each), affiliations)
        if role == EDITOR:
            entry.call_editors(first)
    for each in found.related(node, "publisher"):
        entry.add_organisation(organisation(_name(each), Relation.PUBLISHER, known(each)))


def _set_container(found: StructuredData, node: Item, entry: Entry) -> None:
    """Where it was published: what it is part of, through an issue and a volume to the first that has a name."""
    said = {"volumeNumber": "", "issueNumber": "", "pagination": text(node.get("pagination"))}
    inside = node
    for _ in range(4):
        inside = next(iter(found.related(inside, "isPartOf")), Item())
        said = {name: known or text(inside.get(name)) for name, known in said.items()}
        if name := _name(inside):
            entry.set_container(name, said["volumeNumber"], said["issueNumber"], said["pagination"])
            return


def _organisation(node: Item, name: str, known: tuple[Identifier, ...], place: Place, keys: Keys) -> Actor:
    description = markup_free(text(node.get("description")))
    return Actor(
        key=keys.key("data", name),
        place=place,
        type=ActorType.ORGANISATION,
        name=name,
        variants=tuple(texts(node.get("alternateName"))),
        kind=next((each for each in types_of(node) if kind_of(each, "organisation")), ""),
        description=Text(description) if description else None,
        homepage=_address(node),
        identifiers=known,
    )


def _known(node: Item, place: Place, rejections: list[Rejection]) -> tuple[Identifier, ...]:
    """The identifiers that the node's addresses are; those whose check digit is wrong go to the rejections."""
    written = [*texts(node.get("sameAs")), text(node.get("@id")), *texts(node.get("identifier"))]
    pairs = [(scheme, each) for each in dict.fromkeys(written) if "//" in each for scheme in _SCHEMES]
    rejections += (Rejection(place, reason, "Mend it.") for each in pairs if (reason := miscounted(*each)))
    return tuple(dict.fromkeys(known for each in pairs if (known := identifier(*each))))
