"""Price targets: what prices are about, by the ids of Saleor's own API."""

from __future__ import annotations

from typing import Final

from saleor_customer_groups.engine.price_lists import Scope, Target

from .ids import CATEGORY, COLLECTION, PRODUCT, VARIANT, InvalidId, key_of, to_global

TYPES: Final = {
    Scope.VARIANT: VARIANT,
    Scope.PRODUCT: PRODUCT,
    Scope.COLLECTION: COLLECTION,
    Scope.CATEGORY: CATEGORY,
}


def target_id(target: Target) -> str | None:
    """The id of what it is about; None for all products."""
    type_ = TYPES.get(target.scope)
    return None if type_ is None else to_global(type_, target.key)


def target_of(kind: str, global_id: str | None) -> Target:
    """The target of that kind and id. Raises InvalidId for an id of another kind."""
    scope = Scope(kind)
    if scope is Scope.ALL and global_id is not None:
        raise InvalidId("All products have no ID: leave it out.")
    if scope is Scope.ALL:
        return Target(scope)
    if global_id is None:
        raise InvalidId(f"Give the ID of the {scope.value}.")
    return Target(scope, key_of(global_id, TYPES[scope]))
