"""The cache of answers stays within its size and lets the oldest go."""

from __future__ import annotations

from explorer.http.cache import Cache, Kept


def answer(size: int) -> Kept:
    return Kept(b"x" * size, {})


def test_the_least_recently_used_leave_first() -> None:
    cache: Cache[Kept] = Cache(800)
    for name in range(8):
        cache.put(name, answer(100))
    cache.get(0)
    cache.put("new", answer(100))
    assert (cache.get(0) is not None, cache.get(1), len(cache)) == (True, None, 8)


def test_what_is_too_large_is_not_kept_and_drives_nothing_out() -> None:
    cache: Cache[Kept] = Cache(800)
    cache.put("small", answer(100))
    cache.put("large", answer(101))
    assert (cache.get("large"), cache.get("small") is not None) == (None, True)


def test_a_new_answer_takes_the_place_of_the_old() -> None:
    cache: Cache[Kept] = Cache(800)
    for _ in range(20):
        cache.put("same", answer(100))
    cache.put("other", answer(100))
    assert len(cache) == 2
