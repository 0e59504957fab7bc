"""The screens where merchants see them: in a real Saleor Dashboard, in a real browser."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from typing import Final

import pytest
from playwright.sync_api import (
    Browser,
    FrameLocator,
    Locator,
    expect,
    sync_playwright,
)

from . import acts
from .api import Api
from .browsing import EMPLOYEE, Browsing, app_path, create_employee, create_manual_group
from .conftest import EMAIL, PASSWORD
from .dashboard import BUILT, PATIENCE, ServedDashboard, encoded
from .letters import Letters
from .memberships import Memberships
from .processes import RunningSaleor
from .shop import Shop

_MEMBERS: Final = """query($id: ID!) { customerGroup(id: $id) {
  name members(first: 50) { edges { node { customer { id } } } } } }"""
_NAMED: Final = """query($search: String!) { customerGroups(first: 5, search: $search) {
  edges { node { id } } } }"""


expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium; nothing is downloaded."""
    program = os.environ.get("CHROMIUM", "") or shutil.which("chromium")
    if not program:
        pytest.skip("There is no Chromium (CHROMIUM).")
    with sync_playwright() as playwright:
        playwright.selectors.set_test_id_attribute("data-test-id")
        yield playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu"]
        )


@pytest.fixture(scope="module")
def served(
    browser: Browser,
    saleor: RunningSaleor,
    api: Api,
    ours: Api,
    shop: Shop,
    letters: Letters,
    memberships: Memberships,
) -> Iterator[Browsing]:
    """The Dashboard with our screens installed, and a few customers."""
    if BUILT is None or not BUILT.is_dir():
        pytest.skip("There is no Dashboard with its build at DASHBOARD_HOME.")
    saleor.manage("customer_groups", "install-extension")
    emails = [f"browsed-{number}@example.com" for number in range(1, 6)]
    customers = [acts.create_customer(api, email, firstName="Ada") for email in emails]
    create_employee(api, saleor.url, letters)
    for email in emails:
        memberships.expect("registered", email)
    dashboard = ServedDashboard(saleor.url)
    browsing = Browsing(
        browser=browser,
        url=dashboard.url,
        app_path=app_path(api),
        manager=EMAIL,
        customers=customers,
        group=create_manual_group(ours, "Wholesale"),
        popular=create_manual_group(ours, "Popular"),
    )
    browsing.sign_in(EMAIL, PASSWORD)
    browsing.sign_in(EMPLOYEE, acts.PASSWORD)
    yield browsing
    dashboard.stop()


@pytest.fixture
def browsing(served: Browsing) -> Iterator[Browsing]:
    """No window is open at the beginning, and none after."""
    yield served
    served.close()


def members(ours: Api, group: str) -> set[str]:
    found = ours.run(_MEMBERS, id=group)["members"]["edges"]
    return {edge["node"]["customer"]["id"] for edge in found}


def heading(frame: FrameLocator, name: str) -> Locator:
    return frame.get_by_role("heading", name=name, exact=True)


# --- pages ----------------------------------------------------------------------------


def test_navigation__groups__are_listed(browsing: Browsing) -> None:
    dashboard = browsing.dashboard()
    dashboard.open("/")

    dashboard.navigate("Customer groups")

    frame = dashboard.frame
    expect(heading(frame, "Customer groups")).to_be_visible()
    table = frame.get_by_role("table", name="Customer groups")
    expect(table.get_by_role("link", name="Wholesale", exact=True)).to_be_visible()
    assert browsing.complaints == []


def test_tabs__lead_to_customers_and_health(browsing: Browsing) -> None:
    dashboard = browsing.dashboard()
    dashboard.open(f"{browsing.app_path}/groups")

    dashboard.frame.get_by_role("link", name="Customers", exact=True).click()

    row = dashboard.frame.get_by_role("row").filter(has_text="browsed-1@example.com")
    expect(row).to_be_visible()
    dashboard.frame.get_by_role("link", name="Health", exact=True).click()
    expect(dashboard.frame.get_by_role("button", name="Compare now")).to_be_visible()


def test_back__after_steps_inside__takes_one_step_each(browsing: Browsing) -> None:
    dashboard = browsing.dashboard()
    dashboard.open("/")
    dashboard.navigate("Customer groups")
    frame = dashboard.frame
    frame.get_by_role("link", name="Wholesale", exact=True).click()
    frame.get_by_role("link", name=re.compile("^Members")).click()
    expect(frame.get_by_role("searchbox", name="Search members…")).to_be_visible()

    dashboard.back()
    expect(frame.get_by_text("Members over time")).to_be_visible()
    dashboard.back()
    expect(heading(frame, "Customer groups")).to_be_visible()
    dashboard.back()

    expect(dashboard.frame_at("/widgets/home").get_by_text("Standard")).to_be_visible()


