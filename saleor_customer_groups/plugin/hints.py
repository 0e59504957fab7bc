"""Hints: tell a worker that there are marks, without anybody waiting for the broker.

Celery takes seconds to find out that a broker is down, and Saleor's requests must not. So
a thread of the process sends, one hint for all that happened meanwhile. A hint that is
lost is made up for by beat, which has marks worked off by itself.
"""

from __future__ import annotations

import logging
import threading
from typing import Final

from saleor.celeryconf import app

from saleor_customer_groups.tasks import work_off_marks

logger = logging.getLogger(__name__)

#: Seconds after which a hint is worth nothing.
_EXPIRES: Final = 30


class _Sender(threading.Thread):
    def __init__(self) -> None:
        super().__init__(name="customer-groups-hints", daemon=True)
        self.is_wanted = threading.Event()

    def run(self) -> None:
        while True:
            self.is_wanted.wait()
            self.is_wanted.clear()
            try:
                # What is Celery's current app depends on the thread.
                task = app.tasks[work_off_marks.name]
                task.apply_async(retry=False, expires=_EXPIRES)
            except Exception as error:
                logger.warning("No worker could be told of marks; beat will: %s", error)


_senders: list[_Sender] = []
_starting: Final = threading.Lock()


def runs_in_place() -> bool:
    """Whether Saleor has no broker, and runs each task where it is sent."""
    return bool(app.conf.task_always_eager)


def send_hint() -> None:
    """Tells a worker soon; without a broker the marks are worked off here and now."""
    if runs_in_place():
        work_off_marks.apply_async()
        return
    with _starting:
        # A forked process has the object, but not its thread.
        if not (_senders and _senders[0].is_alive()):
            _senders[:] = [_Sender()]
            _senders[0].start()
        _senders[0].is_wanted.set()
