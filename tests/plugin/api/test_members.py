"""The tests of this name, inside Saleor."""

from tests.graphql.test_members import *  # noqa: F403
