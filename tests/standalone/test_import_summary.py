"""What an import says of what it did, or of why it did nothing."""

from __future__ import annotations

from saleor_customer_groups.standalone.models import OrderLine

from .conftest import totals

HEADER = "order,customer,placed_at,total,currency\n"
ORDERS = f"{HEADER}A,c1,2024-05-01,10,EUR\nB,c2,2024-05-02,20,EUR\n"


def test_bad_row__that_no_option_mends__names_none(run_import, write_file, capsys):
    path = write_file(f"{ORDERS}X,c3,2024-05-03,--decimal-comma,EUR\n")

    assert run_import("orders", path) == 1
    assert capsys.readouterr().out == (
        "Nothing was written: 1 problem in 1 row. Correct the file, or leave the bad"
        " rows out with --keep-going.\n"
    )


def test_dry_run__of_a_bad_file__says_that_nothing_was_to_be_written(
    run_import, write_file, capsys
):
    path = write_file(f'{ORDERS}X,c3,nonsense,"9,90",EUR\n')

    assert run_import("orders", path, "--dry-run") == 1
    assert capsys.readouterr().out == (
        "This was a dry run; without it nothing would be written either: 2 problems in"
        " 1 row. See first whether --date-format and --decimal-comma settle it. If not,"
        " correct the file, or leave the bad rows out with --keep-going.\n"
    )


def test_keep_going__bad_optional_cell__leaves_out_the_row_once(
    run_import, write_file, capsys
):
    path = write_file("customer,birthdate,is_staff\nc1,,\nc2,nonsense,maybe\n")

    assert run_import("customers", path, "--keep-going") == 0
    out = capsys.readouterr().out
    assert out.startswith("1 row of customers: 1 new, 0 changed, 0 as they were.")
    assert out.endswith("1 bad row was left out.\n")


def test_keep_going__every_way_of_being_bad__counts_the_rows(
    run_import, write_file, capsys
):
    run_import("orders", write_file(ORDERS))
    capsys.readouterr()
    path = write_file(
        "line,order,sku,quantity\n"
        "1,A,s,1\n2,A,s,1\n2,A,s,1\n"  # the same twice is one
        "3,A,s,1\n3,A,s,2\n3,A,s,1\n"  # nobody knows which is right
        "4,Z,s,1\n5,A,s,x\n6,A\n",
        "lines.csv",
    )

    assert run_import("lines", path, "--keep-going") == 0
    out = capsys.readouterr().out
    assert out.startswith("3 rows of lines: 2 new, 0 changed, 1 as they were.")
    assert out.endswith("6 bad rows were left out.\n")
    assert OrderLine.objects.count() == 2


def test_orders__dated_after_now__are_told_and_taken(run_import, write_file, capsys):
    row = "C,c3,2190-01-01,10,EUR\n"

    assert run_import("orders", write_file(f"{ORDERS}{row}")) == 0
    assert (
        "1 order is dated after now and counts when its time comes."
        in capsys.readouterr().out
    )
    path = write_file(f"{ORDERS}{row}D{row[1:]}")
    assert run_import("orders", path, "--dry-run") == 0
    assert (
        "2 orders are dated after now and count when their time comes."
        in capsys.readouterr().out
    )
    assert len(totals()) == 3
    assert run_import("orders", write_file(ORDERS)) == 0
    assert "after now" not in capsys.readouterr().out


def test_import_help__keep_going__says_that_whole_rows_go(terminal):
    out = " ".join(terminal("import", "--help").out.split())

    assert "one bad cell, needed or not, leaves out its whole row" in out
