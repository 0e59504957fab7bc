"""The tests of this name, inside Saleor."""

from tests.graphql.test_price_warnings import *  # noqa: F403
