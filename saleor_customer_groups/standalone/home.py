"""The directory that holds one standalone shop: database, broker, secret key."""

from __future__ import annotations

import contextlib
import os
import secrets
import tempfile
from pathlib import Path
from typing import Final

HOME_VARIABLE: Final = "CUSTOMER_GROUPS_HOME"

_CHECKOUT: Final = Path(__file__).resolve().parents[2]


def home() -> Path:
    """The shop's directory, made on first use.

    ``CUSTOMER_GROUPS_HOME`` when set, else ``.local`` in the checkout this runs
    from, else ``.customer-groups`` in the user's home directory.
    """
    path = _configured() or _default()
    path.mkdir(parents=True, exist_ok=True)
    return path


def secret_key() -> str:
    """The shop's secret key, generated once and readable by its owner only."""
    path = home() / "secret-key"
    if not path.exists():
        # Written aside and linked: of several first starts at once exactly one key
        # stays, and nobody reads half of it.
        descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix="secret-key.")
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        os.unlink(draft)
    return path.read_text()


def _configured() -> Path | None:
    value = os.environ.get(HOME_VARIABLE)
    return Path(value).expanduser().resolve() if value else None


def _default() -> Path:
    if (_CHECKOUT / "pyproject.toml").is_file():
        return _CHECKOUT / ".local"
    return Path.home() / ".customer-groups"
