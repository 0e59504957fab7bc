"""Asking the API over HTTP, as a client does."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client


class Answer(NamedTuple):
    """What came back."""

    status: int
    body: Any

    @property
    def data(self) -> Any:
        """The data of an answer without errors."""
        assert self.status == 200, self.body
        assert "errors" not in self.body, self.body["errors"]
        return self.body["data"]

    @property
    def errors(self) -> list[dict[str, Any]]:
        return self.body["errors"]

    @property
    def code(self) -> str:
        """The code of the only error."""
        (error,) = self.errors
        return error["extensions"]["exception"]["code"]

    @property
    def message(self) -> str:
        (error,) = self.errors
        return error["message"]


class ApiClient:
    """Sends requests to one address, with headers of its own."""

    def __init__(self, path: str, headers: Mapping[str, str]) -> None:
        self.path = path
        self.headers = dict(headers)
        self._client = Client()

    def ask(self, query: str, **variables: Any) -> Answer:
        return self.post({"query": query, "variables": variables})

    def get(self, query: str, **variables: Any) -> Any:
        """The data of an answer that must have no errors."""
        return self.ask(query, **variables).data

    def do(self, mutation: str, **variables: Any) -> Any:
        """The payload of the only mutation, which must have been carried out."""
        (payload,) = self.get(mutation, **variables).values()
        assert payload["errors"] == [], payload["errors"]
        return payload

    def refuse(self, mutation: str, **variables: Any) -> list[dict[str, Any]]:
        """The errors of the only mutation, which must have been refused."""
        (payload,) = self.get(mutation, **variables).values()
        assert payload["errors"] != []
        return payload["errors"]

    def post(self, body: object, **more: Any) -> Answer:
        text = body if isinstance(body, str | bytes) else json.dumps(body)
        return self._answer(
            self._client.post(
                self.path,
                text,
                content_type=more.get("content_type", "application/json"),
                headers=self.headers,
            )
        )

    def upload(
        self, query: str, content: bytes, path: str = "variables.file", **variables: Any
    ) -> Answer:
        """By a GraphQL multipart request, the file where null stands."""
        operations = {"query": query, "variables": {**variables, "file": None}}
        return self._answer(
            self._client.post(
                self.path,
                {
                    "operations": json.dumps(operations),
                    "map": json.dumps({"0": [path]}),
                    "0": SimpleUploadedFile("list.csv", content),
                },
                headers=self.headers,
            )
        )

    @staticmethod
    def _answer(response: Any) -> Answer:
        return Answer(response.status_code, json.loads(response.content))


def nodes(connection: Any) -> list[Any]:
    return [edge["node"] for edge in connection["edges"]]


def global_id(type_: str, key: object) -> str:
    return base64.b64encode(f"{type_}:{key}".encode()).decode()


def user_id(key: str) -> str:
    return global_id("User", key)
