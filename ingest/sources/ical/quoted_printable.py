"""Lines of calendars in quoted-printable, as vCalendar 1.0 and programs of its time write them (RFC 2045, section 6.7).

Folding is for :mod:`ingest.sources.ical.components`.
"""

from __future__ import annotations

import re

__all__ = ["goes_on", "readable"]

_HEAD = re.compile(r"[\w-]+(?:;[^:;]*)*?;(?:ENCODING=)?QUOTED-PRINTABLE(?=[;:])[^:]*", re.IGNORECASE)
_OWN = re.compile(r";(?:(?:ENCODING=)?QUOTED-PRINTABLE|CHARSET=\"?(?P<charset>[\w.:-]*)\"?)(?=;|$)", re.IGNORECASE)
_BYTES = re.compile(r"(?:=[0-9A-F]{2})+", re.IGNORECASE)


def goes_on(beginning: str, end: str) -> bool:
    """Whether a line that begins and ends so is continued by the next, whatever that begins with."""
    return end.endswith("=") and bool(_HEAD.match(beginning))


def readable(line: str) -> str:
    """The line with its signs as text, and without the parameters that say how they are written; any other as it is.

    >>> readable("SUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Caf=C3=A9=0D=0A2e"), readable("SUMMARY:a=C3=A9")
    ('SUMMARY:Café\\\\n2e', 'SUMMARY:a=C3=A9')
    """
    head = _HEAD.match(line)
    if not head:
        return line
    said = next((found["charset"] for found in _OWN.finditer(head[0]) if found["charset"]), "utf-8")
    text = _BYTES.sub(lambda found: _decoded(found[0], said), line[head.end() :])
    return _OWN.sub("", head[0]) + re.sub(r"\r\n?|\n", r"\\n", text)


def _decoded(written: str, charset: str) -> str:
    content = bytes.fromhex(written.replace("=", ""))
    for encoding in (charset, "utf-8"):
        try:
            return content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("cp1252", "replace")
