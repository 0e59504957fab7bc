"""Events: what customers viewed, searched for and put into carts and wishlists."""

from __future__ import annotations

from typing import Final

from ..models import EventKind
from .kinds import Check, Field, ImportKind, Target
from .values import ValueKind

CUSTOMER_FIELD: Final = Field(
    name="customer",
    aliases=("customer_id", "customer_key", "user_id", "user"),
    is_required=True,
)
CUSTOMER_IS_KNOWN: Final = Check(
    field="customer",
    is_bad="NOT EXISTS (SELECT FROM standalone_customer c WHERE c.key = s.customer)",
    reason="names a customer that is not there; import the customers or orders first",
)
CUSTOMERS_TOUCHED: Final = "SELECT owner AS customer_key FROM import_touched"

_KINDS: Final = {
    **{kind.value: kind.value for kind in EventKind},
    **dict.fromkeys(("view", "product_viewed"), EventKind.VIEWED.value),
    **dict.fromkeys(("search", "products_searched"), EventKind.SEARCHED.value),
    **dict.fromkeys(("add_to_cart", "product_added"), EventKind.ADDED_TO_CART.value),
    "add_to_wishlist": EventKind.ADDED_TO_WISHLIST.value,
    "product_added_to_wishlist": EventKind.ADDED_TO_WISHLIST.value,
}

EVENTS: Final = ImportKind(
    name="events",
    table="standalone_event",
    key="message",
    is_hashed_without_key=True,
    fields=(
        Field(
            name="message",
            aliases=("message_id", "event_id", "id", "key"),
            is_required=True,
        ),
        CUSTOMER_FIELD,
        Field(
            name="kind",
            kind=ValueKind.CHOICE,
            aliases=("event", "type", "event_type", "event_name", "action"),
            choices=_KINDS,
            is_required=True,
        ),
        Field(
            name="at",
            kind=ValueKind.INSTANT,
            aliases=("date", "timestamp", "time", "occurred_at", "created_at"),
            is_required=True,
        ),
        Field(name="channel", aliases=("channel_slug", "store")),
        Field(
            name="variant",
            aliases=(
                "variant_id",
                "sku",
                "stock_code",
                "product",
                "product_id",
                "item",
            ),
        ),
        Field(name="term", aliases=("query", "search_term")),
        Field(name="count", kind=ValueKind.COUNT, aliases=("quantity",)),
    ),
    targets=(
        Target(column="customer_key", sql="s.customer"),
        Target(column="kind", sql="s.kind"),
        Target(column="at", sql="s.at"),
        Target(
            column="channel", sql="COALESCE(s.channel, 'default')", needs=("channel",)
        ),
        Target(column="variant", sql="s.variant", needs=("variant",)),
        Target(column="term", sql="s.term", needs=("term",)),
        Target(column="count", sql="COALESCE(s.count, 1)", needs=("count",)),
    ),
    owner="customer_key",
    affected=CUSTOMERS_TOUCHED,
    checks=(
        CUSTOMER_IS_KNOWN,
        Check(
            field="term",
            is_bad="s.kind = 'searched' AND s.term IS NULL",
            reason="is empty: a search needs the term that was searched for",
        ),
        Check(
            field="variant",
            is_bad="s.kind <> 'searched' AND s.variant IS NULL",
            reason="is empty: say which variant was viewed or added",
        ),
    ),
)
