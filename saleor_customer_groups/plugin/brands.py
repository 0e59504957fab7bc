"""Brands: what was bought before the shop named its brand attribute gets its brand too."""

from __future__ import annotations

from typing import Final

from django.db import transaction

from saleor_customer_groups.models import (
    CustomerGroup,
    GroupKind,
    Item,
    SourceState,
)
from saleor_customer_groups.services.marks import mark_group
from saleor_customer_groups.services.queries import fetch

from .configuration import read_configuration
from .host import brand_of_product
from .reconciliation import sql_text

_ADOPTED: Final = "brand"

#: Items per transaction, of which each may stand in many lines.
_RANGE: Final = 1_000


def adopt_brand() -> bool:
    """Gives the recorded lines the brands of the attribute that is configured now, and
    has all groups evaluated anew; False where they have them.

    Lines recorded meanwhile have it already. Killed anywhere it goes on the next time.
    """
    slug = read_configuration().brand_attribute
    if SourceState.objects.filter(pk=_ADOPTED, value=slug).exists():
        return False
    statement = sql_text("rebrand").replace("{{brand}}", brand_of_product(slug))
    newest = Item.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    for low in range(1, newest + 1, _RANGE):
        with transaction.atomic():
            fetch(statement, {"low": low, "high": low + _RANGE - 1})
    with transaction.atomic():
        have_brand(slug)
        dynamic = CustomerGroup.objects.filter(kind=GroupKind.DYNAMIC, archived_at=None)
        for group_id in dynamic.values_list("pk", flat=True):
            mark_group(group_id)
    return True


def have_brand(slug: str) -> None:
    """All recorded lines have the brands of this attribute."""
    SourceState.objects.update_or_create(pk=_ADOPTED, defaults={"value": slug})
