"""Previewing: what a rule would do, or everything that is wrong with it."""

from __future__ import annotations

from datetime import datetime

from graphql import GraphQLError

from saleor_customer_groups.engine.analysis import warnings
from saleor_customer_groups.engine.describe import describe
from saleor_customer_groups.engine.language import Language
from saleor_customer_groups.engine.problems import InvalidRule
from saleor_customer_groups.models import Audience, CustomerGroup
from saleor_customer_groups.services import clock
from saleor_customer_groups.services.directory import CustomerRef, profiles_of
from saleor_customer_groups.services.errors import CustomerGroupsError
from saleor_customer_groups.services.previews import preview
from saleor_customer_groups.services.revisions import read_rule
from saleor_customer_groups.services.shops import get_catalogue, get_shop
from saleor_customer_groups.services.time_limits import within_seconds
from saleor_customer_groups.services.usage import users_of

from .types.answers import PreviewAnswer
from .types.errors import GroupCode, problem_of, problems_of_rule

_TIME_LIMIT = 20.0


def preview_answer(
    document: object,
    *,
    group_id: int | None,
    audience: str | None,
    as_of: datetime | None,
    language: Language,
) -> PreviewAnswer:
    """What the rule would do. Raises GraphQLError for a group that there is not and for
    an instant to come; TookTooLong."""
    group = None
    if group_id is not None:
        group = CustomerGroup.objects.filter(pk=group_id).first()
        if group is None:
            raise GraphQLError("There is no customer group with that ID.")
    if as_of is not None and as_of > clock.database_now():
        raise GraphQLError(
            "Only the past can be recomputed, and `asOf` is yet to come. Name an instant"
            " up to now, or leave it out."
        )
    try:
        catalogue = get_catalogue(get_shop())
        rule = read_rule(document, catalogue, group.code if group else "")
    except InvalidRule as error:
        return PreviewAnswer(errors=problems_of_rule(error))
    except CustomerGroupsError as error:
        return PreviewAnswer(errors=(problem_of(error, GroupCode),))
    assert rule is not None
    with within_seconds(_TIME_LIMIT):
        found = preview(
            rule,
            as_of=as_of,
            group_id=group_id,
            audience=audience or (group.audience if group else Audience.CUSTOMERS),
        )
    named = (found.sample, found.joining, found.leaving)
    profiles = profiles_of([key for keys in named for key in keys])
    sample, joining, leaving = (
        tuple(CustomerRef(profiles[key], key) for key in keys if key in profiles)
        for keys in named
    )
    return PreviewAnswer(
        found=found,
        description=describe(rule, language),
        warnings=warnings(rule),
        affects=tuple(users_of([group])[group.pk]) if group else (),
        sample=sample,
        joining=joining,
        leaving=leaving,
    )
