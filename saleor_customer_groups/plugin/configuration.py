"""Configuration: what a shop says about itself on Saleor's plugin page."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.core.exceptions import ValidationError
from saleor.attribute.models import Attribute
from saleor.core.db.connection import allow_writer
from saleor.plugins.base_plugin import ConfigurationTypeField
from saleor.plugins.error_codes import PluginErrorCode

from saleor_customer_groups.models import Counting
from saleor_customer_groups.services.errors import CustomerGroupsError
from saleor_customer_groups.services.queries import fetch
from saleor_customer_groups.services.shop_settings import change_shop, mark_everybody

PLUGIN_ID: Final = "saleor.customer-groups"

#: Before a name that is a customer attribute's, not a private metadata key.
ATTRIBUTE_PREFIX: Final = "attribute:"

#: What Saleor has no column for.
SAID: Final = (
    "birthdate",
    "gender",
    "email_marketing",
    "sms_marketing",
    "phone_marketing",
    "post_marketing",
)

_COUNTS_UNPAID: Final = "count-unpaid-orders"
_TIME_ZONE: Final = "time-zone"
_BRAND: Final = "brand-attribute"
_MIRROR: Final = "mirror"

_WHERE: Final = (
    "A private metadata key of the customer, or “attribute:” and the slug of a customer"
    " attribute (Saleor 3.23 and later)."
)
_AGREED: Final = f"{_WHERE} “true” means subscribed, “false” unsubscribed."


def _string(label: str, help_text: str) -> dict[str, str]:
    return {
        "type": ConfigurationTypeField.STRING,
        "label": label,
        "help_text": help_text,
    }


def _boolean(label: str, help_text: str) -> dict[str, str]:
    return {
        "type": ConfigurationTypeField.BOOLEAN,
        "label": label,
        "help_text": help_text,
    }


CONFIG_STRUCTURE: Final[Mapping[str, Mapping[str, str]]] = {
    _COUNTS_UNPAID: _boolean(
        "Count orders before they are paid",
        "Off: an order counts once it is paid in full. On: it counts unless it is a"
        " draft, unconfirmed, cancelled or expired. Either until it is fully refunded.",
    ),
    _TIME_ZONE: _string(
        "Time zone", "Where the shop's days begin, such as UTC or Europe/Paris."
    ),
    _BRAND: _string(
        "Brand attribute",
        "The slug of the product attribute that holds the brand: a dropdown, multiselect"
        " or swatch. Empty: products have no brand.",
    ),
    "birthdate": _string("Birthdate", f"{_WHERE} A day such as 1990-12-31."),
    "gender": _string("Gender", _WHERE),
    "email-marketing": _string("Agreed to e-mail marketing", _AGREED),
    "sms-marketing": _string("Agreed to SMS marketing", _AGREED),
    "phone-marketing": _string("Agreed to phone marketing", _AGREED),
    "post-marketing": _string("Agreed to post marketing", _AGREED),
    _MIRROR: _boolean(
        "Show groups on customers",
        "Writes each customer's groups into the customer attribute “customer-groups”, so"
        " that the Dashboard can filter by it; into private metadata before Saleor 3.23.",
    ),
}

DEFAULT_CONFIGURATION: Final = [
    {
        "name": name,
        "value": {_TIME_ZONE: "UTC"}.get(name, "")
        if structure["type"] == ConfigurationTypeField.STRING
        else False,
    }
    for name, structure in CONFIG_STRUCTURE.items()
]

#: Seconds that a process goes by what it read before, where a delay harms nobody.
_KEPT_FOR: Final = 3.0

#: No braces, which SQL fragments are named by, and nothing invisible.
_NAME: Final = re.compile(r"[^{}\x00-\x1f\x7f]{1,256}")

_CHOICES: Final = frozenset({"dropdown", "multiselect", "swatch"})
_READABLE: Final = _CHOICES | {"plain-text", "boolean", "date", "date-time", "numeric"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """The plugin's configuration; ``said`` is where each of ``SAID`` stands, "" nowhere."""

    is_active: bool = True
    counting: str = Counting.PAID
    time_zone: str = "UTC"
    brand_attribute: str = ""
    said: Mapping[str, str] = field(default_factory=dict)
    is_mirrored: bool = False


