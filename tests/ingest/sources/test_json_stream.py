"""A JSON list too long for the memory is read item by item, and gives what the same list gives when it is short."""

from __future__ import annotations

import io
import tracemalloc
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.sources import json_pieces as pieces
from ingest.sources.json_pieces import json_pieces
from ingest.sources.json_stream import streamed_items
from ontology.errors import DataError

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=12,
)


def items(text: str | bytes) -> list[object]:
    stream = io.BytesIO(text.encode() if isinstance(text, str) else text)
    return [msgspec.json.decode(item) for item in streamed_items(stream, ("records", "docs"), ("response",))]


@settings(deadline=None, max_examples=60)
@given(st.lists(JSON, max_size=6), st.sampled_from([0, 1, 4]))
def test_every_item_comes_whole_and_in_order(values: list[object], spaces: int) -> None:
    text = msgspec.json.format(msgspec.json.encode(values), indent=spaces)
    assert items(text) == values
    assert items(b'{"total": 3, "parameters": {"records": 1}, "records": ' + text + b', "end": null}') == values
    assert items(b'{"header": [1], "response": {"start": 0, "docs": ' + text + b"}}") == values


@pytest.mark.parametrize(
    "text", ["", "{", "[1, 2", "[1 2]", "[1,,2]", '{"a": [1]}', "3", '[{"a": ]', '["\\ud8"', "[1, 2, nul]", "[" * 9_000]
)
def test_what_is_no_list_or_is_cut_short_is_told(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        items(text)


@pytest.mark.parametrize("name", ["a.json", "b.json"])
def test_a_long_list_gives_the_places_and_the_objects_of_a_short_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    content = [{"title": f"Été {number}", "tags": ["a", {"b": None}]} for number in range(500)]
    path = tmp_path / name
    path.write_bytes(msgspec.json.encode(content if name == "a.json" else {"nhits": 500, "records": content}))
    short = [(place, msgspec.json.decode(item)) for place, item in json_pieces(path)]
    monkeypatch.setattr(pieces, "MAX_BYTES", 1_000)
    assert [(place, msgspec.json.decode(item)) for place, item in json_pieces(path)] == short


def test_a_long_list_cut_short_names_the_record_behind_which_it_breaks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "MAX_BYTES", 10)
    (tmp_path / "a.json").write_text('[{"a": 1},\n {"a": 2},\n {"a": ', encoding="utf-8")
    with pytest.raises(DataError, match=r"a\.json, after record 2: this is not a JSON list"):
        list(json_pieces(tmp_path / "a.json"))


def test_memory_stays_flat_however_long_the_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "MAX_BYTES", 1_000_000)
    one = msgspec.json.encode({"title": "x" * 990})
    (tmp_path / "a.json").write_bytes(b"[" + b",\n".join([one] * 30_000) + b"]")
    tracemalloc.start()
    count = sum(1 for _ in json_pieces(tmp_path / "a.json"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (count, peak < 15_000_000) == (30_000, True)
