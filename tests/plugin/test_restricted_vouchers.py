"""A voucher for members, at every place where Saleor takes one."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from saleor.account.models import User

from saleor_customer_groups.plugin.interceptions import seams, vouchers
from saleor_customer_groups.services import restrictions
from saleor_customer_groups.services.errors import CustomerGroupsError
from saleor_customer_groups.services.groups import delete_group
from saleor_customer_groups.services.restrictions import restrictions_of

from .asking import Client, commit, global_id
from .conftest import Shop
from .restricting import Refused, Till, join, leave, limit_voucher, total

CODE = "saleor"
REFUSED = {"promoCode": "VOUCHER_NOT_APPLICABLE"}


@pytest.fixture(autouse=True)
def limited(shop: Shop, voucher_percentage: Any, customer_users: list[User]) -> Any:
    """Ten per cent off, for vip only; the first customer is in it."""
    shop.manual_group("vip")
    shop.know(*customer_users)
    join("vip", customer_users[0])
    limit_voucher(voucher_percentage, "vip")
    return voucher_percentage


@pytest.fixture
def till(
    checkout_ready_to_complete: Any, user_api_client: Any, channel_USD: Any
) -> Till:
    """The member's checkout: three pieces at 10, shipping at 10."""
    channel_USD.allow_unpaid_orders = True
    channel_USD.save()
    checkout = checkout_ready_to_complete
    checkout.user = user_api_client.user
    checkout.email = user_api_client.user.email
    checkout.save()
    # Saleor 3.22 pays a part with a gift card.
    checkout.gift_cards.clear()
    return Till(Client(user_api_client), checkout)


@pytest.fixture
def other_till(till: Till, user2_api_client: Any) -> Till:
    """The same checkout, of a customer who is no member."""
    _give(till, user2_api_client.user)
    till.client = Client(user2_api_client)
    return till


def _give(till: Till, user: User | None, email: str = "guest@example.com") -> None:
    from saleor.checkout.models import Checkout

    Checkout.objects.update(user=user, email=user.email if user else email)
    commit()


def test_enter__member__ten_per_cent_off_and_in_the_order(till: Till) -> None:
    # 3 * 10 = 30, less 3, and 10 of shipping.
    assert total(till.look()) == 40
    found = till.enter(CODE)
    assert (found["voucherCode"], total(found)) == (CODE, 37)
    order = till.complete()
    assert order["total"]["gross"]["amount"] == 37
    assert order["voucher"]["code"] == CODE


def test_enter__other_customer__refused_as_saleor_refuses(other_till: Till) -> None:
    with pytest.raises(Refused) as refused:
        other_till.enter(CODE)
    assert refused.value.codes == REFUSED
    assert (other_till.look()["voucherCode"], total(other_till.look())) == (None, 40)


def test_enter__guest_with_a_members_address__refused(
    till: Till, guest_client: Client, customer_user: User
) -> None:
    _give(till, None, customer_user.email)
    till.client = guest_client
    with pytest.raises(Refused) as refused:
        till.enter(CODE)
    assert refused.value.codes == REFUSED


def test_complete__guest_with_a_members_address_and_a_code_in_the_row__refused(
    till: Till, guest_client: Client, customer_user: User
) -> None:
    """Saleor finds the account by the address at completion: it does not count."""
    till.enter(CODE)
    _give(till, None, customer_user.email)
    till.client = guest_client
    with pytest.raises(Refused) as refused:
        till.complete()
    assert refused.value.codes == {"voucherCode": "VOUCHER_NOT_APPLICABLE"}


def test_add_lines__after_leaving__the_voucher_is_gone(
    till: Till, customer_user: User, product: Any
) -> None:
    till.enter(CODE)
    leave("vip", customer_user)
    found = till.add(product.variants.get())
    assert (found["voucherCode"], total(found)) == (None, 50)


def test_complete__after_leaving__refused_and_without_it_accepted(
    till: Till, customer_user: User
) -> None:
    till.enter(CODE)
    leave("vip", customer_user)
    with pytest.raises(Refused) as refused:
        till.complete()
    assert refused.value.codes == {"voucherCode": "VOUCHER_NOT_APPLICABLE"}


def test_detach__member__gone_in_the_same_response(till: Till) -> None:
    till.enter(CODE)
    found = till.detach()
    assert (found["voucherCode"], total(found)) == (None, 40)


def test_attach__code_in_the_row__gone_for_others_and_stays_for_members(
    till: Till, user2_api_client: Any, customer_user: User
) -> None:
    member = till.client
    till.enter(CODE)
    _give(till, None)
    assert till.attach()["voucherCode"] == CODE
    _give(till, None)
    till.client = Client(user2_api_client)
    assert till.attach()["voucherCode"] is None
    assert member is not till.client


def test_enter__excluded_group__everybody_but_its_members(
    till: Till, limited: Any, user2_api_client: Any
) -> None:
    limit_voucher(limited, excluded=("vip",))
    with pytest.raises(Refused):
        till.enter(CODE)
    _give(till, user2_api_client.user)
    till.client = Client(user2_api_client)
    assert till.enter(CODE)["voucherCode"] == CODE


