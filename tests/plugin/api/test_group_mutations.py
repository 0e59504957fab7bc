"""The tests of this name, inside Saleor."""

from tests.graphql.test_group_mutations import *  # noqa: F403
