"""Bytes as they come to grief: cut, doubled, swapped, flipped, and stuffed with what parsers dislike."""

from __future__ import annotations

from hypothesis import strategies as st

__all__ = ["mangled", "texts"]

_NASTY = [
    b"\x00",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"\r\r\n",
    b"'\"`",
    b"<![CDATA[",
    b"<!ENTITY a SYSTEM 'file:///etc/passwd'>",
    b"&#x110000;",
    b"{" * 300,
    b"[" * 3_000,
    b"(" * 300,
    b"\\" * 50,
    b"9" * 400,
    b"-1",
    b"1e999",
    b"NaN",
    b"A" * 20_000,
    "\u202e\u0000\U0010ffff é".encode(),
    b"%s%n{{7*7}}",
    b"\n" * 2_000,
    b"0000-99-99T99:99:99",
    b"../../../etc/passwd",
]


@st.composite
def mangled(draw: st.DrawFn, sample: bytes) -> bytes:
    """The sample after one to six accidents."""
    content = bytearray(sample)
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(content)))
        end = min(len(content), start + draw(st.integers(0, 200)))
        accident = draw(st.integers(0, 5))
        if accident == 0:
            del content[start:]
        elif accident == 1:
            del content[start:end]
        elif accident == 2:
            content[start:start] = bytes(content[start:end]) * draw(st.integers(1, 20))
        elif accident == 3:
            content[start:end] = draw(st.binary(max_size=20))
        elif accident == 4:
            content[start:start] = draw(st.sampled_from(_NASTY))
        elif content:
            content[min(start, len(content) - 1)] ^= 1 << draw(st.integers(0, 7))
    return bytes(content)


def texts(sample: str) -> st.SearchStrategy[str]:
    """The sample mangled, or any text, without what cannot be written in UTF-8."""
    return st.one_of(
        mangled(sample.encode()).map(lambda content: content.decode("utf-8", "replace")),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=300),
    )
