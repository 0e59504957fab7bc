"""The tests of this name, inside Saleor."""

from tests.graphql.test_price_files import *  # noqa: F403
