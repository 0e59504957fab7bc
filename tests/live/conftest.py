"""One running Saleor for all live tests; they are skipped where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pytest

from .api import Api
from .memberships import Memberships
from .processes import SALEOR_HOME, RunningSaleor
from .shop import Shop, create_shop, staff

_TEMPLATE: Final = "saleor_cg_template"
_EMAIL: Final = "staff@example.com"
_PASSWORD: Final = "correct horse battery staple"
_GROUPS: Final = {
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
    "berliners": {"fact": "city", "operator": "is", "value": "berlin"},
    "germans-in-german": {"fact": "language", "operator": "is", "value": "de"},
}


@pytest.fixture(scope="session")
def saleor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSaleor]:
    if not (SALEOR_HOME / ".venv").exists():
        pytest.skip(
            f"There is no Saleor with its .venv at {SALEOR_HOME} (SALEOR_HOME)."
        )
    running = RunningSaleor(tmp_path_factory.mktemp("saleor"))
    running.create_database(template=_TEMPLATE)
    running.manage(
        "createsuperuser",
        "--noinput",
        "--email",
        _EMAIL,
        DJANGO_SUPERUSER_PASSWORD=_PASSWORD,
    )
    try:
        running.start()
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="session")
def api(saleor: RunningSaleor) -> Api:
    return staff(saleor.url, _EMAIL, _PASSWORD)


@pytest.fixture(scope="session")
def shop(api: Api) -> Shop:
    return create_shop(api)


@pytest.fixture(scope="session")
def groups(saleor: RunningSaleor) -> None:
    """A group for each fact that the tests change."""
    saleor.manage("customer_groups", "settings", "--currency", "USD")
    api = staff(saleor.url, _EMAIL, _PASSWORD, own=saleor.plugin_url)
    for code, condition in _GROUPS.items():
        rule = {"version": 1, "rule": condition}
        api.run(
            "mutation($input: CustomerGroupCreateInput!) {"
            " customerGroupCreate(input: $input) { errors { field message } } }",
            input={"name": code, "code": code, "kind": "DYNAMIC", "rule": rule},
        )


@pytest.fixture
def memberships(saleor: RunningSaleor, groups: None) -> Iterator[Memberships]:
    with saleor.connect() as connection:
        yield Memberships(connection)
