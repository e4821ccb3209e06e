"""The file of a ranking model: plain JSON, checked when read. Fitting one is not for here."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

import msgspec

from ingest.linking.additive_model import AdditiveModel
from ingest.linking.association import Association
from ingest.linking.calibration import Calibration
from ingest.linking.experience import Experience
from ingest.linking.features import FEATURES
from ingest.linking.learned import LEARNED_FEATURES
from ingest.linking.measures import Reliability
from ingest.special_files import named_special_file
from ontology.decoding import UNDECODABLE
from ontology.errors import DataError, Place
from ontology.thesaurus import Thesaurus

__all__ = ["FORMAT", "Model", "vocabulary_hash"]

FORMAT: Final = "maillage-linking-model/5"
_UNTRAINED = Path(__file__).with_name("untrained.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A ranking with its calibration and, where it was trained for a vocabulary, what it learned of that vocabulary.

    ``vocabulary`` is the hash of that vocabulary's concepts and labels, empty where the model serves any;
    ``experience`` and ``association`` are then missing. ``figures`` tell how it was trained and how well it does,
    ``reliability`` how often its confidences were right, on texts that it did not see. Raises :class:`ValueError` for a
    ranking by what texts are not described by.
    """

    ranking: AdditiveModel
    calibration: Calibration
    vocabulary: str = ""
    experience: Experience | None = None
    association: Association | None = None
    figures: Mapping[str, Any] = field(default_factory=dict)
    reliability: Sequence[Reliability] = ()
    format: str = FORMAT

    def __post_init__(self) -> None:
        learned = self.experience is not None and self.association is not None
        if unknown := self.ranking.curves.keys() - set(LEARNED_FEATURES if learned else FEATURES):
            raise ValueError(f"the ranking has a curve for “{min(unknown)}”, which no text is described by")

    @classmethod
    def load(cls, path: Path) -> Model:
        """Read a model file.

        Raises :class:`DataError` where the file is missing, is no model, is of another version or was altered.
        """
        place = Place(str(path))
        if special := named_special_file(path):
            raise DataError(f"the model cannot be read ({special})", place, "Check the path.")
        try:
            content = path.read_bytes()
        except OSError as error:
            raise DataError(
                f"the model cannot be read ({error.strerror or error})", place, "Check the path."
            ) from error
        try:
            known = msgspec.json.decode(content, type=_Marked).model.format
            if known != FORMAT:
                problem = f"the model's format is “{known}”, not “{FORMAT}”"
                raise DataError(problem, place, "Train it again with `maillage train`.")
            model = msgspec.json.decode(content, type=_File)
        except UNDECODABLE as error:
            raise DataError(
                f"the file is not a linking model: {error}", place, "Make one with `maillage train`."
            ) from error
        if model.checksum != model.model.fingerprint:
            raise DataError(
                "the model was altered after it was trained", place, "Train it again with `maillage train`."
            )
        return model.model

    @classmethod
    def is_model(cls, path: Path) -> bool:
        """Whether a file is a linking model, of this version or another; :class:`OSError` where it cannot be read."""
        try:
            known = msgspec.json.decode(path.read_bytes(), type=_Marked).model.format
        except UNDECODABLE:
            return False
        return known.startswith(FORMAT.rpartition("/")[0])

    def encoded(self) -> bytes:
        """The model's file: JSON with its checksum; the same model gives the same bytes."""
        return msgspec.json.encode(_File(self.fingerprint, self)) + b"\n"

    @classmethod
    def untrained(cls) -> Model:
        """The model that comes with Maillage: it knows no vocabulary and serves them all."""
        return _untrained()

    @property
    def fingerprint(self) -> str:
        """A hash of all that the model says."""
        plain = json.dumps(msgspec.to_builtins(self), sort_keys=True)
        return blake2b(plain.encode(), digest_size=16).hexdigest()

    def check(self, vocabulary: str) -> None:
        """Raise :class:`DataError` where the model was trained on a vocabulary other than the one of that hash."""
        if self.vocabulary and self.vocabulary != vocabulary:
            raise DataError(
                "the model was trained on another vocabulary, or on another version of it",
                remedy="Give the vocabulary files that it was trained on, or train again with `maillage train`.",
            )


@dataclass(frozen=True, slots=True)
class _File:
    checksum: str
    model: Model


@dataclass(frozen=True, slots=True)
class _Format:
    format: str


@dataclass(frozen=True, slots=True)
class _Marked:
    """What every version of the file has."""

    model: _Format


@cache
def _untrained() -> Model:
    return Model.load(_UNTRAINED)


def vocabulary_hash(thesaurus: Thesaurus) -> str:
    """A hash of the concepts, labels, definitions and links of a vocabulary."""
    digest = blake2b(digest_size=16)
    for iri, concept in thesaurus.items():
        near = concept.schemes, concept.broader, concept.related
        digest.update(repr((iri, concept.labels, concept.notations, concept.definitions, *near)).encode())
    return digest.hexdigest()
