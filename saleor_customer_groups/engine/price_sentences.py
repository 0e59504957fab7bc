"""Price sentences: a quote as sentences that a merchant can read, in English."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Final, assert_never

from .campaigns import Campaign, CampaignStatus, Closure
from .price_lists import (
    Adjustment,
    FixedPrice,
    Hindrance,
    Market,
    PercentageChange,
    PriceList,
    Scope,
)
from .pricing import Candidate, Quote, Verdict
from .promotions import JudgedReduction, ReductionVerdict, Settlement
from .rounding import unit_of

_SCOPES: Final = {
    Scope.VARIANT: "the variant",
    Scope.PRODUCT: "the product",
    Scope.COLLECTION: "a collection",
    Scope.CATEGORY: "a category",
    Scope.ALL: "all products",
}


def summary(quote: Quote) -> str:
    """What one piece costs, and by what."""
    price = money(quote.amount, quote.currency)
    winner = quote.winner
    if winner is None:
        return f"{price}, the list price of everybody: no price list has a price."
    listed, currency = quote.item.list_price, quote.currency
    difference = compared(quote.amount, listed, currency, "everybody pays")
    return f"{price} by {said_by(winner)}, {difference}."


def compared(price: Decimal, other: Decimal, currency: str, who: str) -> str:
    """How much less or more the price is than who pays the other."""
    difference = other - price
    if not difference:
        return f"as much as {who}"
    word = "less" if difference > 0 else "more"
    return f"{money(abs(difference), currency)} {word} than {who}"


def said_by(candidate: Candidate) -> str:
    """The list of the price, what it is about, and from how many pieces on."""
    step = candidate.step
    is_break = step is not None and step.from_quantity > 1
    pieces = f" from {step.from_quantity} pieces on" if step and is_break else ""
    scope = _SCOPES[candidate.target.scope]
    return f"“{candidate.price_list.name}” for {scope}{pieces}"


def sentence(candidate: Candidate, quote: Quote) -> str:
    """Why this candidate of the quote is the price, or is not."""
    own, offer = candidate.price_list, _offer(candidate, quote.currency)
    first = next(
        each for each in quote.candidates if each.price_list.number == own.number
    )
    winner = quote.winner
    other = f"“{winner.price_list.name}”" if winner else ""
    match candidate.verdict:
        case Verdict.WINS:
            return f"{offer}, and this counts."
        case Verdict.QUANTITY_NOT_REACHED:
            return (
                f"“{own.name}” has a price for {_SCOPES[candidate.target.scope]} from"
                f" {candidate.entry.lowest_quantity} pieces on, and {quote.quantity} are"
                " bought."
            )
        case Verdict.LESS_SPECIFIC:
            scope = first.target.scope
            if scope is Scope.CATEGORY and candidate.target.scope is scope:
                return f"{offer}, but it has a price for a nearer category."
            return f"{offer}, but it has a price for {_SCOPES[scope]}: more specific."
        case Verdict.DEARER_IN_LIST:
            return f"{offer}, but for another collection it has a lower price."
        case Verdict.YOUNGER_IN_LIST:
            return f"{offer}, but it had this price for another collection before."
        case Verdict.LOWER_PRIORITY:
            assert winner is not None
            return (
                f"{offer}, but {other} has a higher priority:"
                f" {winner.price_list.priority}, not {own.priority}."
            )
        case Verdict.DEARER:
            return f"{offer}, but {other} has a lower price."
        case Verdict.YOUNGER_LIST:
            return f"{offer}, but {other}, with the same priority and price, is older."
        case verdict:
            assert_never(verdict)


def hindrance_sentence(
    price_list: PriceList, hindrance: Hindrance, market: Market
) -> str:
    """Why the list says nothing in the market."""
    name = f"“{price_list.name}”"
    match hindrance:
        case Hindrance.NOT_ACTIVE:
            return f"{name} gives no prices: its status is {price_list.status.value}."
        case Hindrance.OTHER_GROUPS:
            return f"{name} is for groups that the customer is not in."
        case Hindrance.OTHER_CURRENCY:
            return (
                f"{name} is in {price_list.currency}, and “{market.channel}” sells in"
                f" {market.currency}."
            )
        case Hindrance.OTHER_CHANNELS:
            channels = ", ".join(sorted(price_list.channels))
            return f"{name} is for other channels: {channels}."
        case Hindrance.NOT_STARTED:
            return f"{name} starts {_instant(price_list.starts_at)}."
        case Hindrance.ENDED:
            return f"{name} ended {_instant(price_list.ends_at)}."
        case Hindrance.CAMPAIGN_CLOSED:
            campaign = price_list.campaign
            assert campaign is not None
            closure = campaign.closure(market.channel, market.at)
            assert closure is not None
            return f"{name} is in a campaign: {closure_sentence(campaign, closure)}"
        case _:
            assert_never(hindrance)


def closure_sentence(campaign: Campaign, closure: Closure) -> str:
    """Why what the campaign holds cannot be had."""
    name = f"“{campaign.name}”"
    match closure:
        case Closure.NOT_ACTIVE:
            is_draft = campaign.status is CampaignStatus.DRAFT
            return f"{name} is {'a draft' if is_draft else 'paused'}."
        case Closure.OTHER_CHANNELS:
            channels = ", ".join(sorted(campaign.channels))
            return f"{name} is for other channels: {channels}."
        case Closure.NOT_STARTED:
            return f"{name} starts {_instant(campaign.starts_at)}."
        case Closure.ENDED:
            return f"{name} ended {_instant(campaign.ends_at)}."
        case _:
            assert_never(closure)


def reduction_sentence(
    judged: JudgedReduction, settled: Settlement, quote: Quote
) -> str:
    """Why the promotion reduces the price, or does not."""
    currency, winner = quote.currency, quote.winner
    name = f"“{judged.reduction.name}”"
    offer = f"By {name} one would cost {money(judged.price, currency)}"
    by_list = f"“{winner.price_list.name}”" if winner else ""
    other = f"“{settled.reduction.name}”" if settled.reduction else ""
    match judged.verdict:
        case ReductionVerdict.WINS:
            return f"{name} makes it {money(judged.price, currency)}, and this counts."
        case ReductionVerdict.LESS_OFF if judged.price < settled.price:
            # Only on the list's price: everybody's promotion is chosen by the list price.
            return f"{offer}, but another for everybody takes more off the list price."
        case ReductionVerdict.LESS_OFF:
            return f"{offer}, but {other} takes more off."
        case ReductionVerdict.YOUNGER:
            return f"{offer}, but {other}, which takes off as much, comes first."
        case ReductionVerdict.LIST_EXCLUDES:
            return f"{offer}, but {by_list} lets no promotion reduce its prices."
        case ReductionVerdict.LIST_IS_BETTER:
            own = money(quote.amount, currency)
            return f"{offer}, but {by_list} says {own}, which is no more."
        case ReductionVerdict.NOTHING_OFF:
            return f"{name} takes nothing off."
        case verdict:
            assert_never(verdict)


def _offer(candidate: Candidate, currency: str) -> str:
    step, name = candidate.step, candidate.price_list.name
    if step is None or candidate.amount is None:
        return f"“{name}” has a price that is not reached"
    said = _adjustment(step.adjustment, currency)
    if isinstance(step.adjustment, PercentageChange):
        said += f", {money(candidate.amount, currency)},"
    pieces = f" from {step.from_quantity} pieces on" if step.from_quantity > 1 else ""
    return f"“{name}” says {said} for {_SCOPES[candidate.target.scope]}{pieces}"


def _adjustment(adjustment: Adjustment, currency: str) -> str:
    match adjustment:
        case FixedPrice(amount):
            return money(amount, currency)
        case PercentageChange(percentage):
            if not percentage:
                return "the list price"
            word = "less" if percentage < 0 else "more"
            return f"{_plain(abs(percentage))} % {word}"
        case _:
            assert_never(adjustment)


def money(amount: Decimal, currency: str) -> str:
    """The amount with all decimals of its currency: 9.90 EUR."""
    return f"{amount.quantize(unit_of(currency)):f} {currency}"


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _instant(instant: datetime | None) -> str:
    return f"{instant.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if instant else "never"
