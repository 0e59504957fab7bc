"""``campaign``: campaigns on the command line."""

from __future__ import annotations

from saleor_customer_groups.models import Campaign, RestrictedKind
from saleor_customer_groups.services.restrictions import restrictions_of

from .command_line import Terminal


def test_campaign__planned_filled_opened_and_ended(terminal: Terminal) -> None:
    terminal("group", "create", "--name", "VIP")
    ran = terminal(
        *("campaign", "create", "--name", "Spring", "--groups", "vip"),
        *("--channels", "web", "--status", "active", "--starts-at", "2124-05-01"),
        *("--ends-at", "2124-06-01T12:00:00+02:00", "--description", "For the warm."),
    )
    assert ran.out == "Created “Spring” (spring): scheduled.\n", ran.err
    assert terminal("campaign", "add", "spring", "--voucher", "TEN").out == "Added 1.\n"
    assert terminal("campaign", "show", "spring").json == {
        "code": "spring",
        "name": "Spring",
        "description": "For the warm.",
        "status": "active",
        "state": "scheduled",
        "starts_at": "2124-05-01T00:00:00Z",
        "ends_at": "2124-06-01T10:00:00Z",
        "groups": ["vip"],
        "channels": ["web"],
        "items": [{"kind": "voucher", "key": "TEN"}],
    }
    for action, state in (
        *(("start", "running"), ("pause", "paused"), ("start", "running")),
        *(("end", "ended"), ("end", "ended")),
    ):
        ran = terminal("campaign", action, "spring")
        assert ran.out == f"Changed “Spring” (spring): {state}.\n", ran.err
    (row,) = terminal("campaign", "list", "--format", "json").json
    assert (row["state"], row["groups"], row["holds"]) == ("ended", "vip", 1)
    ran = terminal("campaign", "edit", "spring", "--ends-at", "", "--name", "May")
    assert ran.out == "Changed “May” (spring): running.\n"
    assert terminal("campaign", "report", "spring").json["orders"] == 0
    ran = terminal("campaign", "remove", "spring", "--voucher", "TEN")
    assert ran.out == "Removed 1.\n"
    assert set(restrictions_of(RestrictedKind.VOUCHER, ["TEN"])) == {"TEN"}


def test_campaign_delete__holds_something__only_once_confirmed(
    terminal: Terminal,
) -> None:
    terminal("group", "create", "--name", "VIP")
    terminal("campaign", "create", "--name", "Spring", "--groups", "vip")
    terminal("campaign", "add", "spring", "--promotion", "Sale")
    ran = terminal("campaign", "delete", "spring")
    assert (ran.code, "holds the promotion “Sale”" in ran.err) == (1, True)
    assert Campaign.objects.exists()
    assert terminal("campaign", "delete", "spring", "--yes").code == 0
    assert not Campaign.objects.exists()


def test_campaign__what_cannot_be__is_said(terminal: Terminal) -> None:
    for words, said in (
        (("create", "--name", "Spring"), "The option is --groups."),
        (
            ("create", "--name", "S", "--groups", "no"),
            "no customer group with the code",
        ),
        (("show", "none"), "no campaign with the code “none”"),
        (("edit", "none"), "Nothing to change"),
        (("add", "none", "--voucher", "TEN"), "no campaign with the code “none”"),
    ):
        ran = terminal("campaign", *words)
        assert (ran.code, said in ran.err) == (1, True), ran.err
