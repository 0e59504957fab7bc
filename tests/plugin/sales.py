"""Sales: a catalogue promotion, a price list and a voucher on one shirt, as a table."""

from __future__ import annotations

from typing import Final, NamedTuple

import pytest

from saleor_customer_groups.engine.price_lists import PromotionPolicy

from .pricing import fixed, variant
from .receipts import Receipt
from .stores import Store

_BETTER_OF: Final = PromotionPolicy.BETTER_OF
_COMBINE: Final = PromotionPolicy.COMBINE
_EXCLUDE: Final = PromotionPolicy.EXCLUDE


class Sale(NamedTuple):
    """What a member pays for three shirts, with a hat of 10.00 and 5.00 of shipping.

    The shirt costs 19.99, less 15 % for everybody: 3.00, so 16.99. The member's list
    says ``price``, and how the sale meets that; ``code`` is the voucher, if any.
    """

    policy: PromotionPolicy
    price: str
    code: str
    shirts: str
    total: str

    def open(self) -> Store:
        store = Store(shirt="19.99", hat="10.00", shipping="5.00")
        store.reduce(store.shirt, 15)
        price = fixed(variant(store.shirt), self.price)
        store.list_for("vip", price, promotions=self.policy)
        store.issue("SHIRTS", 10, variants=(store.shirt,))
        store.issue("EACH", "0.77", is_percentage=False, variants=(store.shirt,))
        store.issue("TENTH", 10)
        store.issue("SEVEN", 7, is_percentage=False)
        store.issue("ONCE", 10, apply_once_per_order=True)
        store.issue("POST", 50, type="shipping")
        return store

    def check(self, receipt: Receipt) -> None:
        _, shirts, _, total = str(receipt).splitlines()
        assert (shirts, total) == (self.shirts, f"total {self.total}")


SALES: Final = pytest.mark.parametrize(
    "sale",
    [
        Sale(_BETTER_OF, "18.00", "", "3 shirt x 19.99 - 9.00 = 50.97", "65.97"),
        Sale(_BETTER_OF, "13.33", "", "3 shirt x 13.33 = 39.99", "54.99"),
        Sale(_EXCLUDE, "18.00", "", "3 shirt x 18.00 = 54.00", "69.00"),
        # 13.33 * 15 % = 2.00.
        Sale(_COMBINE, "13.33", "", "3 shirt x 13.33 - 6.00 = 33.99", "48.99"),
        # 10 % of the shirts: 50.97 -> 5.10, 39.99 -> 4.00, 54.00 -> 5.40, 33.99 -> 3.40.
        Sale(_BETTER_OF, "18.00", "SHIRTS", "3 shirt x 19.99 - 14.10 = 45.87", "60.87"),
        Sale(_BETTER_OF, "13.33", "SHIRTS", "3 shirt x 13.33 - 4.00 = 35.99", "50.99"),
        Sale(_EXCLUDE, "18.00", "SHIRTS", "3 shirt x 18.00 - 5.40 = 48.60", "63.60"),
        Sale(_COMBINE, "13.33", "SHIRTS", "3 shirt x 13.33 - 9.40 = 30.59", "45.59"),
        # 0.77 off each shirt: 2.31.
        Sale(_BETTER_OF, "18.00", "EACH", "3 shirt x 19.99 - 11.31 = 48.66", "63.66"),
        Sale(_EXCLUDE, "18.00", "EACH", "3 shirt x 18.00 - 2.31 = 51.69", "66.69"),
        Sale(_COMBINE, "13.33", "EACH", "3 shirt x 13.33 - 8.31 = 31.68", "46.68"),
        # 10 % of all, shared: 60.97 -> 6.10, of it 5.10; 49.99 -> 5.00, of it 4.00.
        Sale(_BETTER_OF, "18.00", "TENTH", "3 shirt x 19.99 - 14.10 = 45.87", "59.87"),
        Sale(_BETTER_OF, "13.33", "TENTH", "3 shirt x 13.33 - 4.00 = 35.99", "49.99"),
        # 43.99 -> 4.40, of it 3.40; 64.00 -> 6.40, of it 5.40.
        Sale(_COMBINE, "13.33", "TENTH", "3 shirt x 13.33 - 9.40 = 30.59", "44.59"),
        Sale(_EXCLUDE, "18.00", "TENTH", "3 shirt x 18.00 - 5.40 = 48.60", "62.60"),
        # 7.00 off all, shared: 50.97 of 60.97 -> 5.85, 39.99 of 49.99 -> 5.60,
        # 33.99 of 43.99 -> 5.41, 54.00 of 64.00 -> 5.91.
        Sale(_BETTER_OF, "18.00", "SEVEN", "3 shirt x 19.99 - 14.85 = 45.12", "58.97"),
        Sale(_BETTER_OF, "13.33", "SEVEN", "3 shirt x 13.33 - 5.60 = 34.39", "47.99"),
        Sale(_COMBINE, "13.33", "SEVEN", "3 shirt x 13.33 - 11.41 = 28.58", "41.99"),
        Sale(_EXCLUDE, "18.00", "SEVEN", "3 shirt x 18.00 - 5.91 = 48.09", "62.00"),
        # 10 % off one piece of the cheapest line. That is the hat: 1.00.
        Sale(_BETTER_OF, "18.00", "ONCE", "3 shirt x 19.99 - 9.00 = 50.97", "64.97"),
        Sale(_COMBINE, "13.33", "ONCE", "3 shirt x 13.33 - 6.00 = 33.99", "47.99"),
        # And the shirt where the sale makes it so: 11.00 - 1.65 = 9.35, of it 0.94.
        Sale(_COMBINE, "11.00", "ONCE", "3 shirt x 11.00 - 5.89 = 27.11", "42.11"),
        Sale(_EXCLUDE, "9.99", "ONCE", "3 shirt x 9.99 - 1.00 = 28.97", "43.97"),
        # Half of shipping.
        Sale(_BETTER_OF, "13.33", "POST", "3 shirt x 13.33 = 39.99", "52.49"),
        Sale(_COMBINE, "13.33", "POST", "3 shirt x 13.33 - 6.00 = 33.99", "46.49"),
    ],
    ids=lambda sale: f"{sale.policy}-{sale.price}-{sale.code or 'no voucher'}",
)
