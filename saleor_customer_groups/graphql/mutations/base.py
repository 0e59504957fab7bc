"""Base: what every mutation does around its one verb."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from typing import Any, ClassVar, TypeVar

import graphene
from django.db.models import Manager, Model

from saleor_customer_groups.engine.problems import InvalidRule
from saleor_customer_groups.models import CustomerGroup
from saleor_customer_groups.services.confirmations import ConfirmationRequired
from saleor_customer_groups.services.errors import CustomerGroupsError, ErrorCode

from ..ids import GROUP, InvalidId, customer_key, group_id, number_of
from ..permissions import USERS, GuardedField, Needed
from ..types.errors import Problem, problem_of, problems_of_rule
from ..types.fields import several

Row = TypeVar("Row", bound=Model)


class BaseMutation(graphene.Mutation):
    """A mutation over one service, ``perform``; what that refuses is told as errors.

    Its Meta names the type of its errors, the codes that those may have, and the
    permissions that it asks for where these are not the usual ones.
    """

    class Meta:
        abstract = True

    _codes: ClassVar[type[Enum]]
    _permissions: ClassVar[Needed]
    #: Does it, for an ApiContext and the arguments; the payload. Raises
    #: CustomerGroupsError and InvalidRule.
    perform: ClassVar[Callable[..., Any]]

    @classmethod
    def __init_subclass_with_meta__(
        cls,
        *,
        error_type: Any = None,
        codes: Any = None,
        permissions: Needed = USERS,
        **options: Any,
    ) -> None:
        cls._codes = codes
        cls._permissions = permissions
        cls.errors = several(error_type, "What was refused; empty where it was done.")
        super().__init_subclass_with_meta__(**options)

    @classmethod
    def mutate(cls, _root: None, info: Any, **arguments: Any) -> Any:
        try:
            payload = cls.perform(info.context, **arguments)
        except InvalidRule as error:
            payload = cls(errors=problems_of_rule(error))
        except ConfirmationRequired as error:
            problem = problem_of(error, cls._codes)
            payload = cls(errors=[problem._replace(**error.movement._asdict())])
        except CustomerGroupsError as error:
            payload = cls(errors=[problem_of(error, cls._codes)])
        except InvalidId as error:
            payload = cls(errors=[Problem(None, str(error), "not_found")])
        info.context.forget()
        return payload

    @classmethod
    def Field(cls) -> GuardedField:  # noqa: N802 - graphene's name
        return GuardedField(
            cls._meta.output,
            args=cls._meta.arguments,
            resolver=cls._meta.resolver,
            description=cls._meta.description,
            permissions=cls._permissions,
        )


def find_row(
    rows: Manager[Row], global_id: str, type_: str, *, noun: str, field: str = "id"
) -> Row:
    """The one of these rows, each of which is a ``noun``. Raises CustomerGroupsError
    NOT_FOUND about the field."""
    try:
        found = rows.filter(pk=number_of(global_id, type_)).first()
    except InvalidId as error:
        raise _not_found(str(error), field) from error
    if found is None:
        raise _not_found(f"There is no {noun} with that ID.", field)
    return found


def find_group(global_id: str, *, field: str = "id") -> CustomerGroup:
    """The group. Raises CustomerGroupsError NOT_FOUND about the field."""
    return find_row(
        CustomerGroup.objects, global_id, GROUP, noun="customer group", field=field
    )


def find_codes(global_ids: Sequence[str], *, field: str) -> list[str]:
    """The groups' codes, in one statement. Raises CustomerGroupsError NOT_FOUND about the
    first that is none."""
    try:
        ids = [group_id(each) for each in global_ids]
    except InvalidId as error:
        raise _not_found(str(error), field) from error
    found = CustomerGroup.objects.in_bulk(ids)
    for index, id_ in enumerate(ids):
        if id_ not in found:
            message = "There is no customer group with that ID."
            raise _not_found(message, f"{field}[{index}]")
    return [found[id_].code for id_ in ids]


def find_key(global_id: str, *, field: str) -> str:
    """The customer's key. Raises CustomerGroupsError NOT_FOUND about the field."""
    try:
        return customer_key(global_id)
    except InvalidId as error:
        raise _not_found(str(error), field) from error


def _not_found(message: str, field: str) -> CustomerGroupsError:
    return CustomerGroupsError(message, code=ErrorCode.NOT_FOUND, field=field)
