"""Actors as statements: what they are, how records are related to them, and why."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode

from graph.views.authors import author_order
from ingest.actors.identity import Identity, Resolution
from ingest.identifiers import address
from ingest.records import EDITOR, Actor, ActorReference, ActorType, Document, Identifier, Publication, Relation
from ingest.triples.evidence import Link, Words, explain, explain_together, state
from ingest.triples.linked import LinkedRecord
from ingest.triples.writer import GraphWriter, date_literal
from ontology.folding import fold, slug
from ontology.kinds import kind_of
from ontology.namespaces import BIBO, DCTERMS, FOAF, ML, ORG, RDF, RDFS, SCHEMA, SKOS, expand
from ontology.surnames import family_start

__all__ = ["write_actor", "write_references"]

_Named = tuple[ActorReference, Resolution, NamedNode]
"""An actor as a record names it, who that is, and its node."""
_CLASSES = {
    ActorType.PERSON: FOAF.Person,
    ActorType.ORGANISATION: ORG.Organization,
    ActorType.GROUP: FOAF.Group,
    ActorType.CATEGORY: ML.ActorCategory,
}


def write_actor(writer: GraphWriter, identity: Identity, actor: Actor) -> None:
    """State an actor that a source describes: names, identifiers, kind, place, homepage."""
    node = _write_identity(writer, identity)
    for name in (actor.name, actor.acronym, *actor.variants):
        if name and name != identity.name:
            writer.text(node, SKOS.altLabel, name)
    _write_identifiers(writer, node, identity.identifiers)
    writer.text(node, DCTERMS.description, actor.description)
    writer.text(node, SCHEMA.location, actor.location)
    writer.point(node, actor.coordinates)
    writer.address(node, FOAF.homepage, actor.homepage)
    if actor.kind and (known := kind_of(actor.kind, "organisation")):
        writer.add(node, DCTERMS.type, NamedNode(known))
    else:
        writer.text(node, ML.kindLabel, actor.kind)


def _write_identifiers(writer: GraphWriter, node: NamedNode, identifiers: Iterable[Identifier]) -> None:
    """State external identifiers: each one's bare value, and the address at which it resolves."""
    for identifier in identifiers:
        writer.text(node, DCTERMS.identifier, f"{identifier.scheme}:{identifier.value}")
        if resolved := address(identifier):
            writer.address(node, SCHEMA.sameAs, resolved)


def _write_identity(writer: GraphWriter, identity: Identity) -> NamedNode:
    """State as much of an actor as every record that names it can: type and name, and doubt where there is."""
    node = writer.iri(identity.path)
    writer.add(node, RDF.type, _CLASSES[identity.type])
    writer.text(node, RDFS.label, identity.name)
    writer.text(node, SKOS.prefLabel if identity.type is ActorType.CATEGORY else FOAF.name, identity.name)
    if identity.ambiguous:
        writer.add(node, ML.ambiguous, Literal(value=True))
    for candidate in identity.candidates:
        writer.add(node, ML.candidate, writer.iri(candidate))
    return node


def write_references(writer: GraphWriter, linked: LinkedRecord, thing: NamedNode) -> None:
    """State how the record's thing is related to each actor that the record names, and those to their affiliations."""
    is_page = isinstance(linked.record, Document)
    named = {reference.name: resolution for reference, resolution in linked.actors if not reference.member}
    alike: list[Link] = []
    for reference, resolution in linked.actors:
        node = _write_identity(writer, resolution.identity)
        found = (reference, resolution, node)
        _write_identifiers(writer, node, reference.identifiers)
        if reference.name != resolution.identity.name and resolution.identity.type is not ActorType.PERSON:
            writer.text(node, SKOS.altLabel, reference.name)
        writer.text(node, FOAF.familyName, _family(reference, resolution.identity))
        relation = NamedNode(expand(reference.relation.value))
        if reference.relation is Relation.PARTNER and linked.identity:
            _write_partnership(writer, linked, linked.identity, found)
            continue
        if reference.relation is Relation.PARTNER and is_page:
            relation = SCHEMA.mentions
            if linked.owner:
                _write_partnership(writer, linked, linked.owner, found)
        member = named.get(reference.member)
        subject = writer.iri(member.identity.path) if member else thing
        if member or not reference.member:
            alike += _write_link(writer, linked, (subject, relation), found)
    explain_together(writer, alike)
    _write_order(writer, linked, thing)
    _write_editors(writer, linked, thing)


