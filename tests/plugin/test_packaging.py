"""Saleor finds the package, and its tables are what the models say."""

from __future__ import annotations

from importlib.metadata import entry_points

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from saleor.celeryconf import app

from saleor_customer_groups.graphql.schema import get_schema
from saleor_customer_groups.host import get_host
from saleor_customer_groups.plugin.host import SaleorHost


def test_entry_point__of_the_package__names_app_and_plugin() -> None:
    (found,) = (
        point
        for point in entry_points(group="saleor.plugins")
        if point.module.startswith("saleor_customer_groups")
    )
    assert found.name in settings.INSTALLED_APPS
    assert f"{found.module}.{found.attr}" in settings.PLUGINS


def test_app__in_saleor__is_the_shared_one_with_its_host() -> None:
    config = apps.get_app_config("customer_groups")
    assert config.name == "saleor_customer_groups"
    assert isinstance(get_host(), SaleorHost)


def test_schema__in_saleor__places_no_orders_beside_saleors_own() -> None:
    schema = get_schema()
    roots = (schema.get_query_type(), schema.get_mutation_type())
    names = [name for root in roots for name in root.fields]
    assert "customerGroupCreate" in names
    assert [name for name in names if name.startswith("shop")] == []


@pytest.mark.django_db
def test_models__in_saleor__need_no_further_migration() -> None:
    call_command("makemigrations", "customer_groups", check=True, dry_run=True)


def test_beat__of_saleor__runs_our_tasks() -> None:
    app.loader.import_default_modules()
    ours = {
        name: entry
        for name, entry in settings.CELERY_BEAT_SCHEDULE.items()
        if name.startswith("customer-groups-")
    }
    assert len(ours) == 5
    assert all(entry["options"]["expires"] for entry in ours.values())
    assert {entry["task"] for entry in ours.values()} <= set(app.tasks)
