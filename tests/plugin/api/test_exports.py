"""The tests of this name, inside Saleor."""

from tests.graphql.test_exports import *  # noqa: F403
