"""Lists that have nothing, fail, or are slow; and lists of 100,000 rows."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest
from playwright.sync_api import Page, Response, Route, expect

from .large_shop import CUSTOMERS, GROUPS
from .screens import Screens, rows
from .small_shop import CUSTOMERS as FEW


class List(NamedTuple):
    """A list, where {} in its path is a group's id."""

    path: str
    #: The API's operation that brings it, and the connection in its answer.
    operation: str
    connection: tuple[str, ...]
    empty: str


GROUP_LIST = List("/groups", "Groups", ("customerGroups",), "No groups yet")
CUSTOMER_LIST = List(
    "/customers", "Customers", ("customersByGroups",), "No customers yet"
)
MEMBER_LIST = List(
    "/groups/{}/members",
    "GroupMembers",
    ("customerGroup", "members"),
    "No members yet",
)
HISTORY = List(
    "/groups/{}/history",
    "GroupHistory",
    ("customerGroup", "history"),
    "Nothing has happened yet",
)
LISTS = [GROUP_LIST, CUSTOMER_LIST, MEMBER_LIST, HISTORY]
every_list = pytest.mark.parametrize("listed", LISTS, ids=lambda each: each.operation)


def asks_for(operation: str, posted: str | None) -> bool:
    return re.search(rf"\b(query|mutation) {operation}\b", posted or "") is not None


class Network:
    """What stands between the page and the API for one operation."""

    def __init__(self, page: Page, operation: str) -> None:
        self.held: list[Route] = []
        self.answer: dict[str, object] | None = None
        self.status = 200
        self._operation = operation
        page.route("**/graphql/", self._handle)

    def _handle(self, route: Route) -> None:
        if not asks_for(self._operation, route.request.post_data):
            route.continue_()
        elif self.answer is not None:
            route.fulfill(status=self.status, json=self.answer)
        else:
            self.held.append(route)


def opened(screens: Screens, listed: List) -> tuple[Page, Network]:
    """The list's page, signed in, whose requests for the list are held."""
    page = screens.open("/nowhere")
    network = Network(page, listed.operation)
    return page, network


def path_of(screens: Screens, listed: List, group: str = "Friends") -> str:
    if "{}" not in listed.path:
        return listed.path
    return listed.path.format(screens.shop.group_id(group))


@every_list
def test_list__that_is_slow__shows_that_it_comes(
    screens: Screens, listed: List
) -> None:
    page, network = opened(screens, listed)
    screens.go(page, path_of(screens, listed))

    table = page.get_by_role("table")
    expect(table).to_have_attribute("aria-busy", "true")
    expect(page.get_by_text(listed.empty)).to_be_hidden()
    assert len(network.held) == 1
    network.held.pop().continue_()

    expect(table).to_have_attribute("aria-busy", "false")
    expect(rows(page).first).to_be_visible()


@every_list
def test_list__that_fails__says_so_and_is_tried_again(
    screens: Screens, listed: List
) -> None:
    page, network = opened(screens, listed)
    network.answer = {"data": None, "errors": [{"message": "The cellar is flooded."}]}
    screens.go(page, path_of(screens, listed))

    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("This could not be loaded")
    expect(alert).to_contain_text("The cellar is flooded.")
    page.unroute("**/graphql/")
    alert.get_by_role("button", name="Try again").click()

    expect(rows(page).first).to_be_visible()
    expect(alert).to_be_hidden()


@every_list
def test_list__without_rows__says_what_it_is_for(
    screens: Screens, listed: List
) -> None:
    nothing: object = {
        "totalCount": 0,
        "edges": [],
        "pageInfo": {"hasNextPage": False, "hasPreviousPage": False},
    }
    page, network = opened(screens, listed)
    if len(listed.connection) == 1:
        network.answer = {"data": {listed.connection[0]: nothing}}
    else:
        page.unroute("**/graphql/")
    screens.go(page, path_of(screens, listed, group="Letters"))

    expect(page.get_by_role("heading", name=listed.empty)).to_be_visible()
    expect(rows(page)).to_have_count(0)


def test_server__that_cannot_be_reached__is_said_so(screens: Screens) -> None:
    screens.expect_fault("Failed to load resource")
    page = screens.open("/nowhere")
    page.route("**/graphql/", lambda route: route.abort())
    screens.go(page, "/groups")

    expect(page.get_by_role("alert")).to_contain_text("Check your connection")


def test_search__that_finds_nothing__is_cleared(screens: Screens) -> None:
    page = screens.open("/groups?q=xyzzy&kind=MANUAL")
    expect(page.get_by_role("heading", name="No group matches")).to_be_visible()

    page.get_by_role("button", name="Clear search and filters").click()

    expect(page.get_by_role("searchbox")).to_have_value("")
    expect(rows(page).filter(has_text="Friends")).to_be_visible()


#: Far more than a page takes, far less than all rows would, on a busy machine.
_BOUND_MS = 8_000
_LARGE = {
    "Groups": (f"{GROUPS + 5:,} in all", "Bulk"),
    "Customers": (f"{CUSTOMERS + FEW:,} in all", "Can"),
    "GroupMembers": (f"{CUSTOMERS:,} in all", "Can"),
    "GroupHistory": (f"{CUSTOMERS:,} in all", "Can"),
}


@every_list
def test_list__of_many_rows__takes_one_request_for_each_page(
    large_screens: Screens, listed: List
) -> None:
    total, _ = _LARGE[listed.operation]
    page = large_screens.open("/nowhere")
    path = path_of(large_screens, listed, group="Everybody")
    answers: list[Response] = []
    page.on("response", lambda response: note(listed, response, answers))

    large_screens.go(page, path)
    expect(rows(page)).to_have_count(20)
    expect(page.get_by_text(total)).to_be_visible()
    first = rows(page).first.text_content() or ""
    page.get_by_role("button", name="Next page").click()
    expect(rows(page).filter(has_text=first)).to_have_count(0)
    expect(rows(page)).to_have_count(20)

    assert len(answers) == 2
    for answer in answers:
        timing = answer.request.timing
        assert timing["responseEnd"] - timing["requestStart"] < _BOUND_MS
        assert int(answer.headers["content-length"]) < 100_000


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("/groups", "Bulk 09999", "Bulk 09999"),
        ("/customers", "099999@example.com", "Can 099999"),
    ],
)
def test_search__among_many__finds_the_one(
    large_screens: Screens, path: str, text: str, found: str
) -> None:
    page = large_screens.open(path)
    expect(rows(page)).to_have_count(20)

    page.get_by_role("searchbox").fill(text.lstrip("0"))

    expect(rows(page)).to_have_count(1)
    expect(rows(page)).to_contain_text(found)


def test_page__of_a_hundred__has_a_hundred_rows(large_screens: Screens) -> None:
    page = large_screens.open("/groups")
    expect(rows(page)).to_have_count(20)

    page.get_by_role("combobox", name="Rows").click()
    page.get_by_role("option", name="100").click()

    expect(rows(page)).to_have_count(100)


def note(listed: List, response: Response, answers: list[Response]) -> None:
    if asks_for(listed.operation, response.request.post_data):
        answers.append(response)
