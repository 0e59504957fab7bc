"""The standalone host projects the columns that the shared code reads."""

from __future__ import annotations

from typing import get_args

import pytest
from django.db import connection

from saleor_customer_groups.host import RelationName, get_host
from saleor_customer_groups.standalone.models import Customer

_COLUMNS = {
    "customers": "customer_key is_active is_registered is_staff joined_at birthdate gender"
    " state country city postal_code language email_domain customer_type email_marketing"
    " sms_marketing phone_marketing post_marketing",
    "attributes": "customer_key key position text number instant day flag",
    "attribute_types": "key type label",
    "orders": "customer_key order_key placed_at channel currency paid units voucher_codes"
    " is_placed is_paid",
    "lines": "customer_key order_key line_key placed_at channel currency quantity amount"
    " product variant brand category_path collections is_placed is_paid",
    "refunds": "customer_key order_key refund_key at amount order_placed_at order_paid"
    " channel currency is_placed is_paid",
    "checkouts": "customer_key channel currency value updated_at",
    "activity": "customer_key kind at channel product variant brand category_path"
    " collections term count",
    "directory": "customer_key name email",
    "targets": "scope key name code",
    "list_prices": "variant product channel currency amount cost",
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", get_args(RelationName))
def test_relation__of_each_name__has_its_columns(name):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM ({get_host().relation(name)}) r")
        assert [column.name for column in cursor.description] == _COLUMNS[name].split()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", [name for name, columns in _COLUMNS.items() if "customer_key" in columns]
)
def test_relation__narrowed_to_customers__is_answered_by_indexes(name):
    statement = f"""
        EXPLAIN SELECT * FROM ({get_host().relation(name)}) r
         WHERE r.customer_key = ANY(%s::text[])
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(statement, [["a", "b"]])
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Seq Scan" not in plan
    assert "customer_key = ANY" in plan or "key)::text = ANY" in plan


@pytest.mark.django_db
def test_email_domain__until_confirmed__is_unknown():
    Customer.objects.create(key="a", email="ann@example.com", is_email_confirmed=True)
    Customer.objects.create(key="b", email="bob@example.com")
    with connection.cursor() as cursor:
        source = get_host().relation("customers")
        cursor.execute(f"SELECT customer_key, email_domain FROM ({source}) r")
        assert dict(cursor.fetchall()) == {"a": "example.com", "b": None}


@pytest.mark.django_db
def test_directory__shows_and_finds__by_key_name_and_email():
    Customer.objects.create(key="7", first_name="Ann", last_name="Lee", email="a@x.io")
    Customer.objects.create(key="77")

    assert get_host().show(["7", "77", "8"]) == {
        "7": ("Ann Lee", "a@x.io"),
        "77": ("77", ""),
    }
    assert get_host().search("7", 10) == ["7", "77"]
    assert get_host().search("ann l", 10) == ["7"]
    assert get_host().search("X.IO", 10) == ["7"]
    assert get_host().search("7", 1) == ["7"]
