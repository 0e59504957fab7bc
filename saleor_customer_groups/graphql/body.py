"""Body: reads what was asked from an HTTP request."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, NamedTuple

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError

from .texts import are_storable, is_storable_query

#: Bytes of a request without files: a rule of 100 conditions with long lists fits in.
BODY_LIMIT: Final = 2_000_000
#: Bytes of a request with files.
UPLOAD_LIMIT: Final = 25_000_000
#: Characters of a query.
QUERY_LIMIT: Final = 50_000
#: Files of one request.
_FILES_LIMIT: Final = 10


class Asked(NamedTuple):
    """What a request asks for."""

    query: str
    variables: Mapping[str, Any]
    operation_name: str | None


class BadRequest(Exception):  # noqa: N818 - HTTP's name
    """The request says nothing that can be answered; ``status`` is HTTP's."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


def read_body(request: HttpRequest) -> Asked:
    """What is asked, by JSON or by a multipart request with files. Raises BadRequest."""
    is_upload = request.content_type == "multipart/form-data"
    if request.content_type not in ("application/json", "multipart/form-data"):
        raise BadRequest(
            "Send the query as application/json: an object with query, variables and"
            " operationName.",
            415,
        )
    limit = UPLOAD_LIMIT if is_upload else BODY_LIMIT
    if _length(request) > limit:
        raise BadRequest(f"The request has more than {limit:,} bytes.", 413)
    try:
        document = _read_upload(request) if is_upload else _read_json(request.body)
    except RequestDataTooBig as error:
        raise BadRequest(
            "The request is larger than this server takes.", 413
        ) from error
    except (SuspiciousOperation, MultiPartParserError, OSError) as error:
        raise BadRequest("The request cannot be read.") from error
    return _asked(document)


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError as error:
        raise BadRequest("Content-Length is no number.") from error


def _asked(document: object) -> Asked:
    if isinstance(document, list):
        raise BadRequest("Send one query at a time: batches are not taken.")
    if not isinstance(document, dict):
        raise BadRequest("Send an object with query, variables and operationName.")
    query, name = document.get("query"), document.get("operationName")
    variables = document.get("variables") or {}
    if not isinstance(query, str) or not query.strip():
        raise BadRequest("Must provide a query string.")
    if len(query) > QUERY_LIMIT:
        raise BadRequest(
            f"The query has more than {QUERY_LIMIT:,} characters. Put values into"
            " variables.",
            413,
        )
    if not isinstance(variables, dict) or not isinstance(name, str | None):
        raise BadRequest("Variables are an object, and operationName is a text.")
    if not (is_storable_query(query) and are_storable(variables)):
        raise BadRequest(
            "The request contains a character that no database can store (NUL or half of"
            " a surrogate pair). Remove it."
        )
    return Asked(query, variables, name or None)


def _read_json(content: bytes | str) -> object:
    """Amounts exactly as written. Raises BadRequest."""
    try:
        document: object = json.loads(
            content,
            parse_float=Decimal,
            parse_constant=_refuse_constant,
            object_pairs_hook=_object,
        )
    except json.JSONDecodeError as error:
        raise BadRequest(
            f"The request is not JSON: line {error.lineno}, column {error.colno}:"
            f" {error.msg}."
        ) from error
    except UnicodeDecodeError as error:
        raise BadRequest("The request is no text in UTF-8.") from error
    except RecursionError as error:
        raise BadRequest("The request is nested too deep.") from error
    except ValueError as error:
        raise BadRequest(str(error)) from error
    return document


def _refuse_constant(name: str) -> object:
    raise ValueError(f"{name} is not a number in JSON.")


def _object(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            # Readers disagree on which of the two counts.
            raise ValueError(f"“{key}” stands twice in one object. Remove one of them.")
        found[key] = value
    return found


def _read_upload(request: HttpRequest) -> object:
    """The ``operations`` with each file where ``map`` says that it belongs."""
    document = _read_json(request.POST.get("operations", ""))
    places = _read_json(request.POST.get("map", "{}"))
    if not isinstance(document, dict) or not isinstance(places, dict):
        raise BadRequest(
            "A multipart request has the fields operations and map, each a JSON object."
        )
    if len(places) > _FILES_LIMIT:
        raise BadRequest(f"At most {_FILES_LIMIT} files can be sent at once.")
    for name, paths in places.items():
        file = request.FILES.get(name)
        if file is None or not isinstance(paths, list) or len(paths) != 1:
            raise BadRequest(f"“{name}” in map needs a file and exactly one path.")
        _put(document, paths[0], file)
    return document


def _put(document: dict[str, object], path: object, file: object) -> None:
    """Puts the file where null stands for it: ``variables.file``."""
    where: object = document
    *outer, last = path.split(".") if isinstance(path, str) else [""]
    for key in outer:
        where = where.get(key) if isinstance(where, dict) else None
    if not isinstance(where, dict) or last not in where or where[last] is not None:
        raise BadRequest(f"There is no null at “{path}” to put a file in.")
    where[last] = file
