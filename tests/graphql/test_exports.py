"""Exports: made in the background, behind a link that soon expires."""

from __future__ import annotations

import gzip
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from saleor_customer_groups import tasks
from saleor_customer_groups.graphql import downloads
from saleor_customer_groups.models import ExportContent, ExportFile
from saleor_customer_groups.services import exports
from saleor_customer_groups.services.assignments import add_members
from saleor_customer_groups.services.groups import delete_group
from tests.making import StillClock, make_group

from .asking import ApiClient
from .shops import STAFF_NAME, ApiShop
from .test_groups import gid

EXPORT = """mutation ($id: ID!, $consented: CustomerGroupContactType) {
  customerGroupExport(id: $id, consented: $consented) {
    errors { field code message }
    exportFile { id status url rowCount expiresAt }
  }
}"""
FILE = """query ($id: ID!) { customerGroupExportFile(id: $id) {
  id kind status consented rowCount message requestedBy createdAt expiresAt url
  group { code }
} }"""


@pytest.fixture
def club(shop: ApiShop, still: StillClock) -> list[str]:
    make_group("club")
    keys = [
        shop.add_customer("Ann Lee", "ann@x.io", email_marketing="subscribed"),
        shop.add_customer("=1+1", "b@x.io"),
    ]
    add_members("club", keys, actor="ann")
    return keys


def export(staff: ApiClient, **variables: Any) -> Any:
    """The file, made as a worker makes it."""
    asked = staff.do(EXPORT, id=gid("club"), **variables)["exportFile"]
    assert (asked["status"], asked["url"]) == ("PENDING", None)
    tasks.write_export(ExportFile.objects.latest("pk").pk)
    return staff.get(FILE, id=asked["id"])["customerGroupExportFile"]


def download(url: str, **headers: str) -> Any:
    return Client().get(url, headers=headers)


def test_export__of_a_group__can_be_downloaded_without_a_token(
    staff: ApiClient, club: list[str]
) -> None:
    made = export(staff)

    assert (made["kind"], made["status"], made["rowCount"]) == ("MEMBERS", "READY", 2)
    assert (made["requestedBy"], made["group"]) == (STAFF_NAME, {"code": "club"})
    assert (made["consented"], made["message"]) == (None, "")
    assert made["expiresAt"] == "2024-05-16T12:00:00+00:00"
    response = download(made["url"])
    assert response.status_code == 200
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith('attachment; filename="club-')
    assert response["Cache-Control"] == "no-store"
    assert response.content.decode().splitlines() == [
        "customer,name,email,since,via",
        f"{club[0]},Ann Lee,ann@x.io,2024-05-15T12:00:00Z,own",
        f"'{club[1]},'=1+1,b@x.io,2024-05-15T12:00:00Z,own"
        if club[1].startswith("=")
        else f"{club[1]},'=1+1,b@x.io,2024-05-15T12:00:00Z,own",
    ]


def test_export__downloaded_packed__is_the_same(
    staff: ApiClient, club: list[str]
) -> None:
    url = export(staff)["url"]

    packed = download(url, accept_encoding="gzip, br")

    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == download(url).content


def test_export__of_those_who_agreed__has_only_them(
    staff: ApiClient, club: list[str]
) -> None:
    made = export(staff, consented="EMAIL")

    assert (made["consented"], made["rowCount"]) == ("EMAIL", 1)


def test_export__of_the_default_group__has_everybody(
    staff: ApiClient, club: list[str]
) -> None:
    staff.do(EXPORT, id=gid("standard"))
    tasks.write_export(ExportFile.objects.latest("pk").pk)

    assert ExportFile.objects.get().row_count == 2


def test_export__refused__makes_no_file(staff: ApiClient, club: list[str]) -> None:
    (none,) = staff.refuse(EXPORT, id=gid("club"), consented="NONE")
    (nothing,) = staff.refuse(EXPORT, id="x")

    assert (none["field"], none["code"]) == ("consented", "INVALID")
    assert (nothing["field"], nothing["code"]) == ("id", "NOT_FOUND")
    assert ExportFile.objects.count() == 0


def test_link__tampered_with_or_expired__gives_nothing(
    staff: ApiClient, club: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    url = export(staff)["url"]
    other = url.rstrip("/").rpartition("/")[0] + "/anything/"

    assert download(url[:-2] + ("A/" if url[-2] != "A" else "B/")).status_code == 403
    assert download(other).status_code == 403
    monkeypatch.setattr(downloads, "LINK_VALID", timedelta(seconds=-1))
    late = download(url)
    assert late.status_code == 403
    assert late.content.decode() == "The link has expired. Ask for another.\n"
    assert Client().post(url).status_code == 405


def test_file__after_a_day__is_gone(
    staff: ApiClient, club: list[str], still: StillClock
) -> None:
    made = export(staff)
    still.advance(hours=23, minutes=59)
    tasks.tick_groups()
    assert download(made["url"]).status_code == 200

    still.advance(minutes=1)

    assert staff.get(FILE, id=made["id"]) == {"customerGroupExportFile": None}
    assert download(made["url"]).status_code == 404
    assert ExportContent.objects.count() == 1
    tasks.tick_groups()
    assert (ExportFile.objects.count(), ExportContent.objects.count()) == (0, 0)


def test_file__of_a_group_that_is_deleted__goes_with_it(
    staff: ApiClient, club: list[str]
) -> None:
    made = export(staff)

    delete_group("club", actor="ann")

    assert download(made["url"]).status_code == 404
    assert ExportContent.objects.count() == 0


def test_export__of_which_no_worker_was_told__is_made_by_the_next_tick(
    staff: ApiClient,
    club: list[str],
    still: StillClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[int] = []
    monkeypatch.setattr(tasks.write_export, "delay", told.append)
    staff.do(EXPORT, id=gid("club"))
    pk = ExportFile.objects.get().pk
    ExportFile.objects.update(created_at=still.now)
    still.advance(seconds=59)
    tasks.tick_groups()
    assert told == []

    still.advance(seconds=1)
    tasks.tick_groups()

    assert told == [pk]


def test_export__asked_for__tells_a_worker_once_it_is_written_down(
    staff: ApiClient,
    club: list[str],
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    told: list[int] = []
    monkeypatch.setattr(tasks.write_export, "delay", told.append)

    with django_capture_on_commit_callbacks(execute=True):
        staff.do(EXPORT, id=gid("club"))

    assert told == [ExportFile.objects.get().pk]


def test_export__without_a_broker__is_asked_for_all_the_same(
    staff: ApiClient,
    club: list[str],
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    def fail(_id: int) -> None:
        raise ConnectionError

    monkeypatch.setattr(tasks.write_export, "delay", fail)

    with django_capture_on_commit_callbacks(execute=True):
        assert staff.do(EXPORT, id=gid("club"))

    assert ExportFile.objects.get().status == "pending"


def test_export__that_fails__says_so_and_is_not_tried_for_ever(
    staff: ApiClient, club: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object, **_more: object) -> None:
        raise RuntimeError("no such thing")

    monkeypatch.setattr(exports, "list_members", fail)

    made = export(staff)

    assert (made["status"], made["url"]) == ("FAILED", None)
    assert "no such thing" not in made["message"]
    assert exports.sweep_exports() == []


def test_export__made_twice__is_one_file(staff: ApiClient, club: list[str]) -> None:
    export(staff)

    tasks.write_export(ExportFile.objects.get().pk)
    tasks.write_export(999_999)

    assert ExportContent.objects.count() == 1
