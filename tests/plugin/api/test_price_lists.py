"""The tests of this name, inside Saleor."""

from tests.graphql.test_price_lists import *  # noqa: F403
