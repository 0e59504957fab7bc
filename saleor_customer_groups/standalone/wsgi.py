"""The standalone shop as a WSGI application, for any server of such."""

from __future__ import annotations

import os

os.environ.setdefault(
    "DJANGO_SETTINGS_MODULE", "saleor_customer_groups.standalone.settings"
)

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

# Tasks are sent to the shop's broker, which this makes known.
from . import celery  # noqa: E402, F401
