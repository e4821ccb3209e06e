"""The lines above a Markdown text that say its title, its date and its authors. The text itself is not for here."""

from __future__ import annotations

import re
import tomllib

from ingest.sources.described import Description

__all__ = ["front_matter"]

_FENCED = re.compile(
    r"(?:---[ \t]*\n(?P<yaml>.*?\n)?(?:---|\.\.\.)|\+\+\+[ \t]*\n(?P<toml>.*?\n)?\+\+\+)[ \t]*(?:\n|\Z)", re.DOTALL
)
_LONGEST = 65_536
_MEMBER = re.compile(r"([A-Za-z_][\w-]*)[ \t]*:(?:[ \t]+(.*))?")
_ITEM = re.compile(r"[ \t]*-[ \t]+(.*)")
_NAMED = re.compile(r"\s*['\"]?name['\"]?\s*:\s+(.*)")
"""What an object calls itself, as authors do that have an affiliation too."""
_Members = dict[str, list[str]]


def front_matter(text: str) -> tuple[Description, int]:
    """What the lines between « --- » (YAML) or « +++ » (TOML) say of the text, and the offset at which it begins.

    Of YAML, what front matter uses is understood: texts, and lists of texts in either form.

    >>> said, start = front_matter("---\\ntitle: 'Lieux'\\nauthors: [Anne Coste, LIG]\\n---\\nMots")
    >>> said.title, said.authors, start
    ('Lieux', ('Anne Coste', 'LIG'), 50)
    """
    fenced = _FENCED.match(text[:_LONGEST])
    if not fenced:
        return Description(), 0
    members = _toml(fenced["toml"]) if fenced["toml"] else _yaml(fenced["yaml"] or "")

    def first(*names: str) -> str:
        return next((members[name][0] for name in names if members.get(name)), "")

    def every(*names: str) -> tuple[str, ...]:
        return tuple(value for name in names for value in members.get(name, ()))

    listed = every("keywords", "tags", "mots-cles", "categories")
    keywords = (word.strip() for written in listed for word in re.split("[,;]", written))
    return (
        Description(
            title=first("title", "titre"),
            language=first("lang", "language", "langue")[:2].lower(),
            authors=every("author", "authors", "auteur", "auteurs", "creator"),
            keywords=tuple(word for word in keywords if word),
            issued=first("date", "published"),
            modified=first("modified", "lastmod", "updated"),
            url=first("url", "permalink", "canonical"),
        ),
        fenced.end(),
    )


def _toml(text: str) -> _Members:
    try:
        members = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}
    taxonomies = members.get("taxonomies")  # where Zola keeps tags and categories
    members |= taxonomies if isinstance(taxonomies, dict) else {}
    return {
        name.lower(): [said for each in (value if isinstance(value, list) else [value]) if (said := _named(each))]
        for name, value in members.items()
    }


def _named(value: object) -> str:
    """A value as a text; of an object, its name."""
    return str(value.get("name", "")) if isinstance(value, dict) else str(value)


def _yaml(text: str) -> _Members:
    """The members at the left margin, with the items of their lists."""
    members: _Members = {}
    name = ""
    for line in text.split("\n"):
        if member := _MEMBER.fullmatch(line.rstrip()):
            name = member[1].lower()
            members[name] = _values(member[2] or "")
        elif (item := _ITEM.fullmatch(line)) and name:
            named = _NAMED.match(item[1])
            members[name] += _values(named[1] if named else item[1])
    return members


def _values(written: str) -> list[str]:
    """A text, or the texts of « [one, other] », without their quotes and comments."""
    stripped = written.strip()
    if stripped[:1] == "{" and stripped[-1:] == "}":
        return [
            value for part in stripped[1:-1].split(",") if (named := _NAMED.match(part)) for value in _values(named[1])
        ]
    if stripped[:1] == "[" and stripped[-1:] == "]":
        return [value for part in stripped[1:-1].split(",") for value in _values(part)]
    if stripped[:1] in ("'", '"') and stripped[-1:] == stripped[:1] and len(stripped) > 1:
        return [stripped[1:-1]]
    stripped = re.split(r"\s#", stripped, maxsplit=1)[0].strip()
    return [stripped] if stripped and stripped[:1] not in ("#", "|", ">", "{", "&", "*", "!") else []
