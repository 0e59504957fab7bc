"""Demo catalogue: what the sample shop sells. Invented brands, prices in euros."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple


class Variant(NamedTuple):
    key: str
    product: str
    name: str
    brand: str
    category_path: str
    collections: str
    price: Decimal


class _Product(NamedTuple):
    name: str
    brand: str
    category_path: str
    price: str
    sizes: str
    collections: str = ""


_SHOES: Final = "38 40 42 44"
_CLOTHES: Final = "S M L"
_ONE: Final = "one"

_PRODUCTS: Final = (
    _Product("Trail Runner", "Kestrel", "Sport > Running > Shoes", "129.00", _SHOES),
    _Product("Road Runner", "Kestrel", "Sport > Running > Shoes", "119.00", _SHOES),
    _Product("Wind Jacket", "Kestrel", "Sport > Running > Clothes", "89.00", _CLOTHES),
    _Product("Race Shorts", "Kestrel", "Sport > Running > Clothes", "39.00", _CLOTHES),
    _Product("Run Cap", "Kestrel", "Sport > Running > Clothes", "19.00", _ONE),
    _Product("Cushion Sock", "Kestrel", "Sport > Running > Clothes", "12.00", _SHOES),
    _Product("Summit Shell", "Tamarack", "Outdoor > Clothes", "249.00", _CLOTHES),
    _Product(
        "Down Parka", "Tamarack", "Outdoor > Clothes", "329.00", _CLOTHES, "Winter"
    ),
    _Product("Fleece Hoodie", "Tamarack", "Outdoor > Clothes", "79.00", _CLOTHES),
    _Product("Trek Boots", "Tamarack", "Outdoor > Shoes", "189.00", _SHOES),
    _Product("Camp Sandals", "Tamarack", "Outdoor > Shoes", "59.00", _SHOES, "Summer"),
    _Product("Two-Person Tent", "Fjordline", "Outdoor > Camping", "279.00", _ONE),
    _Product("Sleeping Bag", "Fjordline", "Outdoor > Camping", "149.00", _ONE),
    _Product("Gas Stove", "Fjordline", "Outdoor > Camping", "49.00", _ONE),
    _Product("Steel Bottle", "Fjordline", "Outdoor > Camping", "24.00", _ONE, "Gifts"),
    _Product("Head Lamp", "Fjordline", "Outdoor > Camping", "34.00", _ONE, "Gifts"),
    _Product("Day Pack", "Fjordline", "Outdoor > Bags", "99.00", _ONE),
    _Product("Duffel Bag", "Fjordline", "Outdoor > Bags", "119.00", _ONE),
    _Product("Linen Shirt", "Larkspur", "Fashion > Women", "69.00", _CLOTHES, "Summer"),
    _Product("Wrap Dress", "Larkspur", "Fashion > Women", "99.00", _CLOTHES),
    _Product("Wool Coat", "Larkspur", "Fashion > Women", "229.00", _CLOTHES, "Winter"),
    _Product("Silk Scarf", "Larkspur", "Fashion > Accessories", "45.00", _ONE, "Gifts"),
    _Product("Court Classic", "Okto", "Fashion > Shoes", "85.00", _SHOES),
    _Product("Canvas Low", "Okto", "Fashion > Shoes", "55.00", _SHOES, "Summer"),
    _Product("Chelsea Boot", "Okto", "Fashion > Shoes", "139.00", _SHOES, "Winter"),
    _Product("Kids Sneaker", "Okto", "Kids > Shoes", "49.00", "28 30 32"),
    _Product("Oxford Shirt", "Halden", "Fashion > Men", "65.00", _CLOTHES),
    _Product("Selvedge Jeans", "Halden", "Fashion > Men", "109.00", _CLOTHES),
    _Product("Merino Sweater", "Halden", "Fashion > Men", "89.00", _CLOTHES, "Winter"),
    _Product("Leather Belt", "Halden", "Fashion > Accessories", "39.00", _ONE, "Gifts"),
    _Product("Kids Raincoat", "Mirabel", "Kids > Clothes", "59.00", "104 116 128"),
    _Product("Kids Pyjamas", "Mirabel", "Kids > Clothes", "29.00", "104 116 128"),
    _Product("Plush Bear", "Mirabel", "Kids > Toys", "25.00", _ONE, "Gifts"),
    _Product("Wooden Train", "Mirabel", "Kids > Toys", "45.00", _ONE, "Gifts"),
    _Product("Yoga Mat", "Solenne", "Sport > Yoga", "49.00", _ONE),
    _Product("Yoga Leggings", "Solenne", "Sport > Yoga", "69.00", _CLOTHES),
    _Product("Foam Roller", "Solenne", "Sport > Yoga", "29.00", _ONE),
    _Product("Swim Goggles", "Solenne", "Sport > Swimming", "22.00", _ONE, "Summer"),
    _Product("Swimsuit", "Solenne", "Sport > Swimming", "55.00", _CLOTHES, "Summer"),
    _Product("Beach Towel", "Solenne", "Sport > Swimming", "27.00", _ONE, "Summer"),
)

#: What the group “Interested in ...” of the demo is about.
FAVOURED_BRAND: Final = "Kestrel"

BRANDS: Final = tuple(dict.fromkeys(product.brand for product in _PRODUCTS))


def variants() -> Iterator[Variant]:
    """Every variant, in catalogue order."""
    for product in _PRODUCTS:
        key = product.name.lower().replace(" ", "-")
        for size in product.sizes.split():
            yield Variant(
                key if size == _ONE else f"{key}-{size.lower()}",
                key,
                product.name,
                product.brand,
                product.category_path,
                product.collections,
                Decimal(product.price),
            )
