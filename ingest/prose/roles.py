"""Who speaks at an event, organises it or wrote, where lines say so: « Intervenants : A. Dupont (UGA), B. Martin ».

Words that only may name a person name nobody. Partners of a page are not for here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ingest.actors.collective import says_organisation
from ingest.actors.given_names import has_given_name
from ingest.actors.name_lists import Named, organisers_named, persons_named
from ingest.prose.names import named_actors
from ingest.prose.page import Span
from ingest.records import ActorReference, ActorType, Relation

__all__ = ["Role", "are_roles", "find_roles", "organisers", "performers", "talkers"]

_ENDING = r"(?:[·.(-]?e?s?[·.(-]?e?[·.-]?s?\)?)"
_SPEAKING = (
    rf"(?:intervenant{_ENDING}|conférenci(?:er|ère)s?|orat(?:eur|rice)s?|invité{_ENDING}|animat(?:eur|rice)s?"
    r"|modérat(?:eur|rice)s?|speakers?|panell?ists?|moderators?|guests?)"
)
_HOLDING = r"(?:organisat(?:eur|rice)s?|organi[sz]ers?|hosts?)"
_WRITING = rf"(?:auteur{_ENDING}|aut(?:rices?|eurs?-rices?)|authors?(?:\(s\))?)"
_LABEL = re.compile(
    rf"^[ \t]*(?:(?P<speaking>(?:avec|with|{_SPEAKING}))|(?P<holding>{_HOLDING})|(?P<writing>{_WRITING}))"
    r"[ \xa0]?:[ \t]*(?P<names>[^\n]+)$",
    re.IGNORECASE | re.MULTILINE,
)
_BY = re.compile(
    r"(?:^|(?<=[,;–—(-])|(?<=[,;–—-]\s))[ \t]*(?:(?:(?P<speaking>animée?s?|présentée?s?|modérée?s?|moderated|presented"
    r"|chaired)|(?P<holding>(?:co-?)?(?:organisée?s?|organi[sz]ed|hosted)))[ ](?:par|by)(?:[ ]?:)?[ ]"
    r"|(?P<other>avec|with)[ ]|(?<=,\s)(?P<bare>par|by)[ ])"
    r"(?P<names>[^\n;()]*(?:\([^()\n]*\)[^\n;()]*)*)",
    re.IGNORECASE | re.MULTILINE,
)
_TALK_OF = re.compile(
    r"(?:^|(?<=[:–—-]\s))[ \t]*(?:conférence|intervention|exposé|communication|causerie|talk|lecture|keynote)\s"
    r"(?:de |d['’]|par |by )(?P<names>[^\W\d_][\w .'’-]{3,60}?)(?:\s?\([^()\n]{1,60}\))?,?\s?(?=:\s|[«“\"])",
    re.IGNORECASE | re.MULTILINE,
)
"""« Conférence de Claire Petit : les haies »."""
_STOP = re.compile(
    r"\s[–—-]\s|\s?:\s|,\s(?=(?:avec|with|animée?s?|présentée?s?|organisée?s?|organi[sz]ed|à|au|en|le|du|at|in|on)\b)|,?\s\(?\d"
    r"|\s(?=(?:à|au|en|le|at|on|dans|pour)\s)|(?<=[^\W\d_]{3})(?<!Prof)(?<!Ing)[.!?](?=\s|$)"
)
_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{3})(?<!Prof)(?<!Ing)[.!?](?=\s|$)")
_JOINT = re.compile(r"(?:,|,?\s(?:et|and))\s(?=(?:la|le|les|the)\s|l['’]\w)", re.IGNORECASE)
_COMMA = re.compile(r",\s")
_ARTICLE = re.compile(r"(?:la|le|les|the)\s+|l['’](?=\w)", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
_PERSON = re.compile(r"(?:(?:[dD][eu]s?|[dD]['’]|van|von|el|al|[lL]a|[lL]e)\s?|[A-ZÀ-Þ][\w.'’-]*[ ,]*){2,6}")
_INITIALLED = re.compile(r"(?:[A-ZÀ-Þ][a-z]?\.[ -]?)+[A-ZÀ-Þ]")


@dataclass(frozen=True, slots=True)
class Role:
    """Words that say who speaks, organises or wrote: where they stand, with their label, and whom they name.

    ``doubtful`` are the names of which it is unclear how many they are; ``writes`` tells authors from others, and a
    ``bare`` one is « par Anne Coste »: whoever speaks at an event, or wrote a publication.
    """

    start: int
    end: int
    actors: tuple[ActorReference, ...] = ()
    doubtful: str = ""
    writes: bool = False
    bare: bool = False


def find_roles(block: Span) -> list[Role]:
    """The roles that the lines of a block tell, in order; offsets are those of its own text.

    >>> (role,) = find_roles(Span("Forum, organisé par l'AUEG, 3 mai 2013", 0))
    >>> [(actor.name, actor.relation.name) for actor in role.actors]
    [('AUEG', 'ORGANIZER')]
    >>> (role,) = find_roles(Span("Intervenants : A. Dupont (UGA), Mme Anne Petit", 0))
    >>> [(actor.name, actor.relation.name) for actor in role.actors]
    [('A. Dupont', 'PERFORMER'), ('Anne Petit', 'PERFORMER')]
    """
    labelled = [_labelled(block, label) for label in _LABEL.finditer(block.text)]
    found, end = list(labelled), 0
    while match := _BY.search(block.text, end):
        end = match.start("names")
        role = _by(block, match)
        if role and not any(other.start < role.end and role.start < other.end for other in labelled):
            found.append(role)
            end = role.end
    return sorted(found, key=lambda role: role.start)


def talkers(span: Span) -> Iterator[ActorReference]:
    """Those who give the talks that the words announce, where they surely are persons; titles keep the words.

    >>> [one.name for one in talkers(Span("Conférence de Claire Petit : les haies", 0))]
    ['Claire Petit']
    """
    for talk in _TALK_OF.finditer(span.text):
        actors, doubtful = performers(span.cut(*talk.span("names")))
        if not doubtful and all(_is_surely_one(each, alone=True) for each in actors):
            yield from actors


def are_roles(block: Span, roles: Iterable[Role]) -> bool:
    """Whether a block says roles and nothing else."""
    left = list(block.text)
    for role in roles:
        left[role.start : role.end] = " " * (role.end - role.start)
    return not any(map(str.isalnum, left))


def performers(span: Span) -> tuple[list[ActorReference], str]:
    """Those who speak by the words of a label or a cell, and the words of which it is doubtful whom they name."""
    named = persons_named(span.text)
    doubtful = next((one.quote for one in named if not one.name or "," in one.name), "")
    clear = (one for one in named if "," not in one.name and (_PERSON.fullmatch(one.name) or one.titled))
    return [_reference(one, span, Relation.PERFORMER) for one in clear], doubtful


def organisers(names: Span) -> Iterator[ActorReference]:
    """Those who organise by the words of a label or a cell: « l'AUEG et la CCI » are two, « UGA et INP » one name."""
    for one in organisers_named(names.text):
        for words in Span(one.quote, names.start + one.start).split(_JOINT):
            article = _ARTICLE.match(words.text)
            bare = words.cut(article.end() if article else 0, len(_BRACKETS.sub("", words.text).rstrip(" .")))
            known = list(named_actors(bare, listed=False))
            if known and known[0].start == bare.start and all(each.type is not ActorType.CATEGORY for each in known):
                yield _reference(Named(bare.text, bare.text, 0), bare, Relation.ORGANIZER)


