"""priceListImport: sets the prices of a file."""

from __future__ import annotations

from typing import Any, Final

import graphene

from saleor_customer_groups.services.exports import store_price_problems
from saleor_customer_groups.services.price_files import FileProblem, import_prices

from ..inputs import listed
from ..permissions import PRICES
from ..scalars import Upload
from ..types.errors import CustomerGroupPriceListError, PriceListCode
from ..types.exports import CustomerGroupPriceFile
from ..types.fields import needed, optional
from ..types.price_lists import CustomerGroupPriceList
from .base import BaseMutation
from .price_list_fields import find_price_list
from .uploads import CustomerGroupImportErrorPolicy, ErrorPolicy, opened

#: Problems that are told at once; the file of them tells all.
_SHOWN: Final = 100


class CustomerGroupFileProblem(graphene.ObjectType):
    line = needed(graphene.Int, "The line of the file, counted from 1.")
    column = needed(graphene.String, "The column; empty where it is the whole row.")
    value = needed(graphene.String, "What stands there.")
    reason = needed(graphene.String, "What is wrong with it.")

    class Meta:
        description = "A cell of a file that is wrong."


class PriceListImport(BaseMutation):
    price_list = graphene.Field(CustomerGroupPriceList, description="The price list.")
    applied = graphene.Boolean(
        description="Whether the prices were set; not by a dry run, nor where rejected."
    )
    rows = graphene.Int(description="How many rows the file has.")
    created = graphene.Int(description="How many of them are, or would be, new prices.")
    changed = graphene.Int(description="How many change, or would change, a price.")
    unchanged = graphene.Int(description="How many say what the list says already.")
    removed = graphene.Int(
        description="How many prices that it does not have are, or would be, removed."
    )
    bad_rows = graphene.Int(description="How many rows are wrong.")
    problem_count = graphene.Int(description="How many cells of these are.")
    problems = optional(
        listed(CustomerGroupFileProblem), f"The first {_SHOWN} of those."
    )
    problem_file = graphene.Field(
        CustomerGroupPriceFile,
        description="A CSV file of all of them; null where there is none.",
    )

    class Arguments:
        id = graphene.Argument(
            graphene.ID, required=True, description="The ID of the price list."
        )
        file = graphene.Argument(
            Upload, description="The prices as a file in UTF-8, at most 20 MB."
        )
        text = graphene.Argument(graphene.String, description="The same as a text.")
        dry_run = graphene.Argument(
            graphene.Boolean,
            default_value=False,
            description="Only say what would become of them.",
        )
        error_policy = graphene.Argument(
            CustomerGroupImportErrorPolicy,
            default_value=ErrorPolicy.REJECT_EVERYTHING.value,
            description="What is done where a row is wrong.",
        )
        replace = graphene.Argument(
            graphene.Boolean,
            default_value=False,
            description="Whether prices that the file does not have are removed.",
        )
        decimal_comma = graphene.Argument(
            graphene.Boolean,
            default_value=False,
            description="Whether numbers are written as 1.234,56.",
        )

    class Meta:
        name = "CustomerGroupPriceListImport"
        description = (
            "Sets the prices of a CSV, all or none. Its columns are kind (variant,"
            " product, collection, category or all; variant without it), key or code (the"
            " SKU of a variant, the slug of anything else), from_quantity, and amount or"
            " percentage. One that is there for the same target and quantity is"
            " replaced."
        )
        error_type = CustomerGroupPriceListError
        codes = PriceListCode
        permissions = PRICES

    @classmethod
    def perform(
        cls,
        context: Any,
        *,
        id: str,
        dry_run: bool,
        error_policy: str,
        replace: bool,
        decimal_comma: bool,
        file: Any | None = None,
        text: str | None = None,
    ) -> Any:
        price_list = find_price_list(id)
        problems: list[FileProblem] = []
        with opened(file, text) as lines:
            found = import_prices(
                price_list.code,
                lines,
                is_dry=dry_run,
                keeps_going=error_policy == ErrorPolicy.IGNORE_FAILED.value,
                replaces=replace,
                has_decimal_comma=decimal_comma,
                on_problem=problems.append,
            )
        price_list.refresh_from_db()
        problem_file = None
        if problems:
            problem_file = store_price_problems(
                price_list, problems, actor=context.actor
            )
        return cls(
            price_list=price_list,
            applied=found.is_applied,
            rows=found.rows,
            created=found.created,
            changed=found.changed,
            unchanged=found.unchanged,
            removed=found.removed,
            bad_rows=found.bad_rows,
            problem_count=found.problems,
            problems=problems[:_SHOWN],
            problem_file=problem_file,
            errors=[],
        )
