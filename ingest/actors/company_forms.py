"""The legal forms of French companies that are one word each: « SARL », « SCOP ».

Where such a word is a form, and where part of a name, is for :mod:`ingest.actors.legal_forms`.
"""

from __future__ import annotations

__all__ = ["COMPANY_FORMS"]

COMPANY_FORMS = frozenset("sa sas sasu sarl eurl sca scop scic snc scp selarl selas gie".split())
"""Folded; « SCI » is the word for science in too many names, and none of them."""
