"""What readers say of a file, and servers of a request, in English is known in French, each sentence of them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import explorer.http
import graph
import ingest
from explorer.http.refusals import ForbiddenError
from explorer.texts import texts
from explorer.texts.told import told, told_error
from graph.room import room_remedy
from graph.syntax import syntax_error
from ingest.decisions import DecisionLog
from ingest.sources.dates import read_period
from ontology import rdf_file, recoding, unpacking
from ontology.errors import CallError, DataError, LimitError, MaillageError, Place
from ontology.namespaces import PREFIXES

HOUSE = Path(ingest.__file__).parent
SOURCES = sorted((HOUSE / "sources").rglob("*.py"))
READERS = [*SOURCES, *sorted((HOUSE / "prose").rglob("*.py")), HOUSE / "reading.py"]
READERS += [Path(rdf_file.__file__), Path(recoding.__file__), Path(unpacking.__file__)]
SERVER, GRAPH = Path(explorer.http.__file__).parent, Path(graph.__file__).parent
_OF_THE_HOUSE = {"authority", "borrowed", "worker_process"}
"""What these say, or some of it, no request is answered with."""
ANSWERING = [
    *(path for path in sorted(SERVER.rglob("*.py")) if path.stem not in _OF_THE_HOUSE),
    *(
        GRAPH / name
        for name in (
            "binding.py",
            "export.py",
            "exports/selection.py",
            "fulltext.py",
            "room.py",
            "syntax.py",
            "tokens.py",
        )
    ),
    SERVER.parent / "components" / "taking.py",
    *(SERVER.parent / name for name in ("choosing.py", "naming.py", "reviewing.py")),
    *(HOUSE / "decisions" / name for name in ("decision.py", "log.py", "renames.py")),
]
_PYTHONS = {"ValueError", "RuntimeError"}
_KEPT = {"problem", "remedy", "allowed", "unnamed"}
"""What a sentence is called that is said a line below."""
PLACE = {"DataError": 0, "Rejection": 1, "reject": 0, "_reject": 1, "_broken": 0, "set_aside": 1}
"""Which argument of each is the problem."""


def problems(path: Path) -> Iterator[str]:
    """The sentences that a module says of files, as they would be read; “XX” for what differs from one to the next."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            place = PLACE.get(called(node))
            if place is not None and len(node.args) > place:
                yield from written(node.args[place])
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "reason":
            yield from written(node.value)


def remedies(path: Path) -> Iterator[str]:
    """The sentences of a module that say what to do, as they would be read: its texts that are whole sentences."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = list(ast.walk(tree))
    described = {node.value for node in nodes if isinstance(node, ast.Expr)}
    parts = {part for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in nodes:
        if isinstance(node, ast.Constant | ast.JoinedStr) and node not in described | parts:
            yield from (text for text in written(node) if re.fullmatch(r"[A-Z].* .*[.?]", text))


def answers(path: Path) -> Iterator[str]:
    """The problems and remedies of the errors that a module raises, as they would be read."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and called(node).endswith("Error") and called(node) not in _PYTHONS:
            yield from (said for each in (*node.args[:1], *node.args[2:]) for said in written(each))
            yield from (said for each in node.keywords if each.arg == "remedy" for said in written(each.value))
        elif isinstance(node, ast.Assign) and {each.id for each in node.targets if isinstance(each, ast.Name)} & _KEPT:
            value = node.value
            both = (value.body, value.orelse) if isinstance(value, ast.IfExp) else (value,)
            yield from (said for each in both for said in written(each))


