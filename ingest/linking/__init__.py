"""Concepts in text: mentions with their evidence, and the subjects that they make.

>>> from ingest.records import Passage
>>> from ontology.concept import Concept, Label, LabelKind
>>> from ontology.thesaurus import Thesaurus
>>> pref = Label("biodiversité", "fr", LabelKind.PREF)
>>> linker = ConceptLinker(Thesaurus({"http://e.org/b": Concept("http://e.org/b", (pref,))}))
>>> [subject] = linker.link([Passage("text", "Préserver la BIODIVERSITE des Alpes")])
>>> subject.mentions[0].quote, subject.mentions[0].start, subject.mentions[0].method
('BIODIVERSITE', 13, 'label')
"""

from ingest.linking.linker import SUBJECT_CONFIDENCE, ConceptLinker, is_stated, is_subject
from ingest.linking.mention import Mention
from ingest.linking.model import Model
from ingest.linking.subject import Subject

__all__ = ["SUBJECT_CONFIDENCE", "ConceptLinker", "Mention", "Model", "Subject", "is_stated", "is_subject"]
