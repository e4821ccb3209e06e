"""Errors in ``maillage.toml`` name the line that is at fault."""

from __future__ import annotations

import re

import pytest

from graph.workspace import read_settings
from ontology.errors import DataError

FIRST = '[[sources]]\npath = "a.csv"\n\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f'{FIRST}[[sources]]\nrecord = "event"\n', "line 4: [sources] lacks “path”"),
        (f'{FIRST}[[sources]]\npath = "b.csv"\n[[sources]]\n', "line 6: [sources] lacks “path”"),
        ("[[registers]]\n", "line 1: [registers] lacks “path”"),
        (f"{FIRST}[[sources]]\npath = 1\n", "line 5: the value of sources.path does not fit"),
        (f'{FIRST}[[sources]]\npath = "b.csv"\npth = "c"\n', "line 6: “pth” is not a setting of [sources]"),
        (
            '[network]\ntitle = "R"\nbase_iri = "https://data.example.org/reseau"\n',
            "line 3: base_iri “https://data.example.org/reseau” ends with neither / nor #. "
            "End it with a slash: “https://data.example.org/reseau/”.",
        ),
        *(
            (
                f'[network]\nbase_iri = "{base}"\n',
                f"line 2: base_iri “{base}” is not the beginning of web addresses. Write https://…/ in maillage.toml.",
            )
            for base in (
                "",
                "mon-reseau",
                "mon-reseau/",
                "urn:reseau:",
                "https://",
                "https:///",
                "https://e.org/un nom/",
            )
        ),
        ("[network]\nlanguages = []\n", "line 2: [network] names no language. Write tags of languages"),
        *(
            (f'[network]\nlanguages = ["en", "{tag}"]\n', f"line 2: “{tag}” is not the tag of a language. Write tags")
            for tag in ("", "francais", "français", "zz zz", "FR", "f", "fr_FR", "fr-")
        ),
    ],
)
def test_an_error_names_the_line_that_is_at_fault(text: str, said: str) -> None:
    with pytest.raises(DataError, match=re.escape(f"maillage.toml, {said}")):
        read_settings(text)


@pytest.mark.parametrize("base", ["https://data.example.org/reseau/", "https://data.example.org/reseau#"])
def test_a_base_may_end_with_a_slash_or_a_hash(base: str) -> None:
    assert read_settings(f'[network]\nbase_iri = "{base}"\n').network.base_iri == base


def test_languages_are_tags_of_bcp_47() -> None:
    tags = ("fr", "en", "oci", "zh-Hant", "fr-CA", "sl-rozaj-biske-1994")
    said = ", ".join(f'"{tag}"' for tag in tags)
    assert read_settings(f"[network]\nlanguages = [{said}]\n").network.languages == tags
