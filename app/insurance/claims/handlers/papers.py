"""The review of a claim's papers."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.errors import NotFound
from app.insurance.answers import Answers, local_text
from app.insurance.claims import queries, vocabulary
from app.insurance.claims.handlers.triage import claim_of
from app.insurance.claims.models import Claim, ClaimDocument, DocumentReview
from app.insurance.claims.operations import clocks
from app.insurance.claims.vocabulary import ClaimStatus
from app.insurance.records import enter, touch
from app.work import CallLike, Variables, Work

#: with these a review goes on; a failed or queried check needs a way back to the claimant
DRAWN_RESULTS = ("pass", "na", "deferred")


def note_documents(call: CallLike) -> Variables:
    """Say when claim request and proofs were there; from then the law's limits run."""
    work: Work = call.work
    arrived = clocks.start_law_clocks(work, claim_of(call))
    zone = work.processes.zone
    return {"proofs_received_at": None if arrived is None else local_text(arrived, zone)}


def check_completeness(call: CallLike) -> Variables:
    """Compare the papers that are there with the checklist, and prepare the reviewer's form."""
    work: Work = call.work
    claim = claim_of(call)
    checklist = queries.read_checklist(work, claim)
    papers = queries.list_documents(work.session, claim.id)
    return {
        "required_documents": [paper.doc_type for paper in checklist.required],
        "waived_documents": [paper.doc_type for paper in checklist.required if paper.waived],
        "received_documents": list(dict.fromkeys(paper.doc_type for paper in papers)),
        "missing_documents": list(checklist.missing),
        "checks": [{"check": check} for check in vocabulary.CHECKS],
        "documents": [
            {"document_id": str(paper.id), "doc_type": paper.doc_type} for paper in papers
        ],
    }


def record_verification(call: CallLike, answers: Variables) -> Variables:
    """Keep the eight checkpoints and what was found about each paper."""
    work: Work = call.work
    claim = claim_of(call)
    given = Answers(answers)
    checks = _read_checks(given)
    missing = queries.read_checklist(work, claim).missing
    if missing:
        given.refuse("checks", f"papers are missing: {', '.join(missing)}", "missing_documents")
    papers = queries.list_documents(work.session, claim.id)
    verdicts = _read_verdicts(given, papers)
    given.finish()
    for paper, verdict in verdicts:
        paper.authentic, paper.lawful, paper.doc_class = verdict
        touch(work, paper)
    last = queries.last_review(work.session, claim.id)
    review = DocumentReview(
        claim_id=claim.id,
        seq=1 if last is None else last.seq + 1,
        reviewer_id=work.actor.user_id,
        checks=checks,
    )
    enter(work, review)
    return {"checks": [{name: row[name] for name in ("check", "result")} for row in checks]}


def _read_checks(given: Answers) -> list[dict[str, Any]]:
    checks = []
    for at, row in given.rows("checks"):
        one = given.row(at, row)
        check = one.option("check", vocabulary.CHECKS)
        result = one.option("result", DRAWN_RESULTS)
        if result == "deferred" and check not in vocabulary.DEFERRABLE:
            one.refuse("result", f"{check} cannot be left to adjudication")
        note = one.text("note", required=False)
        checks.append({"check": check, "result": result, "note": note or None})
    if sorted(str(row["check"]) for row in checks) != sorted(vocabulary.CHECKS):
        given.refuse("checks", "checks needs C1 to C8, each once", "incomplete")
    return checks


Verdict = tuple[str, bool, str]  # authentic, lawful, class


def _read_verdicts(
    given: Answers, papers: Sequence[ClaimDocument]
) -> list[tuple[ClaimDocument, Verdict]]:
    found: dict[int, tuple[ClaimDocument, Verdict]] = {}
    for at, row in given.rows("documents"):
        one = given.row(at, row)
        meant = _papers_meant(one, row, papers)
        verdict = (
            one.option("authentic", ("yes",)),
            one.truth("lawful"),
            one.option("class", vocabulary.DOC_TYPES),
        )
        if not verdict[1] and "lawful" in row:
            one.refuse("lawful", "a paper that is not lawful cannot be accepted")
        found |= {paper.id: (paper, verdict) for paper in meant}
    left = sorted({paper.doc_type for paper in papers if paper.id not in found})
    if left:
        given.refuse("documents", f"not verified: {', '.join(left)}", "incomplete")
    return list(found.values())


def _papers_meant(
    one: Answers, row: Mapping[str, Any], papers: Sequence[ClaimDocument]
) -> list[ClaimDocument]:
    """Return the paper a row names by id, or all of the kind it names."""
    if one.has("document_id"):
        meant = [paper for paper in papers if str(paper.id) == str(row["document_id"])]
        if not meant:
            one.refuse("document_id", "no such paper of this claim", "not_found")
        return meant
    doc_type = one.option("doc_type", vocabulary.DOC_TYPES)
    meant = [paper for paper in papers if paper.doc_type == doc_type]
    if doc_type and not meant:
        one.refuse("doc_type", f"there is no {doc_type}", "not_found")
    return meant


def record_review_opinion(call: CallLike, answers: Variables) -> Variables:
    """Keep the reviewer's opinion; only complete papers go on."""
    work: Work = call.work
    given = Answers(answers)
    opinion = given.text("opinion")
    outcome = given.option("outcome", ("complete",))
    given.finish()
    review = queries.last_review(work.session, claim_of(call).id)
    if review is None:
        raise NotFound("the papers were not verified")
    review.opinion, review.outcome, review.concluded_at = opinion, outcome, work.now
    touch(work, review)
    return {"review_outcome": outcome}


def file_by_class(call: CallLike) -> None:
    """Close the review: the papers are filed under the class they were given."""
    claim = claim_of(call)
    survey = queries.last_survey(call.work.session, claim.id)
    reported = claim.survey_mode == "none" or (
        survey is not None and survey.reported_at is not None
    )
    move(call.work, claim, ClaimStatus.ASSESSING if reported else ClaimStatus.SURVEYING)


def move(work: Work, claim: Claim, status: ClaimStatus) -> None:
    """Note how far a claim has come."""
    claim.status = status
    touch(work, claim)
