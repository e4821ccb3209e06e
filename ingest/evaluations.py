"""What ``maillage evaluate`` measured, in the workspace's state, one file a gold file. Measuring is not for here."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import msgspec

from graph.manifest import ReliabilityBin
from graph.whole_file import whole_file
from graph.workspace import Workspace
from ingest.linking.mistakes import Mistake
from ontology.decoding import UNDECODABLE
from ontology.errors import DataError, Place

__all__ = ["Evaluation", "Evaluations"]

FOLDER = "evaluations"
_ENDING = ".json"


class Evaluation(msgspec.Struct, frozen=True, kw_only=True):
    """How well the linking answers a gold file, known by its name and the SHA-256 of its bytes; ``when`` in ISO 8601.

    ``model`` is the file of the model, empty for the general one, ``fingerprint`` what it says; ``vocabulary`` the
    files of the vocabulary, none where it is the workspace's own. ``labels`` are those of the concepts in
    ``mistakes``, by IRI and language.
    """

    gold: str
    hash: str
    when: str
    model: str = ""
    fingerprint: str = ""
    vocabulary: tuple[str, ...] = ()
    texts: int
    figures: dict[str, float]
    reliability: tuple[ReliabilityBin, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    labels: dict[str, dict[str, str]] = {}

    def label(self, concept: str, language: str) -> str:
        """What the concept is called, its IRI where the vocabulary does not have it."""
        return self.labels.get(concept, {}).get(language) or concept


class Evaluations:
    """The evaluations of a workspace."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def of(cls, workspace: Workspace) -> Evaluations:
        """Those in the workspace's state."""
        return cls(workspace.state / FOLDER)

    def keep(self, evaluation: Evaluation, gold: Path) -> None:
        """Keep an evaluation in the place of the last one of the gold file at that path.

        Raises :class:`DataError` naming the file where it cannot be written.
        """
        place = sha256(str(gold.resolve()).encode(errors="replace")).hexdigest()[:16]
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            problem = f"the folder cannot be made ({error.strerror or error})"
            raise DataError(problem, Place(str(self.folder)), "Check the rights on the workspace.") from error
        with whole_file(self.folder / f"{place}{_ENDING}") as file:
            file.write(msgspec.json.encode(evaluation) + b"\n")

    def read(self) -> list[Evaluation]:
        """All that are kept, the latest first, without those that are damaged or of another version."""
        found = (_read(path) for path in self.folder.glob(f"*{_ENDING}"))
        return sorted(filter(None, found), key=lambda each: (each.when, each.gold), reverse=True)


def _read(path: Path) -> Evaluation | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Evaluation)
    except (OSError, *UNDECODABLE):
        return None
