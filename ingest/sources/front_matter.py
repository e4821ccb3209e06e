"""The lines above a Markdown text that say its title, its date and its authors. The text itself is not for here."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from ingest.sources.described import Description
from ingest.sources.yaml_members import Values, yaml_members

__all__ = ["FrontMatter", "front_matter"]

_FENCED = re.compile(
    r"(?:---[ \t]*\n(?P<yaml>.*?\n)?(?:---|\.\.\.)|\+\+\+[ \t]*\n(?P<toml>.*?\n)?\+\+\+)[ \t]*(?:\n|\Z)", re.DOTALL
)
_LONGEST = 65_536
_YES, _NO = ("true", "yes", "on", "y"), ("false", "no", "off", "n")
"""How YAML says yes and no (YAML 1.1, type bool)."""
_DRAFTS = {"draft": _YES, "published": _NO}
"""What says that a text is not for publication, in Hugo and in Jekyll."""
_LISTED = re.compile(r"[,;\n]")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the lines above a text say of it, where the text itself begins, and what of them cannot be read.

    ``unread`` has, for each, the number of its line, and why. ``draft`` is the member that says that the text is not
    for publication, as it would be written; empty where none does.
    """

    said: Description
    start: int = 0
    unread: tuple[tuple[int, str], ...] = ()
    draft: str = ""


def front_matter(text: str) -> FrontMatter:
    """What the lines between « --- » (YAML) or « +++ » (TOML) say; nothing where the text does not begin with such.

    Their members are texts or lists of texts; words that no list parts are keywords by commas, semicolons and lines.

    >>> found = front_matter("---\\ntitle: 'Lieux'\\nauthors: [Anne Coste, LIG]\\n---\\nMots")
    >>> found.said.title, found.said.authors, found.start
    ('Lieux', ('Anne Coste', 'LIG'), 50)
    """
    fenced = _FENCED.match(text[:_LONGEST])
    if not fenced:
        return FrontMatter(Description())
    members: dict[str, Values] = {}
    unread: list[tuple[int, str]] = []
    if fenced["toml"]:
        members, unread = _toml(fenced["toml"])
    elif fenced["yaml"]:
        if not (found := yaml_members(fenced["yaml"])):
            return FrontMatter(Description())
        members = found[0]
        unread = [(line + 2, f"“{name[:60]}” cannot be read here: {detail}") for line, name, detail in found[1]]
    drafts = (f"{name}: {said[0]}" for name, said in _DRAFTS.items() if str(members.get(name, "")).lower() in said)
    return FrontMatter(_description(members), fenced.end(), tuple(unread), next(drafts, ""))


def _description(members: Mapping[str, Values]) -> Description:
    def every(*names: str) -> tuple[str, ...]:
        return tuple(value for name in names for value in _each(members.get(name, ""), "\n"))

    def first(*names: str) -> str:
        return next(iter(every(*names)), "")

    words = ("keywords", "tags", "mots-cles", "categories")
    issued = first("date", "published")
    return Description(
        title=first("title", "titre"),
        language=first("lang", "language", "langue")[:2].lower(),
        authors=every("author", "authors", "auteur", "auteurs", "creator"),
        keywords=tuple(word for name in words for word in _each(members.get(name, ""), _LISTED)),
        issued="" if issued.lower() in (*_YES, *_NO) else issued,  # whether it is published, and no more
        modified=first("modified", "lastmod", "updated"),
        url=first("url", "permalink", "canonical"),
    )


def _each(value: Values, parted: str | re.Pattern[str]) -> list[str]:
    """The texts of a list, each on one line, or those into which what may part one parts it."""
    texts = value if isinstance(value, list) else re.split(parted, value)
    return [words for text in texts if (words := " ".join(text.split()))]


def _toml(text: str) -> tuple[dict[str, Values], list[tuple[int, str]]]:
    try:
        members = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        detail = "it is nested too deep" if isinstance(error, RecursionError) else str(error).rstrip(".")
        return {}, [(1, f"what stands between “+++” is not TOML: {detail[:200]}")]
    taxonomies = members.get("taxonomies")  # where Zola keeps tags and categories
    members |= taxonomies if isinstance(taxonomies, dict) else {}
    return {
        name.lower(): list(map(_named, value)) if isinstance(value, list) else _named(value)
        for name, value in members.items()
    }, []


def _named(value: object) -> str:
    """A value as a text; of an object, its name."""
    return str(value.get("name", "")) if isinstance(value, dict) else str(value)
