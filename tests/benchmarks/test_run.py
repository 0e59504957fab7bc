"""The whole benchmark at a tiny size; run by naming this file, never by default."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

_CHECKOUT = Path(__file__).resolve().parents[2]


def test_run__tiny_scale__every_figure_is_printed_and_written(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "BENCH_SCALE": "0.002",
        "CUSTOMER_GROUPS_HOME": str(tmp_path),
    }
    environment.pop("BENCH_REPORTED_IN", None)

    found = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.run"],
        cwd=_CHECKOUT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert found.returncode == 0, found.stderr
    assert max(map(len, found.stdout.splitlines())) <= 100
    figures = json.loads((tmp_path / "bench.json").read_text())
    assert len(figures) == 31
    for figure in figures:
        assert set(figure) == {"name", "figure", "unit", "ratio", "limit", "holds"}
        assert figure["name"][:57] in found.stdout
        assert figure["figure"] > 0
