"""How deep JSON goes is told in one pass, whatever the text is."""

from __future__ import annotations

import pytest

from ontology.nesting import DEEPEST, nested_too_deep

_MANY = 2_000_000


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"[" * DEEPEST, 0),
        (b"[\n" * DEEPEST + b"[", DEEPEST + 1),
        (b"[]" * (DEEPEST + 1), 0),
        (b'["' + b"[" * (DEEPEST + 1), 0),
        (b'["\\"' + b"[" * (DEEPEST + 1), 0),
        (b'["\\\\"' + b"[" * DEEPEST, 1),
        (b'"\\', 0),
    ],
)
def test_brackets_count_where_they_stand_in_no_text(content: bytes, line: int) -> None:
    assert nested_too_deep(content) == line


@pytest.mark.parametrize("content", [b'["' + b"a" * _MANY + b"\\", b'"\\n' * _MANY + b"\\", b'"' * _MANY + b'"\\'])
def test_a_text_that_ends_at_a_backslash_is_gone_through_once(content: bytes) -> None:
    assert nested_too_deep(content) == 0
