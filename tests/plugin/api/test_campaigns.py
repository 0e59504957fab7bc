"""The tests of this name, inside Saleor."""

from tests.graphql.test_campaigns import *  # noqa: F403
