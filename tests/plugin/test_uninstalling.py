"""Nothing is left behind, and Saleor does not notice that we were there."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django_celery_beat.models import PeriodicTask
from saleor.account.models import User
from saleor.celeryconf import app
from saleor.plugins.models import PluginConfiguration
from saleor.schedulers.models import CustomPeriodicTask
from saleor.schedulers.schedulers import DatabaseScheduler

from saleor_customer_groups.models import CustomerGroup
from saleor_customer_groups.models import Shop as ShopRow
from saleor_customer_groups.plugin import marking, uninstalling
from saleor_customer_groups.plugin.configuration import PLUGIN_ID, forget_configuration
from saleor_customer_groups.plugin.tasks import watch_saleor
from saleor_customer_groups.services import groups, worker
from saleor_customer_groups.services.assignments import add_members
from saleor_customer_groups.services.queries import fetch

from .versions import AssignedUserAttributeValue, CustomerType


@pytest.fixture
def installed(transactional_db: None) -> Iterator[User]:
    """Everything that the package ever writes, committed."""
    ShopRow.objects.get_or_create(pk=1)
    CustomerGroup.objects.get_or_create(
        is_default=True,
        defaults={"code": "standard", "name": "Standard", "kind": "manual"},
    )
    forget_configuration()
    marking.forget_tables()
    PluginConfiguration.objects.create(
        identifier=PLUGIN_ID,
        name="saved",
        active=True,
        configuration=[{"name": "mirror", "value": True}],
    )
    user = User.objects.create(email="somebody@example.com")
    worker.work_off()
    groups.create_group(groups.GroupInput(name="VIP"), actor="test")
    add_members("vip", [str(user.pk)], actor="test")
    # The first round reads everything, the second mirrors it.
    watch_saleor()
    watch_saleor()
    DatabaseScheduler(app=app).setup_schedule()
    yield user
    call_command("migrate", "customer_groups", verbosity=0)
    marking.forget_tables()


def traces() -> dict[str, int]:
    """What of ours is in the database, by where."""
    counted = {
        "tables": "SELECT count(*) FROM pg_class WHERE relname LIKE 'customer\\_groups%%'"
        " AND relkind IN ('r', 'S', 'i')",
        "functions": "SELECT count(*) FROM pg_proc WHERE proname LIKE 'customer\\_groups%%'",
        "attributes": "SELECT count(*) FROM attribute_attribute"
        " WHERE slug = 'customer-groups'",
        "metadata": "SELECT count(*) FROM account_user"
        " WHERE private_metadata ? 'customer-groups'",
        "permissions": "SELECT count(*) FROM permission_permission"
        " WHERE codename LIKE '%%customergroup'",
    }
    found = {name: fetch(sql, {})[0][0] for name, sql in counted.items()}
    values = AssignedUserAttributeValue and AssignedUserAttributeValue.objects.count()
    return {
        **found,
        "values": values or 0,
        "tasks": PeriodicTask.objects.filter(
            task__startswith="customer_groups"
        ).count(),
        "their rows": CustomPeriodicTask.objects.filter(
            task__startswith="customer_groups"
        ).count(),
        "configuration": PluginConfiguration.objects.filter(
            identifier=PLUGIN_ID
        ).count(),
        "types": ContentType.objects.filter(app_label="customer_groups").count(),
        "migrations": MigrationRecorder.Migration.objects.filter(
            app="customer_groups"
        ).count(),
    }


def test_uninstall__confirmed__leaves_no_trace(
    installed: User, capsys: pytest.CaptureFixture[str]
) -> None:
    before = traces()
    # Mirrored as an attribute, or as metadata where customers have no attributes.
    unused = {"metadata"} if CustomerType else {"attributes", "values"}
    assert {name for name, count in before.items() if not count} <= {
        "types",
        "permissions",
    } | unused
    call_command("customer_groups_uninstall", "--yes")
    assert traces() == dict.fromkeys(before, 0)
    said = capsys.readouterr().out
    assert "1 customer groups with 1 memberships" in said
    assert "shown on customers" in said
    # Saleor goes on, and so does deleting.
    installed.language_code = "fr"
    installed.save()
    installed.delete()
    # Once more, with nothing there.
    call_command("customer_groups_uninstall", "--yes")
    assert "There are no tables" in capsys.readouterr().out
    # And it can be installed again.
    call_command("migrate", "customer_groups", verbosity=0)
    assert CustomerGroup.objects.get().is_default


def test_uninstall__unconfirmed__changes_nothing(installed: User) -> None:
    before = traces()
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("customer_groups_uninstall")
    assert traces() == before


def test_uninstall__while_saleor_holds_a_table__says_so_and_waits_for_nobody(
    installed: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uninstalling, "_TRIES", 2)
    monkeypatch.setattr(uninstalling, "_LOCK_TIMEOUT", "100ms")
    monkeypatch.setattr(uninstalling.time, "sleep", lambda _: None)
    found = connection.settings_dict
    with psycopg.connect(
        host=found["HOST"], user=found["USER"], dbname=found["NAME"]
    ) as other:
        other.execute("SELECT 1 FROM customer_groups_mark LIMIT 1")
        with pytest.raises(CommandError, match="in use all"):
            call_command("customer_groups_uninstall", "--yes")
    assert traces()["tables"]
    assert fetch("SHOW lock_timeout", {}) == [("0",)]
    call_command("customer_groups_uninstall", "--yes")
    assert traces()["tables"] == 0


def test_commands__of_saleor__fill(
    installed: User, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("customer_groups_fill")
    assert (
        "customers are read, and every group is evaluated." in capsys.readouterr().out
    )
