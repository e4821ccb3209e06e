"""``maillage init``: a new workspace, with a commented maillage.toml that names the files found in the folder."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import click

from explorer.terminal import counted
from ontology.errors import CallError, Place
from ontology.file_names import check_name, is_sayable, shown_name
from ontology.folding import slug

__all__ = ["command"]

TEMPLATE = """\
# The settings of a Maillage workspace. Then: maillage build, maillage explore.

[network]
title = {{ fr = {title}, en = {title} }}   # the name of your network, as your sources write it
languages = ["fr", "en"]                   # in order of preference
# The beginning of every address you publish. This one is for trying out: what is below w3id.org/maillage is not yours.
# Take an address that you hold before you publish, or a folder of your own at w3id.org; see docs/guides/publish.md.
base_iri = "{base}"
licence = "https://creativecommons.org/licenses/by/4.0/"
# homepage = "https://example.org/"

# Where the network keeps its memory: a file, a folder or a glob each.
{sources}
# A table whose columns have names of their own: say which is which.
# [[sources]]
# path = "events.csv"
# record = "event"                         # event, publication, organisation, person or partnership
# map = {{ title = "Titre", start = "Date", kind = "Type" }}   # the fields: docs/reference/columns.md
# language = "fr"                          # of its texts, where its rows do not say it
# publisher = "Éditions des Cimes"         # of its rows that name none

# Vocabularies beside the built-in scheme: any SKOS file. scheme = "none", above [network], leaves ours out.
# [[vocabularies]]
# path = "eurovoc.ttl"

# [linking]                                # a ranking made by `maillage train`, else the general one
# model = "model.json"
# least = 0.05                             # from this confidence on a concept is linked; left out: all

# [store]                                  # where the graph is asked; see docs/servers.md
# location = "http://localhost:7878/query" # a SPARQL 1.1 server that each build is published on, else "embedded"
# user = "dba"                             # the password comes from MAILLAGE_STORE_PASSWORD

# Who is who: organisations or persons that sources may mention, with their identifiers. A table of yours has columns
# such as Nom, Sigle, Variantes, ROR, SIREN, Wikidata; of ROR's own file nothing need be said.
# [[registers]]
# path = "annuaire.csv"
# record = "organisation"                  # or person

# [limits]                                 # what one query from outside may use
# deadline = 30.0                          # seconds
# rows = 1000000
# proxies = ["127.0.0.1"]                  # reverse proxies whose X-Forwarded-For is believed

# [federation]                             # the endpoints that SERVICE may name
# endpoints = ["https://query.wikidata.org/sparql"]

# [updates]                                # whether programs may write over HTTP, with a token
# enabled = false

# [editors]                                # who may decide on the review page, once logged in
# emails = ["anne@example.org"]
"""

_IGNORED = """\
# What Maillage makes again, and what must stay secret.
.maillage/
token
.streamlit/secrets.toml
"""
_SAVE_AS = {
    ".xlsx, or CSV": (".xls", ".ods", ".numbers", ".xlsb"),
    ".docx, or PDF": (".doc", ".odt", ".rtf", ".pages"),
    "PDF": (".ppt", ".pptx", ".odp", ".key"),
}
"""What a program saves files of these kinds as, for a reader to read them."""
_PACKED = (".zip", ".7z", ".rar", ".tar", ".tgz", ".gz")
_MOST_NAMED = 10


@click.command(name="init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--title", help="The name of the network (default: the folder's).")
def command(folder: Path, title: str | None) -> None:
    """Write a new workspace in DIR: a commented maillage.toml that names the files and folders already there.

    A .gitignore leaves out what builds make and what must stay secret. Nothing that exists is overwritten.
    Example: maillage init mon-reseau --title "Réseau des tiers-lieux"
    """
    from graph.whole_file import whole_file

    target = folder / "maillage.toml"
    if target.exists():
        raise CallError("there is a workspace here already", Place(str(target)), "Edit it, or choose another folder.")
    check_name(folder.resolve())
    folder.mkdir(parents=True, exist_ok=True)
    name = title or folder.resolve().name
    files = sorted(path for path in folder.iterdir() if _is_source(path))
    found = [path.name for path in files if is_sayable(path)]
    base = f"https://w3id.org/maillage/{slug(name) or 'local'}/"
    entries = [f"[[sources]]\npath = {json.dumps(file, ensure_ascii=False)}\n" for file in found]
    entries = entries or ['# [[sources]]\n# path = "pages/*.html"\n']
    text = TEMPLATE.format(title=json.dumps(name, ensure_ascii=False), base=base, sources="\n".join(entries))
    with whole_file(target) as file:
        file.write(text.encode())
    if not (ignored := folder / ".gitignore").exists():
        with whole_file(ignored) as file:
            file.write(_IGNORED.encode())
    click.echo(f"{target} is written, with {counted(len(found), 'source')}.")
    for path in files:
        if not is_sayable(path):
            click.echo(f"Left out, for its name is not UTF-8: rename it. {shown_name(path)}", err=True)
    if rdf := sorted(shown_name(Path(path.name)) for path in folder.iterdir() if _format(path) == "rdf"):
        click.echo(f"RDF is for you to place, among [[sources]] or [[vocabularies]]: {', '.join(rdf)}")
    for said in _unread(folder):
        click.echo(said)
    here = folder.resolve() == Path.cwd()
    click.echo("Next: edit it, then  maillage build" + ("" if here else f" --workspace {folder}"))


def _unread(folder: Path) -> Iterator[str]:
    """What to do with the documents below the folder that no reader reads, each named."""
    known = {ending: form for form, endings in _SAVE_AS.items() for ending in endings}
    by_form: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted(folder.rglob("*")):
        name, ending = path.relative_to(folder), path.suffix.lower()
        hidden = any(part.startswith(".") for part in name.parts) or path.name.startswith("~$")
        if not hidden and (ending in known or ending in _PACKED) and path.is_file():
            by_form[known.get(ending, "")].append(shown_name(name))
    for form in sorted(by_form, reverse=True):
        names = by_form[form]
        listed = ", ".join(names[:_MOST_NAMED]) + (
            f" and {len(names) - _MOST_NAMED} more" if names[_MOST_NAMED:] else ""
        )
        yield f"Not read yet, save as {form}: {listed}" if form else f"Not read yet, unpack in this folder: {listed}"


def _is_source(path: Path) -> bool:
    """Whether the file, or one below the folder, is one that a reader reads; whether RDF is a source, people say."""
    if path.is_dir() and not path.name.startswith("."):
        return any(_is_source(below) for below in path.iterdir() if not (below.is_symlink() and below.is_dir()))
    return _format(path) not in ("", "rdf")


def _format(path: Path) -> str:
    """The format of a file that is there to be read, else an empty string."""
    from ingest.decisions.log import FILE
    from ingest.sources import guess_format

    return "" if path.name.startswith(".") or path.name == FILE or not path.is_file() else guess_format(path)
