"""Fields: what a group is made of or changed by, and what it means to the services."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import graphene

from .. import enums
from ..inputs import listed
from ..scalars import JSON
from .base import find_group


class CustomerGroupTextInput(graphene.InputObjectType):
    language = graphene.InputField(
        graphene.String, required=True, description="The language's code."
    )
    text = graphene.InputField(
        graphene.String, required=True, description="The text; empty to remove it."
    )

    class Meta:
        description = "A text in one language."


class CustomerGroupConfirmationInput(graphene.InputObjectType):
    joins = graphene.InputField(
        graphene.Int, required=True, description="How many would join."
    )
    leaves = graphene.InputField(
        graphene.Int, required=True, description="How many would leave."
    )

    class Meta:
        description = "The numbers that somebody agrees to."


def shared_fields() -> dict[str, Any]:
    """What groups are made of and changed by alike."""
    field = graphene.InputField
    return {
        "visibility": field(enums.CustomerGroupVisibility, description="Who sees it."),
        "audience": field(enums.CustomerGroupAudience, description="Whom it takes in."),
        "description": field(
            graphene.String, description="What it is for; staff only."
        ),
        "subscribe_texts": field(
            listed(CustomerGroupTextInput),
            description="What customers read before they join; a public group needs one.",
        ),
        "colour": field(graphene.String, description="Such as #1a2b3c."),
        "contact_type": field(
            enums.CustomerGroupContactType, description="What joining it agrees to."
        ),
        "parent": field(
            graphene.ID, description="The group that its members are in, too; or null."
        ),
        "rule": field(JSON, description="The rule document, for dynamic groups."),
    }


_PLAIN = ("name", "visibility", "audience", "description", "colour", "contact_type")


def read_fields(given: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that were given, as services name them. A field given as null is not
    given, but for the parent, which it takes away. Raises CustomerGroupsError."""
    fields = {name: given[name] for name in _PLAIN if given.get(name) is not None}
    if given.get("rule") is not None:
        fields["rule"] = given["rule"]
    if "parent" in given:
        parent = given["parent"]
        found = find_group(parent, field="parent") if parent else None
        fields["parent"] = found.code if found else ""
    return fields


def read_texts(given: Mapping[str, Any], before: Mapping[str, str]) -> dict[str, str]:
    """The texts by language: those before, changed by those that were given."""
    told = {each["language"].strip(): each["text"] for each in given["subscribe_texts"]}
    return {key: text for key, text in {**before, **told}.items() if text.strip()}
