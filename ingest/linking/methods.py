"""How a concept was recognised in a text, and how sure each way is before the context is looked at."""

from __future__ import annotations

from typing import Final

__all__ = ["ACRONYM", "CERTAINTY", "COORDINATION", "INSERTION", "LABEL", "MODEL", "STEM", "VARIANT"]

LABEL: Final = "label"
VARIANT: Final = "variant"
ACRONYM: Final = "acronym"
COORDINATION: Final = "coordination"
INSERTION: Final = "insertion"
STEM: Final = "stem"
MODEL: Final = "model"

CERTAINTY: dict[str, float] = {
    LABEL: 0.98,
    VARIANT: 0.95,
    ACRONYM: 0.95,
    COORDINATION: 0.85,
    INSERTION: 0.7,
    STEM: 0.4,
    MODEL: 0.0,
}
"""Method to certainty.

``label``: the words of a label, whatever their case and accents. ``variant``: the same in another number or gender.
``acronym``: a short form in capitals that the text or the vocabulary explains. ``coordination``: words shared by two
labels (« la responsabilité sociale des organisations et des entreprises »). ``insertion``: a label with one word
inside. ``stem``: words of the same family (« recyclés » for « recyclage »). ``model``: words that went with the
concept in the texts that a model was trained on; the concept is not named, so the text's confidence stands instead.
"""
