"""What is bought later is interned as well as what was bought first."""

from __future__ import annotations

import pytest

from saleor_customer_groups.models import Item, LineRecord
from tests.services.shopping import add_line, happen, join_shop, place_order

pytestmark = pytest.mark.django_db


def test_line__of_a_product_bought_by_nobody_before__is_recorded() -> None:
    join_shop("ann")
    for variant in ("first", "second"):
        add_line(place_order("ann"), variant)
        happen("ann")
    bought = LineRecord.objects.values_list("item__variant", flat=True)
    assert sorted(bought) == ["first", "second"]
    happen("ann")
    assert Item.objects.count() == 2
