"""The paragraphs and lines that WordPress makes of newlines when it shows a body of its classic editor.

The rules are those of its ``wpautop``. Blocks of the newer editor have their paragraphs, and are left as they are.
Marks of plugins are not for here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["with_paragraphs"]

_BLOCKS = (
    "table|thead|tfoot|caption|col|colgroup|tbody|tr|td|th|div|dl|dd|dt|ul|ol|li|pre|form|map|area|blockquote|address"
    "|style|p|h[1-6]|hr|fieldset|legend|section|article|aside|hgroup|header|footer|nav|figure|figcaption|details|menu"
    "|summary"
)
_MARK_OF_BLOCK = re.compile(r"<!--\s+(/?)wp:[^<>]*?(/?)-->")
_AS_WRITTEN = re.compile(r"<(pre|script|style|textarea|svg|math)\b", re.IGNORECASE)
_TAG = re.compile(r"<[!/a-z][^<>]*>", re.IGNORECASE)
_TWO_LINES = re.compile(r"<br\s*/?>\s*<br\s*/?>", re.IGNORECASE)
_OPENING = re.compile(rf"<(?:{_BLOCKS})(?=[\s/>])", re.IGNORECASE)
_CLOSING = re.compile(rf"</(?:{_BLOCKS})\s*>|<hr\b[^<>]*>", re.IGNORECASE)
_OF_BLOCK = re.compile(rf"</?(?:{_BLOCKS})(?=[\s/>])[^<>]*>", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_LINE_SAID = re.compile(r"<br\s*/?>\s*$", re.IGNORECASE)


def with_paragraphs(markup: str) -> str:
    r"""The markup with a paragraph for what blank lines part, and a line for each newline inside of one.

    >>> with_paragraphs("Le programme :\n\n14 mai\n15 mai <b>à\nVif</b>")
    '<p>Le programme :</p>\n<p>14 mai<br>15 mai <b>à<br>Vif</b></p>'
    >>> with_paragraphs("<ul>\n<li>14 mai</li>\n</ul>")
    '<ul>\n<li>14 mai</li>\n</ul>'
    >>> with_paragraphs("14 mai\n<pre>a\n\nb</pre>")
    '<p>14 mai</p><pre>a\n\nb</pre>'
    >>> with_paragraphs("<!-- wp:paragraph --><p>14\nmai</p><!-- /wp:paragraph -->")
    '<!-- wp:paragraph --><p>14\nmai</p><!-- /wp:paragraph -->'
    """
    parts, depth, begun = list[str](), 0, 0
    for mark in _MARK_OF_BLOCK.finditer(markup):
        before = markup[begun : mark.start()]
        parts += [before if depth else _outside_blocks(before), mark[0]]
        depth = max(0, depth + (-1 if mark[1] else 0 if mark[2] else 1))
        begun = mark.end()
    rest = markup[begun:]
    return "".join([*parts, rest if depth else _outside_blocks(rest)])


def _outside_blocks(markup: str) -> str:
    """The paragraphs of what no block of the newer editor holds; what is written to the letter stays so."""
    unified = markup.replace("\r\n", "\n").replace("\r", "\n")
    if "\n" not in unified.strip():
        return markup
    return "".join(text if as_written else _paragraphs(text) for as_written, text in _pieces(unified))


def _pieces(markup: str) -> Iterator[tuple[bool, str]]:
    """The stretches of the markup, and whether each is kept to the letter."""
    begun, unclosed = 0, set[str]()
    for opening in _AS_WRITTEN.finditer(markup):
        name = opening[1].lower()
        if opening.start() < begun or name in unclosed:
            continue
        closing = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(markup, opening.end())
        if closing is None:
            unclosed.add(name)
            continue
        yield False, markup[begun : opening.start()]
        yield True, markup[opening.start() : closing.end()]
        begun = closing.end()
    yield False, markup[begun:]


def _paragraphs(text: str) -> str:
    text = _TAG.sub(lambda tag: tag[0].replace("\n", " "), text)
    text = _TWO_LINES.sub("\n\n", text)
    text = _OPENING.sub(r"\n\n\g<0>", text)
    text = _CLOSING.sub(r"\g<0>\n\n", text)
    return "\n".join(_paragraph(part.strip()) for part in _BLANK_LINE.split(text) if part.strip())


def _paragraph(part: str) -> str:
    """One part: a paragraph, unless the tag of a block begins or ends it."""
    lines = part.split("\n")
    broken = "".join(
        f"{line}\n" if _LINE_SAID.search(line) or _is_block(line) else f"{line}<br>" for line in lines[:-1]
    )
    broken += lines[-1]
    return broken if _OF_BLOCK.search(part) else f"<p>{broken}</p>"


def _is_block(line: str) -> bool:
    """Whether the line is the tag of a block, behind which no line begins."""
    return bool(_OF_BLOCK.fullmatch(line.strip()))
