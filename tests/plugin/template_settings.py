"""The same settings without our package: for the tables of Saleor alone."""

from saleor.tests.settings import *  # noqa: F403
from saleor.tests.settings import INSTALLED_APPS as _ALL

INSTALLED_APPS = [app for app in _ALL if not app.startswith("saleor_customer_groups")]
