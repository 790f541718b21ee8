"""A complaint from receipt to its root cause, and every other end."""

import pytest
import sqlalchemy as sa

from app.audit.models import AuditRow
from app.insurance.channels.models import ChannelMessage
from app.insurance.customers.contact_models import CustomerEvent, Feedback
from app.transaction import transaction
from app.work import SYSTEM
from tests.scenarios.company import Company
from tests.scenarios.complaining import (
    accepts,
    answered,
    approves,
    bank_pays,
    complaint,
    investigates,
    number_of,
    orders,
    payment,
    proposes,
    refuses,
    replies,
    reviews,
    says,
    traces,
    withdraws,
)

THE_TWO = "2026-03-02T09:30"


@pytest.fixture
def number(company_on_sqlite: Company) -> str:
    """A complaint of Monday 2 March about a clerk at the counter."""
    company_on_sqlite.now_is(THE_TWO)
    return number_of(company_on_sqlite)


def clocks(company: Company, number: str) -> dict[tuple[str, str], tuple[str, str]]:
    """Return state and last day of a complaint's limits, by stage and type."""
    items = company.get("u_aud", f"/complaints/{number}/clocks")["items"]
    return {(one["stage"], one["type"]): (one["state"], one["due_date"]) for one in items}


def letters(company: Company, number: str) -> list[str]:
    """Return the kinds of the letters about a complaint."""
    items = company.get("u_aud", f"/complaints/{number}/letters")["items"]
    return [letter["kind"] for letter in items]


def told(company: Company, number: str) -> list[str]:
    """Return the statuses that the complainant was told of."""
    items = company.get("u_aud", f"/complaints/{number}/progress")["items"]
    return [notice["status"] for notice in items]


def test_a_complaint_is_answered_in_time_and_learned_from(company: Company) -> None:
    company.now_is(THE_TWO)
    number = number_of(company, customer="C-ZHANG", complainant=None, contact=None)
    assert clocks(company, number)["complaint", "statutory"] == ("running", "2026-03-17")
    assert company.task(number, "acknowledge")["due_at"] == "2026-03-03T09:30:00+08:00"

    company.now_is("2026-03-03T09:00")
    answered(company, number)
    says(company, number, satisfied=True, rating=5)
    traces(company, number)

    found = complaint(company, number)
    assert (found["status"], found["satisfied"], found["severity"]) == ("resolved", True, "minor")
    assert clocks(company, number)["complaint", "statutory"] == ("met", "2026-03-17")
    assert letters(company, number) == ["complaint_reply"]
    assert told(company, number) == [
        "received",
        "investigating",
        "resolving",
        "replied",
        "tracing",
        "resolved",
    ]


def test_what_follows_from_a_complaint_is_left_for_those_who_follow_it_up(
    company_on_sqlite: Company,
) -> None:
    company = company_on_sqlite
    company.now_is(THE_TWO)
    number = number_of(company, customer="C-ZHANG", complainant=None, contact=None)
    answered(company, number)
    says(company, number, satisfied=False, rating=1, text="没有诚意")
    traces(company, number)

    with company.client.application.app_context(), transaction(SYSTEM) as work:
        events = {row.kind.value for row in work.session.scalars(sa.select(CustomerEvent))}
        (opinion,) = work.session.scalars(sa.select(Feedback))
        texts = [row.text for row in work.session.scalars(sa.select(ChannelMessage))]
        published = set(work.session.scalars(sa.select(AuditRow.subject)))
    assert events >= {"complaint_closed", "negative_feedback"}
    assert (opinion.category.value, opinion.rating, opinion.text) == ("complaint", 1, "没有诚意")
    assert texts[0] == f"投诉 {number}：您的投诉已收到，本公司将在24小时内告知是否受理。"
    assert "improvement_proposed" in published


