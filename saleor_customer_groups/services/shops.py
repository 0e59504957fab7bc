"""Shop: the settings that give words their meaning, and what rules may name."""

from __future__ import annotations

from saleor_customer_groups.engine.catalogue import Catalogue
from saleor_customer_groups.engine.operators import FactType
from saleor_customer_groups.host import get_host
from saleor_customer_groups.models import AttributeDefinition, CustomerGroup, Shop

from .queries import fetch


def get_shop() -> Shop:
    return Shop.objects.get()


def get_catalogue(shop: Shop) -> Catalogue:
    """What a rule of this shop may name: facts, attributes, groups, and its currency."""
    attributes = AttributeDefinition.objects.values_list("key", "type")
    codes = CustomerGroup.objects.values_list("code", flat=True)
    return Catalogue(
        currency=shop.currency,
        attributes={key: FactType(type_) for key, type_ in attributes},
        available=get_host().facts,
        groups=frozenset(codes),
    )


def touch_registry() -> None:
    """Tells every process that groups, rules or attributes are not what they were."""
    fetch(
        "UPDATE customer_groups_shop SET registry_version = gen_random_uuid()",
        {},
    )
