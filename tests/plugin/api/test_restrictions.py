"""The tests of this name, inside Saleor."""

import pytest

from saleor_customer_groups.models import Restriction
from tests.graphql.asking import ApiClient, global_id
from tests.graphql.test_groups import gid
from tests.graphql.test_restrictions import *  # noqa: F403
from tests.graphql.test_restrictions import LIFT, SET


@pytest.mark.parametrize(
    ("kind", "id_"),
    [
        ("voucher", global_id("Voucher", 999999)),
        ("voucher", global_id("Voucher", "x" * 5000)),
        ("promotion", global_id("Promotion", "00000000-0000-0000-0000-000000000000")),
        ("promotion", global_id("Promotion", "1")),
    ],
)
def test_set__what_saleor_does_not_have__refused(
    staff: ApiClient, kind: str, id_: str
) -> None:
    for mutation, more in ((SET, {"groups": [gid("vip")]}), (LIFT, {})):
        (error,) = staff.refuse(mutation, **{kind: id_}, **more)
        assert (error["code"], error["field"]) == ("NOT_FOUND", kind)
    assert not Restriction.objects.exists()
