"""One module a page, each with ``show(visit)``: it asks ``graph`` for plain data and hands it to templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from explorer.components.address import href
from explorer.components.navigator import Click
from explorer.texts import LANGUAGES, Texts, texts

__all__ = ["Visit"]


@dataclass(frozen=True)
class Visit:
    """What a page is asked: the language, the parameters of the address, the button that was just pressed."""

    language: str
    parameters: Mapping[str, str]
    click: Click | None = None

    @property
    def t(self) -> Texts:
        """The words of the language."""
        return texts(self.language)

    def href(self, page: str, /, **parameters: str) -> str:
        """The link to a page in the language of the visit."""
        return href(page, self.language, **parameters)

    def stay(self, **parameters: str) -> None:
        """Give the address of this page other parameters, the language kept and empty ones left out."""
        given = {name: value for name, value in parameters.items() if value}
        language = {} if self.language == LANGUAGES[0] else {"lang": self.language}
        st.query_params.from_dict(given | language)
