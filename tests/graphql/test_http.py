"""What the API answers to requests that are well formed, and to those that are not."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from graphql.utils.introspection_query import introspection_query

from saleor_customer_groups.graphql import queries, view
from saleor_customer_groups.graphql.body import BODY_LIMIT, QUERY_LIMIT
from saleor_customer_groups.host import Permission

from .asking import ApiClient
from .shops import ApiShop

HEALTH = "{ health { frozen { code } } }"


def test_request__with_permission__is_answered(staff: ApiClient) -> None:
    assert staff.get(HEALTH) == {"health": {"frozen": []}}


def test_request__with_another_permission__is_refused_as_saleor_words_it(
    shop: ApiShop,
) -> None:
    answer = shop.client(Permission.MANAGE_DISCOUNTS).ask(HEALTH)

    assert answer.status == 200
    assert answer.body == {
        "errors": [
            {
                "message": "To access this path, you need one of the following"
                " permissions: MANAGE_USERS",
                "locations": [{"line": 1, "column": 3}],
                "path": ["health"],
                "extensions": {"exception": {"code": "PermissionDenied"}},
            }
        ],
        "data": {"health": None},
    }


def test_request__with_a_wrong_token__is_401_and_says_which(shop: ApiShop) -> None:
    for token in shop.bad_tokens():
        client = shop.anonymous_client()
        client.headers = {"Authorization": token}

        answer = client.ask(HEALTH)

        assert answer.status == 401, token
        assert list(answer.body) == ["errors"]
        assert answer.code == "InvalidTokenError"
        assert answer.message


def test_request__without_a_token__gets_no_data(shop: ApiShop) -> None:
    answer = shop.anonymous_client().ask(HEALTH)

    assert answer.code == "PermissionDenied"
    assert answer.body["data"] == {"health": None}


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_request__by_another_method__is_not_allowed(
    staff: ApiClient, method: str
) -> None:
    response = getattr(Client(), method)(staff.path, headers=staff.headers)

    assert response.status_code == 405
    assert response["Allow"] == "POST"


@pytest.mark.parametrize(
    ("body", "status", "message"),
    [
        ("{", 400, "not JSON: line 1, column 2"),
        ("[]", 400, "batches are not taken"),
        ('[{"query": "{ health { pending } }"}]', 400, "batches are not taken"),
        ('"query"', 400, "Send an object"),
        ("{}", 400, "Must provide a query string"),
        ('{"query": 1}', 400, "Must provide a query string"),
        ('{"query": "   "}', 400, "Must provide a query string"),
        ('{"query": "{ a }", "variables": []}', 200, None),
        ('{"query": "{ a }", "variables": [1]}', 400, "Variables are an object"),
        ('{"query": "{ a }", "operationName": 1}', 400, "operationName is a text"),
        ('{"query": "{ a }", "query": "{ b }"}', 400, "stands twice"),
        ('{"query": "{ a }", "variables": {"a": NaN}}', 400, "NaN is not a number"),
        ('{"query": "{ a }", "variables": {"a": "\\u0000"}}', 400, "no database"),
        ('{"query": "{ a }", "variables": {"a": ["\\ud800"]}}', 400, "no database"),
        ('{"query": "{ a(b: \\"\\\\u0000\\") }"}', 400, "no database"),
        ("[" * 100_000, 400, "nested too deep"),
        (b"\xff\xfe\xff", 400, "UTF-8"),
    ],
)
def test_body__that_is_no_request__is_refused_with_a_reason(
    staff: ApiClient, body: str | bytes, status: int, message: str | None
) -> None:
    answer = staff.post(body)

    if message is None:
        assert "Cannot query field" in answer.message
        return
    assert answer.status == status
    assert message in answer.message
    assert "data" not in answer.body


def test_body__of_another_type__is_refused(staff: ApiClient) -> None:
    answer = staff.post("{ health { pending } }", content_type="application/graphql")

    assert answer.status == 415


def test_body__that_is_too_large__is_refused(staff: ApiClient) -> None:
    large = {"query": HEALTH, "variables": {"a": "x" * BODY_LIMIT}}
    long = {"query": HEALTH + " " * QUERY_LIMIT}

    assert staff.post(large).status == 413
    assert staff.post(long).status == 413


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("{ health { pending }", "Syntax Error"),
        ("{ nothing }", 'Cannot query field "nothing"'),
        ("query A { health { at } } query B { health { at } }", "operation name"),
        ("subscription { health { at } }", "subscription"),
        ("{ customerGroups(first: 1000) { edges { node { id } } } }", "exceeds the"),
        ("{ customerGroups(first: 0) { totalCount } }", "positive integer"),
        ("{ customerGroups(last: -1) { totalCount } }", "positive integer"),
        (
            "{ customerGroups { edges { node { id } } } }",
            "provide a `first` or `last` value to properly paginate the"
            " `customerGroups` connection",
        ),
        ("{ customerGroups(first: 1, last: 1) { totalCount } }", "cannot be combined"),
        (
            '{ customerGroups(first: 1, before: "x") { totalCount } }',
            "cannot be combined",
        ),
        (
            '{ customerGroups(last: 1, after: "x") { totalCount } }',
            "cannot be combined",
        ),
        (
            '{ customerGroups(first: 1, after: "x") { totalCount } }',
            "cursor is invalid",
        ),
        ("{ customerGroups(first: 99999999999) { totalCount } }", "Int"),
    ],
)
def test_query__that_cannot_be_answered__says_why(
    staff: ApiClient, query: str, message: str
) -> None:
    answer = staff.ask(query)

    assert message in answer.errors[0]["message"]
    assert not any((answer.body.get("data") or {}).values())


def test_query__naming_an_operation__runs_that_one(staff: ApiClient) -> None:
    query = "query A { health { pending } } query B { health { failed } }"

    answer = staff.post({"query": query, "operationName": "B"})

    assert answer.data == {"health": {"failed": 0}}


def test_query__nested_too_deep__is_refused(staff: ApiClient) -> None:
    inner = "id"
    for _ in range(20):
        inner = f"parent {{ {inner} }}"

    answer = staff.ask(f'{{ customerGroup(code: "standard") {{ {inner} }} }}')

    assert answer.status == 400
    assert "nested deeper than 15 fields" in answer.message


def test_query__nested_deeper_than_any_reader_goes__is_refused(
    staff: ApiClient,
) -> None:
    query = "{ a " * 5_000 + "}" * 5_000

    answer = staff.ask(query)

    assert answer.status == 400
    assert "nested too deep" in answer.message


def test_query__that_asks_for_too_much__is_refused_with_how_much(
    staff: ApiClient,
) -> None:
    query = """query ($many: Int!) { customerGroups(first: $many) { edges { node {
      members(first: 100) { edges { node { why customer { id name email } } } }
    } } } }"""

    answer = staff.ask(query, many=100)

    assert answer.status == 400
    assert "more than 100,000" in answer.message
    assert staff.ask(query, many=10).data == {
        "customerGroups": {"edges": [{"node": {"members": {"edges": []}}}]}
    }


def test_query__that_multiplies_by_fragments__is_refused(staff: ApiClient) -> None:
    """Each fragment uses the one before twice: 2^25 fields in a thousand characters."""
    fragments = ["fragment F0 on CustomerGroup { id }"]
    for n in range(1, 26):
        fragments.append(
            f"fragment F{n} on CustomerGroup {{ ...F{n - 1} parent {{ ...F{n - 1} }} }}"
        )
    query = '{ customerGroup(code: "standard") { ...F25 } }' + "\n".join(fragments)

    answer = staff.ask(query)

    assert answer.status == 400
    assert "more than" in answer.message


def test_query__with_fragments_in_a_circle__is_refused(staff: ApiClient) -> None:
    query = """{ customerGroup(code: "standard") { ...A } }
    fragment A on CustomerGroup { parent { ...B } }
    fragment B on CustomerGroup { parent { ...A } }"""

    answer = staff.ask(query)

    assert answer.status == 400
    assert "Cannot spread fragment" in answer.errors[0]["message"]


REPEATED = " health { at }" * 600


@pytest.mark.parametrize(
    ("query", "message"),
    [
        pytest.param(
            "{ ...F0 }"
            + "".join(
                f" fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}"
                for n in range(30)
            )
            + " fragment F30 on Query { ...F0 }",
            "more than 3,000 fields",
            id="fragments of nothing but fragments",
        ),
        pytest.param(f"{{ {REPEATED} }}", "more than 25 times", id="a field repeated"),
        pytest.param(
            f"{{ nothing {{ {REPEATED} }} }}",
            "does not have",
            id="in what is not there",
        ),
        pytest.param(
            f"{{ health {{ at }} }} fragment F on Query {{ {REPEATED} }}",
            "“F” is never used",
            id="in a fragment that is not used",
        ),
        pytest.param(
            f"{{ ...F }} fragment F on Query {{ {REPEATED} }}"
            " fragment F on Query { health { at } }",
            "two fragments “F”",
            id="in a fragment that is there twice",
        ),
        pytest.param(
            "{ "
            + " ".join(f"...F{n}" for n in range(500))
            + " }"
            + " ".join(
                f"fragment F{n} on Query {{ a{n}: health {{ at }} }}"
                for n in range(500)
            ),
            "more than 100 fragments",
            id="many fragments",
        ),
        pytest.param(
            "{ ...F } fragment F on " + "X" * 40_000 + " { at }",
            "Unknown type “X",
            id="a long name of no type",
        ),
        pytest.param(
            "query ($a: " + "X" * 40_000 + ") { health { at } }",
            "Unknown type “X",
            id="a long name of no type of a variable",
        ),
        pytest.param("{ " + "x" * 40_000 + " }", "does not have", id="a long name"),
        pytest.param(
            "{ " + " ".join(f"a{n}" for n in range(2_000)) + " }",
            "does not have",
            id="many fields that are not there",
        ),
        pytest.param(
            "{ health(" + ",".join(f"a{n}:1" for n in range(2_000)) + ") { at } }",
            "does not have",
            id="many arguments that are not there",
        ),
    ],
)
def test_query__that_would_keep_validation_busy__is_refused_before_it(
    shop: ApiShop, monkeypatch: pytest.MonkeyPatch, query: str, message: str
) -> None:
    """Anybody may send these, without a token: each would take seconds to hours."""

    def fail(*_: object) -> None:
        raise AssertionError("validated")

    monkeypatch.setattr(view, "validate", fail)

    answer = shop.anonymous_client().ask(query)

    assert answer.status == 400
    assert message in answer.message
    assert len(answer.message) < 400


def test_query__with_a_typing_error__is_answered_with_what_is_meant(
    staff: ApiClient,
) -> None:
    assert "Did you mean" in staff.ask("{ helth { at } }").message


def test_mutations__more_than_twenty_at_once__are_refused(staff: ApiClient) -> None:
    one = 'customerGroupArchive(id: "x") { errors { code } }'
    many = " ".join(f"m{n}: {one}" for n in range(21))

    answer = staff.ask(f"mutation {{ {many} }}")

    assert answer.status == 400
    assert "Ask for" in answer.message


def test_introspection__by_anybody__is_allowed_and_bounded(shop: ApiShop) -> None:
    client = shop.anonymous_client()
    plain = "{ __schema { queryType { name } types { name fields { name } } } }"
    nested = "{ __schema { types { fields { type { fields { name } } } } } }"
    repeated = " ".join(f"a{n}: __schema {{ types {{ name }} }}" for n in range(200))

    assert client.get(plain)["__schema"]["queryType"] == {"name": "Query"}
    assert client.ask(nested).status == 400
    assert client.ask(f"{{ {repeated} }}").status == 400


def test_introspection__as_tools_ask__is_answered(shop: ApiShop) -> None:
    found = shop.anonymous_client().get(introspection_query)

    assert {"CustomerGroup", "Query"} <= {t["name"] for t in found["__schema"]["types"]}


def test_fault__that_nobody_foresaw__is_logged_and_not_told(
    staff: ApiClient,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail() -> None:
        raise RuntimeError("the password is swordfish")

    monkeypatch.setattr(queries, "check_health", fail)

    answer = staff.ask(HEALTH)

    assert answer.message == "Internal Server Error"
    assert "swordfish" not in json.dumps(answer.body)
    assert "swordfish" in caplog.text


def test_answer__of_any_request__is_kept_by_nobody(staff: ApiClient) -> None:
    response = Client().post(
        staff.path,
        json.dumps({"query": HEALTH}),
        content_type="application/json",
        headers=staff.headers,
    )

    assert response["Cache-Control"] == "no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
