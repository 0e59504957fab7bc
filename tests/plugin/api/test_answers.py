"""The tests of this name, inside Saleor."""

from tests.graphql.test_answers import *  # noqa: F403
