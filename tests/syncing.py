"""Synchronising everybody at once, as a test wants it."""

from __future__ import annotations

from datetime import datetime

from saleor_customer_groups.host import Host
from saleor_customer_groups.models import Profile
from saleor_customer_groups.services.sync import Changes, sync_profiles


def sync_all(*, now: datetime, host: Host) -> Changes:
    ids = list(Profile.objects.values_list("pk", flat=True))
    return sync_profiles(ids, now=now, host=host)
