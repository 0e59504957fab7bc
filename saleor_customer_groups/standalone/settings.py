"""Django settings of the standalone shop."""

from __future__ import annotations

import os
from typing import Any

from .database import database_settings
from .home import home, secret_key

SECRET_KEY = secret_key()
DEBUG = False
#: Names under which the shop is reached; ``serve`` adds those that it is told.
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]

INSTALLED_APPS = [
    "saleor_customer_groups",
    "saleor_customer_groups.standalone",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "saleor_customer_groups.extension.middleware.ExtensionMiddleware",
    "django.middleware.common.CommonMiddleware",
]
ROOT_URLCONF = "saleor_customer_groups.standalone.urls"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"none": {"class": "logging.NullHandler"}},
    # It reports every refusal as a fault; what is one, graphql/errors.py logs.
    "loggers": {"graphql.execution": {"handlers": ["none"], "propagate": False}},
}
DATABASES = {"default": database_settings()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"

CELERY_BROKER_URL = os.environ.get("CELERY_BROKER_URL") or "filesystem://"
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {}
CELERY_TASK_IGNORE_RESULT = True
if CELERY_BROKER_URL == "filesystem://":
    CELERY_BROKER_TRANSPORT = "saleor_customer_groups.standalone.broker:Transport"
    _queue = home() / "broker"
    _queue.mkdir(exist_ok=True)
    # One directory for both ends: what one process sends another one takes.
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_queue),
        "data_folder_out": str(_queue),
        "control_folder": str(_queue / "control"),
    }
