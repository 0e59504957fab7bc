"""The tests of this name, inside Saleor."""

from tests.graphql.test_price_changes import *  # noqa: F403
