"""``group`` and ``settings``: making and changing groups and the shop itself."""

from __future__ import annotations

import pytest

from saleor_customer_groups.models import CustomerGroup, Shop

from .command_line import BIG_SPENDERS, Terminal, rule


def test_group_create__rule_file__is_dynamic_and_evaluated(shop: Terminal) -> None:
    ran = shop.create("Big spenders", BIG_SPENDERS)

    assert ran.code == 0
    assert ran.out == "Created “Big spenders” (big-spenders): 2 members.\n"


def test_group_create__every_option__stores_each(terminal: Terminal) -> None:
    public = ("--visibility", "public", "--subscribe-text", "en=All of it")
    terminal("group", "create", "--name", "All", *public)
    ran = terminal(
        *("group", "create", "--name", "News", "--code", "news-letter"),
        *("--kind", "manual", "--visibility", "public", "--description", "Staff only"),
        *("--subscribe-text", "en=Yes = yes", "--subscribe-text", "de=Ja"),
        *("--colour", "#AABBCC", "--parent", "all", "--contact-type", "email"),
    )

    assert ran.code == 0, ran.err
    group = CustomerGroup.objects.get(code="news-letter")
    assert group.parent is not None
    assert (group.name, group.kind, group.parent.code) == ("News", "manual", "all")
    assert (group.visibility, group.description) == ("public", "Staff only")
    assert (group.colour, group.contact_type) == ("#aabbcc", "email")
    assert group.subscribe_text == {"en": "Yes = yes", "de": "Ja"}


def test_group_list__json__says_members_and_share(shop: Terminal) -> None:
    shop.create("Big spenders", BIG_SPENDERS)

    groups = {
        row["code"]: row for row in shop("group", "list", "--format", "json").json
    }

    assert groups["big-spenders"]["members"] == 2
    assert groups["big-spenders"]["share"] == 0.5
    assert groups["standard"]["members"] == 4
    assert groups["standard"]["state"] == "default"


def test_group_list__archived_group__only_when_asked(terminal: Terminal) -> None:
    terminal("group", "create", "--name", "Old")
    assert terminal("group", "archive", "old").code == 0

    assert "old" not in terminal("group", "list", "--format", "csv").out
    rows = terminal("group", "list", "--archived", "--format", "json").json
    assert {row["code"]: row["state"] for row in rows}["old"] == "archived"


def test_group_edit__named_fields__leaves_the_others(terminal: Terminal) -> None:
    terminal(
        *("group", "create", "--name", "News", "--description", "Kept"),
        *("--subscribe-text", "en=Yes", "--subscribe-text", "de=Ja"),
    )

    ran = terminal("group", "edit", "news", "--name", "New", "--subscribe-text", "de=")

    assert ran.code == 0
    group = CustomerGroup.objects.get(code="news")
    assert (group.name, group.description) == ("New", "Kept")
    assert group.subscribe_text == {"en": "Yes"}


def test_group_edit__new_rule__moves_the_members(shop: Terminal) -> None:
    shop.create("Group", BIG_SPENDERS)
    path = shop.file("new.json", rule("country", "is", "us"))

    assert shop("group", "edit", "group", "--rule", path).code == 0

    rows = shop("members", "group", "--format", "json").json
    assert [row["customer"] for row in rows] == ["ben", "dora"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--kind", "dynamic"), "The kind of a customer group never changes."),
        (("--code", "new"), "The code of a customer group never changes."),
        ((), "Nothing to change: name at least one option."),
        (("--default",), "Confirm it with --yes."),
        (("--colour", "red"), "“red” is not a colour"),
        (("--parent", "nothing"), "no customer group with the code “nothing”"),
    ],
)
def test_group_edit__impossible__says_why(
    terminal: Terminal, words: tuple[str, ...], sentence: str
) -> None:
    terminal("group", "create", "--name", "News")

    ran = terminal("group", "edit", "news", *words)

    assert ran.code == 1
    assert sentence in ran.err
    assert ran.out == ""


def test_group_edit__default_confirmed__moves_the_mark(shop: Terminal) -> None:
    shop("group", "create", "--name", "Everyone")
    shop("members", "add", "everyone", "anna")
    shop.create("Others", {"version": 1, "rule": {"not": {"group": "everyone"}}})

    assert shop("group", "edit", "everyone", "--default", "--yes").code == 0

    assert CustomerGroup.objects.get(is_default=True).code == "everyone"
    assert shop("verify").code == 0
    assert len(shop("members", "everyone", "--format", "json").json) == 4
    assert shop("members", "others", "--format", "json").json == []
    assert shop("group", "edit", "standard", "--default", "--yes").code == 0
    members = shop("members", "everyone", "--format", "json").json
    assert [row["customer"] for row in members] == ["anna"]
    assert len(shop("members", "others", "--format", "json").json) == 3


def test_group_duplicate__dynamic__has_the_same_members(shop: Terminal) -> None:
    shop.create("Big spenders", BIG_SPENDERS)

    ran = shop("group", "duplicate", "big-spenders", "--name", "Copy")

    assert ran.out == "Created “Copy” (copy): 2 members.\n"


