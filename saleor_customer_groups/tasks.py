"""Tasks: what Celery runs, each a call of one service.

Safe to run twice, at once, or never to the end: marks are the truth, and a task is only
a hint that there may be some.
"""

from __future__ import annotations

from celery import shared_task

from .models import CustomerGroup
from .services import memberships, refresh, ticks, worker


@shared_task(name="customer_groups.work_off_marks", acks_late=True, ignore_result=True)
def work_off_marks() -> int:
    """Works off all marks that are due; how many profiles were looked at."""
    return worker.work_off()


@shared_task(name="customer_groups.tick_groups", acks_late=True, ignore_result=True)
def tick_groups() -> int:
    """Marks whose answer flipped with the passing of time; how many."""
    return ticks.tick().flips


@shared_task(name="customer_groups.evaluate_group", acks_late=True, ignore_result=True)
def evaluate_group(group_id: int) -> None:
    """Evaluates the whole group, unless it is gone by now."""
    if CustomerGroup.objects.filter(pk=group_id).exists():
        memberships.evaluate_group(group_id)


@shared_task(
    name="customer_groups.refresh_everything", acks_late=True, ignore_result=True
)
def refresh_everything() -> int:
    """History, facts and every group anew; how many profiles there are."""
    return refresh.refresh_all()
