"""Telling: a worker is told of a file that somebody waits for."""

from __future__ import annotations

import logging

from django.db import transaction

from saleor_customer_groups import tasks

logger = logging.getLogger(__name__)


def tell_worker(export_id: int) -> None:
    """After the commit. Without a broker the file is made a little later: see
    ``tasks.tick_groups``."""
    transaction.on_commit(lambda: _hint(export_id))


def _hint(export_id: int) -> None:
    try:
        tasks.write_export.delay(export_id)
    except Exception:  # whatever a broker raises when it does not answer
        logger.warning("No worker could be told of export %s.", export_id)
