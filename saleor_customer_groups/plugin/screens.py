"""Screens: the Dashboard extension's files and pages, served by Saleor's own process."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from importlib.util import find_spec
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings

from .configuration import PLUGIN_ID

PATH_SETTING: Final = "CUSTOMER_GROUPS_UI_PATH"
ORIGINS_SETTING: Final = "CUSTOMER_GROUPS_DASHBOARD_ORIGINS"

#: The screens ask the API beside them, so they are nowhere else.
_BESIDE_API: Final = f"/plugins/{PLUGIN_ID}/"
DEFAULT_PATH: Final = f"{_BESIDE_API}ui/"
_PATH: Final = re.compile(rf"{re.escape(_BESIDE_API)}(?!graphql/|exports/)[\w-]+/")

_MIDDLEWARE: Final = (
    "saleor_customer_groups.plugin.screens_middleware.ScreensMiddleware"
)
_BEFORE: Final = "django.middleware.security.SecurityMiddleware"

_ORIGIN: Final = re.compile(r"https?://[a-z0-9.*-]+(:(\d+|\*))?", re.IGNORECASE)
_HOST: Final = re.compile(r"\.?[a-z0-9-]+(\.[a-z0-9-]+)*", re.IGNORECASE)
_LOCAL: Final = frozenset({"localhost", "127.0.0.1"})


def add_screens() -> None:
    """Has Saleor serve the screens, by whichever request handler it makes after this."""
    if not is_servable():
        return
    middleware = list(settings.MIDDLEWARE)
    if _MIDDLEWARE not in middleware:
        place = middleware.index(_BEFORE) + 1 if _BEFORE in middleware else 0
        middleware.insert(place, _MIDDLEWARE)
        settings.MIDDLEWARE = middleware


def is_servable() -> bool:
    """Whether what serves files is installed; without it Saleor starts all the same."""
    return find_spec("whitenoise") is not None


def problems() -> list[str]:
    """What of the two settings cannot be, each in a sentence that says how to mend it."""
    found = []
    if not _PATH.fullmatch(_said(PATH_SETTING) or DEFAULT_PATH):
        found.append(
            f"{PATH_SETTING} is “{_said(PATH_SETTING)}”: write a path such as"
            f" {DEFAULT_PATH}, one step below {_BESIDE_API}."
        )
    found += [
        f"{ORIGINS_SETTING} names “{origin}”: write an origin such as"
        " https://dashboard.example.com."
        for origin in _said_origins()
        if not _ORIGIN.fullmatch(origin)
    ]
    return found


def screens_path() -> str:
    """Where the screens are; where it is said wrongly, where they usually are."""
    path = _said(PATH_SETTING)
    return path if _PATH.fullmatch(path) else DEFAULT_PATH


def dashboard_origins() -> tuple[str, ...]:
    """Who may frame the screens, as a content security policy names it.

    Unless it is said, the hosts that Saleor may redirect to, which the Dashboard has to
    be among, at any port.
    """
    said = _said_origins()
    if said:
        return tuple(origin for origin in said if _ORIGIN.fullmatch(origin))
    hosts: Iterable[str] = getattr(settings, "ALLOWED_CLIENT_HOSTS", ())
    found = [each for host in hosts for each in _origins(host)]
    dashboard = urlsplit(os.environ.get("DASHBOARD_URL", ""))
    own = f"{dashboard.scheme}://{dashboard.netloc}"
    if _ORIGIN.fullmatch(own):
        found.append(own)
    return tuple(dict.fromkeys(found))


def _origins(host: str) -> list[str]:
    """The origins of a host as in Django's ALLOWED_HOSTS; none where it is no name."""
    if host == "*":
        return ["*"]
    if not _HOST.fullmatch(host):
        return []
    names = [host[1:], f"*{host}"] if host.startswith(".") else [host]
    schemes = ("http", "https") if host in _LOCAL else ("https",)
    return [f"{scheme}://{name}:*" for name in names for scheme in schemes]


def _said_origins() -> list[str]:
    said = _said_value(ORIGINS_SETTING)
    parts: Iterable[object] = said.split(",") if isinstance(said, str) else said
    return [text for part in parts if (text := str(part).strip())]


def _said(name: str) -> str:
    return str(_said_value(name)).strip()


def _said_value(name: str) -> str | Iterable[object]:
    """The setting: Django's, else the environment's, by which Saleor is configured."""
    found: str | Iterable[object] = getattr(settings, name, None) or os.environ.get(
        name, ""
    )
    return found
