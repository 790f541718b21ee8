"""Customers who are trained, and the trainers who plan, give and assess it."""

from typing import Any

import sqlalchemy as sa

from app.extensions import db
from app.insurance.customers.changes import lock
from app.insurance.customers.contact_models import Consent, EventKind, Purpose
from app.insurance.customers.contact_operations import note_consent, note_event
from app.insurance.customers.models import Customer, CustomerType, Segment
from app.insurance.customers.operations import create_customer
from app.insurance.customers.queries import get_customer
from app.transaction import transaction
from tests.scenarios.company import Company, Json

PLAN: Json = {
    "segment": "farmer",
    "courses": ["loss_report_skill", "service_knowledge"],
    "method": "offline",
    "capacity": 30,
    "dates": [{"at": "2026-04-20T09:00:00+08:00"}],
    "place": "崇明区三星镇文化站",
    "budget": "2000.00",
}
SESSION = "2026-04-20T09:00"  # when the session of that plan begins
TWO_DAYS_BEFORE = "2026-04-18T09:00"
NINETY_DAYS_AFTER = "2026-07-19T09:00"


def farmers(company: Company, count: int, *, segment: Segment = Segment.FARMER) -> list[str]:
    """Let the company have customers who may be sent messages; return their numbers."""
    with company.client.application.app_context(), transaction() as work:
        numbers = [f"C-{segment.value}-{number}" for number in range(count)]
        for number in numbers:
            customer = Customer(
                customer_no=number,
                type=CustomerType.FARMER,
                name=f"农户{number}",
                phones="13800000001",
                segment=segment,
            )
            create_customer(work, customer)
            consent = Consent(
                customer_id=customer.id,
                purpose=Purpose.SERVICE,
                granted=True,
                channel="counter",
                text_version="2026-1",
            )
            note_consent(work, consent)
    company.has_begun = True
    return numbers


def customer_id(company: Company, number: str) -> int:
    """Return the id of a customer."""
    return int(company.get("u_aud", f"/customers/{number}")["id"])


def refuses_messages(company: Company, number: str) -> None:
    """Let a customer take the consent to service messages back."""
    said = {"purpose": "service", "granted": False, "channel": "phone", "text_version": "2026-1"}
    company.post("u_svc", f"/customers/{number}/consents", said, expect=201)


def is_locked(company: Company, number: str) -> None:
    """Let a file be used for nothing but the duty to keep it."""
    with company.client.application.app_context(), transaction() as work:
        lock(work, get_customer(work.session, number), until=None)
    company.has_begun = True


def has(company: Company, number: str, kind: EventKind) -> None:
    """Let something happen to a customer now."""
    found = customer_id(company, number)
    with company.client.application.app_context(), transaction() as work:
        note_event(work, kind, found)
    company.has_begun = True


def asks_for(company: Company, *, by: str = "u_trn", expect: int = 201, **other: Any) -> Any:
    """Ask for a training; return it."""
    asked = {"segment": "farmer", "reason": "春耕前的报案培训", **other}
    return company.post(by, "/trainings", asked, expect=expect)


def plans(company: Company, number: str, *, expect: int = 200, **other: Any) -> Any:
    """Plan a training."""
    return company.completes("u_trn", "plan_training", number, expect=expect, **{**PLAN, **other})


def approves(company: Company, number: str, *, by: str = "u_trnm", expect: int = 200) -> Any:
    """Approve the plan; customers are invited."""
    return company.completes(by, "approve_training", number, expect=expect, decision="approve")


def offered(company: Company, **other: Any) -> str:
    """Bring a training to where customers enrol; return its number."""
    asked = {name: other.pop(name) for name in ("segment", "customers") if name in other}
    number = str(asks_for(company, **asked)["training_no"])
    plans(company, number, **{**asked, **other} if "segment" in asked else other)
    approves(company, number)
    return number


def enrols(company: Company, number: str, customer: str, *, expect: int = 201, **other: Any) -> Any:
    """Let a customer take a place."""
    body = {"customer": customer, **other}
    return company.post("u_svc", f"/trainings/{number}/enrolments", body, expect=expect)


def withdraws(company: Company, number: str, enrolment: str, *, expect: int = 200) -> Any:
    """Let a customer give the place back."""
    path = f"/trainings/{number}/enrolments/{enrolment}/withdraw"
    return company.post("u_svc", path, expect=expect)


def training(company: Company, number: str) -> Json:
    """Return a training."""
    return dict(company.get("u_aud", f"/trainings/{number}"))


def sessions(company: Company, number: str) -> list[Json]:
    """Return the sessions of a training."""
    return list(company.get("u_aud", f"/trainings/{number}/sessions")["items"])


def statuses(company: Company, number: str) -> list[str]:
    """Return where each session of a training stands."""
    return [session["status"] for session in sessions(company, number)]


def enrolments(company: Company, number: str) -> dict[str, str]:
    """Return where the enrolment of each customer stands, by the customer's id."""
    items = company.get("u_aud", f"/trainings/{number}/enrolments")["items"]
    return {item["customer"]: item["status"] for item in items}


def invitations(company: Company, number: str) -> dict[str, str]:
    """Return what became of the invitation of each customer, by the customer's id."""
    items = company.get("u_aud", f"/trainings/{number}/invitations")["items"]
    return {item["customer"]: item["status"] for item in items}


def told(company: Company, number: str) -> list[str]:
    """Return what customers were told of a training, the oldest first."""
    case = training(company, number)["case_id"]
    items = company.get("u_aud", "/messages-sent", **{"filter[case]": case})["items"]
    return [item["text"] for item in reversed(items)]


def attendance(company: Company, number: str, absent: tuple[str, ...] = ()) -> list[Json]:
    """Return the roll of the session that is to be recorded, with who came."""
    task = company.task(number, "record_session")
    roll = company.get("u_trn", f"/tasks/{task['id']}/form")["data"]["attendance"]
    return [
        {"customer": row["customer"], "present": row["customer_no"] not in absent} for row in roll
    ]


def is_held(company: Company, number: str, *, absent: tuple[str, ...] = ()) -> Any:
    """Record who came to a session."""
    roll = attendance(company, number, absent)
    return company.completes("u_trn", "record_session", number, attendance=roll)


def is_assessed(company: Company, number: str, *scores: int, **other: Any) -> Any:
    """Record the scores of who came, in the order of the roll."""
    task = company.task(number, "assess_training")
    roll = company.get("u_trn", f"/tasks/{task['id']}/form")["data"]["scores"]
    rows = [
        {"customer": row["customer"], "score": score}
        for row, score in zip(roll, scores, strict=True)
    ]
    expect = other.pop("expect", 200)
    answers = {"scores": rows, "survey_avg": 4.5, **other}
    return company.completes("u_trn", "assess_training", number, expect=expect, **answers)


def is_reviewed(
    company: Company, number: str, change: str, *, expect: int = 200, **other: Any
) -> Any:
    """Review the effect of a training."""
    answers = {"behaviour_change": change, **other}
    return company.completes("u_trnm", "effect_review", number, expect=expect, **answers)


def rows_of(company: Company, query: sa.Select[Any]) -> list[Any]:
    """Read rows that no answer of the API shows."""
    with company.client.application.app_context():
        return list(db.session.scalars(query))
