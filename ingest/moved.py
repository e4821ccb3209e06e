"""The files that bear another name than at the build before, known by their bytes. What follows from that is not for
here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from graph.manifest import SourceSummary

__all__ = ["moved_sources"]


def moved_sources(before: Iterable[SourceSummary], today: Iterable[SourceSummary]) -> dict[str, str]:
    """For the end of the IRI of each source that came with the bytes of one that went, that one's; none where two may
    be meant.

    >>> one, other = (SourceSummary(name=name, iri=f"source/{name}", hash="a1") for name in ("agenda", "2024"))
    >>> moved_sources([one], [other]), moved_sources([one], [one, other])
    ({'source/2024': 'source/agenda'}, {})
    """
    former, now = ({each.iri: each.hash for each in sources} for sources in (before, today))
    went, came = (_by_hash(one, other) for one, other in ((former, now), (now, former)))
    return {came[each][0]: went[each][0] for each in came if len(came[each]) == len(went.get(each, ())) == 1}


def _by_hash(sources: dict[str, str], others: dict[str, str]) -> dict[str, list[str]]:
    """Those that are not among the others, by their hashes."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for source, hash_ in sources.items():
        if hash_ and source not in others:
            found[hash_].append(source)
    return found
