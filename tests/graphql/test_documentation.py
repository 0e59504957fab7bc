"""The examples of docs/api.md are run, in order, in the shop that they speak of."""

from __future__ import annotations

import base64
import json
import re
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest

from saleor_customer_groups.graphql import body, connections, limits
from saleor_customer_groups.graphql.mutations import uploads
from saleor_customer_groups.models import Campaign, PriceList
from saleor_customer_groups.services import (
    baskets,
    confirmations,
    found_members,
    member_lists,
    prices,
    statistics,
    suggestions,
)
from saleor_customer_groups.standalone.models import Product
from saleor_customer_groups.standalone.vouchers import VoucherInput, set_voucher
from tests.making import NOW, StillClock, make_group, orders_at_least
from tests.services.shopping import happen as work_off
from tests.services.shopping import join_shop, place_order

from .asking import ApiClient, global_id, user_id
from .test_groups import gid

HOUR = timedelta(hours=1)
PAGE = Path(__file__).parents[2] / "docs" / "api.md"
#: What the page names by its code, besides groups.
CODED: Final[dict[str, Any]] = {
    "CustomerGroupPriceList": PriceList,
    "CustomerGroupCampaign": Campaign,
}
_BLOCK = re.compile(r"```(graphql|json variables|json answer)\n(.*?)```", re.DOTALL)


class Example(NamedTuple):
    query: str
    variables: dict[str, Any]
    answer: Any


def examples() -> list[Example]:
    found: list[Example] = []
    for kind, text in _BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        if kind == "graphql":
            found.append(Example(text, {}, None))
        elif kind == "json variables":
            found[-1] = found[-1]._replace(variables=json.loads(text))
        else:
            found[-1] = found[-1]._replace(answer=json.loads(text))
    return found


@pytest.fixture
def documented(staff: ApiClient, still: StillClock) -> None:
    people = [
        ("anna", "Anna Nowak", "Kraków", 4),
        ("ben", "Ben Smith", None, 1),
        ("cleo", "Cleo Dubois", "Lyon", 3),
        ("dora", "Dora Wójcik", "Kraków", 2),
    ]
    for key, name, city, orders in people:
        first, last = name.split()
        email = f"{key}@example.com"
        join_shop(key, first_name=first, last_name=last, email=email, city=city)
        for _ in range(orders - (key == "anna")):
            place_order(key, NOW, paid=100)
        if key == "anna":
            place_order(key, NOW - HOUR, paid=100, voucher_codes=["THANKS10"])
        work_off(key)
    make_group("wholesale")
    make_group("regulars", orders_at_least(2))
    set_voucher(VoucherInput(code="THANKS10", percentage=Decimal(10)))
    Product.objects.create(
        key="juice", product="juice", name="Apple juice", price=10, currency="EUR"
    )


def real(value: Any) -> Any:
    """Ids of the page, which name by their code what has one, as they are in this shop."""
    match value:
        case dict():
            return {key: real(each) for key, each in value.items()}
        case list():
            return [real(each) for each in value]
        case str():
            try:
                type_, _, key = (
                    base64.b64decode(value, validate=True).decode().partition(":")
                )
            except ValueError:
                return value
            if type_ == "CustomerGroup":
                return gid(key)
            if type_ in CODED:
                return global_id(type_, CODED[type_].objects.get(code=key).pk)
            return user_id(key) if type_ == "User" else value
    return value


def test_examples__of_the_page__answer_what_it_says(
    staff: ApiClient, documented: None
) -> None:
    found = examples()
    assert len(found) == 25
    for example in found:
        answer = staff.ask(example.query, **real(example.variables))
        assert answer.data == real(example.answer), example.query


def test_limits__of_the_page__are_those_of_the_code() -> None:
    text = " ".join(PAGE.read_text(encoding="utf-8").split())

    for said in (
        f"| items of a page | {connections.SIZE_LIMIT} |",
        f"| fields inside each other | {limits.DEPTH_LIMIT} |",
        f"as they may be | {limits.COST_LIMIT:,} |",
        f"| fields of a request, fragments counted wherever they are used |"
        f" {limits._FIELDS_LIMIT:,} |",
        f"| fragments of a request | {limits._FRAGMENTS_LIMIT} |",
        f"| one field selected at the same place | {limits._REPEATS_LIMIT} times |",
        f"| mutations in a request | {limits.COST_LIMIT // limits._MUTATION_COST} |",
        f"| a query's text | {body.QUERY_LIMIT:,} characters |",
        f"{body.BODY_LIMIT // 10**6} MB; with files {body.UPLOAD_LIMIT // 10**6} MB",
        f"sorting by name | {statistics.TIME_LIMIT:g} seconds |",
        f"| value suggestions | {suggestions.TIME_LIMIT:g} seconds |",
        f"At most {found_members.AT_ONCE:,} at once",
        f"| prices of a call | {prices.PRICES_LIMIT:,} |",
        f"| lines of a basket | {baskets.LINES_LIMIT} |",
        f"| codes of a basket | {baskets.CODES_LIMIT} |",
        f"up to {prices.PRICES_LIMIT:,} at once, all or none",
        f"A list of up to {member_lists.ROWS_LIMIT:,}",
        f"at most {uploads.SIZE_LIMIT // 10**6} MB",
    ):
        assert said in text, said
    assert (confirmations.CONFIRMED_SHARE, "more than a tenth" in text) == (0.1, True)