def test_reload__of_the_dashboard__stays_where_it_was(browsing: Browsing) -> None:
    dashboard = browsing.dashboard()
    dashboard.open("/")
    dashboard.navigate("Customer groups")
    dashboard.frame.get_by_role("link", name="Wholesale", exact=True).click()
    expect(heading(dashboard.frame, "Wholesale")).to_be_visible()

    dashboard.page.reload()

    expect(heading(dashboard.frame, "Wholesale")).to_be_visible()


def test_frame_loaded_anew__by_itself__goes_on(browsing: Browsing) -> None:
    """As Back does it at times: then nobody but the browser knows the Dashboard."""
    dashboard = browsing.dashboard()
    dashboard.open(f"{browsing.app_path}/groups")
    expect(heading(dashboard.frame, "Customer groups")).to_be_visible()

    dashboard.frame.locator("body").evaluate("location.reload()")

    table = dashboard.frame.get_by_role("table", name="Customer groups")
    expect(table.get_by_role("link", name="Wholesale", exact=True)).to_be_visible()


def test_deep_link__to_a_group__opens_it(browsing: Browsing) -> None:
    dashboard = browsing.dashboard()

    dashboard.open(f"{browsing.app_path}/groups/{encoded(browsing.group)}/members")

    expect(heading(dashboard.frame, "Wholesale")).to_be_visible()
    search = dashboard.frame.get_by_role("searchbox", name="Search members…")
    expect(search).to_be_visible()


def test_rule__built_in_the_dashboard__takes_customers_in(
    browsing: Browsing, ours: Api
) -> None:
    dashboard = browsing.dashboard()
    dashboard.open(f"{browsing.app_path}/groups/new")
    frame = dashboard.frame
    frame.get_by_role("radio", name="Dynamic").check()
    frame.get_by_role("textbox", name="Name").fill("Everybody here")
    frame.get_by_role("button", name="Add condition").first.click()
    frame.get_by_role("combobox", name="What it is about").fill("Number of orders")
    frame.get_by_role("option", name="Number of orders").first.click()
    frame.get_by_role("textbox", name="Value").fill("0")
    expect(frame.get_by_text(re.compile("% of .* customers"))).to_be_visible()

    frame.get_by_role("button", name="Create group").click()

    expect(dashboard.toast("“Everybody here” has been created.")).to_be_visible()
    [found] = ours.run(_NAMED, search="Everybody here")["edges"]
    assert set(browsing.customers) <= members(ours, found["node"]["id"])


# --- widgets --------------------------------------------------------------------------


def test_customer_widget__adds_and_removes(browsing: Browsing, ours: Api) -> None:
    customer = browsing.customers[0]
    dashboard = browsing.dashboard()
    dashboard.open(f"/customers/{encoded(customer)}")
    widget = dashboard.frame_at("/widgets/customer")
    expect(widget.get_by_text("Standard")).to_be_visible()
    expect(widget.get_by_text("Wholesale")).to_have_count(0)

    widget.get_by_role("button", name="Add to a manual group").click()
    widget.get_by_role("combobox", name="Manual group").fill("Whole")
    widget.get_by_role("option", name="Wholesale").click()

    remove = widget.get_by_role("button", name="Remove Wholesale")
    expect(remove).to_be_visible()
    assert customer in members(ours, browsing.group)

    remove.click()

    expect(remove).to_have_count(0)
    assert customer not in members(ours, browsing.group)


def test_home_widget__shows_the_groups(browsing: Browsing) -> None:
    dashboard = browsing.dashboard()

    dashboard.open("/")

    widget = dashboard.frame_at("/widgets/home")
    expect(widget.get_by_text("Standard")).to_be_visible()
    expect(widget.get_by_text("Wholesale")).to_be_visible()


# --- popups ---------------------------------------------------------------------------


def test_customer_list__selection__is_added_to_a_group(
    browsing: Browsing, ours: Api
) -> None:
    before = members(ours, browsing.popular)
    dashboard = browsing.dashboard()
    dashboard.open("/customers/?sort=name&asc=true")
    dashboard.select_customers(2)

    dashboard.act("Add to customer group")
    popup = dashboard.frame_at("/popups/add-to-group")
    expect(heading(popup, "Add 2 customers to a group")).to_be_visible()
    popup.get_by_role("combobox", name="Manual group").fill("Popular")
    popup.get_by_role("option", name="Popular").click()
    popup.get_by_role("button", name="Add", exact=True).click()

    expect(dashboard.toast("2 customers were added.")).to_be_visible()
    expect(dashboard.page.locator('iframe[src*="/popups/"]')).to_have_count(0)
    assert len(members(ours, browsing.popular) - before) == 2


