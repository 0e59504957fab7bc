"""Several staff at once: a thing is in one campaign at most, for its groups, and never
for everybody in between."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from saleor_customer_groups.models import RestrictedKind
from saleor_customer_groups.services.campaign_items import (
    CampaignItem,
    ItemKind,
    add_items,
    items_of,
    release_items,
)
from saleor_customer_groups.services.campaign_rows import get_campaign
from saleor_customer_groups.services.campaigns import (
    CampaignInput,
    create_campaign,
    edit_campaign,
)
from saleor_customer_groups.services.errors import CustomerGroupsError, ErrorCode
from saleor_customer_groups.services.restrictions import (
    Restricted,
    get_restriction,
    restrict,
    restrictions_of,
)

from .shopping import make_group

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

TEN = CampaignItem(ItemKind.VOUCHER, "TEN")
GROUPS = ("vip", "b2b", "gold", "club")
_ROUNDS = 15


def _together(*acts: Callable[[], None]) -> list[BaseException]:
    """What they raised, begun at the same time, each with a connection of its own."""
    raised: list[BaseException] = []
    begun = threading.Barrier(len(acts))

    def run(act: Callable[[], None]) -> None:
        try:
            begun.wait()
            act()
        except BaseException as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def _put_in_and_take_out(code: str) -> None:
    """What was put in is there until it is taken out: nobody else takes it away."""
    for _ in range(_ROUNDS):
        try:
            assert add_items(code, [TEN], actor="eve") == 1
        except CustomerGroupsError as error:
            if error.code is not ErrorCode.IN_USE:
                raise
        else:
            assert release_items(code, [TEN]) == 1


def test_hold__by_several_at_once__by_one_and_never_for_everybody() -> None:
    for code in GROUPS:
        make_group(code)
        given = CampaignInput(name=code, code=code, groups=[code])
        create_campaign(given, actor="eve")
    restrict(Restricted(RestrictedKind.VOUCHER, "TEN"), ["vip"], actor="eve")
    is_over = threading.Event()
    missing: list[int] = []

    def look() -> None:
        """Like a checkout: one statement, whoever is at it."""
        while not is_over.is_set():
            found = restrictions_of(RestrictedKind.VOUCHER, ["TEN"])
            missing.append(0 if "TEN" in found else 1)
        connection.close()

    looking = threading.Thread(target=look)
    looking.start()

    def change_groups() -> None:
        for number in range(_ROUNDS):
            codes = [GROUPS[number % 4], GROUPS[(number + 1) % 4]]
            edit_campaign("vip", {"groups": codes}, actor="eve")

    acts = [lambda code=code: _put_in_and_take_out(code) for code in GROUPS]
    raised = _together(*acts, change_groups)
    is_over.set()
    looking.join()
    assert raised == []
    assert (sum(missing), len(missing) > _ROUNDS) == (0, True)

    assert add_items("gold", [TEN], actor="eve") == 1
    held = {code: items_of([get_campaign(code).pk]) for code in GROUPS}
    assert [code for code in GROUPS if TEN in next(iter(held[code].values()))] == [
        "gold"
    ]
    kept = get_restriction(Restricted(RestrictedKind.VOUCHER, "TEN"))
    assert kept is not None
    assert [group.code for group in kept.groups] == ["gold"]
