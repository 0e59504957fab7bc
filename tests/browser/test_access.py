"""Who may see the screens, in which language and theme, and the way back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from .screens import Screens, rows
from .served import ShopHome


@pytest.mark.parametrize(
    "path", ["/groups", "/customers", "/health", "/widgets/home", "/groups/new"]
)
def test_staff__without_the_permission__read_a_plain_sentence(
    screens: Screens, home: ShopHome, path: str
) -> None:
    page = screens.open(path, token=token_without(home))
    if path == "/groups/new":
        page.get_by_role("radio", name="Dynamic").check()

    expect(
        page.get_by_text("You need the permission “Manage customers” for this.")
    ).to_be_visible()
    expect(page.get_by_text("Loading")).to_be_hidden()


_TOKENS: dict[str, str] = {}


def token_without(home: ShopHome) -> str:
    """Made once: it is the same for all."""
    if not _TOKENS:
        _TOKENS["discounts"] = home.token("MANAGE_DISCOUNTS")
    return _TOKENS["discounts"]


def test_token__that_has_expired__leads_to_signing_in(
    screens: Screens, home: ShopHome
) -> None:
    screens.expect_fault("401")
    token = screens.shop.token
    page = screens.open("/customers?q=Number+07", token=home.expired(token))
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()

    page.get_by_role("textbox", name="Token").fill(token)
    page.get_by_role("button", name="Sign in").click()

    expect(rows(page)).to_have_count(1)
    expect(rows(page)).to_contain_text("Cem Number 07")
    assert "token" not in page.url
    page.get_by_role("button", name="Sign out").click()
    page.reload()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_list__as_it_was_left__is_found_by_back_reload_and_link(
    screens: Screens,
) -> None:
    context = screens.context()
    page = screens.open("/customers", context=context)
    page.get_by_role("button", name="Next page").click()
    expect(page).to_have_url(re.compile("after="))
    expect(rows(page).first).to_contain_text("Number 21")
    page.get_by_role("link", name="Groups").click()
    # Until it is there, the customers are, some of whom are in that group.
    groups = page.get_by_role("table", name="Customer groups")
    expect(groups.get_by_role("link", name="Friends")).to_be_visible()

    page.go_back()
    expect(rows(page).first).to_contain_text("Number 21")
    page.reload()
    expect(rows(page).first).to_contain_text("Number 21")

    linked = context.new_page()
    linked.goto(f"{page.url}#token={screens.shop.token}")
    expect(rows(linked).first).to_contain_text("Number 21")
    page.go_back()
    expect(rows(page).first).to_contain_text("Number 01")


def test_address__of_nothing__says_so(screens: Screens) -> None:
    page = screens.open("/groups/Q3VzdG9tZXJHcm91cDo5OTk5/overview")
    expect(page.get_by_role("heading", name="There is nothing here")).to_be_visible()

    screens.go(page, "/no/such/page")
    expect(page.get_by_role("heading", name="There is nothing here")).to_be_visible()


def test_browser__in_turkish__reads_turkish_everywhere(screens: Screens) -> None:
    page = screens.open("/groups", locale="tr-TR")
    title = page.get_by_role("heading", name="Müşteri grupları")
    expect(title).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "tr")
    page.get_by_role("link", name="Spenders").click()
    expect(page.get_by_text("Yaşam boyu değer en az €500,00")).to_be_visible()

    page.get_by_role("combobox", name="Dil").click()
    page.get_by_role("option", name="English").click()

    expect(page.get_by_text("Lifetime value is at least €500.00")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Lifetime value is at least €500.00")).to_be_visible()


def test_system__that_is_dark__gets_dark_screens_until_told_otherwise(
    screens: Screens,
) -> None:
    page = screens.open("/groups", color_scheme="dark")
    html = page.locator("html")
    expect(html).to_have_attribute("data-theme", "dark")
    light, dark = "rgb(255, 255, 255)", page.locator("body")
    expect(dark).not_to_have_css("background-color", light)

    page.get_by_role("button", name="Light theme").click()

    expect(html).to_have_attribute("data-theme", "light")
    expect(page.locator("body")).to_have_css("background-color", light)


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/widgets/customer?customerId={}", "Spenders"),
        ("/widgets/home", "Spenders"),
        ("/popups/add-to-group?customerIds={}", "Manual group"),
    ],
)
def test_widget__of_300_pixels__needs_no_scrolling_sideways(
    screens: Screens, path: str, shown: str
) -> None:
    customer = screens.shop.customer_id("Number 09")
    page = screens.open(path.format(customer), viewport={"width": 300, "height": 600})
    expect(page.get_by_text(shown).first).to_be_visible()
    page.wait_for_load_state("networkidle")

    assert page.evaluate("document.documentElement.scrollWidth") <= 300


@pytest.mark.parametrize(
    "path", ["/groups", "/groups/new", "/customers", "/health", "/shop"]
)
def test_page__on_a_telephone__needs_no_scrolling_sideways(
    screens: Screens, path: str
) -> None:
    page = screens.open(path, viewport={"width": 390, "height": 800})
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.wait_for_load_state("networkidle")

    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_row__of_a_narrow_list__keeps_its_menu_in_sight(screens: Screens) -> None:
    page = screens.open("/groups", viewport={"width": 900, "height": 800})
    menu = page.get_by_role("button", name="Actions for Friends")

    expect(menu).to_be_in_viewport(ratio=1)
    menu.click()
    expect(page.get_by_role("menuitem", name="Duplicate")).to_be_in_viewport()


def test_widget__of_a_customer__says_why_and_changes_manual_groups(
    screens: Screens,
) -> None:
    screens.shop.make_group("From the widget")
    customer = screens.shop.customer_id("Number 10")
    page = screens.open(f"/widgets/customer?customerId={customer}")
    spenders = page.get_by_role("listitem").filter(has_text="Spenders")
    expect(spenders).to_contain_text("lifetime value is EUR 1,000.00")

    page.get_by_role("button", name="Add to a manual group").click()
    page.get_by_role("combobox", name="Manual group").fill("From the")
    page.get_by_role("option", name="From the widget").click()

    item = page.get_by_role("listitem").filter(has_text="From the widget")
    item.get_by_role("button", name="Remove From the widget").click()
    expect(item).to_be_hidden()