def test_customer_list__selection__makes_a_group(browsing: Browsing, ours: Api) -> None:
    dashboard = browsing.dashboard()
    dashboard.open("/customers/?sort=name&asc=true")
    dashboard.select_customers(2)

    dashboard.act("New customer group from selection")
    popup = dashboard.frame_at("/popups/new-group")
    expect(heading(popup, "New group of 2 customers")).to_be_visible()
    popup.get_by_role("textbox", name="Name").fill("Fair in Berlin")
    popup.get_by_role("button", name="Create group").click()

    expect(dashboard.toast("“Fair in Berlin” has been created.")).to_be_visible()
    [found] = ours.run(_NAMED, search="Fair in Berlin")["edges"]
    assert len(members(ours, found["node"]["id"])) == 2


def test_customer_page__menu__adds_the_customer(browsing: Browsing, ours: Api) -> None:
    customer = browsing.customers[2]
    dashboard = browsing.dashboard()
    dashboard.open(f"/customers/{encoded(customer)}")

    dashboard.act("Add to customer group")
    popup = dashboard.frame_at("/popups/add-to-group")
    expect(heading(popup, "Add 1 customer to a group")).to_be_visible()
    popup.get_by_role("combobox", name="Manual group").fill("Wholesale")
    popup.get_by_role("option", name="Wholesale").click()
    popup.get_by_role("button", name="Add", exact=True).click()

    # The widget below tells it, once the popup is gone, and shows it at once.
    expect(dashboard.toast("1 customer was added.")).to_be_visible()
    widget = dashboard.frame_at("/widgets/customer")
    expect(widget.get_by_role("button", name="Wholesale", exact=True)).to_be_visible()
    assert customer in members(ours, browsing.group)


def test_widget__group__leads_to_its_page(browsing: Browsing) -> None:
    dashboard = browsing.dashboard()
    dashboard.open(f"/customers/{encoded(browsing.customers[3])}")
    widget = dashboard.frame_at("/widgets/customer")

    widget.get_by_role("button", name="Standard", exact=True).click()

    expect(heading(dashboard.frame, "Standard")).to_be_visible()
    expect(dashboard.page).to_have_url(re.compile("/extensions/app/.*/groups/"))


# --- who looks, and how ---------------------------------------------------------------


def test_token__that_is_renewed__lets_work_go_on(browsing: Browsing) -> None:
    """Tokens live for a minute here: the first one is over, and no page was reloaded."""
    dashboard = browsing.dashboard()
    dashboard.open("/")
    dashboard.navigate("Customer groups")
    frame = dashboard.frame
    expect(heading(frame, "Customer groups")).to_be_visible()
    loaded = dashboard.page.evaluate("performance.timeOrigin")
    dashboard.page.wait_for_timeout(75_000)

    frame.get_by_role("link", name="Wholesale", exact=True).click()

    expect(heading(frame, "Wholesale")).to_be_visible()
    frame.get_by_role("link", name="History").click()
    expect(frame.get_by_role("heading", name="Your session has ended")).to_have_count(0)
    assert dashboard.page.evaluate("performance.timeOrigin") == loaded


def test_popup__of_a_page_that_waited__says_what_to_do(browsing: Browsing) -> None:
    """The Dashboard renews no token of a popup: its page has to be loaded anew."""
    dashboard = browsing.dashboard()
    dashboard.open("/customers/?sort=name&asc=true")
    dashboard.select_customers(1)
    dashboard.page.wait_for_timeout(75_000)

    dashboard.act("Add to customer group")

    popup = dashboard.frame_at("/popups/add-to-group")
    expect(popup.get_by_text("This window has waited too long")).to_be_visible()
    popup.get_by_role("button", name="Close").click()
    expect(dashboard.page.locator('iframe[src*="/popups/"]')).to_have_count(0)


def test_theme__dark__is_followed_at_once(browsing: Browsing) -> None:
    dashboard = browsing.dashboard()
    dashboard.open("/")
    dashboard.navigate("Customer groups")
    document = dashboard.frame.locator("html")
    expect(document).to_have_attribute("data-theme", "light")

    dashboard.page.locator('[data-test-id="userMenu"]').click()
    dashboard.page.locator('[data-test-id="theme-switch"]').click()

    expect(document).to_have_attribute("data-theme", "dark")


def test_locale__turkish__is_followed(browsing: Browsing) -> None:
    dashboard = browsing.dashboard()
    dashboard.open("/")
    dashboard.prefer(locale="tr")

    dashboard.open(f"{browsing.app_path}/groups")

    expect(dashboard.frame.get_by_role("link", name="Gruplar")).to_be_visible()
    expect(dashboard.frame.locator("html")).to_have_attribute("lang", "tr")


def test_staff_without_permission__read_a_sentence(browsing: Browsing) -> None:
    dashboard = browsing.dashboard(of=EMPLOYEE)

    dashboard.open(f"{browsing.app_path}/groups")

    sentence = "You need the permission “Manage customers” for this."
    expect(dashboard.frame.get_by_text(sentence)).to_be_visible()
