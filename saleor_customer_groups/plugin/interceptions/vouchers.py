"""Vouchers of groups: refused to everybody else when entered, re-checked and ordered.

Saleor validates a voucher in one function, the only one that is told the customer, and
reads the voucher of a checkout through one other, on every way to an order. Both are
looked up where they are defined, so replacing them there reaches every caller.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextvars import ContextVar
from decimal import Decimal
from typing import Any, Final

from django.utils import timezone
from promise import Promise
from saleor.discount.models import NotApplicable
from saleor.graphql.channel.dataloaders.by_self import ChannelByIdLoader
from saleor.graphql.discount.dataloaders import VoucherCodeByCodeLoader

from saleor_customer_groups.host import Purpose
from saleor_customer_groups.models import RestrictedKind

from .eligibility import refused
from .holds import is_held
from .seams import Function, Seam

logger = logging.getLogger(__name__)

#: The checkout whose own voucher Saleor is checking again; None while one is entered.
_checked_again: ContextVar[Any] = ContextVar("customer_groups_checkout", default=None)


def _validating(original: Function) -> Function:
    """By the account, never by an e-mail address, which a guest can type.

    Whoever calls it handles NotApplicable, and nothing else.
    """

    def validate_voucher(
        voucher: Any,
        total_price: Any,
        quantity: Any,
        customer_email: Any,
        channel: Any,
        customer: Any,
        *args: Any,
        **kwargs: Any,
    ) -> Any:
        answer = original(
            voucher,
            total_price,
            quantity,
            customer_email,
            channel,
            customer,
            *args,
            **kwargs,
        )
        user_id = customer.pk if customer else None
        if refused(RestrictedKind.VOUCHER, [voucher.pk], user_id, channel.slug):
            checkout = _checked_again.get()
            if checkout is not None and is_held(checkout, Purpose.VOUCHERS):
                return answer
            raise NotApplicable("This offer is not for this customer.")
        return answer

    return validate_voucher


def _checking(original: Function) -> Function:
    """A voucher that a checkout has already may be held, one that is entered may not."""

    def check_voucher_for_checkout(
        voucher: Any, manager: Any, checkout_info: Any, *args: Any, **kwargs: Any
    ) -> Any:
        token = _checked_again.set(checkout_info.checkout)
        try:
            return original(voucher, manager, checkout_info, *args, **kwargs)
        finally:
            _checked_again.reset(token)

    return check_voucher_for_checkout


def _reading(original: Function) -> Function:
    """Without its voucher a checkout that has a code cannot be completed.

    ``checkout.user`` decides: at completion Saleor looks an account up by the e-mail
    address for a guest, and leaves that field alone. Once the use of the code is
    counted, Saleor itself asks no more, and the checkout keeps it.
    """

    def get_voucher_for_checkout(
        checkout: Any, channel_slug: str, *args: Any, **kwargs: Any
    ) -> Any:
        voucher, code = original(checkout, channel_slug, *args, **kwargs)
        if (
            voucher is None
            or checkout.is_voucher_usage_increased
            or not refused(
                RestrictedKind.VOUCHER, [voucher.pk], checkout.user_id, channel_slug
            )
            or is_held(checkout, Purpose.VOUCHERS)
        ):
            return voucher, code
        _expire(checkout)
        return None, None

    return get_voucher_for_checkout


def _looking(original: Function) -> Function:
    """Where a checkout is only looked at, Saleor takes its voucher as it is: one that is
    no longer for the customer is off it in the same answer, and for good once Saleor has
    counted anew. Nothing is asked for checkouts without a code or a customer."""

    def batch_load(self: Any, keys: Any) -> Any:
        found = original(self, keys)
        asked = [
            checkout
            for checkout in found
            if checkout is not None
            and checkout.user_id is not None
            and checkout.voucher_code
            and not checkout.is_voucher_usage_increased
        ]
        if not asked:
            return found

        def check(loaded: Sequence[Sequence[Any]]) -> Any:
            try:
                _take_off(zip(asked, *loaded, strict=True))
            except Exception:
                logger.exception("Vouchers of checkouts could not be looked at.")
            return found

        codes = [each.voucher_code for each in asked]
        channels = [each.channel_id for each in asked]
        loading: Promise[Any] = Promise.all(
            [
                VoucherCodeByCodeLoader(self.context).load_many(codes),
                ChannelByIdLoader(self.context).load_many(channels),
            ]
        )
        return loading.then(check)

    return batch_load


def _take_off(asked: Iterable[tuple[Any, Any, Any]]) -> None:
    """Of checkouts, each with its code and its channel."""
    alike: dict[tuple[int, str], list[tuple[Any, Any]]] = defaultdict(list)
    for checkout, code, channel in asked:
        if code is not None:
            place = (checkout.user_id, channel.slug)
            alike[place].append((checkout, code.voucher_id))
    for (user_id, channel), pairs in alike.items():
        vouchers = {voucher for _, voucher in pairs}
        not_his = refused(RestrictedKind.VOUCHER, vouchers, user_id, channel)
        for checkout, voucher in pairs:
            if str(voucher) in not_his and not is_held(checkout, Purpose.VOUCHERS):
                checkout.voucher_code = None
                checkout.discount_name = checkout.translated_discount_name = None
                checkout.discount_amount = Decimal(0)
                _expire(checkout)


def _expire(checkout: Any) -> None:
    checkout.price_expiration = checkout.discount_expiration = timezone.now()


SEAMS: Final = (
    Seam(
        Purpose.VOUCHERS,
        "saleor.discount.utils.voucher",
        "validate_voucher",
        (
            "voucher",
            "total_price",
            "quantity",
            "customer_email",
            "channel",
            "customer",
        ),
        "refuses a voucher when it is entered or checked again",
        _validating,
    ),
    Seam(
        Purpose.VOUCHERS,
        "saleor.checkout.utils",
        "get_voucher_for_checkout",
        ("checkout", "channel_slug"),
        "refuses a voucher when an order is made",
        _reading,
    ),
    Seam(
        Purpose.VOUCHERS,
        "saleor.checkout.utils",
        "check_voucher_for_checkout",
        ("voucher", "manager", "checkout_info"),
        "keeps a voucher while its checkout is being paid for",
        _checking,
    ),
    Seam(
        Purpose.VOUCHERS,
        "saleor.graphql.checkout.dataloaders.models",
        "CheckoutByTokenLoader.batch_load",
        ("self", "keys"),
        "takes a voucher off a checkout when it is only looked at",
        _looking,
    ),
)
