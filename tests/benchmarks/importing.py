"""One import in a process of its own: prints its seconds and peak memory as JSON."""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from pathlib import Path
from zoneinfo import ZoneInfo

import django


def main(path: Path) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.benchmarks.settings")
    django.setup()
    from django.db import connection

    from saleor_customer_groups.standalone.importers.importing import (
        KINDS,
        ImportOptions,
        import_file,
    )
    from saleor_customer_groups.standalone.importers.values import Conventions

    options = ImportOptions(
        conventions=Conventions(
            zone=ZoneInfo("UTC"), date_format=None, has_decimal_comma=False
        ),
        currency="EUR",
    )
    connection.ensure_connection()
    start = time.perf_counter()
    import_file(KINDS["orders"], path, options, lambda _done, _size: None)
    seconds = time.perf_counter() - start
    # Kilobytes on Linux, bytes on macOS.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    megabytes = peak / (1e6 if sys.platform == "darwin" else 1e3)
    json.dump({"seconds": seconds, "megabytes": megabytes}, sys.stdout)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