def called(call: ast.Call) -> str:
    """The name of the function or the method that is called."""
    if isinstance(call.func, ast.Name):
        return call.func.id
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def written(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        parts = [str(part.value) if isinstance(part, ast.Constant) else "XX" for part in node.values]
        if any(part.isalpha() or " " in part for part in parts if part != "XX"):
            yield "".join(parts)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_every_reason_of_a_reader_is_known_in_french(path: Path) -> None:
    assert [problem for problem in problems(path) if not told(texts("fr"), problem)] == []


@pytest.mark.parametrize("path", READERS, ids=lambda path: path.stem)
def test_what_a_reader_says_to_do_is_known_in_french(path: Path) -> None:
    assert [sentence for sentence in remedies(path) if not told(texts("fr"), sentence)] == []


@pytest.mark.parametrize("path", ANSWERING, ids=lambda path: path.stem)
def test_what_a_request_is_refused_with_is_known_in_french(path: Path) -> None:
    assert [sentence for sentence in answers(path) if not told(texts("fr"), sentence)] == []


@pytest.mark.parametrize("name", ["log.py", "renames.py"])
def test_what_to_do_about_the_files_of_decisions_is_known_in_french(name: str) -> None:
    said = [*remedies(HOUSE / "decisions" / name)]
    assert [sentence for sentence in said if not told(texts("fr"), sentence)] == []
    assert said


def test_the_readers_say_dozens_of_reasons() -> None:
    assert len({problem for path in SOURCES for problem in problems(path)}) > 70


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1er avril", "«\xa01er avril\xa0» ne peut être pris pour une date\xa0: son année n’est pas dite"),
        ("03/04/2013", "on ne sait lequel des nombres est le jour, et lequel le mois"),
        ("mardi 13 mai 2013", "ce jour n’est pas un mardi"),
    ],
)
def test_why_a_date_cannot_be_taken_is_told_in_french(written: str, expected: str) -> None:
    with pytest.raises(ValueError, match=r"\w") as raised:
        read_period(written, "en")
    said = f"“{written}” cannot be taken as a date: {raised.value}"
    assert told(texts("fr"), said).endswith(expected)
    on_page = told(texts("fr"), f"“Forum” has a date that cannot be taken: “{written}”: {raised.value}")
    assert on_page.startswith(f"«\xa0Forum\xa0» a une date qui ne peut être prise\xa0: «\xa0{written}\xa0»\xa0: ")
    assert on_page.endswith(expected.rpartition("\xa0: ")[2])


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (
            ForbiddenError("SERVICE may not ask https://e.org/sparql", None, "No endpoint is open to it here."),
            "SERVICE ne peut pas interroger https://e.org/sparql. Aucun point d’accès ne lui est ouvert ici.",
        ),
        (
            ForbiddenError("SERVICE may not ask what is not written as an IRI", None, "It may ask https://e.org/."),
            "SERVICE ne peut pas interroger ce qui n’est pas écrit comme un IRI. Il peut interroger https://e.org/.",
        ),
        (
            CallError("the search cannot be understood: ml:limit takes a whole number"),
            "la recherche ne peut être comprise\xa0: ml:limit prend un nombre entier.",
        ),
        (
            syntax_error("error at 1:16: expected OPTIONAL", "ASK { ?s foo:a ?o }"),
            "ligne 1, colonne 10\xa0: le préfixe «\xa0foo:\xa0» n’est pas déclaré. Commencez par PREFIX foo: <…>, avec "
            f"l’adresse qu’il abrège. Sont connus d’emblée\xa0: {', '.join(f'{each}:' for each in PREFIXES)}.",
        ),
        (
            LimitError("nothing more can be written here (File too large)", Place("/a"), room_remedy(OSError(27, ""))),
            "/a\xa0: rien de plus ne peut être écrit ici (File too large). "
            "Laissez écrire de plus grands fichiers (`ulimit -f`).",
        ),
        (
            LimitError("nothing more can be written here (no room)", None, room_remedy(OSError(28, ""))),
            "rien de plus ne peut être écrit ici (no room). Faites de la place sur ce disque\xa0; s’il y a plus de "
            "deux instantanés, `maillage snapshots prune --keep 2` ôte les plus anciens.",
        ),
        (
            CallError("<https://e.org/x> is no person, organisation or group", None, "Only two of these can be one."),
            "<https://e.org/x> n’est ni une personne, ni une organisation, ni un groupe. "
            "Seuls deux d’entre eux peuvent n’en être qu’un.",
        ),
        (
            DataError(
                "a merge has left its marks here",
                Place("/a/decisions.jsonl", "line 3"),
                "Keep both sides of the merge, and take away the three lines of marks.",
            ),
            "/a/decisions.jsonl, ligne 3\xa0: une fusion a laissé ses marques ici. Gardez les deux côtés de la "
            "fusion, et ôtez les trois lignes de marques.",
        ),
        (
            CallError(
                "its JSON-LD context is elsewhere, and is not fetched",
                None,
                "Put the context in the document: “@context” is an object there, and no address.",
            ),
            "son contexte JSON-LD est ailleurs, et n’est pas téléchargé. Mettez le contexte dans le document\xa0: "
            "«\xa0@context\xa0» y est un objet, et non une adresse.",
        ),
        (
            CallError("“x” is no kind", None, "Use one of: a, b."),
            "«\xa0x\xa0» n’est pas une sorte de chose. Choisissez parmi\xa0: a, b.",
        ),
    ],
    ids=str,
)
def test_a_refusal_is_told_in_french_with_what_to_do(error: MaillageError, expected: str) -> None:
    assert told_error(texts("fr"), error) == expected
    assert told_error(texts("en"), error) == str(error)


