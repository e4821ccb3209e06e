"""Where things are on this server: the path of a thing's page and data from its IRI, and back."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from explorer.components.address import href
from explorer.texts import LANGUAGES
from ontology.namespaces import CONCEPT

__all__ = ["Addresses"]

_SHARED = CONCEPT.iri.removesuffix("concept/")
_SHARED_KINDS = ("concept/", "kind/")
"""What Maillage names for all networks: its concepts and its kinds."""


class Addresses:
    """The addresses of things; those below ``base``, and the concepts of Maillage, have paths of their own."""

    def __init__(self, base: str) -> None:
        self._base = base

    def page(self, iri: str, language: str = LANGUAGES[0]) -> str:
        """The path of the page for people.

        >>> Addresses("https://e.org/").page("https://e.org/event/été 1", "en")
        '/page/event/%C3%A9t%C3%A9%201?lang=en'
        >>> Addresses("https://e.org/").page("http://other.org/a")
        '/page?iri=http%3A%2F%2Fother.org%2Fa'
        """
        return self._path("page", iri, "", {} if language == LANGUAGES[0] else {"lang": language})

    def data(self, iri: str, extension: str, page: int = 1) -> str:
        """The path of the data in the syntax of that extension.

        >>> Addresses("https://e.org/").data("https://e.org/event/1", "ttl", 2)
        '/data/event/1.ttl?page=2'
        """
        more = {"page": str(page)} if page > 1 else {}
        if self._local(iri):
            return self._path("data", iri, f".{extension}", more)
        return self._path("data", iri, "", {"format": extension, **more})

    def has_path(self, iri: str) -> bool:
        """Whether a thing has a path of its own here, as what others name has not."""
        return bool(self._local(iri))

    @staticmethod
    def explorer(iri: str, language: str) -> str:
        """The path of the explorer's page."""
        return href("thing", language, iri=iri)

    def iris(self, path: str, raw_path: str) -> tuple[str, ...]:
        """The IRIs that a path may stand for, as a client may have encoded it: decoded first, then as it was sent.

        >>> Addresses("https://e.org/").iris("concept/rse", "concept/rse")
        ('https://e.org/concept/rse', 'https://w3id.org/maillage/concept/rse')
        """
        bases = (self._base, _SHARED) if path.startswith(_SHARED_KINDS) else (self._base,)
        return tuple(dict.fromkeys(base + each for base in bases for each in (path, raw_path)))

    def _local(self, iri: str) -> str:
        """The path of an IRI that has one of its own here, else an empty string."""
        path = iri.removeprefix(self._base)
        if path == iri:
            path = iri.removeprefix(_SHARED)
            if not path.startswith(_SHARED_KINDS):
                return ""
        return "" if path == iri or {"", ".", ".."} & set(path.split("/")) else path

    def _path(self, root: str, iri: str, extension: str, parameters: dict[str, str]) -> str:
        if local := self._local(iri):
            path = f"/{root}/{quote(local, safe='/')}{extension}"
        else:
            path, parameters = f"/{root}", {"iri": iri, **parameters}
        return f"{path}?{urlencode(parameters)}" if parameters else path
