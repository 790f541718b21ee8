"""Payments for tests of handlers that need no running process."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

from app.insurance.payments import bank
from app.outbox.operations import claim_due, record_outcome, send
from app.work import Work
from tests.insurance.calls import Call, call, reported

PAYEE = {
    "payee_name": "张伟",
    "payee_type": "individual",
    "relation": "insured",
    "account_no": "6222020000000000001",
    "bank": "中国工商银行上海分行",
    "requested_method": "bank_transfer",
}
ORDERED = {"method": "bank_transfer", "second_check": False, "cdd_level": "none"}


def payment_call(work: Work, **variables: Any) -> Call:
    claim = reported(work)
    return call(
        work,
        claim,
        subject_type="claim",
        subject_id=claim.id,
        kind="final",
        amount_total=Decimal(3600),
        already_paid=Decimal(0),
        amount=Decimal(3600),
        lob="motor_commercial",
        payee=None,
        **variables,
    )


def also(before: Call, **variables: Any) -> Call:
    return replace(before, variables={**before.variables, **variables})


def deliver(work: Work, chosen: str, at: dt.datetime) -> int:
    """Send what is due at an instant; return how many messages that were."""
    later = replace(work, now=at)
    ports = bank.BANKS[chosen]().ports()
    messages = claim_due(later)
    for message in messages:
        record_outcome(later, send(message, ports), ports)
    return len(messages)
