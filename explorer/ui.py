"""The explorer on screen: the frame around every page, the page that the address names, and errors as sentences.

What each page shows is in ``explorer.pages``.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

import streamlit as st

from explorer.components import ASSETS
from explorer.components.address import PATHS, Address, href, with_parameters
from explorer.components.navigator import Click, acknowledge, leave, navigator
from explorer.components.render import show
from explorer.components.style import stylesheet
from explorer.context import get_context
from explorer.http.refusals import outward
from explorer.pages import Visit
from explorer.texts import LANGUAGES, texts
from explorer.texts.told import told_error
from ontology.errors import DataError, LimitError, MaillageError

__all__ = ["main"]

MENU = {
    "explore": ("relations", "paths", "concepts", "actors", "timeline", "map"),
    "ask": ("query", "export"),
    "corpus": ("quality", "review", "about"),
}
"""The pages by section, as the head of every page lists them; the name of the network leads home."""


OF_THE_SNAPSHOT = ("about",)
"""The pages that ask nothing of the store, which may be on a server that is down."""


def main() -> None:
    """Draw the page that the browser asks for."""
    clicks: list[Click | None] = []

    def draw(name: str) -> None:
        _draw(name, clicks[0])

    screens = {name: _screen(name, draw) for name in PATHS}
    current = st.navigation(list(screens.values()), position="hidden")
    name = next((name for name, screen in screens.items() if screen == current), "home")
    st.html(f"<style>{stylesheet()}</style>")
    clicks.append(navigator(LANGUAGES[0]))
    _follow(clicks[0], name, screens)
    title = texts(_language())(f"page.{name}")
    network = get_context().workspace.settings.network.name(_language())
    st.set_page_config(page_title=f"{title} · {network}", page_icon=str(ASSETS / "icon.svg"), layout="wide")
    current.run()
    acknowledge(clicks[0], name)


def _language() -> str:
    asked = st.query_params.get("lang", "")
    return asked if asked in LANGUAGES else LANGUAGES[0]


def _screen(name: str, draw: Callable[[str], None]) -> st.Page:
    def run() -> None:
        draw(name)

    return st.Page(run, title=texts(_language())(f"page.{name}"), url_path=PATHS[name], default=name == "home")


def _follow(click: Click | None, here: str, screens: dict[str, st.Page]) -> None:
    """Go where a clicked link leads; on the same page only the parameters change."""
    target = Address.parse(click.href) if click and click.href else None
    if target is None:
        return
    if target.page == here:
        st.query_params.from_dict(dict(target.parameters))
    elif click:
        leave(click, target.page)
        st.switch_page(screens[target.page], query_params=dict(target.parameters))


def _draw(name: str, click: Click | None) -> None:
    visit = Visit(_language(), st.query_params.to_dict(), click)
    _header(name, visit)
    try:
        if name not in OF_THE_SNAPSHOT:  # before anything of the page is drawn
            get_context().store()
        import_module(f"explorer.pages.{name}").show(visit)
        _footer(visit)
    except MaillageError as error:
        state = _state(error)
        error = outward(error)
        sentence, remedy = told_error(visit.t, error) or str(error), ""
        if state == "state.server":
            sentence, remedy = visit.t("state.server_meanwhile"), sentence[:1].upper() + sentence[1:]
        show("state.html", visit.language, alert=True, title=visit.t(state), sentence=sentence, remedy=remedy)


def _state(error: MaillageError) -> str:
    """The text that heads a page which cannot be drawn."""
    if isinstance(error, DataError) and error.status_code == LimitError.status_code:
        return "state.server"
    return "state.empty" if isinstance(error, LimitError) else "state.failed"


def _header(name: str, visit: Visit) -> None:
    other = next(language for language in LANGUAGES if language != visit.language)
    parameters = {key: value for key, value in visit.parameters.items() if key != "lang"}
    link = href(name, other, **parameters)
    if other == LANGUAGES[0]:  # opened in a window of its own too, whatever the browser prefers
        link = with_parameters(link, lang=other)
    show("header.html", visit.language, sections=MENU, current=name, other=other, other_language=link)


def _footer(visit: Visit) -> None:
    context = get_context()
    snapshot = context.snapshot()
    licence = context.workspace.settings.network.licence
    show("footer.html", visit.language, snapshot=snapshot.id, date=snapshot.manifest.created, licence=licence)
