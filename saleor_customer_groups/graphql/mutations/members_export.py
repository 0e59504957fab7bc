"""customerGroupExport: has a file made of a group's members."""

from __future__ import annotations

from typing import Any

import graphene

from saleor_customer_groups.services.exports import request_export

from .. import enums
from ..types.errors import CustomerGroupExportError, ExportCode
from ..types.exports import CustomerGroupExportFile
from .base import BaseMutation, find_group
from .telling import tell_worker


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
        tell_worker(export.pk)
        return cls(export_file=export, errors=[])
