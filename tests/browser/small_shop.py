"""Fills a small shop: every number on its screens can be counted by hand. Its last line is
the address of a copy of the database, for the large shop.

Sixty customers, c01 to c60. The first twelve bought, c01 for 100 EUR, c02 for 200 EUR and
so on, all of them ten days ago; every third lives in Germany, the others in France.
"""

from __future__ import annotations

import json
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from django.db import connection

from saleor_customer_groups.standalone import cli
from saleor_customer_groups.standalone.database import embedded_socket

from .large_shop import copy_small_shop

CUSTOMERS: Final = 60
BUYERS: Final = 12
SPENDERS: Final = {
    "version": 1,
    "rule": {
        "fact": "lifetime_value",
        "operator": "at_least",
        "value": 500,
        "currency": "EUR",
    },
}


def main() -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    joined = (now - timedelta(days=400)).isoformat()
    placed = (now - timedelta(days=10)).isoformat()
    customers = ["customer,email,first_name,last_name,joined_at,country"] + [
        f"c{n:02},c{n:02}@example.com,Cem,Number {n:02},{joined},{'FR' if n % 3 else 'DE'}"
        for n in range(1, CUSTOMERS + 1)
    ]
    orders = ["order,customer,placed_at,total,currency"] + [
        f"o{n:02},c{n:02},{placed},{n * 100},EUR" for n in range(1, BUYERS + 1)
    ]
    products = [
        "variant,product,name,brand,category_path,price,currency",
        "tent-2,tent,Tent,Kestrel,Outdoor > Tents,600.00,EUR",
        "mug-1,mug,Mug,Kestrel,Kitchen,12.50,EUR",
    ]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _run("settings", "--currency", "EUR")
        for kind, lines in (
            ("customers", customers),
            ("products", products),
            ("orders", orders),
        ):
            file = folder / f"{kind}.csv"
            file.write_text("\n".join(lines) + "\n")
            _run("import", kind, file)
        rule = folder / "rule.json"
        rule.write_text(json.dumps(SPENDERS))
        _run("group", "create", "--name", "Spenders", "--rule", rule)
        text = ("--subscribe-text", "en=We write once a month.")
        public = ("--visibility", "public", "--contact-type", "email", *text)
        _run("group", "create", "--name", "Letters", "--colour", "#2563eb", *public)
        _run("group", "create", "--name", "Friends")
        keys = [f"c{n:02}" for n in range(1, 31)]
        _run("members", "add", "friends", *keys)
        _run("evaluate")
    connection.close()
    sys.stdout.write(f"{copy_small_shop(embedded_socket())}\n")


def _run(*words: object) -> None:
    assert cli.main([str(word) for word in words]) == 0, words


if __name__ == "__main__":
    main()
