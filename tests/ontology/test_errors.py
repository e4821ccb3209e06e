"""An error reads as a sentence: where, what, and what to do."""

from __future__ import annotations

import pytest

from ontology.errors import CallError, DataError, LimitError, LockedError, MaillageError, Place, QueryError


def test_an_error_says_where_what_and_what_to_do() -> None:
    error = DataError("the date “13/45/2012” is not one", Place("events.csv", "row 7"), "Write it as 2012-06-26.")
    assert str(error) == "events.csv, row 7: the date “13/45/2012” is not one. Write it as 2012-06-26."


def test_an_error_without_place_or_remedy_is_a_sentence_all_the_same() -> None:
    assert str(DataError("nothing was found.")) == "nothing was found."


@pytest.mark.parametrize(
    ("error", "exit_code", "status"),
    [(DataError, 1, 422), (CallError, 2, 400), (QueryError, 2, 400), (LimitError, 1, 503), (LockedError, 1, 423)],
)
def test_each_kind_of_error_has_its_exit_code_and_its_status(
    error: type[MaillageError], exit_code: int, status: int
) -> None:
    assert (error.exit_code, error.status_code) == (exit_code, status)
    assert issubclass(error, MaillageError)
