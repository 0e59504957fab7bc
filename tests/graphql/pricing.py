"""Price lists by the API: the requests that several tests make."""

from __future__ import annotations

from typing import Any

from .asking import ApiClient, global_id
from .test_groups import gid

ERRORS = "errors { field message code path index }"
SETTINGS = """id code name description currency channels priority promotions status
  rounding { step ending mode } startsAt endsAt createdBy groups { code } priceCount"""
CREATE = f"""mutation ($input: CustomerGroupPriceListCreateInput!) {{
  priceListCreate(input: $input) {{ priceList {{ {SETTINGS} }} {ERRORS} }} }}"""
UPDATE = f"""mutation ($id: ID!, $input: CustomerGroupPriceListUpdateInput!) {{
  priceListUpdate(id: $id, input: $input) {{
    priceList {{ {SETTINGS} updatedAt }} {ERRORS} }} }}"""
DELETE = f"""mutation ($id: ID!) {{ priceListDelete(id: $id) {{
  priceList {{ id code name }} {ERRORS} }} }}"""
COPY = f"""mutation ($id: ID!, $name: String!, $code: String, $percentage: Decimal) {{
  priceListCopy(id: $id, name: $name, code: $code, percentage: $percentage) {{
    priceList {{ {SETTINGS} }} {ERRORS} }} }}"""
SET = f"""mutation ($id: ID!, $prices: [CustomerGroupPriceInput!]!,
    $replacesBreaks: Boolean) {{
  priceListPricesSet(id: $id, prices: $prices, replacesBreaks: $replacesBreaks) {{
    changed priceList {{ priceCount updatedAt }} {ERRORS} }} }}"""
REMOVE = f"""mutation ($id: ID!, $targets: [CustomerGroupPriceTargetInput!]!) {{
  priceListPricesRemove(id: $id, targets: $targets) {{
    removed priceList {{ priceCount }} {ERRORS} }} }}"""
PRICES = """query ($id: ID, $first: Int, $last: Int, $after: String, $before: String,
    $kinds: [CustomerGroupPriceTargetKind!], $search: String) {
  priceList(id: $id) {
    prices(first: $first, last: $last, after: $after, before: $before, kinds: $kinds,
        search: $search) {
      totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      edges { node {
        target { kind id name code } breaks { fromQuantity amount percentage } } } } } }"""
EVERYTHING = {"kind": "ALL"}


def variant(key: str) -> dict[str, str]:
    return {"kind": "VARIANT", "id": global_id("ProductVariant", key)}


def make_list(client: ApiClient, *prices: dict[str, Any], **given: Any) -> str:
    """The id of an active list for vip in EUR."""
    values = {"name": "VIP", "currency": "EUR", "status": "ACTIVE", **given}
    values.setdefault("groups", [gid("vip")])
    id_: str = client.do(CREATE, input=values)["priceList"]["id"]
    if prices:
        client.do(SET, id=id_, prices=list(prices))
    return id_


def prices_of(client: ApiClient, id_: str, **arguments: Any) -> Any:
    arguments.setdefault("first", 100)
    return client.get(PRICES, id=id_, **arguments)["priceList"]["prices"]


def said(connection: Any) -> list[tuple[Any, ...]]:
    """(kind, [(from quantity, amount, percentage)]) of each target of a page."""
    return [
        (
            edge["node"]["target"]["kind"],
            [tuple(each.values()) for each in edge["node"]["breaks"]],
        )
        for edge in connection["edges"]
    ]