def test_group_delete__referred_to__names_what_refers(shop: Terminal) -> None:
    shop.create("Big spenders", BIG_SPENDERS)
    shop.create("Others", {"version": 1, "rule": {"not": {"group": "big-spenders"}}})

    refused = shop("group", "delete", "big-spenders")
    assert refused.code == 1
    assert "the rule of “Others”" in refused.err

    assert shop("group", "delete", "others", "--yes").code == 0
    assert shop("group", "delete", "big-spenders", "--yes").code == 0
    assert CustomerGroup.objects.count() == 1


def test_group_create__invalid_rule__lists_all_problems_with_paths(
    terminal: Terminal,
) -> None:
    document = {
        "version": 1,
        "rule": {
            "all": [
                {"fact": "lifetime_valeu", "operator": "is", "value": 1},
                {"fact": "age", "operator": "contains", "value": 3},
            ]
        },
    }

    ran = terminal.create("Wrong", document)

    assert ran.code == 1
    assert "rule.all[0]" in ran.err
    assert "rule.all[1]" in ran.err
    assert "Traceback" not in ran.err
    assert CustomerGroup.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{"version": 1,\n "rule": }', "is not JSON: line 2, column 10"),
        ('{"version": 1, "version": 1}', "“version” stands twice"),
        ('{"version": NaN}', "NaN is not a number"),
        ("[" * 100_000, "nested too deep"),
    ],
)
def test_group_create__file_is_no_document__says_where(
    terminal: Terminal, text: str, sentence: str
) -> None:
    path = terminal.file("rule.json", text)

    ran = terminal("group", "create", "--name", "Wrong", "--rule", path)

    assert ran.code == 1
    assert sentence in ran.err
    assert "Traceback" not in ran.err


def test_group_create__file_missing__names_it(terminal: Terminal) -> None:
    ran = terminal("group", "create", "--name", "A", "--rule", "/nowhere/rule.json")

    assert ran.code == 1
    assert ran.err == "/nowhere/rule.json: No such file or directory.\n"


def test_group_create__pointless_rule__warns(terminal: Terminal) -> None:
    ran = terminal.create("All", rule("order_count", "at_least", 0))

    assert ran.code == 0
    assert "Everybody satisfies this" in ran.err


def test_settings__changed__are_stored_and_everything_is_looked_at_anew(
    shop: Terminal,
) -> None:
    shop.create("April", rule("last_order_at", "on", "2024-04-01"))
    assert shop("members", "april", "--format", "json").json == []

    ran = shop(
        *("settings", "--time-zone", "Europe/Warsaw", "--currency", "eur"),
        *("--counting", "placed", "--format", "json"),
    )

    expected = {"time_zone": "Europe/Warsaw", "currency": "EUR", "counting": "placed"}
    assert ran.json == expected
    assert "not worked off yet" in ran.err
    assert shop("evaluate").code == 0
    rows = shop("members", "april", "--format", "json").json
    assert [row["customer"] for row in rows] == ["ben"]


@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [
        ("--time-zone", "Europe/Nowhere", "no time zone “Europe/Nowhere”"),
        ("--currency", "EURO", "“EURO” is not the code of a currency"),
        ("--counting", "shipped", "use one of paid, placed"),
    ],
)
def test_settings__impossible_value__changes_nothing(
    terminal: Terminal, option: str, value: str, sentence: str
) -> None:
    before = Shop.objects.values().get()

    ran = terminal("settings", option, value)

    assert ran.code == 1
    assert sentence in ran.err
    assert Shop.objects.values().get() == before


def test_group_show__dynamic_group__gives_back_its_rule(shop: Terminal) -> None:
    shop.create("Big spenders", BIG_SPENDERS)

    shown = shop("group", "show", "big-spenders").json

    assert shown["rule"]["rule"]["fact"] == "lifetime_value"
    assert (shown["kind"], shown["revision"]) == ("dynamic", 1)


def test_group_archive__with_members__says_how_many_left_and_who_uses_it(
    shop: Terminal,
) -> None:
    shop.create("Big spenders", BIG_SPENDERS)
    shop.create("Others", {"version": 1, "rule": {"not": {"group": "big-spenders"}}})

    ran = shop("group", "archive", "big-spenders", "--yes")

    assert ran.out == "Archived “Big spenders” (big-spenders): 2 members left.\n"
    assert "it is still used by the rule of “Others”" in ran.err


def test_history__deleted_group__still_says_who_was_in_it(shop: Terminal) -> None:
    shop.create("Big spenders", BIG_SPENDERS)
    assert shop("group", "delete", "big-spenders", "--yes").out == (
        "Deleted the group big-spenders: 2 members left.\n"
    )

    rows = shop("history", "big-spenders", "--format", "json").json

    assert [row["change"] for row in rows] == ["left", "left", "joined", "joined"]
    missing = shop("history", "nobody")
    assert missing.err == "There is no group and no customer “nobody”.\n"
    assert shop("history", "ben", "--limit", "0").code == 2
