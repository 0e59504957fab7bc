"""Schedule: what Saleor's beat runs for us, and how often. See docs/operations.md."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from celery.schedules import crontab  # type: ignore[import-untyped]
from django.conf import settings


def _every(task: str, seconds: int) -> dict[str, Any]:
    # Expires: what could not run before the next one is sent need not run at all.
    return {
        "task": f"customer_groups.{task}",
        "schedule": timedelta(seconds=seconds),
        "options": {"expires": seconds},
    }


BEAT_ENTRIES: Final[dict[str, dict[str, Any]]] = {
    "customer-groups-work-off-marks": _every("work_off", 10),
    "customer-groups-tick": _every("tick", 10),
    "customer-groups-watch": _every("watch_saleor", 60),
    "customer-groups-compare": _every("compare_with_saleor", 60),
    "customer-groups-everybody": {
        "task": "customer_groups.look_at_everybody",
        "schedule": crontab(hour=3, minute=17),
        "options": {"expires": 3600},
    },
}


def add_to_beat() -> None:
    """Adds what the shop's own settings do not name already."""
    schedule: dict[str, Any] = getattr(settings, "CELERY_BEAT_SCHEDULE")  # noqa: B009
    for name, entry in BEAT_ENTRIES.items():
        schedule.setdefault(name, entry)
