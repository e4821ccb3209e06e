"""The line at the head of a page that says its authors: « Auteurs : A. Dupont, B. Martin ».

The authors of publications that a page tells of are for :mod:`ingest.prose.roles_below`; what markup says of the page
is not for here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from ingest.prose.page import BlockKind, Page
from ingest.prose.roles import Role, find_roles
from ingest.prose.telling import Telling

__all__ = ["line_of_authors"]

_LABEL = re.compile(r"^[ \t]*aut[eéhor]", re.IGNORECASE | re.MULTILINE)
_HEAD = 6
"""Blocks that the head of a page has at most."""
_LONGEST = 1_500


def line_of_authors(page: Page, told: Iterable[Telling]) -> Role:
    """The only line of authors on the page, where it stands above any second heading and anything else that the page
    tells of; else one that names nobody. Its offsets are those of the page.
    """
    blocks = ((index, block) for index, block in enumerate(page.blocks) if len(block.text) <= _LONGEST)
    labelled = ((index, block) for index, block in blocks if _LABEL.search(block.text))
    said = [(index, block.start, role) for index, block in labelled for role in find_roles(block) if role.writes]
    nobody = Role(0, 0)
    if len(said) != 1:
        return nobody
    ((index, start, role),) = said
    headings = [block for block in page.blocks[:index] if block.kind is BlockKind.HEADING]
    if index >= _HEAD or len(headings) > 1 or any(each.span.start <= start + role.start for each in told):
        return nobody
    return replace(role, start=start + role.start, end=start + role.end)
