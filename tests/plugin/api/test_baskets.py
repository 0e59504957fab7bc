"""The tests of this name, inside Saleor."""

from tests.graphql.test_baskets import *  # noqa: F403
