"""Which relations tie things together, and how far a hop along each reaches. Reading them is not for here."""

from __future__ import annotations

from graph.views.things import ThingKind
from ontology.namespaces import DCTERMS, ML, ORG, SCHEMA, SKOS

__all__ = ["ACTORS", "DOCUMENTS", "PARTNERS", "REACHES", "RELATIONS", "ROLES", "SUBJECTS"]

ROLES = tuple(
    term.value
    for term in (
        DCTERMS.creator,
        DCTERMS.contributor,
        DCTERMS.publisher,
        SCHEMA.organizer,
        SCHEMA.performer,
        SCHEMA.attendee,
        ML.partner,
    )
)
"""What an actor is to an event or a publication; the last ties partnerships to their partners as well."""
SUBJECTS = (DCTERMS.subject.value,)
PARTNERS = (ML.partner.value,)

ACTORS = (ThingKind.PERSON, ThingKind.ORGANISATION, ThingKind.GROUP)
DOCUMENTS = (ThingKind.EVENT, ThingKind.PUBLICATION)

REACHES: dict[str, float] = {
    **dict.fromkeys(ROLES, 1.0),
    **dict.fromkeys(SUBJECTS, 1.0),
    ORG.memberOf.value: 1.0,
    ML.partnerOf.value: 1.0,
    ML.partner.value: 1.0,
    DCTERMS.isPartOf.value: 1.0,
    DCTERMS.replaces.value: 1.0,
    DCTERMS.isReplacedBy.value: 1.0,
    DCTERMS.references.value: 1.0,
    SKOS.related.value: 2.0,
    SKOS.broader.value: 2.0,
    SCHEMA.mentions.value: 2.5,
}
"""How far a hop along each relation reaches before fan-in is counted: deeds bring things closer than words do."""
RELATIONS = tuple(REACHES)
