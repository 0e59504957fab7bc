"""The mirror is kept as the configuration wants it, and says nobody while inactive."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from saleor.account.models import User
from saleor.attribute.models import Attribute
from saleor.attribute.models.customer import AssignedUserAttributeValue

from saleor_customer_groups.plugin.mirror_rounds import keep_mirror
from saleor_customer_groups.services.assignments import add_members, remove_members

from .conftest import Shop
from .relations import read


def shown() -> set[tuple[int, str]]:
    """Account and group, as the Dashboard has it."""
    values = AssignedUserAttributeValue.objects.filter(
        value__attribute__slug="customer-groups"
    )
    return set(values.values_list("user_id", "value__slug"))


@pytest.fixture
def member(shop: Shop, customer_user: User) -> User:
    shop.know(customer_user)
    shop.manual_group("VIP")
    add_members("vip", [str(customer_user.pk)], actor="test")
    return customer_user


def test_mirror__that_is_off__writes_nothing(member: User) -> None:
    assert keep_mirror() == 0
    assert not Attribute.objects.filter(slug="customer-groups").exists()


def test_mirror__that_is_on__follows_and_is_not_read_back(
    member: User, configure: Callable[..., None]
) -> None:
    configure(mirror=True)
    assert keep_mirror() == 1
    assert shown() == {(member.pk, "vip")}
    assert read("attributes") == read("attribute_types") == []
    assert keep_mirror() == 0
    remove_members("vip", [str(member.pk)], actor="test")
    assert keep_mirror() == 1
    assert shown() == set()


def test_mirror__changed_by_hand__is_mended_by_the_whole_round(
    member: User, configure: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(mirror=True)
    keep_mirror()
    AssignedUserAttributeValue.objects.all().delete()
    assert keep_mirror(is_whole=True) == 1
    assert shown() == {(member.pk, "vip")}


@pytest.mark.parametrize(
    "change", [{"mirror": False}, {"mirror": True, "active": False}]
)
def test_mirror__turned_off_or_inactive__is_taken_away_and_comes_back(
    member: User, configure: Callable[..., None], change: dict[str, bool]
) -> None:
    configure(mirror=True)
    keep_mirror()
    configure(**change)
    keep_mirror()
    assert not Attribute.objects.filter(slug="customer-groups").exists()
    configure(mirror=True)
    assert keep_mirror() == 1
    assert shown() == {(member.pk, "vip")}


@pytest.mark.complains
def test_mirror__in_the_way_of_the_shops_own_attribute__says_so_and_leaves_it(
    member: User, configure: Callable[..., None], caplog: pytest.LogCaptureFixture
) -> None:
    own = Attribute.objects.create(
        slug="customer-groups", name="Ours", type="customer-type"
    )
    configure(mirror=True)
    assert keep_mirror() == 0
    assert "of its own" in caplog.text
    own.refresh_from_db()
    assert (own.name, shown()) == ("Ours", set())
