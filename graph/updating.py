"""Writes what a client asked into a draft, checks it and publishes it: a small build, whole or not at all.

Builds own the graphs that they make; all others are of those who write here, and stay through every build. Who may
write, and until when, is decided by the caller.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse
from pyoxigraph import Store as Oxigraph

from graph.edits import Edit, ForbiddenEditError, GraphEdit, Outcome, RefusedError, Update, default_graph
from graph.manifest import Manifest, ValidationSummary
from graph.ownership import refuse_fingerprints, refuse_owned
from graph.snapshot import RESUME, Draft
from graph.update_text import Operation, operations
from graph.validation import validate
from graph.workspace import Workspace
from ontology.errors import CallError, DataError, Place, QueryError
from ontology.namespaces import PREFIXES
from ontology.nesting import TOO_DEEP, nested_too_deep

__all__ = ["apply_edit"]


def apply_edit(workspace: Workspace, edit: Edit, patience: float = 10.0, language: str = "") -> Outcome:
    """Publish the graph as the edit makes it; nothing is published when it changes nothing.

    Raises :class:`QueryError` for text that cannot be read, :class:`ForbiddenEditError` for a graph that a build owns,
    :class:`RefusedError` when the graph would break its shapes, :class:`LockedError` when a build is still under way
    after ``patience`` seconds, :class:`DataError` where no snapshot is the current one though some are kept, or were:
    which one to go on from is for those to say who keep the workspace. The published snapshot is then as it was.
    What shapes refuse is told in the ``language``, the network's own where none is given.
    """
    snapshots = workspace.snapshots
    with snapshots.draft(patience=patience) as draft:
        snapshots.current()  # raises where it is gone
        if draft.resumed:
            raise DataError("no snapshot is the current one", Place(str(snapshots.root)), RESUME)
        outcome = _Editing(workspace, draft, language).run(edit)
    if outcome.added or outcome.removed:
        snapshots.prune(workspace.settings.updates.keep, "update")
    return outcome


class _Editing:
    def __init__(self, workspace: Workspace, draft: Draft, language: str) -> None:
        self.workspace = workspace
        self.language = language or workspace.settings.network.languages[0]
        self.draft = draft
        self.store = draft.store
        self.base = workspace.settings.network.base_iri
        self.default = default_graph(self.base)

    def run(self, edit: Edit) -> Outcome:
        """Do what is asked, check it and publish it, unless it changed nothing."""
        graphs = set(self.store.graphs())
        outcome = self._update(edit) if isinstance(edit, Update) else self._edit(edit)
        if not self.store.is_changed and graphs == set(self.store.graphs()):
            current = self.draft.parent.id if self.draft.parent else ""
            return msgspec.structs.replace(outcome, snapshot=current)
        parent = self.draft.parent or Manifest()
        manifest = msgspec.structs.replace(parent, origin="update", versions={})
        if self.workspace.settings.updates.validate:
            manifest = msgspec.structs.replace(manifest, validation=self._validated())
        return msgspec.structs.replace(outcome, snapshot=self.draft.publish(manifest).id)

    def _update(self, update: Update) -> Outcome:
        added = removed = 0
        for operation in operations(update.text, self.default, self.base, update.using, update.named):
            if operation.verb == "LOAD":
                if not operation.is_silent:
                    raise ForbiddenEditError("LOAD is refused: nothing is fetched here", remedy="Send the triples.")
                continue
            graphs = self._written(operation)
            refuse_owned(self.store, self.base, graphs)
            text = f"{operation.prologue}\n{operation.text}"
            if operation.sweeps:
                text = " ; ".join(f"{operation.verb} SILENT GRAPH {name}" for name in graphs)
            more, less = self.store.update(text, graphs, self.base)
            refuse_fingerprints(self.store, graphs)
            added, removed = added + more, removed + less
        return Outcome(snapshot="", added=added, removed=removed)

    def _written(self, operation: Operation) -> list[NamedNode]:
        """The named graphs that an operation may write to."""
        if operation.sweeps:
            return [name for name in self.store.graphs() if operation.sweeps == "ALL" or name != self.default]
        names = self._resolved(operation.graphs, operation)
        if operation.variables:
            columns = " ".join(f"?{name}" for name in operation.variables)
            answer = self.store.oxigraph.query(
                f"{operation.prologue}\nSELECT DISTINCT {columns} {operation.where}",
                base_iri=self.base,
                prefixes=PREFIXES,
                default_graph=None if operation.using is None else [*self._resolved(operation.using, operation)],
                named_graphs=None if operation.named is None else [*self._resolved(operation.named, operation)],
            )
            names += [term for row in answer for term in row if isinstance(term, NamedNode)]  # type: ignore[union-attr]
        return list(dict.fromkeys(names))

    def _resolved(self, names: Iterable[str], operation: Operation) -> list[NamedNode]:
        """IRIs as the text writes them, made absolute by the engine itself."""
        query = f"{operation.prologue}\nSELECT ?name {{ VALUES ?name {{ {' '.join(names)} }} }}"
        answer = Oxigraph().query(query, base_iri=self.base, prefixes=PREFIXES)
        return [row["name"] for row in answer]  # type: ignore[union-attr]

    def _edit(self, edit: GraphEdit) -> Outcome:
        name = NamedNode(edit.graph) if edit.graph else self.default
        refuse_owned(self.store, self.base, [name])
        existed = self.store.oxigraph.contains_named_graph(name)
        old = set(self.store.quads(name))
        new = old if edit.verb == "add" else set()
        if edit.verb == "remove" and not old:
            self.store.oxigraph.remove_graph(name)
        for document in edit.documents:
            new = new | {
                Quad(each.subject, each.predicate, each.object, name)
                for each in _parsed(document.content, document.media_type, name.value)
            }
        self.store.replace({name: new})
        if edit.verb != "remove":
            self.store.oxigraph.add_graph(name)
        refuse_fingerprints(self.store, [name])
        return Outcome(snapshot="", added=len(new - old), removed=len(old - new), existed=existed)

    def _validated(self) -> ValidationSummary:
        report = validate(self.store, self.store.changed)
        if not report.conforms:
            said = report.refusal(self.language)
            remedy = "Nothing was published. Mend the violations."
            raise RefusedError(f"the graph would break its shapes: {said}", None, remedy)
        return report.summary


def _parsed(content: bytes, media_type: str, base: str) -> list[Triple]:
    """The triples of a document; raises :class:`QueryError` with the line, :class:`CallError` for another syntax."""
    form = RdfFormat.from_media_type(media_type)
    if form is None:
        raise CallError(f"“{media_type}” is no syntax of RDF", remedy="Send text/turtle.")
    if form == RdfFormat.JSON_LD and (line := nested_too_deep(content)):
        raise QueryError(TOO_DEEP, Place(f"line {line}"), "Give the inner object an @id, and refer to it by that.")
    try:
        return [
            quad.triple
            for quad in parse(content, format=form, base_iri=base, without_named_graphs=True, rename_blank_nodes=True)
        ]
    except SyntaxError as error:
        if "LoadDocumentCallback" in error.msg:
            remedy = "Put the context in the document: “@context” is an object there, and no address."
            raise QueryError("its JSON-LD context is elsewhere, and is not fetched", None, remedy) from error
        place = Place(f"line {error.lineno}", f"column {error.offset}") if error.lineno else None
        raise QueryError(f"the document is not {form.name}: {error.msg}", place, "Mend the syntax there.") from error
    except ValueError as error:
        raise QueryError(f"the document cannot be read ({error})", None, "Check its syntax and its IRIs.") from error
