"""What ``manage.py check`` says of the installation."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import saleor
from django.core import checks
from django.db import connection

from saleor_customer_groups.host import Purpose
from saleor_customer_groups.plugin import interceptions
from saleor_customer_groups.plugin.checks import (
    check_migrations,
    check_seams,
    check_version,
)
from saleor_customer_groups.plugin.interceptions import seams
from tests.graphql.asking import ApiClient


def test_version__that_is_supported__is_silent() -> None:
    assert check_version() == []
    assert check_version("3.22.67") == check_version("3.24.0-a.0") == []


@pytest.mark.parametrize("version", ["3.21.4", "3.25.0", "4.22.1", "3.2.2"])
def test_version__that_is_not__is_named(version: str) -> None:
    (warning,) = check_version(version)
    assert warning.id == "customer_groups.W001"
    assert version in warning.msg
    assert "3.22, 3.23, 3.24" in warning.msg


@pytest.mark.django_db
def test_migrations__that_have_run__are_silent() -> None:
    assert check_migrations(["default"]) == []
    assert check_migrations() == []


@pytest.mark.django_db
def test_migrations__that_have_not__are_asked_for() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM django_migrations WHERE app = 'customer_groups'"
            " AND name NOT LIKE '0001%%'",
            [],
        )
    (warning,) = check_migrations(["default", "replica"])
    assert warning.id == "customer_groups.W002"
    assert "migrate customer_groups" in warning.hint


@pytest.mark.django_db
def test_checks__of_django__run_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saleor, "__version__", "3.99.0")
    found = checks.run_checks(databases=["default"])
    assert "customer_groups.W001" in {message.id for message in found}


SEAMS = "{ health { seams { name purpose isWhole sentence } } }"


@pytest.fixture
def api(staff_api: Any) -> ApiClient:
    return staff_api("manage_users")


def test_health__of_this_saleor__every_seam_is_whole(api: ApiClient) -> None:
    found = api.get(SEAMS)["health"]["seams"]
    assert len(found) == len(interceptions.SEAMS)
    assert {seam["isWhole"] for seam in found} == {True}
    assert {seam["purpose"] for seam in found} == {"VOUCHERS", "PROMOTIONS", "PRICES"}
    told = {seam["name"]: seam["sentence"] for seam in found}
    assert told["saleor.discount.utils.voucher.validate_voucher"] == (
        "It refuses a voucher when it is entered or checked again."
    )


def test_health__seam_missing__first_and_in_words(api: ApiClient) -> None:
    seam = interceptions.SEAMS[-1]
    gone = replace(seam, attribute="no_such_loader.batch_load")
    seams.install([gone])
    try:
        first, second, *_ = api.get(SEAMS)["health"]["seams"]
        assert (first["name"], first["isWhole"]) == (gone.name, False)
        assert first["sentence"] == (
            f"This Saleor has no {gone.name}. It looks at many draft orders together;"
            " until this is mended, prices that are limited to customer groups are for"
            " nobody."
        )
        assert second["isWhole"]
        assert not seams.is_whole(Purpose.PRICES)
        (error,) = check_seams()
        assert error.msg == first["sentence"]
    finally:
        seams._problems.pop(gone)
        seams._installed.pop(gone)


def test_health__seam_replaced_by_another__says_by_whom(
    api: ApiClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def somebody_elses(*_: object) -> None: ...

    monkeypatch.setattr(
        "saleor.checkout.utils.get_voucher_for_checkout", somebody_elses
    )
    first, second, *_ = api.get(SEAMS)["health"]["seams"]
    name = "saleor.checkout.utils.get_voucher_for_checkout"
    assert (first["name"], first["isWhole"], second["isWhole"]) == (name, False, True)
    by = somebody_elses.__module__
    assert first["sentence"].startswith(f"{name} has been replaced by {by} since.")


def test_seam__that_not_every_saleor_has__is_none_where_it_is_not(
    api: ApiClient,
) -> None:
    absent = replace(
        interceptions.SEAMS[0], attribute="no_such_name", is_everywhere=False
    )
    seams.install([absent])
    try:
        assert seams.is_whole(absent.purpose)
        names = [seam["name"] for seam in api.get(SEAMS)["health"]["seams"]]
        assert absent.name not in names
    finally:
        seams._installed.pop(absent)
