"""Splits a SPARQL 1.1 update into its operations, with the graphs that each writes to. Evaluating them is not for here.

A store's default graph is the merge of the named ones. So what an update does to the default graph is done to a named
graph that stands for it: its templates are put into ``GRAPH``, and ``DEFAULT`` becomes its name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pyoxigraph import NamedNode

from graph.tokens import is_doubtful, tokens
from graph.update_parts import Part, check, split
from ontology.errors import CallError, QueryError

__all__ = ["Operation", "operations"]

_CONFLICT = CallError(
    "the request names a dataset, and so does the update", remedy="Use USING and WITH, or using-graph-uri, not both."
)


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: its text without the prologue, and what it writes to.

    ``graphs`` are IRIs as the text writes them, relative or prefixed ones too; ``variables`` (without question mark)
    stand for graphs, found by ``where`` over the dataset of ``using`` and ``named``, None where the update names none.
    ``sweeps`` is ``ALL`` or ``NAMED`` where every graph is cleared or dropped.
    """

    prologue: str
    text: str
    verb: str
    graphs: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()
    where: str = ""
    using: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None
    sweeps: str = ""
    is_silent: bool = False


def operations(
    update: str,
    default: NamedNode,
    base: str,
    using: Sequence[str] | None = None,
    named: Sequence[str] | None = None,
) -> list[Operation]:
    """The operations of an update; ``default`` stands for the default graph, ``base`` is what names are relative to.

    ``using`` and ``named`` are the dataset of the protocol (IRIs), None where it names none. Raises
    :class:`QueryError` where the text is no update or might be read in two ways, :class:`CallError` when two datasets
    are named.

    >>> update = "CLEAR DEFAULT; INSERT DATA { <a:a> <a:b> 1 }"
    >>> [each.text for each in operations(update, NamedNode("a:d"), "http://e.org/")]
    ['CLEAR SILENT GRAPH <a:d>', 'INSERT DATA { GRAPH <a:d> { <a:a> <a:b> 1 } }']
    """
    found = tokens(update)
    if is_doubtful(found):
        raise QueryError("the update can be read in two ways", remedy="Put spaces around “<” where it compares.")
    chosen = None if using is None and named is None else (tuple(using or ()), tuple(named or ()))
    read = list[Operation]()
    for part in split(found):
        check(part, update, base)
        if part.tokens:
            read.append(_Reader(update, part, str(default), chosen).read())
    return read


@dataclass(slots=True)
class _Template:
    """A template: itself with the default graph named, and the graphs it writes to."""

    text: str = ""
    graphs: list[str] = field(default_factory=list)


