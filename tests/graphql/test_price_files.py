"""Prices from and to files by the API: uploads, dry runs, and files behind links."""

from __future__ import annotations

import csv
import gzip
import io
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from saleor_customer_groups import tasks
from saleor_customer_groups.graphql.mutations import uploads
from saleor_customer_groups.host import Permission
from saleor_customer_groups.models import ExportFile, Price
from saleor_customer_groups.services.exports import request_export
from saleor_customer_groups.services.price_lists import delete_price_list
from tests.making import StillClock, make_group

from .asking import ApiClient, global_id
from .pricing import ERRORS, EVERYTHING, make_list
from .shops import STAFF_NAME, ApiShop

IMPORT = f"""mutation ($id: ID!, $file: Upload, $text: String, $dry: Boolean = false,
    $policy: CustomerGroupImportErrorPolicy = REJECT_EVERYTHING,
    $replace: Boolean = false, $comma: Boolean = false) {{
  priceListImport(id: $id, file: $file, text: $text, dryRun: $dry, errorPolicy: $policy,
      replace: $replace, decimalComma: $comma) {{
    applied rows created changed unchanged removed badRows problemCount
    problems {{ line column value reason }}
    problemFile {{ kind status rowCount url priceList {{ code }} }}
    priceList {{ priceCount }} {ERRORS} }} }}"""
EXPORT = f"""mutation ($id: ID!) {{ priceListExport(id: $id) {{
  priceFile {{ id status url }} {ERRORS} }} }}"""
FILE = """query ($id: ID!) { priceFile(id: $id) {
  id kind status rowCount message requestedBy url priceList { code } } }"""


class Files:
    """A list for vip, and juice and tea to be priced."""

    def __init__(self, shop: ApiShop, staff: ApiClient) -> None:
        make_group("vip")
        self.juice = shop.add_variant("Juice", Decimal(10))
        self.tea = shop.add_variant("Tea", Decimal(5))
        self.staff = staff
        self.list = make_list(staff)

    @property
    def content(self) -> str:
        return (
            "kind,key,from_quantity,amount,percentage\n"
            f"variant,{self.juice},1,8.50,\n"
            f"variant,{self.juice},10,7.75,\n"
            f"variant,{self.tea},,,-12.5\n"
            "all,,,,-5\n"
        )

    def read(self, **variables: Any) -> Any:
        return self.staff.do(IMPORT, id=self.list, **variables)


@pytest.fixture
def files(still: StillClock, shop: ApiShop, staff: ApiClient) -> Files:
    return Files(shop, staff)


def counts(done: Any) -> tuple[Any, ...]:
    names = ("applied", "rows", "created", "changed", "unchanged", "removed")
    return tuple(done[name] for name in names)


def download(url: str) -> list[list[str]]:
    answer = Client().get(url)
    assert answer.status_code == 200
    content = answer.content
    text = gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content
    return list(csv.reader(io.StringIO(text.decode(), newline="")))


def test_import__as_text_and_as_file__sets_the_prices(files: Files) -> None:
    dry = files.read(text=files.content, dry=True)
    assert counts(dry) == (False, 4, 4, 0, 0, 0)
    assert dry["priceList"]["priceCount"] == 0
    assert (dry["problems"], dry["problemFile"]) == ([], None)

    assert counts(files.read(text=files.content)) == (True, 4, 4, 0, 0, 0)
    changed = files.content.replace("8.50", "9").encode("utf-8-sig")
    answer = files.staff.upload(IMPORT, changed, id=files.list)
    done = answer.data["priceListImport"]
    assert done["errors"] == []
    assert counts(done) == (True, 4, 0, 1, 3, 0)
    assert done["priceList"]["priceCount"] == 4


def test_import__that_replaces_with_commas__has_only_its_own(files: Files) -> None:
    files.read(text=files.content)
    text = f"key;price\n{files.juice};6,5\n"
    assert counts(files.read(text=text, replace=True, comma=True)) == (
        *(True, 1, 0, 1, 0, 3),
    )
    assert Price.objects.get().amount == Decimal("6.5")


