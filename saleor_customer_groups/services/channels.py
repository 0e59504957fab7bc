"""Channels: how they are named; which there are, only the host knows."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from .errors import ErrorCode
from .group_checks import refuse

CHANNELS_LIMIT: Final = 100
#: As long as slugs are in Saleor.
CHANNEL_LENGTH: Final = 255


def check_channel(channel: str, name: str = "channel") -> None:
    """Raises CustomerGroupsError about the field for what is no slug."""
    if not channel.strip() or len(channel) > CHANNEL_LENGTH:
        refuse(
            f"A channel is named by its slug, of 1 to {CHANNEL_LENGTH} characters.",
            name,
        )


def check_channels(channels: Collection[str]) -> None:
    """Raises CustomerGroupsError for too many, and for what is no slug."""
    if len(set(channels)) > CHANNELS_LIMIT:
        refuse(
            f"At most {CHANNELS_LIMIT} channels can be named.",
            "channels",
            ErrorCode.TOO_MANY,
        )
    for channel in channels:
        check_channel(channel, "channels")