class _Reader:
    """Reads one operation that the engine can parse."""

    def __init__(
        self, text: str, part: Part, default: str, chosen: tuple[tuple[str, ...], tuple[str, ...]] | None
    ) -> None:
        self.text = text
        self.found = part.tokens
        self.prologue = part.prologue
        self.default = default
        self.chosen = chosen
        self.at = 0

    def read(self) -> Operation:
        word = self._word()
        if word == "LOAD":
            return replace(self._operation(word, "", ()), is_silent=self._word(1) == "SILENT")
        if word in ("INSERT", "DELETE", "WITH"):
            return self._data() if self._word(1) == "DATA" else self._modify()
        return self._whole()

    def _word(self, ahead: int = 0) -> str:
        return self.found[self.at + ahead][0].upper() if self.at + ahead < len(self.found) else ""

    def _take(self, count: int) -> list[str]:
        """The next tokens, as they are written."""
        taken = [token[0] for token in self.found[self.at : self.at + count]]
        self.at += count
        return taken

    def _operation(self, verb: str, text: str, graphs: Sequence[str]) -> Operation:
        names = tuple(dict.fromkeys(name for name in graphs if name[0] not in "?$"))
        variables = tuple(dict.fromkeys(name[1:] for name in graphs if name[0] in "?$"))
        return Operation(self.prologue, text, verb.upper(), names, variables)

    def _whole(self) -> Operation:
        """CLEAR, DROP, CREATE; ADD, MOVE, COPY from one graph to another."""
        (verb,) = self._take(1)
        is_silent = self._word() == "SILENT"
        self.at += is_silent
        silent = "SILENT " if is_silent else ""
        if self._word() in ("ALL", "NAMED"):
            return replace(self._operation(verb, "", ()), sweeps=self._take(1)[0].upper())
        is_default = self._word() == "DEFAULT"
        name = self._graph()
        if verb.upper() in ("CLEAR", "DROP", "CREATE"):
            silent = "SILENT " if is_default else silent
            return self._operation(verb, f"{verb} {silent}GRAPH {name}", (name,))
        self.at += 1  # TO
        target = self._graph()
        made = f"CREATE SILENT GRAPH {name} ; " if is_default else ""
        text = f"{made}{verb} {silent}GRAPH {name} TO GRAPH {target}"
        writes = [target, name] if made or verb.upper() == "MOVE" else [target]
        return self._operation(verb, text, writes)

    def _graph(self) -> str:
        self.at += self._word() == "GRAPH"
        (name,) = self._take(1)
        return self.default if name.upper() == "DEFAULT" else name

    def _data(self) -> Operation:
        verb = self._take(2)[0]
        template = self._template(self.default)
        return self._operation(verb, f"{verb} DATA {template.text}", template.graphs)

    def _modify(self) -> Operation:
        """WITH, DELETE and INSERT templates, USING, WHERE; or DELETE WHERE, whose pattern is its template too."""
        given = ""
        if self._word() == "WITH":
            given = self._take(2)[1]
        parts, graphs = [f"WITH {given}"] if given else [], list[str]()
        while self._word() in ("DELETE", "INSERT"):
            (verb,) = self._take(1)
            is_pattern = self._word() == "WHERE"
            self.at += is_pattern
            start = self.at
            template = self._template(given or self.default, inside=not given)
            graphs += template.graphs
            parts.append(f"{verb} {template.text}")
            if is_pattern:
                self.at = start  # it is read again, as the pattern
        using, named = self._dataset(given)
        parts += [f"USING {name}" for name in using or ()] + [f"USING NAMED {name}" for name in named or ()]
        self.at += self._word() == "WHERE"
        where = self._block()
        if using is None and given:
            using = (given,)
        parts.append(f"WHERE {where}")
        operation = self._operation("MODIFY", " ".join(parts), graphs)
        return replace(operation, where=where, using=using, named=named)

    def _dataset(self, given: str) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None]:
        using, named = list[str](), list[str]()
        while self._word() == "USING":
            self.at += 1
            names = named if self._word() == "NAMED" else using
            self.at += names is named
            names += self._take(1)
        if self.chosen:
            if given or using or named:
                raise _CONFLICT
            return tuple(f"<{each}>" for each in self.chosen[0]), tuple(f"<{each}>" for each in self.chosen[1])
        return (tuple(using), tuple(named)) if using or named else (None, None)

    def _block(self) -> str:
        """The text of a group, from its first bracket to the one that ends it."""
        start, depth = self.found[self.at].start(), 0
        while True:
            bracket = self.found[self.at]["bracket"]
            depth += {"{": 1, "}": -1}.get(bracket or "", 0)
            self.at += 1
            if not depth:
                return self.text[start : self.found[self.at - 1].end()]

    def _template(self, default: str, *, inside: bool = True) -> _Template:
        """A template; what it says outside of ``GRAPH`` is put into the default graph's, unless not ``inside``."""
        template = _Template("{ ")
        self.at += 1
        while self.found[self.at]["bracket"] != "}":
            if self._word() == "GRAPH":
                name = self._take(2)[1]
                template.graphs.append(name)
                template.text += f"GRAPH {name} {self._block()} "
                continue
            said = self._said()
            if said != ".":  # which may follow a GRAPH
                template.graphs.append(default)
                template.text += f"GRAPH {default} {{ {said.removeprefix('.')} }} " if inside else f"{said} "
        self.at += 1
        template.text += "}"
        return template

    def _said(self) -> str:
        """The triples up to the next ``GRAPH`` or to the template's end."""
        first = self.found[self.at]
        while self.found[self.at]["bracket"] != "}" and self._word() != "GRAPH":
            if self.found[self.at]["bracket"]:
                raise QueryError("the update can be read in two ways", remedy="Put a space before GRAPH.")
            self.at += 1
        return self.text[first.start() : self.found[self.at - 1].end()]
