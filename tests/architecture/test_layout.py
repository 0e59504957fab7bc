"""The layout that everything else counts on."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from django.db.migrations.loader import MigrationLoader

_ROOT = Path(__file__).resolve().parents[2]
_LABEL = "customer_groups"
_PACKAGE = _ROOT / "saleor_customer_groups"


def test_migrations__at_the_top__is_a_link_to_the_package() -> None:
    link = _ROOT / "migrations"
    assert link.is_symlink()
    assert link.resolve() == (_PACKAGE / "migrations").resolve()


def test_migrations__of_the_shared_tables__depend_on_no_other_app() -> None:
    loader = MigrationLoader(None)
    ours = [m for (app, _), m in loader.disk_migrations.items() if app == _LABEL]
    assert ours
    for migration in ours:
        assert {app for app, _ in migration.dependencies} <= {_LABEL}


@pytest.mark.parametrize(
    "path",
    sorted(p for p in _PACKAGE.rglob("*.py") if "migrations" not in p.parts),
    ids=lambda path: str(path.relative_to(_PACKAGE)),
)
def test_module__of_the_package__is_under_400_lines(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 400


def test_checkout__tracked_files__name_no_path_of_one_machine() -> None:
    done = subprocess.run(
        ["git", "grep", "-nIE", r"/(home/[a-z]+|root|Users)/", "--", "."],
        cwd=_ROOT,
        capture_output=True,
        text=True,
    )
    if done.returncode > 1:
        pytest.skip("This is not a git checkout.")
    lines = [x for x in done.stdout.splitlines() if "test_layout.py" not in x]
    assert lines == []
