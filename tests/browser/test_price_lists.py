"""Price lists on the screen: made, priced, changed, explained, deleted."""

from __future__ import annotations

import re
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from .screens import Screens, choose, rows
from .served import ServedShop, ShopHome
from .test_accessibility import SEEN, axe, violations

_LIST: Final = """
mutation ($input: CustomerGroupPriceListCreateInput!) {
  priceListCreate(input: $input) { priceList { id } errors { message } }
}
"""
_SET: Final = """
mutation ($id: ID!, $prices: [CustomerGroupPriceInput!]!) {
  priceListPricesSet(id: $id, prices: $prices) { errors { message } }
}
"""
_TENT: Final = "UHJvZHVjdFZhcmlhbnQ6dGVudC0y"


def make_list(shop: ServedShop, name: str, *groups: str, **given: object) -> str:
    """The id of an active list in EUR: a tent for 520, from ten on for 480; 5 % off all."""
    ids = [shop.group_id(group) for group in groups]
    values = {
        "name": name,
        "currency": "EUR",
        "status": "ACTIVE",
        "groups": ids,
        **given,
    }
    result = shop.ask(_LIST, input=values)["priceListCreate"]
    assert result["errors"] == []
    prices = [
        {"kind": "VARIANT", "id": _TENT, "amount": "520"},
        {"kind": "VARIANT", "id": _TENT, "amount": "480", "fromQuantity": 10},
        {"kind": "ALL", "percentage": "-5"},
    ]
    id_ = str(result["priceList"]["id"])
    done = shop.ask(_SET, id=id_, prices=prices)["priceListPricesSet"]
    assert done["errors"] == []
    return id_


def pick(page: Page, field: str, text: str, option: str) -> None:
    """Types into the field until the option is there, and takes it."""
    page.get_by_role("combobox", name=field, exact=True).fill(text)
    page.get_by_role("option", name=option).click()


def test_list__from_empty_to_priced(screens: Screens) -> None:
    page = screens.open("/prices")
    page.get_by_role("button", name="Create price list").click()
    expect(page.get_by_role("heading", name="New price list")).to_be_visible()
    page.get_by_role("button", name="Create price list").click()
    expect(page.get_by_text("Give the price list a name.")).to_be_visible()
    expect(page.get_by_text("Choose at least one group.")).to_be_visible()

    page.get_by_role("textbox", name="Name").fill("Spenders first")
    pick(page, "Groups", "Spend", "Spenders")
    page.keyboard.press("Escape")
    choose(page, "Rounding of percentages", "To prices that end in 0.99")
    choose(page, "Which of two", "The higher")
    page.get_by_role("textbox", name="Computed price").fill("11,241")
    expect(page.get_by_text("becomes €11.99")).to_be_visible()
    choose(page, "Status", "Active")
    page.get_by_role("button", name="Create price list").click()

    expect(page.get_by_text("“Spenders first” has been created.")).to_be_visible()
    expect(page.get_by_text("It has no prices, so it changes nothing.")).to_be_visible()
    page.get_by_role("button", name="Add price").click()
    form = page.get_by_role("form", name="New price")
    form.get_by_role("button", name="Save price").click()
    expect(form.get_by_text("Choose what the price is for.")).to_be_visible()
    pick(page, "Variant", "TENT-2", "Tent")
    form.get_by_role("textbox", name="Price for one").fill("520,005")
    form.get_by_role("button", name="Save price").click()
    expect(form.get_by_text("EUR has at most 2 decimals.")).to_be_visible()
    form.get_by_role("textbox", name="Price for one").fill("520,00")
    form.get_by_role("button", name="Add a quantity break").click()
    form.get_by_role("textbox", name="Price for one").last.fill("480")
    form.get_by_role("button", name="Save price").click()

    expect(rows(page)).to_have_count(1)
    expect(rows(page).first).to_contain_text("tent-2")
    expect(rows(page).first).to_contain_text("from 10€480.00")
    expect(page.get_by_text("It has no prices")).to_be_hidden()


def test_price__that_is_changed__keeps_no_break_that_was_taken_out(
    screens: Screens,
) -> None:
    id_ = make_list(screens.shop, "Changed", "Friends")
    page = screens.open(f"/prices/{id_}")
    page.get_by_role("button", name="Edit the price of Tent").click()
    form = page.get_by_role("form", name="Price of Tent")
    expect(form.get_by_role("textbox", name="Price for one")).to_have_count(2)
    form.get_by_role("button", name="Remove the price from 10").click()
    form.get_by_role("textbox", name="Price for one").fill("500")
    page.keyboard.press("Enter")

    tent = rows(page).filter(has_text="tent-2")
    expect(tent).to_contain_text("€500.00")
    expect(tent).not_to_contain_text("480")
    page.reload()
    expect(tent).to_contain_text("€500.00")
    expect(tent).not_to_contain_text("480")


def test_prices__by_search_and_kind__are_found_and_removed(screens: Screens) -> None:
    id_ = make_list(screens.shop, "Searched", "Friends")
    page = screens.open(f"/prices/{id_}")
    expect(rows(page)).to_have_count(2)
    search = page.get_by_role("searchbox", name="Search name or SKU…")
    search.fill("TENT")
    expect(rows(page)).to_have_count(1)
    search.fill("nothing of it")
    expect(page.get_by_role("heading", name="No price matches")).to_be_visible()
    search.fill("")
    expect(rows(page)).to_have_count(2)

    page.get_by_role("checkbox", name="Select Tent").click()
    page.get_by_role("button", name="Remove", exact=True).click()
    dialog = page.get_by_role("dialog", name="Remove the prices of 1 target?")
    dialog.get_by_role("button", name="Remove", exact=True).click()

    expect(page.get_by_text("2 prices were removed.")).to_be_visible()
    expect(rows(page)).to_have_count(1)
    expect(rows(page).first).to_contain_text("All products5% less")


