"""Templates on the command line of a Saleor, which cannot tell what people look at."""

from __future__ import annotations

import pytest

from saleor_customer_groups.management.templates import (
    template_fields,
    write_templates,
)
from saleor_customer_groups.services.groups import GroupInput, create_group
from saleor_customer_groups.services.starting_points import starting_points

from .conftest import Shop


def test_template__that_asks_about_views_too__asks_about_the_rest(shop: Shop) -> None:
    fields = template_fields("interested-in-brand", {"brand": "nike"})
    group = create_group(GroupInput(**fields), actor="test")
    assert (group.code, group.kind) == ("interested-in-nike", "dynamic")
    assert "viewed" not in str(fields["rule"])


def test_templates__listed__are_those_that_can_be_made(
    shop: Shop, capsys: pytest.CaptureFixture[str]
) -> None:
    write_templates("csv")
    listed = {line.split(",")[0] for line in capsys.readouterr().out.splitlines()[1:]}
    assert listed == {template.code for template in starting_points()}