def read_configuration() -> Configuration:
    """The configuration as it is now, one query; the defaults until somebody saves it."""
    # Without a name nobody has saved it yet, see plugin.py.
    rows = fetch(
        "SELECT active OR name = '', configuration FROM plugins_pluginconfiguration"
        " WHERE identifier = %(id)s AND channel_id IS NULL",
        {"id": PLUGIN_ID},
    )
    return parse_configuration(*rows[0]) if rows else Configuration()


def parse_configuration(
    is_active: bool, stored: Iterable[Mapping[str, Any]] | str | None
) -> Configuration:
    """From what Saleor stores. What cannot be a name is none."""
    items = json.loads(stored) if isinstance(stored, str) else stored
    values = {item.get("name"): item.get("value") for item in items or ()}
    said = {name: _name(values.get(name.replace("_", "-"))) for name in SAID}
    return Configuration(
        is_active=is_active,
        counting=Counting.PLACED if values.get(_COUNTS_UNPAID) else Counting.PAID,
        time_zone=_text(values.get(_TIME_ZONE)) or "UTC",
        brand_attribute=_name(values.get(_BRAND)),
        said={name: place for name, place in said.items() if place},
        is_mirrored=bool(values.get(_MIRROR)),
    )


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _name(value: object) -> str:
    text = _text(value)
    return text if _NAME.fullmatch(text) else ""


class _Kept:
    """What this process read last, and until when it goes by it."""

    until: float = 0.0
    configuration: Configuration = Configuration()


def is_active() -> bool:
    """Whether the plugin is, as of a few seconds ago. Where it is not, nobody is a member
    for whoever reads memberships."""
    return known_configuration().is_active


def known_configuration() -> Configuration:
    """The configuration as of a few seconds ago, mostly without a query."""
    if time.monotonic() >= _Kept.until:
        with allow_writer():
            _Kept.configuration = read_configuration()
        _Kept.until = time.monotonic() + _KEPT_FOR
    return _Kept.configuration


def forget_configuration() -> None:
    """The next to ask reads anew."""
    _Kept.until = 0.0


def check_configuration(items: Iterable[Mapping[str, Any]]) -> None:
    """Raises ValidationError naming each field that cannot be, and how to mend it."""
    errors: dict[str, ValidationError] = {}
    for item in items:
        name, text = item["name"], _text(item.get("value"))
        problem = _problem(name, text) if text else ""
        if problem:
            errors[name] = ValidationError(problem, code=PluginErrorCode.INVALID.value)
    if errors:
        raise ValidationError(errors)


def _problem(name: str, text: str) -> str:
    if name == _BRAND:
        return _problem_with_name(text) or _problem_with_attribute(
            text, "product-type", "product", _CHOICES
        )
    if name.replace("-", "_") in SAID:
        if not text.startswith(ATTRIBUTE_PREFIX):
            return _problem_with_name(text)
        slug = text.removeprefix(ATTRIBUTE_PREFIX)
        return _problem_with_name(slug) or _problem_with_attribute(
            slug, "customer-type", "customer", _READABLE
        )
    return ""


def _problem_with_name(text: str) -> str:
    if _NAME.fullmatch(text):
        return ""
    return "A name is 1 to 256 characters long, and has no braces and no line breaks in it."


def _problem_with_attribute(
    slug: str, type_: str, of: str, readable: frozenset[str]
) -> str:
    attribute = Attribute.objects.filter(slug=slug, type=type_).first()
    if attribute is None:
        return f"There is no {of} attribute with the slug “{slug}”."
    if attribute.input_type not in readable:
        return (
            f"The attribute “{slug}” is of the type {attribute.input_type}. Name one of"
            f" the type {', '.join(sorted(readable))}."
        )
    return ""


def apply_configuration(before: Configuration, after: Configuration) -> None:
    """Makes the shop what ``after`` says, and has everybody looked at anew where that
    may change an answer. Raises ValidationError and changes nothing.

    In the transaction that stores the configuration: whoever sees the marks sees it.
    """
    try:
        change_shop(time_zone=after.time_zone, counting=after.counting)
    except CustomerGroupsError as error:
        raise ValidationError(
            {
                _TIME_ZONE: ValidationError(
                    str(error), code=PluginErrorCode.INVALID.value
                )
            }
        ) from error
    if (before.said, before.brand_attribute) != (after.said, after.brand_attribute):
        mark_everybody()
