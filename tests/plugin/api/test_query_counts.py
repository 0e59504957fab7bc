"""The tests of this name, inside Saleor."""

from tests.graphql.test_query_counts import *  # noqa: F403
