"""Paying for checkouts, as payment apps and storefronts do."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from saleor.payment.models import Payment, TransactionEvent, TransactionItem

from saleor_customer_groups.models import PriceHold

from .asking import Client
from .restricting import Till

GATEWAY = "mirumee.payments.dummy"


class PaymentApp:
    """An app that may handle payments, through the public API."""

    def __init__(self, client: Any) -> None:
        self.client = Client(client)

    def pay(self, till: Till, amount: object, kind: str = "amountCharged") -> str:
        """A transaction of the checkout; its ID."""
        given = {
            "name": "Card",
            "pspReference": f"psp-{TransactionItem.objects.count()}",
            kind: {"amount": str(amount), "currency": "USD"},
        }
        answer = self.client.ask(
            "mutation ($id: ID!, $transaction: TransactionCreateInput!) {"
            " transactionCreate(id: $id, transaction: $transaction) {"
            " transaction { id } errors { field message code } } }",
            id=till.id,
            transaction=given,
        )
        identifier: str = answer["transaction"]["id"]
        return identifier

    def report(self, transaction: str, kind: str, amount: object, psp: str) -> None:
        """Something happened to the transaction."""
        self.client.ask(
            "mutation ($id: ID!, $type: TransactionEventTypeEnum!, $psp: String!,"
            " $amount: PositiveDecimal!) { transactionEventReport(id: $id, type: $type,"
            " amount: $amount, pspReference: $psp) { errors { field message code } } }",
            id=transaction,
            type=kind,
            amount=str(amount),
            psp=psp,
        )

    def begin(self, till: Till, amount: object, kind: str = "CHARGE_REQUEST") -> str:
        """A payment that is under way."""
        transaction = self.pay(till, 0)
        psp = f"begun-{TransactionEvent.objects.count()}"
        self.report(transaction, kind, amount, psp)
        return transaction


def begin_payment(till: Till, amount: object) -> None:
    """The older way, by the customer."""
    till.client.ask(
        "mutation ($id: ID!, $input: PaymentInput!) { checkoutPaymentCreate("
        " id: $id, input: $input) { payment { id } errors { field message code } } }",
        id=till.id,
        input={"gateway": GATEWAY, "token": "fake-token", "amount": str(amount)},
    )


def let_pass(minutes: int) -> None:
    """As if everything that was paid, and every hold, were so much longer ago."""
    by = timedelta(minutes=minutes)
    for model, fields in (
        (TransactionEvent, ["created_at"]),
        (Payment, ["created_at", "modified_at"]),
        (PriceHold, ["created_at", "held_until"]),
    ):
        for row in model.objects.all():
            moved = {name: getattr(row, name) - by for name in fields}
            model.objects.filter(pk=row.pk).update(**moved)
