"""The groups at work that a page names: « Groupe de Pilotage « Mobilités » ». Those without a name are not for here."""

from __future__ import annotations

import re

from ingest.prose.page import Page
from ingest.records import ActorReference, ActorType, Relation

__all__ = ["named_groups"]

_NAMED = re.compile(
    r"\b(?:(?:groupe|comité|commission) (?:de |d['’])(?:pilotage|travail|réflexion|suivi)|working group"
    r"|steering group|steering committee|task force|groupe projet)\s?(?:«\s?[^«»\n]{2,80}?\s?»|“[^“”\n]{2,80}?”)",
    re.IGNORECASE,
)


def named_groups(page: Page) -> list[ActorReference]:
    """The groups that the page calls by a name in quotes, each once."""
    found: dict[str, ActorReference] = {}
    for match in _NAMED.finditer(page.text):
        reference = ActorReference(
            name=" ".join(match[0].split()),
            relation=Relation.MENTIONS,
            type=ActorType.GROUP,
            quote=match[0],
            start=match.start(),
            confidence=0.85,
            method="page-rule",
        )
        found.setdefault(reference.name.casefold(), reference)
    return list(found.values())
