"""The plain text of what bibliographies write in LaTeX: accents, dashes, braces. Typesetting is not for here."""

from __future__ import annotations

import re
from functools import cache
from unicodedata import normalize

from pylatexenc.latex2text import LatexNodes2Text
from pylatexenc.latexwalker import LatexWalkerError

__all__ = ["plain_text"]

_MARKED = re.compile(r"[\\{}~$]|--|``|''")
_SPECIAL = re.compile(
    r"\\.|(?:(?<=\d)[ ~]?\$(?=[\s,.;:!?)]|\Z))|(?P<math>\$\$(?:\\.|[^$\\])*\$\$|\$(?:\\.|[^$\\])*\$)|[%&$]",
    re.DOTALL,
)
"""What LaTeX takes for more than a sign; behind a number, and where it has no second, a dollar is money."""
_PERCENT = re.compile(r"(?<!\\)%")
_SIGNS = {"textless": "<", "textgreater": ">", "textbar": "|", "textquotedbl": '"', "textasciicircum": "^"}
"""Commands for signs that the decoder does not know, or takes for others."""
_NAMES = "|".join(_SIGNS)
_SIGN = re.compile(rf"\{{\\({_NAMES})\s*\}}|\\({_NAMES})(?:\{{\}}|\s+|(?![A-Za-z]))")
_DEEPEST = 50
_TOKENS = re.compile(r"\\[a-zA-Z]+ ?|[\\{}$]")


def plain_text(latex: str) -> str:
    """The text in NFC, without LaTeX commands, on one line; where these are broken or too deep, without their marks.

    >>> plain_text(r"L'{\\'e}coconception des {\\OE}uvres, 50 % {RSE}")
    "L'écoconception des Œuvres, 50 % RSE"
    """
    latex = normalize("NFC", latex)
    if not _MARKED.search(latex):
        return " ".join(latex.split())
    latex = _SIGN.sub(lambda found: _SIGNS[found[1] or found[2]], latex)
    if _depth(latex) <= _DEEPEST:
        try:
            decoded = _decoder().latex_to_text(_SPECIAL.sub(_meant, latex))
        except (LatexWalkerError, ValueError, IndexError):
            pass
        else:
            return " ".join(str(decoded).split())
    return " ".join(_TOKENS.sub("", latex).split())


def _meant(found: re.Match[str]) -> str:
    """The LaTeX of a sign that a bibliography writes as it stands: « % », « & », the dollar of a sum."""
    if found["math"]:
        return _PERCENT.sub(r"\\%", found[0])
    return found[0] if found[0].startswith("\\") else re.sub(r"[%&$]", r"\\\g<0>", found[0])


def _depth(latex: str) -> int:
    """How deep braces stand in each other."""
    deepest = depth = 0
    for character in latex:
        depth += (character == "{") - (character == "}")
        deepest = max(deepest, depth)
    return deepest


@cache
def _decoder() -> LatexNodes2Text:
    return LatexNodes2Text(math_mode="verbatim", strict_latex_spaces=False)
