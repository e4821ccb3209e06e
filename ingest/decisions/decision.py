"""One decision of a person, and the line of text that keeps it. Files and what is in force are not for here."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import get_close_matches
from enum import StrEnum

import msgspec
from pyoxigraph import NamedNode

from ingest.records import Relation
from ontology.decoding import UNDECODABLE
from ontology.errors import CallError
from ontology.namespaces import DCTERMS, ML, OWL, absolute, compact, expand

__all__ = ["RELATIONS", "Decision", "Verdict", "decision_of", "line_of"]

RELATIONS = frozenset(
    {expand(relation.value) for relation in Relation} | {DCTERMS.subject.value, ML.partnerOf.value, OWL.sameAs.value}
)
"""The relations that people decide on; ``owl:sameAs`` is for two actors that are, or are not, one."""

_MISSPELT = 0.8
"""Likeness of two names of relations (difflib, 0 to 1) from which one is the other misspelt."""
_UNSEEN = re.compile("[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


class Verdict(StrEnum):
    """What a person says of a link; ``UNDONE`` takes back whatever was said before."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    REPLACED = "replaced"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Decision:
    """Who said what of a link (three absolute IRIs), and when (ISO 8601 with its zone).

    ``by`` is the object that takes the place of ``object`` when the verdict is ``REPLACED``.
    """

    verdict: Verdict
    subject: str
    relation: str
    object: str
    who: str
    when: str
    by: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        """Raises :class:`CallError` in a sentence for what cannot be a decision."""
        for iri in filter(None, (self.subject, self.relation, self.object, self.by)):
            _check_iri(iri)
        if self.relation not in RELATIONS:
            given = compact(self.relation)
            raise CallError(f"nothing is decided on the relation “{given}”", None, _instead_of(given))
        if (self.verdict is Verdict.REPLACED) != bool(self.by):
            problem = "“by” names what takes the place of the object, where the verdict is “replaced” alone"
            raise CallError(problem, None, "Give both, or neither.")
        if self.object in {self.subject, self.by} or self.subject == self.by:
            raise CallError("a link is between two things, and a replacement is a third", None, "Name another thing.")
        if not self.who.strip():
            raise CallError("a decision says who took it", None, "Give an address or a name as “who”.")
        _check_time(self.when)

    @property
    def moment(self) -> datetime:
        """When it was taken, which moments of other zones compare with."""
        return datetime.fromisoformat(self.when)


def _instead_of(relation: str) -> str:
    """What to do about a relation that nobody decides on: take the one that it misspells, else mend the source.

    >>> _instead_of("dcterms:subjct")
    'Did you mean “dcterms:subject”?'
    >>> _instead_of("schema:startDate").partition(";")[0]
    'Dates, titles and texts are mended in the source'
    """
    known = {compact(each).partition(":")[2]: compact(each) for each in sorted(RELATIONS)}
    near = get_close_matches(relation.rpartition(":")[2], known, n=1, cutoff=_MISSPELT)
    if near:
        return f"Did you mean “{known[near[0]]}”?"
    return f"Dates, titles and texts are mended in the source; people decide on {', '.join(sorted(known.values()))}."


def _check_iri(iri: str) -> None:
    try:
        NamedNode(iri)
    except ValueError as error:
        remedy = "Give an absolute address such as https://example.org/thing."
        raise CallError(f"“{iri}” is not an IRI", None, remedy) from error


def _check_time(when: str) -> None:
    try:
        zone = datetime.fromisoformat(when).tzinfo
    except ValueError:
        zone = None
    if zone is None or "T" not in when:
        remedy = f"Write it as {datetime.now(UTC).isoformat(timespec='seconds')}."
        raise CallError(f"“{when}” is not a date and time with its zone", None, remedy)


class _Line(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A line as it is written: names shortened, the fields in the order in which they read best."""

    when: str
    who: str
    verdict: str
    subject: str
    relation: str
    object: str
    by: str = ""
    note: str = ""


def line_of(decision: Decision, base: str) -> str:
    r"""The decision as one line of JSON without its end, things below ``base`` named by their path.

    What a person would not see in a diff (controls, marks of direction) is written as an escape.

    >>> given = Decision(
    ...     Verdict.REJECTED, "http://b.org/event/1", expand("dcterms:subject"), expand("concept:ville"),
    ...     "a@b.org", "2026-11-23T21:00:00+00:00", note="not\u202ethis")
    >>> print(line_of(given, "http://b.org/").partition('"verdict": ')[2])
    "rejected", "subject": "event/1", "relation": "dcterms:subject", "object": "concept:ville", "note": "not\u202ethis"}
    """
    fields = {
        "when": decision.when,
        "who": decision.who,
        "verdict": decision.verdict.value,
        "subject": _short(decision.subject, base),
        "relation": _short(decision.relation, base),
        "object": _short(decision.object, base),
        "by": _short(decision.by, base),
        "note": decision.note,
    }
    given = {name: value.encode(errors="replace").decode() for name, value in fields.items() if value}
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(given, ensure_ascii=False))


def decision_of(line: bytes, base: str) -> Decision:
    """The decision that a line keeps; raises :class:`CallError` saying in a sentence what it lacks."""
    try:
        read = msgspec.json.decode(line, type=_Line)
    except UNDECODABLE as error:
        remedy = "A decision is an object of JSON with when, who, verdict, subject, relation and object."
        raise CallError(f"the line cannot be read ({error})", None, remedy) from error
    return Decision(
        verdict=_verdict(read.verdict),
        subject=absolute(read.subject, base),
        relation=absolute(read.relation, base),
        object=absolute(read.object, base),
        who=read.who,
        when=read.when,
        by=absolute(read.by, base) if read.by else "",
        note=read.note,
    )


def _verdict(word: str) -> Verdict:
    try:
        return Verdict(word)
    except ValueError as error:
        problem = f"the verdict “{word}” is none of accepted, rejected, replaced and undone"
        raise CallError(problem, None, "Write one of these.") from error


def _short(iri: str, base: str) -> str:
    """The shortest name that :func:`absolute` understands."""
    forms = (iri.removeprefix(base), compact(iri))
    return next((form for form in forms if form not in {"", iri} and absolute(form, base) == iri), iri)
