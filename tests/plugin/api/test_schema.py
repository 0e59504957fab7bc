"""The tests of this name, inside Saleor."""

from tests.graphql.test_schema import *  # noqa: F403
