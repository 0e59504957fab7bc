"""What a basket costs, line by line and code by code, by the API."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saleor_customer_groups.models import RestrictedKind
from saleor_customer_groups.services.assignments import add_members, remove_members
from saleor_customer_groups.services.groups import archive_group
from saleor_customer_groups.services.restrictions import Restricted, restrict
from tests.making import NOW, StillClock, make_group

from .asking import ApiClient, global_id, user_id
from .pricing import EVERYTHING, make_list, variant
from .shops import ApiShop
from .test_groups import gid

QUOTE = """query ($customer: ID, $lines: [CustomerGroupBasketLineInput!]!,
    $codes: [String!], $at: DateTime, $channel: String = "web") {
  quoteBasket(customer: $customer, channel: $channel, lines: $lines, codes: $codes,
      at: $at) {
    customer channel currency at policy basis groups { code }
    lines { variant target { name } quantity pieces listPrice publicPrice price isGroupPrice
      reduction { name off } winner { priceList { code } target { kind }
        step { fromQuantity } } candidates { verdict } subtotal off total sentence }
    codes { code voucher isAccepted isForShipping refusal off groups { code } sentence }
    subtotal off total
    hindered { priceList { code } hindrance } } }"""


class Till:
    """Juice for 10 EUR and tea for 4.99, Ann of vip and Bob of nothing, and a list:
    vip pays 8 EUR for juice, 7.50 from 10 pieces on, and 10 % less for all else."""

    def __init__(self, shop: ApiShop, staff: ApiClient) -> None:
        for code in ("vip", "b2b"):
            make_group(code)
        self.staff = staff
        self.ann, self.bob = shop.add_customer("Ann Lee"), shop.add_customer("Bob Ray")
        add_members("vip", [self.ann], actor="eve")
        self.juice = shop.add_variant("Juice", Decimal(10))
        self.tea = shop.add_variant("Tea", Decimal("4.99"))
        self.list = make_list(
            staff,
            {**variant(self.juice), "amount": 8},
            {**variant(self.juice), "amount": "7.5", "fromQuantity": 10},
            {**EVERYTHING, "percentage": -10},
        )

    def ask(self, customer: str | None, *lines: tuple[str, int], **more: Any) -> Any:
        return self.staff.ask(
            QUOTE,
            customer=customer and user_id(customer),
            lines=[
                {"variant": global_id("ProductVariant", key), "quantity": quantity}
                for key, quantity in lines
            ],
            **more,
        )

    def quote(self, customer: str | None, *lines: tuple[str, int], **more: Any) -> Any:
        found = self.ask(customer, *lines, **more).data["quoteBasket"]
        for name in ("subtotal", "off", "total"):
            parts = sum(Decimal(str(line[name])) for line in found["lines"])
            assert parts == Decimal(str(found[name])), name
        return found


@pytest.fixture
def till(shop: ApiShop, staff: ApiClient) -> Till:
    return Till(shop, staff)


def totals(found: Any) -> list[tuple[float, float]]:
    return [(line["price"], line["total"]) for line in found["lines"]]


def test_basket__of_a_member_and_a_guest__each_line_has_its_price_and_why(
    till: Till,
) -> None:
    """Ann: 3 x 8.00 + 2 x 4.49 = 32.98, 4.99 less 10 % being 4.491. A guest:
    3 x 10.00 + 2 x 4.99 = 39.98."""
    lines = (till.juice, 3), (till.tea, 2)

    ann, guest = till.quote(till.ann, *lines), till.quote(None, *lines)

    assert totals(ann) == [(8, 24), (4.49, 8.98)]
    assert (ann["subtotal"], ann["off"], ann["total"]) == (32.98, 0, 32.98)
    assert totals(guest) == [(10, 30), (4.99, 9.98)]
    assert guest["total"] == 39.98
    assert (ann["customer"], guest["customer"]) == (user_id(till.ann), None)
    assert {each["code"] for each in ann["groups"]} == {"standard", "vip"}
    assert (guest["groups"], guest["basis"]) == ([], "CURRENT")
    juice, tea = ann["lines"]
    assert (juice["target"]["name"], juice["listPrice"], juice["publicPrice"]) == (
        "Juice",
        10,
        10,
    )
    assert (juice["isGroupPrice"], juice["reduction"]) == (True, None)
    assert juice["winner"] == {
        "priceList": {"code": "vip"},
        "target": {"kind": "VARIANT"},
        "step": {"fromQuantity": 1},
    }
    assert (
        juice["sentence"]
        == "8.00 EUR by “VIP” for the variant, 2.00 EUR less than everybody pays."
    )
    assert tea["winner"]["target"] == {"kind": "ALL"}
    assert guest["lines"][0]["winner"] is None
    assert "everybody" in guest["lines"][0]["sentence"]


def test_basket__with_a_variant_in_two_lines__breaks_count_all_pieces(
    till: Till,
) -> None:
    found = till.quote(till.ann, (till.juice, 4), (till.tea, 1), (till.juice, 6))
    assert totals(found) == [(7.5, 30), (4.49, 4.49), (7.5, 45)]
    assert [line["pieces"] for line in found["lines"]] == [10, 1, 10]
    assert found["total"] == 79.49


def test_basket__with_a_code_of_a_group__members_have_it_and_others_read_why(
    shop: ApiShop, till: Till
) -> None:
    """Ann: 10 % of 24.00 + 4.49 = 2.849, so 2.85; on the lines 2.40 and 0.45."""
    key = shop.add_code("VIP10", percentage=Decimal(10))
    restrict(Restricted(RestrictedKind.VOUCHER, key), ["vip"], actor="eve")
    lines = (till.juice, 3), (till.tea, 1)

    ann = till.quote(till.ann, *lines, codes=["VIP10"])
    bob = till.quote(till.bob, *lines, codes=["VIP10"])
    guest = till.quote(None, *lines, codes=["VIP10"])

    assert ann["codes"] == [
        {
            "code": "VIP10",
            "voucher": global_id("Voucher", key),
            "isAccepted": True,
            "isForShipping": False,
            "refusal": None,
            "off": 2.85,
            "groups": [{"code": "vip"}],
            "sentence": "VIP10 takes off 2.85 EUR.",
        }
    ]
    assert [line["off"] for line in ann["lines"]] == [2.4, 0.45]
    assert (ann["subtotal"], ann["total"]) == (28.49, 25.64)
    for found in (bob, guest):
        (code,) = found["codes"]
        assert (code["isAccepted"], code["refusal"], code["off"]) == (
            False,
            "NOT_A_MEMBER",
            0,
        )
        assert code["sentence"] == "VIP10 refused: not in Vip."
        assert found["total"] == found["subtotal"] == 34.99


def test_basket__with_several_codes__takes_the_first_that_is_accepted(
    shop: ApiShop, till: Till
) -> None:
    shop.add_code("FIVE", amount=Decimal(5))
    shop.add_code("RICH", percentage=Decimal(50), minimum=Decimal(100))
    shop.add_code("TEN", percentage=Decimal(10))

    found = till.quote(
        till.ann, (till.juice, 1), codes=["NONE", "RICH", "FIVE", "TEN", "FIVE"]
    )

    assert [(each["code"], each["refusal"]) for each in found["codes"]] == [
        ("NONE", "UNKNOWN"),
        ("RICH", "BELOW_MINIMUM"),
        ("FIVE", None),
        ("TEN", "ONE_CODE_ONLY"),
    ]
    assert [each["sentence"] for each in found["codes"]] == [
        "NONE refused: there is no such code.",
        "RICH refused: it takes at least 100.00 EUR.",
        "FIVE takes off 5.00 EUR.",
        "TEN refused: a basket takes one code, and it has FIVE.",
    ]
    assert found["total"] == 3


def test_basket__with_an_amount_above_its_worth__costs_nothing_at_all(
    shop: ApiShop, till: Till
) -> None:
    shop.add_code("ALL", amount=Decimal(500))
    found = till.quote(till.ann, (till.juice, 1), (till.tea, 3), codes=["ALL"])
    assert (found["off"], found["total"]) == (21.47, 0)
    assert [line["total"] for line in found["lines"]] == [0, 0]


def test_basket__at_an_instant__windows_are_those_of_then(
    still: StillClock, shop: ApiShop, till: Till
) -> None:
    add_members("b2b", [till.bob], actor="eve")
    start, end = NOW + timedelta(days=1), NOW + timedelta(days=2)
    window = {"startsAt": start.isoformat(), "endsAt": end.isoformat()}
    make_list(
        till.staff,
        {**EVERYTHING, "percentage": -50},
        name="Sale",
        groups=[gid("b2b")],
        **window,
    )
    shop.add_code("SOON", percentage=Decimal(10), starts_at=start, ends_at=end)

    def at(instant: Any) -> tuple[float, str | None, list[Any]]:
        found = till.quote(
            till.bob, (till.juice, 1), codes=["SOON"], at=instant.isoformat()
        )
        assert found["at"] == instant.isoformat()
        (code,) = found["codes"]
        return found["total"], code["refusal"], found["hindered"]

    second = timedelta(seconds=1)
    sale = {"priceList": {"code": "sale"}}
    assert at(start - second) == (
        *(10, "NOT_STARTED"),
        [{**sale, "hindrance": "NOT_STARTED"}],
    )
    assert at(start) == (4.5, None, [])
    assert at(end - second) == (4.5, None, [])
    assert at(end + second) == (10, "ENDED", [{**sale, "hindrance": "ENDED"}])


def test_basket__in_the_past__is_for_the_groups_of_the_record(
    still: StillClock, till: Till
) -> None:
    """Ann joined vip now, left in two hours and was put into b2b, which ended since."""
    still.advance(hours=2)
    remove_members("vip", [till.ann], actor="eve")
    add_members("b2b", [till.ann], actor="eve")
    make_list(
        till.staff, {**EVERYTHING, "percentage": -30}, name="B", groups=[gid("b2b")]
    )
    still.advance(hours=2)
    archive_group("b2b", actor="eve")

    def at(hours: float) -> tuple[str, float, list[str]]:
        instant = (NOW + timedelta(hours=hours)).isoformat()
        found = till.quote(till.ann, (till.juice, 1), at=instant)
        groups = [each["code"] for each in found["groups"]]
        return found["basis"], found["total"], groups

    assert at(-1)[:2] == ("RECORDED", 10)
    assert at(0)[:2] == ("RECORDED", 8)
    assert at(1.99)[:2] == ("RECORDED", 8)
    assert at(2)[:2] == ("RECORDED", 7)
    assert "b2b" in at(2)[2]
    assert at(4)[:2] == ("CURRENT", 10)
    assert at(999)[:2] == ("CURRENT", 10)


@pytest.mark.parametrize(
    ("lines", "more", "said"),
    [
        ([], {}, "from 1 to 100 lines"),
        ([("juice", 1)] * 101, {}, "from 1 to 100 lines"),
        ([("juice", 0)], {}, "quantity"),
        ([("juice", 600_000), ("juice", 600_000)], {}, "quantity"),
        ([("tea", 1), ("none", 1)], {}, "has no price in the channel"),
        ([("juice", 1)], {"channel": "moon"}, "has no price in the channel"),
        ([("juice", 1)], {"codes": ["x"] * 11}, "At most 10 codes"),
        ([("juice", 1)], {"codes": [" "]}, "A code has"),
        ([("juice", 1)], {"codes": ["x" * 256]}, "A code has"),
    ],
)
def test_basket__that_cannot_be__is_refused(
    till: Till, lines: list[tuple[str, int]], more: dict[str, Any], said: str
) -> None:
    if "channel" in more and till.ann == "ann-lee":
        pytest.skip("The standalone shop has one price for every channel.")
    keys = {"juice": till.juice, "tea": till.tea, "none": "0"}
    answer = till.ask(till.ann, *[(keys[key], number) for key, number in lines], **more)
    assert answer.code == "CustomerGroupsError"
    assert said in answer.message


def test_basket__of_somebody_unknown__is_refused(till: Till) -> None:
    answer = till.ask("999999", (till.juice, 1))
    assert "There is no customer" in answer.message


def test_basket__of_many_lines__takes_as_many_statements_as_of_one(
    shop: ApiShop, till: Till
) -> None:
    shop.add_code("TEN", percentage=Decimal(10))
    others = [shop.add_variant(f"Thing {n}", Decimal(n + 1)) for n in range(20)]
    counts = []
    for keys in (others, others[:1]):
        with CaptureQueriesContext(connection) as captured:
            till.quote(till.ann, *[(key, 2) for key in keys], codes=["TEN"])
        counts.append(len(captured))
    assert counts[0] == counts[1]
