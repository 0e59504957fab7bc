"""Saleor's own test settings, with our plugin as the only one."""

import os
import tempfile

os.environ.setdefault("DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres")
os.environ.setdefault("SECRET_KEY", "not a secret")

from saleor import __version__
from saleor.tests.settings import *  # noqa: F403
from saleor.tests.settings import DATABASES

PLUGINS = ["saleor_customer_groups.plugin.plugin.CustomerGroupsPlugin"]

# What tests upload stays out of the project.
MEDIA_ROOT = tempfile.mkdtemp(prefix="saleor-media-")

# What fails in a task fails the test.
CELERY_TASK_EAGER_PROPAGATES = True

#: Has the tables of this Saleor, which take minutes to make, and none of ours. See
#: template.py. Each minor version has one: their migrations differ.
TEMPLATE = "saleor_cg_template_" + "_".join(__version__.split(".")[:2])
DATABASES["default"]["TEST"] = {
    "NAME": f"test_saleor_cg_{os.getpid()}",
    "TEMPLATE": TEMPLATE,
}
