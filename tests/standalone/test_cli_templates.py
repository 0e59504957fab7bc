"""``group templates`` and ``group create --template``: groups to start from."""

from __future__ import annotations

import json

import pytest

from saleor_customer_groups.engine.templates import templates
from saleor_customer_groups.models import CustomerGroup

from .command_line import BIG_SPENDERS, Terminal

PUBLIC = ("--visibility", "public")


@pytest.fixture
def priced(terminal: Terminal) -> Terminal:
    """An empty shop that has a currency."""
    assert terminal("settings", "--currency", "PLN").code == 0
    return terminal


def test_group_templates__shop_with_a_currency__lists_all(priced: Terminal) -> None:
    rows = {
        row["code"]: row
        for row in priced("group", "templates", "--format", "json").json
    }

    assert list(rows) == [each.code for each in templates(currency="PLN")]
    assert rows["interested-in-brand"]["needs"] == "brand=..."
    assert rows["newsletter"]["kind"] == "manual"
    assert "1,000 PLN" in rows["vip"]["description"]


def test_group_templates__shop_without_a_currency__reads_well(
    terminal: Terminal,
) -> None:
    out = terminal("group", "templates").out

    assert "Spent at least 1,000 in the shop's currency, and ordered" in out


def test_group_create__every_template__can_be_made(priced: Terminal) -> None:
    for template in templates(currency="PLN"):
        words = [f"--parameter={each.name}=Ćma" for each in template.parameters]
        ran = priced("group", "create", "--template", template.code, *words)
        assert ran.code == 0, ran.err

    groups = {group.code: group for group in CustomerGroup.objects.all()}
    assert groups["interested-in-cma"].name == "Interested in Ćma"
    newsletter = groups["newsletter"]
    assert (newsletter.visibility, newsletter.contact_type) == ("public", "email")
    assert list(newsletter.subscribe_text) == ["en"]
    vip = groups["vip"]
    assert (vip.kind, vip.description[:26]) == ("dynamic", "Spent at least 1,000 PLN, ")
    rule = vip.revisions.get().rule
    assert rule["rule"]["all"][0]["currency"] == "PLN"


@pytest.mark.parametrize(
    ("words", "code", "name"),
    [
        (("--name", "Best of all"), "best-of-all", "Best of all"),
        (("--code", "best"), "best", "Dormant"),
        (("--name", "Best of all", "--code", "best"), "best", "Best of all"),
    ],
)
def test_group_create__template_and_name_or_code__those_win(
    terminal: Terminal, words: tuple[str, ...], code: str, name: str
) -> None:
    ran = terminal("group", "create", "--template", "dormant", *words)

    assert ran.code == 0, ran.err
    assert CustomerGroup.objects.get(code=code).name == name


def test_group_create__template_and_other_fields__those_win(terminal: Terminal) -> None:
    ran = terminal(
        *("group", "create", "--template", "newsletter", "--description", "Ours"),
        *("--visibility", "private", "--subscribe-text", "de=Ja"),
    )

    assert ran.code == 0, ran.err
    group = CustomerGroup.objects.get(code="newsletter")
    assert (group.description, group.visibility) == ("Ours", "private")
    assert group.subscribe_text["de"] == "Ja"
    assert "e-mail" in group.subscribe_text["en"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--template", "vpi"), 'There is no template "vpi". Use one of vip, '),
        (("--template", ""), 'There is no template "".'),
        (
            ("--template", "interested-in-brand"),
            "needs a brand. Say which with --parameter brand=Nike.",
        ),
        (
            ("--template", "interested-in-brand", "--parameter", "brand= "),
            "needs a brand.",
        ),
        (
            ("--template", "dormant", "--parameter", "days=3"),
            'The template "dormant" takes no "days". It takes none.',
        ),
        (("--name", "A", "--parameter", "brand=Nike"), "goes with --template CODE"),
        ((), "Say what the group is called with --name"),
        (("--template", "vip"), "the shop has no currency yet."),
        (("--template", "dormant", "--kind", "manual"), "takes no rule"),
        (("--name", "A", "--code", ""), "--code is empty. Leave it out"),
        (("--name", "日本"), "No code can be made from the name “日本”"),
        (("--name", "A", "--kind", "dynamic"), "The option is --rule."),
    ],
)
def test_group_create__impossible__says_why_and_makes_nothing(
    terminal: Terminal, words: tuple[str, ...], sentence: str
) -> None:
    ran = terminal("group", "create", *words)

    assert (ran.code, ran.out) == (1, "")
    assert sentence in ran.err
    assert CustomerGroup.objects.count() == 1


def test_group_create__template_and_rule__is_refused(terminal: Terminal) -> None:
    ran = terminal.create("Both", BIG_SPENDERS, "--template", "dormant")

    assert ran.code == 2
    assert "--template: not allowed with argument --rule" in ran.err
    assert CustomerGroup.objects.count() == 1


@pytest.mark.parametrize("text", [(), ("--subscribe-text", "en= ")])
def test_group_create__public_without_a_text__names_the_option(
    terminal: Terminal, text: tuple[str, ...]
) -> None:
    ran = terminal("group", "create", "--name", "News", *PUBLIC, *text)

    assert ran.code == 1
    assert ran.err == (
        "A public group needs a subscribe text: what customers read before they opt in."
        " Give one in at least one language, or make the group private. The option is"
        " --subscribe-text.\n"
    )
    assert CustomerGroup.objects.count() == 1


def test_group_create__public_with_a_name_of_signs__is_refused(
    terminal: Terminal,
) -> None:
    words = ("--code", "signs", *PUBLIC, "--subscribe-text", "en=Yes")

    ran = terminal("group", "create", "--name", "***", *words)

    assert ran.code == 1
    assert "“***” cannot be read" in ran.err
    assert terminal("group", "create", "--name", "日本", *words).code == 0


def test_group_edit__public_group__keeps_a_text(terminal: Terminal) -> None:
    words = (*PUBLIC, "--subscribe-text", "en=Yes")
    terminal("group", "create", "--name", "News", *words)
    terminal("group", "create", "--name", "Private")

    assert terminal("group", "edit", "news", "--subscribe-text", "en=").code == 1
    assert terminal("group", "edit", "private", *PUBLIC).code == 1
    found = CustomerGroup.objects.values_list("code", "visibility", "subscribe_text")
    assert set(map(json.dumps, found.filter(code__in=["news", "private"]))) == {
        json.dumps(["news", "public", {"en": "Yes"}]),
        json.dumps(["private", "private", {}]),
    }


def test_group_duplicate__empty_code__is_refused(terminal: Terminal) -> None:
    terminal("group", "create", "--name", "A")

    ran = terminal("group", "duplicate", "a", "--name", "B", "--code", "")

    assert ran.code == 1
    assert "--code is empty." in ran.err


def test_group_edit_help__what_never_changes__is_not_offered(
    terminal: Terminal,
) -> None:
    out = terminal("group", "edit", "--help").out

    assert "--visibility" in out
    assert "--code" not in out
    assert "--kind" not in out
