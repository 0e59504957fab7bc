"""SaleorHost: Saleor's customers, orders and products as sources."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Final, assert_never

from django.apps import apps
from django.http import HttpRequest
from psycopg import sql
from saleor.core.db.connection import allow_writer
from saleor.discount.utils.promotion import mark_catalogue_promotion_rules_as_dirty

from saleor_customer_groups.engine.baskets import Offer
from saleor_customer_groups.engine.facts import Relation
from saleor_customer_groups.engine.order_prices import OrderLinePrice
from saleor_customer_groups.engine.price_lists import Scope, Target
from saleor_customer_groups.engine.promotions import Reduction
from saleor_customer_groups.engine.vocabulary import FACTS
from saleor_customer_groups.host import (
    CatalogueEntry,
    Channel,
    Contact,
    ListPrice,
    PricedBasket,
    RelationName,
    Requester,
    SeamState,
    ShownTarget,
)
from saleor_customer_groups.models import RestrictedKind
from saleor_customer_groups.services.queries import fetch

from .configuration import ATTRIBUTE_PREFIX, SAID, Configuration, read_configuration
from .interceptions.seams import states
from .order_prices import prices_of_order
from .reductions import reductions_at
from .requests import requester_of

_SOURCES: Final = resources.files(__package__) / "sources"

#: What only a storefront could tell, and Saleor does not keep.
_UNKNOWN: Final = frozenset(
    name for name, fact in FACTS.items() if fact.relation is Relation.ACTIVITY
)

#: What means something else in a pattern of LIKE.
_PATTERN: Final = re.compile(r"[\\%_]")

#: The largest id of Saleor's accounts.
_LARGEST_ID: Final = 2**31 - 1

_SHOW: Final = """
SELECT u.id::text,
       coalesce(nullif(btrim(u.first_name || ' ' || u.last_name), ''), u.email), u.email
  FROM account_user u
 WHERE u.id = ANY(%(ids)s::integer[])
"""
_SHOW_VOUCHERS: Final = """
SELECT v.id::text, coalesce(nullif(btrim(v.name), ''), min(c.code), v.id::text)
  FROM discount_voucher v LEFT JOIN discount_vouchercode c ON c.voucher_id = v.id
 WHERE v.id = ANY(%(ids)s::integer[]) GROUP BY v.id
"""
_SHOW_PROMOTIONS: Final = """
SELECT p.id::text, p.name FROM discount_promotion p WHERE p.id::text = ANY(%(ids)s)
"""
_CATALOGUE: Final = """
SELECT v.id::text, p.id::text,
       ARRAY(SELECT above.id::text FROM product_category c
               JOIN product_category above
                 ON above.tree_id = c.tree_id
                AND above.lft <= c.lft AND above.rght >= c.rght
              WHERE c.id = p.category_id ORDER BY above.lft DESC),
       ARRAY(SELECT x.collection_id::text FROM product_collectionproduct x
              WHERE x.product_id = p.id)
  FROM product_productvariant v JOIN product_product p ON p.id = v.product_id
 WHERE v.id = ANY(%(ids)s::integer[])
"""
_LIST_PRICES: Final = """
SELECT l.variant_id::text, l.price_amount, l.currency
  FROM product_productvariantchannellisting l
  JOIN channel_channel c ON c.id = l.channel_id
 WHERE c.slug = %(channel)s AND l.variant_id = ANY(%(ids)s::integer[])
   AND l.price_amount IS NOT NULL
"""
_SHOW_TARGETS: Final = """
SELECT 'variant', v.id::text, concat_ws(' / ', p.name, nullif(v.name, '')),
       coalesce(v.sku, '')
  FROM product_productvariant v JOIN product_product p ON p.id = v.product_id
 WHERE v.id = ANY(%(variant)s::integer[])
UNION ALL
SELECT 'product', p.id::text, p.name, p.slug
  FROM product_product p WHERE p.id = ANY(%(product)s::integer[])
