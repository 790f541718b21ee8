"""S3: papers are missing, the claimant is told once, and the limits stand still until they come."""

import pytest

from tests.scenarios.company import Company
from tests.scenarios.s3 import FIRST, MISSING, QUERIED, Review


@pytest.fixture
def review(company: Company) -> Review:
    return Review(company)


@pytest.fixture
def plain(company_on_sqlite: Company) -> Review:
    """A review where it does not matter which database keeps its rows."""
    return Review(company_on_sqlite)


def test_the_limits_run_from_the_first_papers_though_two_of_eight_are_missing(
    review: Review,
) -> None:
    review.starts_with()

    found = review.documents()
    assert len(found["required"]) == 8
    assert set(found["missing"]) == set(MISSING)
    assert found["notice"] is None
    due = review.company.due
    assert due(review.claim_no, "decision") == "2026-03-22"
    assert due(review.claim_no, "decision", "statutory") == "2026-04-01"
    assert due(review.claim_no, "advance_payment") == "2026-04-21"
    assert due(review.claim_no, "doc_review") == "2026-03-04"


def test_missing_papers_lead_to_a_notice_that_names_them_all_beforehand(review: Review) -> None:
    review.starts_with()

    review.verifies(**QUERIED)

    task = review.company.task(review.claim_no, "issue_supplement_notice")
    form = review.company.get("u_doc", f"/tasks/{task['id']}/form")
    assert [item["doc_type"] for item in form["data"]["items"]] == list(MISSING)
    assert task["groups"] == ["doc_reviewer"]


def test_the_delivered_notice_lets_the_limits_stand_still_but_not_the_advance(
    review: Review,
) -> None:
    review.pauses()

    notice = review.documents()["notice"]
    assert notice["delivered_at"] == "2026-03-04T16:00:00+08:00"
    assert set(notice["left"]) == set(MISSING)
    assert (notice["exception"], notice["satisfied_at"]) == (False, None)
    assert review.states("decision") == {"paused"}
    assert review.states("advance_payment") == {"running"}
    assert review.company.claim(review.claim_no)["status"] == "awaiting_documents"


def test_a_part_of_the_papers_keeps_the_pause_and_lists_what_is_left(review: Review) -> None:
    review.pauses()
    review.company.now_is("2026-03-10T10:00")

    review.hands_in("expense_list")

    assert review.documents()["notice"]["left"] == ["social_settlement"]
    assert review.states("decision") == {"paused"}
    assert "verify_documents" not in review.company.waiting(review.claim_no)


def test_the_last_paper_moves_the_limits_by_twelve_days_and_not_the_advance(
    review: Review,
) -> None:
    review.resumes()

    due = review.company.due
    assert due(review.claim_no, "decision") == "2026-04-03"
    assert due(review.claim_no, "decision", "statutory") == "2026-04-13"
    assert due(review.claim_no, "advance_payment") == "2026-04-21"
    assert due(review.claim_no, "advance_payment", "statutory") == "2026-05-01"
    assert review.documents()["notice"]["satisfied_at"] == "2026-03-16T11:00:00+08:00"
    assert "verify_documents" in review.company.waiting(review.claim_no)
    (pause,) = review.company.clocks(review.claim_no)["decision", "internal"]["pauses"]
    assert pause["since"] == "2026-03-04T16:00:00+08:00"
    assert pause["until"] == "2026-03-16T11:00:00+08:00"


def test_complete_papers_are_concluded_and_go_on_to_assessment(review: Review) -> None:
    review.resumes()

    review.verifies()
    review.concludes("complete")

    assert review.left()["review_outcome"] == "complete"
    assert {"check": "C6", "result": "deferred"} in review.left()["checks"]
    assert "review_opinion" not in review.company.waiting(review.claim_no)


def test_a_second_notice_is_refused(review: Review) -> None:
    review.resumes()
    review.verifies(C2="query")

    refused = review.gives_notice("2026-03-16T11:00", ["medical_record"], expect=409)

    assert refused["code"] == "supplement_already_issued"
    assert "issue_supplement_notice" in review.company.waiting(review.claim_no)


def test_a_supervisor_may_let_a_second_notice_out_but_no_limit_stands_still_again(
    review: Review,
) -> None:
    review.resumes()
    review.verifies(C2="query")

    exception = {"new_fact": True, "supervisor": "u_l1a", "reason": "病历出现新的诊断"}
    review.gives_notice("2026-03-16T11:00", ["medical_record"], **exception)

    notice = review.documents()["notice"]
    assert (notice["exception"], notice["seq"]) == (True, 2)
    assert review.states("decision") == {"running"}
    review.company.now_is("2026-03-18T09:00")
    review.hands_in("medical_record")
    assert review.company.due(review.claim_no, "decision") == "2026-04-03"
    assert "verify_documents" in review.company.waiting(review.claim_no)


def test_a_reviewer_may_do_without_a_second_notice_and_verify_again(plain: Review) -> None:
    plain.resumes()
    plain.verifies(C2="query")

    plain.completes("u_doc", "issue_supplement_notice", withdraw=True)

    plain.verifies()
    assert "review_opinion" in plain.company.waiting(plain.claim_no)
    assert plain.documents()["notice"]["seq"] == 1


