"""``group archive`` and ``group delete``: nobody leaves a group by a slip."""

from __future__ import annotations

import io
import sys

import pytest

from saleor_customer_groups.models import CustomerGroup

from .command_line import BIG_SPENDERS, Ran, Terminal


class _Typed(io.StringIO):
    """What somebody types on a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def groups(shop: Terminal) -> Terminal:
    """A rule names “Big spenders”, and Anna is in “All” by being in “VIP”."""
    shop.create("Big spenders", BIG_SPENDERS)
    shop.create("Others", {"version": 1, "rule": {"not": {"group": "big-spenders"}}})
    shop("group", "create", "--name", "All")
    shop("group", "create", "--name", "VIP", "--parent", "all")
    shop("members", "add", "vip", "anna")
    return shop


def _members(terminal: Terminal, code: str) -> list[str]:
    ran = terminal("members", code, "--format", "json")
    return [row["customer"] for row in ran.json]


def test_group_archive__members_and_no_terminal__asks_for_yes(groups: Terminal) -> None:
    ran = groups("group", "archive", "big-spenders")

    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        "Archiving “Big spenders” is for good, and its 2 members leave. It is used by"
        " the rule of “Others”. Nothing was changed. Confirm it with --yes.\n"
    )
    assert _members(groups, "big-spenders") == ["anna", "cleo"]
    assert CustomerGroup.objects.get(code="big-spenders").archived_at is None


def test_group_delete__members_and_no_terminal__asks_for_yes(groups: Terminal) -> None:
    ran = groups("group", "delete", "vip")

    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        "Deleting “VIP” is for good, and its 1 member leaves. Whoever is in “All” only"
        " through it leaves that too. Nothing was changed. Confirm it with --yes.\n"
    )
    assert _members(groups, "vip") == _members(groups, "all") == ["anna"]


def test_group_delete__confirmed__takes_the_members_out(groups: Terminal) -> None:
    ran = groups("group", "delete", "vip", "--yes")

    assert (ran.code, ran.out) == (0, "Deleted the group vip: 1 member left.\n")
    assert _members(groups, "all") == []


@pytest.mark.parametrize("action", ["archive", "delete"])
def test_group_ending__without_members__is_not_asked_about(
    terminal: Terminal, action: str
) -> None:
    terminal("group", "create", "--name", "Empty")

    assert terminal("group", action, "empty").code == 0


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("delete", "big-spenders"), "it is used by the rule of “Others”"),
        (("delete", "standard"), "is the default group"),
        (("archive", "standard"), "is the default group"),
        (("archive", "nothing"), "no customer group with the code “nothing”"),
    ],
)
def test_group_ending__impossible__is_refused_and_not_asked_about(
    groups: Terminal, words: tuple[str, str], sentence: str
) -> None:
    ran = groups("group", *words)

    assert ran.code == 1
    assert sentence in ran.err
    assert "--yes" not in ran.err


def _answered(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, answer: str, *words: str
) -> Ran:
    monkeypatch.setattr(sys, "stdin", _Typed(answer))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    return terminal("group", *words)


@pytest.mark.parametrize("answer", ["", "\n", "n\n", "yesterday\n"])
def test_group_archive__terminal_and_no__changes_nothing(
    groups: Terminal, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    ran = _answered(groups, monkeypatch, answer, "archive", "big-spenders")

    assert (ran.code, ran.out) == (1, "")
    assert "its 2 members leave" in ran.err
    assert ran.err.endswith("Go on? [y/N] Nothing was changed.\n")
    assert _members(groups, "big-spenders") == ["anna", "cleo"]


@pytest.mark.parametrize("answer", ["y\n", " Yes\n"])
def test_group_archive__terminal_and_yes__is_done(
    groups: Terminal, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    ran = _answered(groups, monkeypatch, answer, "archive", "big-spenders")

    assert ran.code == 0
    assert _members(groups, "big-spenders") == []


def test_members__of_an_archived_group__says_how_to_start_anew(
    groups: Terminal,
) -> None:
    assert groups("group", "archive", "vip", "--yes").code == 0
    path = groups.file("list.csv", "ben\n")

    for words in (("add", "vip", "ben"), ("import", "vip", path)):
        ran = groups("members", *words)
        assert ran.code == 1
        assert "“VIP” is archived: it has no members and takes none." in ran.err
        assert "group duplicate vip --name NAME" in ran.err
    assert groups("group", "duplicate", "vip", "--name", "VIP 2").code == 0
    assert groups("members", "add", "vip-2", "ben").out == "vip-2: 1 joined, 0 left.\n"
    assert "Duplicate it" in groups("group", "edit", "vip", "--name", "New").err


def test_install_extension__of_a_shop_without_saleor__says_where_its_screens_are(
    terminal: Terminal,
) -> None:
    ran = terminal("install-extension")

    assert ran.code == 1
    assert "customer-groups serve" in ran.err
    assert "manage.py customer_groups install-extension" in ran.err
