"""Who works in the Dashboard, and what is there for them to find."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage

from . import acts
from .api import Api
from .dashboard import Dashboard, encoded
from .letters import Letters

#: Staff who may see orders, and no customers' groups.
EMPLOYEE: Final = "employee@example.com"
_APP: Final = """{ apps(first: 5, filter: {search: "Customer groups"}) {
  edges { node { id identifier } } } }"""
_STAFF_GROUP: Final = """mutation { permissionGroupCreate(input: {
    name: "Orders", addPermissions: [MANAGE_ORDERS], restrictedAccessToChannels: false
  }) { group { id } errors { field message } } }"""
_STAFF: Final = """mutation($input: StaffCreateInput!) {
  staffCreate(input: $input) { errors { field message } } }"""
_GROUP: Final = """mutation($name: String!) { customerGroupCreate(
    input: {name: $name, kind: MANUAL, colour: "#b5482f"}) {
  customerGroup { id } errors { field message } } }"""


@dataclass
class Browsing:
    """A browser with signed-in staff; ids as the API gives them."""

    browser: Browser
    url: str
    app_path: str
    #: The e-mail of who works in it, unless said otherwise.
    manager: str
    customers: list[str]
    group: str
    popular: str
    states: dict[str, Any] = field(default_factory=dict)
    #: What our screens wrote into the console as errors, of the test that is run.
    complaints: list[str] = field(default_factory=list)
    _open: list[BrowserContext] = field(default_factory=list)

    def sign_in(self, email: str, password: str) -> None:
        """Once for all tests: what the browser then keeps is what each begins with."""
        context = self.browser.new_context()
        Dashboard(context.new_page(), self.url).sign_in(email, password)
        self.states[email] = context.storage_state()
        context.close()

    def dashboard(self, of: str = "") -> Dashboard:
        """A window of its own, in which they are signed in."""
        context = self.browser.new_context(
            storage_state=self.states[of or self.manager],
            viewport={"width": 1440, "height": 900},
        )
        self._open.append(context)
        page = context.new_page()
        page.on("console", self._listen)
        return Dashboard(page, self.url)

    def close(self) -> None:
        """Every window; nobody has complained yet."""
        while self._open:
            self._open.pop().close()
        self.complaints.clear()

    def _listen(self, message: ConsoleMessage) -> None:
        is_ours = "saleor.customer-groups" in message.location.get("url", "")
        if message.type == "error" and is_ours:
            self.complaints.append(message.text)


def app_path(api: Api) -> str:
    """Where the Dashboard shows our pages."""
    [found] = [
        edge["node"]["id"]
        for edge in api.run(_APP)["edges"]
        if edge["node"]["identifier"] == "saleor.customer-groups"
    ]
    return f"/extensions/app/{encoded(found)}"


def create_employee(api: Api, url: str, letters: Letters) -> None:
    """A customer who came to work in the shop, with the password of customers."""
    acts.register(Api(url), EMPLOYEE)
    token = letters.wait_for("AccountConfirmationRequested", EMPLOYEE)
    acts.confirm(Api(url), EMPLOYEE, token)
    group = api.run(_STAFF_GROUP)["group"]["id"]
    api.run(_STAFF, input={"email": EMPLOYEE, "addGroups": [group]})


def create_manual_group(ours: Api, name: str) -> str:
    """The group's id."""
    group: str = ours.run(_GROUP, name=name)["customerGroup"]["id"]
    return group
