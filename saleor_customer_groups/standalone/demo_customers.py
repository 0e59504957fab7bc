"""Demo customers: who buys in the sample shop, and how each of them behaves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import Final, NamedTuple

from .demo_catalogue import BRANDS

CUSTOMER_COUNT: Final = 4_000
GUEST_COUNT: Final = 700
#: Tells a sample shop from a shop of the user's own.
FIRST_CUSTOMER: Final = "demo-0001"

_HISTORY_DAYS: Final = 730


class Persona(NamedTuple):
    """A way to behave: days are counted back from today."""

    weight: int
    orders: tuple[int, int]
    joined: tuple[int, int]
    last_active: tuple[int, int]
    pieces: tuple[int, int] = (1, 3)


_ALWAYS: Final = (0, _HISTORY_DAYS)
_PERSONAS: Final = {
    "loyal": Persona(8, (8, 20), (200, _HISTORY_DAYS), (0, 60)),
    "regular": Persona(28, (3, 8), (120, _HISTORY_DAYS), (0, 200)),
    "occasional": Persona(23, (1, 2), _ALWAYS, _ALWAYS),
    "new": Persona(5, (0, 2), (0, 30), (0, 30)),
    "lapsed": Persona(14, (2, 6), (400, _HISTORY_DAYS), (181, 380)),
    "browsing": Persona(20, (0, 0), _ALWAYS, _ALWAYS),
    "wholesale": Persona(2, (4, 12), (150, _HISTORY_DAYS), (0, 150), (8, 60)),
}


class _Country(NamedTuple):
    weight: int
    language: str
    women: str
    men: str
    last_names: str
    #: City, state (where addresses have one) and postal code.
    cities: tuple[tuple[str, str, str], ...]


_COUNTRIES: Final = {
    "DE": _Country(
        26,
        "de",
        "Anna Lena Marie Sophie Jule Käthe",
        "Jonas Lukas Felix Paul Jürgen Max",
        "Müller Schmidt Weiß Fischer Becker Schäfer Koch",
        (("Berlin", "", "10115"), ("Köln", "", "50667"), ("München", "", "80331")),
    ),
    "FR": _Country(
        16,
        "fr",
        "Chloé Camille Léa Manon Zoé",
        "Hugo Louis Jules Théo Rémi",
        "Martin Bernard Dubois Moreau Lefèvre",
        (("Paris", "", "75001"), ("Lyon", "", "69001"), ("Nîmes", "", "30000")),
    ),
    "PL": _Country(
        14,
        "pl",
        "Zofia Maja Hanna Małgorzata",
        "Jan Antoni Łukasz Paweł",
        "Nowak Kowalski Wójcik Zieliński",
        (("Warszawa", "", "00-001"), ("Łódź", "", "90-001"), ("Kraków", "", "30-001")),
    ),
    "US": _Country(
        28,
        "en",
        "Emma Olivia Ava Grace Harper",
        "Liam Noah James Mason Logan",
        "Smith Johnson Garcia O'Neill Davis Miller",
        (
            ("Portland", "OR", "97201"),
            ("Austin", "TX", "73301"),
            ("San Diego", "CA", "92101"),
            ("Boston", "MA", "02108"),
        ),
    ),
    "GB": _Country(
        16,
        "en",
        "Amelia Isla Poppy Freya",
        "Oliver Harry George Alfie",
        "Taylor Brown Evans Walker",
        (("London", "", "SW1A 1AA"), ("Leeds", "", "LS1 1UR"), ("Bath", "", "BA1 1SU")),
    ),
}


class Shopper(NamedTuple):
    """A customer or guest as the orders need to know it."""

    key: str
    country: str
    persona: Persona
    joined_at: datetime
    brands: tuple[str, ...]


class DemoCustomer(NamedTuple):
    shopper: Shopper
    row: dict[str, object]


def make_customers(random: Random, today: datetime) -> Iterator[DemoCustomer]:
    """The customers with an account; ``today`` is midnight, nothing is later."""
    names = list(_PERSONAS)
    weights = [_PERSONAS[name].weight for name in names]
    for number in range(1, CUSTOMER_COUNT + 1):
        name = random.choices(names, weights)[0]
        shopper = _shopper(random, today, f"demo-{number:04}", _PERSONAS[name])
        yield DemoCustomer(shopper, _row(random, shopper, number, today, name))


def make_guests(random: Random, today: datetime) -> Iterator[Shopper]:
    """Who ordered without an account: the orders name a key and nobody knows more."""
    persona = _PERSONAS["occasional"]
    for number in range(1, GUEST_COUNT + 1):
        yield _shopper(random, today, f"guest-{number:04}", persona)


def _shopper(random: Random, today: datetime, key: str, persona: Persona) -> Shopper:
    country = random.choices(
        list(_COUNTRIES), [each.weight for each in _COUNTRIES.values()]
    )[0]
    days = random.randint(*persona.joined)
    seconds = random.randint(1, 86_400)
    return Shopper(
        key,
        country,
        persona,
        today - timedelta(days=days, seconds=seconds),
        tuple(random.sample(BRANDS, random.choice((1, 1, 2)))),
    )


def _row(
    random: Random, shopper: Shopper, number: int, today: datetime, persona: str
) -> dict[str, object]:
    country = _COUNTRIES[shopper.country]
    gender = random.choice(("female", "male", "female", "male", ""))
    pool = country.men if gender == "male" else country.women
    first, last = (random.choice(names.split()) for names in (pool, country.last_names))
    city, state, postal_code = random.choice(country.cities)
    is_staff = number % 500 == 0
    return {
        "customer": shopper.key,
        "email": f"shopper{number}@example.{random.choice(('com', 'org', 'net'))}",
        "is_email_confirmed": random.random() < 0.85,
        "first_name": first,
        "last_name": last,
        "joined_at": shopper.joined_at.isoformat(),
        "birthdate": _birthdate(random, today.date()),
        "gender": gender,
        "language": country.language,
        "country": shopper.country,
        "state": state,
        "city": city if random.random() < 0.9 else "",
        "postal_code": postal_code,
        "customer_type": "business" if persona == "wholesale" else "private",
        "is_staff": is_staff,
        "email_marketing": _consent(random, 0.45),
        "sms_marketing": _consent(random, 0.15),
        "phone_marketing": _consent(random, 0.06),
        "post_marketing": _consent(random, 0.12),
    }


def _birthdate(random: Random, today: date) -> date | str:
    if random.random() < 0.3:
        return ""
    return today - timedelta(days=random.randint(18 * 365, 75 * 365))


def _consent(random: Random, share: float) -> str:
    """Most who do not say yes have never been asked."""
    drawn = random.random()
    if drawn < share:
        return "subscribed"
    return "unsubscribed" if drawn < share + 0.1 else "unknown"
