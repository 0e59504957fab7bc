"""The tests of this name, inside Saleor."""

from tests.graphql.test_rules import *  # noqa: F403
