"""Tasks: what Celery runs, each a call of one service.

Safe to run twice, at once, or never to the end: marks are the truth, and a task is only
a hint that there may be some.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from celery import shared_task  # type: ignore[import-untyped]

from .host import get_host
from .models import CustomerGroup
from .services import exports, memberships, refresh, ticks, worker


def _task(name: str) -> Callable[[Callable[..., Any]], Any]:
    """A task that is sent again when its worker dies, and whose result nobody keeps."""
    decorator: Callable[[Callable[..., Any]], Any] = shared_task(
        name=f"customer_groups.{name}", acks_late=True, ignore_result=True
    )
    return decorator


@_task("work_off_marks")
def work_off_marks() -> int:
    """Works off all marks that are due; how many profiles were looked at."""
    with get_host().writing():
        return worker.work_off()


@_task("tick_groups")
def tick_groups() -> int:
    """Marks whose answer flipped with the passing of time; how many. Lets go of exports
    that have expired, and has others made whose hint was lost."""
    with get_host().writing():
        flips = ticks.tick().flips
        overdue = exports.sweep_exports()
    for export_id in overdue:
        write_export.delay(export_id)
    return flips


@_task("write_export")
def write_export(export_id: int) -> None:
    """Makes the file of the export, unless it is made or gone."""
    with get_host().writing():
        exports.write_export(export_id)


@_task("evaluate_group")
def evaluate_group(group_id: int) -> None:
    """Evaluates the whole group, unless it is gone by now."""
    with get_host().writing():
        if CustomerGroup.objects.filter(pk=group_id).exists():
            memberships.evaluate_group(group_id)


@_task("refresh_everything")
def refresh_everything() -> int:
    """History, facts and every group anew; how many profiles there are."""
    with get_host().writing():
        return refresh.refresh_all()
