"""Papers handed in and their review."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from app.errors import Conflict, InvalidInput, NotFound
from app.files.operations import store
from app.insurance.claims import queries
from app.insurance.claims.handlers import papers
from app.insurance.claims.models import Claim
from app.insurance.claims.operations import add_documents
from app.insurance.claims.vocabulary import CHECKS, ClaimStatus
from app.sla import queries as sla
from app.work import Work
from tests.insurance.calls import CASE, call, reported
from tests.insurance.conftest import NINE_THIRTY, PAPERS

ALL = [code for codes in PAPERS for code in codes]
RESULTS = {**dict.fromkeys(CHECKS, "pass"), "C6": "deferred", "C7": "deferred"}


@pytest.fixture
def file_id(work: Work, tmp_path: Path) -> str:
    return str(store(work, tmp_path, b"%PDF-1.4\n", name="paper.pdf").id)


def hand_in(work: Work, claim: Claim, file_id: str, *codes: str) -> None:
    add_documents(work, claim, [{"doc_type": code, "file": file_id} for code in codes])


def verification(work: Work, claim: Claim, **results: str) -> dict[str, Any]:
    return {
        "checks": [
            {"check": check, "result": result} for check, result in (RESULTS | results).items()
        ],
        "documents": [
            {
                "document_id": str(paper.id),
                "doc_type": paper.doc_type,
                "authentic": "yes",
                "lawful": True,
                "class": paper.doc_type,
            }
            for paper in queries.list_documents(work.session, claim.id)
        ],
    }


def test_papers_are_filed_with_the_hash_of_their_content(work: Work, file_id: str) -> None:
    claim = reported(work)

    hand_in(work, claim, file_id, "claim_form")

    (paper,) = queries.list_documents(work.session, claim.id)
    assert (str(paper.file_id), paper.received_at) == (file_id, NINE_THIRTY)
    assert paper.file_hash is not None


@pytest.mark.parametrize(
    ("row", "pointer"),
    [
        ({"doc_type": "love_letter"}, "/documents/0/doc_type"),
        ({"file": "12345678"}, "/documents/0/file"),
        ({"file": "../etc/passwd"}, "/documents/0/file"),
        ({"received_at": "2026-03-02T09:31:00+08:00"}, "/documents/0/received_at"),
        ({"pages": -1}, "/documents/0/pages"),
    ],
)
def test_a_wrong_paper_is_refused(
    work: Work, file_id: str, row: dict[str, Any], pointer: str
) -> None:
    document = {"doc_type": "invoice", "file": file_id, **row}

    with pytest.raises(InvalidInput) as refusal:
        add_documents(work, reported(work), [document])

    assert [error.pointer for error in refusal.value.errors] == [pointer]


def test_a_closed_claim_takes_no_papers(work: Work, file_id: str) -> None:
    claim = reported(work)
    claim.status = ClaimStatus.ARCHIVED

    with pytest.raises(Conflict):
        hand_in(work, claim, file_id, "invoice")


def test_the_laws_limits_run_from_claim_form_and_first_proof(work: Work, file_id: str) -> None:
    claim = reported(work)
    earlier = NINE_THIRTY - dt.timedelta(hours=1)
    add_documents(
        work, claim, [{"doc_type": "claim_form", "file": file_id, "received_at": earlier}]
    )
    assert claim.proofs_received_at is None

    hand_in(work, claim, file_id, "invoice")

    assert claim.proofs_received_at == NINE_THIRTY
    clocks = sla.list_clocks(work.session, CASE)
    assert {clock.stage for clock in clocks} == {"decision", "advance_payment"}
    assert {clock.started_at for clock in clocks} == {NINE_THIRTY}


def test_later_papers_open_no_limit_again(work: Work, file_id: str) -> None:
    claim = reported(work)
    hand_in(work, claim, file_id, "claim_form", "invoice")
    hand_in(work, claim, file_id, "claim_form", "id_card")

    noted = papers.note_documents(call(work, claim))

    assert noted == {"proofs_received_at": "2026-03-02T09:30:00+08:00"}
    assert len(sla.list_clocks(work.session, CASE)) == 4


def test_the_reviewers_form_shows_every_check_and_paper(work: Work, file_id: str) -> None:
    claim = reported(work)
    claim.cat_level = "I"
    hand_in(work, claim, file_id, "claim_form", "id_card")

    found = papers.check_completeness(call(work, claim))

    assert found["waived_documents"] == ["policy_copy", "invoice"]
    assert found["received_documents"] == ["claim_form", "id_card"]
    assert len(found["missing_documents"]) == 6
    assert [row["check"] for row in found["checks"]] == list(CHECKS)
    assert [row["doc_type"] for row in found["documents"]] == ["claim_form", "id_card"]


def test_complete_papers_are_verified_and_classed(work: Work, file_id: str) -> None:
    claim = reported(work)
    hand_in(work, claim, file_id, *ALL)

    left = papers.record_verification(call(work, claim), verification(work, claim))

    assert left["checks"][5] == {"check": "C6", "result": "deferred"}
    stored = queries.list_documents(work.session, claim.id)
    assert {(paper.authentic, paper.lawful) for paper in stored} == {("yes", True)}
    assert [paper.doc_class for paper in stored] == ALL


def test_papers_may_be_verified_by_kind(work: Work, file_id: str) -> None:
    claim = reported(work)
    hand_in(work, claim, file_id, *ALL)
    answers = verification(work, claim)
    answers["documents"] = [
        {"doc_type": code, "authentic": "yes", "lawful": True, "class": code} for code in ALL
    ]

    assert papers.record_verification(call(work, claim), answers)["checks"]


@pytest.mark.parametrize(
    ("check", "result", "field"),
    [
        ("C1", "deferred", "result"),
        ("C4", "maybe", "result"),
        ("C2", "fail", "note"),
        ("C3", "query", "note"),
    ],
)
def test_a_check_is_answered_from_the_list_and_a_doubt_is_explained(
    work: Work, file_id: str, check: str, result: str, field: str
) -> None:
    claim = reported(work)
    hand_in(work, claim, file_id, *ALL)

    with pytest.raises(InvalidInput) as refusal:
        papers.record_verification(call(work, claim), verification(work, claim, **{check: result}))

    at = CHECKS.index(check)
    assert [error.pointer for error in refusal.value.errors] == [f"/data/checks/{at}/{field}"]


def test_all_eight_checks_are_needed(work: Work, file_id: str) -> None:
    claim = reported(work)
    hand_in(work, claim, file_id, *ALL)
    answers = verification(work, claim)
    answers["checks"].pop()

    with pytest.raises(InvalidInput) as refusal:
        papers.record_verification(call(work, claim), answers)

    assert [error.pointer for error in refusal.value.errors] == ["/data/checks"]


def test_missing_papers_are_counted_whatever_was_ticked(work: Work, file_id: str) -> None:
    claim = reported(work)
    hand_in(work, claim, file_id, *ALL[1:])

    left = papers.record_verification(call(work, claim), verification(work, claim, C8="pass"))

    assert left["supplement_needed"] is True
    assert left["supplement_items"] == [{"doc_type": "claim_form", "reason": papers.MISSING}]


def test_every_paper_is_verified(work: Work, file_id: str) -> None:
    claim = reported(work)
    hand_in(work, claim, file_id, *ALL)
    answers = verification(work, claim)
    answers["documents"][0]["authentic"] = "perhaps"
    del answers["documents"][1]["lawful"]
    answers["documents"].pop()

    with pytest.raises(InvalidInput) as refusal:
        papers.record_verification(call(work, claim), answers)

    assert [error.pointer for error in refusal.value.errors] == [
        "/data/documents/0/authentic",
        "/data/documents/1/lawful",
        "/data/documents",
    ]


def test_the_opinion_closes_the_review(work: Work, file_id: str) -> None:
    claim = reported(work)
    hand_in(work, claim, file_id, *ALL)
    papers.record_verification(call(work, claim), verification(work, claim))

    left = papers.record_review_opinion(
        call(work, claim), {"opinion": "单证齐全", "outcome": "complete"}
    )
    papers.file_by_class(call(work, claim))

    review = queries.last_review(work.session, claim.id)
    assert left == {"review_outcome": "complete"}
    assert review is not None and review.concluded_at == NINE_THIRTY
    assert claim.status is ClaimStatus.SURVEYING


@pytest.mark.parametrize("outcome", ["not_covered", "suspected_fraud", ""])
def test_the_outcome_follows_from_the_checkpoints(work: Work, file_id: str, outcome: str) -> None:
    claim = reported(work)
    hand_in(work, claim, file_id, *ALL)
    papers.record_verification(call(work, claim), verification(work, claim))

    with pytest.raises(InvalidInput):
        papers.record_review_opinion(call(work, claim), {"opinion": "x", "outcome": outcome})


def test_an_opinion_without_a_verification_is_refused(work: Work) -> None:
    with pytest.raises(NotFound):
        papers.record_review_opinion(
            call(work, reported(work)), {"opinion": "x", "outcome": "complete"}
        )
