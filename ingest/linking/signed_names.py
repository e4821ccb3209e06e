"""Names of which a sign tells as much as a letter: « C++ », « C# », « .NET ». Signs that join words are elsewhere."""

from __future__ import annotations

import re

__all__ = ["signed_names"]

_NAME = re.compile(r"(?<![\w+#.])(?:[A-Za-z]\+\+(?!\+)|[A-Za-z][#♯](?![\w#])|\.NET\b)")
_LETTERS = str.maketrans({"+": "Ƿ", "#": "Ʃ", "♯": "Ʃ", ".": "Ɂ"})
"""The letters that are written instead: capitals, one for a sign, that no word of a living language has."""


def signed_names(text: str) -> tuple[str, list[int]]:
    """The text of the same length with letters for the signs of such names, and where these end.

    >>> signed_names("Du C++17, du C# et .NET : C+, A ++")
    ('Du CǷǷ17, du CƩ et ɁNET : C+, A ++', [6, 15, 23])
    """
    if "++" not in text and "#" not in text and "♯" not in text and ".NET" not in text:
        return text, []
    ends: list[int] = []

    def lettered(found: re.Match[str]) -> str:
        ends.append(found.end())
        return found[0].upper().translate(_LETTERS)

    return _NAME.sub(lettered, text), ends
