"""Mirror: each customer's groups where the rest of Saleor can see them.

As a multi-select customer attribute where the version has these, so that the
Dashboard's filter finds customers by group; else as private metadata. Written in bulk by
SQL: no hook and no webhook is sent, and nothing but differences is written. It is a copy
for people to look at: nothing here is ever read back.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.apps import apps
from django.db import transaction

from saleor_customer_groups.services.queries import fetch

#: Slug of the attribute, and key of the metadata.
MIRRORED_AS: Final = "customer-groups"

#: Tells our attribute from one that the shop made with the same slug.
_OURS: Final = {"saleor.customer-groups": "mirror"}

#: Ledger rows are dated by the worker's clock, before it commits.
_OVERLAP: Final = timedelta(minutes=10)
_SQL: Final = Path(__file__).parent / "sql"

#: Customers per transaction: Saleor's rows are held for no longer than these take.
_RANGE: Final = 1_000

_FORGET: Final = (
    "DELETE FROM attribute_assigneduserattributevalue a USING attribute_attributevalue v"
    " WHERE v.id = a.value_id AND v.attribute_id = %(attribute)s",
    "DELETE FROM attribute_attributevaluetranslation t USING attribute_attributevalue v"
    " WHERE v.id = t.attribute_value_id AND v.attribute_id = %(attribute)s",
    "DELETE FROM attribute_attributevalue WHERE attribute_id = %(attribute)s",
)


class MirrorBlockedError(Exception):
    """An attribute of the shop's own has the slug that the mirror needs."""


@cache
def _text(name: str) -> str:
    return (_SQL / f"{name}.sql").read_text(encoding="utf-8")


def has_customer_attributes() -> bool:
    """Whether this Saleor has attributes of customers (3.23 and later)."""
    return "assigneduserattributevalue" in apps.all_models["attribute"]


def mirror(*, since: datetime | None = None) -> int:
    """Copies everybody's groups, or only what changed since; how many customers differ.

    A transaction for each few customers. Safe to run twice and at once. Raises
    MirrorBlockedError, and writes nothing.
    """
    params: dict[str, Any] = {"since": since and since - _OVERLAP}
    name = "mirror_metadata"
    if has_customer_attributes():
        name = "mirror_members"
        with transaction.atomic():
            params["attribute"] = _attribute_id()
            fetch(_text("mirror_values"), params)
    else:
        params["key"] = MIRRORED_AS
    count = 0
    for low, high in fetch(_text("mirror_ranges"), {**params, "size": _RANGE}):
        with transaction.atomic():
            found = fetch(_text(name), {**params, "low": low, "high": high})
            count += found[0][0]
    return count


def forget_attribute() -> None:
    """Takes away every mirrored value, and the attribute itself."""
    with transaction.atomic():
        found = _find_attribute() if has_customer_attributes() else None
        if found is not None:
            for statement in _FORGET:
                fetch(statement, {"attribute": found.pk})
            found.delete()


def forget_metadata() -> None:
    """Takes the groups out of everybody's private metadata, a few at a time."""
    while fetch(
        "WITH known AS (SELECT id FROM account_user"
        "  WHERE private_metadata ? %(key)s::text ORDER BY id LIMIT %(size)s"
        "  FOR NO KEY UPDATE)"
        " UPDATE account_user u SET private_metadata = private_metadata - %(key)s::text"
        " FROM known WHERE known.id = u.id RETURNING u.id",
        {"key": MIRRORED_AS, "size": _RANGE},
    ):
        pass


def _find_attribute() -> Any:
    """Ours, or None."""
    attributes = _model("attribute", "Attribute").objects
    return attributes.filter(slug=MIRRORED_AS, private_metadata__contains=_OURS).first()


def _attribute_id() -> int:
    """The attribute's id; made where it is missing, and given to every customer type."""
    attribute = _find_attribute()
    if attribute is None:
        attribute, _ = _model("attribute", "Attribute").objects.get_or_create(
            slug=MIRRORED_AS,
            defaults={
                "name": "Customer groups",
                "private_metadata": _OURS,
                "type": "customer-type",
                "input_type": "multiselect",
                # Customers must not read the names of private groups.
                "visible_in_storefront": False,
                "filterable_in_storefront": False,
                "filterable_in_dashboard": True,
            },
        )
        if attribute.private_metadata != _OURS:
            raise MirrorBlockedError(
                f"The shop has an attribute “{MIRRORED_AS}” of its own. Change its slug,"
                " or turn the mirror off in the plugin's configuration."
            )
    fetch(
        "INSERT INTO attribute_attributecustomertype (attribute_id, customer_type_id)"
        " SELECT %(attribute)s, id FROM account_customertype"
        " ON CONFLICT (attribute_id, customer_type_id) DO NOTHING",
        {"attribute": attribute.pk},
    )
    pk: int = attribute.pk
    return pk


def _model(app: str, name: str) -> Any:
    return apps.get_model(app, name)