def _labelled(block: Span, label: re.Match[str]) -> Role:
    stop = _SENTENCE_END.search(label["names"])
    names = block.cut(label.start("names"), label.start("names") + stop.start() if stop else label.end("names"))
    if label["holding"]:
        return Role(label.start(), label.end(), tuple(organisers(names)))
    actors, doubtful = performers(names)
    if label["writing"]:
        actors = [replace(each, relation=Relation.CREATOR) for each in actors]
    return Role(label.start(), label.end(), tuple(actors), doubtful, writes=bool(label["writing"]))


def _by(block: Span, match: re.Match[str]) -> Role | None:
    """« organisé par … », « avec … »: up to where the names end; what names nobody clearly is no role."""
    stop = _STOP.search(match["names"])
    end = match.start("names") + (stop.start() if stop else len(match["names"].rstrip(" ,")))
    names = block.cut(match.start("names"), end)
    begins = match.start() + len(match[0]) - len(match[0].lstrip())
    opens_line = not block.text[block.text.rfind("\n", 0, begins) + 1 : begins].strip()
    bare = bool(match["bare"])
    if match["holding"]:
        actors = list(organisers(names))
    elif bare:
        actors, stopped = _writing_or_speaking(names)
        end = stopped - block.start
    else:
        actors = _speaking(names, sure=bool(match["other"]), alone=opens_line)
    if block.text[end:].lstrip().startswith(":"):  # what goes on is what they do
        return None
    named = opens_line and begins and names.text[:1].isupper()
    return Role(begins, end, tuple(actors), bare=bare) if actors or named else None


def _writing_or_speaking(names: Span) -> tuple[list[ActorReference], int]:
    """The persons that the first of these words surely are, and where they end, with what they are of: « , UGA »."""
    actors: list[ActorReference] = []
    end = names.start
    for part in names.split(_COMMA):
        if found := _speaking(part, sure=True, alone=True):
            actors += found
        elif not actors or not (part.text.isupper() or (" " in part.text and says_organisation(part.text))):
            break
        end = part.end
    return actors, end


def _speaking(names: Span, *, sure: bool, alone: bool) -> list[ActorReference]:
    """Those whom the words name, all or nobody; ``sure`` where nothing else says that they are persons."""
    actors, doubtful = performers(names)
    if doubtful or (sure and not all(_is_surely_one(each, alone=alone) for each in actors)):
        return []
    return actors


def _is_surely_one(actor: ActorReference, *, alone: bool) -> bool:
    """Whether a name is a person's for sure: by an honorific, its initials, or its given name where it is ``alone``."""
    is_marked = persons_named(actor.quote)[0].titled or bool(_INITIALLED.match(actor.name))
    return is_marked or (alone and has_given_name(actor.name) and not says_organisation(actor.name))


def _reference(one: Named, span: Span, relation: Relation) -> ActorReference:
    return ActorReference(
        name=one.name,
        relation=relation,
        quote=one.quote,
        start=span.start + one.start,
        confidence=0.9,
        method="page-rule",
    )
