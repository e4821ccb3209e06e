"""All the links of a thing that has more of them than a screen holds, from screen to screen."""

from __future__ import annotations

import re
from html import unescape

import pytest

from explorer.pages import thing
from tests.explorer.pages.fictional import BASE
from tests.explorer.pages.test_pages import open_page

pytestmark = pytest.mark.usefixtures("lakes")


@pytest.mark.parametrize("iri", [f"{BASE}organisation/0", f"{BASE}source/agenda"])
def test_from_screen_to_screen_one_sees_every_link_once_and_how_many_there_are(
    monkeypatch: pytest.MonkeyPatch, iri: str
) -> None:
    monkeypatch.setattr(thing, "MANY", 30)
    whole = re.findall(r'all=(\w+)"[^>]*>Voir les.7\d', open_page("thing", iri=iri))[0]
    seen: list[str] = []
    said = []
    for screen in ("", "2", "3"):
        html = unescape(open_page("thing", iri=iri, all=whole, screen=screen))
        part = next(each for each in html.split('class="ml-group"') if "<span>De " in each)
        seen += [re.findall(r'iri=([^"&]*)', row)[0] for row in part.split('class="ml-line"')[1:]]
        said += re.findall(r"<span>(De \d+ à \d+ sur \d+)</span>", part)
        assert ("Précédents" in part) == (screen != "")
        assert ("Suivants" in part) == (screen != "3")
    total = int(said[0].split()[-1])
    assert said == [f"De 1 à 30 sur {total}", f"De 31 à 60 sur {total}", f"De 61 à {total} sur {total}"]
    assert len(seen) == len(set(seen)) == total


@pytest.mark.parametrize("screen", ["9", "0", "-1", "x", "999999999999", "²"])
def test_a_screen_that_is_not_there_leads_back(monkeypatch: pytest.MonkeyPatch, screen: str) -> None:
    monkeypatch.setattr(thing, "MANY", 30)
    iri = f"{BASE}organisation/0"
    whole = re.findall(r'all=(\w+)"[^>]*>Voir les', open_page("thing", iri=iri))[0]
    html = unescape(open_page("thing", iri=iri, all=whole, screen=screen, lang="en"))
    assert ("The list ends before this" in html) == (screen == "9")
    assert ("1 to 30 of" in html) == (screen != "9")
    assert [each for each in ("2", "3", "8") if f"screen={each}" in html] == (["3"] if screen == "9" else ["2"])


def test_a_reason_opened_on_a_later_screen_stays_on_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thing, "MANY", 9)
    iri = f"{BASE}concept/eau"
    whole = re.findall(r'all=(\w+)"[^>]*>Voir les', open_page("thing", iri=iri))[0]
    html = unescape(open_page("thing", iri=iri, all=whole, screen="2"))
    reasons = re.findall(r'href="([^"]*&why=[^"]*)"', html)
    assert reasons
    assert all("screen=2" in each and f"all={whole}" in each for each in reasons)