def test_a_complaint_that_is_not_accepted_is_answered_with_the_reason(
    company_on_sqlite: Company, number: str
) -> None:
    refuses(company_on_sqlite, number)

    found = complaint(company_on_sqlite, number)
    assert (found["status"], found["refuse_reason"]) == ("not_accepted", "同一事项已答复")
    assert letters(company_on_sqlite, number) == ["complaint_refusal"]
    assert clocks(company_on_sqlite, number)["complaint", "statutory"][0] == "cancelled"
    assert company_on_sqlite.waiting(number) == {}


def test_a_complaint_that_is_withdrawn_ends_that_day(
    company_on_sqlite: Company, number: str
) -> None:
    company = company_on_sqlite
    accepts(company, number)

    withdraws(company, number)

    found = complaint(company, number)
    assert (found["status"], found["closed_at"][:10]) == ("withdrawn", "2026-03-02")
    assert clocks(company, number)["complaint", "statutory"][0] == "cancelled"
    assert company.waiting(number) == {}
    withdraws(company, number, expect=409)


def test_silence_for_seven_days_ends_the_wait_and_thirty_the_right_to_a_review(
    company_on_sqlite: Company, number: str
) -> None:
    company = company_on_sqlite
    answered(company, number)

    company.now_is("2026-03-09T09:30")
    assert company.waiting(number) == {"root_cause": ["complaint_officer"]}
    traces(company, number, action_needed=False, problem="")
    assert complaint(company, number)["status"] == "resolved"

    company.now_is("2026-04-01T23:59")
    assert company.get("u_aud", f"/cases/{number}")["state"] == "active"
    company.now_is("2026-04-02T00:00")
    assert company.get("u_aud", f"/cases/{number}")["state"] == "completed"
    late = says(company, number, satisfied=False, review_requested=True, expect=409)
    assert late["code"] == "review_too_late"


def test_who_is_not_satisfied_and_asks_for_no_review_is_left_unresolved(
    company_on_sqlite: Company, number: str
) -> None:
    answered(company_on_sqlite, number)

    says(company_on_sqlite, number, satisfied=False, rating=1, text="没有诚意")
    traces(company_on_sqlite, number)

    assert complaint(company_on_sqlite, number)["status"] == "unresolved"


def test_a_remedy_is_approved_and_paid_before_the_reply(
    company_on_sqlite: Company, number: str
) -> None:
    company = company_on_sqlite
    accepts(company, number)
    investigates(company, number)
    proposes(company, number, remedy="payment", remedy_amount="800.00")
    assert company.waiting(number)["approve_step"] == ["approver_l1"]

    approves(company, number, "u_l1a", "refuse")
    assert complaint(company, number)["remedy_amount"] is None
    proposes(company, number, remedy="payment", remedy_amount="500.00")
    approves(company, number, "u_l1b")
    orders(company, number)
    bank_pays(company, number)
    replies(company, number)

    paid = payment(company, number)
    assert (paid["kind"], paid["amount"], paid["status"]) == (
        "complaint_remedy",
        "500.00",
        "executed",
    )
    assert complaint(company, number)["remedy_paid_at"] is not None
    assert letters(company, number) == ["payment", "complaint_reply"]
    records = company.get("u_aud", f"/complaints/{number}/approvals")["items"]
    assert [record["decision"] for record in records] == ["refuse", "approve"]


def test_a_withdrawal_calls_the_payment_of_the_remedy_back(
    company_on_sqlite: Company, number: str
) -> None:
    company = company_on_sqlite
    accepts(company, number)
    investigates(company, number)
    proposes(company, number, remedy="payment", remedy_amount="800.00")
    approves(company, number, "u_l1a")
    orders(company, number)

    withdraws(company, number)

    assert payment(company, number)["status"] == "cancelled"


