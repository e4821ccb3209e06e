"""Fields with tags: markup goes, what stands between < and > in a sentence stays."""

from __future__ import annotations

import pytest

from ingest.sources.markup_free import markup_free


@pytest.mark.parametrize(
    "text",
    [
        "Si a<b et c>d : la RSE",
        "Soit n<p et q>r",
        "Métro <SARL> & Co",
        "Journée <données> de la biodiversité",
        "Un <style de vie> sobre, et la suite",
        "Taux p<0,05 pour <40 ans>",
        "Écrire à <https://cimes.example/>",
    ],
)
def test_what_is_no_tag_stays(text: str) -> None:
    assert markup_free(text) == text


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("<p>Un</p><P class='x'>deux<br/>trois<br />quatre", "Un deux trois quatre"),
        ('CO<sub>2</sub>, <I>E. coli</I>, <a href = "https://x.example/">là</a>', "CO2, E. coli, là"),
        ("<td nowrap>a</td><font size=2>b</font><o:p></o:p><wbr>", "ab"),
        ('<mml:math display="inline"><mml:mi>x</mml:mi></mml:math><msup>2</msup>', "x2"),
        ("<jats:title>Résumé</jats:title><jats:p><jats:italic>In situ</jats:italic></jats:p>", "Résumé In situ"),
        ('<x-card kind="a">Un <emph>mot</emph> <vide/></x-card>', "Un mot"),
        ("a<style type=text/css>p {}</style>b<script async>c</script>", "ab"),
    ],
)
def test_tags_go(written: str, text: str) -> None:
    assert markup_free(written) == text


@pytest.mark.parametrize("text", ["<" * 50_000, "<a " * 20_000, "<p>" * 20_000, "<x>" * 20_000, "<script " * 5_000])
def test_hostile_tags_are_read_at_once(text: str) -> None:
    assert isinstance(markup_free(text), str)
