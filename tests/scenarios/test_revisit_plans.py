"""What is planned of what happens to customers, and what customers allow."""

import pytest

from app.insurance.customers.contact_models import EventKind
from tests.scenarios.company import Company
from tests.scenarios.customer_files import sells
from tests.scenarios.halts import ClaimAt
from tests.scenarios.revisiting import (
    NEXT_MORNING,
    SOLD_ON,
    becomes_vip,
    begins,
    clocks,
    happens,
    letters_to,
    only_revisit,
    opinions,
    records,
    replies,
    revisit,
    revisits,
    says,
    sold,
    speaks,
    told,
)
from tests.scenarios.s1 import Walk


def planned(company: Company, kind: EventKind) -> list[tuple[str, str, str]]:
    """Let something happen on Monday 2 March; return what is planned of it the next morning."""
    company.now_is(SOLD_ON)
    happens(company, kind)
    company.now_is(NEXT_MORNING)
    return [(one["plan"], one["script"], one["due_on"]) for one in revisits(company)]


def test_a_paid_claim_is_asked_about_within_three_working_days(claim_at: ClaimAt) -> None:
    walk = claim_at(Walk.bank_result)
    company = walk.company
    company.now_is("2026-03-05T08:00")
    asked = only_revisit(company)

    speaks(company, asked["revisit_no"], recording_id=None, recording_consent=None, satisfaction=4)

    assert (asked["plan"], asked["script"]) == ("claim_satisfaction", "CL5")
    assert (asked["due_on"], asked["source"]) == ("2026-03-09", walk.claim_no)
    assert clocks(company, asked["id"])["revisit", "internal"]["state"] == "met"
    assert opinions(company) == [("claim", 4)]


@pytest.mark.parametrize(
    ("kind", "plan"),
    [
        (EventKind.CLAIM_REJECTED, ("rejection_explain", "RJ4", "2026-03-09")),
        (EventKind.COMPLAINT_CLOSED, ("complaint_satisfaction", "CP4", "2026-03-05")),
        (EventKind.CATASTROPHE_HIT, ("cat_care", "CT3", "2026-03-09")),
        (EventKind.TRAINING_ATTENDED, ("training_feedback", "TR3", "2026-03-09")),
    ],
)
def test_each_event_is_followed_up_by_its_plan(
    company_on_sqlite: Company, kind: EventKind, plan: tuple[str, str, str]
) -> None:
    assert planned(company_on_sqlite, kind) == [plan]


def test_what_no_plan_follows_up_is_looked_at_once(company_on_sqlite: Company) -> None:
    assert planned(company_on_sqlite, EventKind.CLAIM_REGISTERED) == []


@pytest.mark.parametrize(
    ("product", "end", "plan"),
    [
        ("HEA", "2027-03-01", "new_policy_short"),
        ("MOT", "2027-03-01", "new_policy_property"),
        ("LIF", "2046-03-01", "new_policy"),
    ],
)
def test_a_new_policy_is_revisited_by_its_class_and_term(
    company_on_sqlite: Company, product: str, end: str, plan: str
) -> None:
    sold(company_on_sqlite, product=product, end=end)

    company_on_sqlite.now_is(NEXT_MORNING)

    assert only_revisit(company_on_sqlite)["plan"] == plan


def test_a_company_is_visited(company_on_sqlite: Company) -> None:
    company_on_sqlite.now_is(SOLD_ON)
    sells(company_on_sqlite, policyholder="C-HUADONG", product="PRO", end="2027-03-01")

    company_on_sqlite.now_is(NEXT_MORNING)

    found = only_revisit(company_on_sqlite)
    assert (found["plan"], found["channel"]) == ("corporate_visit", "phone_or_visit")


def test_who_refuses_messages_is_revisited_only_where_the_law_demands_it(
    company_on_sqlite: Company,
) -> None:
    company = company_on_sqlite
    company.now_is(SOLD_ON)
    says(company, "service", granted=False)
    happens(company, EventKind.CLAIM_PAID)
    sells(company)

    company.now_is(NEXT_MORNING)

    by_plan = {one["plan"]: one for one in revisits(company)}
    refused = by_plan["claim_satisfaction"]
    assert (refused["status"], refused["cancel_reason"]) == ("cancelled", "opt_out")
    assert refused["case_id"] is None
    assert by_plan["new_policy"]["status"] == "contacting"


