"""Groups: what the API tells of one."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import graphene
from promise import Promise

from saleor_customer_groups.engine.describe import describe
from saleor_customer_groups.models import CustomerGroup as Group
from saleor_customer_groups.models import GroupKind
from saleor_customer_groups.services.usage import GroupUser, UserKind

from .. import enums, inputs
from ..connections import Listing, connection_of
from ..dataloaders import (
    ChildrenLoader,
    GroupLoader,
    MemberCountLoader,
    MemberPageLoader,
    MemberTotalLoader,
    RuleLoader,
    ShopperCountLoader,
    StatisticsLoader,
    UsageLoader,
)
from ..enums import Period, State
from ..ids import CAMPAIGN, GROUP, PRICE_LIST, PROMOTION, VOUCHER, to_global
from ..scalars import JSON, DateTime
from .customers import CustomerGroupMemberConnection
from .fields import guarded, guarded_pages, needed, optional, several
from .record import history_field, history_of
from .statistics import CustomerGroupStatistics


class Text(NamedTuple):
    language: str
    text: str


class CustomerGroupText(graphene.ObjectType):
    language = needed(graphene.String, "The language's code.")
    text = needed(graphene.String, "The text.")

    class Meta:
        description = "A text in one language."


class CustomerGroupStatus(graphene.ObjectType):
    state = needed(enums.CustomerGroupState, "How the group stands.")
    reason = guarded(graphene.String, "Why it is frozen; else empty.")
    frozen_since = optional(DateTime, "Since when it is frozen.")
    evaluated_through = optional(
        DateTime,
        "The instant through which members are exact but for what waits to be worked"
        " off; null before the first evaluation and for manual groups, which are"
        " changed at once.",
    )

    class Meta:
        description = "Whether a group's members are right."

    @staticmethod
    def resolve_state(root: Group, _info: Any) -> str:
        return state_of(root).value

    @staticmethod
    def resolve_reason(root: Group, info: Any) -> str:
        if state_of(root) is not State.FROZEN:
            return ""
        entry = info.context.registry.groups.get(root.pk)
        known = entry.refusal(info.context.language) if entry else ""
        return known or root.invalid_reason

    @staticmethod
    def resolve_frozen_since(root: Group, _info: Any) -> Any:
        return root.invalid_since if state_of(root) is State.FROZEN else None


def state_of(group: Group) -> State:
    if group.archived_at is not None:
        return State.ARCHIVED
    if group.invalid_since is not None:
        return State.FROZEN
    is_behind = group.evaluated_revision != group.revision
    return State.EVALUATING if is_behind else State.ACTIVE


#: Types of the ids of what refers to groups.
_USERS: Final = {
    UserKind.CHILD: GROUP,
    UserKind.RULE: GROUP,
    UserKind.VOUCHER: VOUCHER,
    UserKind.PROMOTION: PROMOTION,
    UserKind.PRICE_LIST: PRICE_LIST,
    UserKind.CAMPAIGN: CAMPAIGN,
}


class CustomerGroupUsage(graphene.ObjectType):
    kind = needed(enums.CustomerGroupUsageKind, "In which way.")
    name = needed(graphene.String, "What people call whatever refers to it.")
    id = needed(
        graphene.ID, "The ID of whatever refers to it; Saleor's own of its things."
    )
    group = optional(lambda: CustomerGroup, "The group that refers to it, if one does.")
    sentence = needed(graphene.String, "The same in words.")

    class Meta:
        description = "Something that refers to a group."

    @staticmethod
    def resolve_kind(root: GroupUser, _info: Any) -> str:
        return root.kind.value

    @staticmethod
    def resolve_id(root: GroupUser, _info: Any) -> str:
        key = root.key if root.group is None else root.group.pk
        return to_global(_USERS[root.kind], key)

    @staticmethod
    def resolve_sentence(root: GroupUser, info: Any) -> str:
        return root.said(info.context.language)


class CustomerGroup(graphene.ObjectType):
    id = needed(graphene.ID, "The ID of the group.")
    code = needed(graphene.String, "What programs call it. It never changes.")
    name = needed(graphene.String, "What people call it.")
    kind = needed(enums.CustomerGroupKind, "How members come into it.")
    visibility = needed(enums.CustomerGroupVisibility, "Who sees it.")
    audience = needed(enums.CustomerGroupAudience, "Whom it takes in.")
    description = needed(graphene.String, "What it is for; staff only.")
    subscribe_texts = several(
        CustomerGroupText, "What customers read before they join, by language."
    )
    colour = needed(graphene.String, "Its colour, as #1a2b3c; may be empty.")
    contact_type = needed(enums.CustomerGroupContactType, "What joining it agrees to.")
    is_default = needed(
        graphene.Boolean, "Whether it is the one that covers every registered customer."
    )
    parent = optional(lambda: CustomerGroup, "The group that its members are in, too.")
    children = several(
        lambda: CustomerGroup, "The groups whose members are in it, too, by name."
    )
    rule = guarded(JSON, "The rule document in force; null for manual groups.")
    rule_description = guarded(
        graphene.String,
        "The rule as a sentence; null for manual groups, and where the rule names what"
        " no longer exists.",
    )
    revision = needed(graphene.Int, "Number of the rule in force; 0 for manual groups.")
    member_count = guarded(graphene.Int, "How many members it has.")
    share = guarded(graphene.Float, "The part of all customers that they are, 0 to 1.")
    status = needed(CustomerGroupStatus, "Whether its members are right.")
    created_at = needed(DateTime, "When it was made.")
    updated_at = needed(DateTime, "When it was last edited.")
    archived_at = optional(DateTime, "When it ended; null while it is in force.")
    members = guarded_pages(
        CustomerGroupMemberConnection,
        "Its members.",
        {
            "search": graphene.Argument(
                graphene.String, description="Found in their key, name or e-mail."
            ),
            "where": graphene.Argument(
                inputs.CustomerGroupMemberWhereInput, description="Which of them."
            ),
            "sort_by": graphene.Argument(
                inputs.CustomerGroupMemberSortingInput, description="Their order."
            ),
        },
    )
    statistics = guarded(
        CustomerGroupStatistics,
        "How it has moved, and what its members bought.",
        period=graphene.Argument(
            enums.CustomerGroupPeriod,
            default_value=Period.LAST_30_DAYS.value,
            description="Of which span.",
        ),
    )
    history = history_field()
    usage = guarded(
        inputs.listed(CustomerGroupUsage),
        "What refers to it. It cannot be deleted while something does.",
    )

    class Meta:
        description = "Customers who belong together."

    @staticmethod
    def resolve_id(root: Group, _info: Any) -> str:
        return to_global(GROUP, root.pk)

    @staticmethod
    def resolve_subscribe_texts(root: Group, _info: Any) -> list[Text]:
        return [Text(*pair) for pair in sorted(root.subscribe_text.items())]

    @staticmethod
    def resolve_parent(root: Group, info: Any) -> Any:
        if root.parent_id is None:
            return None
        return info.context.load(GroupLoader, root.parent_id)

    @staticmethod
    def resolve_children(root: Group, info: Any) -> Promise:
        return info.context.load(ChildrenLoader, root.pk)

    @staticmethod
    def resolve_rule(root: Group, info: Any) -> Any:
        if root.kind != GroupKind.DYNAMIC:
            return None
        return info.context.load(RuleLoader, (root.pk, root.revision))

    @staticmethod
    def resolve_rule_description(root: Group, info: Any) -> str | None:
        entry = info.context.registry.groups.get(root.pk)
        if entry is None or entry.rule is None:
            return None
        return describe(entry.rule, info.context.language)

    @staticmethod
    def resolve_member_count(root: Group, info: Any) -> Promise:
        return info.context.load(MemberCountLoader, root.pk)

    @staticmethod
    def resolve_share(root: Group, info: Any) -> Promise:
        def part_of(found: list[int]) -> float:
            members, shoppers = found
            return members / shoppers if shoppers else 0.0

        return Promise.all(
            [
                info.context.load(MemberCountLoader, root.pk),
                info.context.load(ShopperCountLoader, "all"),
            ]
        ).then(part_of)

    @staticmethod
    def resolve_status(root: Group, _info: Any) -> Group:
        return root

    @staticmethod
    def resolve_members(
        root: Group,
        info: Any,
        search: str | None = None,
        where: Any = None,
        sort_by: Any = None,
        **page: Any,
    ) -> Listing:
        wanted = inputs.member_query(search, sort_by, where)
        load = info.context.load
        return Listing(
            info,
            page,
            page=lambda asked: load(MemberPageLoader, (root, wanted, asked)),
            total=lambda: load(MemberTotalLoader, (root, wanted)),
        )

    @staticmethod
    def resolve_statistics(root: Group, info: Any, period: int) -> Promise:
        return info.context.load(StatisticsLoader, (root, period))

    @staticmethod
    def resolve_history(
        root: Group, info: Any, where: Any = None, **page: Any
    ) -> Listing:
        return history_of("group", root.pk, info, where, page)

    @staticmethod
    def resolve_usage(root: Group, info: Any) -> Promise:
        return info.context.load(UsageLoader, root)


CustomerGroupConnection = connection_of(CustomerGroup, name="CustomerGroup")
