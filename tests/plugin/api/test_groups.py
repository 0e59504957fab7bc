"""The tests of this name, inside Saleor."""

from tests.graphql.test_groups import *  # noqa: F403
