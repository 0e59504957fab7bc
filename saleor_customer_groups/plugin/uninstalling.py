"""Uninstalling: takes away everything that the package put into Saleor's database."""

from __future__ import annotations

import time
from typing import Final

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import OperationalError, connections, transaction
from django_celery_beat.models import PeriodicTask, PeriodicTasks
from saleor.core.db.connection import allow_writer
from saleor.permission.models import Permission
from saleor.plugins.models import PluginConfiguration

from saleor_customer_groups.models import (
    Assignment,
    Campaign,
    CustomerGroup,
    Membership,
)
from saleor_customer_groups.services.campaign_items import named_items
from saleor_customer_groups.services.queries import fetch, writer
from saleor_customer_groups.services.usage import UserKind, users_of

from . import extension_app
from .configuration import PLUGIN_ID, forget_configuration, read_configuration
from .marking import forget_tables, is_installed
from .mirror_rounds import end_mirror

_LABEL: Final = "customer_groups"
_TASKS: Final = "customer_groups."

#: Whoever waits longer for our tables holds up Saleor, which marks customers in them.
_LOCK_TIMEOUT: Final = "2s"
_TRIES: Final = 10


class StillInUseError(Exception):
    """Our tables are in use all the time; nothing but the mirror was taken away."""


def what_would_go() -> list[str]:
    """A sentence for each kind of thing that ends with the package."""
    if not is_installed():
        return ["There are no tables of customer groups."]
    groups = CustomerGroup.objects.filter(is_default=False)
    members = Membership.objects.filter(group__in=groups).count()
    used = users_of(list(groups))
    by_hand = Assignment.objects.count()
    found = [
        f"{groups.count()} customer groups with {members} memberships, {by_hand} of which"
        " were given by hand, and their history."
    ]
    for group in groups.order_by("code"):
        users = [
            user.sentence
            for user in used[group.pk]
            if user.kind not in (UserKind.CHILD, UserKind.RULE)
        ]
        if users:
            found.append(f"“{group.name}” restricts {', '.join(users)}.")
    for campaign in Campaign.objects.order_by("code"):
        held = named_items(campaign)
        if held:
            found.append(
                f"The campaign “{campaign.name}” holds {', '.join(held)}: from then on"
                " for everybody, with no window but Saleor's own."
            )
    if read_configuration().is_mirrored:
        found.append("The groups that are shown on customers in the Dashboard.")
    return found


def uninstall() -> None:
    """Ends the package's part in this database; safe to run again. The package itself is
    removed afterwards, and then Saleor's processes are started anew.

    Raises StillInUseError where Saleor's processes do not let go of our tables.
    """
    with allow_writer():
        PluginConfiguration.objects.filter(identifier=PLUGIN_ID).update(active=False)
        forget_configuration()
        end_mirror()
        extension_app.remove()
        _drop_tables()
        forget_tables()
        PeriodicTask.objects.filter(task__startswith=_TASKS).delete()
        PeriodicTasks.update_changed()
        PluginConfiguration.objects.filter(identifier=PLUGIN_ID).delete()
        Permission.objects.filter(content_type__app_label=_LABEL).delete()
        ContentType.objects.filter(app_label=_LABEL).delete()


def _drop_tables() -> None:
    for left in reversed(range(_TRIES)):
        try:
            fetch(
                "SELECT set_config('lock_timeout', %(wait)s, false)",
                {"wait": _LOCK_TIMEOUT},
            )
            # All of our migrations are taken back, or none. What is checked at the end
            # of a transaction would keep its tables from being dropped in it.
            with transaction.atomic(using=writer()):
                fetch("SET CONSTRAINTS ALL IMMEDIATE", {})
                call_command(
                    "migrate",
                    _LABEL,
                    "zero",
                    database=writer(),
                    verbosity=0,
                    skip_checks=True,
                )
            return
        except OperationalError as error:
            if not left:
                raise StillInUseError(
                    "The tables of customer groups are in use all the time: stop Saleor's"
                    " workers and beat, and run this again."
                ) from error
            time.sleep(1)
        finally:
            if not connections[writer()].needs_rollback:
                fetch("SELECT set_config('lock_timeout', '0', false)", {})
