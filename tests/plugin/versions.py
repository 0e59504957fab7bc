"""What only some of the versions of Saleor have, and the mark of tests that need it."""

from __future__ import annotations

from typing import Any, Final

import pytest
from django.apps import apps
from saleor.app.models import AppExtension
from saleor.plugins.tests.fixtures import gateway

#: None before Saleor 3.23, which brought types of customers and attributes of theirs.
CustomerType: Final[Any] = apps.all_models["account"].get("customertype")
AssignedUserAttributeValue: Final[Any] = apps.all_models["attribute"].get(
    "assigneduserattributevalue"
)

#: Until Saleor 3.22 a closed list, without the Dashboard's home page; then any.
PLACES: Final = dict(AppExtension._meta.get_field("mount").flatchoices)

#: Saleor's fixture that puts gateways in the place of all plugins.
GATEWAYS: Final = next(
    name for name in vars(gateway) if name.startswith("setup_dummy_gateway")
)

needs_customer_types: Final = pytest.mark.skipif(
    CustomerType is None, reason="Customers have types and attributes from 3.23 on."
)

needs_any_place: Final = pytest.mark.skipif(
    bool(PLACES), reason="Saleor refuses a manifest with home widgets until 3.22."
)
