"""Writes a valid request for any field at the top of the schema."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
)
from graphql.type.definition import get_named_type

from saleor_customer_groups.graphql.schema import get_schema

#: Of arguments that say the same in two ways, the one that is not given.
_EITHER_OR = {
    "customerGroup": frozenset({"code"}),
    "priceList": frozenset({"code"}),
    "campaign": frozenset({"code"}),
    "customerGroupRestriction": frozenset({"promotion"}),
    "customerGroupRestrictionSet": frozenset({"promotion", "excludedGroups"}),
    "customerGroupRestrictionLift": frozenset({"promotion"}),
    # For a certain customer it needs more.
    "explainPrice": frozenset({"customer"}),
    "quoteBasket": frozenset({"customer"}),
}


def root_fields() -> list[tuple[str, str]]:
    """("query" or "mutation", name) of every field at the top."""
    schema = get_schema()
    roots = {"query": schema.get_query_type(), "mutation": schema.get_mutation_type()}
    return [(kind, name) for kind, root in roots.items() for name in root.fields]


#: What is given of an input object; of those not named here ``_USUAL``.
_USUAL = frozenset(
    {"name", "language", "text", "value", "field", "direction", "joins"}
    | {"leaves", "description", "variant", "quantity"}
)


#: What is given of these input objects instead.
_GIVEN = {
    "CustomerGroupPriceListWhereInput": {"status"},
    "CustomerGroupPriceListCreateInput": {"name", "currency", "groups"},
    "CustomerGroupPriceListUpdateInput": {"name"},
    "CustomerGroupPriceInput": {"kind", "amount"},
    "CustomerGroupCampaignWhereInput": {"state"},
    "CustomerGroupCampaignCreateInput": {"name", "groups"},
    "CustomerGroupCampaignUpdateInput": {"name"},
    "CustomerGroupOfferVoucherInput": {
        *("groups", "addCodes", "type", "discountValueType", "addChannels")
    },
    "CustomerGroupOfferChannelInput": {"channelId", "discountValue"},
    "CustomerGroupOfferPromotionInput": {"groups", "name", "type", "rules"},
    "CustomerGroupOfferRuleInput": {"name"},
    "CustomerGroupPriceTargetInput": {"kind"},
}
#: Names of fields that are about what has another name.
_ABOUT = {
    "priceList": "price_list",
    "priceListUpdate": "price_list",
    "priceListDelete": "price_list",
    "priceListCopy": "price_list",
    "priceListPricesSet": "price_list",
    "priceListPricesChange": "price_list",
    "priceListImport": "price_list",
    "priceListExport": "price_list",
    "priceFile": "price_file",
    "priceListPricesRemove": "price_list",
    "campaign": "campaign",
    "campaignUpdate": "campaign",
    "campaignPause": "campaign",
    "campaignEnd": "campaign",
    "campaignItemsAdd": "campaign",
    "campaignItemsRemove": "campaign",
    "campaignStart": "draft_campaign",
    "campaignDelete": "draft_campaign",
    "customerGroupCustomer": "customer",
    "customerGroupExportFile": "export",
}


def request_of(kind: str, name: str, ids: Mapping[str, str]) -> str:
    """A request with every argument of the field given, about what has these ids: the
    API's own of a "group", a "customer", a "voucher"."""
    schema = get_schema()
    root = schema.get_query_type() if kind == "query" else schema.get_mutation_type()
    field = root.fields[name]
    left_out = {"before", "after", "last", "search", "file"}
    left_out |= _EITHER_OR.get(name, frozenset())
    given = {
        argument: _value(argument, definition.type, ids)
        for argument, definition in field.args.items()
        if argument not in left_out
    }
    if name == "priceListImport":
        given["text"] = '"kind,amount\\nall,5\\n"'
    if name in _ABOUT:
        given["id"] = f'"{ids[_ABOUT[name]]}"'
    return f"{kind} {{ {_called(name, given)} {_selection(field.type)} }}"


def selection_of(type_: str, name: str) -> str:
    """A field of a type as a request selects it, with what it takes at least."""
    field = get_schema().get_type(type_).fields[name]
    given = {"first": "5"} if "first" in field.args else {}
    is_object = isinstance(get_named_type(field.type), GraphQLObjectType)
    return f"{_called(name, given)} {_selection(field.type) if is_object else ''}"


def _called(name: str, given: Mapping[str, str]) -> str:
    arguments = ", ".join(f"{key}: {value}" for key, value in given.items())
    return f"{name}({arguments})" if arguments else name


def _value(name: str, type_: Any, ids: Mapping[str, str]) -> str:
    if isinstance(type_, GraphQLNonNull):
        return _value(name, type_.of_type, ids)
    if isinstance(type_, GraphQLList):
        return f"[{_value(name, type_.of_type, ids)}]"
    if isinstance(type_, GraphQLEnumType):
        return type_.values[-1].name
    if isinstance(type_, GraphQLInputObjectType):
        pairs = [
            f"{key}: {_value(key, field.type, ids)}"
            for key, field in type_.fields.items()
            if key in _GIVEN.get(type_.name, _USUAL)
        ]
        return f"{{{', '.join(pairs)}}}"
    match type_.name, name:
        case "ID", _:
            return f'"{ids.get(name.removesuffix("s"), ids["group"])}"'
        case "JSON", _:
            rule = '{fact: "order_count", operator: "at_least", value: 1}'
            return f"{{version: 1, rule: {rule}}}"
        case "Int", _:
            return "5"
        case "Boolean", _:
            return "false"
        case "DateTime", _:
            return '"2024-01-01T00:00:00Z"'
        case "String", "fact":
            return '"country"'
        case "Decimal", _:
            return "5"
        case "String", "currency":
            return '"EUR"'
        case "String", "channel":
            return '"web"'
        case "String", "text":
            return f'"{ids["customer"]}"'
        case _:
            return '"x"'


def _selection(type_: Any) -> str:
    named = get_named_type(type_)
    assert isinstance(named, GraphQLObjectType), named
    fields = named.fields
    if "errors" in fields:
        return "{ errors { code message } }"
    if "totalCount" in fields:
        return "{ totalCount edges { cursor } }"
    return "{ __typename }"
