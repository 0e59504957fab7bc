"""How much the first view brings over the wire."""

from __future__ import annotations

from playwright.sync_api import expect

from .screens import Screens, rows

#: Of the first list view, its data included.
MOST_BYTES = 450_000


def test_first_view__of_the_list__is_light(screens: Screens) -> None:
    context = screens.context()
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on(
        "Network.loadingFinished",
        lambda event: sizes.append(event["encodedDataLength"]),
    )

    screens.go(page, "/groups")
    expect(rows(page).first).to_be_visible()
    page.wait_for_load_state("networkidle")

    assert len(sizes) > 5
    assert sum(sizes) <= MOST_BYTES
