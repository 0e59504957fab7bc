"""``price-list``: price lists, and their prices from and to files."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from saleor_customer_groups.models import Price, PriceList

from .command_line import Ran, Terminal

PRODUCTS = """\
variant,product,name,price,currency
juice,juices,Apple juice,10.00,EUR
tea,teas,Green tea,4.99,EUR
"""
PRICES = """\
kind,key,from_quantity,amount,percentage
variant,juice,1,8.50,
variant,juice,10,7.75,
product,teas,,,-12.5
all,,,,"-5"
"""


@pytest.fixture
def lists(shop: Terminal) -> Terminal:
    """A shop with juice and tea, and an empty list for a club."""
    assert shop("import", "products", shop.file("p.csv", PRODUCTS)).code == 0
    assert shop("group", "create", "--name", "Club").code == 0
    ran = shop(
        *("price-list", "create", "--name", "Club", "--currency", "EUR"),
        *("--groups", "club", "--status", "active"),
    )
    assert ran.out == "Created “Club” (club): 0 prices.\n", ran.err
    return shop


def prices() -> list[tuple[Any, ...]]:
    rows = Price.objects.order_by("pk")
    return [
        (
            row.scope,
            row.key,
            row.from_quantity,
            row.amount and float(row.amount),
            row.percentage and float(row.percentage),
        )
        for row in rows
    ]


def put(lists: Terminal, content: str, *words: object) -> Ran:
    return lists("price-list", "import", "club", lists.file("f.csv", content), *words)


ALL = [
    ("variant", "juice", 1, 8.5, None),
    ("variant", "juice", 10, 7.75, None),
    ("product", "teas", 1, None, -12.5),
    ("all", "", 1, None, -5),
]


def test_import__of_good_rows__sets_them_and_again_changes_nothing(
    lists: Terminal,
) -> None:
    ran = put(lists, PRICES)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "4 prices: 4 new, 0 changed, 0 as they were.\n"
    assert prices() == ALL

    assert put(lists, PRICES).out == "4 prices: 0 new, 0 changed, 4 as they were.\n"
    changed = PRICES.replace("8.50", "9")
    assert put(lists, changed).out == "4 prices: 0 new, 1 changed, 3 as they were.\n"


def test_import__dry__says_the_same_and_writes_nothing(lists: Terminal) -> None:
    before = PriceList.objects.get().updated_at
    ran = put(lists, PRICES, "--dry-run")
    assert ran.out == (
        "4 prices: 4 new, 0 changed, 0 as they were. This was a dry run: nothing was"
        " written.\n"
    )
    assert prices() == []
    assert PriceList.objects.get().updated_at == before


def test_import__that_replaces__takes_out_all_others(lists: Terminal) -> None:
    put(lists, PRICES)
    ran = put(lists, "key,amount\njuice,6\n", "--replace")
    assert ran.out == (
        "1 price: 0 new, 1 changed, 0 as they were. 3 others were taken out.\n"
    )
    assert prices() == [("variant", "juice", 1, 6, None)]


def test_import__by_code_with_semicolons_and_decimal_commas(lists: Terminal) -> None:
    content = "SKU;Name;Price\r\ntea;Tee;1.234,50\r\n\r\njuice;Saft;7,5\r\n"
    ran = put(lists, "\ufeff" + content, "--decimal-comma")
    assert (ran.code, ran.err) == (0, "")
    assert prices() == [
        ("variant", "tea", 1, 1234.5, None),
        ("variant", "juice", 1, 7.5, None),
    ]


BAD = """\
kind,key,code,from_quantity,amount,percentage
variant,juice,,1,8.50,
shop,juice,,1,8,
variant,,,1,8,
variant,,nothing,1,8,
all,juice,,1,8,
variant,tea,,0,8,
variant,tea,,1000001,8,
variant,tea,,1.5,8,
variant,tea,,2,8,-5
variant,tea,,3,,
variant,tea,,4,"8,50",
variant,tea,,5,-1,
variant,tea,,6,1000000000000,
variant,tea,,7,8.505,
variant,tea,,8,,-100.5
variant,tea,,9,,10001
variant,tea,,10,,0.00001
variant,tea,,11,,x
variant,juice,,1,9,
variant,tea,,12
variant,=1+1,,13,x,
"""
REASONS = [
    (3, "kind", "shop", "is none of variant, product, collection, category, all"),
    (4, "key", "", "says nothing of which variant it is for"),
    (5, "code", "nothing", "there is no variant of this code"),
    (6, "key", "juice", "all products have no key"),
    (7, "from_quantity", "0", "is no whole number from 1 to 1000000"),
    (8, "from_quantity", "1000001", "is no whole number from 1 to 1000000"),
    (9, "from_quantity", "1.5", "is no whole number from 1 to 1000000"),
    (10, "amount", "8", "both an amount and a percentage: leave one out"),
    (11, "amount", "", "neither an amount nor a percentage"),
    (12, "amount", "8,50", "is not a number; a decimal sign is a point"),
    (13, "amount", "-1", "is no price: use 0 to below 1000000000000"),
    (14, "amount", "1000000000000", "is no price: use 0 to below 1000000000000"),
    (
        *(15, "amount", "8.505"),
        "cannot be charged in EUR, whose smallest amount is 0.01",
    ),
    (16, "percentage", "-100.5", "is out of range: use -100 to 10000"),
    (17, "percentage", "10001", "is out of range: use -100 to 10000"),
    (18, "percentage", "0.00001", "has more than 4 decimals"),
    (19, "percentage", "x", "is not a number; a decimal sign is a point"),
    (
        *(20, "from_quantity", "1"),
        "the same target and quantity stand in line 2 already",
    ),
    (21, "", "", "has 4 values where the header has 6"),
    (21, "amount", "", "neither an amount nor a percentage"),
    (22, "amount", "x", "is not a number; a decimal sign is a point"),
]


def test_import__of_bad_rows__writes_nothing_and_lists_every_cell(
    lists: Terminal, tmp_path: Path
) -> None:
    errors = tmp_path / "errors.csv"
    ran = put(lists, BAD, "--errors", errors)

    assert ran.code == 1
    assert ran.out == (
        "Nothing was written: 21 problems in 20 rows. Correct the file, or leave the bad"
        " rows out with --keep-going.\n"
    )
    first, *_, last = ran.err.splitlines()
    assert first == (
        "line 3, kind: “shop” is none of variant, product, collection, category, all"
    )
    assert last == f"... and 11 more; all are in {errors}."
    with errors.open(newline="", encoding="utf-8") as file:
        header, *found = csv.reader(file)
    assert header == ["line", "column", "value", "reason"]
    said = [(int(line), column, value, reason) for line, column, value, reason in found]
    assert said == [
        (line, column, f"'{value}" if value.startswith("-") else value, reason)
        for line, column, value, reason in REASONS
    ]
    assert prices() == []


def test_import__that_keeps_going__sets_the_good_rows(lists: Terminal) -> None:
    ran = put(lists, BAD, "--keep-going")
    assert ran.code == 0
    assert (
        ran.out == "1 price: 1 new, 0 changed, 0 as they were. 20 bad rows left out.\n"
    )
    assert prices() == [("variant", "juice", 1, 8.5, None)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "The file is empty"),
        ("\n\n", "The file is empty"),
        ("key,amount\n", "The file has no prices."),
        ("key,name\njuice,x\n", "needs a column “amount” or “percentage”"),
        ("amount,name\n8,x\n", "needs a column “key”, or “code”"),
        ("key,amount,price\njuice,8,9\n", "“amount” and “price” could each be"),
        ('key,amount\njuice,"8\n', "cannot be read as CSV"),
        ("key,amount\nju\0ice,8\n", "Line 2 contains NUL"),
    ],
)
def test_import__of_what_is_no_such_file__is_one_sentence(
    lists: Terminal, content: str, said: str
) -> None:
    ran = put(lists, content)
    assert (ran.code, ran.out) == (1, "")
    assert said in ran.err
    assert prices() == []


def test_import__of_another_encoding_or_no_file__is_one_sentence(
    lists: Terminal, tmp_path: Path
) -> None:
    path = tmp_path / "latin.csv"
    path.write_bytes("key,amount\nJürgen,8\n".encode("latin-1"))
    assert "no text in UTF-8" in lists("price-list", "import", "club", path).err
    missing = lists("price-list", "import", "club", tmp_path / "none.csv")
    assert "none.csv: No such file" in missing.err
    good = lists.file("good.csv", PRICES)
    assert "no price list" in lists("price-list", "import", "gold", good).err


def test_export__imported_again__changes_nothing(
    lists: Terminal, tmp_path: Path
) -> None:
    put(lists, PRICES)
    path = tmp_path / "out.csv"
    ran = lists("price-list", "export", "club", "--output", path)
    assert ran.out == f"4 prices of “Club” in {path}.\n"
    assert path.read_text(encoding="utf-8").splitlines() == [
        "kind,key,code,name,from_quantity,amount,percentage",
        "variant,juice,juice,Apple juice,1,8.5,",
        "variant,juice,juice,Apple juice,10,7.75,",
        "product,teas,teas,teas,1,,-12.5",
        "all,,,,1,,-5",
    ]
    again = lists("price-list", "import", "club", path, "--replace")
    assert again.out == (
        "4 prices: 0 new, 0 changed, 4 as they were. 0 others were taken out.\n"
    )


def test_export__of_keys_that_a_spreadsheet_would_run__comes_back_as_it_was(
    lists: Terminal, tmp_path: Path
) -> None:
    put(lists, "key,amount\n=1+1,8\n")
    assert prices() == [("variant", "=1+1", 1, 8, None)]
    path = tmp_path / "out.csv"
    lists("price-list", "export", "club", "--output", path)
    assert "variant,'=1+1," in path.read_text(encoding="utf-8")
    lists("price-list", "import", "club", path, "--replace")
    assert prices() == [("variant", "=1+1", 1, 8, None)]


def test_list__made_edited_copied_changed_and_deleted(lists: Terminal) -> None:
    put(lists, PRICES)
    edited = lists(
        *("price-list", "edit", "club", "--priority", "3", "--channels", "web"),
        *("--rounding-step", "1", "--rounding-ending", "0.99"),
        *("--starts-at", "2024-05-01", "--ends-at", "2024-06-01T00:00Z"),
    )
    assert edited.out == "Changed “Club” (club): 4 prices.\n", edited.err
    assert lists("price-list", "show", "club").json == {
        "code": "club",
        "name": "Club",
        "description": "",
        "currency": "EUR",
        "channels": ["web"],
        "groups": ["club"],
        "priority": 3,
        "promotions": "better_of",
        "rounding": {"step": "1.0000", "ending": "0.9900", "mode": "nearest"},
        "floor_percentage": None,
        "status": "active",
        "starts_at": "2024-05-01T00:00:00Z",
        "ends_at": "2024-06-01T00:00:00Z",
        "prices": 4,
    }
    lists("price-list", "edit", "club", "--rounding-step", "0", "--ends-at", "")
    assert lists("price-list", "check", "club").lines == [
        "Nothing is worth a look in “Club”."
    ]
    lists("price-list", "edit", "club", "--floor-percentage", "80")
    assert lists("price-list", "check", "club").lines == [
        "1 price is below the floor of the list."
    ]
    dry = lists("price-list", "change", "club", "10", "--dry-run")
    assert dry.lines == [
        "4 of 4 prices changed. Amounts: 7.75 to 8.5 before, 8.53 to 9.35 after."
        " Percentages: -12.5 to -5 before, -3.75 to 4.5 after.",
        "This was a dry run: nothing was written.",
    ]
    assert prices() == ALL
    copied = lists("price-list", "copy", "club", "--name", "Gold", "--percentage", "10")
    assert copied.out == "Created “Gold” (gold): 4 prices.\n"
    assert lists("price-list", "change", "club", "-10").code == 0
    assert prices()[0] == ("variant", "juice", 1, 7.65, None)
    found = lists("price-list", "list", "--format", "json").json
    assert [(each["code"], each["status"], each["prices"]) for each in found] == [
        ("club", "active", 4),
        ("gold", "draft", 4),
    ]
    assert "Confirm it with --yes" in lists("price-list", "delete", "gold").err
    deleted = lists("price-list", "delete", "gold", "--yes")
    assert deleted.out == "Deleted the price list gold: 4 prices.\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("create", "--name", "X", "--currency", "EUR"), "for at least one group"),
        (("edit", "club"), "Nothing to change"),
        (("edit", "club", "--groups", "none"), "no customer group with the code"),
        (("show", "none"), "There is no price list with the code “none”."),
        (("change", "club", "x"), "“x” is not a number"),
        (("change", "club", "-101"), "-101 % is out of range"),
    ],
)
def test_list__that_cannot_be__is_one_sentence(
    lists: Terminal, words: tuple[str, ...], said: str
) -> None:
    ran = lists("price-list", *words)
    assert ran.code != 0
    assert said in ran.err
