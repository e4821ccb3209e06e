"""The workspace: a folder with ``maillage.toml``, read into typed settings. What the settings mean is not for here."""

from __future__ import annotations

import os
import re
import tomllib
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from graph.home import EMBEDDED, Home, home
from graph.snapshot import Snapshots
from ontology.errors import CallError, DataError, Place
from ontology.file_names import check_name
from ontology.nearest import did_you_mean

__all__ = ["Limits", "Linking", "Network", "Settings", "Source", "StoreHome", "Updates", "Vocabulary", "Workspace"]

FILE = "maillage.toml"
_BASE = re.compile(r"https?://[^\s/?#<>\"{}|\\^`]+[^\s<>\"{}|\\^`]*")
"""The beginning of a web address: a scheme, a host, and none of what an IRI may not hold."""
_BASE_ENDS = ("/", "#", ":", "=")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
"""What a language's tag looks like (BCP 47), without the long names that no language bears."""


class _Settings(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """A table of the file: an unknown key is an error."""


class Network(_Settings, frozen=True):
    """Whose memory it is: titles by language, the languages in order of preference, the base of every IRI.

    ``title`` is one text, or one a language. ``languages`` holds at least one BCP 47 tag, such as « fr », « en » or
    « oc ». ``base_iri`` begins with http:// or https:// and ends with / or #.
    """

    title: dict[str, str] | str = "Maillage"
    languages: tuple[str, ...] = ("fr", "en")
    base_iri: str = "https://w3id.org/maillage/local/"
    licence: str = "https://creativecommons.org/licenses/by/4.0/"
    homepage: str = ""

    def name(self, language: str = "fr") -> str:
        """The title in that language, else in any."""
        if isinstance(self.title, str):
            return self.title
        return self.title.get(language) or next(iter(self.title.values()), "Maillage")


class Source(_Settings, frozen=True):
    """One ``[[sources]]`` or ``[[registers]]``: a file, folder or glob; its format where needed; a table's columns.

    ``map`` gives, for a field of the record, the column that holds it. ``record`` says what a table's rows are: event,
    publication, organisation, person, partnership. ``language`` is that of its texts, where rows or entries do not say
    their own. ``publisher`` is that of a table's rows that name none. ``found_at`` is an address that says what the
    whole source says. ``alignment`` is a Turtle file that says of which of the model's terms those of a source in RDF
    are a kind. Registers describe organisations and persons: only those that sources name come into the graph.
    """

    path: str
    format: str = ""
    record: str = ""
    map: dict[str, str] = {}
    language: str = ""
    found_at: str = ""
    publisher: str = ""
    alignment: str = ""


class Vocabulary(_Settings, frozen=True):
    """One ``[[vocabularies]]``: a SKOS file beside the built-in scheme."""

    path: str


class StoreHome(_Settings, frozen=True):
    """Where the graph is asked: ``embedded``, or the address at which a SPARQL 1.1 server takes queries.

    ``update`` is where that server takes updates, when its query address does not tell it; ``user`` is whom it knows us
    as. What must stay secret comes from the environment and never stands in the file.
    """

    location: str = EMBEDDED
    update: str = ""
    user: str = ""


class Limits(_Settings, frozen=True):
    """What a query from outside may use: seconds, rows, bytes, megabytes a worker, workers, queries a client.

    Clients are told apart by address; that of a client behind one of ``proxies`` is the one which that proxy forwards.
    """

    deadline: float = 30.0
    rows: int = 1_000_000
    bytes: int = 500_000_000
    memory: int = 2_048
    workers: int = 2
    concurrent: int = 8
    proxies: tuple[str, ...] = ()


class Federation(_Settings, frozen=True):
    """The endpoints that ``SERVICE`` may name."""

    endpoints: tuple[str, ...] = ()


class Updates(_Settings, frozen=True):
    """Whether programs may write over HTTP with a token: seconds an update may take, bytes it may send, the snapshots
    kept of those that updates made, whether shapes are checked before publication as they are for a build.
    """

    enabled: bool = False
    deadline: float = 120.0
    bytes: int = 50_000_000
    keep: int = 10
    validate: bool = True


class Editors(_Settings, frozen=True):
    """Who may decide: e-mail addresses as the log-in gives them."""

    emails: tuple[str, ...] = ()


class Linking(_Settings, frozen=True):
    """How concepts are ranked: the file of a model made by ``maillage train``, else the general model. No link is made
    to a concept that a text is about with less confidence than ``least``, from 0 to 1."""

    model: str = ""
    least: Annotated[float, msgspec.Meta(ge=0, le=1)] = 0.0


class Settings(_Settings, frozen=True):
    """The whole of ``maillage.toml``."""

    network: Network = Network()
    sources: tuple[Source, ...] = ()
    registers: tuple[Source, ...] = ()
    vocabularies: tuple[Vocabulary, ...] = ()
    scheme: Literal["builtin", "none"] = "builtin"
    linking: Linking = Linking()
    store: StoreHome = StoreHome()
    limits: Limits = Limits()
    federation: Federation = Federation()
    updates: Updates = Updates()
    editors: Editors = Editors()


class Workspace:
    """A folder with its settings and its snapshots. ``root`` is where paths in the file start from."""

    def __init__(self, root: Path, settings: Settings, state: Path) -> None:
        self.root = root
        self.settings = settings
        self.state = state

    @classmethod
    def open(cls, root: Path, state: Path | None = None) -> Workspace:
        """Read ``root/maillage.toml``.

        Raises :class:`CallError` when there is none, :class:`DataError` naming the line when it cannot be understood,
        and for a folder whose name is not UTF-8. ``state`` is where snapshots are kept: else a folder of the
        workspace's own inside the one that ``MAILLAGE_STATE`` names, else ``root/.maillage``.
        """
        path = root / FILE
        try:
            text = path.read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            raise CallError(
                f"there is no {FILE}", Place(str(root)), f"Write one with `maillage init {root}`."
            ) from None
        except (OSError, UnicodeDecodeError) as error:
            remedy = "Save it as UTF-8." if isinstance(error, UnicodeDecodeError) else "Check its rights."
            raise DataError(f"the file cannot be read ({error})", Place(str(path)), remedy) from error
        check_name(Path(os.path.realpath(root)))
        return cls(root, read_settings(text, str(path)), state or _state(root))

    @property
    def snapshots(self) -> Snapshots:
        """The snapshots of this workspace."""
        return Snapshots(self.state / "snapshots")

    @cached_property
    def home(self) -> Home:
        """Where the published graph is asked."""
        return home(self.settings.store, self.settings.network.base_iri, self.state)


def _state(root: Path) -> Path:
    """Where the workspace keeps its snapshots; no two workspaces share a folder."""
    chosen = os.environ.get("MAILLAGE_STATE")
    if not chosen:
        return root / ".maillage"
    place = str(root.resolve())
    return Path(chosen) / f"{root.resolve().name}-{blake2b(place.encode(), digest_size=4).hexdigest()}"


def read_settings(text: str, name: str = FILE) -> Settings:
    """Settings from the text of a ``maillage.toml``; errors name the line and, for a wrong key, the nearest right one.

    >>> read_settings('[network]\\ntitle = "A"').network.name()
    'A'
    >>> read_settings('[network]\\ntittle = "A"')
    Traceback (most recent call last):
    ontology.errors.DataError: maillage.toml, line 2: “tittle” is not a setting of [network]. Did you mean “title”?
    """
    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        if mark := re.search(r"^(?:<{7}|={7}|>{7}|\|{7})", text, re.MULTILINE):
            place = Place(name, f"line {text.count(chr(10), 0, mark.start()) + 1}")
            raise DataError(
                "a merge has left its marks here", place, "Keep one side, and take away the marks."
            ) from error
        where = re.search(r"at line (\d+)", str(error))
        place = Place(name, f"line {where[1]}" if where else "")
        raise DataError(f"this is not TOML: {error}", place, "Mend the syntax there.") from error
    try:
        settings = msgspec.convert(document, Settings)
    except msgspec.ValidationError as error:
        raise _explained(str(error), text, name) from error
    _check_base(settings.network.base_iri, text, name)
    _check_languages(settings.network.languages, text, name)
    _check_store(settings.store, text, name)
    return settings


def _check_base(base: str, text: str, name: str) -> None:
    """Raise :class:`DataError` for a base of IRIs that begins no web address, or to which no name can be put."""
    place = Place(name, _line(text, "base_iri", ["network"]))
    if not _BASE.fullmatch(base):
        said, remedy = "is not the beginning of web addresses", "Write https://…/ in maillage.toml."
        raise DataError(f"base_iri “{base}” {said}", place, remedy)
    if not base.endswith(_BASE_ENDS):
        raise DataError(f"base_iri “{base}” ends with neither / nor #", place, f"End it with a slash: “{base}/”.")


def _check_languages(languages: tuple[str, ...], text: str, name: str) -> None:
    """Raise :class:`DataError` where no language is named, or what is named is no tag of one."""
    place = Place(name, _line(text, "languages", ["network"]))
    remedy = 'Write tags of languages, the network’s own first: languages = ["fr", "en"].'
    if not languages:
        raise DataError("[network] names no language", place, remedy)
    for language in languages:
        if not _LANGUAGE.fullmatch(language):
            raise DataError(f"“{language}” is not the tag of a language", place, remedy)


def _check_store(store: StoreHome, text: str, name: str) -> None:
    """Raise :class:`DataError` for a location or an address for updates that is none."""
    if store.location == EMBEDDED:
        return
    from graph.endpoint import check_address

    for key, address in (("location", store.location), ("update", store.update)):
        try:
            check_address(address or store.location)
        except CallError as error:
            remedy = f'{error.remedy} Or write location = "{EMBEDDED}".' if key == "location" else error.remedy
            raise DataError(error.problem, Place(name, _line(text, key, ["store"])), remedy) from None


def _explained(message: str, text: str, name: str) -> DataError:
    """The error of the settings reader as a sentence with a line."""
    said, _, path = message.partition(" - at `$")
    tables = re.findall(r"[A-Za-z_]\w*", path)
    at = int(number[1]) if (number := re.match(r"\.\w+\[(\d+)\]", path)) else 0
    if unknown := re.search(r"unknown field `(.+)`", said):
        key = unknown[1]
        remedy = did_you_mean(key, _fields(tables))
        table = f"[{tables[0]}]" if tables else "the file"
        return DataError(f"“{key}” is not a setting of {table}", Place(name, _line(text, key, tables, at)), remedy)
    if missing := re.search(r"missing required field `(.+)`", said):
        place = Place(name, _line(text, tables[0], [], at))
        return DataError(f"[{'.'.join(tables)}] lacks “{missing[1]}”", place, f"Write {missing[1]} = … below it.")
    place = Place(name, _line(text, tables[-1], tables[:-1], at)) if tables else Place(name)
    problem = f"the value of {'.'.join(tables)} does not fit: {said[:1].lower()}{said[1:]}"
    return DataError(problem, place, "Write what is expected there.")


def _fields(tables: list[str]) -> tuple[str, ...]:
    table = {
        "network": Network,
        "sources": Source,
        "registers": Source,
        "vocabularies": Vocabulary,
        "linking": Linking,
        "store": StoreHome,
        "limits": Limits,
        "federation": Federation,
        "updates": Updates,
        "editors": Editors,
    }.get(tables[0] if tables else "", Settings)
    return table.__struct_fields__


def _line(text: str, key: str, tables: list[str], at: int = 0) -> str:
    """The line where a key stands, inside its table when there is one; ``at`` counts the tables of one name from 0."""
    inside, seen = not tables, -1
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[+\s*([\w.\"-]+)\s*\]+", line):
            called = header[1].strip('"')
            seen += called == (tables[0] if tables else key)
            inside = not tables or (called == tables[0] and seen == at)
            if called == key and seen == at:
                return f"line {number}"
        elif inside and re.match(rf"\s*\"?{re.escape(key)}\"?\s*[=.]", line):
            return f"line {number}"
    return ""
