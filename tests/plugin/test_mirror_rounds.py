"""The mirror is kept as the configuration wants it, and says nobody while inactive."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from saleor.account.models import User
from saleor.attribute.models import Attribute

from saleor_customer_groups.models import Profile
from saleor_customer_groups.plugin import marking, mirror, mirror_rounds
from saleor_customer_groups.plugin.mirror_rounds import end_mirror, keep_mirror
from saleor_customer_groups.services.assignments import add_members, remove_members

from .asking import commit, work_off
from .conftest import Shop
from .relations import read
from .versions import AssignedUserAttributeValue, needs_customer_types


def shown() -> set[tuple[int, str]]:
    """Account and group, as the Dashboard has it."""
    if AssignedUserAttributeValue is None:
        return {
            (pk, code)
            for pk, codes in in_metadata().items()
            for code in codes.split(",")
        }
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


@needs_customer_types
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


@needs_customer_types
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


@pytest.fixture
def many(member: User) -> list[User]:
    """Three members, each of them a range of its own."""
    others = [User.objects.create(email=f"m{n}@example.com") for n in range(2)]
    commit()
    marking.mark(marking.Subject("customer", user.pk) for user in others)
    work_off()
    add_members("vip", [str(user.pk) for user in others], actor="test")
    return [member, *others]


@pytest.fixture
def older_saleor() -> Iterator[pytest.MonkeyPatch]:
    """As before customers had attributes; undone, it is newer again."""
    with pytest.MonkeyPatch.context() as found:
        for module in (mirror, mirror_rounds):
            found.setattr(module, "has_customer_attributes", lambda: False)
        yield found


def in_metadata() -> dict[int, str]:
    rows = User.objects.filter(private_metadata__has_key="customer-groups")
    return {user.pk: user.private_metadata["customer-groups"] for user in rows}


@needs_customer_types
def test_mirror__of_many__holds_few_of_saleors_rows_at_once(
    many: list[User], configure: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mirror, "_RANGE", 1)
    configure(mirror=True)
    with CaptureQueriesContext(connection) as asked:
        assert keep_mirror() == 3
    writes = [each for each in asked if "came AS" in each["sql"]]
    assert len(writes) == Profile.objects.filter(kind="customer").count() >= 3
    assert shown() == {(user.pk, "vip") for user in many}
    remove_members("vip", [str(many[1].pk)], actor="test")
    assert keep_mirror() == 1
    assert shown() == {(user.pk, "vip") for user in (many[0], many[2])}


@needs_customer_types
def test_mirror__in_metadata__follows_and_moves_with_a_newer_saleor(
    many: list[User],
    configure: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
    older_saleor: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(mirror, "_RANGE", 1)
    User.objects.update(private_metadata={"theirs": "kept"})
    configure(mirror=True)
    assert (keep_mirror(), keep_mirror()) == (3, 0)
    assert in_metadata() == {user.pk: "vip" for user in many}
    remove_members("vip", [str(many[1].pk)], actor="test")
    assert keep_mirror() == 1
    assert in_metadata() == {user.pk: "vip" for user in (many[0], many[2])}
    older_saleor.undo()
    assert keep_mirror() == 2
    assert (in_metadata(), len(shown())) == ({}, 2)
    assert {user.private_metadata["theirs"] for user in User.objects.all()} == {"kept"}


@needs_customer_types
def test_mirror__turned_off__leaves_metadata_that_is_the_shops_own(
    member: User, configure: Callable[..., None]
) -> None:
    User.objects.update(private_metadata={"customer-groups": "ours"})
    configure(mirror=True)
    keep_mirror()
    configure(mirror=False)
    keep_mirror()
    end_mirror()
    assert in_metadata()[member.pk] == "ours"
