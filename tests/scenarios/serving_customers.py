"""Customers who ask for something, and those who receive, solve and follow it."""

from typing import Any

import sqlalchemy as sa

from app.cases.models import Message
from app.transaction import transaction
from app.work import SYSTEM
from tests.scenarios.company import Company, Json

REQUEST: Json = {"channel": "phone", "topic": "other", "need": "请告诉我网点的营业时间"}
COMPLAINT: Json = {
    "complaint": True,
    "complaint_subject": "claim_delay",
    "complaint_request": "请三日内赔付",
}
NEW: Json = {"name": "钱小明", "phone": "13900001111", "email": "qian@example.com"}


def customer_of(company: Company, policy_no: str = "P-MOT") -> Json:
    """Return the customer who holds a policy."""
    holder = company.get("u_aud", f"/policies/{policy_no}")["policyholder"]
    return dict(company.get("u_aud", f"/customers/{holder['id']}"))


def asks(company: Company, *, by: str = "u_svc", expect: int = 201, **other: Any) -> Json:
    """Let the holder of the motor policy, or who is named, ask for something."""
    who = {} if "contact" in other else {"customer": customer_of(company)["customer_no"]}
    body = {**REQUEST, **who, **other}
    return dict(company.post(by, "/service-requests", body, expect=expect))


def raised(company: Company, **other: Any) -> str:
    """Let a customer ask on Monday 2 March at half past nine; return the number."""
    company.now_is("2026-03-02T09:30")
    return str(asks(company, **other)["request_no"])


def request(company: Company, number: str) -> Json:
    """Return a service request."""
    return dict(company.get("u_aud", f"/service-requests/{number}"))


def handling(company: Company, number: str) -> Json:
    """Return how the house handles a service request."""
    return dict(company.get("u_aud", f"/service-requests/{number}/handling"))


def form(company: Company, number: str, definition: str) -> Json:
    """Return what the form of an open task shows."""
    task = company.task(number, definition)
    return dict(company.get("u_aud", f"/tasks/{task['id']}/form")["data"])


def receives(company: Company, number: str, *, expect: int = 200, **other: Any) -> Json:
    """Receive the customer, who is identified."""
    answers = {"identified": True, "greeting_script": True, **other}
    return company.completes("u_svc", "reception", number, expect=expect, **answers)


def analyses(company: Company, number: str, *, expect: int = 200, **other: Any) -> Json:
    """Find what the customer needs."""
    usual = {
        "questions": [{"question": "wished_result", "answer": "尽快答复"}],
        "proposed_solution": "告知营业时间",
        "complexity": "simple",
    }
    answers = {**usual, **other}
    return company.completes("u_svc", "needs_analysis", number, expect=expect, **answers)


def solves(
    company: Company, number: str, *, by: str = "u_svc", expect: int = 200, **other: Any
) -> Json:
    """Tell the customer the solution, which they confirm."""
    usual = {"solution": "周一至周五九点到五点", "customer_confirmed": True}
    answers = other if "wait_customer" in other else {**usual, **other}
    return company.completes(by, "solve", number, expect=expect, **answers)


def solved(company: Company, **other: Any) -> str:
    """Solve a request within its first hour; return its number."""
    number = raised(company, **other)
    receives(company, number)
    analyses(company, number)
    solves(company, number)
    return number


def waits(company: Company, number: str) -> Json:
    """Ask the customer for something."""
    return solves(company, number, wait_customer=True, asked_now="请提供保单号")


def says(company: Company, number: str, what: str, *, expect: int = 200, **body: Any) -> Json:
    """Let the customer say something to a request."""
    path = f"/service-requests/{number}/{what}"
    return dict(company.post("u_svc", path, body, expect=expect))


def clock(company: Company, number: str) -> Json:
    """Return the one limit of a request."""
    (found,) = company.get("u_aud", f"/service-requests/{number}/clocks")["items"]
    return dict(found)


def writes(company: Company, *, by: str = "u_svc", expect: int = 201, **other: Any) -> Json:
    """Let the holder of the motor policy, or who is named, write to the company."""
    who = {} if "contact" in other else {"customer": customer_of(company)["customer_no"]}
    letter = {"channel": "mail", "subject": "车险理赔", "text": "请问我的赔款什么时候到账?"}
    return dict(company.post(by, "/inbound-messages", {**letter, **who, **other}, expect=expect))


def message(company: Company, message_id: str) -> Json:
    """Return a message of a customer."""
    return dict(company.get("u_aud", f"/inbound-messages/{message_id}"))


def replies(
    company: Company, message_id: str, *, by: str = "u_svc", expect: int = 200, **other: Any
) -> Json:
    """Reply to a message of a customer by SMS."""
    body = {"channel": "sms", "text": "赔款将于三日内到账", **other}
    return dict(company.post(by, f"/inbound-messages/{message_id}/reply", body, expect=expect))


def published(company: Company, name: str) -> Json:
    """Return what the one message of a name has told."""
    with company.client.application.app_context(), transaction(SYSTEM) as work:
        rows = sa.select(Message.variables).where(Message.name == name)
        return dict(work.session.scalars(rows).one())


def refused(answer: Json) -> list[str]:
    """Return the fields that were refused."""
    return [error["pointer"] for error in answer["errors"]]
