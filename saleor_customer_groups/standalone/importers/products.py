"""Products: one row per variant, or per product where a shop has no variants."""

from __future__ import annotations

from typing import Final

from .kinds import OWN_CURRENCY, Field, ImportKind, Target, rounded
from .values import ValueKind

PRODUCTS: Final = ImportKind(
    name="products",
    table="standalone_product",
    key="variant",
    currency=OWN_CURRENCY,
    fields=(
        Field(
            name="variant",
            aliases=("variant_id", "variant_key", "sku", "stock_code", "id", "key"),
            is_required=True,
        ),
        Field(name="product", aliases=("product_id", "product_key", "product_slug")),
        Field(name="name", aliases=("product_name", "title", "description")),
        Field(name="brand", aliases=("vendor", "manufacturer")),
        Field(
            name="category_path",
            kind=ValueKind.PATH,
            aliases=("category", "categories", "product_type"),
        ),
        Field(name="collections", kind=ValueKind.LIST, aliases=("collection", "tags")),
        Field(name="price", kind=ValueKind.MONEY, aliases=("unit_price", "list_price")),
        Field(name="currency", kind=ValueKind.CURRENCY, aliases=("currency_code",)),
    ),
    targets=(
        Target(column="product", sql="COALESCE(s.product, s.variant)"),
        Target(column="name", sql="s.name", needs=("name",)),
        Target(column="brand", sql="s.brand", needs=("brand",)),
        Target(
            column="category_path",
            sql="COALESCE(s.category_path, '{}')",
            needs=("category_path",),
        ),
        Target(
            column="collections",
            sql="COALESCE(s.collections, '{}')",
            needs=("collections",),
        ),
        Target(column="price", sql=rounded("s.price"), needs=("price",)),
        Target(column="currency", sql=OWN_CURRENCY, needs=("price", "currency")),
    ),
    owner="key",
    # Reads all lines and events once: no index serves the rare import of products.
    affected="""
        SELECT o.customer_key
          FROM standalone_order_line l
          JOIN import_touched t ON t.owner = l.variant
          JOIN standalone_order o ON o.key = l.order_key
         UNION
        SELECT e.customer_key
          FROM standalone_event e
          JOIN import_touched t ON t.owner = e.variant
    """,
)
