"""The named graphs of a draft: which of them builds made, of what, and whether all may be published as they are.

What is written into them is not for here.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from pyoxigraph import Literal, NamedNode, Quad

from graph.seen import Seen
from graph.sifting import Sieve, Sifted
from graph.snapshot import Draft
from graph.validation import Report, superclasses, validate
from graph.workspace import Workspace
from ingest.triples import EVIDENCE
from ontology.errors import DataError, Place
from ontology.namespaces import ML

__all__ = ["DraftGraphs"]

_AT_ONCE = 1000


class DraftGraphs:
    """Those of a draft; ``base`` is what the network's things are below."""

    def __init__(self, draft: Draft, base: str) -> None:
        self.store = draft.store
        self._base = base
        self._parent = draft.parent
        self._seen = Seen(draft.path)
        self._written: set[NamedNode] = set()
        """Those that were replaced and of which all was seen."""

    @cached_property
    def sieve(self) -> Sieve:
        """The shapes, with the classes that the vocabularies know once they are written."""
        return Sieve(superclasses(self.store), f"{self._base}{EVIDENCE}")

    def made(self) -> set[str]:
        """The IRIs of those that a build made."""
        quads = self.store.oxigraph.quads_for_pattern(None, ML.fingerprint, None, None)
        return {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}

    def fingerprint(self, graph: str) -> str:
        """The fingerprint of all that a build made one of; empty where there is none."""
        name = NamedNode(graph)
        found = next(self.store.oxigraph.quads_for_pattern(name, ML.fingerprint, None, name), None)
        return str(found.object.value) if found and isinstance(found.object, Literal) else ""

    def renew(self, fingerprints: list[tuple[NamedNode, str]]) -> None:
        """Give graphs that stay as they are the fingerprint that a build from nothing would give them."""
        for start in range(0, len(fingerprints), _AT_ONCE):
            now: dict[NamedNode, list[Quad]] = {}
            for graph, fingerprint in fingerprints[start : start + _AT_ONCE]:
                now[graph] = [quad for quad in self.store.quads(graph) if quad.predicate != ML.fingerprint]
                now[graph].append(Quad(graph, ML.fingerprint, Literal(fingerprint), graph))
            self.store.replace(now)
            self._written.update(now)

    def saw(self, sifted: Sifted, replaced: Iterable[NamedNode] = ()) -> None:
        """Take in what was seen of graphs as they were written, some of which were ``replaced``."""
        self._seen.add(sifted)
        self._written.update(replaced)

    def validated(self, workspace: Workspace) -> Report:
        """The SHACL report of the draft; raises :class:`DataError` when it must not be published."""
        report = validate(
            self.store,
            self.store.replaced - self._written,
            nodes=self._seen.unsure(alone=self._parent is None),
            sifted=self._seen.graphs,
        )
        if not report.conforms:
            said = report.refusal(workspace.settings.network.languages[0])
            raise DataError(
                f"the graph breaks its shapes and is not published: {said}",
                Place(str(workspace.root)),
                "Mend the records of the violations; the published snapshot is as it was.",
            )
        return report
