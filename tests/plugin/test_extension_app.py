"""The app by which Saleor's Dashboard shows the screens."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

import pytest
from django.core.management import call_command
from saleor.app.installation_utils import install_app
from saleor.app.models import App, AppInstallation, AppToken
from saleor.permission.models import Permission

from saleor_customer_groups.extension.manifest import APP_ID, build_manifest
from saleor_customer_groups.plugin import extension_app

from .versions import PLACES, needs_any_place

pytestmark = pytest.mark.django_db

#: A place that the closed list does not have breaks the answer about ``mount``.
MOUNT = "mount" if PLACES else ""
COUNT = 5 if PLACES else 6
QUERY = f"""{{ appExtensions(first: 50) {{ edges {{ node {{
  label url mountName {MOUNT} targetName accessToken permissions {{ code }} app {{ name isActive }}
}} }} }} }}"""


def run(capsys: pytest.CaptureFixture[str]) -> str:
    call_command("customer_groups", "install-extension")
    return capsys.readouterr().out


def rows(app: App) -> object:
    """The app and its extensions, but for keys, instants and its logo."""
    left = {"id", "uuid", "created_at", "brand_logo_default", "is_active"}
    own = {
        field.name: getattr(app, field.name)
        for field in App._meta.concrete_fields
        if field.name not in left
    }
    extensions = [
        (
            {
                field.name: getattr(each, field.name)
                for field in each._meta.concrete_fields
                if field.name not in {"id", "app"}
            },
            list(each.permissions.values_list("codename", flat=True)),
        )
        for each in app.extensions.order_by("pk")
    ]
    return own, list(app.permissions.values_list("codename", flat=True)), extensions


def test_install__twice__makes_one_app_and_says_so(
    capsys: pytest.CaptureFixture[str],
) -> None:
    first, second = run(capsys), run(capsys)

    assert "shows customer groups now" in first
    assert "/plugins/saleor.customer-groups/ui/." in first
    assert "Nothing has changed" in second
    app = App.objects.get(identifier=APP_ID)
    assert app.is_active
    assert app.extensions.count() == COUNT


@needs_any_place
def test_install__as_saleor_does_it_from_the_manifest__is_the_same(
    capsys: pytest.CaptureFixture[str],
) -> None:
    run(capsys)
    ours = App.objects.get(identifier=APP_ID)
    here = rows(ours)
    address = extension_app.screens_address()
    ours.delete()
    job = AppInstallation.objects.create(
        app_name="Customer groups", manifest_url=f"{address}/manifest.json"
    )
    job.permissions.set(Permission.objects.filter(codename="manage_users"))
    where = "saleor.app.installation_utils."
    with (
        patch(f"{where}fetch_manifest", return_value=build_manifest(address)),
        patch(f"{where}send_app_token"),
        patch(f"{where}fetch_brand_data_async"),
    ):
        theirs, _token = install_app(job, activate=True)
    # Saleor's own task writes that when it is done.
    theirs.is_installed = True

    assert rows(theirs) == here


def test_install__makes_no_token_that_could_leak(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = run(capsys)

    assert not AppToken.objects.filter(app__identifier=APP_ID).exists()
    assert "token" not in said.lower()


def test_install__after_the_manifest_changed__refreshes_and_keeps_what_staff_chose(
    capsys: pytest.CaptureFixture[str], settings: Any
) -> None:
    run(capsys)
    app = App.objects.get(identifier=APP_ID)
    app.is_active = False
    app.version = "0.0.1"
    app.save()
    app.extensions.order_by("pk").first().delete()
    settings.PUBLIC_URL = "https://shop.example.com"

    said = run(capsys)

    assert "as they are now" in said
    assert "https://shop.example.com/plugins/" in said
    again = App.objects.get(identifier=APP_ID)
    assert (again.pk, again.is_active) == (app.pk, False)
    assert again.version == build_manifest("")["version"]
    assert again.app_url.startswith("https://shop.example.com/")
    assert again.extensions.count() == COUNT
    assert "Nothing has changed" in run(capsys)


def test_dashboard__asking_for_extensions__gets_them_for_who_may(
    capsys: pytest.CaptureFixture[str], manager_client: Any
) -> None:
    run(capsys)

    found = [edge["node"] for edge in manager_client.ask(QUERY)["edges"]]

    assert len(found) == COUNT
    assert all(each["accessToken"] for each in found)
    assert {code["code"] for each in found for code in each["permissions"]} == {
        "MANAGE_USERS"
    }
    assert "NAVIGATION_CUSTOMERS" in {each["mountName"] for each in found}


def test_remove__takes_the_app_away(capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys)

    extension_app.remove()

    assert not App.objects.filter(identifier=APP_ID).exists()
