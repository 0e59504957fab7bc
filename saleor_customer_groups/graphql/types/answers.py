"""Answers: previews, explanations, and how the shop stands."""

from __future__ import annotations

from typing import Any, NamedTuple

import graphene

from saleor_customer_groups.engine.analysis import RuleWarning
from saleor_customer_groups.host import SeamState
from saleor_customer_groups.models import Shop
from saleor_customer_groups.services.directory import CustomerRef
from saleor_customer_groups.services.explanations import MembershipExplanation
from saleor_customer_groups.services.health import Health, verify_in_time
from saleor_customer_groups.services.previews import Preview
from saleor_customer_groups.services.usage import GroupUser
from saleor_customer_groups.services.verification import Verification

from .. import enums, till_enums
from ..scalars import DateTime
from .conditions import CustomerGroupCondition, PlacedReason, placed
from .customers import CustomerGroupCustomer
from .errors import CustomerGroupError, Problem
from .fields import needed, optional, several
from .groups import CustomerGroup, CustomerGroupUsage
from .rules import CustomerGroupRuleWarning


class PreviewAnswer(NamedTuple):
    """A preview, or the problems that stand against one."""

    found: Preview | None = None
    description: str | None = None
    warnings: tuple[RuleWarning, ...] = ()
    affects: tuple[GroupUser, ...] = ()
    sample: tuple[CustomerRef, ...] = ()
    joining: tuple[CustomerRef, ...] = ()
    leaving: tuple[CustomerRef, ...] = ()
    errors: tuple[Problem, ...] = ()


class CustomerGroupPreview(graphene.ObjectType):
    errors = several(
        CustomerGroupError, "What is wrong with the rule; the rest is null then."
    )
    description = optional(graphene.String, "The rule as a sentence.")
    count = optional(graphene.Int, "How many customers it takes in.")
    population = optional(graphene.Int, "How many customers there are.")
    share = optional(graphene.Float, "The part of them that it takes in, 0 to 1.")
    unknown = optional(
        graphene.Int, "For how many of them it asks something that nobody knows."
    )
    joins = optional(graphene.Int, "How many would join the group, or a new one.")
    leaves = optional(graphene.Int, "How many would leave the group.")
    sample = several(CustomerGroupCustomer, "A few of those that it takes in.")
    joining = several(
        CustomerGroupCustomer,
        "A few of those who would join the group; of a new one `sample` says the same.",
    )
    leaving = several(
        CustomerGroupCustomer, "A few of those who would leave the group."
    )
    warnings = several(CustomerGroupRuleWarning, "What is worth a look in it.")
    affects = several(
        CustomerGroupUsage, "What refers to the group and would feel the change."
    )
    at = optional(DateTime, "The instant that it is seen from.")
    as_known_today = several(
        graphene.String, "Facts that were not recomputed for the past, by their labels."
    )

    class Meta:
        description = "What a rule would do. Nothing is changed by asking."

    @staticmethod
    def resolve_as_known_today(root: PreviewAnswer, _info: Any) -> tuple[str, ...]:
        return root.found.as_known_today if root.found else ()


def _of_preview(name: str) -> Any:
    return staticmethod(
        lambda root, _info: getattr(root.found, name) if root.found else None
    )


for _name in ("count", "population", "share", "unknown", "joins", "leaves", "at"):
    setattr(CustomerGroupPreview, f"resolve_{_name}", _of_preview(_name))


class CustomerGroupExplanation(graphene.ObjectType):
    is_member = needed(graphene.Boolean, "Whether the customer is in the group.")
    since = optional(DateTime, "Since when.")
    reason = needed(graphene.String, "Why, in one or two sentences.")
    changes_at = optional(
        DateTime, "When the answer changes with nothing happening, where that is known."
    )
    conditions = several(
        CustomerGroupCondition,
        "The rule as it stands for the customer, in reading order; empty without one.",
    )

    class Meta:
        description = "Why a customer is in a group or not, and what would change it."

    @staticmethod
    def resolve_changes_at(root: MembershipExplanation, _info: Any) -> Any:
        return root.detail.changes_at if root.detail else None

    @staticmethod
    def resolve_conditions(
        root: MembershipExplanation, _info: Any
    ) -> list[PlacedReason]:
        return list(placed(root.detail.reason, 0)) if root.detail else []


class CustomerGroupShop(graphene.ObjectType):
    time_zone = needed(
        graphene.String, "Where the shop's days begin, such as Europe/Paris."
    )
    currency = optional(
        graphene.String, "The currency of conditions that name none, if there is one."
    )
    counting = needed(
        enums.CustomerGroupCounting, "From when on an order counts in facts."
    )

    class Meta:
        description = "What gives the words of rules their meaning in this shop."

    @staticmethod
    def resolve_currency(root: Shop, _info: Any) -> str | None:
        return root.currency or None


class CustomerGroupVerification(graphene.ObjectType):
    differences = needed(
        graphene.Int, "Memberships that the rules do not explain. Must be 0."
    )
    pending = needed(graphene.Int, "What waits to be worked off.")
    frozen = needed(graphene.Int, "Groups whose rule names what no longer exists.")

    class Meta:
        description = "Every membership compared with its group's rule."


class CustomerGroupSeam(graphene.ObjectType):
    name = needed(graphene.String, "The function of Saleor's that is replaced.")
    purpose = needed(
        till_enums.CustomerGroupSeamPurpose,
        "What it carries with others: where one is open, all of it is for nobody.",
    )
    is_whole = needed(graphene.Boolean, "Whether it does what it should.")
    sentence = needed(graphene.String, "What it does, or what is wrong with it.")

    class Meta:
        description = "A place at which groups act inside Saleor."

    @staticmethod
    def resolve_purpose(root: SeamState, _info: Any) -> str:
        return root.purpose.value


class CustomerGroupHealth(graphene.ObjectType):
    at = needed(DateTime, "The instant of asking.")
    pending = needed(
        graphene.Int,
        "Changes that wait to be worked off, and groups whose rule was not evaluated yet."
        " Falls to 0 while a worker runs.",
    )
    failed = needed(
        graphene.Int,
        "Changes of these that could not be worked off and are tried again.",
    )
    lag = needed(graphene.Float, "Seconds that the oldest of them has waited.")
    last_tick = optional(
        DateTime,
        "The instant through which the passing of time has been followed in every"
        " dynamic group; null without one.",
    )
    unevaluated = several(CustomerGroup, "Groups whose rule was not evaluated yet.")
    frozen = several(CustomerGroup, "Groups whose rule names what no longer exists.")
    seams = several(
        CustomerGroupSeam,
        "Where groups act inside Saleor, the open ones first. Empty in the standalone"
        " shop.",
    )
    verification = optional(
        CustomerGroupVerification,
        "Everything compared now; null where that takes longer than 20 seconds: run the"
        " command `verify` then.",
    )

    class Meta:
        description = "Whether all is well."

    @staticmethod
    def resolve_lag(root: Health, _info: Any) -> float:
        return root.lag.total_seconds()

    @staticmethod
    def resolve_verification(_root: Health, _info: Any) -> Verification | None:
        return verify_in_time()
