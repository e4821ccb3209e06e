"""The forms in which dates are written in French and English, as bounded patterns with named parts.

Parts: ``weekday``, ``day``, ``month``, ``year``, and the same with ``2`` for the end of a range; ``days`` of a list,
``and`` where two dates are but joined, ``vague`` for a season or a quarter. What the parts mean is not for here.
"""

from __future__ import annotations

import re
from functools import cache

from ontology.folding import fold

__all__ = ["NUMERIC", "date_forms", "days_listed", "month_number", "weekday_number"]

_MONTHS = (
    "janvier janv january jan|fevrier fevr fev february feb|mars march mar|avril avr april apr|mai may|juin june jun"
    "|juillet juil july jul|aout august aug|septembre september sept sep|octobre october oct|novembre november nov"
    "|decembre december dec"
)
_WEEKDAYS = (
    "lundi monday lun mon|mardi tuesday mar tue tues|mercredi wednesday mer wed|jeudi thursday jeu thu thurs"
    "|vendredi friday ven fri|samedi saturday sam sat|dimanche sunday dim sun"
)
_MONTH_OF = {name: number for number, names in enumerate(_MONTHS.split("|"), 1) for name in names.split()}
_ROMAN = {name: number for number, name in enumerate("i ii iii iv v vi vii viii ix x xi xii".split(), 1)}
_WEEKDAY_OF = {name: number for number, names in enumerate(_WEEKDAYS.split("|")) for name in names.split()}


def month_number(name: str) -> int:
    """The month of a name, or of a number, Roman too, 1 for January; 0 when it is neither.

    >>> month_number("Févr."), month_number("08"), month_number("AOUT"), month_number("IX")
    (2, 8, 8, 9)
    """
    return int(name) if name.isdecimal() else _MONTH_OF.get(fold(name), 0) or _ROMAN.get(fold(name), 0)


def weekday_number(name: str) -> int:
    """The day of the week of a name, 0 for Monday."""
    return _WEEKDAY_OF[fold(name)]


def _names(names: dict[str, int]) -> str:
    words = "|".join(sorted(names, key=len, reverse=True))
    return words.replace("fev", "f[ée]v").replace("aout", "ao[uû]t").replace("dec", "d[ée]c")


