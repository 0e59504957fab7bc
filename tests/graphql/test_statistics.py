"""Statistics of groups: against what anybody could add up by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from saleor_customer_groups.services import statistics, time_limits
from saleor_customer_groups.services.assignments import add_members, remove_members
from tests.making import NOW, StillClock, make_group, set_shop

from .asking import ApiClient
from .shops import ApiShop

STATISTICS = """query ($code: String!, $period: CustomerGroupPeriod) {
  customerGroup(code: $code) { statistics(period: $period) {
    since until members share joined left orders
    spend { currency amount orders buyers averageOrderValue }
    countries { country members share }
    days { day members joined left }
  } }
}"""


def ask(staff: ApiClient, code: str, period: str = "LAST_7_DAYS") -> Any:
    found = staff.get(STATISTICS, code=code, period=period)
    return found["customerGroup"]["statistics"]


@pytest.fixture
def club(shop: ApiShop, still: StillClock) -> dict[str, str]:
    """Ann and Bob joined nine days ago, Cid two days ago, Bob left yesterday; Dot is in
    no group."""
    keys = {
        name: shop.add_customer(name, country=country)
        for name, country in (
            ("Ann", "PL"),
            ("Bob", "PL"),
            ("Cid", None),
            ("Dot", "DE"),
        )
    }
    make_group("club")
    still.now = NOW - timedelta(days=9)
    add_members("club", [keys["Ann"], keys["Bob"]], actor="ann")
    still.now = NOW - timedelta(days=2)
    add_members("club", [keys["Cid"]], actor="ann")
    still.now = NOW - timedelta(days=1)
    remove_members("club", [keys["Bob"]], actor="ann")
    still.now = NOW
    return keys


def test_statistics__of_a_group__count_its_days_back_from_now(
    staff: ApiClient, club: dict[str, str]
) -> None:
    found = ask(staff, "club")

    assert found["since"] == "2024-05-08T00:00:00+00:00"
    assert found["until"] == "2024-05-15T12:00:00+00:00"
    assert (found["members"], found["share"]) == (2, 0.5)
    assert (found["joined"], found["left"]) == (1, 1)
    assert [
        (day["day"], day["members"], day["joined"], day["left"])
        for day in found["days"]
    ] == [
        ("2024-05-08", 2, 0, 0),
        ("2024-05-09", 2, 0, 0),
        ("2024-05-10", 2, 0, 0),
        ("2024-05-11", 2, 0, 0),
        ("2024-05-12", 2, 0, 0),
        ("2024-05-13", 3, 1, 0),
        ("2024-05-14", 2, 0, 1),
        ("2024-05-15", 2, 0, 0),
    ]


def test_statistics__of_longer_spans__begin_that_many_days_ago(
    staff: ApiClient, club: dict[str, str]
) -> None:
    for period, days in (
        ("LAST_30_DAYS", 31),
        ("LAST_90_DAYS", 91),
        ("LAST_365_DAYS", 366),
    ):
        found = ask(staff, "club", period)
        assert len(found["days"]) == days
        assert found["days"][0]["members"] == 0
        assert (found["joined"], found["left"]) == (3, 1)


def test_statistics__of_days__are_the_shops(
    staff: ApiClient, still: StillClock, shop: ApiShop
) -> None:
    set_shop(time_zone="Asia/Tokyo")
    make_group("club")
    still.now = datetime(2024, 5, 14, 14, 59, tzinfo=UTC)
    add_members("club", [shop.add_customer("Ann")], actor="ann")
    still.now = datetime(2024, 5, 14, 15, 0, tzinfo=UTC)
    add_members("club", [shop.add_customer("Bob")], actor="ann")
    still.now = NOW

    found = ask(staff, "club")

    assert found["since"] == "2024-05-07T15:00:00+00:00"
    assert [(day["day"], day["joined"]) for day in found["days"][-2:]] == [
        ("2024-05-14", 1),
        ("2024-05-15", 1),
    ]


def test_statistics__of_spend__are_of_the_members_of_now_in_the_span(
    shop: ApiShop, staff: ApiClient, club: dict[str, str]
) -> None:
    begin = datetime(2024, 5, 8, tzinfo=UTC)
    shop.add_order(club["Ann"], 100, NOW - timedelta(days=1))
    shop.add_order(club["Ann"], 50, begin)
    shop.add_order(club["Ann"], 7, begin - timedelta(microseconds=1))
    shop.add_order(club["Cid"], 25, NOW)
    shop.add_order(club["Bob"], 1000, NOW)

    found = ask(staff, "club")

    assert found["orders"] == 3
    assert found["spend"] == [
        {
            "currency": "EUR",
            "amount": 175.0,
            "orders": 3,
            "buyers": 2,
            "averageOrderValue": 58.3333,
        }
    ]


def test_statistics__of_countries__split_the_members(
    staff: ApiClient, club: dict[str, str]
) -> None:
    assert ask(staff, "club")["countries"] == [
        {"country": "PL", "members": 1, "share": 0.5},
        {"country": None, "members": 1, "share": 0.5},
    ]


def test_statistics__of_the_default_group__have_no_days(
    staff: ApiClient, club: dict[str, str]
) -> None:
    found = ask(staff, "standard")

    assert (found["members"], found["share"], found["days"]) == (4, 1.0, [])
    assert (found["joined"], found["left"]) == (0, 0)
    assert [(each["country"], each["members"]) for each in found["countries"]] == [
        ("PL", 2),
        ("DE", 1),
        (None, 1),
    ]


def test_statistics__of_an_empty_group__are_zero(
    staff: ApiClient, shop: ApiShop
) -> None:
    make_group("empty")

    found = ask(staff, "empty")

    assert (found["members"], found["share"], found["orders"]) == (0, 0.0, 0)
    assert (found["spend"], found["countries"]) == ([], [])
    assert {day["members"] for day in found["days"]} == {0}


def test_statistics__that_take_too_long__are_given_up_in_a_sentence(
    staff: ApiClient, shop: ApiShop, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_group("club")
    monkeypatch.setattr(statistics, "TIME_LIMIT", 0.1)
    slow = statistics.query

    def sleeping(name: str, **fragments: str) -> str:
        text = slow(name, **fragments)
        if name != "statistics_spend":
            return text
        return f"SELECT NULL FROM pg_sleep(5) UNION ALL SELECT NULL FROM ({text}) x"

    monkeypatch.setattr(statistics, "query", sleeping)

    answer = staff.ask(STATISTICS, code="club", period="LAST_7_DAYS")

    assert answer.message == "This took longer than 0.1 seconds and was given up."
    assert answer.code == time_limits.TookTooLong.__name__
    assert staff.get("{ health { pending } }")
