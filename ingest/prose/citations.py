"""References that set the title apart, or begin with whole names: « Claire Petit, *Guide des haies*, PUG, 2018 ».

Those of authors with initials and the year behind them are for :mod:`ingest.prose.references`. A name that may be an
organisation's is not said to be a person's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.actors.collective import says_organisation
from ingest.actors.given_names import has_given_name
from ingest.actors.name_pieces import Shape, pieces
from ingest.prose.dates import find_dates
from ingest.prose.lexicon import find_kinds
from ingest.prose.page import Span
from ingest.prose.references import AUTHOR, STARRED, YEAR, container_of, title_of
from ingest.prose.telling import Telling
from ingest.prose.wording import QUOTED
from ingest.records import ActorReference, ActorType, Relation
from ontology.kinds import kind_of

__all__ = ["read_citation", "read_citations"]

_CAPITALS = r"[A-ZÀ-Þ][A-ZÀ-Þ'’]+(?:[ -][A-ZÀ-Þ'’]{2,}){0,2}"
_WORD = r"[A-ZÀ-Þ][^\W\d_]*[a-zà-ÿ'’][^\W\d_]*"
_GIVEN = rf"{_WORD}(?:[ -]{_WORD}|\s[A-ZÀ-Þ]\.){{0,2}}"
_FAMILY = rf"(?:(?:de|du|da|van|von|le|la|d['’])\s?){{0,2}}{_WORD}(?:[ -]{_WORD}){{0,2}}"
_SURE = rf"(?:(?>{AUTHOR})|(?>{_CAPITALS},?\s{_GIVEN})|(?>{_GIVEN}\s{_CAPITALS}))(?![\w'’]|\s[A-ZÀ-Þ])"
_WHOLE = rf"(?>{_GIVEN}\s{_FAMILY})"
_ANY = rf"(?:{_SURE}|{_WHOLE})"
_ROLE = r"(?:,?\s(?:et\s|&\s)?al\.?)?(?:,?\s\((?:dirs?|eds?|éds?|coords?)\.?\))?"
_JOINT = r"(?:,\s(?:et|and|&)\s|,\s|;\s|\s(?:et|and|&)\s)"
_AUTHORS = rf"(?P<authors>{_ANY}(?:{_JOINT}{_ANY}){{0,9}}){_ROLE}"
_ALIKE = (
    rf"(?P<authors>{_SURE}(?:{_JOINT}{_SURE}){{0,9}}"
    rf"|{_WHOLE}(?:(?:,\s{_WHOLE}){{0,9}},?\s(?:et|and|&)\s{_WHOLE})?){_ROLE}"
)
"""Names that no title follows as one more: of whole ones, the last but behind « et »."""
_LEAD = (
    r"(?:^|(?<=[(;])\s?|(?<=\n)|\b(?:[Vv]oir(?:\saussi)?|[Cc]f\.|[Oo]n\slira|[Ll]ire|[Rr]elire|[Dd]['’]après|[Ss]elon|[Ss]ee(?:\salso)?"
    r"|[Rr]ead)\s(?:de\s)?)"
)
_BEFORE = re.compile(rf"{_LEAD}(?!(?:Voir|Cf|Lire|Relire|Selon|On|See|Read|D['’]après)\b){_AUTHORS}\s?[,:]\s$")
_BEHIND = re.compile(
    r"\s?(?:,\s(?P<container>(?:\((?:dirs?|coords?|eds?|éds?)\.?\)|[A-ZÀ-Þ]\.|[^\n;.()«»]){2,120}?))?(?:,\s|\s\()(?P<year>(?:19|20)\d\d)\)?"
    r"(?P<pages>,\s(?:pp?\.\s?\d[\d–-]*|\d+\s?(?:p\b\.?|pages)))?(?=$|[,;.)\s])"
)
_BEHIND_TITLE = re.compile(
    rf"\s?,\s(?P<authors>{_ANY}(?:(?:,\s{_ANY}){{0,9}},?\s(?:et|and|&)\s{_ANY})?){_ROLE}"
    r"(?:,\s(?P<container>[A-ZÀ-Þ][^\n;()«»]{1,120}?))?,\s(?P<year>(?:19|20)\d\d)"
    r"(?:,\s(?:pp?\.\s?\d[\d–-]*|\d+\s?(?:p\b\.?|pages)))?\s?\.?$"
)
"""What goes on behind a title at the head: « *Guide des haies*, Claire Petit, PUG, 2018 »."""
_BARE = re.compile(
    rf"{_ALIKE},\s(?P<title>[A-ZÀ-Þ][^\n]{{2,200}}?)(?:,\s(?P<container>[A-ZÀ-Þ][^\n]{{1,100}}?))?,\s(?P<year>(?:19|20)\d\d)"
    r"(?:,\s(?:pp?\.\s?\d[\d–-]*|\d+\s?(?:p\b\.?|pages)))?\s?\.?$"
)
_STANDARD = re.compile(
    rf"(?P<authors>{_CAPITALS},\s{_GIVEN}(?:(?:\set\s|\sand\s|\s?;\s|,\s){_CAPITALS},\s{_GIVEN}){{0,9}}){_ROLE}\.\s"
    r"(?P<title>[^.\n]{3,200})\.\s(?P<container>[^\n]{2,120}?),\s(?P<year>(?:19|20)\d\d)\b"
)
"""« PETIT, Claire. Guide. Grenoble : PUG, 2018 » (ISO 690)."""
_TURNED = rf"(?>(?:{_CAPITALS}|{_FAMILY}),\s{_GIVEN})"
_OF_A_BODY = r"[A-ZÀ-Þ][\w'’&-]*(?:\s[\w'’&-]+){0,6}"
_LEADING = re.compile(
    rf"(?:(?P<turned>{_TURNED}(?:(?:\s(?:et|and|&)\s|\s?;\s|,\s(?:&\s)?){_TURNED}){{0,9}}){_ROLE}|{_AUTHORS}|(?P<body>{_OF_A_BODY}))"
    rf"\s\({YEAR}\)[.,:]?\s(?P<title>[^\n]{{3,300}}?)(?:[.?!](?=\s|$)|$)"
)
"""« Petit, Claire & Roux, Anne (2018). Guide. PUG », « AUEG (2018). Guide. PUG »."""
_QUOTES = re.compile(r"[«»“”\"*]")
_ONE, _ONE_TURNED, _WHOLE_BODY = re.compile(_ANY), re.compile(_TURNED), re.compile(r".+")
_IS_SURE, _INITIALLED = re.compile(_SURE), re.compile(AUTHOR)
_PRESS = re.compile(r"\bU\.\s?P\.|\bP\.\s?U\.")
_PUBLISHING = re.compile(
    r"\b(?:Presses?|Éditions?|Editions?|Éd\.|Revue|Journal|Review|Press|Cahiers?|Annales|n°)(?!\w)"
)
_LONGEST = 1_500
_YEAR = re.compile(r"[(\s](?:19|20)\d\d|\([^()]{1,20}\)")
_ENDING = re.compile(r",\s(?:19|20)\d\d(?:,[^,]{1,20})?\.?$")
_NEAR = 300
"""Characters before a title in which its authors stand."""


def read_citation(block: Span, *, listed: bool, italics: bool = False) -> list[Telling]:
    """The reference that a whole block is, where its title is not set apart: of a work whose title says its kind.

    ``listed`` says that it stands in a list of publications, where any title will do. Elsewhere, and where nothing
    is in ``italics``, whole names may be an organisation's as well, and are left out: « Grenoble Alpes, Guide… ».

    >>> (found,) = read_citation(Span("Claire PETIT, Guide des haies, PUG, 2018", 0), listed=False)
    >>> found.title.text, found.container, [actor.name for actor in found.actors]
    ('Guide des haies', 'PUG', ['Claire PETIT'])
    """
    text = block.text
    if len(text) > _LONGEST or not _YEAR.search(text) or not text[:1].isupper():
        return []
    if match := _with_its_year_last(text, listed=listed):
        found = list(_telling(block, block.cut(*match.span("title")), _names(block, match), match))
    else:
        match = _LEADING.match(text)
        found = list(_leading(block, match, listed=listed)) if match else []
    return found if listed or italics else [_without_doubtful_names(telling) for telling in found]


def _with_its_year_last(text: str, *, listed: bool) -> re.Match[str] | None:
    match = _BARE.match(text) if _ENDING.search(text) else None
    known = match and (_names_a_work(match["title"]) or (listed and match["container"]))
    if match and known and _may_be_a_title(match["title"]):
        return match
    match = _STANDARD.match(text)
    return match if match and (listed or _is_standard(match)) else None


def _without_doubtful_names(telling: Telling) -> Telling:
    """The telling without authors of several words that may be persons or not."""
    return replace(telling, actors=tuple(one for one in telling.actors if one.type or " " not in one.name))


def _leading(block: Span, match: re.Match[str], *, listed: bool) -> Iterator[Telling]:
    """What a reference that begins with whole names, or a body's, and the year tells; where it is sure to be one."""
    text = block.text
    (start, end), after = title_of(text, match, "title")
    title = block.cut(start, end)
    sure = match["turned"] and (_IS_SURE.match(match["turned"]) or len(_ONE_TURNED.findall(match["turned"])) > 1)
    if not (sure or listed or _names_a_work(title.text)) or _names_a_thing(match["body"] or ""):
        return
    container = container_of(text[after:].strip(" .,\n"))
    yield from _telling(block, title, _names(block, match), match, container)


