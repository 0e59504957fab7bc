"""A real Saleor Dashboard, built from its own checkout, in a browser."""

from __future__ import annotations

import json
import os
import re
import threading
import urllib.parse
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import FrameLocator, Locator, Page, expect

_HOME: Final = os.environ.get("DASHBOARD_HOME", "")
#: Where its build puts the page that everything begins with.
BUILT: Final = Path(_HOME).expanduser() / "build" / "dashboard" if _HOME else None
_API_URL: Final = re.compile(r'(\bAPI_URL: )"[^"]*"')
_NEWS: Final = ("introducing-ripples", "saleor-pulse")
#: Under a loaded machine the first page takes long; what is there is found at once.
PATIENCE: Final = 60_000


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_arguments: object) -> None:
        """A window that was closed does not wait for the rest of a file."""


class ServedDashboard:
    """Serves the built files, and lets them speak with that Saleor.

    As the Dashboard's own server does: paths that are no file are the page's, and frames
    learn the origin that they are in.
    """

    def __init__(self, api_url: str) -> None:
        assert BUILT is not None
        page = (BUILT / "index.html").read_text(encoding="utf-8")
        page, times = _API_URL.subn(rf'\1"{api_url}"', page)
        assert times == 1, f"{BUILT}/index.html names no API_URL."
        self._server = _Server(("127.0.0.1", 0), _handler(page.encode()))
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def _handler(page: bytes) -> type[SimpleHTTPRequestHandler]:
    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments, directory=str(BUILT))

        def do_GET(self) -> None:
            path = Path(self.translate_path(self.path))
            if path.is_file() and path.name != "index.html":
                super().do_GET()
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)

        def end_headers(self) -> None:
            self.send_header("Referrer-Policy", "origin-when-cross-origin")
            super().end_headers()

        def log_message(self, *_arguments: object) -> None:
            """Nobody reads it."""

    return Handler


class Dashboard:
    """The Dashboard in a page of a browser."""

    def __init__(self, page: Page, url: str) -> None:
        page.set_default_timeout(PATIENCE)
        # Its news would lie over the navigation.
        news = json.dumps({name: {"manuallyHidden": True} for name in _NEWS})
        page.add_init_script(f"localStorage['dashboard-ripples'] ??= '{news}'")
        self.page = page
        self._url = url

    def sign_in(self, email: str, password: str) -> None:
        self.page.goto(self._url)
        self.page.locator('input[name="email"]').fill(email)
        self.page.locator('input[name="password"]').fill(password)
        self.page.locator('button[type="submit"]').click()
        expect(self.page.locator('[data-test-id="userMenu"]')).to_be_visible(
            timeout=PATIENCE
        )

    def open(self, path: str) -> None:
        self.page.goto(self._url + path)

    def prefer(self, **stored: str) -> None:
        """What it keeps in the browser, such as its locale; it is loaded anew."""
        for name, value in stored.items():
            self.page.evaluate("([n, v]) => localStorage.setItem(n, v)", [name, value])
        self.page.reload()

    @property
    def frame(self) -> FrameLocator:
        """The only frame of ours that is shown."""
        return self.page.frame_locator('[data-test-id="app-frame"]')

    def frame_at(self, path: str) -> FrameLocator:
        """The frame that shows that page of ours."""
        return self.page.frame_locator(
            f'iframe[data-test-id="app-frame"][src*="{path}"]'
        )

    def navigate(self, label: str) -> None:
        """To a page of ours by the sidebar, below Customers."""
        link = self.page.get_by_role("link", name=label, exact=True)
        customers = self.page.get_by_role("link", name="Customers", exact=True)
        expect(customers.first).to_be_visible()
        if not link.is_visible():
            customers.first.click()
        link.click()

    def back(self) -> None:
        """One step, which loads nothing that could be waited for."""
        self.page.evaluate("history.back()")

    def select_customers(self, count: int) -> None:
        """Marks the first rows of the list of customers, which is drawn on a canvas."""
        grid = self.page.locator('[data-testid="data-grid-canvas"]')
        expect(grid).to_be_visible(timeout=PATIENCE)
        expect(self.page.locator("canvas table tr")).not_to_have_count(0)
        box = grid.bounding_box()
        assert box is not None
        for row in range(count):
            # Below the head, in the middle of the column of marks.
            self.page.mouse.click(box["x"] + 20, box["y"] + 40 * (row + 1) + 20)

    def act(self, label: str) -> None:
        """By the menu of the page."""
        self.page.locator('[data-test-id="show-more-button"]').click()
        self.page.get_by_role("menuitem", name=label).or_(
            self.page.locator('[data-test-id^="extension-"]').filter(has_text=label)
        ).first.click()

    def toast(self, text: str) -> Locator:
        """What it tells; no locator finds it where it is told twice."""
        return self.page.get_by_text(text)


def encoded(identifier: str) -> str:
    """As an id stands in an address."""
    return urllib.parse.quote(identifier, safe="")
