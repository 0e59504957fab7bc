"""``basket`` and ``voucher``: prices and codes on the command line."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from saleor_customer_groups.engine.price_lists import (
    FixedPrice,
    PercentageChange,
    PriceListStatus,
    Scope,
    Target,
)
from saleor_customer_groups.models import RestrictedKind, Restriction
from saleor_customer_groups.services.price_lists import (
    PriceListInput,
    create_price_list,
)
from saleor_customer_groups.services.prices import PriceInput, set_prices
from saleor_customer_groups.standalone.models import Voucher

from .command_line import Terminal

PRODUCTS = """\
variant,name,price,currency
juice,Apple juice,10.00,EUR
tea,Green tea,4.99,EUR
"""
VOUCHERS = """\
code,percentage,amount,currency,minimum,starts_at,ends_at
TEN,10,,,,,
FIVE,,5.00,EUR,20,,
MAY,15,,,,2024-05-01T00:00:00Z,2024-06-01T00:00:00Z
"""


@pytest.fixture
def till(shop: Terminal) -> Terminal:
    """Anna is in a club, which pays 8 for juice, 7 from 12 on, 10 % less for all else."""
    assert shop("import", "products", shop.file("p.csv", PRODUCTS)).code == 0
    assert shop("group", "create", "--name", "Club").code == 0
    assert shop("members", "add", "club", "anna").code == 0
    given = PriceListInput(
        name="Club prices",
        currency="EUR",
        groups=["club"],
        status=PriceListStatus.ACTIVE,
    )
    juice = Target(Scope.VARIANT, "juice")
    set_prices(
        create_price_list(given, actor="ann").code,
        [
            PriceInput(juice, FixedPrice(Decimal(8))),
            PriceInput(juice, FixedPrice(Decimal(7)), 12),
            PriceInput(Target(Scope.ALL), PercentageChange(Decimal(-10))),
        ],
    )
    return shop


def test_basket__of_a_member__says_each_price_and_why(till: Terminal) -> None:
    ran = till("basket", "juice=12", "tea", "--channel", "web", "--customer", "anna")
    assert ran.code == 0, ran.err
    assert ran.out == (
        "   12 x Apple juice at 7.00 EUR: 84.00 EUR\n"
        "        7.00 EUR by “Club prices” for the variant from 12 pieces on, 3.00 EUR"
        " less than everybody pays.\n"
        "    1 x Green tea at 4.49 EUR: 4.49 EUR\n"
        "        4.49 EUR by “Club prices” for all products, 0.50 EUR less than everybody"
        " pays.\n"
        "Total: 88.49 EUR.\n"
    )


def test_basket__with_codes__says_what_became_of_them(till: Terminal) -> None:
    till("voucher", "set", "CLUB10", "--percentage", "10")
    till("voucher", "limit", "CLUB10", "--groups", "club")
    words = ("basket", "juice", "--channel", "web", "--code", "CLUB10", "--code", "NO")

    guest, anna = till(*words), till(*words, "--customer", "anna")

    assert guest.lines[-3:] == [
        "CLUB10 refused: not in Club.",
        "NO refused: there is no such code.",
        "Total: 10.00 EUR.",
    ]
    assert anna.lines[0] == "    1 x Apple juice at 8.00 EUR less 0.80 EUR: 7.20 EUR"
    assert anna.lines[2] == "CLUB10 takes off 0.80 EUR."


def test_basket__as_json_and_csv__has_exactly_what_is_promised(till: Terminal) -> None:
    words = ("basket", "juice=2", "--channel", "web", "--customer", "anna", "--format")
    found = till(*words, "json").json
    why = (
        "8.00 EUR by “Club prices” for the variant, 2.00 EUR less than everybody pays."
    )
    assert found | {"at": ""} == {
        "customer": "anna",
        "channel": "web",
        "currency": "EUR",
        "at": "",
        "policy": "priority",
        "basis": "current",
        "groups": ["club", "standard"],
        "lines": [
            {
                "variant": "juice",
                "pieces": 2,
                "list_price": "10.000",
                "public_price": "10.000",
                "price": "8.0000",
                "price_list": "club-prices",
                "off": "0",
                "total": "16.0000",
                "why": why,
            }
        ],
        "codes": [],
        "hindered": [],
        "subtotal": "16.0000",
        "off": "0",
        "total": "16.0000",
    }
    assert till(*words, "csv").lines == [
        "Variant,Pieces,Price,Off,Total,Why",
        f'juice,2,8.0000,0,16.0000,"{why}"',
    ]


def test_basket__in_the_past__says_that_groups_are_of_the_record(
    till: Terminal,
) -> None:
    words = ("basket", "juice", "--channel", "web", "--customer", "anna")
    past = till(*words, "--at", "2024-01-01")
    assert past.lines[-2:] == [
        "Groups are those of the record for then: Standard.",
        "Total: 10.00 EUR.",
    ]
    future = till(*words, "--at", "2190-01-01")
    assert future.lines[-1] == "Total: 8.00 EUR."


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("hat",), "The variant “hat” has no price in the channel “web”."),
        (("juice", "--customer", "eve"), "There is no customer “eve”."),
        (("juice=0",), "A quantity is from 1 to"),
        (("juice=x",), "“juice=x” is not written as VARIANT=PIECES"),
        (("juice", "--at", "today"), "“today” is no date."),
    ],
)
def test_basket__that_cannot_be__is_one_sentence(
    till: Terminal, words: tuple[str, ...], said: str
) -> None:
    ran = till("basket", *words, "--channel", "web")
    assert (ran.code != 0, ran.out) == (True, "")
    assert said in ran.err


# --- vouchers --------------------------------------------------------------------------


def vouchers(till: Terminal) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = till("voucher", "list", "--format", "json").json
    return found


def test_vouchers__imported__take_off_what_they_say(till: Terminal) -> None:
    ran = till("import", "vouchers", till.file("v.csv", VOUCHERS))
    assert ran.code == 0, ran.err
    assert "3 rows of vouchers: 3 new" in ran.out
    assert [
        (each["code"], each["takes_off"], each["from"]) for each in vouchers(till)
    ] == [
        ("FIVE", "5.00 EUR", "20.00 EUR"),
        ("MAY", "15 %", ""),
        ("TEN", "10 %", ""),
    ]
    words = ("basket", "tea=4", "--channel", "web")
    for code, said in (
        ("TEN", "TEN takes off 2.00 EUR."),
        ("FIVE", "FIVE refused: it takes at least 20.00 EUR."),
        ("MAY", "MAY refused: it ended 2024-06-01 00:00 UTC."),
    ):
        assert said in till(*words, "--code", code).lines
    may = till(*words, "--code", "MAY", "--at", "2024-05-31")
    assert "MAY takes off 2.99 EUR." in may.lines


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("A,,,,,,", "either a percentage or an amount"),
        ("A,5,5,EUR,,,", "either a percentage or an amount"),
        ("A,0,,,,,", "no percentage above 0 and up to 100"),
        ("A,100.5,,,,,", "no percentage above 0 and up to 100"),
        ("A,5.00001,,,,,", "no percentage above 0 and up to 100"),
        ("A,,0,EUR,,,", "nothing that is taken off"),
        ("A,,-5,EUR,,,", "is below 0"),
        ("A,,5,EURO,,,", "not the code of a currency"),
        ("A,5,,,,2024-05-02T00:00:00Z,2024-05-02T00:00:00Z", "not after the start"),
    ],
)
def test_vouchers__in_a_file__that_cannot_be_are_told_by_line(
    till: Terminal, row: str, said: str
) -> None:
    header = VOUCHERS.splitlines()[0]
    ran = till("import", "vouchers", till.file("v.csv", f"{header}\n{row}\n"))
    assert ran.code == 1
    assert "line 2" in ran.err
    assert said in ran.err
    assert not Voucher.objects.exists()


def test_voucher__set_again__is_changed_and_stays_limited(till: Terminal) -> None:
    till("voucher", "set", "A", "--percentage", "10")
    till("voucher", "limit", "A", "--not", "club")
    words = ("--currency", "EUR", "--minimum", "10", "--ends-at", "2030-01-01")
    ran = till("voucher", "set", "A", "--amount", "2.50", *words)
    assert ran.out == "A: 2.50 EUR off.\n"
    assert vouchers(till) == [
        {
            "code": "A",
            "takes_off": "2.50 EUR",
            "from": "10.00 EUR",
            "starts": None,
            "ends": "2030-01-01T00:00:00Z",
            "for": "",
            "not_for": "club",
        }
    ]
    assert till("voucher", "lift", "A").out == "A: for everybody.\n"
    assert vouchers(till)[0]["for"] == "everybody"
    till("voucher", "limit", "A", "--groups", "club")
    assert till("voucher", "delete", "A").code == 0
    assert not Voucher.objects.exists()
    assert not Restriction.objects.filter(kind=RestrictedKind.VOUCHER).exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("set", "A", "--percentage", "0"), "0 % cannot be taken off"),
        (("set", "A", "--percentage", "101"), "101 % cannot be taken off"),
        (("set", "A", "--percentage", "x"), "“x” is not a number"),
        (("set", "A", "--percentage", "NaN"), "“NaN” is not a number"),
        (("set", "A", "--amount", "5", "--currency", "EURO"), "is not a currency"),
        (("set", "A", "--amount", "0", "--currency", "EUR"), "0 EUR is no amount"),
        (("set", "A", "--amount", "0.001", "--currency", "EUR"), "is no amount"),
        (("set", " A", "--percentage", "5"), "no space around it"),
        (
            (
                "set",
                "A",
                "--percentage",
                "5",
                "--starts-at",
                "2024-02-01",
                "--ends-at",
                "2024-02-01",
            ),
            "would end before it starts",
        ),
        (("delete", "B"), "There is no voucher with the code “B”."),
        (("limit", "B", "--groups", "club"), "There is no voucher"),
        (("lift", "B"), "There is no voucher"),
    ],
)
def test_voucher__that_cannot_be__is_one_sentence(
    till: Terminal, words: tuple[str, ...], said: str
) -> None:
    ran = till("voucher", *words)
    assert ran.code != 0
    assert said in ran.err
    assert not Voucher.objects.exists()
