"""Mirror rounds: keep the mirror as the configuration wants it."""

from __future__ import annotations

import logging
from typing import Final

from saleor_customer_groups.models import SourceState
from saleor_customer_groups.services import clock

from .configuration import read_configuration
from .marking import is_installed
from .mirror import (
    MirrorBlockedError,
    forget_attribute,
    forget_metadata,
    has_customer_attributes,
    mirror,
)

logger = logging.getLogger(__name__)

_MIRRORED: Final = "mirror"
_ATTRIBUTE: Final = "attribute"
_METADATA: Final = "metadata"


def keep_mirror(*, is_whole: bool = False) -> int:
    """Copies what changed since the last round, all of it the first time or when asked;
    how many customers differed. Nobody is in a group while the plugin is inactive, and
    so the copy says: then, as when it is turned off, it is taken away. So is what was
    written before Saleor had attributes of customers."""
    configuration = read_configuration()
    is_wanted = configuration.is_mirrored and configuration.is_active
    place = _ATTRIBUTE if has_customer_attributes() else _METADATA
    state = SourceState.objects.filter(pk=_MIRRORED).first()
    if state is not None and not (is_wanted and state.value == place):
        end_mirror()
        state = None
    if not is_wanted:
        return 0
    now = clock.database_now()
    since = state.through if state is not None and not is_whole else None
    if state is None:
        # Before anything is written: killed in between, it is taken away all the same.
        SourceState.objects.get_or_create(pk=_MIRRORED, defaults={"value": place})
    try:
        count = mirror(since=since)
    except MirrorBlockedError as error:
        logger.warning("%s", error)
        return 0
    SourceState.objects.filter(pk=_MIRRORED).update(through=now)
    return count


def end_mirror() -> None:
    """Takes away what was mirrored, and nothing that the shop wrote under that name."""
    states = SourceState.objects.filter(pk=_MIRRORED)
    forget_attribute()
    if is_installed():
        if states.filter(value=_METADATA).exists():
            forget_metadata()
        states.delete()