def read_citations(block: Span, emphasised: Sequence[Span], *, listed: bool) -> Iterator[Telling]:
    """The references of a block, in running text too, whose titles are in italics or between quotation marks.

    >>> text = "Voir Claire Petit, *Guide des haies*, PUG, 2018, et d'autres."
    >>> [(found.title.text, found.when.value) for found in read_citations(Span(text, 0), (), listed=False)]
    [('Guide des haies', '2018')]
    """
    if len(block.text) > _LONGEST:
        return
    for outer, title, sure in _marked(block, emphasised):
        begin = outer.start - block.start
        before = _BEFORE.search(block.text, max(0, begin - _NEAR), begin)
        behind = _BEHIND.match(block.text, outer.end - block.start)
        if begin == 0 and (listed or _names_a_work(title.text)):
            yield from _with_its_title_first(block, outer, title)
        if not before or not behind or not title.text[:1].isupper() or _names_a_thing(before["authors"]):
            continue
        if not listed and find_kinds(behind["container"] or "", "event"):
            continue
        if sure or listed or _is_published(before["authors"], behind):
            yield from _telling(block, title, _names(block, before), behind)


def _with_its_title_first(block: Span, outer: Span, title: Span) -> Iterator[Telling]:
    """The reference that a title begins, where those behind it surely are persons, and nobody is where it stands."""
    behind = _BEHIND_TITLE.match(block.text, outer.end - block.start)
    if not behind or not title.text[:1].isupper():
        return
    names = _names(block, behind)
    elsewhere = (part for part in (behind["container"] or "").split(", ") if _is_a_person(part))
    if all(_is_a_person(one.name) for one in names) and not any(elsewhere):
        yield from _telling(block, title, names, behind)


