"""Vouchers of groups: refused to everybody else when entered, re-checked and ordered.

Saleor validates a voucher in one function, the only one that is told the customer, and
reads the voucher of a checkout through one other, on every way to an order. Both are
looked up where they are defined, so replacing them there reaches every caller.
"""

from __future__ import annotations

from typing import Any, Final

from saleor.discount.models import NotApplicable

from saleor_customer_groups.models import RestrictedKind

from .eligibility import refused
from .seams import Function, Purpose, Seam


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
            raise NotApplicable("This offer is not for this customer.")
        return answer

    return validate_voucher


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
        if voucher is None or checkout.is_voucher_usage_increased:
            return voucher, code
        if refused(
            RestrictedKind.VOUCHER, [voucher.pk], checkout.user_id, channel_slug
        ):
            return None, None
        return voucher, code

    return get_voucher_for_checkout


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
)
