"""The tests of this name, inside Saleor."""

from tests.graphql.test_member_mutations import *  # noqa: F403
