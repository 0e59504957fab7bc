"""StandaloneHost: the standalone shop's customers, orders and products as sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Final

from django.db import connection
from django.http import HttpRequest

from saleor_customer_groups.engine.baskets import Offer
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

from .models import DEFAULT_CHANNEL, Order, Product
from .tokens import requester_of
from .vouchers import offers_to

_SOURCES: Final = resources.files(__package__) / "sources"

_SHOW: Final = """
SELECT key, COALESCE(NULLIF(CONCAT_WS(' ', first_name, last_name), ''), key),
       COALESCE(email, '')
  FROM standalone_customer
 WHERE key = ANY(%s)
"""
_SEARCH: Final = """
SELECT key FROM standalone_customer
 WHERE STRPOS(LOWER(CONCAT_WS(' ', key, first_name, last_name, email)),
              LOWER(%(text)s)) > 0
 ORDER BY key <> %(text)s, key
 LIMIT %(limit)s
"""


class StandaloneHost:
    """Feeds every fact of the catalogue from the tables that imports fill."""

    name: Final = "standalone"
    facts: Final = frozenset(FACTS)
    #: A file of products may follow the orders that bought them.
    keeps_items_as_bought: Final = False
    key_type: Final = "text"

    def writing(self) -> AbstractContextManager[object]:
        return nullcontext()

    def relation(self, name: RelationName) -> str:
        return _source(name)

    def redemptions(self) -> str:
        return _source("redemptions")

    def authenticate(self, request: HttpRequest) -> Requester:
        return requester_of(request)

    def show(self, keys: Sequence[str]) -> Mapping[str, Contact]:
        """Name (the key where there is none) and e-mail ("" where there is none)."""
        with connection.cursor() as cursor:
            cursor.execute(_SHOW, [list(keys)])
            return {key: Contact(name, email) for key, name, email in cursor.fetchall()}

    def show_restricted(
        self, kind: RestrictedKind, keys: Sequence[str]
    ) -> Mapping[str, str]:
        """Here a voucher's code is its key and its name, and so with a promotion."""
        return {key: key for key in keys}

    def catalogue(self, variants: Sequence[str]) -> Mapping[str, CatalogueEntry]:
        """A variant that no product file names is its own product, as in orders."""
        found = {
            product.key: CatalogueEntry(
                product.product,
                tuple(reversed(product.category_path)),
                frozenset(product.collections),
            )
            for product in Product.objects.filter(key__in=variants)
        }
        return {each: found.get(each, CatalogueEntry(each)) for each in variants}

    def list_prices(
        self, channel: str, variants: Sequence[str]
    ) -> Mapping[str, ListPrice]:
        """Here a variant has one price, in every channel."""
        found = Product.objects.filter(
            key__in=variants, price__isnull=False, currency__isnull=False
        )
        return {
            product.key: ListPrice(product.price or Decimal(), product.currency or "")
            for product in found
        }

    def reductions(
        self, channel: str, variants: Sequence[str], at: datetime
    ) -> Mapping[str, Sequence[Reduction]]:
        """Here are no promotions."""
        return {}

    def offers(self, codes: Sequence[str], basket: PricedBasket) -> Mapping[str, Offer]:
        return offers_to(basket, codes)

    def show_targets(self, targets: Sequence[Target]) -> Mapping[Target, ShownTarget]:
        """Names of variants; of everything else its key, which is its name here. None
        is unknown: a file of products may follow."""
        variants = [key for scope, key in targets if scope is Scope.VARIANT]
        named = Product.objects.filter(key__in=variants, name__isnull=False)
        names = dict(named.values_list("key", "name")) if variants else {}
        return {
            target: ShownTarget(
                (target.scope is Scope.VARIANT and names.get(target.key)) or target.key,
                target.key,
            )
            for target in targets
        }

    def channels(self) -> Sequence[Channel]:
        """Those that orders name, and the one that they have unless they name another;
        in the currency of all products, where they are in one. Reads all of both."""
        orders, products = Order.objects.order_by(), Product.objects.order_by()
        slugs = orders.values_list("channel", flat=True).distinct()
        priced = products.filter(price__isnull=False, currency__isnull=False)
        currencies = set(priced.values_list("currency", flat=True).distinct())
        currency = currencies.pop() or "" if len(currencies) == 1 else ""
        return [
            Channel(slug, slug, currency) for slug in sorted({DEFAULT_CHANNEL, *slugs})
        ]

    def order_prices(self, order: str) -> None:
        """Orders come from files, which do not say."""

    def restriction_changed(self, kind: RestrictedKind, keys: Sequence[str]) -> None:
        """Nothing is counted beforehand."""

    def seams(self) -> Sequence[SeamState]:
        """Nothing is replaced here."""
        return ()

    def search(self, text: str, limit: int) -> Sequence[str]:
        """At most ``limit`` keys, an exact one first. Reads all customers."""
        with connection.cursor() as cursor:
            cursor.execute(_SEARCH, {"text": text.strip(), "limit": limit})
            return [key for (key,) in cursor.fetchall()]


@cache
def _source(name: str) -> str:
    return (_SOURCES / f"{name}.sql").read_text(encoding="utf-8").strip()
