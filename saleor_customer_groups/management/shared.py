"""Shared: the sub-commands that every host offers, each a module of its own."""

from __future__ import annotations

from typing import Final

from . import (
    basket,
    campaigns,
    evaluate,
    explain,
    export,
    groups,
    history,
    install_extension,
    members,
    preview,
    price_lists,
    settings,
    verify,
)
from .command import Command

COMMANDS: Final[tuple[Command, ...]] = (
    groups,
    members,
    evaluate,
    preview,
    explain,
    history,
    price_lists,
    basket,
    campaigns,
    export,
    verify,
    settings,
    install_extension,
)
