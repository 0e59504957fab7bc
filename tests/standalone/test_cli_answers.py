"""``evaluate``, ``preview``, ``explain`` and ``verify``: answers about groups."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from saleor_customer_groups.management import evaluate
from saleor_customer_groups.models import Membership

from .command_line import BIG_SPENDERS, Terminal, rule


def test_preview__json__has_exactly_what_is_promised(shop: Terminal) -> None:
    path = shop.file("rule.json", BIG_SPENDERS)

    found = shop("preview", "--rule", path, "--format", "json").json

    assert {key: found[key] for key in ("count", "share", "unknown")} == {
        "count": 2,
        "share": 0.5,
        "unknown": 0,
    }
    assert (found["joins"], found["leaves"]) == (2, 0)
    assert found["sample"] == ["anna", "cleo"]


def test_preview__as_of__is_of_that_day(shop: Terminal) -> None:
    path = shop.file("rule.json", BIG_SPENDERS)
    words = ("preview", "--rule", path, "--as-of", "2024-02-15", "--format", "json")

    found = shop(*words).json

    assert (found["count"], found["sample"]) == (1, ["cleo"])
    assert found["at"] == "2024-02-15T23:59:59.999999Z"


def test_preview__as_of_the_future__is_refused(shop: Terminal) -> None:
    path = shop.file("rule.json", BIG_SPENDERS)

    ran = shop("preview", "--rule", path, "--as-of", "2190-01-01T00:00Z")

    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        "“2190-01-01T00:00Z” is yet to come, and only the past can be recomputed. Name"
        " a day or an instant up to now, or leave --as-of out.\n"
    )


def test_preview__compared__says_who_joins_and_leaves(shop: Terminal) -> None:
    shop.create("Big spenders", BIG_SPENDERS)
    path = shop.file("rule.json", rule("country", "is", "PL"))
    words = ("preview", "--rule", path, "--compare", "big-spenders", "--format", "json")

    found = shop(*words).json

    assert (found["count"], found["joins"], found["leaves"]) == (1, 0, 1)


def test_preview__group__compares_with_its_own_members(shop: Terminal) -> None:
    shop.create("Big spenders", BIG_SPENDERS)
    words = ("preview", "--group", "big-spenders", "--as-of", "2024-02-15")

    found = shop(*words, "--format", "json").json

    assert (found["count"], found["joins"], found["leaves"]) == (1, 0, 1)


def test_preview__unknown_state__is_counted(shop: Terminal) -> None:
    path = shop.file("rule.json", rule("country", "is", "PL"))

    assert shop("preview", "--rule", path, "--format", "json").json["unknown"] == 1


def test_preview__table__says_the_rule_in_a_sentence(shop: Terminal) -> None:
    document = {
        "version": 1,
        "rule": {
            "all": [
                {"fact": "order_count", "operator": "is", "value": 1},
                {"fact": "order_count", "operator": "is", "value": 2},
            ]
        },
    }
    path = shop.file("rule.json", document)

    ran = shop("preview", "--rule", path)

    assert ran.lines[0] == "Number of orders is 1 and number of orders is 2."
    assert "Count    0 of 4 (0.0 %)" in ran.lines
    assert "Nobody can satisfy all of these at once" in ran.err


def test_preview__manual_group__has_no_rule(terminal: Terminal) -> None:
    ran = terminal("preview", "--group", "standard")

    assert ran.code == 1
    assert ran.err == "“Standard” is a manual group and has no rule.\n"


def test_preview__orders_not_worked_off__says_so(shop: Terminal) -> None:
    text = "order,customer,placed_at,total,currency\n9,ben,2024-03-01T00:00:00Z,1,USD\n"
    shop("import", "orders", shop.file("more.csv", text))
    path = shop.file("rule.json", BIG_SPENDERS)

    assert "1 change is not worked off yet" in shop("preview", "--rule", path).err
    shop("evaluate")
    assert shop("preview", "--rule", path).err == ""


def test_evaluate__new_order__tells_who_joined(shop: Terminal) -> None:
    shop.create("Big spenders", BIG_SPENDERS)
    text = (
        "order,customer,placed_at,total,currency\n9,ben,2024-03-01T00:00:00Z,900,USD\n"
    )
    shop("import", "orders", shop.file("more.csv", text))

    rows = {row["code"]: row for row in shop("evaluate", "--format", "json").json}

    assert (rows["big-spenders"]["joined"], rows["big-spenders"]["left"]) == (1, 0)
    assert rows["big-spenders"]["members"] == 3


def test_evaluate__many_marks__refreshes_everything_with_the_same_result(
    shop: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evaluate, "_MANY_MARKS", 0)
    shop.create("Big spenders", BIG_SPENDERS)
    text = (
        "order,customer,placed_at,total,currency\n9,ben,2024-03-01T00:00:00Z,900,USD\n"
    )
    shop("import", "orders", shop.file("more.csv", text))

    rows = {row["code"]: row for row in shop("evaluate", "--format", "json").json}

    assert rows["big-spenders"]["members"] == 3
    assert shop("verify", "--format", "json").json["pending"] == 0


def test_evaluate__group__mends_its_members(shop: Terminal) -> None:
    shop.create("Big spenders", BIG_SPENDERS)
    Membership.objects.filter(group__code="big-spenders").delete()

    rows = shop("evaluate", "big-spenders", "--format", "json").json

    assert [(row["code"], row["joined"]) for row in rows] == [("big-spenders", 2)]


def test_verify__member_missing__counts_it_and_fails(shop: Terminal) -> None:
    shop.create("Big spenders", BIG_SPENDERS)
    assert (
        shop("verify").lines[0].startswith("0 differences, 0 pending marks, 0 frozen")
    )
    Membership.objects.filter(profile__host_key="anna").delete()

    ran = shop("verify", "--format", "json")

    assert ran.code == 1
    assert (ran.json["differences"], ran.json["frozen"]) == (1, 0)
    wrong = {each["group"]: each["differences"] for each in ran.json["groups"]}
    assert wrong == {"standard": 0, "big-spenders": 1}


def test_explain__member__says_why_with_actual_values(shop: Terminal) -> None:
    document = {
        "version": 1,
        "rule": {"all": [BIG_SPENDERS["rule"], rule("order_count", "is", 2)["rule"]]},
    }
    shop.create("Twice", document)

    ran = shop("explain", "anna", "twice")

    assert ran.lines[0].startswith("In, because lifetime value is USD 1,300.00")
    assert ran.lines[1:] == [
        "  yes  all of these",
        "    yes  lifetime value is at least USD 900.00: USD 1,300.00",
        "    yes  number of orders is 2: 2",
    ]
    answer = shop("explain", "ben", "twice", "--format", "json").json
    assert answer["is_member"] is False
    assert answer["rule"]["parts"][0]["gap"] == "USD 850.00 short"


def test_explain__put_in_by_hand__says_the_day_in_the_shops_zone(
    shop: Terminal,
) -> None:
    shop("group", "create", "--name", "VIP")
    shop("members", "add", "vip", "anna")
    days = []
    for zone in ("Pacific/Kiritimati", "Pacific/Niue"):  # 25 hours apart
        shop("settings", "--time-zone", zone)
        days.append(shop("explain", "anna", "vip").lines[0].rpartition(" on ")[2])

    assert days[0] > days[1]


def test_explain__member_by_a_child__names_the_groups_put_into(shop: Terminal) -> None:
    for name, parent in (("Top", ""), ("Mid", "top"), ("Low", "mid"), ("Side", "top")):
        shop("group", "create", "--name", name, "--parent", parent)
    shop("members", "add", "low", "anna", "ben")
    shop("members", "add", "side", "anna")

    def reason(customer: str, group: str) -> str:
        return shop("explain", customer, group).lines[0]

    assert reason("ben", "top") == (
        "In, because the customer is in the child group “Low”."
    )
    assert reason("anna", "top") == (
        "In, because the customer is in the child groups “Low”, “Side”."
    )
    assert reason("anna", "mid") == (
        "In, because the customer is in the child group “Low”."
    )
    assert shop("group", "archive", "mid", "--yes").code == 0
    assert reason("anna", "top") == (
        "In, because the customer is in the child group “Side”."
    )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("zoe", "standard"), "There is no customer “zoe”."),
        (("anna", "nothing"), "There is no customer group with the code “nothing”."),
    ],
)
def test_explain__unknown_name__says_which(
    shop: Terminal, words: tuple[str, str], sentence: str
) -> None:
    ran = shop("explain", *words)

    assert (ran.code, ran.err) == (1, f"{sentence}\n")


def test_django_command__group_list__is_the_same_command(
    shop: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("customer_groups", "group", "list", "--format", "csv")

    assert capsys.readouterr().out == shop("group", "list", "--format", "csv").out


def test_django_command__differences__exits_with_1(shop: Terminal) -> None:
    shop.create("Big spenders", BIG_SPENDERS)
    Membership.objects.all().delete()

    with pytest.raises(SystemExit) as stopped:
        call_command("customer_groups", "verify")

    assert stopped.value.code == 1
