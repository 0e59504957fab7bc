"""``members``, ``history`` and ``export``: who belongs, since when, and to a file."""

from __future__ import annotations

import csv
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from .command_line import BIG_SPENDERS, Ran, Terminal, rule


def customers(ran: Ran) -> list[str]:
    return [row["customer"] for row in ran.json]


@pytest.mark.parametrize("words", [("members",), ("members", "list")])
def test_members__group__lists_name_email_and_since(
    shop: Terminal, words: tuple[str, ...]
) -> None:
    shop.create("Big spenders", BIG_SPENDERS)

    first, second = shop(*words, "big-spenders", "--format", "json").json

    assert (first["customer"], first["name"]) == ("anna", "Anna Nowak")
    assert (first["email"], first["via"]) == ("anna@example.com", "own")
    assert first["since"].endswith("Z")
    assert second["customer"] == "cleo"


def test_members__as_of_a_day__means_its_last_instant_in_the_shops_zone(
    shop: Terminal,
) -> None:
    shop.create("Buyers", rule("order_count", "at_least", 1))

    def on(day: str) -> list[str]:
        return customers(shop("members", "buyers", "--as-of", day, "--format", "json"))

    assert on("2024-03-30") == ["anna", "cleo"]
    assert on("2024-03-31") == ["anna", "ben", "cleo"]
    assert on("2024-03-31T23:29:59Z") == ["anna", "cleo"]
    assert on("2024-04-01T01:30:00+02:00") == ["anna", "ben", "cleo"]
    shop("settings", "--time-zone", "Europe/Warsaw")
    assert on("2024-03-31") == ["anna", "cleo"]


def test_members__as_of_today__means_now(shop: Terminal) -> None:
    shop.create("Buyers", rule("order_count", "at_least", 1))
    today = datetime.now(UTC).date()
    words = ("members", "buyers", "--format", "json", "--as-of")

    assert customers(shop(*words, today)) == ["anna", "ben", "cleo"]
    refused = shop(*words, today + timedelta(days=1))
    assert (refused.code, refused.out) == (1, "")
    assert "only the past can be recomputed" in refused.err


def test_members__table__says_the_shops_zone(shop: Terminal) -> None:
    shop.create("Buyers", rule("order_count", "at_least", 1))
    assert shop("members", "buyers").lines[2].endswith(" UTC  own")
    shop("settings", "--time-zone", "Asia/Tokyo")

    assert shop("members", "buyers").lines[2].endswith(" JST  own")


def test_members_help__import__says_what_its_file_is(terminal: Terminal) -> None:
    out = " ".join(terminal("members", "--help").out.split())

    assert "keys of customers: one per line and nothing else, or a CSV" in out


def test_members_import__what_export_wrote__joins(shop: Terminal) -> None:
    shop.create("Buyers", rule("order_count", "at_least", 1))
    path = shop.folder / "buyers.csv"
    shop("export", "buyers", "--output", path)
    shop("group", "create", "--name", "VIP")

    assert shop("members", "import", "vip", path).out == "vip: 3 joined, 0 left.\n"


def test_members_import__one_unknown_customer__adds_nobody(shop: Terminal) -> None:
    shop("group", "create", "--name", "VIP")
    path = shop.file("list.csv", "customer,name\nanna,Anna\nzoe,Zoe\n")

    ran = shop("members", "import", "vip", path)

    assert (ran.code, ran.err) == (1, "There is no customer “zoe”.\n")
    assert shop("members", "vip", "--format", "json").json == []


def test_members__recorded_at_before_the_group__nobody(shop: Terminal) -> None:
    shop.create("Buyers", rule("order_count", "at_least", 1))

    def recorded(day: str) -> list[str]:
        words = ("members", "buyers", "--recorded-at", day, "--format", "json")
        return customers(shop(*words))

    assert recorded("2024-05-01") == []
    assert recorded("2190-01-01") == ["anna", "ben", "cleo"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("vip", "--as-of", "2024-02-30"), "“2024-02-30” is no date."),
        (("vip", "--as-of", "2024-02-01T10:00"), "does not say in which time zone"),
        (("vip", "--as-of", "2190-01-01"), "“2190-01-01” is yet to come"),
        (("nothing",), "There is no customer group with the code “nothing”."),
        (("vip", "second"), "Name a group, or an action and a group"),
        (("list", "vip", "second"), "Only one group is listed at a time"),
        (("add", "vip"), "Name at least one customer"),
        (("import", "vip"), "Name a file"),
        (("add", "vip", "zoe", "anna"), "There is no customer “zoe”."),
        (("import", "vip", "/nowhere"), "/nowhere: No such file or directory."),
    ],
)
def test_members__impossible__says_why(
    shop: Terminal, words: tuple[str, ...], sentence: str
) -> None:
    shop("group", "create", "--name", "VIP")

    ran = shop("members", *words)

    assert ran.code == 1
    assert sentence in ran.err
    assert "Traceback" not in ran.err
    assert shop("members", "vip", "--format", "json").json == []


