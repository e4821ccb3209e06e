"""The names that no register and no source describes: which of them are forms of one name. Lookups are not for here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from ingest.actors.company_forms import COMPANY_FORMS
from ingest.actors.groups import Groups
from ingest.actors.identity import FOLDERS, Identity, Paths, identifier_slug
from ingest.actors.names import organisation_key, organisation_keys, undotted
from ingest.actors.organisation_words import ARTICLES, words_of
from ingest.records import ActorReference, ActorType, Identifier
from ontology.folding import slug
from ontology.kinds import kind_of

__all__ = ["Unknown", "identities", "unknown"]

Unknown = tuple[ActorType, str, tuple[Identifier, ...]]
"""A name as sources use it: type, name, identifiers given with it."""
_TELLING = 4
"""Letters from which on a legal form is no other word."""


def unknown(reference: ActorReference) -> Unknown:
    """The name that a record uses."""
    return reference.type or ActorType.ORGANISATION, reference.name, reference.identifiers


def identities(names: Iterable[Unknown], paths: Paths) -> list[Identity]:
    """An identity for each group of names that are one: « La Poste » and « Groupe La Poste »."""
    ordered = sorted(set(names), key=str)
    full: defaultdict[tuple[ActorType, str], list[int]] = defaultdict(list)
    for index, (kind, name, _) in enumerate(ordered):
        full[kind, organisation_key(name)].append(index)
    longer: defaultdict[tuple[ActorType, str], list[int]] = defaultdict(list)
    for index, (kind, name, _) in enumerate(ordered):
        for key in organisation_keys(name)[1:]:
            if (kind, key) in full:
                longer[kind, key].append(index)
    groups = Groups([identifiers for _, _, identifiers in ordered])
    for form, indices in full.items():
        groups.join_all([*indices, *longer[form]])
    return [_identity([ordered[index] for index in group], paths) for group in groups.members()]


def _identity(group: Sequence[Unknown], paths: Paths) -> Identity:
    kind = group[0][0]
    names = sorted({name for _, name, _ in group}, key=lambda name: (name.isupper(), len(name), name))
    identifiers = tuple(sorted({identifier for item in group for identifier in item[2]}, key=str))
    shortest = min((organisation_key(name) for name in names), key=lambda key: (len(key), key))
    path = paths.free(f"{FOLDERS[kind]}/{identifier_slug(identifiers) or slug(shortest) or 'x'}")
    generic = kind is ActorType.ORGANISATION and all(map(_is_generic, names))
    return Identity(path, kind, names[0], tuple(names[1:]), identifiers, ambiguous=generic)


def _is_generic(name: str) -> bool:
    """Whether the name is no more than that of a kind of organisation, or its acronym or legal form with an article:
    « CCI », « La CCI », « La Scop »; « Le Média » is a name."""
    name = undotted(name)
    if kind_of(name, "organisation"):
        return True
    words = words_of(name)
    if len(words) != 2 or words[0].folded not in ARTICLES:
        return False
    article, form = words
    if form.folded in COMPANY_FORMS and len(form.folded) >= _TELLING:  # « Le Sas » is a name
        return True
    is_acronym = form.written.isupper() and not article.written.isupper()
    return is_acronym and bool(kind_of(form.written, "organisation"))
