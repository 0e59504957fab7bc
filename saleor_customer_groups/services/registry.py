"""Registry: the groups in force with their parsed rules, and who refers to whom.

Read under the registry lock and kept per version, so that an event costs no parsing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from graphlib import TopologicalSorter
from typing import Final, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, Subquery

from saleor_customer_groups.engine.catalogue import Catalogue
from saleor_customer_groups.engine.compiler import Compiler, GroupReference, targets_of
from saleor_customer_groups.engine.english import ENGLISH
from saleor_customer_groups.engine.facts import Relation
from saleor_customer_groups.engine.language import Language
from saleor_customer_groups.engine.parser import InvalidRule, parse_rule
from saleor_customer_groups.engine.problems import RuleProblem
from saleor_customer_groups.engine.rules import (
    Rule,
    Window,
    conditions,
    referenced_groups,
)
from saleor_customer_groups.engine.windows import Moment
from saleor_customer_groups.models import (
    Audience,
    CustomerGroup,
    GroupKind,
    GroupRevision,
    Shop,
)

from .shops import get_catalogue

#: Facts that are always read from history.
_HISTORIES: Final = frozenset({Relation.LINES, Relation.ACTIVITY, Relation.VOUCHERS})

#: Which profile kinds an audience takes in.
AUDIENCE_KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    Audience.CUSTOMERS: ("customer",),
    Audience.VISITORS: ("visitor",),
    Audience.BOTH: ("customer", "visitor"),
}


class Asked(NamedTuple):
    """A kind of history that a rule looks into, how far back, and at what."""

    relation: Relation
    within: Window | None
    targets: tuple[str, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupEntry:
    """One group in force. ``rule`` is None for manual groups and for broken rules, of
    which ``problems`` says what is wrong."""

    id: int
    code: str
    name: str
    kind: str
    audience: str
    parent_id: int | None
    is_default: bool
    archived_at: datetime | None
    revision: int
    rule: Rule | None
    facts: frozenset[str]
    referenced: frozenset[str]
    asked: frozenset[Asked]
    problems: tuple[RuleProblem, ...] = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        return AUDIENCE_KINDS[self.audience]

    def refusal(self, language: Language = ENGLISH) -> str:
        """What is wrong with the rule; empty where nothing is."""
        return language.refusal(self.problems) if self.problems else ""

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None

    @property
    def is_dynamic(self) -> bool:
        return self.kind == GroupKind.DYNAMIC


@dataclass(frozen=True)
class Registry:
    """All groups of the shop, archived ones too: rules may still name them."""

    catalogue: Catalogue
    zone: ZoneInfo
    groups: Mapping[int, GroupEntry]

    def moment(self, at: datetime) -> Moment:
        """The instant where the shop is."""
        return Moment(at, self.zone)

    def compiler(
        self, at: datetime, references: Mapping[str, GroupReference] | None = None
    ) -> Compiler:
        """Turns rules into SQL that answers at that instant; ``references`` says where
        members of groups are read from, where not from their memberships of today."""
        return Compiler(self.moment(at), self.catalogue, references or self.references)

    @cached_property
    def by_code(self) -> Mapping[str, GroupEntry]:
        return {group.code: group for group in self.groups.values()}

    @cached_property
    def references(self) -> Mapping[str, GroupReference]:
        return {
            group.code: GroupReference(
                id=group.id,
                is_default=group.is_default,
                is_archived=group.is_archived,
            )
            for group in self.groups.values()
        }

    @cached_property
    def ordered(self) -> tuple[GroupEntry, ...]:
        """All dynamic groups, archived ones too, each after those it refers to."""
        graph = {
            group.id: {
                self.by_code[code].id
                for code in group.referenced
                if code in self.by_code
            }
            for group in self.groups.values()
        }
        order = TopologicalSorter(graph).static_order()
        found = (self.groups[id_] for id_ in order)
        return tuple(group for group in found if group.is_dynamic)

    @cached_property
    def dynamic(self) -> tuple[GroupEntry, ...]:
        """Dynamic groups in force, each after those it refers to."""
        return tuple(group for group in self.ordered if not group.is_archived)

    @cached_property
    def manual(self) -> tuple[GroupEntry, ...]:
        """Manual groups in force; the default group has no member rows to keep."""
        return tuple(
            group
            for group in self.groups.values()
            if not (group.is_dynamic or group.is_archived or group.is_default)
        )

    @cached_property
    def dependents(self) -> Mapping[int, tuple[GroupEntry, ...]]:
        """Per group the dynamic groups in force whose rules name it."""
        found: dict[int, list[GroupEntry]] = {}
        for group in self.dynamic:
            for code in group.referenced:
                if code in self.by_code:
                    found.setdefault(self.by_code[code].id, []).append(group)
        return {id_: tuple(groups) for id_, groups in found.items()}

    def with_dependents(self, groups: Iterable[GroupEntry]) -> tuple[GroupEntry, ...]:
        """The groups and all that refer to them, each after what it refers to."""
        wanted: set[int] = set()
        queue = [group.id for group in groups]
        while queue:
            id_ = queue.pop()
            if id_ not in wanted:
                wanted.add(id_)
                queue.extend(g.id for g in self.dependents.get(id_, ()))
        return tuple(group for group in self.dynamic if group.id in wanted)


def get_registry(shop: Shop) -> Registry:
    """The registry of the version that ``shop`` names."""
    version = shop.registry_version
    registry = _known.get(version)
    if registry is None:
        registry = _load(shop)
        _known.clear()
        _known[version] = registry
    return registry


_known: dict[UUID, Registry] = {}


def _load(shop: Shop) -> Registry:
    catalogue = get_catalogue(shop)
    # One statement: a group and the rule of another revision must not meet.
    rule = GroupRevision.objects.filter(
        group=OuterRef("pk"), number=OuterRef("revision")
    ).values("rule")
    groups = {
        group.pk: _entry(group, document, catalogue)
        for group in CustomerGroup.objects.annotate(document=Subquery(rule))
        for document in (group.document,)
    }
    return Registry(catalogue, ZoneInfo(shop.time_zone), groups)


def _entry(
    group: CustomerGroup, document: object | None, catalogue: Catalogue
) -> GroupEntry:
    rule: Rule | None = None
    problems: tuple[RuleProblem, ...] = ()
    if document is not None:
        try:
            rule = parse_rule(document, catalogue=catalogue)
        except InvalidRule as error:
            problems = error.problems
    return GroupEntry(
        id=group.pk,
        code=group.code,
        name=group.name,
        kind=group.kind,
        audience=group.audience,
        parent_id=group.parent_id,
        is_default=group.is_default,
        archived_at=group.archived_at,
        revision=group.revision,
        rule=rule,
        facts=read_facts(rule) if rule else frozenset(),
        referenced=referenced_groups(rule) if rule else frozenset(),
        asked=histories_asked(rule, catalogue) if rule else frozenset(),
        problems=problems,
    )


def read_facts(rule: Rule) -> frozenset[str]:
    """Names of the facts that the rule reads."""
    return frozenset(condition.fact for condition in conditions(rule))


def histories_asked(rule: Rule, catalogue: Catalogue) -> frozenset[Asked]:
    """What of the histories the rule can ask about; the rest is read from facts."""
    found = set()
    for condition in conditions(rule):
        fact = catalogue.find(condition.fact)
        if fact is not None and (condition.within or fact.relation in _HISTORIES):
            asked = Asked(fact.relation, condition.within, targets_of(condition))
            found.add(asked)
    return frozenset(found)