def test_import__of_bad_rows__is_rejected_with_a_file_of_them(files: Files) -> None:
    text = f"{files.content}variant,{files.tea},5,8.505,\nshop,x,1,-1,\n"

    done = files.read(text=text)

    assert counts(done) == (False, 6, 4, 0, 0, 0)  # but for the bad ones
    assert (done["badRows"], done["problemCount"]) == (2, 3)
    told = [(each["line"], each["column"], each["value"]) for each in done["problems"]]
    assert told == [(6, "amount", "8.505"), (7, "kind", "shop"), (7, "amount", "-1")]
    assert Price.objects.count() == 0
    found = done["problemFile"]
    assert (found["kind"], found["status"], found["rowCount"]) == (
        "PRICE_PROBLEMS",
        "READY",
        3,
    )
    header, *rows = download(found["url"])
    assert header == ["line", "column", "value", "reason"]
    assert rows[2][:3] == ["7", "amount", "'-1"]

    kept = files.read(text=text, policy="IGNORE_FAILED")
    assert counts(kept) == (True, 6, 4, 0, 0, 0)
    assert kept["badRows"] == 2


def test_import__of_what_is_no_file__is_refused(
    files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "SIZE_LIMIT", 50)
    (error,) = files.staff.refuse(IMPORT, id=files.list)
    assert error["field"] == "file"
    for content, said in (
        (b"x" * 51, "more than 50"),
        ("key,amount\nJürgen,8".encode("latin-1"), "no text in UTF-8"),
        (b"key,amount\nx\0,8", "NUL"),
        (b"", "empty"),
    ):
        answer = files.staff.upload(IMPORT, content, id=files.list)
        (error,) = answer.data["priceListImport"]["errors"]
        assert error["field"] == "file"
        assert said in error["message"]
    assert Price.objects.count() == 0
    assert ExportFile.objects.count() == 0


def test_export__made_by_a_worker__is_imported_again_as_it_was(files: Files) -> None:
    files.read(text=files.content)
    asked = files.staff.do(EXPORT, id=files.list)["priceFile"]
    assert (asked["status"], asked["url"]) == ("PENDING", None)
    tasks.write_export(ExportFile.objects.latest("pk").pk)

    found = files.staff.get(FILE, id=asked["id"])["priceFile"]

    assert {**found, "id": "", "url": ""} == {
        "id": "",
        "kind": "PRICES",
        "status": "READY",
        "rowCount": 4,
        "message": "",
        "requestedBy": STAFF_NAME,
        "url": "",
        "priceList": {"code": "vip"},
    }
    rows = download(found["url"])
    assert ",".join(rows[0]) == "kind,key,code,name,from_quantity,amount,percentage"
    assert [row[4:] for row in rows[1:]] == [
        ["1", "8.5", ""],
        ["10", "7.75", ""],
        ["1", "", "-12.5"],
        ["1", "", "-5"],
    ]
    text = "".join(",".join(row) + "\n" for row in rows)
    assert counts(files.read(text=text, replace=True)) == (True, 4, 0, 0, 4, 0)


def test_files__of_prices_and_of_members__are_each_for_who_may_have_them(
    shop: ApiShop, files: Files
) -> None:
    """By number they are told apart by nothing."""
    files.staff.do(EXPORT, id=files.list)
    prices = ExportFile.objects.latest("pk")
    members = request_export("vip", actor="eve")
    ask = "query ($id: ID!) { customerGroupExportFile(id: $id) { id } }"

    def price_file(number: int) -> str:
        return global_id("CustomerGroupPriceFile", number)

    def group_file(number: int) -> str:
        return global_id("CustomerGroupExportFile", number)

    products = shop.client(Permission.MANAGE_PRODUCTS)
    assert products.get(FILE, id=price_file(prices.pk))["priceFile"]
    assert products.get(FILE, id=price_file(members.pk)) == {"priceFile": None}
    assert products.ask(ask, id=group_file(members.pk)).code == "PermissionDenied"
    users = shop.client(Permission.MANAGE_USERS)
    assert users.get(ask, id=group_file(members.pk))["customerGroupExportFile"]
    assert users.get(ask, id=group_file(prices.pk)) == {"customerGroupExportFile": None}
    assert users.ask(FILE, id=price_file(prices.pk)).code == "PermissionDenied"


def test_files__of_a_list_that_is_deleted__go_with_it(files: Files) -> None:
    files.staff.do(EXPORT, id=files.list)
    delete_price_list("vip")
    assert not ExportFile.objects.exists()


def test_import__of_ten_thousand_rows__takes_as_many_statements_as_of_one(
    shop: ApiShop, files: Files
) -> None:
    make_list(files.staff, {**EVERYTHING, "amount": 1}, name="Other")
    rows = [f"{files.juice},{n},8\n" for n in range(1, 10_001)]
    counted = []
    for part in (rows[:1], rows):
        text = "key,from_quantity,amount\n" + "".join(part)
        with CaptureQueriesContext(connection) as captured:
            files.read(text=text)
        counted.append(len(captured))
    assert counted[0] == counted[1]
    assert Price.objects.count() == 10_001
