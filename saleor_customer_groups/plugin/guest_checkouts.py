"""Guest checkouts: a promotion that is limited to groups leaves those that have it.

Nothing is asked for guests while they shop. So a promotion that was everybody's until
now is looked for from time to time where Saleor has already counted it.
"""

from __future__ import annotations

from importlib import resources
from typing import Final

from saleor.discount.models import PromotionRule

from saleor_customer_groups.host import Purpose
from saleor_customer_groups.models import RestrictedKind
from saleor_customer_groups.services.pricing import Buyer
from saleor_customer_groups.services.queries import fetch, writer
from saleor_customer_groups.services.restrictions import shares

from .configuration import is_active
from .interceptions.holds import PATIENCE
from .interceptions.seams import is_whole

#: Somebody in no group, in no channel: what is for him is for everybody everywhere.
_GUEST: Final = Buyer("", "", "")
_EXPIRE: Final = (resources.files(__package__) / "sql" / "expire_guests.sql").read_text(
    encoding="utf-8"
)


def expire_guest_checkouts() -> int:
    """Has Saleor count those anew that have a promotion which is not for guests; how
    many. One statement where no promotion is restricted."""
    is_known = is_whole(Purpose.PROMOTIONS) and is_active()
    found = shares(RestrictedKind.PROMOTION, [_GUEST], is_known=is_known)
    promotions = found[_GUEST].foreign if found else frozenset()
    if not promotions:
        return 0
    rules = (
        PromotionRule.objects.using(writer())
        .filter(promotion__in=promotions)
        .values_list("pk", flat=True)
    )
    return len(fetch(_EXPIRE, {"rules": list(rules), "patience": PATIENCE}))
