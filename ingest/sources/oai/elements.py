"""The elements of OAI-PMH 2.0 (section 2.5): what a record's header says."""

from __future__ import annotations

from lxml import etree

from ingest.sources.xml_elements import words

__all__ = ["OAI", "header_of", "is_deleted"]

OAI = "{http://www.openarchives.org/OAI/2.0/}"
"""The namespace, as element names bear it."""


def header_of(record: etree._Element) -> tuple[str, str]:
    """The record's identifier and datestamp; empty where the header lacks them."""
    return words(record.find(f"{OAI}header/{OAI}identifier")), words(record.find(f"{OAI}header/{OAI}datestamp"))


def is_deleted(record: etree._Element) -> bool:
    """Whether the repository says that the record is no more."""
    header = record.find(f"{OAI}header")
    return header is not None and header.get("status") == "deleted"