def test_who_refuses_messages_meanwhile_is_asked_no_more(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    company.now_is(SOLD_ON)
    number = begins(company)["revisit_no"]
    says(company, "service", granted=False)

    company.now_is(NEXT_MORNING)

    ended = revisit(company, number)
    assert (ended["status"], ended["cancel_reason"]) == ("cancelled", "opt_out")
    assert company.waiting(number) == {}


def test_a_policy_that_ends_is_told_only_to_who_allows_marketing(
    company_on_sqlite: Company,
) -> None:
    company = company_on_sqlite
    company.now_is("2026-01-28T10:00")
    says(company, "service", granted=True)
    company.now_is("2026-01-29T12:00")
    too_early = revisits(company)  # P-HOM ends on 1 March

    company.now_is("2026-01-30T08:00")

    assert too_early == []
    (refused,) = revisits(company)
    assert (refused["plan"], refused["cancel_reason"]) == ("renewal_reminder", "no_consent")


def test_who_allows_marketing_is_asked_to_renew_and_may_answer_by_message(
    company_on_sqlite: Company,
) -> None:
    company = company_on_sqlite
    company.now_is("2026-01-30T10:00")
    says(company, "marketing", granted=True)
    company.now_is("2026-02-01T08:00")
    sent = only_revisit(company)

    replies(company, sent["id"], satisfaction=4)

    assert [row["q"] for row in sent["questions"]] == ["RN2-1", "RN2-2"]
    assert revisit(company, sent["id"])["status"] == "done"
    assert [(one["channel"], one["contacted"]) for one in records(company, sent["id"])] == [
        ("sms", False),
        ("sms", True),
    ]


def test_a_vip_is_visited_on_the_anniversary_of_a_policy(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    company.now_is("2026-01-14T10:00")
    becomes_vip(company)

    company.now_is("2026-01-15T08:00")

    found = only_revisit(company)  # P-LIF began on 15 January 2024
    assert (found["plan"], found["script"]) == ("vip_annual", "VP5")
    assert "VP5-5" not in [row["q"] for row in found["questions"]]  # marketing is not allowed


def test_questions_that_nobody_answers_are_sent_again_and_then_by_letter(
    company_on_sqlite: Company,
) -> None:
    company = company_on_sqlite
    sold(company, product="HEA", end="2027-03-01")
    company.now_is(NEXT_MORNING)
    number = only_revisit(company)["revisit_no"]

    company.now_is("2026-03-20T12:00")

    ended = revisit(company, number)
    assert (ended["status"], ended["attempts"]) == ("unreachable", 2)
    assert len(letters_to(company, ended["id"])) == 1


def test_a_revisit_is_begun_by_a_message(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    company.now_is(SOLD_ON)
    asked = {"customer": "C-ZHANG", "script": "CP4", "due_on": "2026-03-06", "reason": "CMP-1"}
    company.post("u_int", "/messages", {"name": "revisit_requested", "data": asked})

    found = only_revisit(company)

    assert (found["trigger"], found["source"]) == ("by_hand", "CMP-1")
    assert found["due_on"] == "2026-03-06"


def test_a_message_about_a_customer_who_does_not_want_it_ends_at_once(
    company_on_sqlite: Company,
) -> None:
    company = company_on_sqlite
    company.now_is(SOLD_ON)
    says(company, "service", granted=False)
    asked = {"customer": "C-ZHANG", "script": "CP4"}
    company.post("u_int", "/messages", {"name": "revisit_requested", "data": asked})

    assert only_revisit(company)["status"] == "cancelled"


def test_a_customer_without_a_telephone_is_turned_to_another_way(
    company_on_sqlite: Company,
) -> None:
    company = company_on_sqlite
    company.now_is(SOLD_ON)
    body = {
        "type": "individual",
        "name": "陈安娜",
        "email": "anna@example.com",
        "source_channel": "app",
        "source": "customer",
        "basis": "contract",
    }
    anna = company.post("u_svc", "/customers", body, expect=201)["customer_no"]
    number = begins(company, customer=anna)["revisit_no"]
    company.completes("u_rev", "prepare_revisit", number, expect=422, materials_ok=False)

    company.completes("u_rev", "prepare_revisit", number, materials_ok=True, contact_channel="mail")

    assert revisit(company, number)["channel"] == "mail"
    assert records(company, number)[0]["channel"] == "mail"


def test_what_a_month_has_shown_is_told_to_the_departments(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    company.now_is("2026-03-26T10:00")
    number = begins(company, due_on="2026-03-30")["revisit_no"]
    speaks(company, number, recording_id=None, recording_consent=None, issues=["dissatisfied"])
    company.now_is("2026-04-01T08:00")
    waiting = company.waiting("RVR-202603")

    said = {"report": "理赔进度告知不及时", "departments": ["claims"]}
    company.completes("u_revs", "report_findings", "RVR-202603", **said)
    proposed = told(company, "improvement_proposed")
    company.now_is("2026-05-01T08:00")

    assert waiting == {"report_findings": ["revisit_supervisor"]}
    assert proposed == [{"source": "RVR-202603", "problem": "理赔进度告知不及时"}]


def test_a_month_without_issues_proposes_nothing(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    company.now_is("2026-03-26T10:00")
    number = begins(company, due_on="2026-03-30")["revisit_no"]
    speaks(company, number, recording_id=None, recording_consent=None)
    company.now_is("2026-04-01T08:00")

    said = {"report": "无问题", "departments": ["service"]}
    company.completes("u_revs", "report_findings", "RVR-202603", **said)

    assert told(company, "improvement_proposed") == []
