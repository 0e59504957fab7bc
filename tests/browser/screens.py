"""Screens: opens pages in the browser, and notes whatever they do wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    expect,
)

from .served import ServedShop

#: What a policy keeps a page from doing is told the console, where all faults are read.
_TELL_VIOLATIONS: Final = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`The policy forbids ${event.violatedDirective} ${event.blockedURI}`));
"""
_USUAL: Final[dict[str, Any]] = {
    "locale": "en-US",
    "timezone_id": "UTC",
    "color_scheme": "light",
    "viewport": {"width": 1440, "height": 900},
}
#: Longer than any wait on a busy machine.
_PATIENCE_MS: Final = 20_000
expect.set_options(timeout=_PATIENCE_MS)


class Screens:
    """Pages of a shop, each in a browser of its own unless a context is given."""

    def __init__(
        self, shop: ServedShop, new_context: Callable[..., BrowserContext]
    ) -> None:
        self.shop = shop
        #: Errors on the console, exceptions, forbidden loads and foreign addresses.
        self.faults: list[str] = []
        self._new_context = new_context
        self._expected: list[str] = []

    def context(self, **options: Any) -> BrowserContext:
        """A new browser profile; the options are Playwright's."""
        context = self._new_context(**{**_USUAL, **options})
        context.add_init_script(_TELL_VIOLATIONS)
        context.set_default_timeout(_PATIENCE_MS)
        context.on("page", self._watch)
        return context

    def open(
        self,
        path: str = "/groups",
        *,
        token: str | None = None,
        context: BrowserContext | None = None,
        **options: Any,
    ) -> Page:
        """The page there, signed in by the token, else as who may everything."""
        page = (context or self.context(**options)).new_page()
        self.go(page, path, token=token)
        return page

    def go(self, page: Page, path: str, *, token: str | None = None) -> None:
        page.goto(f"{self.shop.address}{path}#token={token or self.shop.token}")

    def expect_fault(self, part: str) -> None:
        """What has this in it is no fault from here on."""
        self._expected.append(part)

    def _watch(self, page: Page) -> None:
        page.on("console", self._note_message)
        page.on("pageerror", lambda error: self._note(str(error)))
        page.on("request", self._note_request)

    def _note_message(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._note(message.text)

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.shop.origin}/", "data:", "blob:")):
            self._note(f"loaded from elsewhere: {request.url}")

    def _note(self, text: str) -> None:
        if not any(part in text for part in self._expected):
            self.faults.append(text)


def choose(page: Page, name: str, option: str) -> None:
    """Opens the list of that name and takes the option from it."""
    page.get_by_role("combobox", name=name).click()
    page.get_by_role("option", name=option).click()


def fill_condition(page: Page, fact: str, value: str) -> None:
    """Makes the only condition of the builder one about the fact, by its usual
    comparison."""
    about = page.get_by_role("combobox", name="What it is about")
    about.fill(fact)
    page.get_by_role("option", name=fact).first.click()
    page.get_by_role("textbox", name="Value").fill(value)


def rows(page: Page) -> Locator:
    """The rows of the page's list, without its headings."""
    return page.locator("tbody").get_by_role("row")
