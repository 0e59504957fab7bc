"""Tasks of the host in Saleor, each a call or two; safe to run twice and at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from celery import shared_task  # type: ignore[import-untyped]

from saleor_customer_groups.host import get_host
from saleor_customer_groups.services.attributes import refresh_attributes
from saleor_customer_groups.tasks import tick_groups, work_off_marks

from .brands import adopt_brand
from .filling import fill_once, is_filled
from .guest_checkouts import expire_guest_checkouts
from .hints import send_hint
from .interceptions.holds import forget_old_holds
from .marking import is_installed
from .mirror_rounds import keep_mirror
from .reconciliation import compare_in_turn, look_at_everybody, watch


def _task(name: str) -> Callable[[Callable[[], None]], Any]:
    """A task whose result nobody keeps, and that does nothing before our migrations."""

    def decorate(function: Callable[[], None]) -> Any:
        def run() -> None:
            with get_host().writing():
                if is_installed():
                    function()

        run.__name__, run.__doc__ = function.__name__, function.__doc__
        return shared_task(name=f"customer_groups.{name}", ignore_result=True)(run)

    return decorate


@_task("work_off")
def work_off() -> None:
    """Works off all marks that are due."""
    work_off_marks()


@_task("tick")
def tick() -> None:
    """What the passing of time does."""
    forget_old_holds()
    expire_guest_checkouts()
    if tick_groups():
        send_hint()


@_task("watch_saleor")
def watch_saleor() -> None:
    """Reads everything the first time; from then on marks whose rows were saved."""
    if not is_filled():
        fill_once()
        return
    refresh_attributes()
    adopt_brand()
    watch()
    send_hint()
    keep_mirror()


@_task("compare_with_saleor")
def compare_with_saleor() -> None:
    """Marks whom something happened to that no signal, hook or saved row tells."""
    if is_filled() and compare_in_turn():
        send_hint()


@_task("look_at_everybody")
def look_at_everybody_anew() -> None:
    """Every customer anew, once a night."""
    if is_filled():
        look_at_everybody()
        keep_mirror(is_whole=True)
