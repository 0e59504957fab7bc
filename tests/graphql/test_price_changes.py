"""All prices of a list, higher or lower by a percentage, by the API."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saleor_customer_groups.models import Price
from tests.making import StillClock, make_group

from .asking import ApiClient
from .pricing import ERRORS, EVERYTHING, make_list, prices_of, said, variant
from .shops import ApiShop

CHANGE = f"""mutation ($id: ID!, $percentage: Decimal!, $dry: Boolean = false,
    $kinds: [CustomerGroupPriceTargetKind!]) {{
  priceListPricesChange(id: $id, percentage: $percentage, dryRun: $dry, kinds: $kinds) {{
    change {{ total changed amountsBefore {{ lowest highest }}
      amountsAfter {{ lowest highest }} percentagesBefore {{ lowest highest }}
      percentagesAfter {{ lowest highest }} }}
    priceList {{ updatedAt }} {ERRORS} }} }}"""


@pytest.fixture
def juice(shop: ApiShop) -> dict[str, str]:
    make_group("vip")
    return variant(shop.add_variant("Juice", 9))


def spans(change: Any) -> list[tuple[float | None, float | None]]:
    return [
        (change[name]["lowest"], change[name]["highest"])
        for name in (
            "amountsBefore",
            "amountsAfter",
            "percentagesBefore",
            "percentagesAfter",
        )
    ]


def test_change__of_all__amounts_and_what_percentages_leave(
    staff: ApiClient, still: StillClock, juice: dict[str, str]
) -> None:
    """5 % more: 8.33 -> 8.7465, 7.00 -> 7.35, and 0.90 -> 0.945 of the list price."""
    id_ = make_list(
        staff,
        {**juice, "amount": "8.33"},
        {**juice, "amount": "7", "fromQuantity": 10},
        {**EVERYTHING, "percentage": "-10"},
    )
    before = prices_of(staff, id_)
    now = still.advance(hours=1)

    preview = staff.do(CHANGE, id=id_, percentage="5", dry=True)
    assert prices_of(staff, id_) == before
    assert preview["priceList"]["updatedAt"] != now.isoformat()
    done = staff.do(CHANGE, id=id_, percentage="5")

    assert done["change"] == preview["change"]
    assert (done["change"]["total"], done["change"]["changed"]) == (3, 3)
    assert spans(done["change"]) == [(7, 8.33), (7.35, 8.75), (-10, -10), (-5.5, -5.5)]
    assert done["priceList"]["updatedAt"] == now.isoformat()
    assert said(prices_of(staff, id_)) == [
        ("ALL", [(1, None, -5.5)]),
        ("VARIANT", [(1, 8.75, None), (10, 7.35, None)]),
    ]


def test_change__of_a_list_that_rounds__gives_prices_of_its_form(
    staff: ApiClient, juice: dict[str, str]
) -> None:
    """10 % less than 8.99 is 8.091: 7.99 and 8.99 are as near as 0.101 and 0.899."""
    rounding = {"step": "1", "ending": "0.99"}
    id_ = make_list(staff, {**juice, "amount": "8.99"}, rounding=rounding)
    staff.do(CHANGE, id=id_, percentage="-10")
    assert said(prices_of(staff, id_)) == [("VARIANT", [(1, 7.99, None)])]


def test_change__of_some_kinds__leaves_the_others(
    staff: ApiClient, juice: dict[str, str]
) -> None:
    id_ = make_list(staff, {**juice, "amount": 8}, {**EVERYTHING, "percentage": "-10"})
    done = staff.do(CHANGE, id=id_, percentage="-50", kinds=["VARIANT"])
    assert (done["change"]["total"], done["change"]["changed"]) == (1, 1)
    assert said(prices_of(staff, id_)) == [
        ("ALL", [(1, None, -10)]),
        ("VARIANT", [(1, 4, None)]),
    ]


def test_change__that_changes_nothing__says_so(
    staff: ApiClient, still: StillClock, juice: dict[str, str]
) -> None:
    id_ = make_list(staff, {**juice, "amount": 0}, {**EVERYTHING, "percentage": -100})
    still.advance(hours=1)
    for percentage in ("5", "0"):
        done = staff.do(CHANGE, id=id_, percentage=percentage)
        assert (done["change"]["total"], done["change"]["changed"]) == (2, 0)
        assert done["priceList"]["updatedAt"] != still.now.isoformat()
    empty = make_list(staff, name="Empty")
    change = staff.do(CHANGE, id=empty, percentage="5")["change"]
    assert (change["total"], spans(change)) == (0, [(None, None)] * 4)


@pytest.mark.parametrize(
    ("amount", "percentage"),
    [
        ("999999999999.99", "1"),
        ("1", "-100.5"),
        ("1", "10001"),
        ("1", "0.00001"),
    ],
)
def test_change__that_cannot_be__is_refused_and_nothing_changes(
    staff: ApiClient, juice: dict[str, str], amount: str, percentage: str
) -> None:
    id_ = make_list(staff, {**juice, "amount": amount})
    before = list(Price.objects.values())
    for dry in (True, False):
        (error,) = staff.refuse(CHANGE, id=id_, percentage=percentage, dry=dry)
        assert (error["field"], error["code"]) == ("percentage", "INVALID")
    assert list(Price.objects.values()) == before


def test_change__of_many_prices__is_one_update(
    shop: ApiShop, staff: ApiClient, juice: dict[str, str]
) -> None:
    prices = [{**juice, "amount": 8, "fromQuantity": n} for n in range(1, 200)]
    id_ = make_list(staff, *prices)
    with CaptureQueriesContext(connection) as captured:
        staff.do(CHANGE, id=id_, percentage="5")
    updates = [
        each["sql"]
        for each in captured
        if "UPDATE customer_groups_price p" in each["sql"]
    ]
    assert len(updates) == 1
    assert len(captured) < 20
