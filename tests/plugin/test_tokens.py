"""What the API answers to each kind of token, over HTTP: never what it must not."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client as WebClient
from freezegun import freeze_time
from saleor.account.models import User
from saleor.app.models import App, AppExtension
from saleor.core.jwt import (
    JWT_ACCESS_TYPE,
    create_access_token,
    create_access_token_for_app,
    create_access_token_for_app_extension,
    create_refresh_token,
    jwt_user_payload,
)
from saleor.permission.models import Permission

from saleor_customer_groups.models import CustomerGroup

from .conftest import Shop

PAGE = "/plugins/saleor.customer-groups/graphql/"
NAME = "Known to staff only"
READ = "{ customerGroups(first: 10) { edges { node { name } } } }"
WRITE = (
    'mutation { customerGroupCreate(input: { name: "X" }) { customerGroup { id }'
    " errors { field code } } }"
)


@pytest.fixture
def _secret(shop: Shop) -> None:
    shop.manual_group(NAME)


@pytest.fixture
def manage_users(db: None) -> Permission:
    return Permission.objects.get(codename="manage_users")


@pytest.fixture
def manager(staff_user: User, manage_users: Permission) -> User:
    staff_user.user_permissions.add(manage_users)
    return staff_user


@pytest.fixture
def group_app(app: App, manage_users: Permission) -> App:
    app.permissions.set([manage_users])
    return app


@pytest.fixture
def extension(group_app: App) -> AppExtension:
    return AppExtension.objects.create(
        app=group_app, label="Groups", url="https://www.example.com/", mount="widget"
    )


def post(client: WebClient, token: str, query: str) -> Any:
    return client.post(
        PAGE,
        json.dumps({"query": query}),
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )


def claims(user: User) -> dict[str, Any]:
    """What Saleor's access token of the user says."""
    return jwt.decode(create_access_token(user), options={"verify_signature": False})


def expired(user: User) -> str:
    with freeze_time("2020-01-01"):
        return create_access_token(user)


def signed_by_another(user: User) -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    kid = jwt.get_unverified_header(create_access_token(user))["kid"]
    return jwt.encode(claims(user), key, algorithm="RS256", headers={"kid": kid})


def signed_by_nobody(user: User) -> str:
    return jwt.encode(claims(user), None, algorithm="none")


def changed(user: User) -> str:
    """Says that it is good for longer than what was signed."""
    head, _, signature = create_access_token(user).split(".")
    said = claims(user)
    body = jwt.encode({**said, "exp": said["exp"] + 1}, "x" * 32).split(".")[1]
    return ".".join((head, body, signature))


def of_a_user_who_is_gone(user: User) -> str:
    token = create_access_token(user)
    user.delete()
    return token


def of_another_owner(user: User) -> str:
    """Signed by this Saleor, and not as a token of its own."""
    from saleor.core.jwt import jwt_encode

    payload = jwt_user_payload(user, JWT_ACCESS_TYPE, None, token_owner="other")
    return jwt_encode(payload)


@pytest.mark.usefixtures("_secret")
@pytest.mark.parametrize("query", [READ, WRITE])
@pytest.mark.parametrize(
    "forge",
    [
        expired,
        signed_by_another,
        signed_by_nobody,
        changed,
        create_refresh_token,
        of_a_user_who_is_gone,
        of_another_owner,
    ],
)
def test_token__not_valid__is_refused(
    client: WebClient, manager: User, forge: Callable[[User], str], query: str
) -> None:
    response = post(client, forge(manager), query)
    assert response.status_code == 401
    assert "data" not in response.json()
    _is_secret(response)


@pytest.mark.usefixtures("_secret")
@pytest.mark.parametrize("query", [READ, WRITE])
def test_token__of_a_deactivated_app__is_refused(
    client: WebClient, group_app: App, query: str
) -> None:
    _, token = group_app.tokens.create(name="Default")
    assert "errors" not in post(client, token, READ).json()
    group_app.is_active = False
    group_app.save()
    response = post(client, token, query)
    assert response.status_code == 401
    _is_secret(response)


@pytest.mark.usefixtures("_secret")
@pytest.mark.parametrize("query", [READ, WRITE])
def test_token__without_the_permission__is_denied(
    client: WebClient,
    customer_user: User,
    manager: User,
    group_app: App,
    extension: AppExtension,
    query: str,
) -> None:
    """A customer's, an app's, and the Dashboard's for an app and for an extension: staff
    lend an app no more than it has, and an app lends staff nothing."""
    staff = User.objects.create(email="other@example.com", is_staff=True)
    for_staff = create_access_token_for_app(group_app, staff)
    for_extension = create_access_token_for_app_extension(
        extension, Permission.objects.none(), manager, group_app
    )
    group_app.permissions.clear()
    _, of_app = group_app.tokens.create(name="Default")
    for_app = create_access_token_for_app(group_app, manager)
    for token in (
        create_access_token(customer_user),
        of_app,
        for_app,
        for_staff,
        for_extension,
    ):
        response = post(client, token, query)
        (error,) = response.json()["errors"]
        assert error["extensions"]["exception"]["code"] == "PermissionDenied"
        assert not any((response.json()["data"] or {}).values())
        _is_secret(response)


@pytest.mark.usefixtures("_secret")
def test_token__of_the_dashboard_for_an_extension__works(
    client: WebClient, manager: User, group_app: App, extension: AppExtension
) -> None:
    token = create_access_token_for_app_extension(
        extension, group_app.permissions.all(), manager, group_app
    )
    edges = post(client, token, READ).json()["data"]["customerGroups"]["edges"]
    assert NAME in {edge["node"]["name"] for edge in edges}
    created = post(client, token, WRITE).json()["data"]["customerGroupCreate"]
    assert created["errors"] == []
    with freeze_time("2020-01-01"):
        old = create_access_token_for_app_extension(
            extension, group_app.permissions.all(), manager, group_app
        )
    assert post(client, old, READ).status_code == 401


def _is_secret(response: Any) -> None:
    assert NAME not in response.content.decode()
    assert not CustomerGroup.objects.filter(name="X").exists()
