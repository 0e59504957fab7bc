"""The tests of this name, inside Saleor."""

from tests.graphql.test_languages import *  # noqa: F403
