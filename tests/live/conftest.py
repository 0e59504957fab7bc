"""One running Saleor for all live tests; they are skipped where there is none."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from typing import Any, Final

import pytest

from . import acts
from .api import Api, sign_in
from .letters import Letters, letters_of
from .memberships import A_ROUND, Memberships, in_words
from .processes import SALEOR_HOME, RunningSaleor
from .shop import ATTRIBUTE, Shop, create_shop

EMAIL: Final = "staff@example.com"
PASSWORD: Final = "correct horse battery staple"
_CONFIGURE: Final = """mutation($input: PluginUpdateInput!) {
  pluginUpdate(id: "saleor.customer-groups", input: $input) {
    errors { field message } }
}"""
_GROUPS: Final[dict[str, dict[str, Any]]] = {
    "registered": {"fact": "is_registered", "operator": "is", "value": True},
    "newcomers": {"fact": "joined_at", "operator": "in_the_last", "value": {"days": 7}},
    "buyers": {"fact": "order_count", "operator": "at_least", "value": 1},
    "spenders": {
        "fact": "lifetime_value",
        "operator": "at_least",
        "value": 100,
        "currency": "USD",
    },
    "refunded": {
        "fact": "refunded_value",
        "operator": "greater_than",
        "value": 0,
        "currency": "USD",
    },
    "open-cart": {
        "fact": "open_checkout_value",
        "operator": "greater_than",
        "value": 0,
        "currency": "USD",
    },
    "full-cart": {
        "fact": "open_checkout_value",
        "operator": "at_least",
        "value": 100,
        "currency": "USD",
    },
    "abandoned-cart": {
        "fact": "open_checkout_at",
        "operator": "more_than_ago",
        "value": {"hours": 1},
    },
    "berliners": {"fact": "city", "operator": "is", "value": "berlin"},
    "germans-in-german": {"fact": "language", "operator": "is", "value": "de"},
    "women": {"fact": "gender", "operator": "is", "value": "female"},
}


@pytest.fixture(scope="session")
def saleor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSaleor]:
    if not (SALEOR_HOME / ".venv").exists():
        pytest.skip(
            f"There is no Saleor with its .venv at {SALEOR_HOME} (SALEOR_HOME)."
        )
    running = RunningSaleor(tmp_path_factory.mktemp("saleor"))
    running.create_database()
    options = ["--noinput", "--email", EMAIL]
    running.manage("createsuperuser", *options, DJANGO_SUPERUSER_PASSWORD=PASSWORD)
    try:
        running.start()
        yield running
    finally:
        running.stop()
        running.drop_database()


@pytest.fixture(scope="session")
def api(saleor: RunningSaleor) -> Api:
    return sign_in(saleor.url, EMAIL, PASSWORD)


@pytest.fixture(scope="session")
def ours(saleor: RunningSaleor) -> Api:
    """The package's own API."""
    return sign_in(saleor.url, EMAIL, PASSWORD, own=saleor.plugin_url)


@pytest.fixture(scope="session")
def app(saleor: RunningSaleor, api: Api) -> Api:
    return acts.create_app(api, saleor.url, "IMPERSONATE_USER")


@pytest.fixture(scope="session")
def letters(api: Api) -> Iterator[Letters]:
    with letters_of(api) as letters:
        yield letters


@pytest.fixture(scope="session")
def shop(api: Api) -> Shop:
    """Gender stands in private metadata."""
    shop = create_shop(api)
    said = [{"name": "gender", "value": "gender"}]
    api.run(_CONFIGURE, input={"active": True, "configuration": said})
    return shop


@pytest.fixture(scope="session")
def groups(ours: Api, shop: Shop) -> None:
    """A group for each fact that the tests change."""
    for code, condition in _GROUPS.items():
        acts.create_group(ours, code, condition)


@pytest.fixture(scope="session")
def tiers(ours: Api, shop: Shop, groups: None) -> None:
    """The groups ``gold`` and ``silver``, of the customer attribute: rules can name it
    once a round has found it."""
    if not shop.attribute:
        pytest.skip("Customers have no attributes before Saleor 3.23.")
    end = time.monotonic() + A_ROUND
    for tier in ("gold", "silver"):
        while True:
            try:
                rule = {"operator": "is", "value": tier}
                acts.create_group(
                    ours, tier, {"fact": f"attribute:{ATTRIBUTE}", **rule}
                )
                break
            except AssertionError:
                if time.monotonic() > end:
                    raise
                time.sleep(1)


@pytest.fixture(scope="session")
def memberships(saleor: RunningSaleor, groups: None) -> Iterator[Memberships]:
    """Says in the end how long the changes took."""
    with saleor.connect() as connection:
        memberships = Memberships(connection)
        yield memberships
    if memberships.waited:
        sys.stderr.write(f"\nFrom answer to member: {in_words(memberships.waited)}\n")


@pytest.fixture
def assert_exact(saleor: RunningSaleor, memberships: Memberships) -> Callable[[], None]:
    """Compares every membership with its rule, while beat marks nobody anew."""

    def compare() -> None:
        saleor.stop("beat")
        memberships.settle(within=60)
        printed = saleor.manage("customer_groups", "verify")
        saleor.start_beat()
        zeros = "0 differences, 0 pending marks, 0 frozen groups."
        assert printed.startswith(zeros), printed

    return compare
