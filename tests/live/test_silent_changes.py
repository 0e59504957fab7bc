"""What Saleor tells nobody, and a round finds; see docs/operations.md."""

from __future__ import annotations

import time
from dataclasses import asdict
from uuid import uuid4

import pytest

from . import acts
from .api import Api
from .memberships import A_ROUND, Memberships
from .shop import Shop, create_product


def _email(name: str) -> str:
    return f"{name}-{uuid4().hex[:8]}@example.com"


def _choose(api: Api, customer: str, shop: Shop, tier: str) -> None:
    chosen = {"id": shop.attribute, "dropdown": {"value": tier}}
    acts.update_customer(api, customer, attributes=[chosen])


def test_customer_attribute__changed__decides_at_once(
    api: Api, shop: Shop, tiers: None, memberships: Memberships
) -> None:
    email = _email("chooses")
    customer = acts.create_customer(api, email)
    _choose(api, customer, shop, "Gold")
    memberships.expect("gold", email)
    _choose(api, customer, shop, "Silver")
    memberships.expect("silver", email)
    memberships.expect("gold", email, member=False)


class Silent:
    """What was done without a word, all at once: one round finds it."""

    blocked = _email("blocked")
    unblocked = _email("unblocked")
    sold_out = _email("sold-out")
    demoted = _email("demoted")

    def __init__(self, memberships: Memberships) -> None:
        self._memberships = memberships
        self._end = time.monotonic() + A_ROUND

    def expect(self, group: str, email: str, *, member: bool = True) -> None:
        left = max(0.0, self._end - time.monotonic())
        self._memberships.expect(group, email, member=member, within=left)


@pytest.fixture(scope="module")
def silent(
    api: Api, app: Api, shop: Shop, tiers: None, memberships: Memberships
) -> Silent:
    blocked = acts.create_customer(api, Silent.blocked)
    memberships.expect("registered", Silent.blocked)
    unblocked = acts.create_customer(api, Silent.unblocked, isActive=False)
    sold_out = acts.create_customer(api, Silent.sold_out)
    made = asdict(shop)
    place = {name: made[name] for name in ("channel", "warehouse", "category", "kind")}
    product, variant = create_product(api, "Nectar", **place)
    checkout = acts.create_checkout(app, shop, Silent.sold_out, variant=variant)
    acts.attach(app, checkout, sold_out)
    memberships.expect("open-cart", Silent.sold_out)
    _choose(api, acts.create_customer(api, Silent.demoted), shop, "Silver")
    memberships.expect("silver", Silent.demoted)
    assert not memberships.has("registered", Silent.unblocked)

    acts.set_active(api, [blocked], False)
    acts.set_active(api, [unblocked], True)
    api.run(
        "mutation($id: ID!) { productDelete(id: $id) { errors { field message } } }",
        id=product,
    )
    _delete_value(api, shop, "silver")
    return Silent(memberships)


def _delete_value(api: Api, shop: Shop, slug: str) -> None:
    choices = api.run(
        "query($id: ID!) { attribute(id: $id) {"
        " choices(first: 9) { edges { node { id slug } } } } }",
        id=shop.attribute,
    )["choices"]["edges"]
    [value] = [c["node"]["id"] for c in choices if c["node"]["slug"] == slug]
    api.run(
        "mutation($id: ID!) { attributeValueDelete(id: $id) {"
        " errors { field message } } }",
        id=value,
    )


def test_customers__blocked_in_bulk__are_out(silent: Silent) -> None:
    silent.expect("registered", Silent.blocked, member=False)


def test_customers__let_in_in_bulk__are_in(silent: Silent) -> None:
    silent.expect("registered", Silent.unblocked)


def test_checkout__emptied_with_its_product__is_not_open(silent: Silent) -> None:
    silent.expect("open-cart", Silent.sold_out, member=False)


def test_value_of_an_attribute__deleted__is_nobodys(silent: Silent) -> None:
    silent.expect("silver", Silent.demoted, member=False)
