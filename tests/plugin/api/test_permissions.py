"""The tests of this name, inside Saleor."""

from tests.graphql.test_permissions import *  # noqa: F403
