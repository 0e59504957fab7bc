"""The standalone shop's Celery application and what it does by the clock."""

from __future__ import annotations

import os
from typing import Any, Final

from celery import Celery  # type: ignore[import-untyped]

#: Seconds between looking for marks, and between looking for what time has flipped.
_MARKS_EVERY: Final = 1.0
_TICK_EVERY: Final = 5.0


def _every(task: str, seconds: float) -> dict[str, Any]:
    # Expires: what could not run before the next one is sent need not run at all.
    return {"task": task, "schedule": seconds, "options": {"expires": seconds}}


os.environ.setdefault(
    "DJANGO_SETTINGS_MODULE", "saleor_customer_groups.standalone.settings"
)

app = Celery("customer_groups", include=["saleor_customer_groups.tasks"])
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(
    beat_schedule={
        "work-off-marks": _every("customer_groups.work_off_marks", _MARKS_EVERY),
        "tick-groups": _every("customer_groups.tick_groups", _TICK_EVERY),
    },
    broker_connection_retry_on_startup=True,
    timezone="UTC",
    # Nobody inspects the workers of a standalone shop; with files for a broker their
    # chatter would cost more than their work.
    worker_enable_remote_control=False,
    worker_prefetch_multiplier=1,
)