def test_the_first_notice_cannot_be_left_out(plain: Review) -> None:
    plain.starts_with()
    plain.verifies(**QUERIED)

    refused = plain.completes("u_doc", "issue_supplement_notice", withdraw=True, expect=422)

    assert refused["code"] == "invalid_field"


@pytest.mark.parametrize(
    "exception",
    [
        {"new_fact": False, "supervisor": "u_l1a", "reason": "病历出现新的诊断"},
        {"new_fact": True, "reason": "病历出现新的诊断"},
        {"new_fact": True, "supervisor": "u_l1a"},
    ],
)
def test_half_an_exception_is_none(plain: Review, exception: dict[str, object]) -> None:
    plain.resumes()
    plain.verifies(C2="query")

    refused = plain.gives_notice("2026-03-16T11:00", ["medical_record"], expect=409, **exception)

    assert refused["code"] == "supplement_already_issued"


@pytest.mark.parametrize("supervisor", ["u_doc", "u_sur1", "nobody", "9" * 30])
def test_only_another_supervisor_lets_a_second_notice_out(plain: Review, supervisor: str) -> None:
    plain.resumes()
    plain.verifies(C2="query")

    exception = {"new_fact": True, "supervisor": supervisor, "reason": "病历出现新的诊断"}
    refused = plain.gives_notice("2026-03-16T11:00", ["medical_record"], expect=422, **exception)

    assert [error["pointer"] for error in refused["errors"]] == ["/data/supervisor"]


def test_the_notice_leaves_out_no_paper_that_is_missing(plain: Review) -> None:
    plain.starts_with()
    plain.verifies(**QUERIED)

    refused = plain.gives_notice("2026-03-02T10:00", ["expense_list"], expect=422)

    (error,) = refused["errors"]
    assert error["pointer"] == "/data/items"
    assert "social_settlement" in error["detail"]


@pytest.mark.parametrize("delivered_at", ["2026-03-02T10:01", "2026-03-02T09:00"])
def test_a_notice_is_delivered_between_the_report_and_now(plain: Review, delivered_at: str) -> None:
    plain.starts_with()
    plain.verifies(**QUERIED)

    refused = plain.gives_notice(delivered_at, expect=422)

    assert [error["pointer"] for error in refused["errors"]] == ["/data/delivered_at"]


def test_a_breach_between_delivery_and_its_record_is_taken_back(plain: Review) -> None:
    plain.starts_with()
    plain.verifies(**QUERIED)
    plain.company.now_is("2026-03-24T09:00")
    assert "breached" in plain.states("decision")

    plain.gives_notice("2026-03-20T16:00")

    assert plain.states("decision") == {"paused"}


def test_papers_that_come_before_the_notice_is_out_count_for_it(plain: Review) -> None:
    plain.starts_with()
    plain.verifies(**QUERIED)
    plain.hands_in(*MISSING)

    plain.gives_notice("2026-03-02T10:00")

    assert "verify_documents" in plain.company.waiting(plain.claim_no)
    assert plain.states("decision") == {"running"}


def test_a_paper_in_doubt_is_asked_for_again_and_a_better_one_settles_it(plain: Review) -> None:
    plain.starts_with((*FIRST, *MISSING))
    plain.verdicts = {"medical_receipt": {"authentic": "doubt"}}
    plain.verifies()
    plain.gives_notice("2026-03-02T10:00", ["medical_receipt"])

    plain.hands_in("medical_receipt")
    plain.verdicts = {}
    plain.verifies()

    assert "review_opinion" in plain.company.waiting(plain.claim_no)


def test_a_paper_obtained_unlawfully_does_not_count_as_there(plain: Review) -> None:
    plain.starts_with((*FIRST, *MISSING))
    plain.verdicts = {"expense_list": {"lawful": False}}

    plain.verifies()

    assert plain.documents()["missing"] == ["expense_list"]
    assert "issue_supplement_notice" in plain.company.waiting(plain.claim_no)


def test_the_claim_form_that_comes_late_starts_the_limits_standing_still(plain: Review) -> None:
    plain.starts_with(FIRST[1:])
    plain.verifies(**QUERIED)
    plain.gives_notice("2026-03-02T10:00", ("claim_form", *MISSING))
    plain.company.now_is("2026-03-05T10:00")

    plain.hands_in("claim_form")
    assert plain.states("decision") == {"paused"}
    plain.company.now_is("2026-03-09T10:00")
    plain.hands_in(*MISSING)

    assert plain.company.due(plain.claim_no, "decision") == "2026-03-29"


def test_the_claimant_is_reminded_after_fifteen_and_after_thirty_working_days(
    review: Review,
) -> None:
    review.pauses()
    review.company.now_is("2026-03-10T10:00")
    review.hands_in("expense_list")

    review.company.now_is("2026-03-25T23:59")
    assert review.documents()["notice"]["reminders"] == []
    review.company.now_is("2026-04-20T09:00")

    assert review.documents()["notice"]["reminders"] == [
        {"at": "2026-03-26T00:00:00+08:00", "left": ["social_settlement"]},
        {"at": "2026-04-17T00:00:00+08:00", "left": ["social_settlement"]},
    ]
    assert review.states("decision") == {"paused"}
    assert review.company.claim(review.claim_no)["status"] == "awaiting_documents"
    review.hands_in("social_settlement")
    assert "verify_documents" in review.company.waiting(review.claim_no)
