"""How far each of the host's sources has been read; kept by the host alone."""

from __future__ import annotations

from django.db import models


class SourceState(models.Model):
    """``through`` is the instant up to which it was read, ``value`` what it was read as."""

    name = models.TextField(primary_key=True)
    through = models.DateTimeField(null=True)
    value = models.TextField(db_default="")

    class Meta:
        db_table = "customer_groups_source_state"
