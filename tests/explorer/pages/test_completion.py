from __future__ import annotations

import pytest

from explorer.components.completion import used
from explorer.components.files import OUTLINES, VOCABULARY
from tests.explorer.pages.test_files import get


@pytest.mark.usefixtures("lakes")
def test_the_terms_of_the_graph_are_told_with_their_counts_the_most_used_first() -> None:
    found = used("fr")
    assert [count for *_, count in found] == sorted((count for *_, count in found), reverse=True)
    terms = {text: (kind, count) for text, _, kind, count in found}
    assert terms["schema:Event"] == ("class", 81)
    assert terms["dcterms:subject"][0] == "property"


@pytest.mark.usefixtures("lakes")
def test_the_editor_is_given_them_in_the_language_that_is_asked() -> None:
    answer = get(f"{VOCABULARY}?lang=en")
    assert ["schema:Event", "Event", "class", 81] in [[text, "Event", kind, n] for text, _, kind, n in answer.json()]
    assert get(f'{VOCABULARY}?lang="><script>').status_code == 200


def test_the_outlines_are_kept_by_browsers() -> None:
    answer = get(OUTLINES)
    assert answer.headers["content-type"].startswith("text/plain")
    assert "immutable" in answer.headers["cache-control"]
