"""The named questions over HTTP: which there are (``/questions``), and their answers (``/questions/{name}?…``)."""

from __future__ import annotations

from contextlib import suppress

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from explorer.context import Context
from explorer.http.language import asked_language
from explorer.http.protocol import Asked
from explorer.http.refusals import MissingError
from explorer.http.resource import check_known
from explorer.http.sparql import Endpoint
from explorer.naming import certain
from graph.examples import Examples
from graph.questions import ROWS, Question, get_question, questions
from ontology.errors import CallError, MaillageError

__all__ = ["Questions"]


class Questions:
    """The resources of the named questions; the answers come from the endpoint, within its limits."""

    def __init__(self, context: Context, endpoint: Endpoint) -> None:
        self._context = context
        self._endpoint = endpoint

    def routes(self) -> list[BaseRoute]:
        """The routes of the questions."""
        return [Route("/questions", self.listed), Route("/questions/{name}", self.answered)]

    async def listed(self, _: Request) -> Response:
        """Every question, with its sentences and its parameters, these with an example of the graph."""
        return JSONResponse(await run_in_threadpool(self._listed))

    def _listed(self) -> list[dict[str, object]]:
        examples: dict[str, dict[str, str]] = {}
        with suppress(MaillageError):  # the questions are the same while nothing is published
            known = Examples(self._context.store(), self._context.labels())
            examples = {question.name: known.of(question) for question in questions().values()}
        return [_described(question, examples.get(question.name, {})) for question in questions().values()]

    async def answered(self, request: Request) -> Response:
        """The answer to a question, as a table in the syntax that is accepted or named by ``format=``, with labels in
        the language of ``lang=`` or ``language=``. A thing is named by its IRI, whole or short, or by its label.
        The header ``Row-Limit`` says at how many rows the answer stops: more are given with ``limit=``.

        Raises :class:`MissingError` for a question that there is not, and :class:`CallError` for parameters that do not
        fit, and for a thing that the graph does not know, or a name that several have.
        """
        given = dict(request.query_params)
        if len(given) != len(request.query_params.multi_items()):
            raise CallError("a parameter is given twice", remedy="Give each once.")
        form = given.pop("format", "")
        if given.pop("lang", None) is not None and (language := asked_language(request)):
            given["language"] = language
        question = _named(request.path_params["name"])
        query = await run_in_threadpool(self._query, question, given)
        return self._endpoint.evaluate(Asked(query, format=form), request, {"row-limit": str(question.rows(given))})

    def _query(self, question: Question, given: dict[str, str]) -> str:
        """What is asked, of things that are there."""
        snapshot, store = self._context.opened()
        base, labels = self._context.workspace.settings.network.base_iri, snapshot.labels()
        kinds = {each.name: each.kinds for each in question.parameters if each.kinds}
        values = {
            name: certain(labels, base, value, kinds[name]) if name in kinds else value for name, value in given.items()
        }
        query = question.sparql(**values)
        for thing in question.things(**values):
            check_known(store, thing)
        return query


def _named(name: str) -> Question:
    try:
        return get_question(name)
    except CallError as error:
        raise MissingError(error.problem, None, error.remedy) from None


def _described(question: Question, examples: dict[str, str]) -> dict[str, object]:
    parameters: list[dict[str, str | None]] = [
        {"name": each.name, "type": each.type, "default": each.default, "example": examples.get(each.name)}
        for each in question.parameters
    ]
    parameters += [
        {"name": "language", "type": "text", "default": "fr", "example": "en"},
        {"name": "limit", "type": "integer", "default": str(ROWS), "example": str(10 * ROWS)},
    ]
    return {
        "name": question.name,
        "href": f"/questions/{question.name}",
        "question": dict(question.sentences),
        "parameters": parameters,
    }
