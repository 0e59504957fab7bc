"""Rules: what one can be made of, and what is wrong or worth a look in one."""

from __future__ import annotations

import json
from typing import Any

import graphene

from saleor_customer_groups.engine.analysis import RuleWarning
from saleor_customer_groups.engine.facts import Fact
from saleor_customer_groups.engine.operators import (
    OPERATORS_BY_TYPE,
    TIME_DEPENDENT,
    Operator,
)
from saleor_customer_groups.engine.templates import Template
from saleor_customer_groups.services.starting_points import sentence_of

from .. import enums
from ..scalars import JSON
from .fields import needed, optional, several

_WITHOUT_VALUE = frozenset({Operator.IS_KNOWN, Operator.IS_UNKNOWN})


class CustomerGroupFactOperator(graphene.ObjectType):
    operator = needed(enums.CustomerGroupOperator, "The operator.")
    name = needed(graphene.String, "How a rule document names it.")
    label = needed(graphene.String, "How it reads in a sentence.")
    takes_value = needed(graphene.Boolean, "Whether it compares with a value.")
    is_time_dependent = needed(
        graphene.Boolean, "Whether its answer changes as time passes."
    )

    class Meta:
        description = "Something that can be asked of a fact."

    @staticmethod
    def resolve_operator(root: Operator, _info: Any) -> str:
        return root.value

    @staticmethod
    def resolve_name(root: Operator, _info: Any) -> str:
        return root.value

    @staticmethod
    def resolve_label(root: Operator, info: Any) -> str:
        label: str = info.context.language.labels[root]
        return label

    @staticmethod
    def resolve_takes_value(root: Operator, _info: Any) -> bool:
        return root not in _WITHOUT_VALUE

    @staticmethod
    def resolve_is_time_dependent(root: Operator, _info: Any) -> bool:
        return root in TIME_DEPENDENT


class CustomerGroupFact(graphene.ObjectType):
    name = needed(graphene.String, "How a rule document names it.")
    type = needed(enums.CustomerGroupFactType, "The kind of answer it gives.")
    label = needed(graphene.String, "What people call it.")
    help = needed(graphene.String, "What it means, exactly.")
    example = needed(JSON, "A condition that asks about it.")
    origin = needed(graphene.String, "Where it comes from.")
    operators = several(CustomerGroupFactOperator, "What can be asked of it.")
    choices = several(
        graphene.String, "The only values there are; empty where any may be."
    )
    targets = several(
        enums.CustomerGroupTargetKind,
        "What it can be about, one of them; empty where it is about the customer.",
    )
    takes_within = needed(graphene.Boolean, "Whether it can be narrowed to a window.")
    takes_channel = needed(graphene.Boolean, "Whether it can be narrowed to a channel.")
    takes_currency = needed(graphene.Boolean, "Whether its values are in a currency.")
    suggests_values = needed(
        graphene.Boolean, "Whether valueSuggestions knows values of it."
    )
    is_dated = needed(
        graphene.Boolean, "Whether it can be recomputed for the past; else as of today."
    )
    is_self_declared = needed(
        graphene.Boolean,
        "Whether customers write it themselves; no ground to open a price.",
    )

    class Meta:
        description = "One thing that is known about customers."

    @staticmethod
    def resolve_type(root: Fact, _info: Any) -> str:
        return root.type.value

    @staticmethod
    def resolve_label(root: Fact, info: Any) -> str:
        label: str = info.context.language.label(root)
        return label

    @staticmethod
    def resolve_help(root: Fact, info: Any) -> str:
        help_: str = info.context.language.help(root)
        return help_

    @staticmethod
    def resolve_example(root: Fact, _info: Any) -> Any:
        return json.loads(root.example)

    @staticmethod
    def resolve_operators(root: Fact, _info: Any) -> tuple[Operator, ...]:
        return OPERATORS_BY_TYPE[root.type]

    @staticmethod
    def resolve_targets(root: Fact, _info: Any) -> list[str]:
        return [kind.value for kind in root.targets]

    @staticmethod
    def resolve_takes_currency(root: Fact, _info: Any) -> bool:
        return root.type.value == "money"

    @staticmethod
    def resolve_suggests_values(root: Fact, _info: Any) -> bool:
        return bool(root.targets) or root.type.value in ("text", "choice", "set")


class CustomerGroupValueSuggestion(graphene.ObjectType):
    value = needed(graphene.String, "The value, as most customers have it written.")
    count = optional(
        graphene.Int,
        "How many customers have it; null where counting would take too long.",
    )

    class Meta:
        description = "A value that a condition could name."


class CustomerGroupTemplateParameter(graphene.ObjectType):
    name = needed(graphene.String, "How it is named.")
    label = needed(graphene.String, "What it asks for.")
    example = needed(graphene.String, "What it could be.")

    class Meta:
        description = "What a template has to be told."


class CustomerGroupTemplateParameterInput(graphene.InputObjectType):
    name = graphene.InputField(graphene.String, required=True, description="Its name.")
    value = graphene.InputField(
        graphene.String, required=True, description="What it is."
    )

    class Meta:
        description = "What a template is told."


class CustomerGroupTemplate(graphene.ObjectType):
    code = needed(graphene.String, "The template's code, and the group's to be.")
    name = needed(graphene.String, "The group's name to be.")
    description = needed(graphene.String, "Whom it takes in.")
    kind = needed(enums.CustomerGroupKind, "How members come into the group.")
    visibility = needed(enums.CustomerGroupVisibility, "Who sees the group.")
    contact_type = needed(enums.CustomerGroupContactType, "What joining it agrees to.")
    rule = optional(
        JSON, "The rule document, parameters filled with examples; null where manual."
    )
    rule_description = optional(
        graphene.String,
        "The rule as a sentence; null where manual, and while the shop has no currency"
        " for the amounts that it names.",
    )
    subscribe_text = optional(graphene.String, "What customers read, in English.")
    parameters = several(CustomerGroupTemplateParameter, "What it has to be told.")

    class Meta:
        description = "A group to start from."

    @staticmethod
    def resolve_rule_description(root: Template, info: Any) -> str | None:
        if root.rule is None:
            return None
        return sentence_of(root.rule, info.context.language)


class CustomerGroupRuleWarning(graphene.ObjectType):
    path = needed(graphene.String, "Where in the rule, such as rule.all[1].not.")
    code = needed(enums.CustomerGroupWarningCode, "What it is.")
    message = needed(graphene.String, "What it is in words, and what to do.")

    class Meta:
        description = "Something in a rule that is worth a look, but not refused."

    @staticmethod
    def resolve_code(root: RuleWarning, _info: Any) -> str:
        return root.code.value
