"""A group is created: with the builder, by the keyboard alone, and from a draft."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from .screens import Screens, choose, fill_condition, rows
from .small_shop import CUSTOMERS


def test_dynamic_group__from_empty_to_saved(screens: Screens) -> None:
    page = screens.open("/groups")
    page.get_by_role("button", name="Create group").click()
    page.get_by_role("radio", name="Dynamic").check()
    page.get_by_role("textbox", name="Name").fill("Germans")
    preview = page.get_by_role("complementary", name="Preview")
    expect(preview).to_contain_text("Add a condition")

    page.get_by_role("button", name="Add condition").first.click()
    expect(preview).to_contain_text("One condition is not filled in yet.")
    page.get_by_role("combobox", name="What it is about").fill("Country")
    page.get_by_role("option", name="Country").first.click()
    choose(page, "Value", "DE")

    # Every third of the sixty, with some of them by name.
    expect(preview).to_contain_text(f"33.3% of {CUSTOMERS} customers")
    expect(preview.get_by_text("20", exact=True)).to_be_visible()
    expect(preview).to_contain_text("Cem Number 03")
    expect(page.get_by_text("In words: Country is")).to_be_visible()

    page.get_by_role("button", name="Create group").click()

    expect(page.get_by_text("“Germans” has been created.")).to_be_visible()
    expect(page.get_by_role("heading", name="Germans", level=1)).to_be_visible()
    page.get_by_role("link", name=re.compile("Members")).click()
    expect(rows(page)).to_have_count(20)
    expect(rows(page).first).to_contain_text("because country is")


def test_dynamic_group__without_a_condition__is_not_saved(screens: Screens) -> None:
    page = screens.open("/groups/new")
    page.get_by_role("radio", name="Dynamic").check()

    page.get_by_role("button", name="Create group").click()

    expect(page.get_by_text("Give the group a name.")).to_be_visible()
    expect(
        page.get_by_text("A dynamic group needs a rule with at least one condition.")
    ).to_be_visible()
    expect(page).to_have_url(re.compile("/groups/new$"))


def test_dynamic_group__by_the_keyboard_alone__is_created(screens: Screens) -> None:
    page = screens.open("/groups")
    expect(rows(page).first).to_be_visible()
    press_on(page, page.get_by_role("button", name="Create group"))
    tab_to(page, page.get_by_role("radio", name="Manual"))
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="Dynamic")).to_be_checked()
    tab_to(page, page.get_by_role("textbox", name="Name"))
    page.keyboard.type("No mouse")
    press_on(page, page.get_by_role("button", name="Add condition").first)
    tab_to(page, page.get_by_role("combobox", name="What it is about"))
    page.keyboard.type("Lifetime value")
    expect(page.get_by_role("option").first).to_contain_text("Lifetime value")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_be_visible()
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("combobox", name=re.compile("^Comparison")))
    page.keyboard.press("Enter")
    page.keyboard.type("is at least")
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("textbox", name="Value"))
    page.keyboard.type("1")
    expect(page.get_by_role("complementary")).to_contain_text("customers")

    # Whoever is in a field saves with Enter, as in any form.
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="No mouse", level=1)).to_be_visible()


def test_draft__of_a_tab_that_was_closed__is_still_there(screens: Screens) -> None:
    context = screens.context()
    page = screens.open("/groups/new", context=context)
    page.get_by_role("textbox", name="Name").fill("Half done")
    page.get_by_role("radio", name="Dynamic").check()
    page.get_by_role("button", name="Add condition").first.click()
    fill_condition(page, "Lifetime value", "300")
    expect(page.get_by_role("complementary")).to_contain_text("customers")
    page.close()

    again = screens.open("/groups/new", context=context)

    expect(again.get_by_text("These are unsaved changes from")).to_be_visible()
    expect(again.get_by_role("textbox", name="Name")).to_have_value("Half done")
    expect(again.get_by_role("textbox", name="Value")).to_have_value("300")
    again.get_by_role("button", name="Discard").click()
    expect(again.get_by_role("textbox", name="Name")).to_have_value("")


def test_template__that_is_chosen__fills_in_the_form(screens: Screens) -> None:
    page = screens.open("/groups/new")
    page.get_by_role("button", name="Start from a template").click()
    dialog = page.get_by_role("dialog", name="Start from a template")
    dialog.get_by_role("button", name="Dormant").click()

    expect(dialog).to_be_hidden()
    expect(page.get_by_role("textbox", name="Name")).to_have_value("Dormant")
    expect(page.get_by_role("complementary")).to_contain_text(f"of {CUSTOMERS}")


#: More stops than any screen has before the one that is looked for.
_STOPS = 60


def tab_to(page: Page, target: Locator) -> None:
    expect(target).to_be_visible()
    for _ in range(_STOPS):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{target} is not reached by the key Tab.")


def press_on(page: Page, target: Locator) -> None:
    tab_to(page, target)
    page.keyboard.press("Enter")
