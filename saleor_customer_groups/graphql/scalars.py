"""Scalars: instants, days, decimals, documents and files, as Saleor's API has them."""

from __future__ import annotations

import decimal
from datetime import UTC, date, datetime
from typing import Any

import graphene
from graphql.language import ast


class DateTime(graphene.Scalar):
    """An instant in ISO 8601 with its offset from UTC, such as 2024-05-31T18:30:00Z."""

    @staticmethod
    def serialize(value: datetime) -> str:
        return value.astimezone(UTC).isoformat()

    @staticmethod
    def parse_value(value: Any) -> datetime | None:
        """None, which GraphQL refuses, for what is no instant or names no offset."""
        if not isinstance(value, str):
            return None
        try:
            instant = datetime.fromisoformat(value)
            return instant.astimezone(UTC) if instant.tzinfo else None
        except (ValueError, OverflowError):
            return None

    @classmethod
    def parse_literal(cls, node: Any) -> datetime | None:
        return (
            cls.parse_value(node.value) if isinstance(node, ast.StringValue) else None
        )


class Date(graphene.Scalar):
    """A day in ISO 8601, such as 2024-05-31."""

    @staticmethod
    def serialize(value: date) -> str:
        return value.isoformat()

    @staticmethod
    def parse_value(value: Any) -> date | None:
        try:
            return date.fromisoformat(value) if isinstance(value, str) else None
        except ValueError:
            return None

    @classmethod
    def parse_literal(cls, node: Any) -> date | None:
        return (
            cls.parse_value(node.value) if isinstance(node, ast.StringValue) else None
        )


class Decimal(graphene.Scalar):
    """A decimal number; as input also as a text, such as "9.99"."""

    @staticmethod
    def serialize(value: decimal.Decimal) -> float:
        # JSON's shortest form of it: the same number for up to 15 digits.
        return float(value)

    @staticmethod
    def parse_value(value: Any) -> decimal.Decimal | None:
        try:
            number = decimal.Decimal(str(value))
        except decimal.DecimalException:
            return None
        return number if number.is_finite() else None

    @classmethod
    def parse_literal(cls, node: Any) -> decimal.Decimal | None:
        is_number = isinstance(node, ast.FloatValue | ast.IntValue | ast.StringValue)
        return cls.parse_value(node.value) if is_number else None


class JSON(graphene.Scalar):
    """A JSON document."""

    @staticmethod
    def serialize(value: Any) -> Any:
        return value

    @staticmethod
    def parse_value(value: Any) -> Any:
        return value

    @classmethod
    def parse_literal(cls, node: Any) -> Any:
        """None, which GraphQL refuses, where a part of it is written as a variable."""
        match node:
            case ast.StringValue() | ast.BooleanValue():
                return node.value
            case ast.IntValue():
                return int(node.value)
            case ast.FloatValue():
                return decimal.Decimal(node.value)
            case ast.ListValue():
                items = [cls.parse_literal(item) for item in node.values]
                return None if None in items else items
            case ast.ObjectValue():
                names = [field.name.value for field in node.fields]
                values = [cls.parse_literal(field.value) for field in node.fields]
                if None in values or len({*names}) < len(names):
                    return None
                return dict(zip(names, values, strict=True))
        return None


class Upload(graphene.Scalar):
    """A file: null in the variables, and a part of the multipart request.

    See https://github.com/jaydenseric/graphql-multipart-request-spec.
    """

    @staticmethod
    def serialize(value: Any) -> Any:
        return value

    @staticmethod
    def parse_value(value: Any) -> Any:
        return value if hasattr(value, "read") else None

    @staticmethod
    def parse_literal(node: Any) -> None:
        return None
