"""What an import writes, and when it writes nothing."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from saleor_customer_groups.models import Shop
from saleor_customer_groups.standalone.models import (
    Checkout,
    Customer,
    CustomerAttribute,
    Event,
    Order,
    OrderLine,
    Product,
    Refund,
)

from .conftest import rows, totals

HEADER = "order,customer,placed_at,total,currency\n"
ORDERS = f"{HEADER}A,c1,2024-05-01,10,EUR\nB,c2,2024-05-02,20,EUR\n"


def marked() -> set[str]:
    """Keys of the customers that have marks; the marks are taken away."""
    found = rows(
        "WITH gone AS (DELETE FROM customer_groups_mark RETURNING profile_id)"
        " SELECT DISTINCT p.host_key FROM gone"
        " JOIN customer_groups_profile p ON p.id = gone.profile_id"
    )
    return {str(key) for (key,) in found}


def test_bad_row__without_keep_going__writes_nothing_and_lists_all(
    run_import, write_file, tmp_path, capsys
):
    bad = "".join(f"X{n},c,nonsense,=1+1,EUR\n" for n in range(12))
    path = write_file(f"{ORDERS}{bad}C,c3,2024-05-03,30,EUR,one too many\n")
    errors = tmp_path / "errors.csv"

    assert run_import("orders", path, "--errors", errors) == 1
    captured = capsys.readouterr()

    assert Order.objects.count() == 0
    assert Customer.objects.count() == 0
    assert marked() == set()
    assert "Nothing was written: 25 problems in 13 rows." in captured.out
    assert "and 15 more" in captured.err
    with errors.open() as file:
        found = list(csv.DictReader(file))
    assert len(found) == 25
    assert found[0]["line"] == "4"
    assert found[0]["column"] == "placed_at"
    assert found[0]["value"] == "nonsense"
    assert "--date-format" in found[0]["reason"]
    assert found[1]["value"] == "'=1+1"
    assert found[-1]["reason"] == "has 6 values where the header has 5"


def test_bad_row__with_keep_going__is_left_out(run_import, write_file, capsys):
    path = write_file(f"{ORDERS}X,c3,nonsense,1,EUR\nC,c4,2024-05-03,30,EUR\n")

    assert run_import("orders", path, "--keep-going") == 0
    assert set(totals()) == {"A", "B", "C"}
    assert marked() == {"c1", "c2", "c4"}
    out = capsys.readouterr().out
    assert out.startswith("3 rows of orders: 3 new, 0 changed, 0 as they were.")
    assert "1 bad row was left out." in out


def test_dry_run__of_a_good_file__writes_nothing(run_import, write_file, capsys):
    assert run_import("orders", write_file(ORDERS), "--dry-run") == 0
    assert "2 new" in capsys.readouterr().out
    assert totals() == {}
    assert Customer.objects.count() == 0
    assert marked() == set()


def test_second_import__changes_only_what_differs(run_import, write_file, capsys):
    run_import("orders", write_file(ORDERS))
    marked()
    capsys.readouterr()

    changed = ORDERS.replace("c2,2024-05-02,20", "c3,2024-05-02,25")
    assert run_import("orders", write_file(changed)) == 0

    assert "0 new, 1 changed, 1 as they were" in capsys.readouterr().out
    assert totals() == {"A": Decimal(10), "B": Decimal(25)}
    assert marked() == {"c2", "c3"}


@pytest.mark.parametrize("is_first", [True, False])
def test_same_key_twice__identical__is_one(run_import, write_file, is_first):
    if not is_first:
        run_import("orders", write_file(ORDERS))

    path = write_file(f"{ORDERS}A,c1,2024-05-01,10.00,EUR\n")
    assert run_import("orders", path) == 0
    assert totals() == {"A": Decimal(10), "B": Decimal(20)}


@pytest.mark.parametrize("is_first", [True, False])
def test_same_key_twice__different__is_refused_with_both_lines(
    run_import, write_file, capsys, is_first
):
    if not is_first:
        run_import("orders", write_file(ORDERS))
    capsys.readouterr()
    before = totals()

    path = write_file(f"{ORDERS}A,c1,2024-05-01,11,EUR\n")
    assert run_import("orders", path) == 1
    assert 'line 4, order: "A" is also in line 2' in capsys.readouterr().err
    assert totals() == before

    assert run_import("orders", path, "--keep-going") == 0
    assert totals() == {**before, "B": Decimal(20)}


def test_orders__without_numbers__are_told_apart_by_count(run_import, write_file):
    row = "c1,2024-05-01,10,EUR\n"
    path = write_file(f"customer,placed_at,total,currency\n{row}{row}{row}")

    for _ in range(2):
        assert run_import("orders", path) == 0
        assert len(totals()) == 3


@pytest.mark.parametrize(
    ("columns", "values", "expected"),
    [
        ("", "", (True, True, 10)),
        ("paid", "10", (True, True, 10)),
        ("paid", "4", (True, False, 4)),
        ("is_paid", "no", (True, False, 0)),
        ("status", "fulfilled", (True, True, 10)),
        ("status", "Partially Fulfilled", (True, True, 10)),
        ("status", "cancelled", (False, False, 0)),
        ("status", "unpaid", (True, False, 0)),
        ("status,is_paid", "cancelled,yes", (False, True, 10)),
        ("is_placed", "false", (False, True, 10)),
    ],
)
def test_order__is_paid_in_full__unless_a_column_says_otherwise(
    run_import, write_file, columns, values, expected
):
    more, cells = (f",{columns}", f",{values}") if columns else ("", "")
    path = write_file(f"{HEADER.strip()}{more}\nA,c,2024-05-01,10,EUR{cells}\n")

    assert run_import("orders", path) == 0
    order = Order.objects.get()
    assert (order.is_placed, order.is_paid, order.paid) == expected


def test_order__with_an_unknown_status__is_refused(run_import, write_file, capsys):
    path = write_file(f"{HEADER.strip()},status\nA,c,2024-05-01,10,EUR,dancing\n")

    assert run_import("orders", path) == 1
    assert '"dancing" is none of draft' in capsys.readouterr().err


def test_customers__with_attributes__get_typed_values(run_import, write_file):
    path = write_file(
        "customer,email,is_email_confirmed,birthdate,email_marketing,"
        "attribute:points,attribute:code,attribute:since,attribute:vip,"
        "attribute:tags:set\n"
        "c1,ann@example.com,yes,1990-02-28,yes,7.5,007,2020-01-02,yes,a|b\n"
        "c2,,,,,12,8,,no,\n"
    )
    assert run_import("customers", path) == 0

    ann = Customer.objects.get(key="c1")
    assert ann.birthdate == date(1990, 2, 28)
    assert (ann.email_marketing, ann.is_registered) == ("subscribed", True)
    assert Customer.objects.get(key="c2").email_marketing == "unknown"
    types = dict(rows("SELECT key, type FROM standalone_attribute_type"))
    assert types == {
        "points": "number",
        "code": "text",
        "since": "date",
        "vip": "flag",
        "tags": "set",
    }
    found = CustomerAttribute.objects.filter(customer_key="c1").order_by(
        "key", "position"
    )
    values = [(a.key, a.text, a.number, a.day, a.flag) for a in found]
    assert values == [
        ("code", "007", None, None, None),
        ("points", None, Decimal("7.5"), None, None),
        ("since", None, None, date(2020, 1, 2), None),
        ("tags", "a", None, None, None),
        ("tags", "b", None, None, None),
        ("vip", None, None, None, True),
    ]


def test_attribute__changed_or_emptied__marks_the_customer(run_import, write_file):
    run_import("customers", write_file("customer,attribute:n\nc1,1\nc2,2\nc3,3\n"))
    assert marked() == {"c1", "c2", "c3"}

    path = write_file("customer,attribute:n\nc1,1\nc2,5\nc3,\n")
    assert run_import("customers", path) == 0

    assert marked() == {"c2", "c3"}
    found = CustomerAttribute.objects.values_list("customer_key", "number")
    assert dict(found) == {"c1": Decimal(1), "c2": Decimal(5)}


def test_attribute__of_another_type_than_before__is_refused(
    run_import, write_file, capsys
):
    run_import("customers", write_file("customer,attribute:n\nc1,1\n"))

    assert run_import("customers", write_file("customer,attribute:n:text\nc1,x\n")) == 1
    assert "The attribute n holds a number, not a text" in capsys.readouterr().err


def test_customers__imported_after_their_orders__become_registered(
    run_import, write_file
):
    run_import("orders", write_file(ORDERS))
    assert not Customer.objects.filter(is_registered=True).exists()

    run_import("customers", write_file("customer,city\nc1,Ulm\n"))
    run_import("customers", write_file("customer,country\nc1,DE\n"))

    customer = Customer.objects.get(key="c1")
    assert (customer.is_registered, customer.city, customer.country) == (
        True,
        "Ulm",
        "DE",
    )


def test_lines__give_their_order_its_units__and_mark_its_customer(
    run_import, write_file
):
    run_import("orders", write_file(ORDERS))
    marked()

    path = write_file("line,order,sku,quantity,amount\n1,A,s1,2,3.333\n2,A,s2,3,-1\n")
    assert run_import("lines", path) == 0

    assert Order.objects.get(key="A").units == 5
    assert Order.objects.get(key="B").units is None
    assert list(OrderLine.objects.order_by("key").values_list("amount", flat=True)) == [
        Decimal("3.33"),
        Decimal(-1),
    ]
    assert marked() == {"c1"}


@pytest.mark.parametrize(
    ("kind", "content", "column"),
    [
        ("lines", "line,order,sku,quantity\n1,A,s,1\n2,Z,s,1\n", "order"),
        ("refunds", "order,at,amount\nA,2024-06-01,1\nZ,2024-06-01,1\n", "order"),
        (
            "events",
            "id,customer,kind,at,sku\n1,c1,viewed,2024-06-01,s\n2,Z,viewed,2024-06-01,s\n",
            "customer",
        ),
        (
            "checkouts",
            "id,customer,updated_at,value,currency\n"
            "1,c1,2024-06-01,1,EUR\n2,Z,2024-06-01,1,EUR\n",
            "customer",
        ),
    ],
)
def test_row__that_names_what_is_not_there__is_refused(
    run_import, write_file, capsys, kind, content, column
):
    run_import("orders", write_file(ORDERS))
    path = write_file(content, "second.csv")
    models = {"lines": OrderLine, "refunds": Refund, "events": Event}
    model = models.get(kind, Checkout)

    assert run_import(kind, path) == 1
    assert f'line 3, {column}: "Z" names' in capsys.readouterr().err
    assert model.objects.count() == 0

    assert run_import(kind, path, "--keep-going") == 0
    assert model.objects.count() == 1


def test_products__that_change__mark_who_bought_or_viewed_them(run_import, write_file):
    run_import("orders", write_file(ORDERS))
    run_import("lines", write_file("line,order,sku,quantity\n1,A,s1,2\n"))
    event = (
        "message_id,customer,event,timestamp,sku\nm,c2,Product Viewed,2024-05-01,s2\n"
    )
    assert run_import("events", write_file(event)) == 0
    marked()

    path = write_file(
        "sku,brand,category,tags\ns1,Nike,Women > Shoes,new;sale\ns2,,,\n"
    )
    assert run_import("products", path) == 0

    product = Product.objects.get(key="s1")
    assert (product.product, product.brand) == ("s1", "Nike")
    assert product.category_path == ["Women", "Shoes"]
    assert product.collections == ["new", "sale"]
    assert marked() == {"c1", "c2"}
    path = write_file("sku,brand\ns1,Nike\ns2,Puma\n")
    run_import("products", path)
    assert marked() == {"c2"}
    assert Product.objects.get(key="s1").category_path == ["Women", "Shoes"]


def test_search__without_a_term__is_refused(run_import, write_file, capsys):
    run_import("orders", write_file(ORDERS))
    path = write_file("id,customer,kind,at,term\n1,c1,searched,2024-06-01,\n")

    assert run_import("events", path) == 1
    assert "line 2, term: is empty: a search needs" in capsys.readouterr().err


def test_refund__is_kept_with_its_instant(run_import, write_file):
    run_import("orders", write_file(ORDERS))
    marked()

    path = write_file("order,date,amount\nB,2024-06-01T12:00:00Z,5.005\n")
    assert run_import("refunds", path) == 0

    refund = Refund.objects.get()
    assert (refund.order_key, refund.amount) == ("B", Decimal("5.01"))
    assert refund.at == datetime(2024, 6, 1, 12, tzinfo=UTC)
    assert marked() == {"c2"}


def test_amounts__without_a_currency__are_refused_until_one_is_named(
    run_import, write_file, capsys
):
    path = write_file("order,customer,placed_at,total\nA,c1,2024-05-01,10\n")

    assert run_import("orders", path) == 1
    assert (
        "The amounts have no currency. Where a column names it"
        in capsys.readouterr().err
    )
    assert Order.objects.count() == 0

    assert run_import("orders", path, "--currency", "PLN", "--dry-run") == 0
    assert Shop.objects.get().currency == ""
    assert run_import("orders", path, "--currency", "PLN") == 0
    assert "PLN is the shop's currency from now on." in capsys.readouterr().out
    assert Order.objects.get().currency == Shop.objects.get().currency == "PLN"

    again = write_file("order,customer,placed_at,total\nB,c1,2024-05-01,10\n")
    assert run_import("orders", again) == 0
    assert run_import("orders", again, "--currency", "EUR") == 0
    assert Shop.objects.get().currency == "PLN"


def test_row__without_a_currency__is_refused_where_the_shop_has_none(
    run_import, write_file, capsys
):
    path = write_file(
        "order,customer,placed_at,total,currency\n"
        "A,c1,2024-05-01,10,EUR\nB,c1,2024-05-01,10,\n"
    )
    assert run_import("orders", path) == 1
    assert "line 3, currency: names no currency" in capsys.readouterr().err
    assert Order.objects.count() == 0
