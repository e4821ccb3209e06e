"""Measures of the running server at ``/metrics``, in the text format that Prometheus and OpenMetrics read.

They tell no query, address or name. What is measured where is for the others to say: this counts and writes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache, lru_cache

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, PlatformCollector, ProcessCollector
from prometheus_client.exposition import choose_encoder
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from explorer.context import Context
from explorer.http.cache import Cache, Kept
from explorer.http.pool import Pool
from explorer.http.watching import Seen
from ontology.errors import MaillageError

__all__ = ["Metrics"]

_SECONDS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)
_PAGES = "pages"


class Metrics:
    """Counts requests as they end, and asks the pool, the cache and the snapshot when someone reads the measures.

    ``routes`` are the paths for programs, counted by their first part; every other path counts as the explorer's pages.
    """

    def __init__(self, context: Context, pool: Pool, kept: Cache[Kept], routes: Iterable[str]) -> None:
        self._routes = frozenset(map(first_part, routes))
        self._counted, self._became = cache(self._counters), cache(self._outcome)
        registry = self.registry = CollectorRegistry()
        self._requests = Counter(
            "maillage_requests", "Requests answered, by route and status.", ("route", "status"), registry=registry
        )
        self._seconds = Histogram(
            "maillage_request_seconds",
            "How long requests took, in seconds, by route.",
            ("route",),
            buckets=_SECONDS,
            registry=registry,
        )
        self._queries = Counter(
            "maillage_queries", "SPARQL queries, by what became of them.", ("outcome",), registry=registry
        )
        self._connections = Gauge(
            "maillage_explorer_connections", "Browsers that have the explorer open.", registry=registry
        )
        ProcessCollector(registry=registry)
        PlatformCollector(registry=registry)
        registry.register(_Now(context, pool, kept))

    def request(self, seen: Seen) -> None:
        """Count a request, and the query that it asked."""
        first = first_part(seen.path)
        route = first if first in self._routes else _PAGES
        requests, seconds = self._counted(route, seen.status)
        requests.inc()
        seconds.observe(seen.seconds)
        if seen.query:
            self._became(outcome(seen)).inc()

    def _counters(self, route: str, status: int) -> tuple[Counter, Histogram]:
        """Those of a route and status, found once: finding them takes as long as a short answer."""
        return self._requests.labels(route, str(status)), self._seconds.labels(route)

    def _outcome(self, became: str) -> Counter:
        """That of what becomes of a query, found once."""
        return self._queries.labels(became)

    def connected(self, change: int) -> None:
        """Count a browser that came or left."""
        self._connections.inc(change)

    async def answer(self, request: Request) -> Response:
        """The measures, in the form that the reader accepts."""
        write, content_type = choose_encoder(request.headers.get("accept", ""))
        body = await run_in_threadpool(write, self.registry)
        return Response(body, headers={"content-type": content_type, "cache-control": "no-store"})


@lru_cache(maxsize=4_096)
def first_part(path: str) -> str:
    """The first part of a path, without an extension.

    >>> first_part("/ontology.{extension}"), first_part("/data/event/1.ttl"), first_part("/.well-known/void")
    ('/ontology', '/data', '/.well-known')
    """
    part = path.removeprefix("/").partition("/")[0]
    return f"/{part.partition('.')[0] or part}"


def outcome(seen: Seen) -> str:
    """What became of a query: answered, unchanged (the client had it), cut (a limit, or the client left), wrong, limit.

    >>> outcome(Seen("1", "GET", "/sparql", status=200, whole=True, query="ASK {}"))
    'answered'
    """
    if seen.status == 304:
        return "unchanged"
    if seen.status == 503:
        return "limit"
    if seen.status >= 400:
        return "wrong" if seen.status < 500 else "error"
    return "answered" if seen.whole else "cut"


class _Now(Collector):
    """What is so at the moment of reading: workers, the queue, answers from memory, the snapshot."""

    def __init__(self, context: Context, pool: Pool, cache: Cache[Kept]) -> None:
        self._context, self._pool, self._cache = context, pool, cache

    def collect(self) -> Iterator[Metric]:
        state = self._pool.state
        workers = GaugeMetricFamily("maillage_workers", "Worker processes, by what they do.", labels=["state"])
        for name in ("idle", "busy"):
            workers.add_metric([name], state[name])
        yield workers
        yield GaugeMetricFamily("maillage_queries_waiting", "Queries that wait for a worker.", state["waiting"])
        lookups = CounterMetricFamily(
            "maillage_kept_answers", "Queries looked up among the answers kept in memory.", labels=["result"]
        )
        lookups.add_metric(["hit"], self._cache.hits)
        lookups.add_metric(["miss"], self._cache.misses)
        yield lookups
        yield from self._snapshot()

    def _snapshot(self) -> Iterator[Metric]:
        """What is told of the snapshot: measures without a figure where there is none."""
        info = GaugeMetricFamily("maillage_snapshot_info", "The snapshot that is served.", labels=["id"])
        age = GaugeMetricFamily("maillage_snapshot_age_seconds", "Seconds since the snapshot was made.")
        quads = GaugeMetricFamily("maillage_snapshot_quads", "Quads in the snapshot.")
        with suppress(MaillageError):
            snapshot = self._context.snapshot()
            manifest = snapshot.manifest
            info.add_metric([snapshot.id], 1)
            age.add_metric([], (datetime.now(UTC) - datetime.fromisoformat(manifest.created)).total_seconds())
            quads.add_metric([], manifest.quads)
        yield from (info, age, quads)