UNION ALL
SELECT 'collection', c.id::text, c.name, c.slug
  FROM product_collection c WHERE c.id = ANY(%(collection)s::integer[])
UNION ALL
SELECT 'category', c.id::text, c.name, c.slug
  FROM product_category c WHERE c.id = ANY(%(category)s::integer[])
"""
_CHANNELS: Final = """
SELECT c.slug, c.name, c.currency_code FROM channel_channel c ORDER BY c.name, c.slug
"""
#: The two patterns are what Saleor's trigram indexes answer.
_SEARCH: Final = """
SELECT u.id::text FROM account_user u
 WHERE u.id = %(id)s OR u.email ILIKE %(pattern)s
    OR ((u.first_name)::text || ' '::text) || (u.last_name)::text ILIKE %(pattern)s
 ORDER BY (u.id = %(id)s) IS TRUE DESC, lower(u.email) = lower(%(text)s) DESC, u.id
 LIMIT %(limit)s
"""


class SaleorHost:
    """Feeds every fact but those about what people look at."""

    name: Final = "saleor"
    keeps_items_as_bought: Final = True
    key_type: Final = "integer"

    @property
    def facts(self) -> frozenset[str]:
        absent = set() if has_customer_types() else {"customer_type"}
        return frozenset(FACTS) - _UNKNOWN - absent

    def writing(self) -> AbstractContextManager[object]:
        scope: AbstractContextManager[object] = allow_writer()
        return scope

    def relation(self, name: RelationName) -> str:
        """What depends on the configuration is read anew each time: whoever works off
        the marks that a change of it left must not go by an older one."""
        match name:
            case "customers":
                return _customers(read_configuration())
            case "lines":
                return _lines(read_configuration())
            case "attributes" | "attribute_types" if not has_customer_attributes():
                return _source(f"no_{name}")
            case _:
                return _money(_source(name))

    def redemptions(self) -> str:
        return _source("redemptions")

    def authenticate(self, request: HttpRequest) -> Requester:
        return requester_of(request)

    def show(self, keys: Sequence[str]) -> Mapping[str, Contact]:
        """Name (the e-mail where there is none) and e-mail."""
        rows = fetch(_SHOW, {"ids": _ids(keys)})
        return {key: Contact(name, email) for key, name, email in rows}

    def show_restricted(
        self, kind: RestrictedKind, keys: Sequence[str]
    ) -> Mapping[str, str]:
        """Names; the first of its codes of a voucher that has none."""
        match kind:
            case RestrictedKind.VOUCHER:
                rows = fetch(_SHOW_VOUCHERS, {"ids": _ids(keys)})
            case RestrictedKind.PROMOTION:
                rows = fetch(_SHOW_PROMOTIONS, {"ids": list(keys)})
            case _:
                assert_never(kind)
        return dict(rows)

    def catalogue(self, variants: Sequence[str]) -> Mapping[str, CatalogueEntry]:
        rows = fetch(_CATALOGUE, {"ids": _ids(variants)})
        return {
            variant: CatalogueEntry(product, tuple(categories), frozenset(collections))
            for variant, product, categories, collections in rows
        }

    def list_prices(
        self, channel: str, variants: Sequence[str]
    ) -> Mapping[str, ListPrice]:
        rows = fetch(_LIST_PRICES, {"channel": channel, "ids": _ids(variants)})
        return {key: ListPrice(amount, currency) for key, amount, currency in rows}

    def reductions(
        self, channel: str, variants: Sequence[str], at: datetime
    ) -> Mapping[str, Sequence[Reduction]]:
        return reductions_at(at, channel, _ids(variants))

    def offers(self, codes: Sequence[str], basket: PricedBasket) -> Mapping[str, Offer]:
        # Saleor's checkout can be imported only once its apps are ready.
        from .voucher_offers import offers_to

        return offers_to(basket, codes)

    def show_targets(self, targets: Sequence[Target]) -> Mapping[Target, ShownTarget]:
        """A variant by its product's name and its own."""
        ids = {
            scope.value: _ids([key for each, key in targets if each is scope])
            for scope in Scope
        }
        rows = fetch(_SHOW_TARGETS, ids)
        return {
            Target(Scope(scope), key): ShownTarget(name, code)
            for scope, key, name, code in rows
        }

    def channels(self) -> Sequence[Channel]:
        return [Channel(*row) for row in fetch(_CHANNELS, {})]

    def order_prices(self, order: str) -> Sequence[OrderLinePrice] | None:
        return prices_of_order(order)

    def restriction_changed(self, kind: RestrictedKind, keys: Sequence[str]) -> None:
        """Saleor's beat writes the prices of everybody anew, without the promotion."""
        if kind is RestrictedKind.PROMOTION:
            mark_catalogue_promotion_rules_as_dirty(keys)

    def seams(self) -> Sequence[SeamState]:
        return states()

    def search(self, text: str, limit: int) -> Sequence[str]:
        """At most ``limit`` keys: of an exact key or e-mail first."""
        text = text.strip()
        escaped = _PATTERN.sub(r"\\\g<0>", text)
        params = {
            "id": _id(text),
            "text": text,
            "pattern": f"%{escaped}%",
            "limit": limit,
        }
        return [key for (key,) in fetch(_SEARCH, params)]


