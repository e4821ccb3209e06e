"""The reference, page by page, as Markdown made from the code and the ontology; nothing in it is written by hand.

Commands and routes are in ``called.py``, settings in ``settings.py``, tables in ``columns.py``; here are the words:
terms, shapes, questions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from graph.questions import Question, questions
from ontology.namespaces import PREFIXES
from ontology.terms import Shape, Term, shapes, terms
from tests.documentation.called import commands_page, http_page
from tests.documentation.columns import columns_page
from tests.documentation.settings import settings_page
from tests.documentation.table import table

__all__ = ["FOLDER", "pages"]

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "reference"
_MADE = "\n\n<!-- Made by `make docs` from the code: do not edit. -->\n\n"
_SORTS = {
    "class": "Classes",
    "property": "Propriétés · Properties",
    "value": "Décisions et méthodes · Decisions and methods",
}


def pages() -> dict[str, str]:
    """Every page, by the name of its file."""
    made = {
        "columns.md": columns_page(),
        "commands.md": commands_page(),
        "http.md": http_page(),
        "ontology.md": _ontology_page(),
        "questions.md": _questions_page(),
        "settings.md": settings_page(),
        "shapes.md": _shapes_page(),
    }
    made["README.md"] = _index(made)
    return {name: _marked(text) for name, text in made.items()}


def _marked(text: str) -> str:
    title, _, rest = text.strip().partition("\n\n")
    return f"{title}{_MADE}{rest}\n"


def _index(made: Mapping[str, str]) -> str:
    lines = [f"- [{text.splitlines()[0].lstrip('# ')}]({name})" for name, text in made.items()]
    return "# Référence · Reference\n\n" + "\n".join(lines)


def _ontology_page() -> str:
    parts = [
        "# L’ontologie · The ontology",
        "Every class and property that a graph may use. A server shows the same at `/ontology`.",
        table(("prefix", "namespace"), ((f"`{prefix}:`", f"`{iri}`") for prefix, iri in PREFIXES.items())),
    ]
    for sort, title in _SORTS.items():
        own = [term for term in terms() if term.own and term.sort == sort]
        parts += [f"## {title}", *map(_own_term, own)]
    for sort in ("class", "property"):
        known = [term for term in terms() if not term.own and term.sort == sort]
        rows = ((f"`{term.name}`", *_both(term.labels), " / ".join(term.inverse.values())) for term in known)
        title = f"## Termes connus · Known terms: {_SORTS[sort]}"
        parts += [title, table(("term", "français", "English", "dans l’autre sens / from its other end"), rows)]
    return "\n\n".join(parts)


def _own_term(term: Term) -> str:
    named = ((relation, ", ".join(f"`{name}`" for name in names)) for relation, names in term.links.items())
    links = "; ".join(f"{relation} {names}" for relation, names in named)
    lines = [f"### `{term.name}`: {' · '.join(_both(term.labels))}", *term.meanings.values(), links]
    return "\n\n".join(line for line in lines if line)


def _shapes_page() -> str:
    head = "A violation stops publication; a warning and an info are told. Shapes without a class are used by others."
    return "\n\n".join(["# Les formes · The shapes", head, *map(_shape, shapes())])


def _shape(shape: Shape) -> str:
    targets = ", ".join(f"`{name}`" for name in shape.targets)
    rows = [(f"`{rule.path}`" if rule.path else "", rule.severity, *_both(rule.messages)) for rule in shape.rules]
    parts = [
        f"## `{shape.name}`" + (f" of {targets}" if targets else ""),
        f"With {', '.join(f'`{name}`' for name in shape.uses)}." if shape.uses else "",
        table(("of", "severity", "français", "English"), rows) if rows else "",
    ]
    return "\n\n".join(part for part in parts if part)


def _questions_page() -> str:
    head = (
        "`maillage query NAME parameter=value`, or `/questions/NAME?parameter=value` of a server. Each takes "
        "`language` (`fr`, `en`: of labels; a server takes `lang` for it too) and `limit` (rows, 100 where it is not "
        "given) too."
    )
    title = "# Les questions toutes faites · The named questions"
    return "\n\n".join([title, head, *map(_question, questions().values())])


def _question(question: Question) -> str:
    rows = [
        (f"`{each.name}`", each.type, "" if each.default is None else f"`{each.default}`", f"`{each.example}`")
        for each in question.parameters
    ]
    lines = [f"## {question.name}", *_both(question.sentences)]
    if rows:
        lines.append(table(("parameter", "type", "default", "example"), rows))
    return "\n\n".join(lines)


def _both(by_language: Mapping[str, str]) -> Iterable[str]:
    return (by_language.get("fr", ""), by_language.get("en", ""))