def _is_a_person(name: str) -> bool:
    """Whether a name is a person's by its initials or its given name, and no university press's (« Harvard U.P. »)."""
    known = bool(_INITIALLED.fullmatch(name)) or has_given_name(name)
    return known and not says_organisation(name) and not _PRESS.search(name)


def _marked(block: Span, emphasised: Sequence[Span]) -> Iterator[tuple[Span, Span, bool]]:
    """What is set apart: with its marks, without them, and whether its marks are those of a title."""
    for span in emphasised:
        yield span, span.cut(0, len(span.text)), True
    for pattern, sure in ((STARRED, True), (QUOTED, False)):
        for match in pattern.finditer(block.text):
            inner = next(block.cut(*match.span(group)) for group, said in enumerate(match.groups(), 1) if said)
            yield Span(match[0], block.start + match.start()), inner, sure


def _is_published(authors: str, behind: re.Match[str]) -> bool:
    """Whether a title in quotes is that of a work and not of a talk: by what stands around it."""
    if behind["pages"] or _PUBLISHING.search(behind["container"] or ""):
        return True
    return bool(_IS_SURE.match(authors)) and bool(behind["container"])


def _may_be_a_title(words: str) -> bool:
    """Whether words behind a name are no role, and hold no title that is set apart."""
    behind_a_name = [*pieces(f"A. Petit, {words}")][1]
    return not _QUOTES.search(words) and behind_a_name.shape is not Shape.ROLE


def _is_standard(match: re.Match[str]) -> bool:
    """Whether what begins with a word in capitals and another is a reference, and no town's: « VIF, Isère »."""
    several = len(_ONE.findall(match["authors"])) > 1
    return several or " : " in match["container"] or _names_a_work(match["title"])


def _names_a_thing(words: str) -> bool:
    """Whether words that stand for an author name an event or a work."""
    return bool(find_kinds(words, "event") or find_kinds(words, "publication"))


def _names_a_work(title: str) -> bool:
    kinds = find_kinds(title, "publication")
    return bool(kinds) and not kinds[0].start and not kinds[0].weak


def _names(block: Span, match: re.Match[str]) -> list[ActorReference]:
    """The authors that a reference names; only of those that clearly are persons it is said that they are."""
    given = match.groupdict()
    part = next(each for each in ("turned", "authors", "body") if given.get(each))
    pattern = {"turned": _ONE_TURNED, "authors": _ONE, "body": _WHOLE_BODY}[part]
    return [
        ActorReference(
            name=name[0],
            relation=Relation.CREATOR,
            type=ActorType.PERSON if part == "turned" or _IS_SURE.fullmatch(name[0]) else None,
            quote=name[0],
            start=block.start + match.start(part) + name.start(),
            confidence=0.9,
            method="page-rule",
        )
        for name in pattern.finditer(match[part])
    ]


def _telling(
    block: Span,
    title: Span,
    authors: list[ActorReference],
    dated: re.Match[str],
    container: str | None = None,
) -> Iterator[Telling]:
    """The telling of a reference, unless what stands for a person is an organisation."""
    if any(one.type is None and " " in one.name and kind_of(one.name.split()[0], "organisation") for one in authors):
        authors = [replace(one, type=ActorType.ORGANISATION) for one in authors]
    kinds = [kind for kind in find_kinds(title.text, "publication") if not kind.start and not kind.weak]
    container = (dated["container"] or "") if container is None else container
    yield Telling(
        group="publication",
        span=block,
        kind=kinds[0].word if kinds else "",
        when=find_dates(dated["year"])[0].first(block.start + dated.start("year")) if dated["year"] else None,
        title=title,
        container=" ".join(container.strip(" .,").replace("*", "").split()),
        actors=tuple(authors),
        confidence=0.85,
    )
