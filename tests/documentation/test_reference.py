"""``docs/reference`` is the reference that the code and the ontology make, and lacks nothing that there is."""

from __future__ import annotations

import re
from typing import get_args

import click
import msgspec
import pytest

from explorer.components.address import PATHS
from graph.questions import questions
from graph.workspace import Settings
from ingest.sources.table.usual_names import KINDS, REQUIRED
from ontology import namespaces
from ontology.namespaces import OA
from ontology.terms import shapes, terms
from tests.documentation.called import commands, routes
from tests.documentation.reference import FOLDER, pages
from tests.documentation.settings import ROOT, variables

_TERM = r"\b(BIBO|DCTERMS|FOAF|ML|OA|ORG|PROV|SCHEMA|SKOS)\.([a-zA-Z]\w+)"


def committed(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def test_the_pages_that_are_committed_are_those_that_the_code_makes() -> None:
    assert {path.name for path in FOLDER.glob("*.md")} == set(pages())
    stale = [name for name, text in pages().items() if committed(name) != text]
    assert not stale, "run `make docs`"


def test_every_command_and_every_option_is_told() -> None:
    said = committed("commands.md")
    for name, command in commands():
        section = said.partition(f"## `{name}`\n")[2].partition("\n## ")[0]
        assert section, name
        for parameter in command.params:
            for written in (*parameter.opts, *parameter.secondary_opts):
                shown = written if isinstance(parameter, click.Option) else (parameter.metavar or written.upper())
                assert shown in section, (name, written)


def fields_of(field: msgspec.structs.FieldInfo) -> tuple[str, ...]:
    """The keys of a table of the settings, alone or repeated; none for what stands above the tables."""
    return getattr(next(iter(get_args(field.type)), field.type), "__struct_fields__", ())


def test_every_setting_is_told_in_its_table() -> None:
    said = committed("settings.md")
    for field in msgspec.structs.fields(Settings):
        section = re.search(rf"## `\[*{field.name}\]*`\n(.*?)(?=\n## )", said, re.DOTALL)
        assert section, field.name
        keys = re.findall(r"^\| `(\w+)` \|", section[1], re.MULTILINE)
        assert keys == list(fields_of(field)), field.name
    assert all(name in said for name in variables())


def test_every_field_and_usual_name_of_a_column_is_told() -> None:
    said = committed("columns.md")
    for kind, fields in KINDS.items():
        section = said.partition(f'## `record = "{kind}"`\n')[2].partition("\n## ")[0]
        for field, names in fields.items():
            assert f"`{field}`" in section, (kind, field)
            assert all(name in section for name in names.split(" | ")), (kind, field)
        assert all(f"| `{field}` * |" in section for field in REQUIRED[kind])


def test_every_address_is_told() -> None:
    said = committed("http.md")
    for path in (*(route.path for route in routes()), *(f"/{path}" for path in PATHS.values())):
        assert f"| `{path}` |" in said
    rows = re.findall(r"^\| `(/[^`]*)` \| [A-Z, ]+ \| (.*) \|$", said, re.MULTILINE)
    assert len(rows) == len(routes())
    assert [path for path, answer in rows if not answer] == []
    leading = {path for path, answer in rows if answer.startswith("leads to the same path")}
    assert leading == {"/dumps", "/graph-store/", "/sparql/"}


def test_every_term_shape_and_question_is_told() -> None:
    said = {name: committed(name) for name in ("ontology.md", "shapes.md", "questions.md")}
    assert all(f"`{term.name}`" in said["ontology.md"] for term in terms())
    assert all(f"## `{shape.name}`" in said["shapes.md"] for shape in shapes())
    assert all(f"## {name}\n" in said["questions.md"] for name in questions())


def test_every_class_and_property_that_a_build_writes_is_told() -> None:
    modules = (ROOT / "ingest" / "triples").glob("*.py")
    written = {each for path in modules for each in re.findall(_TERM, path.read_text(encoding="utf-8"))}
    iris = {getattr(namespaces, prefix)[name].value for prefix, name in written} - {OA.describing.value}  # a motivation
    assert len(iris) > 50
    assert iris <= {term.iri for term in terms()}


@pytest.mark.parametrize("name", sorted(pages()))
def test_a_page_links_only_to_what_is_there(name: str) -> None:
    for target in re.findall(r"\]\(([^)#]+\.md)", committed(name)):
        assert (FOLDER / target).exists()
