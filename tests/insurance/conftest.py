"""A database with the demo's policies, and the decisions that rules ask for as plain tables."""

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app import secrets
from app.decision_results import DecisionResult
from app.insurance import demo
from app.insurance.customers.models import Customer
from app.insurance.payments import queries
from app.insurance.payments.handlers import order as orders
from app.insurance.payments.handlers import payee as payees
from app.insurance.payments.models import Payment
from app.work import Actor, Processes, Work
from tests.insurance.calls import Call
from tests.insurance.outgoing import MAIL, PHONE
from tests.insurance.payouts import ORDERED, PAYEE, also, payment_call

ZONE = ZoneInfo("Asia/Shanghai")
NINE_THIRTY = dt.datetime(2026, 3, 2, 9, 30, tzinfo=ZONE)
REGISTRAR = Actor(user_id=101, username="u_reg", name="Reg", groups=frozenset({"claims_registrar"}))

FAULT_RATIO = {"primary": Decimal("0.7"), "none": Decimal(0)}
PAPERS = [
    ["claim_form", "id_card", "policy_copy", "bank_account"],
    ["accident_report", "driver_license", "vehicle_license", "liability_cert"],
    ["loss_proof", "invoice"],
]
NO_EVENT = {"authority_multiplier": 1, "advance_ratio": 0, "doc_waiver": []}
BIG_EVENT = {
    "authority_multiplier": 3,
    "advance_ratio": 0,
    "doc_waiver": ["policy_copy", "invoice"],
}
BASES = {
    "property": "indemnity",
    "motor_commercial": "indemnity",
    "health": "reimbursement",
    "life": "fixed_benefit",
    "accident": "fixed_benefit",
}
ON_FAIL = {
    "C1": "not_covered",
    "C2": "query_or_investigate",
    "C3": "query",
    "C4": "reduce_or_query",
    "C5": "query_or_investigate",
    "C6": "not_covered",
    "C7": "return_assessment",
    "C8": "supplement_notice",
}
TABLES: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {
    "fault_ratio": lambda inputs: FAULT_RATIO.get(inputs["fault"], Decimal(1)),
    "required_documents": lambda inputs: PAPERS,
    "contingency_measures": lambda inputs: BIG_EVENT if inputs["cat_level"] == "I" else NO_EVENT,
    "lob_profile": lambda inputs: {"pay_basis": BASES[inputs["lob"]]},
    "doc_checkpoints": lambda inputs: {"on_fail": ON_FAIL[inputs["check"]]},
    "risk_score": lambda inputs: 0,
    "retention": lambda inputs: {"years": 10, "from": "later of contract end and payment"},
    "sla_limit": lambda inputs: {
        "internal": "3 d",
        "statutory": "30 d",
        "warn_before": "P1D",
        "pausable": True,
    },
}


def decide(
    session: Session,
    decision_id: str,
    inputs: Mapping[str, object],
    *,
    at: dt.datetime,
    version: int | None = None,
) -> DecisionResult:
    """Answer from the tables above."""
    return DecisionResult(
        decision=decision_id,
        value=TABLES[decision_id](inputs),
        matched=(),
        inputs=dict(inputs),
        digest="",
        version=version or 1,
    )


@pytest.fixture
def work(session: Session) -> Work:
    """The work of a registrar on Monday morning, in a database with the demo's policies."""
    secrets.attach(session.get_bind(), secrets.new_keys(demo=True))
    work = Work(
        session=session,
        processes=Processes(decide=decide, zone=ZONE),
        now=NINE_THIRTY,
        actor=REGISTRAR,
    )
    demo.create_portfolio(work)
    return work


@pytest.fixture
def payee(work: Work) -> Call:
    """The call of a case whose payee is settled."""
    first = payment_call(work)
    return also(first, **(payees.record_payee(first, PAYEE) or {}))


@pytest.fixture
def order(payee: Call) -> Payment:
    """An order that has gone to the bank."""
    orders.record_order(also(payee, **ORDERED), {})
    orders.execute(payee)
    return queries.get_payment(payee.work.session, payee.variables["payment_id"])


@pytest.fixture
def reachable(work: Work) -> Customer:
    """A customer who can be written to and called."""
    found = work.session.scalars(sa.select(Customer).order_by(Customer.id)).first()
    assert found is not None
    found.phones, found.email = f"{PHONE}\n+86-13900000000", MAIL
    work.session.flush()
    return found
