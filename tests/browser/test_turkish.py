"""The screens in Turkish: nothing on them is English, what the API says included."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.english import english_in

from .screens import Screens, rows
from .served import ServedShop

#: Every text that is seen, and what is read out or shown below the pointer.
_TEXTS = """() => {
  const said = ["aria-label", "title", "placeholder", "aria-description"];
  const texts = [document.body.innerText, document.title];
  for (const each of document.querySelectorAll("*")) {
    for (const name of said) texts.push(each.getAttribute(name) ?? "");
    if (each.matches(".visually-hidden")) texts.push(each.textContent);
  }
  return texts.join("\\n");
}"""

_RULE = {
    "version": 1,
    "rule": {
        "all": [
            {"fact": "last_order_at", "operator": "in_the_last", "value": {"days": 90}},
            {"not": {"fact": "country", "operator": "is_one_of", "value": ["PL"]}},
            {
                "fact": "lifetime_value",
                "operator": "between",
                "value": {"from": 1, "to": 900},
            },
            {"fact": "order_count", "operator": "at_least", "value": 0},
            {"any": [{"group": "friends"}, {"fact": "rank", "operator": "is_unknown"}]},
        ]
    },
}


class Place(NamedTuple):
    name: str
    path: str
    #: Waits until it is there, opening what has to be open.
    reach: Callable[[Page], None]


def has_rows(page: Page) -> None:
    expect(rows(page).first).to_be_visible()


def has(text: str) -> Callable[[Page], None]:
    return lambda page: expect(page.get_by_text(text).first).to_be_visible()


def opens(button: str, text: str) -> Callable[[Page], None]:
    def reach(page: Page) -> None:
        page.get_by_role("button", name=button).first.click()
        has(text)(page)

    return reach


def previewed(page: Page) -> None:
    # It is true of everybody, which is worth a warning.
    has("Koşullardan biri herkes için geçerli.")(page)
    has("Kuralın aldıkları")(page)


def facts(page: Page) -> None:
    previewed(page)
    page.get_by_role("combobox", name="Ne hakkında").first.click()
    has("Sayılan siparişlerin sayısı.")(page)


def operators(page: Page) -> None:
    previewed(page)
    page.get_by_role("combobox", name="Karşılaştırma").first.click()
    has("yıl dönümü önümüzdeki")(page)


def refused(page: Page) -> None:
    page.get_by_role("button", name="Grup oluştur").click()
    has("Gruba bir ad verin.")(page)
    page.get_by_role("textbox", name="Ad", exact=True).fill("Friends")
    page.get_by_role("textbox", name="Kod").fill("friends")
    page.get_by_role("button", name="Grup oluştur").click()
    has("Bu kod kullanılıyor.")(page)


def checked_list(page: Page) -> None:
    page.get_by_role("button", name="İçe aktar").click()
    page.get_by_label("Ya da listeyi yapıştırın").fill("c40@example.com\nnobody")
    page.get_by_role("button", name="Listeyi denetle").click()
    expect(page.get_by_role("table", name="Sorunlar")).to_be_visible()


def used(page: Page) -> None:
    page.get_by_role("button", name="Friends için işlemler").click()
    has("Kullanan: ")(page)


PLACES = [
    Place("groups", "/groups", has_rows),
    Place("used", "/groups?q=Friends", used),
    Place("no-result", "/groups?q=xyzzy", has("Uyan grup yok")),
    Place("create", "/groups/new", has("Üyeler gruba nasıl gelir?")),
    Place("refused", "/groups/new", refused),
    Place("rule", f"/groups/new?rule={quote(json.dumps(_RULE))}", previewed),
    Place("facts", f"/groups/new?rule={quote(json.dumps(_RULE))}", facts),
    Place("operators", f"/groups/new?rule={quote(json.dumps(_RULE))}", operators),
    Place("templates", "/groups/new", opens("Şablondan başla", "Uykuda")),
    Place("overview", "/groups/{group}", has("Siparişler ve harcama")),
    Place("members", "/groups/{group}/members", has_rows),
    Place("explain", "/groups/{group}/members", opens("Açıkla", "Ne zamandan")),
    Place("by-hand", "/groups/{manual}/members", has("müşteriyi")),
    Place("import", "/groups/{manual}/members", checked_list),
    Place("export", "/groups/{manual}", opens("Üyeleri dışa aktar", "Kimler")),
    Place("history", "/groups/{group}/history", has_rows),
    Place("usage", "/groups/{manual}/usage", has("Bu grubu kullan")),
    Place("settings", "/groups/{group}/settings", has("ayrılacak")),
    Place("customers", "/customers", has_rows),
    Place("health", "/health", has("İzlenen zaman")),
    Place("shop", "/shop", has("Sipariş ver")),
    Place("nothing", "/no/such/page", has("Burada bir şey yok")),
    Place("customer", "/widgets/customer?customerId={customer}", has("çünkü")),
    Place("home", "/widgets/home", has("Spenders")),
    Place(
        "add", "/popups/add-to-group?customerIds={customer}", has("Elle oluşturulan")
    ),
    Place("new", "/popups/new-group?customerIds={customer}", has("yeni grup")),
]


@pytest.fixture(scope="module")
def fan(shop: ServedShop) -> None:
    """A group whose rule names another, which is told of it."""
    shop.make_group("Fans", {"group": "friends"})


@pytest.mark.usefixtures("fan")
@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_screen__in_turkish__has_no_english(screens: Screens, place: Place) -> None:
    shop = screens.shop
    path = place.path
    if not path.startswith("/groups/new"):
        path = path.format(
            group=shop.group_id("Spenders"),
            manual=shop.group_id("Friends"),
            customer=shop.customer_id("Number 04"),
        )

    page = screens.open(path, locale="tr-TR")
    place.reach(page)

    text = page.evaluate(_TEXTS)
    # What other tests have called their groups is theirs, the longest first.
    for word in sorted(shop.group_words(), key=len, reverse=True):
        text = text.replace(word, "")
    assert [line for line in text.splitlines() if english_in(line)] == []


def test_sign_in__in_turkish__has_no_english(screens: Screens) -> None:
    page = screens.context(locale="tr-TR").new_page()
    page.goto(f"{screens.shop.address}/groups")
    expect(page.get_by_role("heading", name="Oturum aç")).to_be_visible()

    assert english_in(page.evaluate(_TEXTS)) == []