def _family(reference: ActorReference, identity: Identity) -> str:
    """The family name that the source parts by a comma, where it has words more than the person's name lets see."""
    family, comma, given = reference.quote.partition(",")
    words, name = identity.name.split(), family.split()
    told = comma and sorted(fold(f"{given} {family}").split()) == sorted(fold(reference.name).split())
    if identity.type is not ActorType.PERSON or not told or not 1 < len(name) < len(words):
        return ""
    return " ".join(name) if words[-len(name) :] == name and len(words) - family_start(words) < len(name) else ""


def _write_editors(writer: GraphWriter, linked: LinkedRecord, thing: NamedNode) -> None:
    """State which contributors are editors, where the source calls them so."""
    for each, found in linked.actors:
        if each.field == EDITOR and each.relation is Relation.CONTRIBUTOR and isinstance(linked.record, Publication):
            editor = linked.standing(thing, DCTERMS.contributor, writer.iri(found.identity.path))
            if editor:
                writer.add(thing, BIBO.editor, editor)


def _write_order(writer: GraphWriter, linked: LinkedRecord, thing: NamedNode) -> None:
    """State the order of the authors, where the record gives several in one."""
    record = linked.record
    if not (isinstance(record, Document) or (isinstance(record, Publication) and record.ordered)):
        return
    named = (found.identity.path for each, found in linked.actors if each.relation is Relation.CREATOR)
    standing = (linked.standing(thing, DCTERMS.creator, writer.iri(path)) for path in named)
    writer.text(thing, ML.authorOrder, author_order(author.value for author in standing if author))


def _write_link(
    writer: GraphWriter, linked: LinkedRecord, start: tuple[NamedNode, NamedNode], named: _Named
) -> list[Link]:
    """State a link and explain it; the link comes back where there is nothing to say of it alone."""
    link = _link(writer, linked, start, named)
    state(writer, link)
    words = _words(named[0], named[1].identity)
    if not (words or link.candidates or link.ruling):
        return [link]
    explain(writer, link, words)
    return []


def _write_partnership(writer: GraphWriter, linked: LinkedRecord, owner: Identity, named: _Named) -> None:
    """An organisation and its partner: a thing of its own, so that it can bear dates, and the plain link."""
    one, (_, resolution, partner) = _write_identity(writer, owner), named
    identity = resolution.identity
    if one == partner:
        return
    link = _link(writer, linked, (one, ML.partnerOf), named)
    explain(writer, link, _words(named[0], identity))
    if not state(writer, link):
        return
    partnership = writer.iri(f"partnership/{slug(owner.path.partition('/')[2])}--{slug(identity.path)}")
    writer.add(partnership, RDF.type, ML.Partnership)
    writer.text(partnership, RDFS.label, f"{owner.name} – {identity.name}")
    writer.add(partnership, ML.partner, one)
    writer.add(partnership, ML.partner, partner)
    if isinstance(linked.record, Actor):
        writer.add(partnership, SCHEMA.startDate, date_literal(linked.record.since))
        writer.add(partnership, SCHEMA.endDate, date_literal(linked.record.until))


def _link(writer: GraphWriter, linked: LinkedRecord, start: tuple[NamedNode, NamedNode], named: _Named) -> Link:
    """The link from there, by that relation, to an actor: how it was read and resolved, and what a person decided."""
    reference, resolution, node = named
    candidates = tuple(writer.iri(candidate) for candidate in resolution.identity.candidates)
    confidence = reference.confidence * resolution.confidence
    method = reference.method if reference.method != "field" else resolution.method
    ruling = linked.ruling(*start, node) or resolution.ruling
    return Link(*start, node, method, confidence, None, candidates, ruling)


def _words(reference: ActorReference, identity: Identity) -> Words | None:
    """The words that name an actor; none where a field holds its name alone, which is the actor's own label."""
    quote = reference.quote or reference.name
    is_label = sorted(fold(quote).split()) == sorted(fold(identity.name).split())
    if is_label and reference.method == "field" and not reference.member:
        return None
    return Words(quote, reference.start)
