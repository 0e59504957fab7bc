"""What happens to checkouts, and the memberships it makes."""

from __future__ import annotations

from uuid import uuid4

from . import acts
from .api import Api
from .memberships import AT_ONCE, Memberships
from .processes import RunningSaleor
from .shop import Shop

#: Seconds between two ticks, which see what the passing of time does.
_A_TICK = 10
_SOON = 4


def _email(name: str) -> str:
    return f"{name}-{uuid4().hex[:8]}@example.com"


def test_checkout_of_a_customer__is_open_while_something_is_in_it(
    api: Api, app: Api, shop: Shop, memberships: Memberships
) -> None:
    email = _email("shops")
    customer = acts.create_customer(api, email)
    checkout = acts.create_checkout(app, shop, email)
    acts.attach(app, checkout, customer)
    memberships.expect("open-cart", email)
    assert not memberships.has("full-cart", email)
    acts.add_line(api, checkout, shop)
    memberships.expect("full-cart", email)
    acts.remove_lines(api, checkout)
    memberships.expect("open-cart", email, member=False)
    acts.add_line(api, checkout, shop)
    memberships.expect("open-cart", email)


def test_checkout__detached__is_nobodys(
    api: Api, app: Api, shop: Shop, memberships: Memberships
) -> None:
    email = _email("detached")
    customer = acts.create_customer(api, email)
    checkout = acts.create_checkout(app, shop, email)
    acts.attach(app, checkout, customer)
    memberships.expect("open-cart", email)
    acts.detach(app, checkout)
    memberships.expect("open-cart", email, member=False)


def test_checkout__left_alone__is_abandoned_as_time_passes(
    saleor: RunningSaleor, api: Api, app: Api, shop: Shop, memberships: Memberships
) -> None:
    email = _email("abandons")
    customer = acts.create_customer(api, email)
    checkout = acts.create_checkout(app, shop, email)
    acts.attach(app, checkout, customer)
    memberships.expect("open-cart", email)
    # Nobody can wait for an hour, so all but a few seconds of it are over already. What
    # is done to the account has the customer looked at again.
    with saleor.connect() as connection:
        connection.execute(
            "UPDATE checkout_checkout SET last_change = clock_timestamp()"
            " - interval '1 hour' + %s * interval '1 second' WHERE email = %s",
            [_SOON, email],
        )
    acts.update_customer(api, customer, languageCode="DE")
    memberships.expect("germans-in-german", email)
    assert not memberships.has("abandoned-cart", email)
    memberships.expect("abandoned-cart", email, within=_SOON + _A_TICK + 2 * AT_ONCE)
    acts.add_line(api, checkout, shop)
    memberships.expect("abandoned-cart", email, member=False)
