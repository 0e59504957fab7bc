"""Saleor's own test settings, as they are; only the database is copied from the template."""

import os

from tests.plugin.settings import *  # noqa: F403
from tests.plugin.settings import DATABASES, TEMPLATE

# Saleor's tests name no plugin, and some expect a task to fail by itself.
PLUGINS: list[str] = []
CELERY_TASK_EAGER_PROPAGATES = False

DATABASES["default"]["TEST"] = {
    "NAME": f"test_saleor_suites_{os.getuid()}",
    "TEMPLATE": TEMPLATE,
}
