"""One node of an RDF file as the fields of a record: its texts, dates, identifiers and the actors it names.

Which record it becomes is not for here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from math import inf
from urllib.parse import unquote

from pyoxigraph import Literal

from graph.workspace import Source
from ingest.actors.name_lists import doubt, persons_named
from ingest.identifiers import fault, identifier, parted
from ingest.records import (
    EDITOR,
    OF_PERSONS,
    OF_WORKS,
    ActorReference,
    ActorType,
    Coordinates,
    Identifier,
    Rejection,
    Relation,
    Text,
    When,
)
from ingest.sources.coordinates import read_coordinates
from ingest.sources.dates import read_period
from ingest.sources.isbd import publishers_named
from ingest.sources.markup_free import markup_free
from ingest.sources.rdf.aligned import Aligned, iri
from ingest.sources.rdf.identifying import identified, miscounts
from ingest.sources.rdf.statements import LOCAL, Term
from ingest.sources.rdf.unsaid import is_unsaid
from ingest.sources.several_dates import OWN_DATE, first_dated
from ontology.errors import Place
from ontology.folding import fold
from ontology.namespaces import BIBO, DCTERMS, FOAF, ML, ORG, RDFS, SCHEMA, SKOS, compact

__all__ = ["NAMES", "Node", "actor_type"]

NAMES = (FOAF.name.value, DCTERMS.title.value, SKOS.prefLabel.value, RDFS.label.value)
"""The properties that name a thing, best first."""
_LEGAL_NAME = SCHEMA.legalName.value
"""What an organisation is called where nothing else says so."""
_ONCE = {
    DCTERMS.issued.value: OWN_DATE,
    **dict.fromkeys((SCHEMA.startDate.value, SCHEMA.endDate.value), "Give each day an event of its own."),
}
"""The dates of which a thing has but one, with what to do about others."""
_RELATIONS = {
    Relation.CREATOR: DCTERMS.creator.value,
    Relation.CONTRIBUTOR: DCTERMS.contributor.value,
    Relation.PUBLISHER: DCTERMS.publisher.value,
    Relation.ORGANIZER: SCHEMA.organizer.value,
    Relation.PERFORMER: SCHEMA.performer.value,
    Relation.ATTENDEE: SCHEMA.attendee.value,
    Relation.PARTNER: ML.partnerOf.value,
    Relation.MEMBER_OF: ORG.memberOf.value,
    Relation.PART_OF: DCTERMS.isPartOf.value,
}
_TYPES = {
    FOAF.Person.value: ActorType.PERSON,
    FOAF.Group.value: ActorType.GROUP,
    ORG.Organization.value: ActorType.ORGANISATION,
}
_LIFE = r"\d\d[\d.?]{2}\??\s*-[\d.?\s]*"
_YEARS = re.compile(rf"\s*\({_LIFE}\)\s*$|,\s*{_LIFE}$|\s*;\s*{_LIFE}(?=\)\s*$)")
"""The years of a life, which libraries put behind a name, beside the place of an organisation too."""
_BRACKETED_YEARS = re.compile(rf"\s*\((?:[^();]*;)*\s*{_LIFE}(?:;[^();]*)*\)\s*$")
"""Those of a person, with what the person was: « (1802-1887 ; érudit) »."""


def actor_type(classes: frozenset[str]) -> ActorType | None:
    """The type of actor that a node of these classes is, None where it is none."""
    return next((known for name, known in _TYPES.items() if name in classes), None)


class Node:
    """A node; what cannot be understood of it is gathered in ``rejections``, and links to nodes that the file does not
    name are counted by their property in ``unnamed``.
    """

    def __init__(self, name: str, aligned: Aligned, place: Place, source: Source) -> None:
        self.name = name
        self.aligned = aligned
        self.place = place
        self.language = source.language
        self.rejections: list[Rejection] = []
        self.unnamed: Counter[str] = Counter()

    def texts(self, *names: str) -> list[Text]:
        """The literals of the first of these properties that has some; those in the source's language come first."""
        for name in names:
            said = [each for each in self.aligned.values(self.name, name) if isinstance(each, Literal)]
            texts = [Text(markup_free(each.value), each.language or "") for each in said]
            if found := [each for each in texts if each.value]:
                return sorted(found, key=lambda text: _preference(text, self.language))
        return []

    def text(self, *names: str) -> str:
        """The best of the texts, or an empty string."""
        return next((text.value for text in self.texts(*names)), "")

    def described(self, name: str) -> list[Text]:
        """The texts of a property: its literals, and the names of the nodes to which it leads."""
        nodes = [self._at(each).label() for each in self.nodes(name)]
        return [*self.texts(name), *(text for text in nodes if text)]

    def nodes(self, name: str) -> list[str]:
        """The nodes to which a property leads."""
        return [each for each in map(iri, self.aligned.values(self.name, name)) if each]

    def label(self) -> Text | None:
        """What the node is called, by the first property that names it; None where the file does not say."""
        if actor_type(self.aligned.classes(self.name)) is ActorType.PERSON:
            return Text(person) if (person := self.person()) else None
        named = next(iter(self.texts(*NAMES, _LEGAL_NAME)), None)
        return Text(_YEARS.sub("", named.value), named.language) if named else None

    def person(self) -> str:
        """A person's name, given name first, without the years of a life."""
        if whole := self.full_name():
            return whole
        family = self.text(FOAF.familyName.value)
        bare = _YEARS.sub("", _BRACKETED_YEARS.sub("", self.text(*NAMES) or family)).strip()
        first, comma, last = bare.partition(",")
        return f"{last.strip()} {first.strip()}".strip() if comma and "," not in last else bare

    def full_name(self) -> str:
        """Given and family name, where the file says both, as it does of persons alone."""
        given, family = self.text(FOAF.givenName.value), self.text(FOAF.familyName.value)
        return f"{given} {family}" if given and family else ""

    def parted(self, name: str) -> str:
        """That name of a person as « García Márquez, Ana », where the file says a family name of several words."""
        family = self.text(FOAF.familyName.value)
        given = name.removesuffix(f" {family}")
        return f"{family}, {given}" if " " in family and given != name else name

    def date(self, name: str) -> When | None:
        """The most precise date of a property, and the earliest of those; of issue, that which counts. What is none is
        kept aside, and so is another date of what has but one."""
        found: list[When] = []
        for value in self.aligned.values(self.name, name):
            written = value.value.strip() if isinstance(value, Literal) else ""
            try:
                found += [read_period(written, "fr")[0]] if written else []
            except ValueError as problem:
                reason = f"“{written[:60]}” cannot be taken as {compact(name)}: {problem}"
                self.rejections.append(Rejection(self.place, reason, "Write it as 2013-05-13, 2013-05 or 2013."))
        if name == DCTERMS.issued.value:
            best, others = first_dated(found)
        else:
            best = min(found, key=lambda when: (-len(when.value), when.value), default=None)
            others = [other for other in found if best and not best.value.startswith(other.value)]
        for other in others if name in _ONCE else ():
            if not best:
                break
            reason = f"“{other.quote[:60]}” cannot be taken as {compact(name)}: “{best.quote[:60]}” is taken"
            self.rejections.append(Rejection(self.place, reason, _ONCE[name]))
        return best

    def identifiers(self) -> tuple[Identifier, ...]:
        """The identifiers that the node's own name, its other names and its numbers are."""
        said = [self.name, *self.aligned.values(self.name, SCHEMA.sameAs.value)]
        said += self.aligned.values(self.name, DCTERMS.identifier.value)
        found = [known for each in said if (known := identified(each))]
        wrong = [reason for each in said for reason in miscounts(each)]
        for scheme, name in (("doi", BIBO.doi), ("isbn", BIBO.isbn)):
            written = [each for text in self.texts(name.value) for each in parted(scheme, text.value)]
            found += [known for each in written if (known := identifier(scheme, each))]
            wrong += [fault(scheme, each) for each in written if not identifier(scheme, each)]
        for reason in dict.fromkeys(wrong):
            self.rejections.append(Rejection(self.place, reason, "Mend it."))
        own = identifier("url", self.name)
        return tuple(dict.fromkeys([*found, *([own] if own else [])]))

    def address(self, *names: str) -> str:
        """The first value of these properties that is an address on the web."""
        said = [value for name in names for value in self.aligned.values(self.name, name)]
        written = (each if isinstance(each, str) else each.value.strip() for each in said)
        return next((each for each in written if identifier("url", each)), "")

    def point(self) -> Coordinates | None:
        """The point of the node, or of the place to which it leads."""
        places = [self.name, *self.nodes(SCHEMA.geo.value), *self.nodes(SCHEMA.location.value)]
        places += [
            point for place in self.nodes(SCHEMA.location.value) for point in self._at(place).nodes(SCHEMA.geo.value)
        ]
        for place in map(self._at, places):
            latitude, longitude = place.text(SCHEMA.latitude.value), place.text(SCHEMA.longitude.value)
            try:
                if latitude and longitude:
                    return read_coordinates(latitude, longitude)
            except ValueError as problem:
                reason = f"“{latitude[:30]}, {longitude[:30]}” cannot be taken as coordinates: {problem}"
                self.rejections.append(Rejection(self.place, reason, "Write them in decimal degrees."))
        return None

    def location(self) -> str:
        """« name, street, town » of the first place; others are kept aside."""
        spoken = self.texts(SCHEMA.location.value)
        places = [*self._places(), *(text.value for text in spoken if text.language == spoken[0].language)]
        for other in dict.fromkeys(places[1:]):
            if f" {fold(other)} " not in f" {fold(places[0])} ":
                reason = f"“{other[:60]}” cannot be taken as the place: “{places[0][:60]}” is taken"
                self.rejections.append(Rejection(self.place, reason, "Give one place alone."))
        return places[0] if places else ""

    def _places(self) -> Iterator[str]:
        for place in map(self._at, self.nodes(SCHEMA.location.value)):
            parts = [place.text(*NAMES), *(place.text(name) for name in _ADDRESS)]
            for inside in map(self._at, place.nodes(SCHEMA.location.value)):
                parts += [inside.text(name) for name in _ADDRESS]
            if said := ", ".join(dict.fromkeys(part for part in parts if part)):
                yield said

    def _at(self, name: str) -> Node:
        return Node(name, self.aligned, self.place, Source(path="", language=self.language))

    def actors(self, *relations: Relation) -> Iterator[ActorReference]:
        """The actors to which these relations lead, as far as the file names them."""
        editors = self.aligned.values(self.name, BIBO.editor.value)
        for relation in relations:
            for value in self.aligned.values(self.name, _RELATIONS[relation]):
                is_editor = relation is Relation.CONTRIBUTOR and value in editors
                for each in self._named(value, relation):
                    yield replace(each, field=EDITOR) if is_editor else each

    def _named(self, value: Term, relation: Relation) -> Iterator[ActorReference]:
        """Who the value of a relation is."""
        if isinstance(value, Literal):
            yield from self._literal(markup_free(value.value), relation)
        else:
            yield from self._actor(value, relation)

    def is_ordered(self, relation: Relation) -> bool:
        """Whether the file gives each actor to which a relation leads a place of its own, or there is but one."""
        values = self.aligned.places(self.name, _RELATIONS[relation]).items()
        places = [place for value, place in values if isinstance(value, Literal) or self._is_actor(value)]
        return len(places) < 2 or (inf not in places and len(set(places)) == len(places))

    def _is_actor(self, node: str) -> bool:
        return actor_type(self.aligned.classes(node)) is not None or is_unsaid(node, self.aligned)

    def _literal(self, name: str, relation: Relation) -> Iterator[ActorReference]:
        """Who is named in words: persons, where the relation is one of persons."""
        if relation not in OF_PERSONS:
            names = publishers_named(name) if relation is Relation.PUBLISHER else (name,) if name else ()
            yield from (ActorReference(each, relation, quote=each, field=_field(relation)) for each in names)
            return
        for one in persons_named(name):
            if one.name:
                yield ActorReference(one.name, relation, quote=one.quote, field=_field(relation))
            else:
                self.rejections.append(Rejection(self.place, *doubt(one.quote)))

    def _actor(self, value: str, relation: Relation) -> Iterator[ActorReference]:
        """Who a node is; where the file does not say what it is, that is told as of a name in words."""
        node = self._at(value)
        type_, label = actor_type(self.aligned.classes(value)), node.label()
        if type_ is None and relation in OF_WORKS and is_unsaid(value, self.aligned):
            type_ = ActorType.PERSON if (person := node.full_name()) else None
            label = Text(person) if person else label
            if label and not type_:
                named = list(self._literal(label.value, relation))
                known = node.identifiers() if len(named) == 1 else ()
                yield from (replace(each, identifiers=known) for each in named)
                return
        if label is None or type_ is None:
            self.unnamed[compact(_RELATIONS[relation])] += 1
        else:
            name, field = label.value, _field(relation)
            quote = node.parted(name) if type_ is ActorType.PERSON else name
            yield ActorReference(name, relation, type_, node.identifiers(), quote=quote, field=field)

    def made_label(self) -> str:
        """A name for a node that has none: the end of its IRI, as people write it."""
        end = re.split(r"[/#:]", self.name.rstrip("/#").removeprefix(LOCAL))[-1]
        return unquote(end).replace("_", " ").strip() or self.name


_ADDRESS = tuple(SCHEMA[name].value for name in ("streetAddress", "postalCode", "addressLocality"))


def _field(relation: Relation) -> str:
    return _RELATIONS[relation].rpartition("/")[2].rpartition("#")[2]


def _preference(text: Text, language: str) -> tuple[bool, str, str]:
    return not text.language.startswith(language or "fr"), text.language, text.value
