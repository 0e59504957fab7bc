"""Errors: what mutations refuse, with one list of codes for each family of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum, StrEnum
from typing import Any, Final, NamedTuple

import graphene

from saleor_customer_groups.engine.problems import InvalidRule
from saleor_customer_groups.services.errors import CustomerGroupsError, ErrorCode

from .. import enums
from .fields import needed, optional


class GroupCode(StrEnum):
    """Of making, changing and ending groups."""

    INVALID = "invalid"
    NOT_FOUND = "not_found"
    UNIQUE = "unique"
    IMMUTABLE = "immutable"
    REQUIRED = "required"
    CYCLE = "cycle"
    IN_USE = "in_use"
    ARCHIVED = "archived"
    INVALID_RULE = "invalid_rule"
    CONFIRMATION_REQUIRED = "confirmation_required"


class MembersCode(StrEnum):
    """Of putting customers into groups and taking them out."""

    INVALID = "invalid"
    NOT_FOUND = "not_found"
    REQUIRED = "required"
    ARCHIVED = "archived"
    TOO_MANY = "too_many"


class ExportCode(StrEnum):
    """Of exporting members."""

    INVALID = "invalid"
    NOT_FOUND = "not_found"


class RestrictionCode(StrEnum):
    """Of limiting vouchers and promotions to groups."""

    INVALID = "invalid"
    NOT_FOUND = "not_found"
    REQUIRED = "required"
    IN_USE = "in_use"
    ARCHIVED = "archived"
    TOO_MANY = "too_many"


class PriceListCode(StrEnum):
    """Of making, changing and ending price lists, and of their prices."""

    INVALID = "invalid"
    NOT_FOUND = "not_found"
    UNIQUE = "unique"
    REQUIRED = "required"
    IN_USE = "in_use"
    ARCHIVED = "archived"
    TOO_MANY = "too_many"


class CampaignCode(StrEnum):
    """Of making, changing and ending campaigns, and of what they hold."""

    INVALID = "invalid"
    NOT_FOUND = "not_found"
    UNIQUE = "unique"
    REQUIRED = "required"
    IN_USE = "in_use"
    ARCHIVED = "archived"
    TOO_MANY = "too_many"


class Problem(NamedTuple):
    """Something that cannot be, as the API tells it."""

    field: str | None
    message: str
    code: str
    path: str | None = None
    position: int | None = None
    problem: str | None = None
    joins: int | None = None
    leaves: int | None = None


_FIELD: Final = "The name of the field that it is about; null where it is about none."
_MESSAGE: Final = "What is wrong, and what to do."
_CODE: Final = "What is wrong, for programs."


CustomerGroupErrorCode: Final = enums.enum_of(
    "CustomerGroupErrorCode", GroupCode, "Why a group cannot be made or changed."
)
CustomerGroupMembersErrorCode: Final = enums.enum_of(
    "CustomerGroupMembersErrorCode", MembersCode, "Why members cannot be changed."
)
CustomerGroupExportErrorCode: Final = enums.enum_of(
    "CustomerGroupExportErrorCode", ExportCode, "Why members cannot be exported."
)
CustomerGroupRestrictionErrorCode: Final = enums.enum_of(
    "CustomerGroupRestrictionErrorCode",
    RestrictionCode,
    "Why a voucher or promotion cannot be limited to groups.",
)
CustomerGroupPriceListErrorCode: Final = enums.enum_of(
    "CustomerGroupPriceListErrorCode",
    PriceListCode,
    "Why a price list or its prices cannot be made or changed.",
)
CustomerGroupCampaignErrorCode: Final = enums.enum_of(
    "CustomerGroupCampaignErrorCode",
    CampaignCode,
    "Why a campaign or what it holds cannot be made or changed.",
)


class CustomerGroupError(graphene.ObjectType):
    field = optional(graphene.String, _FIELD)
    message = needed(graphene.String, _MESSAGE)
    code = needed(CustomerGroupErrorCode, _CODE)
    path = optional(
        graphene.String, "Where in the rule document, such as rule.all[1].value."
    )
    problem = optional(
        enums.CustomerGroupRuleProblemCode, "What is wrong in the rule, for programs."
    )
    joins = optional(
        graphene.Int, "How many would join: what is to be confirmed. Else null."
    )
    leaves = optional(
        graphene.Int, "How many would leave: what is to be confirmed. Else null."
    )

    class Meta:
        description = "Why a group cannot be made or changed. Nothing was changed."

    @staticmethod
    def resolve_message(root: Problem, info: Any) -> str:
        words: Mapping[str, str] = info.context.language.problems
        return words.get(root.problem or "", root.message)


class CustomerGroupMembersError(graphene.ObjectType):
    field = optional(graphene.String, _FIELD)
    message = needed(graphene.String, _MESSAGE)
    code = needed(CustomerGroupMembersErrorCode, _CODE)
    path = optional(graphene.String, "Where in a list, such as customers[3].")

    class Meta:
        description = "Why members cannot be changed. Nothing was changed."


class CustomerGroupExportError(graphene.ObjectType):
    field = optional(graphene.String, _FIELD)
    message = needed(graphene.String, _MESSAGE)
    code = needed(CustomerGroupExportErrorCode, _CODE)

    class Meta:
        description = "Why members cannot be exported."


class CustomerGroupRestrictionError(graphene.ObjectType):
    field = optional(graphene.String, _FIELD)
    message = needed(graphene.String, _MESSAGE)
    code = needed(CustomerGroupRestrictionErrorCode, _CODE)
    path = optional(graphene.String, "Where in a list, such as groups[3].")

    class Meta:
        description = (
            "Why a voucher or promotion cannot be limited to groups. Nothing changed."
        )


class CustomerGroupPriceListError(graphene.ObjectType):
    field = optional(graphene.String, _FIELD)
    message = needed(graphene.String, _MESSAGE)
    code = needed(CustomerGroupPriceListErrorCode, _CODE)
    path = optional(graphene.String, "Where in a list, such as prices[3].")
    index = optional(
        graphene.Int, "Which of a list, the first being 0; null where it is about none."
    )

    class Meta:
        description = (
            "Why a price list or its prices cannot be made or changed. Nothing changed."
        )

    @staticmethod
    def resolve_index(root: Problem, _info: Any) -> int | None:
        return root.position


class CustomerGroupCampaignError(graphene.ObjectType):
    field = optional(graphene.String, _FIELD)
    message = needed(graphene.String, _MESSAGE)
    code = needed(CustomerGroupCampaignErrorCode, _CODE)
    path = optional(graphene.String, "Where in a list, such as items[3].")

    class Meta:
        description = "Why a campaign or its items cannot be changed. Nothing changed."


def problems_of_rule(error: InvalidRule) -> tuple[Problem, ...]:
    """Every problem of a rule document, each with its path in it."""
    return tuple(
        Problem(
            field="rule",
            message=problem.message,
            code=GroupCode.INVALID_RULE.value,
            path=problem.path,
            problem=problem.code.value,
        )
        for problem in error.problems
    )


#: Fields of the services that have another name in the API.
_NAMES: Final = {"subscribe_text": "subscribeTexts", "group": "id"}


def problem_of(error: CustomerGroupsError, codes: type[Enum]) -> Problem:
    """The refusal with a code of the family; what it has no name for is invalid."""
    known: Iterable[Any] = (code.value for code in codes)
    code = error.code.value if error.code.value in known else "invalid"
    name, in_list, place = error.field.partition("[")
    field = _NAMES.get(name) or _camel(name) or None
    if error.code is ErrorCode.ARCHIVED and field == "code":
        field = "id"  # of the group itself, which the API names so
    if not in_list:
        return Problem(field, str(error), code)
    index = int(place.removesuffix("]"))
    return Problem(field, str(error), code, f"{field}[{index}]", index)


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(map(str.capitalize, others))
