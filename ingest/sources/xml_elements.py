"""XML files of any size read element by element: no entity is expanded, no address fetched, nothing kept in memory.

What the elements say is not for here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from unicodedata import normalize

from lxml import etree

from ingest.records import Rejection
from ontology.errors import DataError, Place

__all__ = ["local_name", "words", "xml_elements"]

_REMEDY = "Export or fetch it again; it may be cut short."


def xml_elements(path: Path, tags: Collection[str]) -> Iterator[etree._Element | Rejection]:
    """Each element of these tags (« {*}item »), whole, and emptied once the next is asked for.

    Where the XML breaks, a rejection names the line and ends the reading. Raises :class:`DataError` when the file
    cannot be opened or is empty.
    """
    place = Place(str(path))
    try:
        if not path.stat().st_size:
            raise DataError("the file is empty", place, "Take it out of the sources, or fill it.")
        file = path.open("rb")
    except OSError as error:
        raise DataError(f"the file cannot be read ({error.strerror or error})", place, "Check the path.") from error
    with file:
        parsing = etree.iterparse(
            file, tag=tuple(tags), resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
            remove_pis=True,
        )  # fmt: skip
        try:
            for _, element in parsing:
                yield element
                _forget(element)
        except etree.XMLSyntaxError as error:
            where = Place(str(path), f"line {error.lineno or 1}")
            yield Rejection(where, f"the XML is broken: {_said(error)}", _REMEDY, breaks=True)


def _forget(element: etree._Element) -> None:
    """Free the element and all that stands before it and above."""
    element.clear()
    for above in (element, *element.iterancestors()):
        parent = above.getparent()
        while parent is not None and above.getprevious() is not None:
            del parent[0]


def _said(error: etree.XMLSyntaxError) -> str:
    return " ".join(str(error.msg).split())[:200].rstrip(".")


def local_name(element: etree._Element) -> str:
    """The element's name without its namespace, whatever the name is."""
    return str(element.tag).rpartition("}")[2]


def words(element: etree._Element | None) -> str:
    """All the words in an element, in NFC, on one line; empty for none. The file's own entities stay unexpanded."""
    if element is None:
        return ""
    return " ".join(normalize("NFC", "".join(map(str, element.itertext()))).split())
