"""Files of prices inside Saleor: targets by id, SKU and slug."""

from __future__ import annotations

from typing import Any

import pytest

from saleor_customer_groups.models import Price
from saleor_customer_groups.services.member_csv import csv_lines
from saleor_customer_groups.services.price_exports import PriceRow, list_prices
from saleor_customer_groups.services.price_files import FileProblem, import_prices
from saleor_customer_groups.services.price_lists import get_price_list

from .conftest import Shop
from .pricing import make_list


@pytest.fixture(autouse=True)
def vip(shop: Shop) -> None:
    shop.manual_group("vip")


def test_file__by_id_sku_and_slug__is_about_those(
    product_list: list[Any], published_collection: Any, categories_tree: Any
) -> None:
    code = make_list()
    variant, product = product_list[0].variants.get(), product_list[1]
    lines = [
        "kind,key,code,amount,percentage\n",
        f"variant,,{variant.sku},8,\n",
        f"product,{product.pk},,7,\n",
        f"collection,,{published_collection.slug},,-5\n",
        f"category,,{categories_tree.slug},,-10\n",
        "all,,,,-1\n",
    ]

    found = import_prices(code, lines)

    assert (found.created, found.problems, found.is_applied) == (5, 0, True)
    rows = Price.objects.order_by("pk").values_list("scope", "key")
    assert list(rows) == [
        ("variant", str(variant.pk)),
        ("product", str(product.pk)),
        ("collection", str(published_collection.pk)),
        ("category", str(categories_tree.pk)),
        ("all", ""),
    ]
    exported = list(list_prices(get_price_list(code)))
    assert exported[0][:3] == ("variant", str(variant.pk), variant.sku)
    again = import_prices(code, csv_lines(PriceRow._fields, exported))
    assert (again.unchanged, again.problems) == (5, 0)


def test_file__of_what_there_is_not__is_refused_by_line(
    product_list: list[Any],
) -> None:
    code = make_list()
    variant = product_list[0].variants.get()
    problems: list[FileProblem] = []
    lines = [
        "kind,key,code,amount\n",
        f"variant,{variant.pk},,8\n",
        "variant,99999999,,8\n",
        "product,abc,,8\n",
        "variant,,no-sku,8\n",
    ]

    found = import_prices(code, lines, on_problem=problems.append)

    assert [(each.line, each.column, each.reason) for each in problems] == [
        (3, "key", "there is no such variant"),
        (4, "key", "there is no such product"),
        (5, "code", "there is no variant of this code"),
    ]
    assert (found.bad_rows, found.is_applied, Price.objects.count()) == (3, False, 0)
