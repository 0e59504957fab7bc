"""Vouchers and promotions for groups, as others see them while they are being made."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest
from django.db import connection
from saleor.channel.models import Channel
from saleor.discount.models import Promotion, Voucher
from saleor.plugins.manager import PluginsManager

from saleor_customer_groups.host import Permission
from saleor_customer_groups.models import CustomerGroup, Restriction, Shop
from saleor_customer_groups.plugin import making, marking
from saleor_customer_groups.plugin.configuration import forget_configuration
from tests.graphql.asking import ApiClient
from tests.making import make_group

from .api.saleor_shop import SaleorShop
from .api.test_offers import PROMOTION, VOUCHER, sale, ten

#: (mutation, Saleor's method that tells of it, its model).
KINDS = {
    "voucher": (VOUCHER, "voucher_created", Voucher),
    "promotion": (PROMOTION, "promotion_created", Promotion),
}


@pytest.fixture
def staff(transactional_db: None) -> ApiClient:
    """Who may do everything, in a shop whose transactions are real ones."""
    Shop.objects.get_or_create(pk=1)
    CustomerGroup.objects.get_or_create(
        is_default=True,
        defaults={"code": "standard", "name": "Standard", "kind": "manual"},
    )
    forget_configuration()
    marking.forget_tables()
    make_group("vip")
    return SaleorShop().client(*Permission)


@pytest.fixture
def given(channel_USD: Channel, product: Any) -> dict[str, Any]:
    return {"voucher": ten(channel_USD), "promotion": sale(channel_USD, product)}


def seen_by_others() -> tuple[int, int]:
    """How many vouchers and promotions, and how many restrictions another connection
    sees."""
    found = connection.settings_dict
    with psycopg.connect(
        host=found["HOST"], user=found["USER"], dbname=found["NAME"]
    ) as other:
        counts = other.execute(
            "SELECT (SELECT count(*) FROM discount_voucher)"
            " + (SELECT count(*) FROM discount_promotion),"
            " (SELECT count(*) FROM customer_groups_restriction)"
        ).fetchone()
    assert counts is not None
    return counts


@pytest.mark.parametrize("kind", KINDS)
def test_make__while_it_is_made__others_see_neither_and_then_both(
    staff: ApiClient,
    given: dict[str, Any],
    kind: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Webhooks and plugins are told once both are there."""
    mutation, telling, model = KINDS[kind]
    seen: dict[str, tuple[int, int]] = {}
    limited = making._limited

    def limit(*args: Any, **kwargs: Any) -> Any:
        assert model.objects.count() == 1
        seen["made"] = seen_by_others()
        done = limited(*args, **kwargs)
        seen["limited"] = seen_by_others()
        return done

    def tell(*_: Any, **__: Any) -> None:
        assert "told" not in seen
        seen["told"] = seen_by_others()

    monkeypatch.setattr(making, "_limited", limit)
    monkeypatch.setattr(PluginsManager, telling, tell)
    staff.do(mutation, input=given[kind])
    assert seen == {"made": (0, 0), "limited": (0, 0), "told": (1, 1)}


@pytest.mark.parametrize("kind", KINDS)
def test_make__killed_in_between__neither_is_there_and_nobody_is_told(
    staff: ApiClient,
    given: dict[str, Any],
    kind: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mutation, telling, model = KINDS[kind]
    told: list[object] = []

    def fail(*_: Any, **__: Any) -> Any:
        assert model.objects.count() == 1
        raise RuntimeError

    monkeypatch.setattr(making, "_limited", fail)
    monkeypatch.setattr(PluginsManager, telling, lambda *args, **_: told.append(args))
    assert staff.ask(mutation, input=given[kind]).message == "Internal Server Error"
    assert (model.objects.count(), Restriction.objects.count(), told) == (0, 0, [])
