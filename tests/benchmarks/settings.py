"""The standalone settings with a home and a database of their own."""

import os
from pathlib import Path

from saleor_customer_groups.standalone.home import HOME_VARIABLE, home

DATABASE_NAME = "customer_groups_bench"

#: Where bench.json goes; the server's files are one level below.
REPORTED_IN = Path(os.environ.setdefault("BENCH_REPORTED_IN", str(home())))
os.environ[HOME_VARIABLE] = str(REPORTED_IN / "bench")

from saleor_customer_groups.standalone.settings import *  # noqa: E402, F403
from saleor_customer_groups.standalone.settings import DATABASES  # noqa: E402

#: The database named by DATABASE_URL, or the server's own: only to create ours from.
MAINTENANCE_NAME = (
    DATABASES["default"]["NAME"] if os.environ.get("DATABASE_URL") else "postgres"
)
DATABASES["default"]["NAME"] = DATABASE_NAME