@pytest.mark.parametrize(
    ("task", "answers", "pointer"),
    [
        ("acknowledge", {"accepted": True}, "/data/ack_at"),
        (
            "acknowledge",
            {"accepted": False, "ack_at": f"{THE_TWO}:00+08:00"},
            "/data/refuse_reason",
        ),
        ("acknowledge", {"accepted": True, "ack_at": "2026-03-01T09:00:00+08:00"}, "/data/ack_at"),
        ("acknowledge", {"accepted": True, "ack_at": "2026-03-02T10:00:00+08:00"}, "/data/ack_at"),
    ],
)
def test_a_wrong_acknowledgement_is_refused(
    company_on_sqlite: Company, number: str, task: str, answers: dict[str, object], pointer: str
) -> None:
    refusal = company_on_sqlite.completes("u_cmp", task, number, expect=422, **answers)

    assert [error["pointer"] for error in refusal["errors"]] == [pointer]


def test_wrong_answers_on_the_way_are_refused(company_on_sqlite: Company, number: str) -> None:
    company = company_on_sqlite
    accepts(company, number)
    vague = {"findings": "属实", "responsibility": "somebody"}
    company.completes("u_cmp", "investigate_complaint", number, expect=422, **vague)
    investigates(company, number)
    proposes(company, number, remedy="payment", expect=422)
    proposes(company, number, remedy="payment", remedy_amount="0.00", expect=422)
    proposes(company, number, remedy="a_cake", expect=422)
    proposes(company, number)
    replies(company, number, rights_text=False, expect=422)
    replies(company, number, delivered_at="2026-03-01T09:00:00+08:00", expect=422)
    replies(company, number, delivered_at="2026-03-09T09:00:00+08:00", expect=422)

    assert complaint(company, number)["replied_at"] is None


@pytest.mark.parametrize("file", ["999999", "a-file", "9" * 40])
def test_evidence_that_is_not_there_is_refused(
    company_on_sqlite: Company, number: str, file: str
) -> None:
    accepts(company_on_sqlite, number)
    found = {"findings": "属实", "responsibility": "staff", "evidence": [file]}

    refusal = company_on_sqlite.completes(
        "u_cmp", "investigate_complaint", number, expect=422, **found
    )

    assert [error["pointer"] for error in refusal["errors"]] == ["/data/evidence/0"]


def test_an_opinion_that_cannot_be_is_refused(company_on_sqlite: Company, number: str) -> None:
    says(company_on_sqlite, number, satisfied=True, expect=409)
    says(company_on_sqlite, number, satisfied=True, rating=6, expect=422)
    answered(company_on_sqlite, number)
    odd = says(company_on_sqlite, number, satisfied=True, review_requested=True, expect=422)
    assert [error["pointer"] for error in odd["errors"]] == ["/review_requested"]


def test_an_opinion_on_a_reply_counts_once(company_on_sqlite: Company, number: str) -> None:
    answered(company_on_sqlite, number)
    says(company_on_sqlite, number, satisfied=False, rating=2)

    says(company_on_sqlite, number, satisfied=True, rating=5, expect=409)

    assert complaint(company_on_sqlite, number)["satisfied"] is False
    says(company_on_sqlite, number, satisfied=False, review_requested=True)
    company_on_sqlite.now_is("2026-03-04T09:30")
    reviews(company_on_sqlite, number, by="u_cmpm")
    company_on_sqlite.now_is("2026-03-05T09:30")
    says(company_on_sqlite, number, satisfied=True, rating=4)
    assert complaint(company_on_sqlite, number)["satisfied"] is True


def test_who_may_not_does_not_act_on_complaints(company_on_sqlite: Company, number: str) -> None:
    company = company_on_sqlite
    complained = {"channel": "phone", "subject": "other", "request": "-", "facts": "-"}

    company.post("u_sur1", "/complaints", complained, expect=403)
    company.post("u_sur1", f"/complaints/{number}/withdraw", {"reason": "-"}, expect=403)
    assert company.call("u_int", "GET", f"/complaints/{number}").status_code == 404
    assert company.call("u_svc", "GET", f"/complaints/{number}/contact").status_code == 403
    assert company.get("u_aud", f"/complaints/{number}")["contact"] == "138****2222"
    assert company.get("u_cmp", f"/complaints/{number}/contact")["contact"] == "13800002222"
    assert company.call("u_aud", "GET", "/complaints/CMP-0").status_code == 404
