"""Conditions: the nodes of a rule, as they stand for a customer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import graphene

from saleor_customer_groups.engine.explanation import Reason

from .fields import needed, optional


class PlacedReason(NamedTuple):
    """A node of a rule as it stands for a customer, and how deep it is."""

    depth: int
    reason: Reason


class CustomerGroupCondition(graphene.ObjectType):
    depth = needed(
        graphene.Int, "How deep in the rule it is; what follows deeper, is inside."
    )
    sentence = needed(graphene.String, "The condition in words.")
    holds = needed(graphene.Boolean, "Whether it holds for the customer.")
    is_unknown = needed(
        graphene.Boolean, "Whether the answer rests on something that nobody knows."
    )
    actual = optional(
        graphene.String, "What is known of the customer; null for a combination."
    )
    gap = optional(graphene.String, "How far a number is from where it would hold.")

    class Meta:
        description = "One node of a rule, as it stands for a customer."

    @staticmethod
    def resolve_sentence(root: PlacedReason, _info: Any) -> str:
        return root.reason.sentence

    @staticmethod
    def resolve_holds(root: PlacedReason, _info: Any) -> bool:
        return root.reason.holds

    @staticmethod
    def resolve_is_unknown(root: PlacedReason, _info: Any) -> bool:
        return root.reason.is_unknown

    @staticmethod
    def resolve_actual(root: PlacedReason, _info: Any) -> str | None:
        return root.reason.actual

    @staticmethod
    def resolve_gap(root: PlacedReason, _info: Any) -> str | None:
        return root.reason.gap


def placed(reason: Reason, depth: int) -> Iterator[PlacedReason]:
    yield PlacedReason(depth, reason)
    for part in reason.parts:
        yield from placed(part, depth + 1)
