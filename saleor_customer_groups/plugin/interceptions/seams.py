"""Seam: a name of Saleor's that is replaced, and whether that could be done.

What is replaced is private to Saleor. So each target is looked at before: where it is
missing or takes other parameters, it is left alone, ``problems`` says so, and everything
that the seam's purpose carries is for nobody until that is mended.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final, TypeAlias

from saleor_customer_groups.host import Purpose, SeamState

Function: TypeAlias = Callable[..., Any]

_MARK: Final = "customer_groups_seam"


@dataclass(frozen=True, slots=True)
class Seam:
    """``attribute`` of ``module`` becomes what ``wrap`` makes of it.

    ``parameters`` are the first that it has to take; ``carries`` completes "… is what".
    Unless it ``is_everywhere``, a Saleor that has no such name needs none replaced.
    """

    purpose: Purpose
    module: str
    attribute: str
    parameters: tuple[str, ...]
    carries: str
    wrap: Callable[[Function], Function]
    is_everywhere: bool = True

    @property
    def name(self) -> str:
        return f"{self.module}.{self.attribute}"


_installed: dict[Seam, None] = {}
_problems: dict[Seam, str] = {}


def install(seams: Iterable[Seam]) -> None:
    """Replaces what can be; again without effect. Called once everything is loaded."""
    for seam in seams:
        _installed[seam] = None
        _problems.pop(seam, None)
        problem = _replace(seam)
        if problem:
            _problems[seam] = problem


def problems() -> dict[Seam, str]:
    """Seams that are open, each with a sentence that says why."""
    return dict(_problems)


def is_whole(purpose: Purpose) -> bool:
    """Whether everything that the purpose needs was replaced."""
    return all(seam.purpose is not purpose for seam in _problems)


def states() -> list[SeamState]:
    """How every seam stands now, the open ones first: also those whose wrapper somebody
    has replaced since."""
    found = []
    for seam in _installed:
        problem = _problems.get(seam)
        if problem is None:
            try:
                problem = _lost(seam)
            except (ImportError, AttributeError):
                continue  # One that this Saleor needs not.
        said = f"It {seam.carries}."
        if problem:
            said = sentence(seam, problem)
        found.append(SeamState(seam.name, seam.purpose, not problem, said))
    return sorted(found, key=lambda state: state.is_whole)


def sentence(seam: Seam, problem: str) -> str:
    """What is wrong with a seam, and what follows from it."""
    return (
        f"{problem} It {seam.carries}; until this is mended, {seam.purpose} that are"
        " limited to customer groups are for nobody."
    )


def _lost(seam: Seam) -> str:
    """Why what was replaced is not in use any more; "" where it is.

    Raises ImportError or AttributeError where it is not there at all.
    """
    *_, current = _found(seam)
    inner = current
    while inner is not None:
        if hasattr(inner, _MARK):
            return ""
        inner = getattr(inner, "__wrapped__", None)
    by = getattr(current, "__module__", "something else")
    return f"{seam.name} has been replaced by {by} since."


def _found(seam: Seam) -> tuple[Any, str, Any]:
    """What has the attribute, its name there, and the attribute itself."""
    owner: Any = import_module(seam.module)
    *path, name = seam.attribute.split(".")
    for part in path:
        owner = getattr(owner, part)
    return owner, name, getattr(owner, name)


def _replace(seam: Seam) -> str:
    """Why it could not be replaced; "" where it is."""
    try:
        owner, name, original = _found(seam)
    except (ImportError, AttributeError):
        return f"This Saleor has no {seam.name}." if seam.is_everywhere else ""
    if hasattr(original, _MARK):
        return ""
    parameters = tuple(inspect.signature(original).parameters)
    if parameters[: len(seam.parameters)] != seam.parameters:
        return f"{seam.name} takes {', '.join(parameters)} in this Saleor."
    wrapper = functools.update_wrapper(seam.wrap(original), original)
    setattr(wrapper, _MARK, seam.name)
    setattr(owner, name, wrapper)
    return ""