def test_enter__batched_with_completion__refused_and_no_discount(
    other_till: Till,
) -> None:
    """Both in one request: the order is made, at the price of everybody."""
    document = (
        "mutation ($id: ID, $code: String!) {"
        " checkoutAddPromoCode(id: $id, promoCode: $code) { errors { code } }"
        " checkoutComplete(id: $id) {"
        "  order { total { gross { amount } } voucher { code } } errors { code } } }"
    )
    commit()
    response = other_till.client.client.post_graphql(
        document, {"id": other_till.id, "code": CODE}
    )
    answer = response.json()["data"]
    assert answer["checkoutAddPromoCode"]["errors"] == [
        {"code": "VOUCHER_NOT_APPLICABLE"}
    ]
    order = answer["checkoutComplete"]["order"]
    assert (order["total"]["gross"]["amount"], order["voucher"]) == (40, None)


def test_enter__plugin_inactive__nobody(till: Till, configure: Any) -> None:
    configure(active=False)
    with pytest.raises(Refused) as refused:
        till.enter(CODE)
    assert refused.value.codes == REFUSED


def test_enter__seam_open__nobody(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    """This Saleor's function is another than we know: no voucher of a group is given."""
    seam = vouchers.SEAMS[1]
    monkeypatch.setitem(seams._problems, seam, f"This Saleor has no {seam.name}.")
    with pytest.raises(Refused) as refused:
        till.enter(CODE)
    assert refused.value.codes == REFUSED


@pytest.mark.complains
def test_enter__membership_cannot_be_read__nobody_and_saleor_goes_on(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        restrictions,
        "groups_of_customers",
        lambda _keys: connection.cursor().execute("SELECT 1 / 0"),
    )
    with pytest.raises(Refused) as refused:
        till.enter(CODE)
    assert refused.value.codes == REFUSED
    assert total(till.look()) == 40


def test_enter__without_our_tables__for_everybody(other_till: Till) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("DROP TABLE customer_groups_restriction CASCADE")
    assert other_till.enter(CODE)["voucherCode"] == CODE


@pytest.mark.complains
def test_enter__without_a_table_of_a_later_migration__nobody(
    other_till: Till,
) -> None:
    """Somebody has a new version of the package, and has not run its migrations."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("DROP TABLE customer_groups_campaign CASCADE")
    with pytest.raises(Refused) as refused:
        other_till.enter(CODE)
    assert refused.value.codes == REFUSED


def test_delete_voucher__restricted__the_group_is_free(
    limited: Any, manager_client: Client
) -> None:
    with pytest.raises(CustomerGroupsError, match="the voucher “saleor”"):
        delete_group("vip", actor="test")
    manager_client.ask(
        "mutation ($id: ID!) { voucherDelete(id: $id) { errors { code } } }",
        id=global_id(limited),
    )
    assert restrictions_of("voucher", [str(limited.pk)]) == {}  # type: ignore[arg-type]
    delete_group("vip", actor="test")


# Draft orders

UPDATE = (
    "mutation ($id: ID!, $input: DraftOrderInput!) { answer: draftOrderUpdate("
    "id: $id, input: $input) { order { voucherCode } errors { field code message } } }"
)
COMPLETE = (
    "mutation ($id: ID!) { answer: draftOrderComplete(id: $id) {"
    " order { status } errors { field code message } } }"
)


def _staff(client: Client, document: str, **variables: Any) -> Any:
    commit()
    content = client.client.post_graphql(document, variables).json()
    assert "errors" not in content, content
    answer = content["data"]["answer"]
    if answer["errors"]:
        raise Refused(answer["errors"])
    return answer["order"]


@pytest.fixture
def draft(draft_order: Any, customer_user: User) -> Any:
    draft_order.user = customer_user
    draft_order.save(update_fields=["user"])
    return draft_order


def test_draft__member__takes_it_and_is_completed(
    draft: Any, manager_client: Client
) -> None:
    given = {"id": global_id(draft), "input": {"voucherCode": CODE}}
    assert _staff(manager_client, UPDATE, **given)["voucherCode"] == CODE
    assert _staff(manager_client, COMPLETE, id=global_id(draft))["status"]


def test_draft__other_customer__refused_in_words(
    draft: Any, manager_client: Client, customer_user2: User
) -> None:
    other = {"id": global_id(draft), "input": {"user": global_id(customer_user2)}}
    _staff(manager_client, UPDATE, **other)
    with pytest.raises(Refused, match="limited to customer groups") as refused:
        _staff(manager_client, UPDATE, id=global_id(draft), input={"voucherCode": CODE})
    assert refused.value.codes == {"voucher": "INVALID_VOUCHER"}
    draft.refresh_from_db()
    assert draft.voucher_code is None


def test_draft__with_it_to_another_customer__refused(
    draft: Any, manager_client: Client, customer_user: User, customer_user2: User
) -> None:
    _staff(manager_client, UPDATE, id=global_id(draft), input={"voucherCode": CODE})
    with pytest.raises(Refused) as refused:
        _staff(
            manager_client,
            UPDATE,
            id=global_id(draft),
            input={"user": global_id(customer_user2)},
        )
    assert refused.value.codes == {"voucher": "INVALID_VOUCHER"}
    draft.refresh_from_db()
    assert draft.user == customer_user


def test_draft__completed_after_leaving__refused_and_a_draft_still(
    draft: Any, manager_client: Client, customer_user: User
) -> None:
    _staff(manager_client, UPDATE, id=global_id(draft), input={"voucherCode": CODE})
    leave("vip", customer_user)
    with pytest.raises(Refused) as refused:
        _staff(manager_client, COMPLETE, id=global_id(draft))
    assert refused.value.codes == {"voucher": "INVALID_VOUCHER"}
    draft.refresh_from_db()
    assert draft.status == "draft"
