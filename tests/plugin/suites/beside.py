"""Our plugin in Saleor's own suites: active beside the gateways that they name.

Signals, interceptions and fields are there as in a shop; hooks only where the plugin is
active, and Saleor's fixtures put gateways in the place of all plugins.
"""

from __future__ import annotations

from typing import Any

import pytest

_OURS = "saleor_customer_groups.plugin.plugin.CustomerGroupsPlugin"


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        from tests.plugin.template import ensure_template

        ensure_template()


@pytest.fixture(autouse=True)
def _our_plugin_too(request: pytest.FixtureRequest, settings: Any) -> None:
    from tests.plugin.versions import GATEWAYS

    request.getfixturevalue(GATEWAYS)
    settings.PLUGINS = [*settings.PLUGINS, _OURS]
