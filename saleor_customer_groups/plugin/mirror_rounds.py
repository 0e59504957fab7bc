"""Mirror rounds: keep the mirror as the configuration wants it."""

from __future__ import annotations

import logging
from typing import Final

from saleor_customer_groups.models import SourceState
from saleor_customer_groups.services import clock

from .configuration import read_configuration
from .mirror import MirrorBlockedError, forget_mirror, mirror

logger = logging.getLogger(__name__)

_MIRRORED: Final = "mirror"


def keep_mirror(*, is_whole: bool = False) -> int:
    """Copies what changed since the last round, all of it the first time or when asked;
    how many customers differed. Nobody is in a group while the plugin is inactive, and
    so the copy says: then, as when it is turned off, it is taken away."""
    configuration = read_configuration()
    state = SourceState.objects.filter(pk=_MIRRORED).first()
    if not (configuration.is_mirrored and configuration.is_active):
        if state is not None:
            forget_mirror()
            state.delete()
        return 0
    now = clock.database_now()
    since = state.through if state is not None and not is_whole else None
    try:
        count = mirror(since=since)
    except MirrorBlockedError as error:
        logger.warning("%s", error)
        return 0
    SourceState.objects.update_or_create(pk=_MIRRORED, defaults={"through": now})
    return count