@cache
def has_customer_types() -> bool:
    """Whether this Saleor has customer types (3.23 and later)."""
    return "customertype" in apps.all_models["account"]


@cache
def has_customer_attributes() -> bool:
    """Whether customers have attributes in this Saleor (3.23 and later)."""
    return "assigneduserattributevalue" in apps.all_models["attribute"]


def _ids(keys: Sequence[str]) -> list[int]:
    """Those of the keys that can be ids."""
    return [id_ for id_ in map(_id, keys) if id_ is not None]


def _id(key: str) -> int | None:
    if not (key.isascii() and key.isdecimal() and len(key) <= 10):
        return None
    id_ = int(key)
    return id_ if id_ <= _LARGEST_ID else None


@cache
def _source(name: str) -> str:
    return (_SOURCES / f"{name}.sql").read_text(encoding="utf-8").strip()


def _filled(source: str, **parts: str) -> str:
    text = _source(source)
    for part, statement in parts.items():
        text = text.replace(f"{{{{{part}}}}}", statement)
    return text


def _money(text: str) -> str:
    """The same text, told how Saleor's money is to be understood."""
    return text.replace("{{money}}", _source("money")).replace(
        "{{given_back}}", _source("given_back")
    )


def _customers(configuration: Configuration) -> str:
    parts = {"customer_type": "NULL::text"}
    if has_customer_types():
        parts["customer_type"] = _source("customer_type")
    for name in SAID:
        parts[f"{name}_said"] = _said(configuration.said.get(name, ""))
        if name.endswith("_marketing"):
            parts[name] = _filled("consent", name=name)
    return _filled("customers", **parts)


def _said(place: str) -> str:
    """SQL of the text that stands in a private metadata key or customer attribute."""
    key = place.removeprefix(ATTRIBUTE_PREFIX)
    if not key or (key != place and not has_customer_attributes()):
        return "NULL::text"
    name = "said_in_metadata" if key == place else "said_in_attribute"
    return _filled(name, key=_literal(key))


def _lines(configuration: Configuration) -> str:
    return _filled("lines", brand=brand_of_product(configuration.brand_attribute))


def brand_of_product(slug: str) -> str:
    """SQL of the brand of the product ``p``: its value of the attribute with the slug."""
    return _filled("brand", slug=_literal(slug)) if slug else "NULL::text"


def _literal(text: str) -> str:
    """The text quoted for a statement that takes parameters."""
    # No brace comes from here, which a fragment could begin with: see configuration.py.
    return sql.Literal(text).as_string(None).replace("%", "%%")
