"""The tests of this name, inside Saleor."""

from tests.graphql.test_prices import *  # noqa: F403
