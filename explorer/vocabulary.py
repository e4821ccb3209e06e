"""The vocabulary that a linking command speaks: the files it names, else the workspace's, else the built-in scheme."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from explorer.progress import say

if TYPE_CHECKING:
    from ingest.linking import ConceptLinker
    from ontology.thesaurus import Thesaurus

__all__ = [
    "VocabularyCommand",
    "model_option",
    "open_linker",
    "open_vocabulary",
    "say_model",
    "vocabulary_option",
    "workspace_model",
]

_VOCABULARY = "--vocabulary"
_Command = TypeVar("_Command", bound=Callable[..., Any])


class VocabularyCommand(click.Command):
    """A command with ``--vocabulary``, which takes all the RDF files that follow it: ``--vocabulary a.ttl b.rdf``.

    One in plain JSON may be texts as well, and follows only where the command has no argument of its own.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Say ``--vocabulary`` before each of its files, as click wants it."""
        plain_json = not any(isinstance(one, click.Argument) for one in self.params)
        spread: list[str] = []
        named = follows = False
        for one in args:
            follows = (
                named or one.startswith(f"{_VOCABULARY}=") or (follows and _is_vocabulary(one, plain_json=plain_json))
            )
            spread += [one] if named or not follows or one.startswith("-") else [_VOCABULARY, one]
            named = one == _VOCABULARY
        return super().parse_args(ctx, spread)


def _is_vocabulary(argument: str, *, plain_json: bool) -> bool:
    """Whether it names a file of RDF by its ending, be it in ``plain_json``."""
    from ontology.rdf_file import FORMATS
    from ontology.unpacking import unpacked_name

    ending = unpacked_name(Path(argument)).suffix.lower()
    return ending in FORMATS and (plain_json or ending != ".json")


def vocabulary_option(command: _Command) -> _Command:
    """``--vocabulary FILE…``, as often as wanted; the command's class is :class:`VocabularyCommand`."""
    return click.option(
        _VOCABULARY,
        "vocabulary",
        metavar="FILE...",
        multiple=True,
        type=click.Path(path_type=Path),
        help="SKOS files in any RDF syntax; several are merged (default: the workspace's, or the built-in).",
    )(command)


def model_option(command: _Command) -> _Command:
    """``--model FILE``, made by ``maillage train``."""
    return click.option(
        "--model",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="A model made by `maillage train` on the same vocabulary (default: without --vocabulary the one that "
        "maillage.toml names, else the general model).",
    )(command)


def workspace_model(files: Sequence[Path], workspace: Path | None) -> Path | None:
    """The model that maillage.toml names, in the workspace named or the folder one is in; None where files are named
    in the place of its vocabulary."""
    if files or not _is_in_workspace(workspace):
        return None
    from explorer.opening import open_workspace

    opened = open_workspace(workspace)
    name = opened.settings.linking.model
    return opened.root / name if name else None


def say_model(files: Sequence[Path], model: Path | None, workspace: Path | None) -> None:
    """Say, on standard error, by which model and on which vocabulary texts are linked where the workspace tells them;
    nothing where files are named in the place of its vocabulary, nor outside of one."""
    if not files and _is_in_workspace(workspace):
        said = f"the model {model.name}" if model else "the general model"
        say(f"linking by {said}, on the vocabulary of maillage.toml.")


def _is_in_workspace(workspace: Path | None) -> bool:
    from graph.workspace import FILE

    return workspace is not None or (Path.cwd() / FILE).exists()


def open_vocabulary(files: Sequence[Path], workspace: Path | None) -> Thesaurus:
    """The thesaurus of the files, in which concepts that are the same are one, as in a build.

    Without files, that of the workspace named or of the folder one is in, else ours.
    """
    from ontology.equivalence import unified
    from ontology.thesaurus import Thesaurus, builtin

    if files:
        return unified(Thesaurus.from_files(files, files, say))
    if not _is_in_workspace(workspace):
        return builtin()
    from explorer.opening import open_workspace
    from ingest.vocabularies import read_vocabularies

    return read_vocabularies(open_workspace(workspace), tell=say).thesaurus


def open_linker(files: Sequence[Path], model: Path | None, workspace: Path | None, language: str = "") -> ConceptLinker:
    """The linker for the vocabulary, with the model where one is named; raises as their readers do.

    Where the vocabulary has no label in a language that is told apart, nor in the one given, that is said.
    """
    from ingest.linking import ConceptLinker, Model

    vocabulary = open_vocabulary(files, workspace)
    _tell_languages(vocabulary, language)
    return ConceptLinker(vocabulary, Model.load(model) if model else None)


def _tell_languages(vocabulary: Thesaurus, language: str) -> None:
    from ingest.linking.language import FUNCTION_WORDS

    spoken = {label.language.partition("-")[0] for concept in vocabulary.values() for label in concept.labels}
    if spoken and spoken.isdisjoint(("", language, *FUNCTION_WORDS)):
        known = ", ".join(sorted(spoken))
        say(f"the vocabulary has labels in {known} alone: they are found in texts that say that they are in it.")
