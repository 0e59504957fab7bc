"""Catalogue: what a rule may name in one shop."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .facts import ATTRIBUTE_PREFIX, Fact, Relation
from .operators import FactType
from .vocabulary import FACTS


def attribute_fact(key: str, type_: FactType) -> Fact:
    """The fact ``attribute:KEY`` of a custom attribute of the given type."""
    columns = {
        FactType.TEXT: "text_key",
        FactType.TEXT_SET: "text_key",
        FactType.NUMBER: "number",
        FactType.INSTANT: "instant",
        FactType.DATE: "day",
        FactType.FLAG: "flag",
    }
    return Fact(
        name=f"{ATTRIBUTE_PREFIX}{key}",
        type=type_,
        label=key,
        help=f"The customer's attribute “{key}”.",
        example=f'{{"fact": "attribute:{key}", "operator": "is_known"}}',
        origin="customer attributes",
        relation=Relation.ATTRIBUTES,
        column=columns[type_],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """What a rule may name in one shop.

    ``available`` are the facts that the host can feed; ``groups`` the codes that a
    rule may refer to. ``None`` means: not limited (all facts, any group).
    """

    currency: str = "USD"
    attributes: Mapping[str, FactType] = field(default_factory=dict)
    available: frozenset[str] | None = None
    groups: frozenset[str] | None = None

    def find(self, name: str) -> Fact | None:
        """The fact of that name, or None where there is none."""
        if name.startswith(ATTRIBUTE_PREFIX):
            key = name.removeprefix(ATTRIBUTE_PREFIX)
            type_ = self.attributes.get(key)
            return attribute_fact(key, type_) if type_ else None
        return FACTS.get(name)

    def is_available(self, name: str) -> bool:
        return (
            self.available is None
            or name in self.available
            or name.startswith(ATTRIBUTE_PREFIX)
        )
