"""A group is changed: its rule, with who leaves; its members, by search and by a list."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from .screens import Screens, choose, rows


def test_rule__that_makes_many_leave__is_confirmed_first(screens: Screens) -> None:
    everywhere = {"fact": "country", "operator": "is_one_of", "value": ["DE", "FR"]}
    id_ = screens.shop.make_group("Neighbours", everywhere)
    page = screens.open(f"/groups/{id_}/settings")
    page.get_by_role("button", name="Remove FR").click()
    preview = page.get_by_role("complementary", name="Preview")
    expect(preview.locator("dt:text-is('would leave') + dd")).to_have_text("40")

    page.get_by_role("button", name="Save").click()

    dialog = page.get_by_role("dialog", name="Many members would move")
    expect(dialog.locator("dt:text-is('would join') + dd")).to_have_text("0")
    expect(dialog.locator("dt:text-is('would leave') + dd")).to_have_text("40")
    # They are named, the first of them.
    expect(dialog).to_contain_text("Who would leave")
    expect(dialog.get_by_role("listitem").first).to_contain_text("Cem Number 01")
    expect(dialog).to_contain_text("and 35 more")
    dialog.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("link", name="Members 60")).to_be_visible()

    page.get_by_role("button", name="Save").click()
    dialog.get_by_role("button", name="Save and move them").click()

    expect(page.get_by_role("link", name="Members 20")).to_be_visible()
    page.get_by_role("link", name="History").click()
    expect(rows(page).first).to_contain_text("New rule (revision 2)")


def test_settings__that_were_changed__are_not_left_by_accident(
    screens: Screens,
) -> None:
    id_ = screens.shop.make_group("Careful")
    page = screens.open(f"/groups/{id_}/settings")
    page.get_by_role("textbox", name="Name").fill("Careless")

    page.get_by_role("link", name="History").click()

    dialog = page.get_by_role("dialog", name="Leave without saving?")
    dialog.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("textbox", name="Name")).to_have_value("Careless")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Careless", level=1)).to_be_visible()


def test_list_with_bad_lines__is_refused_then_imported_without_them(
    screens: Screens, tmp_path: Path
) -> None:
    id_ = screens.shop.make_group("Guests")
    list_ = tmp_path / "guests.csv"
    list_.write_text(
        "email\nc01@example.com\nnobody@example.com\nc02@example.com\nC01@example.com\n"
    )
    page = screens.open(f"/groups/{id_}/members")
    page.get_by_role("button", name="Import").click()
    dialog = page.get_by_role("dialog", name="Import members into “Guests”")
    dialog.get_by_label("File").set_input_files(list_)

    dialog.get_by_role("button", name="Check the list").click()

    problems = dialog.get_by_role("table", name="Problems")
    expect(problems.locator("tbody").get_by_role("row")).to_have_count(1)
    expect(problems).to_contain_text("nobody@example.com")
    expect(problems).to_contain_text("Names no customer.")
    expect(dialog).to_contain_text("Correct the list, or leave those lines out.")
    apply = dialog.get_by_role("button", name="Import 2 customers")
    expect(apply).to_be_disabled()
    expect(page.get_by_text("No members yet")).to_be_visible()

    dialog.get_by_text("Leave out lines").click()
    apply.click()

    expect(dialog).to_contain_text("The list has been imported.")
    with page.expect_download() as download:
        dialog.get_by_role("link", name="Download what became of each line").click()
    told = download.value.path().read_text()
    assert "nobody@example.com" in told
    dialog.get_by_role("button", name="Close").last.click()
    expect(rows(page)).to_have_count(2)


def test_members__found_and_added__can_be_removed_again(screens: Screens) -> None:
    id_ = screens.shop.make_group("Round trip")
    page = screens.open(f"/groups/{id_}/members")
    page.get_by_role("button", name="Add members").click()
    dialog = page.get_by_role("dialog", name="Add members")
    dialog.get_by_role("searchbox").fill("Number 05")
    dialog.get_by_text("Cem Number 05").click()
    dialog.get_by_role("button", name="Add 1 customer").click()
    expect(rows(page)).to_have_count(1)
    expect(rows(page)).to_contain_text("Cem Number 05")

    rows(page).get_by_role("checkbox").check()
    page.get_by_role("button", name="Remove").click()
    confirm = page.get_by_role("dialog", name="Remove 1 member from “Round trip”?")
    confirm.get_by_role("button", name="Remove").click()

    expect(page.get_by_text("No members yet")).to_be_visible()


def test_customers__of_a_selection__are_put_into_a_group(screens: Screens) -> None:
    screens.shop.make_group("Selected")
    page = screens.open("/customers?q=Number+1")
    expect(rows(page)).to_have_count(10)
    page.get_by_role("checkbox", name="Select all rows").check()
    page.get_by_role("button", name="Add to group").click()
    dialog = page.get_by_role("dialog", name="Add 10 customers to a group")
    choose(page, "Manual group", "Selected")
    dialog.get_by_role("button", name="Add", exact=True).click()

    expect(page.get_by_text("10 customers were added.")).to_be_visible()
    expect(rows(page).first).to_contain_text("Selected")


def test_group__that_is_deleted__is_gone_from_the_list(screens: Screens) -> None:
    screens.shop.make_group("Short lived")
    page = screens.open("/groups?q=Short+lived")
    page.get_by_role("button", name="Actions for Short lived").click()
    page.get_by_role("menuitem", name="Delete").click()
    dialog = page.get_by_role("dialog", name="Delete “Short lived”?")
    delete = dialog.get_by_role("button", name="Delete")
    expect(delete).to_be_disabled()
    dialog.get_by_role("textbox").fill("Short lived")
    delete.click()

    expect(page.get_by_text("No group matches")).to_be_visible()


def test_order__in_the_shop__moves_the_customer_into_a_group(screens: Screens) -> None:
    page = screens.open("/shop")
    page.get_by_role("combobox", name="Customer").fill("Number 50")
    page.get_by_role("option", name="Cem Number 50").click()
    expect(page.get_by_role("link", name="Standard")).to_be_visible()
    expect(page.get_by_role("link", name="Spenders")).to_be_hidden()
    page.get_by_role("combobox", name="Add a product").fill("Tent")
    page.get_by_role("option", name="Tent").click()
    expect(page.get_by_role("table")).to_contain_text("€600.00")

    page.get_by_role("button", name="Place the order").click()

    expect(page.get_by_text("The order of €600.00 is placed and paid.")).to_be_visible()
    joined = page.get_by_role("listitem").filter(has_text="Spenders")
    expect(joined).to_contain_text("Joined")
    expect(joined).to_contain_text("EUR 600.00")