_BEFORE = r"(?<![\w/])(?<![\d][.,:-])"
_SUFFIX = r"(?:er|ère|st|nd|rd|th)?"
_NUMBER = r"(?:0?[1-9]|[1-3]\d)"
_LAST = r"(?:\d{4}|\d{2})(?![\w/]|[.-]\d)"
_COUNTED = "euros?|m²|m2|km|habitants|personnes|people|members|membres|visitors|visiteurs"
_DAY = re.compile(
    rf"(?:\b(?P<weekday>{_names(_WEEKDAY_OF)})\b[.,]{{0,2}}\s)?(?:le\s)?(?P<day>\d{{1,2}})", re.IGNORECASE
)
_LISTED = rf"(?:(?:{_names(_WEEKDAY_OF)})\b[.,]{{0,2}}\s)?(?:le\s)?\d{{1,2}}{_SUFFIX}"
_SEASON = "printemps|été|automne|hiver|spring|summer|autumn|fall|winter"
_PART = (
    r"(?:[1-4](?:er|ère|e|ème|st|nd|rd|th)|premier|deuxième|second|troisième|quatrième|first|third|fourth)"
    r"\s(?:trimestre|semestre|quarter|semester)|[TQS][1-4]"
)
_PARTS = {
    "WD": rf"(?:\b(?P<weekday>{_names(_WEEKDAY_OF)})\b[.,]{{0,2}}\s{{1,3}}(?:le\s{{1,3}}|the\s{{1,3}})?)?",
    "WD2": rf"(?:(?P<weekday2>{_names(_WEEKDAY_OF)})\b[.,]{{0,2}}\s{{1,3}})?",
    "D": rf"{_BEFORE}(?P<day>\d{{1,2}}){_SUFFIX}",
    "D2": rf"(?P<day2>\d{{1,2}}){_SUFFIX}",
    "DAYS": rf"{_BEFORE}(?P<days>{_LISTED}(?:(?:,\s?|/){_LISTED}){{0,6}}(?:\s(?:et|and|&)\s|/){_LISTED})",
    "M": rf"\b(?P<month>{_names(_MONTH_OF)})\b\.?",
    "M2": rf"(?P<month2>{_names(_MONTH_OF)})\b\.?",
    "ABOUT": r"(?:\b(?:fin|mi|début|courant|early|mid|late)[\s-])?",
    "ROMAN": rf"(?P<mark>[./-])(?P<month>{'|'.join(sorted(_ROMAN, key=len, reverse=True))})(?P=mark)",
    "NUMBER": rf"(?P<mark>[./])(?P<month>{_NUMBER})(?P=mark)",
    "Y": r"(?P<year>\d{3,5})(?![\d/-]|[.,]\d)",
    "YEAR": rf"{_BEFORE}(?<![.,-])(?P<year>(?:19|20)\d\d)",
    "YEAR2": r"(?P<year2>(?:19|20)\d\d)",
    "FREE": rf"(?![\w/]|[-–.,]\d|\s?[€%$£]|\s?(?:{_COUNTED})\b)",
    "CLOSED": r"(?![\w/]|[.-]\d)",
    "TO": r"\s{0,2}(?:-|–|—|au|to|until)\s{0,2}",
    "TO_OR": r"\s{0,2}(?:-|–|—|/|à|au|to|until|(?P<and>et|and|&))\s{0,2}",
    "OF": r"\s{1,3}(?:of\s{1,3})?",
    "ALONE": r"(?!,?\s{1,3}\d{3})(?![\d/])",
    "S": r",?\s{1,3}",
    "VAGUE": rf"\b(?P<vague>(?:{_SEASON})(?:\s?[-–/]\s?(?:{_SEASON}))?|{_PART})\b[\s,-]{{1,2}}(?:de\s|of\s)?",
    "N": rf"(?<![\w/.,:-])(?P<first>{_NUMBER})(?P<mark>[/.-])(?P<second>{_NUMBER})(?P=mark)(?P<year>{_LAST})",
    "N1": rf"(?<![\w/.,:-])(?P<first>{_NUMBER})(?P<mark>[/.])(?P<second>{_NUMBER})",
    "N2": rf"(?P<first2>{_NUMBER})(?P=mark)(?P<second2>{_NUMBER})(?P=mark)(?P<year2>{_LAST})",
    "ISO": r"(?<![\w/.-])(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)",
    "ISO2": r"(?P<year2>\d{4})-(?P<month2>\d\d)-(?P<day2>\d\d)(?![\d-])",
    "YMD": r"(?<![\w/.-])(?P<year>(?:19|20)\d\d)(?P<mark>[/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})",
}
_FORMS = (
    "{ISO}(?:/|{TO}){ISO2}",
    "{ISO}(?![\\d-])",
    "{YMD}{CLOSED}",
    "{N}{TO}{N2}",
    "{N1}{TO_OR}{N2}",
    "{DAYS}{NUMBER}{YEAR2}{CLOSED}",
    "{D}{TO}{D2}{NUMBER}{YEAR2}{CLOSED}",
    "{D}{ROMAN}{YEAR2}{CLOSED}",
    "{N}",
    "{WD}{D}{OF}{M}(?:{S}{YEAR})?{TO}{WD2}{D2}{OF}{M2}(?:{S}(?P<year2>\\d{{4}})\\b)?{ALONE}",
    "{M}{S}{D}(?:{S}{YEAR})?{TO}{M2}{S}{D2}(?:{S}(?P<year2>\\d{{4}})\\b)?{ALONE}",
    "{WD}{D}{TO}{WD2}{D2}{OF}{M}(?:{S}{Y})?{ALONE}",
    "{M}{S}{D}{TO}{D2}(?:{S}{Y})?{ALONE}",
    "{DAYS}{OF}{M}(?:{S}{Y})?{ALONE}",
    "{M}\\s{DAYS}(?:{S}{Y})?{ALONE}",
    "{WD}{D}{OF}{M}(?:{S}{Y})?{ALONE}",
    "{WD}{M}{S}{D}{S}{Y}",
    "{WD}{M}\\s{D}(?![\\d:h]){ALONE}",
    "{M}(?:{S}{YEAR})?{TO_OR}{M2}{S}{YEAR2}{FREE}",
    "{ABOUT}{M}{S}{Y}",
    "{VAGUE}{YEAR}(?:\\s?[-–/]\\s?{YEAR2})?{FREE}",
    "{YEAR}[\\s-]?(?P<vague>[TQS][1-4])\\b",
    "{YEAR}\\s?(?:-|–|—|à|to|et|and)\\s?{YEAR2}{FREE}",
    "{YEAR}{FREE}",
)
NUMERIC = re.compile(_PARTS["N"])
"""A date in numbers: day, month and year, or month, day and year."""


@cache
def date_forms() -> tuple[re.Pattern[str], ...]:
    """The forms, those that can hold another before it; compiled for the first date that is written in words."""
    return tuple(re.compile(form.format(**_PARTS), re.IGNORECASE) for form in _FORMS)


def days_listed(days: str) -> list[tuple[str, str]]:
    """The days of a list, each after its weekday where it has one.

    >>> days_listed("lundi 13, 14 et jeudi 16")
    [('lundi', '13'), ('', '14'), ('jeudi', '16')]
    """
    return [(found["weekday"] or "", found["day"]) for found in _DAY.finditer(days)]
