"""Every word on screen, from one catalogue a language, with numbers and dates as people write them.

What the graph says in its own labels is not for here.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ontology.namespaces import DCTERMS, ML, SCHEMA

if TYPE_CHECKING:
    from graph.views.things import LinkGroup

__all__ = ["LANGUAGES", "Texts", "texts", "typeset"]

LANGUAGES = ("fr", "en")
"""The languages of the screen; the first is the default."""

_OF_ACTORS = {DCTERMS.subject.value: "subject_of.{kind}", SCHEMA.mentions.value: "mentioned_by.{kind}"}
"""The headings of links from actors to a concept, by property."""
_NOTHING = re.compile(r"(?!)")
_SPACES = {"fr": re.compile(r"(?<=«) | (?=[:;?!»])")}
"""The spaces that must not end a line, by language."""
_APOSTROPHES = {"fr": re.compile(r"(?<=\w)'(?=[\w…{«“])")}
"""The keyboard's apostrophes that the printer's stand for on screen, by language."""
_PLACE_WORD = re.compile(r"\b[a-z]+(?= (?:\d|“))")
_ENGLISH_QUOTES = re.compile(r"“([^“”]*)”")
_ISO_DATE = re.compile(r"\b\d{4}-\d{2}(?:-\d{2})?\b")
_HOUR = re.compile(r"T(\d{2}):(\d{2})")
_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?=$|T)")


@dataclass(frozen=True)
class Texts:
    """The catalogue of one language: dotted keys to sentences, in which ``{name}`` stands for a value."""

    language: str
    sentences: Mapping[str, str]

    def __call__(self, key: str, /, **values: object) -> str:
        """The sentence of a key, its values filled in; raises :class:`KeyError` for a key that no catalogue has.

        With a ``count``, the form ``key.one`` or ``key.other`` is taken and the number is written by language.

        >>> texts("fr")("count.things", count=2500)
        '2\\u202f500 choses'
        >>> texts("en")("count.things", count=1)
        '1 thing'
        """
        count = values.get("count")
        if isinstance(count, int):
            key = f"{key}.{'one' if self._is_singular(count) else 'other'}"
            values["count"] = self.number(count)
        sentence = self.sentences[key]
        return sentence.format(**values) if values else sentence

    def has(self, key: str) -> bool:
        """Whether the catalogue has this very key."""
        return key in self.sentences

    def kind(self, name: str, count: int) -> str:
        """The name of a kind of thing as it goes with that number of them.

        >>> texts("fr").kind("page", 1), texts("fr").kind("page", 2)
        ('page', 'pages')
        """
        return self.sentences[f"{'kind' if self._is_singular(count) else 'kinds'}.{name}"].lower()

    def relation(self, group: LinkGroup) -> str:
        """The heading of a group of links: actors work on a theme, or are described by it; documents treat of it.

        Of a partnership an actor is one end; of anything else, a partner.
        """
        if group.incoming and group.relation == ML.partner.value and group.kind.value != "partnership":
            return self("thing.partner_of")
        key = _OF_ACTORS.get(group.relation, "").format(kind=group.kind.value)
        if group.incoming and self.has(f"{key}.one"):
            return self(key, count=group.total)
        return group.relation_label

    def locator(self, place: str) -> str:
        """The place of a record in its source, in the words of the language.

        >>> texts("fr").locator("lines 3 to 5"), texts("fr").locator("line 9, column “Titre”")
        ('lignes 3 à 5', 'ligne 9, colonne «\\xa0Titre\\xa0»')
        """
        said = _PLACE_WORD.sub(lambda found: self.sentences.get(f"locator.{found[0]}", found[0]), place)
        return self.quoted(said)

    def quoted(self, words: str) -> str:
        """Words of ours that are the same in every language, with the quotation marks of this one.

        >>> texts("fr").quoted("“A”, “B”"), texts("en").quoted("“A”, “B”")
        ('«\\xa0A\\xa0», «\\xa0B\\xa0»', '“A”, “B”')
        """
        return _ENGLISH_QUOTES.sub("«\xa0\\1\xa0»", words) if self.language == "fr" else words

    def number(self, value: int) -> str:
        """A whole number, its thousands parted as the language does.

        >>> texts("en").number(2_300_000)
        '2,300,000'
        """
        return f"{value:,}".replace(",", self.sentences["format.thousands"])

    def decimal(self, value: float, places: int) -> str:
        """A number with so many decimals.

        >>> texts("fr").decimal(0.5, 2)
        '0,50'
        """
        return f"{value:.{places}f}".replace(".", self.sentences["format.decimal"])

    def points(self, value: float, places: int) -> str:
        """So many hundredths of a share, as one says by how much it grows.

        >>> texts("fr").points(1.9, 1), texts("fr").points(1.96, 1), texts("en").points(0.4, 1)
        ('1,9 point', '2,0 points', '0.4 points')
        """
        unit = "one" if self._is_singular(round(value, places)) else "other"
        return f"{self.decimal(value, places)} {self.sentences[f'trend.points.{unit}']}"

    def percent(self, share: float) -> str:
        """A share between 0 and 1 in hundredths; what is not all is never 100.

        >>> texts("fr").percent(0.934), texts("fr").percent(0.997), texts("en").percent(1)
        ('93\\xa0%', '99\\xa0%', '100%')
        """
        rounded = round(share * 100)
        return self.sentences["format.percent"].format(value=99 if rounded == 100 and share < 1 else rounded)

    def size(self, count: int) -> str:
        """A number of bytes in the unit that suits it.

        >>> texts("fr").size(900), texts("en").size(1_530_000)
        ('900\\xa0o', '1.5\\xa0MB')
        """
        value, units = float(count), self.sentences["format.units"].split()
        while value >= 1000 and len(units) > 1:
            value, units = value / 1000, units[1:]
        shown = f"{value:.1f}" if value < 10 and count >= 1000 else f"{value:.0f}"
        return f"{shown.replace('.', self.sentences['format.decimal'])}\xa0{units[0]}"

    def date(self, value: str) -> str:
        """A date of any precision in words; what is not one comes back unchanged.

        >>> texts("fr").date("2013-05-13"), texts("fr").date("2013-05"), texts("fr").date("2013")
        ('13 mai 2013', 'mai 2013', '2013')
        >>> texts("en").date("2013-05-01T18:00:00Z")
        '1 May 2013'
        """
        found = _DATE.match(value)
        if not found or not 1 <= int(found[2] or 1) <= 12:
            return value
        month = self.sentences["format.months"].split()[int(found[2]) - 1] if found[2] else ""
        day = str(int(found[3])) if found[3] else ""
        if day == "1":
            day = self.sentences["format.first"]
        return " ".join(part for part in (day, month, found[1]) if part)

    def moment(self, value: str) -> str:
        """A date in words, with its hour where one is told.

        >>> texts("fr").moment("2013-05-01T18:00:00"), texts("fr").moment("2013-05-01T09:30:00+02:00")
        ('1er mai 2013, 18\\xa0h', '1er mai 2013, 9\\xa0h\\xa030')
        >>> texts("en").moment("2013-05-01T09:30:00Z"), texts("en").moment("2013-05")
        ('1 May 2013, 09:30', 'May 2013')
        """
        day, found = self.date(value), _HOUR.search(value)
        if not found or day == value:
            return day
        hour, minute = found.groups()
        if self.language == "fr":
            return f"{day}, {int(hour)}\xa0h" + (f"\xa0{minute}" if minute != "00" else "")
        return f"{day}, {hour}:{minute}"

    def dates(self, note: str) -> str:
        """The note with its dates in words.

        >>> texts("fr").dates("table ronde, 2013-05-13, Grenoble")
        'table ronde, 13 mai 2013, Grenoble'
        """
        return _ISO_DATE.sub(lambda found: self.date(found[0]), note)

    def tongue(self, tag: str) -> str:
        """The name of the language that a tag (BCP 47) says; the tag itself where it has none here.

        >>> texts("fr").tongue("fr"), texts("en").tongue("fr"), texts("en").tongue("fr-CA")
        ('français', 'French', 'fr-CA')
        """
        return self.sentences.get(f"tongue.{tag.lower()}", tag)

    def _is_singular(self, count: float) -> bool:
        return abs(count) < 2 if self.language == "fr" else count == 1


@cache
def texts(language: str) -> Texts:
    """The catalogue of that language; of the default one when there is no such language."""
    chosen = language if language in LANGUAGES else LANGUAGES[0]
    document = tomllib.loads(Path(__file__).with_name(f"{chosen}.toml").read_text(encoding="utf-8"))
    return Texts(chosen, {key: typeset(sentence, chosen) for key, sentence in _flat(document)})


def typeset(sentence: str, language: str) -> str:
    """The sentence with the printer's apostrophes, and with spaces that keep punctuation from beginning a line.

    >>> typeset("Qui travaille sur l'eau ?", "fr")
    'Qui travaille sur l’eau\\xa0?'
    """
    kept = _SPACES.get(language, _NOTHING).sub("\xa0", sentence)
    return _APOSTROPHES.get(language, _NOTHING).sub("’", kept)


def _flat(table: Mapping[str, object], prefix: str = "") -> list[tuple[str, str]]:
    """Nested tables as dotted keys."""
    pairs: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, dict):
            pairs += _flat(value, f"{prefix}{key}.")
        else:
            pairs.append((prefix + key, str(value)))
    return pairs
