"""The people and organisations that a BibTeX entry names, by BibTeX's own rules. Who they are is not for here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bibtexparser.middlewares.names import parse_single_name_into_parts

from ingest.actors.nobody import names_nobody, without_others
from ingest.records import EDITOR, ActorReference, ActorType, Relation
from ingest.sources.author_lists import given_first, listed
from ingest.sources.latex import plain_text

__all__ = ["actors_of"]

_ROLES = {
    "author": Relation.CREATOR,
    EDITOR: Relation.CONTRIBUTOR,
    "translator": Relation.CONTRIBUTOR,
    "contributor": Relation.CONTRIBUTOR,
    "publisher": Relation.PUBLISHER,
    "institution": Relation.PUBLISHER,
    "school": Relation.PUBLISHER,
    "organization": Relation.ORGANIZER,
}
_OTHERS = frozenset({"others", "{others}"})
_REACH = 10_000
_EXTENDED = re.compile(r"(?:family|given|prefix|suffix)(?:-i)?\s*=", re.IGNORECASE)
"""How a name begins whose parts are named (BibLaTeX, section 3.4)."""
_PART = re.compile(r'(?P<name>[a-z-]+)\s*=\s*(?P<quote>"?)(?P<value>\{[^{}]*\}|[^,"]*)(?P=quote)', re.IGNORECASE)
_ROLE = re.compile(r"\s*\([^()]*\)\s*$")
_MARK = re.compile(r"\\.|[{}]|(?:^| )and(?= |$)", re.IGNORECASE)
"""What parts names, and what says where it does not: LaTeX commands and braces."""


def actors_of(fields: Mapping[str, str]) -> tuple[tuple[ActorReference, ...], tuple[str, ...]]:
    """Every actor that the fields name, in the order of the roles, and words of which is doubtful how many they name.

    « and others » names nobody.

    >>> actors, _ = actors_of({"author": "de la Fontaine, Jean and {Groupe La Poste} and Coste, Anne; Roux, Paul"})
    >>> [actor.name for actor in actors]
    ['Jean de la Fontaine', 'Groupe La Poste', 'Anne Coste', 'Paul Roux']
    >>> actors_of({"author": "Coste, Martin, Roux"})
    ((), ('Coste, Martin, Roux',))
    """
    found = [each for field in _ROLES if field in fields for each in _of_field(fields, field)]
    doubtful = (each.quote for each in found if not each.name)
    return tuple(dict.fromkeys(each for each in found if each.name)), tuple(dict.fromkeys(doubtful))


def _of_field(fields: Mapping[str, str], field: str) -> Iterator[ActorReference]:
    """The actors of a field; of words that may name one or several, their quote alone."""
    relation = _ROLES[field]
    whole, start = plain_text(fields[field]), 0
    for one in _parted(" ".join(fields[field].split())):
        written = without_others(one)
        quote = plain_text(written)
        if written.lower() in _OTHERS or not quote or names_nobody(quote):
            continue
        of_persons = relation in (Relation.CREATOR, Relation.CONTRIBUTOR) and not _is_braced(written)
        if of_persons and not _EXTENDED.match(written) and (names := listed(quote)):
            for each in names:
                start = max(start, whole.find(each.quote, start, start + _REACH))
                kind = ActorType.PERSON if "," in each.name else None
                yield ActorReference(given_first(each.name), relation, kind, quote=each.quote, start=start, field=field)
            continue
        start = max(start, whole.find(quote, start, start + _REACH))
        name = _given_first(written) if of_persons else quote
        kind = ActorType.PERSON if of_persons and " " in name else None if of_persons else ActorType.ORGANISATION
        yield ActorReference(name, relation, kind, quote=quote, start=start, field=field)


def _parted(names: str) -> Iterator[str]:
    """The names that « and » parts where it stands in no braces, as they are written."""
    start = depth = 0
    for mark in _MARK.finditer(names):
        if mark[0] in "{}":
            depth = max(0, depth + (1 if mark[0] == "{" else -1))
        elif not depth and not mark[0].startswith("\\"):
            yield names[start : mark.start()].strip()
            start = mark.end()
    yield names[start:].strip()


def _given_first(written: str) -> str:
    """« Given von Last Jr », however the bibliography writes it; a role in brackets after the name is left out."""
    if _EXTENDED.match(written):
        said = {part["name"].lower(): part["value"] for part in _PART.finditer(written)}
        return plain_text(
            " ".join(said[name].strip() for name in ("given", "prefix", "family", "suffix") if name in said)
        )
    parts = parse_single_name_into_parts(_ROLE.sub("", written) or written, strict=False)
    return plain_text(parts.merge_first_name_first) or plain_text(written)


def _is_braced(name: str) -> bool:
    """Whether the whole name stands in braces: BibTeX's way to say that it is no person's."""
    if not (name.startswith("{") and name.endswith("}")):
        return False
    depth = 0
    for index, character in enumerate(name):
        depth += (character == "{") - (character == "}")
        if depth == 0:
            return index == len(name) - 1
    return False
