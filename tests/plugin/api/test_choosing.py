"""The tests of this name, inside Saleor."""

from tests.graphql.test_choosing import *  # noqa: F403
