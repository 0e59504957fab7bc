"""customerGroupExport: has a file made of a group's members."""

from __future__ import annotations

import logging
from typing import Any

import graphene
from django.db import transaction

from saleor_customer_groups import tasks
from saleor_customer_groups.services.exports import request_export

from .. import enums
from ..types.errors import CustomerGroupExportError, ExportCode
from ..types.exports import CustomerGroupExportFile
from .base import BaseMutation, find_group

logger = logging.getLogger(__name__)


class CustomerGroupExport(BaseMutation):
    export_file = graphene.Field(
        CustomerGroupExportFile,
        description="The file; ask for it again until it is ready.",
    )

    class Arguments:
        id = graphene.Argument(
            graphene.ID, required=True, description="The ID of the group."
        )
        consented = graphene.Argument(
            enums.CustomerGroupContactType,
            description="Only members who want to hear from the shop this way.",
        )

    class Meta:
        description = (
            "Has a CSV file made of the members of a group, in the background. Workers"
            " make it; it is deleted after a day."
        )
        error_type = CustomerGroupExportError
        codes = ExportCode

    @classmethod
    def perform(cls, context: Any, *, id: str, consented: str | None = None) -> Any:
        group = find_group(id)
        export = request_export(
            group.code, consented=consented or "", actor=context.actor
        )
        transaction.on_commit(lambda: _hint(export.pk))
        return cls(export_file=export, errors=[])


def _hint(export_id: int) -> None:
    """Tells a worker. Without a broker the file is made a little later: see
    ``tasks.tick_groups``."""
    try:
        tasks.write_export.delay(export_id)
    except Exception:  # whatever a broker raises when it does not answer
        logger.warning("No worker could be told of export %s.", export_id)
