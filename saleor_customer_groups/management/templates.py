"""Templates: groups to start from, on the command line."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.core.management.base import CommandError

from saleor_customer_groups.engine.templates import (
    Template,
    UnknownTemplate,
    build,
)
from saleor_customer_groups.services.shops import get_shop
from saleor_customer_groups.services.starting_points import (
    for_this_shop,
    group_fields,
    starting_points,
)

from .output import Cell, write_rows

_TITLES: Final = ("Code", "Name", "Kind", "Needs", "Description")


def add_parameters(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--parameter",
        action="append",
        default=[],
        type=_assignment,
        metavar="NAME=VALUE",
        help="what the template needs, such as brand=Nike (repeatable)",
    )


def _assignment(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name.strip():
        raise argparse.ArgumentTypeError(f"“{text}” is not written as NAME=VALUE")
    return name.strip(), value.strip()


def write_templates(form: str) -> None:
    """Every template, with what it needs to be told."""
    zone = ZoneInfo(get_shop().time_zone)
    write_rows(_TITLES, map(_row, starting_points()), form=form, zone=zone)


def _row(template: Template) -> list[Cell]:
    needs = ", ".join(f"{each.name}=..." for each in template.parameters)
    return [template.code, template.name, template.kind, needs, template.description]


def template_fields(code: str, parameters: Mapping[str, str]) -> dict[str, Any]:
    """The fields of a group made from the template, its amounts in the shop's currency.

    Raises CommandError for a code or parameter that there is not, for a parameter that
    is missing, for amounts in a shop without a currency, and for what the shop cannot
    tell.
    """
    currency = get_shop().currency
    try:
        template = build(code, currency=currency, parameters=parameters)
    except UnknownTemplate as error:
        raise CommandError(str(error)) from error
    for parameter in template.parameters:
        if not parameters.get(parameter.name):
            raise CommandError(
                f"The template “{code}” needs a {parameter.name}. Say which with"
                f" --parameter {parameter.name}={parameter.example}."
            )
    if not currency and '"currency"' in json.dumps(template.rule):
        raise CommandError(
            f"The template “{code}” names amounts, and the shop has no currency yet. Say"
            " which it is with: customer-groups settings --currency EUR."
        )
    usable = for_this_shop(template)
    if usable is None:
        raise CommandError(
            f"The template “{code}” asks what this shop does not know of its customers."
            " Start from another one."
        )
    return group_fields(usable)