def test_explanation__of_a_customers_price__says_who_won_and_why(
    screens: Screens,
) -> None:
    make_list(screens.shop, "First", "Spenders", priority=50)
    make_list(screens.shop, "Second", "Spenders", priority=40)
    make_list(screens.shop, "Not ready", "Spenders", status="DRAFT")
    page = screens.open(f"/prices/explain?variant={_TENT}&quantity=12")
    expect(page.get_by_text("Everybody pays €600.00.")).to_be_visible()
    expect(page.get_by_text("The list price of everybody")).to_be_visible()

    pick(page, "Customer", "Number 08", "Cem Number 08")

    expect(
        page.get_by_text("By “First”, €120.00 less than everybody pays.")
    ).to_be_visible()
    candidates = page.get_by_role("list").filter(has_text="This counts.")
    expect(candidates.get_by_role("listitem").first).to_contain_text(
        "“First”: €480.00 for the variant, from 10 pieces onThis counts."
    )
    expect(
        candidates.get_by_role("listitem").filter(has_text="“Second”").first
    ).to_contain_text("“First” has a higher priority.")
    expect(page.get_by_text("Its status is: Draft.")).to_be_visible()

    # The question is in the address, and comes back with it.
    page.reload()
    expect(page.get_by_text("What Cem Number 08 pays")).to_be_visible()
    page.get_by_role("spinbutton", name="Quantity").fill("2")
    expect(page.get_by_text("€520.00", exact=True)).to_be_visible()


def test_list__that_is_deleted__asks_for_its_name(screens: Screens) -> None:
    make_list(screens.shop, "Goes away", "Friends")
    page = screens.open("/prices?q=Goes+away")
    page.get_by_role("button", name="Actions for Goes away").click()
    page.get_by_role("menuitem", name="Pause").click()
    dialog = page.get_by_role("dialog", name="Pause “Goes away”?")
    expect(dialog).to_contain_text("members of Friends")
    dialog.get_by_role("button", name="Pause").click()
    expect(rows(page).first).to_contain_text("Paused")

    page.get_by_role("button", name="Actions for Goes away").click()
    page.get_by_role("menuitem", name="Delete").click()
    dialog = page.get_by_role("dialog", name="Delete “Goes away”?")
    delete = dialog.get_by_role("button", name="Delete")
    expect(delete).to_be_disabled()
    dialog.get_by_role("textbox").fill("Goes away")
    delete.click()

    expect(page.get_by_role("heading", name="No price list matches")).to_be_visible()


def test_channel__that_is_to_choose_otherwise__keeps_it(screens: Screens) -> None:
    page = screens.open("/prices")
    page.get_by_role("button", name="Channels", exact=True).click()
    choose(page, "What wins in default", "The lower price then the higher")
    expect(page.get_by_text("default chooses so from now on.")).to_be_visible()

    page.reload()
    page.get_by_role("button", name="Channels", exact=True).click()
    expect(
        page.get_by_role("combobox", name="What wins in default: The lower price")
    ).to_be_visible()
    choose(page, "What wins in default", "The higher priority then the lower")


def test_staff__who_may_only_manage_products__see_prices_and_no_customers(
    screens: Screens, home: ShopHome
) -> None:
    id_ = make_list(screens.shop, "For all staff", "Spenders")
    products, users = (home.token(f"MANAGE_{each}") for each in ("PRODUCTS", "USERS"))
    page = screens.open("/", token=products)
    expect(page.get_by_role("heading", name="Price lists", level=1)).to_be_visible()
    navigation = page.get_by_role("navigation", name="Sections")
    expect(navigation.get_by_role("link", name="Price lists")).to_be_visible()
    expect(navigation.get_by_role("link", name="Customers")).to_be_hidden()
    screens.go(page, f"/prices/explain?variant={_TENT}", token=products)
    expect(page.get_by_text("This is what a guest pays.")).to_be_visible()
    expect(page.get_by_text("€600.00").first).to_be_visible()

    other = screens.open(f"/prices/{id_}", token=users)
    expect(
        other.get_by_text("You need the permission “Manage products” for this.")
    ).to_be_visible()


_SCREENS: Final = {
    "lists": "/prices",
    "create": "/prices/new",
    "prices": "/prices/{id}",
    "settings": "/prices/{id}/settings",
    "explain": f"/prices/explain?variant={_TENT}",
}


@pytest.mark.parametrize("name", _SCREENS)
def test_price_screen__light_and_dark__is_accessible(
    screens: Screens, name: str
) -> None:
    id_ = make_list(screens.shop, f"Seen {name}", "Friends")
    page = screens.open(_SCREENS[name].format(id=id_))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    if name in ("lists", "prices"):
        expect(rows(page).first).to_be_visible()
    if name == "prices":
        page.get_by_role("button", name="Add price").click()
        page.get_by_role("button", name=re.compile("^Edit the price of Tent")).click()
    if name == "explain":
        expect(page.get_by_text("Everybody pays")).to_be_visible()
    page.evaluate(axe())
    light = violations(page)

    page.emulate_media(color_scheme="dark")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")

    assert (light, violations(page, SEEN)) == ([], [])