_DECISION = '{"when": "%s", "who": "a", "verdict": "accepted", "subject": "a", "relation": "%s", "object": "b"}'


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "",
            "\xa0: les décisions ne peuvent être lues (Is a directory). Vérifiez les droits sur le fichier et son "
            "dossier, et la place sur le disque.",
        ),
        (
            _DECISION % ("2013-05-13T18:00:00Z", "dcterms:creater"),
            ", ligne 1\xa0: rien ne se décide sur la relation «\xa0dcterms:creater\xa0». Vouliez-vous dire "
            "«\xa0dcterms:creator\xa0»\xa0? Corrigez la ligne, ou ôtez-la\xa0: aucune autre ligne n’en dépend.",
        ),
    ],
)
def test_why_the_decisions_cannot_be_read_is_told_in_french(line: str, expected: str, tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    if line:
        path.write_text(line, encoding="utf-8")
    else:
        path.mkdir()
    with pytest.raises(DataError) as raised:
        DecisionLog(path, "https://e.org/").read()
    assert told_error(texts("fr"), raised.value) == f"{path}{expected}"


def test_what_a_sentence_names_is_named_in_french() -> None:
    said = told(texts("fr"), "the entry “durand2020” has neither title nor date.")
    assert said == "l’entrée «\xa0durand2020\xa0» n’a ni titre ni date"
    said = told(texts("fr"), "nothing tells what the rows are; the columns are “A”, “B” and 3 more")
    assert said == "rien ne dit ce que sont les lignes\xa0; les colonnes sont «\xa0A\xa0», «\xa0B\xa0» et 3 autres"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("“…” ends what was not begun", "«\xa0…\xa0» ferme ce qui n’était pas ouvert"),
        (
            "the time zone “…” is not iCalendar: no offset",
            "le fuseau horaire «\xa0…\xa0» n’est pas de l’iCalendar\xa0: no offset",
        ),
        ("DTSTART cannot be read: Expected a date. Got: “…”", "DTSTART ne peut être lu\xa0: Expected a date. Got: “…”"),
        (
            "its first time alone is told, its recurrence cannot be followed: its interval is less than one",
            "seule sa première fois est dite, sa récurrence ne peut être suivie\xa0: son intervalle est inférieur à un",
        ),
    ],
)
def test_a_calendars_reason_is_told_in_french_with_the_librarys_words_after_it(said: str, expected: str) -> None:
    assert told(texts("fr"), said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("the entry is never ended: the file is cut short", "l’entrée n’est jamais fermée\xa0: le fichier est tronqué"),
        ("the entry is never ended", "l’entrée n’est jamais fermée"),
        ("this is a PNG image, not text", "ceci est une image PNG, pas du texte"),
        ("this is not a DOCX document", "ceci n’est pas un document DOCX"),
        (
            "it unpacks to 400 MB in 2 parts, too much to be opened safely as a DOCX document",
            "décompressé, il pèse 400 Mo, en 2 parties\xa0: c’est trop pour être ouvert sans danger comme un document "
            "DOCX",
        ),
        ("a link leads out of the folder of the source", "un lien mène hors du dossier de la source"),
    ],
)
def test_what_a_file_is_is_named_in_french_too(said: str, expected: str) -> None:
    assert told(texts("fr"), said) == expected
