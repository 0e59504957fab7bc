"""Demo: makes the sample shop, once, by the importers and the group templates."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from django.core.management.base import CommandError
from django.db import transaction

from saleor_customer_groups.engine.templates import Template, build, templates
from saleor_customer_groups.models import Cause, CustomerGroup, ProfileFacts
from saleor_customer_groups.services.assignments import add_members
from saleor_customer_groups.services.groups import GroupInput, create_group
from saleor_customer_groups.services.profiles import host_keys
from saleor_customer_groups.services.refresh import refresh_all
from saleor_customer_groups.services.shop_settings import change_shop
from saleor_customer_groups.services.starting_points import group_fields

from .demo_catalogue import FAVOURED_BRAND
from .demo_customers import FIRST_CUSTOMER
from .demo_files import FILES, write_files
from .demo_offers import make_offers
from .demo_progress import Report, step
from .importers.importing import KINDS, ImportOptions, import_file
from .importers.values import Conventions
from .models import Checkout, Customer

_ACTOR: Final = "demo"
_TIME_ZONE: Final = "Europe/Berlin"
_CURRENCY: Final = "EUR"


def make_demo_shop(folder: Path, today: datetime) -> None:
    """Makes what is missing of the sample shop; nothing where all of it is there.

    ``today`` is midnight, UTC: everything is dated before it. Raises CommandError where
    the database holds a shop of the user's own.
    """
    _refuse_foreign_shop()
    # The last file's rows are there once all of them are.
    if not Checkout.objects.exists():
        change_shop(time_zone=_TIME_ZONE, currency=_CURRENCY)
        with step("Making the shop's files"):
            write_files(folder, today)
        for name in FILES:
            with step(f"Importing {name}") as report:
                _import(name, folder / f"{name}.csv", report)
        with step("Adding up facts") as report:
            refresh_all(progress=report)
    _make_groups()
    make_offers(_ACTOR)


def _refuse_foreign_shop() -> None:
    is_demo = Customer.objects.filter(key=FIRST_CUSTOMER).exists()
    if Customer.objects.exists() and not is_demo:
        raise CommandError(
            "This shop has customers of its own, and the demo would mix with them. Set"
            " CUSTOMER_GROUPS_HOME to an empty directory for the demo (and leave"
            " DATABASE_URL unset)."
        )


def _import(name: str, path: Path, report: Report) -> None:
    options = ImportOptions(
        conventions=Conventions(zone=ZoneInfo(_TIME_ZONE)), currency=_CURRENCY
    )
    summary = import_file(KINDS[name], path, options, report)
    if summary.problem_count:
        raise CommandError(f"The demo's {path.name} has problems: {summary.first[0]}.")


def demo_templates() -> tuple[Template, ...]:
    """All templates, the brand's for one that the sample shop sells."""
    brand = build(
        "interested-in-brand",
        currency=_CURRENCY,
        parameters={"brand": FAVOURED_BRAND},
    )
    return tuple(
        brand if template.parameters else template
        for template in templates(currency=_CURRENCY)
    )


def _make_groups() -> None:
    existing = set(CustomerGroup.objects.values_list("code", flat=True))
    missing = [each for each in demo_templates() if each.code not in existing]
    if not missing:
        return
    with step(f"Making {len(missing)} groups") as report:
        for done, template in enumerate(missing):
            report(done, len(missing))
            with transaction.atomic():
                _make_group(template)


def _make_group(template: Template) -> None:
    group = create_group(GroupInput(**group_fields(template)), actor=_ACTOR)
    if template.contact_type != "none":
        consenting = ProfileFacts.objects.filter(
            **{f"{template.contact_type}_marketing": "subscribed"}
        )
        keys = host_keys(list(consenting.values_list("pk", flat=True)))
        add_members(group.code, list(keys.values()), actor=_ACTOR, cause=Cause.IMPORT)
