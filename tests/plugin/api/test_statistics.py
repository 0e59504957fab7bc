"""The tests of this name, inside Saleor."""

from tests.graphql.test_statistics import *  # noqa: F403
