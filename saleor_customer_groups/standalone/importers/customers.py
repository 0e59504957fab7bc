"""Customers with an account."""

from __future__ import annotations

from typing import Final

from .events import CUSTOMERS_TOUCHED
from .kinds import Field, ImportKind, Target
from .values import ValueKind

_MARKETING: Final = ("email", "sms", "phone", "post")
_FLAGS: Final = {
    "is_email_confirmed": "FALSE",
    "is_active": "TRUE",
    "is_staff": "FALSE",
}
_OPTIONAL: Final = (
    Field(name="email", aliases=("email_address", "mail")),
    Field(name="first_name", aliases=("given_name", "forename")),
    Field(name="last_name", aliases=("family_name", "surname")),
    Field(
        name="joined_at",
        kind=ValueKind.INSTANT,
        aliases=("date_joined", "created_at", "registered_at", "signed_up_at"),
    ),
    Field(
        name="birthdate",
        kind=ValueKind.DATE,
        aliases=("date_of_birth", "birth_date", "birthday", "dob"),
    ),
    Field(name="gender", aliases=("sex",)),
    Field(name="language", aliases=("language_code", "locale")),
    Field(name="country", aliases=("country_code",)),
    Field(name="state", aliases=("region", "country_area", "province")),
    Field(name="city", aliases=("town",)),
    Field(name="postal_code", aliases=("postcode", "zip", "zip_code")),
    Field(name="customer_type"),
)

CUSTOMERS: Final = ImportKind(
    name="customers",
    table="standalone_customer",
    key="customer",
    has_attributes=True,
    fields=(
        Field(
            name="customer",
            aliases=(
                "customer_id",
                "customer_key",
                "customer_no",
                "customer_number",
                "user_id",
                "id",
                "key",
            ),
            is_required=True,
        ),
        *_OPTIONAL,
        *(Field(name=name, kind=ValueKind.FLAG) for name in (*_FLAGS, "is_registered")),
        *(
            Field(
                name=f"{means}_marketing",
                kind=ValueKind.CONSENT,
                aliases=(f"{means}_consent", f"accepts_{means}_marketing"),
            )
            for means in _MARKETING
        ),
    ),
    targets=(
        *(
            Target(column=field.name, sql=f"s.{field.name}", needs=(field.name,))
            for field in _OPTIONAL
        ),
        *(
            Target(column=name, sql=f"COALESCE(s.{name}, {default})", needs=(name,))
            for name, default in _FLAGS.items()
        ),
        Target(column="is_registered", sql="COALESCE(s.is_registered, TRUE)"),
        *(
            Target(
                column=f"{means}_marketing",
                sql=f"COALESCE(s.{means}_marketing, 'unknown')",
                needs=(f"{means}_marketing",),
            )
            for means in _MARKETING
        ),
    ),
    owner="key",
    affected=CUSTOMERS_TOUCHED,
)
