"""Saleor's own test settings, with our plugin as the only one."""

import os

os.environ.setdefault("DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres")
os.environ.setdefault("SECRET_KEY", "not a secret")

from saleor.tests.settings import *  # noqa: F403
from saleor.tests.settings import DATABASES

PLUGINS = ["saleor_customer_groups.plugin.plugin.CustomerGroupsPlugin"]

# What fails in a task fails the test.
CELERY_TASK_EAGER_PROPAGATES = True

#: Has Saleor's tables, which take minutes to make, and none of ours. See template.py.
TEMPLATE = "saleor_cg_template"
DATABASES["default"]["TEST"] = {
    "NAME": f"test_saleor_cg_{os.getpid()}",
    "TEMPLATE": TEMPLATE,
}
