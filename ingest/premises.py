"""What a build goes by beside its records: the vocabularies, the linker that knows them, what people decided.

Reading records is not for here, nor is what the published graph holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from graph.workspace import Workspace
from ingest.decisions.decision import Decision
from ingest.decisions.kinds import Kinds
from ingest.decisions.renames import rulings_of
from ingest.decisions.rulings import Rulings
from ingest.linking import ConceptLinker, Model
from ingest.program import program
from ingest.remembered import recall_labels, remember, remember_labels
from ingest.tracking import Tell, untold
from ingest.vocabularies import Vocabularies, read_vocabularies

__all__ = ["Premises"]


@dataclass(frozen=True, slots=True)
class Premises:
    """What records are linked and put together by.

    ``refused`` are the decisions that cannot hold, each with the reason; ``made_of`` is the hash of all that a graph is
    made of beside records and decisions.
    """

    workspace: Workspace
    spoken: Vocabularies
    model: Model
    linker: ConceptLinker
    rulings: Rulings
    refused: dict[Decision, str]
    made_of: str

    @classmethod
    def of(cls, workspace: Workspace, *, keep_going: bool, tell: Tell = untold) -> Premises:
        """Those of a workspace, the labels as the last build kept them; ``tell`` is told what is left out of these.

        Raises :class:`DataError` where the model or the decisions cannot be read, or a vocabulary, unless
        ``keep_going``.
        """
        linking, network = workspace.settings.linking, workspace.settings.network
        spoken = read_vocabularies(workspace, keep_going=keep_going, tell=tell)
        rulings, refused = rulings_of(workspace, Kinds(network.base_iri, spoken.thesaurus))
        model = Model.load(workspace.root / linking.model) if linking.model else Model.untrained()
        linker = ConceptLinker(spoken.thesaurus, model, least=linking.least, vocabulary=spoken.hash)
        files = (f"{file.graph} {file.hash}" for file in spoken.files)
        made_of = _hash([network.base_iri, network.name(), linker.fingerprint, *files])
        linker.recall(recall_labels(workspace, made_of))
        return cls(workspace, spoken, model, linker, rulings, refused, made_of)

    @property
    def base(self) -> str:
        """What things are below."""
        return self.workspace.settings.network.base_iri

    @property
    def owner(self) -> str:
        """The name of the network's own organisation."""
        return self.workspace.settings.network.name()

    @property
    def languages(self) -> tuple[str, ...]:
        """Those of the network, its own first."""
        return self.workspace.settings.network.languages

    def keep(self) -> None:
        """Keep the vocabulary and its labels for the next build."""
        remember(self.workspace, self.spoken.made_of, self.linker)
        remember_labels(self.workspace, self.made_of, self.linker)


def _hash(parts: Iterable[str]) -> str:
    return sha256("\n".join([program("ontology", "graph", "ingest"), *parts]).encode()).hexdigest()
