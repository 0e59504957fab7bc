"""What axe finds wrong with each screen, light and dark: nothing serious."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Page, expect

from .screens import Screens, fill_condition, rows

_AXE = (
    Path(__file__).resolve().parents[2] / "dashboard/node_modules/axe-core/axe.min.js"
)
_GRAVE = {"serious", "critical"}


class Screen(NamedTuple):
    """A screen as axe is to see it; in its path {group} and {customer} are ids."""

    name: str
    path: str
    #: Waits until it is there, opening what has to be open.
    reach: Callable[[Page], None]


def has_rows(page: Page) -> None:
    expect(rows(page).first).to_be_visible()


def has(text: str) -> Callable[[Page], None]:
    return lambda page: expect(page.get_by_text(text).first).to_be_visible()


def opens(button: str, text: str) -> Callable[[Page], None]:
    def reach(page: Page) -> None:
        page.get_by_role("button", name=button).first.click()
        has(text)(page)

    return reach


def builder(page: Page) -> None:
    page.get_by_role("radio", name="Dynamic").check()
    page.get_by_role("button", name="Add condition").first.click()
    fill_condition(page, "Lifetime value", "300")
    expect(page.get_by_role("complementary")).to_contain_text("customers")
    page.get_by_role("button", name="Add nested list").first.click()
    page.get_by_role("combobox", name="What it is about").last.click()
    expect(page.get_by_role("option").first).to_be_visible()


def checked_list(page: Page) -> None:
    page.get_by_role("button", name="Import").click()
    page.get_by_label("Or paste the list").fill("c40@example.com\nnobody")
    page.get_by_role("button", name="Check the list").click()
    expect(page.get_by_role("table", name="Problems")).to_be_visible()


def chosen_customer(page: Page) -> None:
    page.get_by_role("combobox", name="Customer").fill("Number 08")
    page.get_by_role("option", name="Cem Number 08").click()
    expect(page.get_by_role("link", name="Spenders")).to_be_visible()


SCREENS = [
    Screen("groups", "/groups", has_rows),
    Screen("groups-filter", "/groups", opens("Kind", "Manual")),
    Screen("groups-menu", "/groups", opens("Actions for Friends", "Duplicate")),
    Screen("no-result", "/groups?q=xyzzy", has("No group matches")),
    Screen("create", "/groups/new", has("How do members come into it?")),
    Screen("builder", "/groups/new", builder),
    Screen("templates", "/groups/new", opens("Start from a template", "Dormant")),
    Screen("overview", "/groups/{group}", has("Orders and spend")),
    Screen("members", "/groups/{group}/members", has_rows),
    Screen("explain", "/groups/{group}/members", opens("Explain", "Member since")),
    Screen("import", "/groups/{manual}/members", checked_list),
    Screen("add", "/groups/{manual}/members", opens("Add members", "Type to find")),
    Screen("history", "/groups/{group}/history", has_rows),
    Screen("usage", "/groups/{group}/usage", has("Use this group")),
    Screen("settings", "/groups/{group}/settings", has("would leave")),
    Screen("customers", "/customers", has_rows),
    Screen("health", "/health", has("Time followed")),
    Screen("shop", "/shop", chosen_customer),
    Screen("nothing", "/no/such/page", has("There is nothing here")),
    Screen("customer-widget", "/widgets/customer?customerId={customer}", has("Spend")),
    Screen("home-widget", "/widgets/home", has("Spenders")),
    Screen(
        "add-popup", "/popups/add-to-group?customerIds={customer}", has("Manual group")
    ),
    Screen("new-popup", "/popups/new-group?customerIds={customer}", has("Name")),
]


@lru_cache(maxsize=1)
def axe() -> str:
    return _AXE.read_text()


#: What is seen of a page, and not only read in it, differs between light and dark.
SEEN = "{type: 'rule', values: ['color-contrast', 'link-in-text-block']}"


def violations(page: Page, rules: str = "undefined") -> list[str]:
    """What is seriously wrong: the rule, and where it is broken."""
    page.evaluate(
        # What moves has colours of its own for a moment; what never stops moving keeps
        # them, and what is taken away meanwhile does not stop.
        "Promise.allSettled(document.getAnimations()"
        ".filter((each) => each.effect.getTiming().iterations !== Infinity)"
        ".map((each) => each.finished))"
    )
    found: list[dict[str, Any]] = page.evaluate(
        f"axe.run(document, {{preload: false, resultTypes: ['violations'], runOnly: {rules}}})"
        ".then((found) => found.violations)"
    )
    return [
        f"{each['id']}: {node['html'][:200]} {node['failureSummary']}"
        for each in found
        if each["impact"] in _GRAVE
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_screen__light_and_dark__is_accessible(
    screens: Screens, screen: Screen
) -> None:
    shop = screens.shop
    ids = {"group": "Spenders", "manual": "Friends"}
    named = {
        key: shop.group_id(name) for key, name in ids.items() if key in screen.path
    }
    if "customer}" in screen.path:
        named["customer"] = shop.customer_id("Number 08")
    page = screens.open(screen.path.format(**named))
    screen.reach(page)
    page.evaluate(axe())
    light = violations(page)

    page.emulate_media(color_scheme="dark")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")

    assert (light, violations(page, SEEN)) == ([], [])
