"""Numbers: what people write for an amount or percentage, and how many of something."""

from __future__ import annotations

import argparse
from decimal import Decimal, DecimalException


def read_number(text: str) -> Decimal:
    """The number, exactly as written; for options. Raises ArgumentTypeError."""
    try:
        number = Decimal(text)
    except DecimalException as error:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number") from error
    if not number.is_finite():
        raise argparse.ArgumentTypeError(f"“{text}” is not a number")
    return number


def counted(count: int, noun: str) -> str:
    """1 price, 1,234 prices."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
