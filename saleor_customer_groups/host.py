"""Host: what the shared part asks of whatever it is installed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol, TypeAlias

from django.http import HttpRequest

if TYPE_CHECKING:
    from saleor_customer_groups.engine.baskets import Offer
    from saleor_customer_groups.engine.order_prices import OrderLinePrice
    from saleor_customer_groups.engine.price_lists import Target
    from saleor_customer_groups.engine.promotions import Reduction
    from saleor_customer_groups.models import RestrictedKind

RelationName: TypeAlias = Literal[
    "customers",
    "attributes",
    "attribute_types",
    "orders",
    "lines",
    "refunds",
    "checkouts",
    "activity",
    "directory",
    "targets",
    "list_prices",
]


class Contact(NamedTuple):
    """How a customer is shown to staff."""

    name: str
    email: str


class CatalogueEntry(NamedTuple):
    """What a variant is, by the host's keys. ``categories`` begins with its own; each
    is followed by its parent."""

    product: str
    categories: tuple[str, ...] = ()
    collections: frozenset[str] = frozenset()


class ListPrice(NamedTuple):
    """What everybody pays for one piece in a channel, before promotions."""

    amount: Decimal
    currency: str


class ShownTarget(NamedTuple):
    """How what a price is about is shown: its name, and what merchants call it by in
    their files, which is the SKU of a variant and the slug of anything else; "" where it
    has none."""

    name: str
    code: str = ""


class Channel(NamedTuple):
    """Where the host sells, and in which currency; "" where in several."""

    slug: str
    name: str
    currency: str


class BasketItem(NamedTuple):
    """So many pieces of a variant. One costs ``price`` after promotions and ``base``
    before them, which is a price of the customer's own where ``is_group_price``."""

    variant: str
    quantity: int
    base: Decimal
    price: Decimal
    is_group_price: bool = False


class PricedBasket(NamedTuple):
    """What somebody would buy at an instant; ``customer`` is None for a guest."""

    customer: str | None
    channel: str
    currency: str
    at: datetime
    items: tuple[BasketItem, ...]


class Purpose(StrEnum):
    """What a host's seams carry together: where one is open, all of it is for nobody."""

    VOUCHERS = "vouchers"
    PROMOTIONS = "promotions"
    PRICES = "prices"


class SeamState(NamedTuple):
    """A place at which groups act inside the host, and whether they do; in words too."""

    name: str
    purpose: Purpose
    is_whole: bool
    sentence: str


class Permission(StrEnum):
    """What a requester may do; Saleor's own permissions."""

    MANAGE_USERS = "MANAGE_USERS"
    MANAGE_DISCOUNTS = "MANAGE_DISCOUNTS"
    MANAGE_PRODUCTS = "MANAGE_PRODUCTS"
    MANAGE_ORDERS = "MANAGE_ORDERS"


class Requester(NamedTuple):
    """Who asks. Nobody in particular has no permission and no customer.

    ``name`` is what the ledger calls them: an e-mail address, or ``app:`` and a name.
    """

    name: str = ""
    permissions: frozenset[Permission] = frozenset()
    customer_key: str | None = None

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions


class InvalidTokenError(Exception):
    """A token was sent that is wrong or has expired; the message says which."""


class Host(Protocol):
    """What one host provides. One per process, see ``set_host``."""

    @property
    def name(self) -> str: ...

    @property
    def facts(self) -> frozenset[str]:
        """Names of the facts it can feed; a rule naming another is refused."""
        ...

    @property
    def keeps_items_as_bought(self) -> bool:
        """Whether a recorded line keeps its brand and categories as they were.

        True over a live catalogue; False where files may complete the past.
        """
        ...

    @property
    def key_type(self) -> Literal["text", "integer"]:
        """Type of ``customer_key`` in its relations. Keys are text everywhere else."""
        ...

    def writing(self) -> AbstractContextManager[object]:
        """Within it a task may use the writer's database connection."""
        ...

    def relation(self, name: RelationName) -> str:
        """SQL: a SELECT that projects the host's tables into the relation.

        Columns are fixed, see docs/operations.md. It aggregates nothing and takes no
        parameters; PostgreSQL must be able to push ``customer_key = ANY(...)`` down.
        """
        ...

    def redemptions(self) -> str:
        """SQL of the orders that keep having used one of some vouchers, promotions and
        price lists: ``order_key``, ``kind`` and ``key``, several rows for some.

        Which they are, it takes as the parameters ``vouchers``, ``promotions`` and
        ``price_lists``, arrays of text, so that it can begin with them.
        """
        ...

    def authenticate(self, request: HttpRequest) -> Requester:
        """Who sent the request, by its token. Raises InvalidTokenError."""
        ...

    def show(self, keys: Sequence[str]) -> Mapping[str, Contact]:
        """Contacts of the customers with these keys, in one query."""
        ...

    def show_restricted(
        self, kind: RestrictedKind, keys: Sequence[str]
    ) -> Mapping[str, str]:
        """What vouchers or promotions are called, by key; unknown ones are left out."""
        ...

    def catalogue(self, variants: Sequence[str]) -> Mapping[str, CatalogueEntry]:
        """What the variants are now; unknown ones are left out. One statement."""
        ...

    def list_prices(
        self, channel: str, variants: Sequence[str]
    ) -> Mapping[str, ListPrice]:
        """What the variants cost in the channel; those without a price there are left
        out. One statement."""
        ...

    def reductions(
        self, channel: str, variants: Sequence[str], at: datetime
    ) -> Mapping[str, Sequence[Reduction]]:
        """Catalogue promotions that reduce the variants in the channel at the instant,
        whoever they are for; the older first. A constant number of statements."""
        ...

    def offers(self, codes: Sequence[str], basket: PricedBasket) -> Mapping[str, Offer]:
        """What the vouchers of these codes do to the basket, whoever they are for;
        unknown codes are left out."""
        ...

    def show_targets(self, targets: Sequence[Target]) -> Mapping[Target, ShownTarget]:
        """What variants, products, collections and categories are called; unknown ones
        are left out. At most one statement."""
        ...

    def channels(self) -> Sequence[Channel]:
        """Every channel, by name. At most two statements."""
        ...

    def order_prices(self, order: str) -> Sequence[OrderLinePrice] | None:
        """What made the prices of the order's lines; None for an order that is unknown,
        or where orders do not keep it. At most two statements."""
        ...

    def restriction_changed(self, kind: RestrictedKind, keys: Sequence[str]) -> None:
        """What the host has counted for everybody beforehand has to be counted anew.

        Called in the transaction in which restrictions begin, change or end.
        """
        ...

    def seams(self) -> Sequence[SeamState]:
        """Where groups act inside the host, the open ones first; nothing where it is the
        host itself that asks what they decide."""
        ...

    def search(self, text: str, limit: int) -> Sequence[str]:
        """Keys of customers whose key, name or e-mail contains the text."""
        ...


_hosts: list[Host] = []


def set_host(host: Host) -> None:
    """Names the host of this process; called by the host's AppConfig."""
    _hosts[:] = [host]


def get_host() -> Host:
    if not _hosts:
        raise LookupError(
            "No host is set: install saleor_customer_groups.standalone or the plugin."
        )
    return _hosts[0]
