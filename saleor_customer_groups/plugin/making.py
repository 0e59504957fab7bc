"""Making: a voucher or promotion and for whom it is, in one transaction.

Nobody ever sees the one without the other: not for a moment, and not after a crash.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from django.http import HttpRequest

from saleor_customer_groups.graphql.ids import key_of
from saleor_customer_groups.graphql.types.restrictions import TYPES
from saleor_customer_groups.models import RestrictedKind
from saleor_customer_groups.services.campaign_items import (
    CampaignItem,
    ItemKind,
    add_items,
)
from saleor_customer_groups.services.queries import writer
from saleor_customer_groups.services.restrictions import Restricted, restrict

from .saleor_api import ask_saleor

_MAKE_VOUCHER: Final = """
mutation ($input: VoucherInput!) { voucherCreate(input: $input) {
  voucher { id } errors { field message code } } }
"""
_LIST_VOUCHER: Final = """
mutation ($id: ID!, $input: VoucherChannelListingInput!) {
  voucherChannelListingUpdate(id: $id, input: $input) {
    errors { field message code } } }
"""
_MAKE_PROMOTION: Final = """
mutation ($input: PromotionCreateInput!) { promotionCreate(input: $input) {
  promotion { id } errors { field message code index } } }
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whom:
    """For whom it is: codes of groups, and of those that are excluded; or a campaign, by
    its code, which says so."""

    groups: Sequence[str] = ()
    excluded_groups: Sequence[str] = ()
    campaign: str = ""


@dataclass(frozen=True, slots=True)
class SaleorError:
    """One of the errors of Saleor's own mutations."""

    field: str | None
    message: str
    code: str
    index: int | None = None


class SaleorRefusedError(Exception):
    """Saleor does not make it; nothing was made."""

    def __init__(self, errors: Sequence[SaleorError]) -> None:
        super().__init__(errors)
        self.errors = errors


def make_voucher(
    request: HttpRequest,
    given: Mapping[str, Any],
    channels: Sequence[Mapping[str, Any]],
    whom: Whom,
    *,
    actor: str,
) -> Restricted:
    """A voucher of Saleor's ``VoucherInput``, in these channels, for whom it is said.

    Raises SaleorRefusedError, CustomerGroupsError, and what ``ask_saleor`` does; then
    nothing is made.
    """
    with transaction.atomic(using=writer()):
        made = _checked(ask_saleor(request, _MAKE_VOUCHER, input=given))
        id_ = made["voucher"]["id"]
        listing = {"addChannels": list(channels)}
        _checked(ask_saleor(request, _LIST_VOUCHER, id=id_, input=listing))
        return _limited(RestrictedKind.VOUCHER, id_, whom, actor=actor)


def make_promotion(
    request: HttpRequest, given: Mapping[str, Any], whom: Whom, *, actor: str
) -> Restricted:
    """The same with a promotion of Saleor's ``PromotionCreateInput``."""
    with transaction.atomic(using=writer()):
        made = _checked(ask_saleor(request, _MAKE_PROMOTION, input=given))
        id_ = made["promotion"]["id"]
        return _limited(RestrictedKind.PROMOTION, id_, whom, actor=actor)


def _checked(answer: Any) -> Any:
    if answer["errors"]:
        raise SaleorRefusedError([SaleorError(**each) for each in answer["errors"]])
    return answer


def _limited(
    kind: RestrictedKind, global_id: str, whom: Whom, *, actor: str
) -> Restricted:
    made = Restricted(kind, key_of(global_id, TYPES[kind]))
    if whom.campaign:
        item = CampaignItem(ItemKind(kind.value), made.key)
        add_items(whom.campaign, [item], actor=actor)
    else:
        restrict(made, whom.groups, whom.excluded_groups, actor=actor)
    return made
