"""Files for a broker: what one process sends another takes, whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from kombu import Connection

from saleor_customer_groups.standalone import broker
from saleor_customer_groups.standalone.celery import app


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    options = {
        "data_folder_in": str(tmp_path),
        "data_folder_out": str(tmp_path),
        "control_folder": str(tmp_path / "control"),
    }
    with Connection(
        "filesystem://", transport=broker.Transport, transport_options=options
    ) as made:
        yield made


def test_message__until_it_is_whole__is_not_taken(
    connection: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def finish(draft: Any, whole: Any) -> None:
        seen.append([name for name in os.listdir(tmp_path) if name.endswith(".msg")])
        os.rename(draft, whole)

    monkeypatch.setattr(broker.os, "replace", finish)
    queue = connection.SimpleQueue("work")
    queue.put({"number": 1})
    queue.put({"number": 2})

    first, second = queue.get(block=False), queue.get(block=False)

    # Those of the same millisecond are taken in any order.
    assert {first.payload["number"], second.payload["number"]} == {1, 2}
    # Nothing was there under a message's name before it was written.
    assert seen[0] == []
    assert len(seen[1]) == 1
    first.ack()
    second.ack()
    queue.close()


def test_broker__of_the_shop__is_ours() -> None:
    with app.connection_for_write() as made:
        assert isinstance(made.transport, broker.Transport)
