"""Whoever may not manage users gets nothing of the API and changes nothing by it."""

from __future__ import annotations

import pytest
from django.apps import apps

from saleor_customer_groups.graphql.schema import shared_schema
from saleor_customer_groups.host import Permission
from saleor_customer_groups.models import CustomerGroup
from saleor_customer_groups.services.assignments import add_members
from saleor_customer_groups.services.queries import fetch
from tests.making import make_group

from .asking import ApiClient
from .schema_walk import request_of, root_fields
from .shops import ApiShop

FIELDS = root_fields()


def everything() -> dict[str, str]:
    """A fingerprint of every table of ours."""
    return {
        model._meta.db_table: fetch(
            f"SELECT md5(coalesce(string_agg(t::text, '' ORDER BY t::text), ''))"
            f" FROM {model._meta.db_table} t",
            {},
        )[0][0]
        for model in apps.get_app_config("customer_groups").get_models()
    }


def strangers(shop: ApiShop, customer: str) -> dict[str, ApiClient]:
    others = set(Permission) - {Permission.MANAGE_USERS}
    return {
        "anonymous": shop.anonymous_client(),
        "customer": shop.customer_client(customer),
        "staff without permissions": shop.client(),
        "staff with others": shop.client(*others),
    }


def test_schema__at_the_top__has_all_that_is_tested() -> None:
    assert len(FIELDS) >= 21
    assert ("query", "customerGroups") in FIELDS
    assert ("mutation", "customerGroupDelete") in FIELDS


@pytest.mark.parametrize(("kind", "name"), FIELDS)
def test_field__asked_for_by_strangers__refuses_and_changes_nothing(
    shop: ApiShop, kind: str, name: str
) -> None:
    customer = shop.add_customer("Ann Lee")
    group = make_group("vip")
    request = request_of(kind, name, group.pk, customer)
    clients = strangers(shop, customer)
    before = everything()

    for who, client in clients.items():
        answer = client.ask(request)

        assert answer.status == 200, (who, answer.body)
        assert answer.code == "PermissionDenied", who
        assert answer.message.endswith("permissions: MANAGE_USERS"), who
        assert answer.body["data"] == {name: None}, who
    assert everything() == before


@pytest.mark.parametrize(("kind", "name"), FIELDS)
def test_field__asked_for_with_permission__is_answered(
    shop: ApiShop, staff: ApiClient, kind: str, name: str
) -> None:
    """The requests above are refused for want of permission and nothing else."""
    customer = shop.add_customer("Ann Lee")
    group = make_group("vip")

    answer = staff.ask(request_of(kind, name, group.pk, customer))

    assert answer.status == 200, answer.body
    assert "errors" not in answer.body, answer.body


@pytest.mark.parametrize("name", list(shared_schema().get_mutation_type().fields))
def test_mutations__with_permission__change_something(
    shop: ApiShop, staff: ApiClient, name: str
) -> None:
    """So that "nothing changed" says something of those without it. What one host adds
    to them, its own tests show."""
    customer = shop.add_customer("Ann Lee")
    group = make_group("vip")
    if name == "customerGroupMembersRemove":
        add_members("vip", [customer], actor="ann")
    before = everything()

    answer = staff.ask(request_of("mutation", name, group.pk, customer))

    assert "errors" not in answer.body
    if name != "customerGroupEvaluate":
        assert everything() != before, answer.body
    assert CustomerGroup.objects.filter(is_default=True).count() == 1
