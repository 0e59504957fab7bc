"""ExtensionApp: Saleor's app by which its Dashboard shows the screens.

Written into Saleor's tables as Saleor writes an app that it installs from a manifest, but
without fetching anything and without a token: the API knows staff by their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any, Final

from django.core.files import File
from django.db import transaction
from saleor.app.models import App, AppExtension
from saleor.app.types import AppType
from saleor.core.db.connection import allow_writer
from saleor.core.utils import build_absolute_uri
from saleor.permission.enums import get_permissions_from_names
from saleor.plugins.manager import get_plugins_manager

from saleor_customer_groups.extension.manifest import APP_ID, FILES, build_manifest
from saleor_customer_groups.services.queries import fetch

from .screens import screens_path

#: Held while installing, so that two at once do not make two apps.
_LOCK: Final = 0x63676578


class Outcome(Enum):
    INSTALLED = "installed"
    REFRESHED = "refreshed"
    UNCHANGED = "unchanged"


def screens_address() -> str:
    """Where the Dashboard finds the screens, as Saleor names itself; no "/" at its end."""
    address: str = build_absolute_uri(screens_path())
    return address.rstrip("/")


def install() -> Outcome:
    """Has Saleor's Dashboard show the screens, or what has changed about them.

    Whether the app is active stays as staff have left it.
    """
    manifest = manifest_at(screens_address())
    with allow_writer(), transaction.atomic():
        fetch("SELECT pg_advisory_xact_lock(%(lock)s)::text", {"lock": _LOCK})
        app = _installed()
        if app is not None and _state_of(app) == _wanted(manifest):
            return Outcome.UNCHANGED
        outcome = Outcome.REFRESHED if app else Outcome.INSTALLED
        app = app or App(identifier=APP_ID, type=AppType.THIRDPARTY, is_installed=True)
        _write(app, manifest)
    _tell(app, outcome)
    return outcome


def remove() -> None:
    """Takes the app away, where it is."""
    with allow_writer():
        App.objects.filter(identifier=APP_ID).delete()


def _installed() -> App | None:
    return App.objects.not_removed().filter(identifier=APP_ID).first()


def manifest_at(address: str) -> dict[str, Any]:
    """What this Saleor has a place for. Until 3.22 its places are a closed list: one that
    it does not know would break the answer about the extensions of every app."""
    manifest = build_manifest(address)
    places = dict(AppExtension._meta.get_field("mount").flatchoices)
    return {
        **manifest,
        "extensions": [
            each
            for each in manifest["extensions"]
            if not places or _row(each)["mount"] in places
        ],
    }


def _fields(manifest: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": manifest["name"],
        "about_app": manifest["about"],
        "author": manifest["author"],
        "version": manifest["version"],
        "app_url": manifest["appUrl"],
        "manifest_url": f"{manifest['appUrl']}/manifest.json",
    }


def _row(extension: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of an extension; mounts and targets are in small letters in Saleor."""
    options = extension["options"]
    return {
        "label": extension["label"],
        "url": extension["url"],
        "mount": extension["mount"].lower(),
        "target": extension["target"].lower(),
        "settings": options,
        "http_target_method": options.get("widgetTarget", {}).get("method"),
    }


def _wanted(manifest: Mapping[str, Any]) -> object:
    names = sorted(manifest["permissions"])
    extensions = [
        (_row(each), sorted(each["permissions"])) for each in manifest["extensions"]
    ]
    return _fields(manifest), names, extensions


def _state_of(app: App) -> object:
    """The same of what is installed."""

    def names(owner: Any) -> list[str]:
        return sorted(each.codename.upper() for each in owner.permissions.all())

    fields = {name: getattr(app, name) for name in _fields(build_manifest(""))}
    columns = _row(build_manifest("")["extensions"][0])
    extensions = [
        ({name: getattr(each, name) for name in columns}, names(each))
        for each in app.extensions.prefetch_related("permissions").order_by("pk")
    ]
    return fields, names(app), extensions


def _write(app: App, manifest: Mapping[str, Any]) -> None:
    for name, value in _fields(manifest).items():
        setattr(app, name, value)
    app.save()
    app.permissions.set(get_permissions_from_names(manifest["permissions"]))
    app.extensions.all().delete()
    for each in manifest["extensions"]:
        extension = AppExtension.objects.create(app=app, **_row(each))
        extension.permissions.set(get_permissions_from_names(each["permissions"]))
    logo = FILES / "logo.png"
    if logo.is_file() and not app.brand_logo_default:
        with logo.open("rb") as file:
            app.brand_logo_default.save("customer-groups.png", File(file))


def _tell(app: App, outcome: Outcome) -> None:
    manager = get_plugins_manager(allow_replica=False)
    if outcome is Outcome.INSTALLED:
        manager.app_installed(app)
    else:
        manager.app_updated(app)
