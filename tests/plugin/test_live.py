"""Through Saleor's public API: after each action memberships are right.

Tasks run in place, as if a worker stood ready; what no hook nor signal tells waits for
its round of reconciliation.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import graphene
import pytest
from django.test import TestCase
from django.utils import timezone
from saleor.account.models import Address, User
from saleor.attribute.models import Attribute
from saleor.channel.models import Channel
from saleor.checkout.models import Checkout
from saleor.checkout.tasks import delete_expired_checkouts
from saleor.core.tokens import (
    account_confirm_token_generator,
    account_delete_token_generator,
    password_reset_token_generator,
)
from saleor.order.models import Order
from saleor.order.tasks import expire_orders_task
from saleor.permission.models import Permission
from saleor.product.models import ProductVariant
from saleor.site import AccountConfirmMode
from saleor.site.models import SiteSettings
from saleor.tax.models import TaxClass
from saleor.warehouse.models import Warehouse

from saleor_customer_groups.plugin.reconciliation import compare
from saleor_customer_groups.services.assignments import add_members
from saleor_customer_groups.services.attributes import refresh_attributes
from saleor_customer_groups.services.shop_settings import change_shop
from saleor_customer_groups.services.verification import verify

from .asking import Client, global_id, work_off
from .conftest import Shop
from .versions import CustomerType, needs_customer_types

MEMBER_ERRORS = "errors { field message code }"


@pytest.fixture(autouse=True)
def _all_is_proven(db: None) -> Any:
    """At the end of each test every membership is what its rule says."""
    yield
    work_off()
    found = verify()
    assert (found.differences, found.pending, found.frozen) == (0, 0, 0)


def has(fact: str, operator: str, value: object, **more: object) -> dict[str, object]:
    return {"fact": fact, "operator": operator, "value": value, **more}


def spent(amount: int) -> dict[str, object]:
    return has("lifetime_value", "at_least", amount, currency="USD")


def reconcile() -> int:
    """What beat does every few minutes; how many customers it found."""
    count = compare()
    work_off()
    return count


# Accounts


def test_customer__created_by_staff__is_known(
    shop: Shop, manager_client: Client
) -> None:
    group = shop.dynamic_group("Registered", has("is_registered", "is", True))
    answer = manager_client.ask(
        "mutation ($input: UserCreateInput!) { customerCreate(input: $input) {"
        " user { id } errors { field message code } } }",
        input={"email": "new@example.com"},
    )
    _, pk = graphene.Node.from_global_id(answer["user"]["id"])
    assert int(pk) in shop.members(group)


def test_customer__registers__is_known(
    shop: Shop, guest_client: Client, channel_USD: Channel
) -> None:
    group = shop.dynamic_group("Registered", has("is_registered", "is", True))
    domain = shop.dynamic_group("Ours", has("email_domain", "is", "example.com"))
    guest_client.ask(
        "mutation ($input: AccountRegisterInput!) { accountRegister(input: $input) {"
        " requiresConfirmation errors { field message code } } }",
        input={
            "email": "new@example.com",
            "password": "secret-password",
            "redirectUrl": "http://www.example.com",
            "channel": "main",
        },
    )
    user = User.objects.get(email="new@example.com")
    assert shop.members(group) == {user.pk}
    # Whoever typed the address did not prove it.
    assert shop.members(domain) == set()


def test_account__confirmed__brings_domain_and_guest_orders(
    shop: Shop,
    guest_client: Client,
    order_with_lines: Order,
    site_settings: SiteSettings,
) -> None:
    site_settings.account_confirm_merge_mode = AccountConfirmMode.REQUIRE_PASSWORD
    site_settings.save()
    ours = shop.dynamic_group("Ours", has("email_domain", "is", "example.com"))
    big = shop.dynamic_group("Big", has("units_bought", "at_least", 5))
    user = order_with_lines.user
    User.objects.update(is_confirmed=False)
    Order.objects.update(
        user=None, user_email=user.email, charge_status="full", total_charged_amount=999
    )
    shop.know(user)
    assert shop.members(ours) == shop.members(big) == set()
    user.refresh_from_db()
    guest_client.ask(
        "mutation ($email: String!, $password: String!, $token: String!) {"
        " confirmAccount(email: $email, password: $password, token: $token) {"
        " errors { field message code } } }",
        email=user.email,
        password="password",
        token=account_confirm_token_generator.make_token(user),
    )
    assert Order.objects.get().user_id == user.pk
    assert shop.members(ours) == shop.members(big) == {user.pk}


def test_password__set__brings_guest_orders(
    shop: Shop, guest_client: Client, order_with_lines: Order
) -> None:
    big = shop.dynamic_group("Big", has("units_bought", "at_least", 5))
    user = order_with_lines.user
    User.objects.update(is_confirmed=False)
    Order.objects.update(
        user=None, user_email=user.email, charge_status="full", total_charged_amount=999
    )
    shop.know(user)
    user.refresh_from_db()
    guest_client.ask(
        "mutation ($email: String!, $password: String!, $token: String!) {"
        " setPassword(email: $email, password: $password, token: $token) {"
        " errors { field message code } } }",
        email=user.email,
        password="a-new-password",
        token=password_reset_token_generator.make_token(user),
    )
    assert shop.members(big) == {user.pk}


def test_users__deactivated_in_bulk__leave_and_come_back(
    shop: Shop, manager_client: Client, customer_user: User
) -> None:
    group = shop.dynamic_group("Registered", has("is_registered", "is", True))
    manual = shop.manual_group("By hand")
    shop.know(customer_user)
    add_members(manual.code, [str(customer_user.pk)], actor="test")
    reconcile()
    for is_active, expected in ((False, set()), (True, {customer_user.pk})):
        manager_client.ask(
            "mutation ($ids: [ID!]!, $isActive: Boolean!) { userBulkSetActive(ids: $ids,"
            " isActive: $isActive) { errors { field message code } } }",
            ids=[global_id(customer_user)],
            isActive=is_active,
        )
        # Saleor tells nobody.
        assert (customer_user.pk in shop.members(group)) is not is_active
        assert reconcile() == 1
        assert shop.members(group) & {customer_user.pk} == expected
        assert shop.members(manual) == expected
        assert reconcile() == 0


@pytest.mark.parametrize("by", ["staff", "staff in bulk", "the customer"])
def test_account__deleted__is_in_no_group(
    shop: Shop,
    manager_client: Client,
    customer_client: Client,
    customer_user: User,
    by: str,
) -> None:
    group = shop.dynamic_group("Poles", has("country", "is", "PL"))
    shop.know(customer_user)
    assert shop.members(group) == {customer_user.pk}
    match by:
        case "staff":
            manager_client.ask(
                "mutation ($id: ID!) { customerDelete(id: $id) { errors { field } } }",
                id=global_id(customer_user),
            )
        case "staff in bulk":
            manager_client.ask(
                "mutation ($ids: [ID!]!) { customerBulkDelete(ids: $ids) {"
                " errors { field } } }",
                ids=[global_id(customer_user)],
            )
        case _:
            token = account_delete_token_generator.make_token(customer_user)
            customer_client.ask(
                "mutation ($token: String!) { accountDelete(token: $token) {"
                " errors { field message code } } }",
                token=token,
            )
    assert not User.objects.filter(pk=customer_user.pk).exists()
    assert shop.members(group) == set()


def test_customer__told_more_about__is_seen(
    shop: Shop, customer_client: Client, manager_client: Client, customer_user: User
) -> None:
    group = shop.dynamic_group("French", has("language", "is", "fr"))
    customer_client.ask(
        "mutation { accountUpdate(input: { languageCode: FR }) { errors { field } } }"
    )
    assert shop.members(group) == {customer_user.pk}
    manager_client.ask(
        "mutation ($id: ID!) { customerUpdate(id: $id, input: { languageCode: DE }) {"
        " errors { field } } }",
        id=global_id(customer_user),
    )
    assert shop.members(group) == set()


def test_customers__changed_in_bulk__are_seen(
    shop: Shop, manager_client: Client, customer_users: list[User]
) -> None:
    group = shop.dynamic_group("French", has("language", "is", "fr"))
    manager_client.ask(
        "mutation ($customers: [CustomerBulkUpdateInput!]!) {"
        " customerBulkUpdate(customers: $customers) { errors { message } } }",
        customers=[
            {"id": global_id(user), "input": {"languageCode": "FR"}}
            for user in customer_users
        ],
    )
    assert shop.members(group) == {user.pk for user in customer_users}


# Addresses


def test_address__changed_by_the_customer__is_seen(
    shop: Shop, customer_client: Client, customer_user: User
) -> None:
    group = shop.dynamic_group("Cracow", has("city", "is", "Kraków"))
    shop.know(customer_user)
    customer_client.ask(
        "mutation ($id: ID!, $input: AddressInput!) { accountAddressUpdate(id: $id,"
        " input: $input) { errors { field message } } }",
        id=global_id(customer_user.default_billing_address),
        input={
            "firstName": "Leslie",
            "lastName": "Wade",
            "streetAddress1": "Rynek 1",
            "city": "Kraków",
            "postalCode": "31-042",
            "country": "PL",
        },
    )
    assert shop.members(group) == {customer_user.pk}


def test_address__made_the_default_and_deleted__is_seen(
    shop: Shop, manager_client: Client, customer_user: User, address_usa: Address
) -> None:
    group = shop.dynamic_group("Americans", has("country", "is", "US"))
    customer_user.addresses.add(address_usa)
    shop.know(customer_user)
    assert shop.members(group) == set()
    manager_client.ask(
        "mutation ($user: ID!, $address: ID!) { addressSetDefault(userId: $user,"
        " addressId: $address, type: BILLING) { errors { field } } }",
        user=global_id(customer_user),
        address=global_id(address_usa),
    )
    assert shop.members(group) == {customer_user.pk}
    manager_client.ask(
        "mutation ($id: ID!) { addressDelete(id: $id) { errors { field } } }",
        id=global_id(address_usa),
    )
    assert shop.members(group) == set()


# Metadata and attributes


def test_private_metadata__that_is_configured__is_seen(
    shop: Shop, manager_client: Client, customer_user: User, configure: Any
) -> None:
    configure(email_marketing="news")
    group = shop.dynamic_group("News", has("email_marketing", "is", "subscribed"))
    update = (
        "mutation ($id: ID!, $input: [MetadataInput!]!) { %s(id: $id, input: $input) {"
        " errors { field } } }"
    )
    news = {"id": global_id(customer_user), "input": [{"key": "news", "value": "yes"}]}
    # Public metadata is the customer's to write.
    manager_client.ask(update % "updateMetadata", **news)
    assert shop.members(group) == set()
    manager_client.ask(update % "updatePrivateMetadata", **news)
    assert shop.members(group) == {customer_user.pk}
    manager_client.ask(
        "mutation ($id: ID!, $keys: [String!]!) { deletePrivateMetadata(id: $id,"
        " keys: $keys) { errors { field } } }",
        id=global_id(customer_user),
        keys=["news"],
    )
    assert shop.members(group) == set()


@needs_customer_types
def test_attribute__of_the_customer__is_seen(
    shop: Shop,
    manager_client: Client,
    customer_user: User,
    default_customer_type: CustomerType,
    loyalty_customer_attribute: Attribute,
) -> None:
    default_customer_type.customer_attributes.add(loyalty_customer_attribute)
    refresh_attributes()
    group = shop.dynamic_group("Gold", has("attribute:loyalty-level", "is", "gold"))
    for slug, expected in (("gold", {customer_user.pk}), ("silver", set())):
        manager_client.ask(
            "mutation ($id: ID!, $input: CustomerInput!) { customerUpdate(id: $id,"
            " input: $input) { errors { field message code } } }",
            id=global_id(customer_user),
            input={
                "attributes": [
                    {
                        "id": global_id(loyalty_customer_attribute),
                        "dropdown": {"value": slug.title()},
                    }
                ]
            },
        )
        assert shop.members(group) == expected


@needs_customer_types
def test_customer_type__given_and_deleted__is_seen(
    shop: Shop, manager_client: Client, customer_user: User, customer_type: CustomerType
) -> None:
    group = shop.dynamic_group("B2B", has("customer_type", "is", "b2b"))
    manager_client.ask(
        "mutation ($id: ID!, $type: ID!) { customerUpdate(id: $id,"
        " input: { customerType: $type }) { errors { field message code } } }",
        id=global_id(customer_user),
        type=global_id(customer_type),
    )
    assert shop.members(group) == {customer_user.pk}
    reconcile()
    manager_client.ask(
        "mutation ($id: ID!) { customerTypeDelete(id: $id) { errors { field } } }",
        id=global_id(customer_type),
    )
    # Saleor moves its customers by one UPDATE.
    assert reconcile() == 1
    assert shop.members(group) == set()


# Orders


def test_order__paid_and_refunded_by_transactions__counts_in_between(
    shop: Shop, manager_client: Client, app_api_client: Any, order_with_lines: Order
) -> None:
    group = shop.dynamic_group("Spent", spent(50))
    some = shop.dynamic_group(
        "Refunded", has("refunded_value", "at_least", 1, currency="USD")
    )
    total = order_with_lines.total_gross_amount
    user = order_with_lines.user_id
    app_api_client.app.permissions.add(
        *Permission.objects.filter(codename__in=["handle_payments", "manage_orders"])
    )
    app = Client(app_api_client)
    answer = app.ask(
        "mutation ($id: ID!, $input: TransactionCreateInput!) { transactionCreate(id: $id,"
        " transaction: $input) { transaction { id } errors { field message code } } }",
        id=global_id(order_with_lines),
        input={
            "name": "Card",
            "pspReference": "psp",
            "amountCharged": {"amount": str(total), "currency": "USD"},
        },
    )
    assert (shop.members(group), shop.members(some)) == ({user}, set())

    def report(type_: str, amount: Decimal, psp: str) -> None:
        app.ask(
            "mutation ($id: ID!, $type: TransactionEventTypeEnum!, $amount: PositiveDecimal!,"
            " $psp: String!) { transactionEventReport(id: $id, type: $type,"
            " amount: $amount, pspReference: $psp) { errors { field message code } } }",
            id=answer["transaction"]["id"],
            type=type_,
            amount=str(amount),
            psp=psp,
        )

    report("REFUND_SUCCESS", Decimal(1), "one")
    assert (shop.members(group), shop.members(some)) == ({user}, {user})
    report("REFUND_SUCCESS", total - 1, "rest")
    assert (shop.members(group), shop.members(some)) == (set(), {user})
    report("REFUND_REVERSE", total - 1, "rest")
    assert (shop.members(group), shop.members(some)) == ({user}, {user})


def test_order__marked_as_paid_and_cancelled__counts_in_between(
    shop: Shop, manager_client: Client, order_with_lines: Order
) -> None:
    group = shop.dynamic_group("Bought", has("order_count", "at_least", 1))
    user = order_with_lines.user_id
    manager_client.ask(
        "mutation ($id: ID!) { orderMarkAsPaid(id: $id) { errors { field message } } }",
        id=global_id(order_with_lines),
    )
    assert shop.members(group) == {user}
    manager_client.ask(
        "mutation ($id: ID!) { orderCancel(id: $id) { errors { field message } } }",
        id=global_id(order_with_lines),
    )
    assert shop.members(group) == set()


def test_order__given_to_another_customer__is_theirs(
    shop: Shop, order_with_lines: Order, customer_user2: User
) -> None:
    group = shop.dynamic_group("Bought", has("order_count", "at_least", 1))
    first = order_with_lines.user
    Order.objects.update(charge_status="full", total_charged_amount=999)
    shop.know(first)
    assert shop.members(group) == {first.pk}
    order_with_lines.refresh_from_db()
    order_with_lines.user = customer_user2
    order_with_lines.save(update_fields=["user", "updated_at"])
    work_off()
    assert shop.members(group) == {customer_user2.pk}
    order_with_lines.user = None
    order_with_lines.save()
    work_off()
    assert shop.members(group) == set()


def test_draft__completed__is_placed_when_it_was(
    shop: Shop, manager_client: Client, draft_order: Order
) -> None:
    group = shop.dynamic_group(
        "New", has("first_order_at", "in_the_last", {"days": 30})
    )
    bought = shop.dynamic_group("Bought", has("order_count", "at_least", 1))
    user = draft_order.user_id
    Order.objects.update(created_at=timezone.now() - timedelta(days=90))
    shop.know(draft_order.user)
    manager_client.ask(
        "mutation ($id: ID!) { draftOrderComplete(id: $id) { errors { field message code }"
        " } }",
        id=global_id(draft_order),
    )
    assert shop.members(bought) == set()
    manager_client.ask(
        "mutation ($id: ID!) { orderMarkAsPaid(id: $id) { errors { field message } } }",
        id=global_id(draft_order),
    )
    assert (shop.members(bought), shop.members(group)) == ({user}, {user})


def test_orders__imported_in_bulk__are_seen(
    shop: Shop,
    manager_client: Client,
    customer_user: User,
    channel_PLN: Channel,
    variant: ProductVariant,
    warehouse: Warehouse,
    default_tax_class: TaxClass,
) -> None:
    old = shop.dynamic_group(
        "Old", has("first_order_at", "more_than_ago", {"days": 365})
    )
    bought = shop.dynamic_group(
        "Spent", has("lifetime_value", "at_least", 100, currency="PLN")
    )
    address = {
        "firstName": "John",
        "lastName": "Doe",
        "country": "PL",
        "city": "Kraków",
        "postalCode": "31-042",
        "streetAddress1": "Rynek 1",
    }
    answer = manager_client.ask(
        "mutation ($orders: [OrderBulkCreateInput!]!) { orderBulkCreate(orders: $orders,"
        " stockUpdatePolicy: SKIP) { results { errors { path message } } errors { path message }"
        " } }",
        orders=[
            {
                "channel": channel_PLN.slug,
                "createdAt": "2020-01-01T00:00:00+00:00",
                "status": "UNFULFILLED",
                "user": {"id": global_id(customer_user)},
                "currency": "PLN",
                "languageCode": "PL",
                "billingAddress": address,
                "lines": [
                    {
                        "variantId": global_id(variant),
                        "createdAt": "2020-01-01T00:00:00+00:00",
                        "isShippingRequired": False,
                        "isGiftCard": False,
                        "quantity": 1,
                        "totalPrice": {"gross": 120, "net": 100},
                        "undiscountedTotalPrice": {"gross": 120, "net": 100},
                        "warehouse": global_id(warehouse),
                        "taxClassId": global_id(default_tax_class),
                    }
                ],
                "transactions": [
                    {
                        "name": "Card",
                        "amountCharged": {"amount": 120, "currency": "PLN"},
                    }
                ],
            }
        ],
    )
    assert answer["results"][0]["errors"] == []
    assert shop.members(old) == shop.members(bought) == {customer_user.pk}


def test_orders__that_expire__are_known_to_have(
    shop: Shop, order_with_lines: Order, channel_USD: Channel
) -> None:
    change_shop(counting="placed")
    group = shop.dynamic_group("Bought", has("order_count", "at_least", 1))
    channel_USD.expire_orders_after = 60
    channel_USD.save()
    Order.objects.update(created_at=timezone.now() - timedelta(hours=2))
    shop.know(order_with_lines.user)
    assert shop.members(group) == {order_with_lines.user_id}
    # Saleor does it by one UPDATE, of orders that were never confirmed.
    Order.objects.update(status="unconfirmed")
    with TestCase.captureOnCommitCallbacks(execute=True):
        expire_orders_task()
    assert Order.objects.get().status == "expired"
    assert shop.members(group) == set()


def test_order__whose_status_nobody_told__is_found(
    shop: Shop, order_with_lines: Order
) -> None:
    change_shop(counting="placed")
    group = shop.dynamic_group("Bought", has("order_count", "at_least", 1))
    reconcile()
    assert shop.members(group) == {order_with_lines.user_id}
    for status in ("canceled", "fulfilled"):
        Order.objects.update(status=status)
        assert reconcile() == 1
        assert bool(shop.members(group)) is (status == "fulfilled")
    Order.objects.update(user=None)
    assert reconcile() == 1
    assert shop.members(group) == set()


def test_order__moved_to_another_channel__is_found(
    shop: Shop, order_with_lines: Order, channel_JPY: Channel
) -> None:
    change_shop(counting="placed")
    group = shop.dynamic_group(
        "There", has("channels", "includes_any", [channel_JPY.slug])
    )
    reconcile()
    assert shop.members(group) == set()
    Order.objects.update(channel=channel_JPY)
    assert reconcile() == 1
    assert shop.members(group) == {order_with_lines.user_id}


# Checkouts


def test_checkout__from_its_first_line_to_its_end__is_open(
    shop: Shop,
    customer_client: Client,
    customer_user: User,
    stock: Any,
    channel_USD: Channel,
) -> None:
    group = shop.dynamic_group(
        "Open", {"fact": "open_checkout_at", "operator": "is_known"}
    )
    worth = shop.dynamic_group(
        "Worth", has("open_checkout_value", "at_least", 25, currency="USD")
    )
    variant = stock.product_variant
    answer = customer_client.ask(
        "mutation ($input: CheckoutCreateInput!) { checkoutCreate(input: $input) {"
        " checkout { id lines { id } totalPrice { gross { amount } } }"
        " errors { field message code } } }",
        input={
            "channel": channel_USD.slug,
            "lines": [{"variantId": global_id(variant), "quantity": 1}],
        },
    )
    checkout = answer["checkout"]
    assert checkout["totalPrice"]["gross"]["amount"] == 10
    assert (shop.members(group), shop.members(worth)) == ({customer_user.pk}, set())
    customer_client.ask(
        "mutation ($id: ID!, $lines: [CheckoutLineInput!]!) { checkoutLinesAdd(id: $id,"
        " lines: $lines) { checkout { totalPrice { gross { amount } } }"
        " errors { field message code } } }",
        id=checkout["id"],
        lines=[{"variantId": global_id(variant), "quantity": 2}],
    )
    assert shop.members(worth) == {customer_user.pk}
    customer_client.ask(
        "mutation ($id: ID!, $lines: [ID!]!) { checkoutLinesDelete(id: $id,"
        " linesIds: $lines) { errors { field message code } } }",
        id=checkout["id"],
        lines=[checkout["lines"][0]["id"]],
    )
    assert shop.members(group) == shop.members(worth) == set()


def test_checkout__attached_and_detached__changes_hands(
    shop: Shop,
    customer_client: Client,
    customer_user: User,
    checkout_with_items: Checkout,
) -> None:
    group = shop.dynamic_group(
        "Open", {"fact": "open_checkout_at", "operator": "is_known"}
    )
    shop.know(customer_user)
    customer_client.ask(
        "mutation ($id: ID!) { checkoutCustomerAttach(id: $id) { errors { field message } }"
        " }",
        id=global_id(checkout_with_items),
    )
    assert shop.members(group) == {customer_user.pk}
    customer_client.ask(
        "mutation ($id: ID!) { checkoutCustomerDetach(id: $id) { errors { field message } }"
        " }",
        id=global_id(checkout_with_items),
    )
    assert shop.members(group) == set()


def test_checkout__deleted_by_saleor__is_open_no_more(
    shop: Shop, customer_user: User, checkout_with_items: Checkout
) -> None:
    group = shop.dynamic_group(
        "Open", {"fact": "open_checkout_at", "operator": "is_known"}
    )
    checkout_with_items.user = customer_user
    checkout_with_items.save()
    work_off()
    assert shop.members(group) == {customer_user.pk}
    Checkout.objects.update(last_change=timezone.now() - timedelta(days=400))
    delete_expired_checkouts()
    work_off()
    assert not Checkout.objects.exists()
    assert shop.members(group) == set()


def test_checkout__whose_product_is_deleted__is_found(
    shop: Shop, customer_user: User, checkout_with_items: Checkout
) -> None:
    group = shop.dynamic_group(
        "Open", {"fact": "open_checkout_at", "operator": "is_known"}
    )
    checkout_with_items.user = customer_user
    checkout_with_items.save()
    work_off()
    assert shop.members(group) == {customer_user.pk}
    for line in checkout_with_items.lines.all():
        line.variant.delete()
    assert reconcile() == 1
    assert shop.members(group) == set()
