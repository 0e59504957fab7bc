"""Who asks, by Saleor's own tokens; and our pages, which nobody else may read."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connections
from django.test import Client as WebClient
from django.test import RequestFactory
from freezegun import freeze_time
from saleor.account.models import User
from saleor.app.models import App
from saleor.core.db.connection import restrict_writer
from saleor.core.jwt import create_access_token, create_access_token_for_app
from saleor.permission.models import Permission as SaleorPermission

from saleor_customer_groups.host import (
    InvalidTokenError,
    Permission,
    Requester,
    get_host,
)
from saleor_customer_groups.models import CustomerGroup
from saleor_customer_groups.plugin import marking
from saleor_customer_groups.services.queries import fetch

PAGE = "/plugins/saleor.customer-groups/graphql/"
CREATE = (
    'mutation { customerGroupCreate(input: { name: "X" }) { customerGroup { id }'
    " errors { field code } } }"
)
USERS = frozenset({Permission.MANAGE_USERS})


@pytest.fixture
def manage_users(db: None) -> SaleorPermission:
    return SaleorPermission.objects.get(codename="manage_users")


@pytest.fixture
def manager(staff_user: User, manage_users: SaleorPermission) -> User:
    staff_user.user_permissions.add(manage_users)
    return staff_user


@pytest.fixture
def group_app(app: App, manage_users: SaleorPermission) -> App:
    app.permissions.set([manage_users])
    return app


def ask(
    token: str, header: str = "Authorization", scheme: str = "Bearer "
) -> Requester:
    """Under Saleor's restriction of the writer, as its middleware has it in tests."""
    headers = {header: f"{scheme}{token}"} if token else {}
    request = RequestFactory().post(PAGE, headers=headers)
    with connections["default"].execute_wrapper(restrict_writer):
        return get_host().authenticate(request)


def test_request__without_a_token__is_nobodys(db: None) -> None:
    assert ask("") == Requester()


@pytest.mark.parametrize("token", ["garbage", "a.b.c", "x" * 30])
def test_token__that_is_none__is_refused(db: None, token: str) -> None:
    with pytest.raises(InvalidTokenError):
        ask(token)


def test_token__of_a_customer__gives_the_key_only(customer_user: User) -> None:
    key = str(customer_user.pk)
    assert ask(create_access_token(customer_user)) == Requester(customer_key=key)


@pytest.mark.parametrize(
    ("header", "scheme"),
    [
        ("Authorization", "Bearer "),
        ("Authorization", "JWT "),
        ("Authorization-Bearer", ""),
    ],
)
def test_token__of_staff__gives_their_permissions(
    manager: User, header: str, scheme: str
) -> None:
    token = create_access_token(manager)
    expected = Requester(manager.email, USERS, str(manager.pk))
    assert ask(token, header, scheme) == expected


def test_token__of_staff_without_permission__gives_none(staff_user: User) -> None:
    expected = Requester(staff_user.email, frozenset(), str(staff_user.pk))
    assert ask(create_access_token(staff_user)) == expected


def test_token__of_a_superuser__gives_all(superuser: User) -> None:
    found = ask(create_access_token(superuser))
    assert found.permissions == frozenset(Permission)


def test_token__of_an_app__gives_the_apps(group_app: App) -> None:
    _, token = group_app.tokens.create(name="Default")
    assert ask(token) == Requester(f"app:{group_app.name}", USERS)
    group_app.is_active = False
    group_app.save()
    with pytest.raises(InvalidTokenError):
        ask(token)


def test_token__of_the_dashboard_for_an_app__gives_what_both_may(
    manager: User, group_app: App
) -> None:
    token = create_access_token_for_app(group_app, manager)
    assert ask(token).permissions == USERS
    group_app.permissions.clear()
    token = create_access_token_for_app(group_app, manager)
    assert ask(token).permissions == frozenset()


def test_token__that_has_expired__is_refused(manager: User) -> None:
    with freeze_time("2020-01-01"):
        token = create_access_token(manager)
    with pytest.raises(InvalidTokenError, match="expired"):
        ask(token)


def test_token__of_who_signed_out__is_refused(manager: User) -> None:
    token = create_access_token(manager)
    manager.jwt_token_key = "another"
    manager.save()
    with pytest.raises(InvalidTokenError):
        ask(token)


def test_token__of_who_was_deactivated__is_refused(manager: User) -> None:
    token = create_access_token(manager)
    manager.is_active = False
    manager.save()
    with pytest.raises(InvalidTokenError):
        ask(token)


def post(client: WebClient, token: str, path: str = PAGE) -> Any:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    body = json.dumps({"query": CREATE})
    return client.post(path, body, content_type="application/json", headers=headers)


def test_page__of_the_api__obeys_who_may(client: WebClient, manager: User) -> None:
    response = post(client, create_access_token(manager))
    assert response.json()["data"]["customerGroupCreate"]["errors"] == []
    assert CustomerGroup.objects.filter(name="X").count() == 1


def test_page__of_the_api__refuses_the_others(
    client: WebClient, customer_user: User, staff_user: User
) -> None:
    with freeze_time("2020-01-01"):
        expired = create_access_token(staff_user)
    for token in ("garbage", expired):
        assert post(client, token).status_code == 401
    for token in (
        "",
        create_access_token(customer_user),
        create_access_token(staff_user),
    ):
        response = post(client, token)
        (error,) = response.json()["errors"]
        assert error["extensions"]["exception"]["code"] == "PermissionDenied"
    assert not CustomerGroup.objects.filter(name="X").exists()


@pytest.mark.parametrize(
    "path", ["nothing/", "graphql", "graphql/more", "exports/", "../", "graphql/../x/"]
)
def test_page__that_is_none__is_not_found(
    db: None, client: WebClient, path: str
) -> None:
    assert client.get(PAGE.replace("graphql/", path)).status_code == 404


def test_page__before_our_migrations__is_not_found(
    client: WebClient, manager: User
) -> None:
    fetch("ALTER TABLE customer_groups_mark RENAME TO gone", {})
    marking.forget_tables()
    assert post(client, create_access_token(manager)).status_code == 404


def test_link__to_an_export__is_answered_by_itself(db: None, client: WebClient) -> None:
    response = client.get(PAGE.replace("graphql/", "exports/forged/"))
    assert response.status_code == 403
