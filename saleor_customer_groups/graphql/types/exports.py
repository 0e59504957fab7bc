"""Exports: files that staff asked for."""

from __future__ import annotations

from typing import Any

import graphene

from saleor_customer_groups.models import (
    ContactType,
    ExportFile,
    ExportKind,
    ExportStatus,
)

from .. import enums
from ..downloads import link_to
from ..ids import EXPORT, PRICE_FILE, to_global
from ..scalars import DateTime
from .fields import needed, optional
from .groups import CustomerGroup
from .price_lists import CustomerGroupPriceList

CustomerGroupExportKind = enums.enum_of(
    "CustomerGroupExportKind",
    ExportKind,
    "What is in a file.",
    {
        ExportKind.MEMBERS: "The members of a group.",
        ExportKind.IMPORT_RESULT: "What became of each line of an import.",
        ExportKind.PRICES: "The prices of a list.",
        ExportKind.PRICE_PROBLEMS: "What was wrong with a file of prices.",
    },
)
CustomerGroupExportStatus = enums.enum_of(
    "CustomerGroupExportStatus",
    ExportStatus,
    "How far a file is.",
    {
        ExportStatus.PENDING: "It is being made.",
        ExportStatus.READY: "It can be downloaded.",
        ExportStatus.FAILED: "It could not be made.",
    },
)


class _File:
    """What is told of every file."""

    kind = needed(CustomerGroupExportKind, "What is in it.")
    status = needed(CustomerGroupExportStatus, "How far it is.")
    row_count = optional(graphene.Int, "How many rows it has, once it is ready.")
    message = needed(graphene.String, "Why it could not be made; else empty.")
    requested_by = needed(graphene.String, "Who asked for it.")
    created_at = needed(DateTime, "When it was asked for.")
    expires_at = needed(DateTime, "When it is deleted.")
    url = optional(
        graphene.String,
        "Where to download it, without a token, for an hour from now; null until it is"
        " ready. Whoever has the link has the file.",
    )

    @staticmethod
    def resolve_url(root: ExportFile, info: Any) -> str | None:
        if root.status != ExportStatus.READY:
            return None
        return link_to(root.pk, info.context.request)


class CustomerGroupExportFile(_File, graphene.ObjectType):
    id = needed(graphene.ID, "The ID of the file.")
    group = needed(CustomerGroup, "The group that it is about.")
    consented = optional(
        enums.CustomerGroupContactType,
        "Only members who want to hear from the shop this way; null for all.",
    )

    class Meta:
        description = "A CSV file about a group, kept for a day."

    @staticmethod
    def resolve_id(root: ExportFile, _info: Any) -> str:
        return to_global(EXPORT, root.pk)

    @staticmethod
    def resolve_consented(root: ExportFile, _info: Any) -> str | None:
        return ContactType(root.consented).value if root.consented else None


class CustomerGroupPriceFile(_File, graphene.ObjectType):
    id = needed(graphene.ID, "The ID of the file.")
    price_list = needed(CustomerGroupPriceList, "The price list that it is about.")

    class Meta:
        description = "A CSV file about a price list, kept for a day."

    @staticmethod
    def resolve_id(root: ExportFile, _info: Any) -> str:
        return to_global(PRICE_FILE, root.pk)
