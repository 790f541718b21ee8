"""Customers who are revisited, and the people who ask them."""

from typing import Any

import sqlalchemy as sa

from app.cases.models import Message
from app.insurance.customers.contact_models import EventKind, Feedback
from app.insurance.customers.contact_operations import note_event
from app.insurance.customers.models import Segment
from app.insurance.customers.queries import get_customer
from app.insurance.letters.models import Letter
from app.transaction import reading, transaction
from app.work import SYSTEM
from tests.scenarios.company import Company, Json
from tests.scenarios.customer_files import sells

SOLD_ON = "2026-03-02T10:00"
NEXT_MORNING = "2026-03-03T08:00"


def sold(company: Company, **other: Any) -> None:
    """Let a whole life policy be sold to Mr Zhang by u_sal on Monday 2 March."""
    company.now_is(SOLD_ON)
    sells(company, **other)


def happens(company: Company, kind: EventKind, customer: str = "C-ZHANG") -> None:
    """Let something happen to a customer now; what it comes from is told by its own process."""
    company.has_begun = True
    with company.client.application.app_context(), transaction(SYSTEM) as work:
        note_event(work, kind, get_customer(work.session, customer).id, source="X-1")


def becomes_vip(company: Company) -> None:
    """Let Mr Zhang have one contact person from now on."""
    company.has_begun = True
    with company.client.application.app_context(), transaction(SYSTEM) as work:
        get_customer(work.session, "C-ZHANG").segment = Segment.VIP


def says(company: Company, purpose: str, *, granted: bool, customer: str = "C-ZHANG") -> None:
    """Let a customer, by default Mr Zhang, allow or refuse a use of their data."""
    body = {"purpose": purpose, "granted": granted, "channel": "phone", "text_version": "1"}
    company.post("u_svc", f"/customers/{customer}/consents", body, expect=201)


def revisits(company: Company, **query: Any) -> list[Json]:
    """List the revisits, the newest first."""
    return list(company.get("u_aud", "/revisits", **query)["items"])


def only_revisit(company: Company) -> Json:
    """Return the one revisit there is, with its questions and issues."""
    (found,) = revisits(company)
    return revisit(company, found["id"])


def revisit(company: Company, number: str) -> Json:
    return dict(company.get("u_aud", f"/revisits/{number}"))


def records(company: Company, number: str) -> list[Json]:
    return list(company.get("u_aud", f"/revisits/{number}/records")["items"])


def new_policy(company: Company, **other: Any) -> str:
    """Sell a policy and plan its revisit on the next morning; return the number."""
    sold(company, **other)
    company.now_is(NEXT_MORNING)
    return str(only_revisit(company)["revisit_no"])


def begins(company: Company, *, by: str = "u_rev", expect: int = 201, **other: Any) -> Json:
    """Begin a revisit by hand."""
    body = {"customer": "C-ZHANG", "script": "CL5", **other}
    return dict(company.post(by, "/revisits", body, expect=expect))


def answered(company: Company, number: str, **unlike: str) -> list[Json]:
    """Answer every question with yes, but for those of some codes (with _ for -)."""
    other = {code.replace("_", "-"): said for code, said in unlike.items()}
    questions = [row["q"] for row in revisit(company, number)["questions"]]
    return [{"q": code, "a": other.get(code, "yes")} for code in questions]


def speaks(
    company: Company, number: str, *, by: str = "u_rev", expect: int = 200, **other: Any
) -> Any:
    """Reach the customer by telephone, who confirms everything unless it is said otherwise."""
    usual = {
        "channel": "phone",
        "contacted": True,
        "identity_confirmed": True,
        "recording_consent": True,
        "recording_id": "REC-1",
        "answers": answered(company, number),
    }
    told = {name: value for name, value in {**usual, **other}.items() if value is not None}
    return company.completes(by, "conduct_revisit", number, expect=expect, **told)


def misses(
    company: Company, number: str, again: str | None, *, by: str = "u_rev", expect: int = 200
) -> Any:
    """Find nobody at the telephone, and settle when to try again."""
    said: Json = {"channel": "phone", "contacted": False}
    if again is not None:
        said["next_try"] = f"{again}:00+08:00"
    return company.completes(by, "conduct_revisit", number, expect=expect, **said)


def misses_often(company: Company, number: str, *tries: str) -> None:
    """Try at these local times, in vain each time; the first try is now."""
    for again in tries:
        misses(company, number, again)
        company.now_is(again)


def resolves(company: Company, number: str, *, by: str = "u_revs", **other: Any) -> Any:
    """Explain to the customer what was not understood."""
    usual = {
        "cause": "explanation",
        "measure": "explained",
        "action": "重新讲解责任免除条款",
        "result": "fixed",
    }
    expect = other.pop("expect", 200)
    return company.completes(by, "resolve_issue", number, expect=expect, **{**usual, **other})


def replies(
    company: Company, number: str, *, by: str = "u_int", expect: int = 200, **other: Any
) -> Any:
    """Let the customer answer the questions without a call."""
    body = {
        "channel": "sms",
        "identity_confirmed": True,
        "answers": answered(company, number),
        **other,
    }
    return company.post(by, f"/revisits/{number}/answers", body, expect=expect)


def clocks(company: Company, number: str) -> dict[tuple[str, str], Json]:
    """Return the clocks of a revisit by stage and type."""
    items = company.get("u_aud", f"/revisits/{number}/clocks")["items"]
    return {(clock["stage"], clock["type"]): clock for clock in items}


def letters_to(company: Company, revisit_id: str) -> list[Letter]:
    """List the letters that were written for a revisit."""
    with company.client.application.app_context():
        rows = sa.select(Letter).where(Letter.subject_id == int(revisit_id))
        return list(reading().session.scalars(rows))


def opinions(company: Company) -> list[tuple[str, int | None]]:
    """List what customers said of the company: about what, and how content they are."""
    with company.client.application.app_context():
        rows = reading().session.scalars(sa.select(Feedback).order_by(Feedback.id))
        return [(one.category.value, one.rating) for one in rows]


def told(company: Company, name: str) -> list[Json]:
    """List what other processes were told by messages of a name."""
    with company.client.application.app_context():
        rows = sa.select(Message).where(Message.name == name).order_by(Message.id)
        return [dict(one.variables) for one in reading().session.scalars(rows)]
