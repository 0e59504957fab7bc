"""The tests of this name, inside Saleor."""

from tests.graphql.test_http import *  # noqa: F403
