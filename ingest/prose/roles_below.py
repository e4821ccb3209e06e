"""Paragraphs below an event that only say who speaks, who organises and where (« Intervenants : … », « Lieu : … »), or
below a publication who wrote it (« Auteurs : … »).

Lines in the event's own block are not for here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ingest.prose.page import Block, BlockKind
from ingest.prose.roles import are_roles, find_roles
from ingest.prose.telling import Telling

__all__ = ["with_roles_below"]

_PLACE = re.compile(
    r"^[ \t]*(?:lieu|où|where|venue|place)\s?:[ \t]*(?P<place>[^\n]{2,120})$", re.IGNORECASE | re.MULTILINE
)
_LONGEST = 1_500
_BELOW = {
    BlockKind.HEADING: (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING),
    BlockKind.PARAGRAPH: (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING),
    BlockKind.ITEM: (BlockKind.ITEM,),
    BlockKind.ROW: (),
}
"""For each kind of block, those below it that may go on with what it tells; a line by itself looks like a heading."""


def with_roles_below(told: Iterable[tuple[Block, list[Telling]]]) -> Iterator[Telling]:
    """What blocks tell, in order, an event with what the blocks right below it say of its people and its place.

    A block that says anything else ends it.
    """
    above: Block | None = None
    waiting: list[Telling] = []
    for block, tellings in told:
        if not tellings and any(each.title and block.start <= each.title.start < block.end for each in waiting):
            continue  # the title stands below its date
        further = [] if tellings or not above or block.kind not in _BELOW[above.kind] else _with(waiting, block)
        if further:
            waiting = further
            continue
        yield from waiting
        above, waiting = block, tellings
    yield from waiting


def _with(tellings: list[Telling], block: Block) -> list[Telling]:
    """The event, be it of several dates, or the publication with its authors, with what the block says; nothing where
    it says anything else.
    """
    if len({(each.group, each.title) for each in tellings}) != 1 or len(block.text) > _LONGEST:
        return []
    is_event = tellings[0].group == "event"
    if not is_event and any(each.creators or each.actors for each in tellings):
        return []
    place = _PLACE.search(block.text)
    rest = replace(block, text=_PLACE.sub(lambda line: " " * len(line[0]), block.text))
    roles = find_roles(rest)
    if not (roles or place) or not are_roles(rest, roles):
        return []
    if any(role.writes is is_event for role in roles) or (place and not is_event):
        return []
    return [
        replace(
            event,
            location=event.location or (place["place"].strip(" .") if place else ""),
            actors=(*event.actors, *(actor for role in roles for actor in role.actors)),
            doubtful=(*event.doubtful, *(role.doubtful for role in roles if role.doubtful)),
        )
        for event in tellings
    ]
