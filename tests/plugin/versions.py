"""What only some of the versions of Saleor have, and the mark of tests that need it."""

from __future__ import annotations

from typing import Any, Final

import pytest
from django.apps import apps

#: None before Saleor 3.23, which brought types of customers and attributes of theirs.
CustomerType: Final[Any] = apps.all_models["account"].get("customertype")
AssignedUserAttributeValue: Final[Any] = apps.all_models["attribute"].get(
    "assigneduserattributevalue"
)

needs_customer_types: Final = pytest.mark.skipif(
    CustomerType is None, reason="Customers have types and attributes from 3.23 on."
)
