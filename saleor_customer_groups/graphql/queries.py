"""Queries: what can be asked at the top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import graphene
from graphql import GraphQLError

from saleor_customer_groups.engine.catalogue import attribute_fact
from saleor_customer_groups.engine.facts import Fact
from saleor_customer_groups.engine.templates import Template, UnknownTemplate
from saleor_customer_groups.engine.vocabulary import FACTS
from saleor_customer_groups.models import CustomerGroup as Group
from saleor_customer_groups.models import ExportFile, Shop
from saleor_customer_groups.services.customer_pages import (
    CustomerOrder,
    CustomerQuery,
    customer_page,
    customer_total,
)
from saleor_customer_groups.services.directory import CustomerRef, profiles_of
from saleor_customer_groups.services.explanations import (
    MembershipExplanation,
    explain_membership,
)
from saleor_customer_groups.services.exports import get_export
from saleor_customer_groups.services.group_pages import group_page, group_total
from saleor_customer_groups.services.health import Health, check_health
from saleor_customer_groups.services.profiles import get_profile
from saleor_customer_groups.services.shops import get_catalogue, get_shop
from saleor_customer_groups.services.starting_points import (
    starting_point,
    starting_points,
)
from saleor_customer_groups.services.suggestions import Suggestion, suggest_values

from . import enums, inputs
from .basket_queries import BasketQuery
from .campaign_queries import CampaignQuery
from .choosing_queries import ChoosingQuery
from .connections import SIZE_LIMIT, Listing, page_arguments
from .ids import EXPORT, customer_key, group_id, number_of
from .order_queries import OrderQuery
from .permissions import GROUPS, USERS, GuardedField, PermissionDenied
from .previewing import preview_answer
from .price_queries import PriceQuery
from .restriction_queries import RestrictionQuery
from .scalars import JSON, DateTime
from .types.answers import (
    CustomerGroupExplanation,
    CustomerGroupHealth,
    CustomerGroupPreview,
    CustomerGroupShop,
    PreviewAnswer,
)
from .types.customers import CustomerGroupCustomer, CustomerGroupCustomerConnection
from .types.exports import CustomerGroupExportFile
from .types.groups import CustomerGroup, CustomerGroupConnection
from .types.rules import (
    CustomerGroupFact,
    CustomerGroupTemplate,
    CustomerGroupTemplateParameterInput,
    CustomerGroupValueSuggestion,
)


def _argument(type_: Any, description: str, **more: Any) -> graphene.Argument:
    return graphene.Argument(type_, description=description, **more)


def _ids(description: str) -> graphene.Argument:
    return _argument(inputs.listed(graphene.ID), description)


class Query(
    CampaignQuery,
    PriceQuery,
    BasketQuery,
    OrderQuery,
    RestrictionQuery,
    ChoosingQuery,
    graphene.ObjectType,
):
    customer_groups = GuardedField(
        CustomerGroupConnection,
        description=(
            "Groups, archived ones too unless they are filtered out. To filter or sort"
            f" them by their number of members requires {USERS}."
        ),
        permissions=GROUPS,
        args={
            "where": _argument(inputs.CustomerGroupWhereInput, "Which of them."),
            "search": _argument(graphene.String, "Found in their name or code."),
            "sort_by": _argument(
                inputs.CustomerGroupSortingInput,
                "Their order; by name if none is said.",
            ),
            **page_arguments(),
        },
    )
    customer_group = GuardedField(
        CustomerGroup,
        description="One group, by its ID or its code; null where there is none.",
        permissions=GROUPS,
        args={
            "id": _argument(graphene.ID, "The ID of the group."),
            "code": _argument(graphene.String, "The code of the group."),
        },
    )
    customers_by_groups = GuardedField(
        CustomerGroupCustomerConnection,
        description=(
            "Customers by the groups that they are in. All of what is said has to hold;"
            " without any group it is every customer."
        ),
        args={
            "any": _ids("In at least one of these groups."),
            "all": _ids("In every one of these groups."),
            "none": _ids("In none of these groups."),
            "search": _argument(graphene.String, "Found in key, name or e-mail."),
            "sort_by": _argument(
                inputs.CustomerGroupCustomerSortingInput, "Their order."
            ),
            **page_arguments(),
        },
    )
    customer_group_customer = GuardedField(
        CustomerGroupCustomer,
        description="One customer, with the groups that he is in; null where unknown.",
        args={"id": _argument(graphene.ID, "The ID of the customer.", required=True)},
    )
    rule_facts = GuardedField(
        inputs.listed(CustomerGroupFact),
        description="Everything that a rule of this shop can ask about.",
    )
    value_suggestions = GuardedField(
        inputs.listed(CustomerGroupValueSuggestion),
        description="Values that customers have, for a condition to compare with.",
        args={
            "fact": _argument(graphene.String, "The fact's name.", required=True),
            "search": _argument(graphene.String, "Found in the values."),
            "target": _argument(
                enums.CustomerGroupTargetKind,
                "Of which kind, for a fact about what was bought or viewed.",
            ),
            "first": _argument(
                graphene.Int,
                f"How many, at most {SIZE_LIMIT}.",
                default_value=20,
            ),
        },
    )
    rule_templates = GuardedField(
        inputs.listed(CustomerGroupTemplate),
        description=(
            "Groups to start from, as this shop can use them; thresholds in its currency."
        ),
    )
    rule_template = GuardedField(
        CustomerGroupTemplate,
        description="One group to start from; null where there is none of that code.",
        args={
            "code": _argument(graphene.String, "The template's code.", required=True),
            "parameters": _argument(
                inputs.listed(CustomerGroupTemplateParameterInput),
                "What it is told, instead of its examples.",
            ),
        },
    )
    preview_rule = GuardedField(
        CustomerGroupPreview,
        description="Whom a rule would take in, and who would join and leave.",
        args={
            "rule": _argument(JSON, "The rule document.", required=True),
            "group": _argument(
                graphene.ID, "The group that it would be the rule of, if there is one."
            ),
            "audience": _argument(
                enums.CustomerGroupAudience,
                "Whom to look among; the group's audience, or customers.",
            ),
            "as_of": _argument(DateTime, "Seen from then, not from the future."),
        },
    )
    explain_membership = GuardedField(
        CustomerGroupExplanation,
        description="Why a customer is in a group or not, and what would change it.",
        args={
            "group": _argument(graphene.ID, "The ID of the group.", required=True),
            "customer": _argument(
                graphene.ID, "The ID of the customer.", required=True
            ),
        },
    )
    customer_group_export_file = GuardedField(
        CustomerGroupExportFile,
        description="A file that was asked for; null where it is gone.",
        args={"id": _argument(graphene.ID, "The ID of the file.", required=True)},
    )
    customer_group_shop = GuardedField(
        CustomerGroupShop,
        description="What gives the words of rules their meaning in this shop.",
    )
    health = GuardedField(CustomerGroupHealth, description="Whether all is well.")

    @staticmethod
    def resolve_customer_groups(
        _root: None,
        info: Any,
        where: Any = None,
        search: str | None = None,
        sort_by: Any = None,
        **page: Any,
    ) -> Listing | PermissionDenied:
        wanted = inputs.group_query(where, search, sort_by)
        if wanted.counts_members and not USERS.are_held_by(info.context.requester):
            return PermissionDenied(USERS)
        return Listing(
            info,
            page,
            page=lambda asked: group_page(wanted, asked),
            total=lambda: group_total(wanted),
        )

    @staticmethod
    def resolve_customer_group(
        _root: None, _info: Any, id: str | None = None, code: str | None = None
    ) -> Group | None:
        if (id is None) is (code is None):
            raise GraphQLError("Exactly one of the arguments is needed: 'id', 'code'.")
        if id is not None:
            return Group.objects.filter(pk=group_id(id)).first()
        return Group.objects.filter(code=code).first()

    @staticmethod
    def resolve_customers_by_groups(
        _root: None,
        info: Any,
        any: Sequence[str] | None = None,
        all: Sequence[str] | None = None,
        none: Sequence[str] | None = None,
        search: str | None = None,
        sort_by: Any = None,
        **page: Any,
    ) -> Listing:
        wanted = CustomerQuery(
            any_of=_known(any),
            all_of=_known(all),
            none_of=_known(none),
            search=search or "",
            order=(
                CustomerOrder(sort_by["field"]) if sort_by else CustomerOrder.PROFILE
            ),
            is_descending=inputs.goes_down(sort_by),
        )
        return Listing(
            info,
            page,
            page=lambda asked: customer_page(wanted, asked),
            total=lambda: customer_total(wanted),
        )

    @staticmethod
    def resolve_customer_group_customer(
        _root: None, _info: Any, id: str
    ) -> CustomerRef | None:
        key = customer_key(id)
        profile_id = profiles_of([key]).get(key)
        return None if profile_id is None else CustomerRef(profile_id, key)

    @staticmethod
    def resolve_rule_facts(_root: None, _info: Any) -> list[Fact]:
        catalogue = get_catalogue(get_shop())
        own = [
            attribute_fact(key, t) for key, t in sorted(catalogue.attributes.items())
        ]
        known = [fact for fact in FACTS.values() if catalogue.is_available(fact.name)]
        return known + own

    @staticmethod
    def resolve_value_suggestions(
        _root: None,
        _info: Any,
        fact: str,
        first: int,
        search: str | None = None,
        target: str | None = None,
    ) -> list[Suggestion]:
        if not 1 <= first <= SIZE_LIMIT:
            raise GraphQLError(f"Argument `first` must be from 1 to {SIZE_LIMIT}.")
        return suggest_values(fact, search=search or "", target=target, limit=first)

    @staticmethod
    def resolve_rule_templates(_root: None, _info: Any) -> list[Template]:
        return starting_points()

    @staticmethod
    def resolve_rule_template(
        _root: None,
        _info: Any,
        code: str,
        parameters: Sequence[Mapping[str, str]] | None = None,
    ) -> Template | None:
        told = {each["name"]: each["value"] for each in parameters or ()}
        try:
            return starting_point(code, told)
        except UnknownTemplate as error:
            raise GraphQLError(str(error)) from error

    @staticmethod
    def resolve_preview_rule(
        _root: None,
        info: Any,
        rule: object,
        group: str | None = None,
        audience: str | None = None,
        as_of: datetime | None = None,
    ) -> PreviewAnswer:
        return preview_answer(
            rule,
            group_id=None if group is None else group_id(group),
            audience=audience,
            as_of=as_of,
            language=info.context.language,
        )

    @staticmethod
    def resolve_explain_membership(
        _root: None, info: Any, group: str, customer: str
    ) -> MembershipExplanation | None:
        found = Group.objects.filter(pk=group_id(group)).first()
        if found is None:
            return None
        profile = get_profile(customer_key(customer))
        return explain_membership(profile, found, info.context.language)

    @staticmethod
    def resolve_customer_group_export_file(
        _root: None, _info: Any, id: str
    ) -> ExportFile | None:
        found = get_export(number_of(id, EXPORT))
        return found if found and found.group else None

    @staticmethod
    def resolve_customer_group_shop(_root: None, _info: Any) -> Shop:
        return get_shop()

    @staticmethod
    def resolve_health(_root: None, _info: Any) -> Health:
        return check_health()


def _known(global_ids: Sequence[str] | None) -> tuple[int, ...]:
    """The groups' ids. Raises GraphQLError where there is no such group: to leave it out
    of the question would answer another one."""
    ids = tuple(map(group_id, global_ids or ()))
    if len(ids) > SIZE_LIMIT:
        raise GraphQLError(f"At most {SIZE_LIMIT} groups can be named at once.")
    known = set(Group.objects.filter(pk__in=ids).values_list("pk", flat=True))
    for id_, global_id in zip(ids, global_ids or (), strict=True):
        if id_ not in known:
            raise GraphQLError(f"There is no customer group with the ID {global_id}.")
    return ids
