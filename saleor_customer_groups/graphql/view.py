"""View: one GraphQL request over HTTP, asked by POST and answered as JSON."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.views.decorators.csrf import csrf_exempt
from graphql import GraphQLError, parse, validate
from graphql.execution import ExecutionResult, execute

from saleor_customer_groups.host import InvalidTokenError, get_host

from .body import Asked, BadRequest, read_body
from .context import ApiContext
from .errors import shown
from .limits import check_limits
from .schema import get_schema


# Tokens are sent by programs, never by a browser of its own accord.
@csrf_exempt
def graphql_view(request: HttpRequest) -> HttpResponse:
    """The answer. 400 where the query is none, 401 for a wrong token; a refusal for want
    of permission is an answer with errors, as Saleor gives it."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    host = get_host()
    with host.writing():
        try:
            requester = host.authenticate(request)
            asked = read_body(request)
        except InvalidTokenError as error:
            response = _json({"errors": [shown(error)]}, 401)
            response["WWW-Authenticate"] = "Bearer"
            return response
        except BadRequest as error:
            refusal = shown(GraphQLError(str(error)))
            return _json({"errors": [refusal]}, error.status)
        result = run(asked, ApiContext(request, requester))
    answer: dict[str, Any] = {}
    if result.errors:
        answer["errors"] = [shown(error) for error in result.errors]
    if not result.invalid:
        answer["data"] = result.data
    return _json(answer, 400 if result.invalid else 200)


def run(asked: Asked, context: ApiContext) -> ExecutionResult:
    """The result of what is asked, within all limits."""
    schema = get_schema()
    try:
        document = parse(asked.query)
        check_limits(schema, document, asked.variables)
        problems = validate(schema, document)
        if problems:
            return ExecutionResult(errors=problems, invalid=True)
        result = execute(
            schema,
            document,
            context_value=context,
            variable_values=dict(asked.variables),
            operation_name=asked.operation_name,
        )
        assert isinstance(result, ExecutionResult)
        return result
    except GraphQLError as error:
        return ExecutionResult(errors=[error], invalid=True)
    except RecursionError:
        too_deep = GraphQLError("The query is nested too deep.")
        return ExecutionResult(errors=[too_deep], invalid=True)


def _json(answer: dict[str, Any], status: int) -> HttpResponse:
    response = HttpResponse(
        json.dumps(answer, ensure_ascii=False),
        status=status,
        content_type="application/json",
    )
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
