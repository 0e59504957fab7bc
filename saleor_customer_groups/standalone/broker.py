"""Broker: kombu's files for messages, with none that is seen before it is whole.

Kombu opens a file under its final name and then writes it. A worker that looks in
between takes an empty message, and ends.
"""

from __future__ import annotations

import os
import time
import uuid
from pathlib import Path
from typing import Any

from kombu.transport import filesystem
from kombu.utils.json import dumps


class _Channel(filesystem.Channel):
    def _put(  # type: ignore[override]
        self, queue: str, payload: Any, **_: Any
    ) -> None:
        # Names sort by when they were sent, as kombu's do.
        name = f"{round(time.monotonic() * 1000)}_{uuid.uuid4()}.{queue}.msg"
        whole = Path(self.data_folder_out) / name
        draft = whole.with_name(f"{name}.draft")
        draft.write_text(dumps(payload), encoding="utf-8")  # type: ignore[no-untyped-call]
        os.replace(draft, whole)


class Transport(filesystem.Transport):
    """What CELERY_BROKER_TRANSPORT names."""

    Channel = _Channel
