"""Components of our own on a page: their scripts, and what Python gives them.

What each one does is in its own module.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import streamlit as st

from explorer.components import ASSETS

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

__all__ = ["component", "given"]

_FIRST = "const read = (bytes) => JSON.parse(new TextDecoder().decode(bytes));\n"


def component(name: str, *scripts: str, isolate_styles: bool = False) -> ComponentRenderer:
    """The component that these files of the assets make together; they ``read`` the bytes that they are given."""
    written = "\n".join((ASSETS / script).read_text(encoding="utf-8") for script in scripts)
    return st.components.v2.component(f"maillage_{name}", js=_FIRST + written, isolate_styles=isolate_styles)


def given(data: object) -> bytes:
    """Data for a component, as JSON written out.

    Streamlit looks through anything else for tables, and imports pandas to know one: half a second of the first page.

    >>> given({"words": ["é"]}).decode()
    '{"words":["é"]}'
    """
    return msgspec.json.encode(data)
