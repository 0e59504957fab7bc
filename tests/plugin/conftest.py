"""What Saleor's own conftest does, and a shop whose customers the package knows."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from typing import Any

import django.test
import pytest
from django.conf import settings
from saleor.account.models import User
from saleor.tests.utils import prepare_test_db_connections

from saleor_customer_groups.models import CustomerGroup, GroupKind, Membership
from saleor_customer_groups.plugin import configuration, marking
from saleor_customer_groups.services import groups
from tests.committing import pytest_collection_modifyitems

from . import asking
from .template import ensure_template
from .versions import GATEWAYS

__all__ = ["pytest_collection_modifyitems"]

_DATABASES = {
    settings.DATABASE_CONNECTION_DEFAULT_NAME,
    settings.DATABASE_CONNECTION_REPLICA_NAME,
}
django.test.TransactionTestCase.databases = _DATABASES
django.test.TestCase.databases = _DATABASES

#: Who logs what it keeps from Saleor. The API logs what it keeps from its client.
_SWALLOWING = (
    "saleor_customer_groups.plugin",
    "saleor_customer_groups.services",
    "django.db.backends.base",
)

#: The plugins of our settings.
_OURS = tuple(settings.PLUGINS)

prepare_test_db_connections()

pytest.register_assert_rewrite("tests.plugin.receipts")

pytest_plugins = [
    "tests.plugin.selling",
    "saleor.tests.fixtures",
    "saleor.app.tests.fixtures",
    "saleor.plugins.tests.fixtures",
    "saleor.graphql.tests.fixtures",
    "saleor.webhook.tests.fixtures",
    "saleor.tax.tests.fixtures",
    "saleor.channel.tests.fixtures",
    "saleor.page.tests.fixtures",
    "saleor.menu.tests.fixtures",
    "saleor.warehouse.tests.fixtures",
    "saleor.thumbnail.tests.fixtures",
    "saleor.order.tests.fixtures",
    "saleor.product.tests.fixtures",
    "saleor.site.tests.fixtures",
    "saleor.shipping.tests.fixtures",
    "saleor.permission.tests.fixtures",
    "saleor.giftcard.tests.fixtures",
    "saleor.discount.tests.fixtures",
    "saleor.checkout.tests.fixtures",
    "saleor.attribute.tests.fixtures",
    "saleor.account.tests.fixtures",
    "saleor.graphql.account.tests.fixtures",
    "saleor.payment.tests.fixtures",
]


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    ensure_template()


@pytest.fixture(autouse=True)
def _our_plugin_too(request: pytest.FixtureRequest, settings: Any) -> None:
    """Saleor's own fixture has put gateways in the place of all plugins."""
    request.getfixturevalue(GATEWAYS)
    settings.PLUGINS = [*_OURS, *settings.PLUGINS]


@pytest.fixture(autouse=True)
def _nothing_known_from_before() -> None:
    configuration.forget_configuration()
    marking.forget_tables()


@pytest.fixture(autouse=True)
def _no_complaint(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    """What the package swallows so that Saleor does not notice, a test must."""
    yield
    if request.node.get_closest_marker("complains"):
        return
    complaints = [
        record.getMessage()
        for phase in ("setup", "call")
        for record in caplog.get_records(phase)
        if record.levelno >= logging.WARNING and record.name.startswith(_SWALLOWING)
    ]
    assert complaints == []


class Shop:
    """Groups of the shop, and who is in them."""

    def dynamic_group(self, name: str, rule: object) -> CustomerGroup:
        """Whoever the rule (without its version) holds for."""
        document = {"version": 1, "rule": rule}
        given = groups.GroupInput(name=name, kind=GroupKind.DYNAMIC, rule=document)
        return groups.create_group(given, actor="test")

    def manual_group(self, name: str) -> CustomerGroup:
        return groups.create_group(groups.GroupInput(name=name), actor="test")

    def members(self, group: CustomerGroup) -> set[int]:
        """Ids of Saleor's accounts in the group."""
        keys = Membership.objects.filter(group=group).values_list(
            "profile__host_key", flat=True
        )
        return set(map(int, keys))

    def know(self, *users: User) -> None:
        """The users happened to something, and it was worked off."""
        asking.commit()
        marking.mark(marking.Subject("customer", user.pk) for user in users)
        asking.work_off()


@pytest.fixture
def shop(db: None) -> Shop:
    return Shop()


@pytest.fixture
def manager_client(
    staff_api_client: Any, permission_group_all_perms_all_channels: Any
) -> asking.Client:
    """Saleor's API for somebody who may do everything."""
    permission_group_all_perms_all_channels.user_set.add(staff_api_client.user)
    return asking.Client(staff_api_client)


@pytest.fixture
def customer_client(user_api_client: Any) -> asking.Client:
    """Saleor's API for the customer ``customer_user``."""
    return asking.Client(user_api_client)


@pytest.fixture
def guest_client(api_client: Any) -> asking.Client:
    return asking.Client(api_client)


@pytest.fixture
def configure(db: None) -> Callable[..., None]:
    """Saves the plugin's configuration, without its checks."""

    def save(**values: object) -> None:
        from saleor.plugins.models import PluginConfiguration

        is_active = values.pop("active", True)
        items = [
            {"name": name.replace("_", "-"), "value": value}
            for name, value in values.items()
        ]
        PluginConfiguration.objects.update_or_create(
            identifier=configuration.PLUGIN_ID,
            defaults={"active": is_active, "configuration": items, "name": "saved"},
        )
        configuration.forget_configuration()

    return save
