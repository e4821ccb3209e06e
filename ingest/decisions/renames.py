"""The names that things decided on had before they were mended in the sources, each with the next one, in a plain file.

A thing that is mended once is known by its likeness; one that was mended twice, by the name that it had between; one
that is called otherwise altogether, by the record that told of it under both names. Builds add a line when they follow
a thing to its new name, and take none away but the one in whose place it is; those of a thing that people forget go.
Finding the new name is not for here.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from pathlib import Path

from graph.store import Store
from graph.views.kinds import is_typed
from graph.whole_file import whole_file
from graph.workspace import Workspace
from ingest.decisions.decision import Decision
from ingest.decisions.kinds import Kinds, fitting
from ingest.decisions.log import DecisionLog
from ingest.decisions.rulings import Rulings, since
from ontology.errors import DataError, Place

__all__ = ["FILE", "add_renames", "names_with", "read_renames", "remove_renames", "rulings_of", "rulings_on"]

FILE = "decisions.renamed"
_HEAD = """\
# Noms que des choses décidées avaient avant d'être corrigées, et le suivant ; à garder avec decisions.jsonl.
# Names that things decided on had before they were mended, and the next one; to be kept with decisions.jsonl."""
_REMEDY = "Mend the line, or take it away: no other line depends on it."


def rulings_of(workspace: Workspace, kinds: Kinds) -> tuple[Rulings, dict[Decision, str]]:
    """What is in force of a workspace's decisions, with the names that their things had since, and the decisions that
    would be, were their things of ``kinds`` that their relations can have; raises as both files' readers do."""
    return fitting(DecisionLog.of(workspace).read(), kinds, read_renames(workspace.root / FILE))


def rulings_on(store: Store | None, log: DecisionLog) -> Rulings:
    """What is in force, on things by the names that they have in the published graph, if there is one; raises as
    :func:`rulings_of` does."""
    rulings = Rulings(log.read(), read_renames(log.path.with_name(FILE)))
    if store is None:
        return rulings
    found: dict[str, str] = {}
    for end in {end for each in rulings for end in (each.subject, each.object) if end.startswith(log.base)}:
        had = [log.base + name for name in since(end.removeprefix(log.base), rulings.names)]
        if len(had) > 1 and not is_typed(store, end) and (still := [name for name in had if is_typed(store, name)]):
            found[end] = still[-1]
    return rulings.on_things(found)


def read_renames(path: Path) -> dict[str, str]:
    """For each former name, a path below the base, the next; none where there is no file.

    Of a name to which two lines, merged from two branches, give another next one, nothing is known. Raises
    :class:`DataError` naming the line that cannot be understood.
    """
    found: dict[str, str] = {}
    doubtful: set[str] = set()
    for number, line in enumerate(_content(path).split("\n"), 1):
        words = line.split()
        if not words or line.startswith("#"):
            continue
        if len(words) != 2 or _kind(words[0]) != _kind(words[1]) or not _kind(words[0]):
            problem = "the line is not a former name and the next one (“event/2013-forum event/2013-05-13-forum”)"
            raise DataError(problem, Place(str(path), f"line {number}"), _REMEDY)
        if found.setdefault(words[0], words[1]) != words[1]:
            doubtful.add(words[0])
    return {old: new for old, new in found.items() if old not in doubtful}


def add_renames(path: Path, names: Mapping[str, str]) -> None:
    """Add lines to the file, which is in the order of the names; it is left alone where there is nothing to add.
    What was the next name of one that has another now, as of a thing that bore a name twice, goes.

    Raises :class:`DataError` where it cannot be read or written.
    """
    known = {line for line in _content(path).split("\n") if line.strip() and not line.startswith("#")}
    new = {f"{old} {name}" for old, name in names.items()}
    if new - known:
        stay = {line for line in known if line.split()[0] not in names}
        with whole_file(path) as file:
            file.write("\n".join([_HEAD, *sorted(stay | new), ""]).encode())


def names_with(path: Path, name: str) -> set[str]:
    """The name, and all to which the lines of the file lead from it, or that lead to it; raises as
    :func:`read_renames` does."""
    read_renames(path)
    lines = [set(line.split()) for line in _content(path).split("\n") if not line.startswith("#")]
    found = {name}
    while more := {each for line in lines if not found.isdisjoint(line) for each in line} - found:
        found |= more
    return found


def remove_renames(path: Path, names: Set[str]) -> int:
    """Take away the lines with one of the names, and leave the others as they are; returns how many.

    Raises :class:`DataError` where it cannot be read or written.
    """
    lines = _content(path).split("\n")
    stay = [line for line in lines if line.startswith("#") or names.isdisjoint(line.split())]
    if len(stay) < len(lines):
        with whole_file(path) as file:
            file.write("\n".join(stay).encode())
    return len(lines) - len(stay)


def _kind(name: str) -> str:
    return name.partition("/")[0] if "/" in name else ""


def _content(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise DataError("the file is not in UTF-8", Place(str(path)), "Save it as UTF-8.") from error
    except OSError as error:
        problem = f"the file cannot be read ({error.strerror or error})"
        raise DataError(problem, Place(str(path)), "Check the rights on it.") from error