def test_members__added_and_removed__are_told_and_recorded(shop: Terminal) -> None:
    shop("group", "create", "--name", "VIP")

    assert (
        shop("members", "add", "vip", "anna", "ben").out == "vip: 2 joined, 0 left.\n"
    )
    assert shop("members", "add", "vip", "anna").out == "vip: 0 joined, 0 left.\n"
    assert shop("members", "remove", "vip", "ben").out == "vip: 0 joined, 1 left.\n"

    changes = [
        (row["customer"], row["change"], row["cause"])
        for row in shop("history", "vip", "--format", "json").json
    ]
    assert changes[0] == ("ben", "left", "staff")
    assert sorted(changes[1:]) == [
        ("anna", "joined", "staff"),
        ("ben", "joined", "staff"),
    ]


@pytest.mark.parametrize(
    "text", ["anna\n\nben\n", "\ufeffname,Customer\nAnna,anna\nBen,ben\n"]
)
def test_members_import__list_or_csv__adds_all(shop: Terminal, text: str) -> None:
    shop("group", "create", "--name", "VIP")
    path = shop.file("list.csv", text)

    assert shop("members", "import", "vip", path).out == "vip: 2 joined, 0 left.\n"
    causes = {row["cause"] for row in shop("history", "vip", "--format", "json").json}
    assert causes == {"import"}


def test_members_import__several_columns_without_name__is_refused(
    shop: Terminal,
) -> None:
    shop("group", "create", "--name", "VIP")
    path = shop.file("list.csv", "anna,Nowak\n")

    ran = shop("members", "import", "vip", path)

    assert ran.code == 1
    assert "none of them is called “customer”" in ran.err


def test_history__name_of_both__is_the_groups_unless_said_otherwise(
    shop: Terminal,
) -> None:
    shop("group", "create", "--name", "Anna")
    shop("group", "create", "--name", "Other")
    shop("members", "add", "anna", "ben")
    shop("members", "add", "other", "anna")

    def history(*words: str) -> list[tuple[str, str]]:
        rows = shop("history", *words, "--format", "json").json
        return [(row["customer"], row["group"]) for row in rows]

    assert history("anna") == [("ben", "anna")]
    assert history("anna", "--group") == [("ben", "anna")]
    assert history("anna", "--customer") == [("anna", "other")]
    assert history("ben") == [("ben", "anna")]


def test_export__members__are_a_csv_without_formulas(
    shop: Terminal, tmp_path: Path
) -> None:
    shop.create("Buyers", rule("order_count", "at_least", 1))
    path = tmp_path / "buyers.csv"

    ran = shop("export", "buyers", "--output", path)

    assert ran.out == f"3 members of “Buyers” in {path}.\n"
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["customer"] for row in rows] == ["anna", "ben", "cleo"]
    assert [row["name"] for row in rows] == ["Anna Nowak", "'=1+1 Smith", "クレオ 日本"]
    assert os.listdir(tmp_path).count("buyers.csv") == 1
    assert not [name for name in os.listdir(tmp_path) if name.startswith(".buyers")]


def test_export__consented__leaves_out_who_did_not(
    shop: Terminal, tmp_path: Path
) -> None:
    path = tmp_path / "standard.csv"

    ran = shop("export", "standard", "--output", path, "--consented", "email")

    assert ran.out.startswith("2 members of “Standard”")
    assert "ben@example.com" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["", "missing/file.csv"])
def test_export__path_cannot_be_written__says_so(
    shop: Terminal, tmp_path: Path, name: str
) -> None:
    ran = shop("export", "standard", "--output", tmp_path / name)

    assert ran.code == 1
    assert str(tmp_path) in ran.err
    assert "Traceback" not in ran.err
    assert "None" not in ran.err
