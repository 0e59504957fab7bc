"""The standalone settings with a home of their own: tests never touch a user's shop."""

import os
from pathlib import Path

_HOME = Path(__file__).resolve().parents[1] / ".local" / "tests"
os.environ["CUSTOMER_GROUPS_HOME"] = str(_HOME)

from saleor_customer_groups.standalone.settings import *  # noqa: E402, F403
from saleor_customer_groups.standalone.settings import DATABASES  # noqa: E402

# The process number lets several test runs share one server.
DATABASES["default"]["TEST"] = {"NAME": f"test_customer_groups_{os.getpid()}"}
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
