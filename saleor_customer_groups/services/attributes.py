"""Attributes: which custom ones there are, and of what type, as the host says."""

from __future__ import annotations

from typing import Final

from django.db import transaction

from saleor_customer_groups.engine.facts import ATTRIBUTE_PREFIX
from saleor_customer_groups.host import Host, get_host

from .locks import lock_registry
from .queries import fetch, query
from .shops import touch_registry
from .sync import sync_attribute_definitions

_MARK_READERS: Final = """
INSERT INTO customer_groups_mark (group_id)
SELECT g.id FROM customer_groups_customer_group g
JOIN customer_groups_group_revision r ON r.group_id = g.id AND r.number = g.revision
WHERE g.archived_at IS NULL
  AND EXISTS (SELECT FROM unnest(r.facts) AS fact WHERE fact LIKE %(attributes)s)
"""


def refresh_attributes(*, host: Host | None = None) -> None:
    """Learns of new, changed and gone attributes; rules may name them from now on.

    Marks the groups that read attributes: one may freeze, and one that was frozen may
    have missed what happened since. Where nothing differs, nobody is kept waiting.
    """
    host = host or get_host()
    types = host.relation("attribute_types")
    if not fetch(query("attribute_changes", attribute_types=types), {})[0][0]:
        return
    with transaction.atomic():
        lock_registry()
        if sync_attribute_definitions(host=host).row_count:
            fetch(_MARK_READERS, {"attributes": f"{ATTRIBUTE_PREFIX}%"})
            touch_registry()
