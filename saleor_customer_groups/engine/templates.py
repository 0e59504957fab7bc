"""Templates: groups that a merchant starts from, as frozen data."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal, NamedTuple, TypeAlias

from .currencies import CURRENCIES
from .rules import RULE_FORMAT
from .text import text_key

Kind: TypeAlias = Literal["dynamic", "manual"]
Visibility: TypeAlias = Literal["private", "public"]
ContactType: TypeAlias = Literal["none", "email", "sms", "phone", "post"]
Node: TypeAlias = dict[str, object]

_NOT_IN_CODE: Final = re.compile(r"[\W_]+")
_HUNDREDFOLD: Final = 100


class Parameter(NamedTuple):
    """What a template has to be told. Without it the example stands in."""

    name: str
    label: str
    example: str


class UnknownTemplate(ValueError):  # noqa: N818 - a plain answer to a wrong code
    """No template has that code, or it takes no such parameter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A group to start from. ``rule`` is a whole rule document, None where manual."""

    code: str
    name: str
    description: str
    kind: Kind = "dynamic"
    visibility: Visibility = "private"
    contact_type: ContactType = "none"
    rule: Node | None = None
    subscribe_text: str | None = None
    parameters: tuple[Parameter, ...] = ()


def templates(*, currency: str) -> tuple[Template, ...]:
    """Every template, thresholds in the currency, parameters filled with examples.

    Thresholds are round numbers to start from (1,000 for most currencies, 100,000 for
    those without decimals), not exchange rates.
    """
    return (*(make(currency) for make in _DYNAMIC), *_CONTACT_GROUPS)


def build(
    code: str, *, currency: str, parameters: Mapping[str, str] | None = None
) -> Template:
    """The template of that code, with its parameters filled in.

    Raises UnknownTemplate for a code or a parameter that there is not.
    """
    given = dict(parameters or {})
    known = {template.code: template for template in templates(currency=currency)}
    if code not in known:
        raise UnknownTemplate(
            f'There is no template "{code}". Use one of {", ".join(known)}.'
        )
    taken = {parameter.name for parameter in known[code].parameters}
    unknown = sorted(given.keys() - taken)
    if unknown:
        raise UnknownTemplate(
            f'The template "{code}" takes no "{unknown[0]}". '
            + (f"It takes {', '.join(sorted(taken))}." if taken else "It takes none.")
        )
    return interested_in(given["brand"]) if "brand" in given else known[code]


def interested_in(brand: str) -> Template:
    """Who bought, often viewed, or put aside something of the brand in 90 days."""

    def did(fact: str, times: int) -> Node:
        return _fact(
            fact, "at_least", times, target={"brand": brand}, within={"days": 90}
        )

    slug = _NOT_IN_CODE.sub("-", text_key(brand)).strip("-")
    return Template(
        code=f"interested-in-{slug or _BRAND.name}",
        name=f"Interested in {brand}",
        description=f"Bought {brand}, viewed it three times, or put it in the cart or "
        "on the wishlist in the last 90 days.",
        rule=_document(
            {
                "any": [
                    did("purchased", 1),
                    did("viewed", 3),
                    did("added_to_cart", 1),
                    did("added_to_wishlist", 1),
                ]
            }
        ),
        parameters=(_BRAND,),
    )


_BRAND: Final = Parameter("brand", "The brand, as products name it", "Nike")


def _document(node: Node) -> Node:
    return {"version": RULE_FORMAT, "rule": node}


def _fact(fact: str, operator: str, value: object, **narrowed: object) -> Node:
    return {"fact": fact, "operator": operator, "value": value, **narrowed}


def _threshold(amount: int, currency: str) -> int:
    return amount if CURRENCIES.get(currency, 2) else amount * _HUNDREDFOLD


def _vip(currency: str) -> Template:
    value = _threshold(1000, currency)
    return Template(
        code="vip",
        name="VIP",
        description=f"Spent at least {value:,} {currency}, and ordered in the last 12 "
        "months.",
        rule=_document(
            {
                "all": [
                    _fact("lifetime_value", "at_least", value, currency=currency),
                    _fact("last_order_at", "in_the_last", {"months": 12}),
                ]
            }
        ),
    )


def _wholesale_candidates(currency: str) -> Template:
    year = {"months": 12}
    return Template(
        code="wholesale-candidates",
        name="Wholesale candidates",
        description="Buy in bulk: an order of at least 50 pieces, or three orders of "
        "20 on average, in the last 12 months.",
        rule=_document(
            {
                "any": [
                    _fact("largest_order_units", "at_least", 50, within=year),
                    {
                        "all": [
                            _fact("order_count", "at_least", 3, within=year),
                            _fact(
                                "average_units_per_order", "at_least", 20, within=year
                            ),
                        ]
                    },
                ]
            }
        ),
    )


def _new_members(currency: str) -> Template:
    return Template(
        code="new-members",
        name="New members",
        description="Signed up in the last 30 days.",
        rule=_document(_fact("joined_at", "in_the_last", {"days": 30})),
    )


def _never_ordered(currency: str) -> Template:
    return Template(
        code="signed-up-and-never-ordered",
        name="Signed up and never ordered",
        description="Have an account and no order that counts.",
        rule=_document(
            {
                "all": [
                    _fact("is_registered", "is", True),
                    _fact("order_count", "is", 0),
                ]
            }
        ),
    )


def _dormant(currency: str) -> Template:
    return Template(
        code="dormant",
        name="Dormant",
        description="Last ordered more than 180 days ago.",
        rule=_document(_fact("last_order_at", "more_than_ago", {"days": 180})),
    )


def _at_risk(currency: str) -> Template:
    return Template(
        code="at-risk",
        name="At risk",
        description="Ordered three times or more, last between 90 and 180 days ago.",
        rule=_document(
            {
                "all": [
                    _fact("order_count", "at_least", 3),
                    _fact("last_order_at", "more_than_ago", {"days": 90}),
                    _fact("last_order_at", "in_the_last", {"days": 180}),
                ]
            }
        ),
    )


def _birthday_this_week(currency: str) -> Template:
    return Template(
        code="birthday-this-week",
        name="Birthday this week",
        description="Have their birthday today or in the next seven days.",
        rule=_document(_fact("birthdate", "anniversary_in_the_next", {"days": 7})),
    )


def _one_time_buyers(currency: str) -> Template:
    return Template(
        code="one-time-buyers",
        name="One-time buyers",
        description="Have exactly one order that counts.",
        rule=_document(_fact("order_count", "is", 1)),
    )


def _high_refunds(currency: str) -> Template:
    value = _threshold(200, currency)
    return Template(
        code="high-refunds",
        name="High refunds",
        description=f"Were given back at least {value:,} {currency} in the last 12 "
        "months.",
        rule=_document(
            _fact(
                "refunded_value",
                "at_least",
                value,
                currency=currency,
                within={"months": 12},
            )
        ),
    )


def _champions(currency: str) -> Template:
    return Template(
        code="champions",
        name="Champions",
        description="Have a rank of 90 or more of 100, by how recently, how often and "
        "for how much they buy.",
        rule=_document(_fact("rank", "at_least", 90)),
    )


def _interested(currency: str) -> Template:
    return replace(interested_in(_BRAND.example), code="interested-in-brand")


_DYNAMIC: Final[tuple[Callable[[str], Template], ...]] = (
    _vip,
    _wholesale_candidates,
    _new_members,
    _never_ordered,
    _dormant,
    _at_risk,
    _birthday_this_week,
    _one_time_buyers,
    _high_refunds,
    _champions,
    _interested,
)


def _contact_group(
    name: str, contact_type: ContactType, description: str, subscribe_text: str
) -> Template:
    return Template(
        code=name.lower(),
        name=name,
        description=description,
        kind="manual",
        visibility="public",
        contact_type=contact_type,
        subscribe_text=subscribe_text,
    )


_CONTACT_GROUPS: Final = (
    _contact_group(
        "Newsletter",
        "email",
        "Customers who want our news by e-mail.",
        "Send me news and offers by e-mail. I can unsubscribe at any time.",
    ),
    _contact_group(
        "SMS",
        "sms",
        "Customers who want our offers by text message.",
        "Send me offers by text message. I can unsubscribe at any time.",
    ),
    _contact_group(
        "Phone",
        "phone",
        "Customers who may be called.",
        "Call me about offers. I can unsubscribe at any time.",
    ),
    _contact_group(
        "Post",
        "post",
        "Customers who want our catalogue by post.",
        "Send me the catalogue by post. I can unsubscribe at any time.",
    ),
)
