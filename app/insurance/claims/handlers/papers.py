"""The review of a claim's papers."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.errors import NotFound
from app.insurance.answers import Answers, local_text
from app.insurance.claims import checkpoints, notices, queries, vocabulary
from app.insurance.claims.checkpoints import Finding, Paper
from app.insurance.claims.handlers.subject import claim_of
from app.insurance.claims.models import Claim, ClaimDocument, DocumentReview
from app.insurance.claims.operations import clocks
from app.insurance.claims.operations.documents import file_documents, tell_late
from app.insurance.claims.progress import move
from app.insurance.claims.vocabulary import ClaimStatus
from app.insurance.records import enter, touch
from app.work import CallLike, Variables, Work

#: why a paper stands on the notice, as the reviewer finds it filled in
MISSING, IN_DOUBT = "缺少该单证", "对该单证的真实性有疑问"

#: a review that ends later leaves the claim where it is
BEFORE_ASSESSMENT = (
    ClaimStatus.REPORTED,
    ClaimStatus.REGISTERED,
    ClaimStatus.AWAITING_DOCUMENTS,
    ClaimStatus.SURVEYING,
)


def note_documents(call: CallLike) -> Variables:
    """Say when claim request and proofs were there; from then the law's limits run."""
    work: Work = call.work
    claim = claim_of(call)
    claim.review_open = True
    touch(work, claim)
    arrived = clocks.start_law_clocks(work, claim)
    zone = work.processes.zone
    return {"proofs_received_at": None if arrived is None else local_text(arrived, zone)}


def note_late_documents(call: CallLike) -> None:
    """Begin to review papers that came after the review had closed; it moves nothing by itself."""
    claim = claim_of(call)
    claim.review_open = True
    touch(call.work, claim)


def record_received(call: CallLike, answers: Variables) -> None:
    """File the papers that came another way than through the interface."""
    work: Work = call.work
    given = Answers({"received": [_one_file(row) for row in answers["received"]]})
    for at, row in given.rows("received"):
        given.row(at, row).need("received_at")
    file_documents(work, claim_of(call), given, "received", scanned=False)


def _one_file(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row whose file is the one that a form's list of files holds."""
    return {**row, "file": next(iter(row.get("file") or ()), None)}


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
        "notice_issued": notices.last_notice(work.session, claim.id) is not None,
        "checks": [{"check": check} for check in vocabulary.CHECKS],
        "documents": [_prepared(paper) for paper in papers],
    }


def _prepared(paper: ClaimDocument) -> dict[str, Any]:
    """Return a paper's row of the form, with what an earlier review found."""
    found = {
        "document_id": str(paper.id),
        "doc_type": paper.doc_type,
        "authentic": paper.authentic,
        "lawful": paper.lawful,
        "class": paper.doc_class,
    }
    return {name: value for name, value in found.items() if value is not None}


def record_verification(call: CallLike, answers: Variables) -> Variables:
    """Keep the eight checkpoints and what was found about each paper; say what has to follow.

    Which papers are missing is counted now, whatever was ticked at C8.
    """
    work: Work = call.work
    claim = claim_of(call)
    given = Answers(answers)
    checks = _read_checks(given)
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
    return {
        "checks": [{name: row[name] for name in ("check", "result")} for row in checks],
        **_what_follows(work, claim, checks),
    }


def _what_follows(work: Work, claim: Claim, checks: Sequence[Mapping[str, Any]]) -> Variables:
    """Say whether the claimant has to be asked, for which papers, and which outcome is likely."""
    findings, papers = _findings(work, checks), _papers_of(work, claim)
    missing = queries.read_checklist(work, claim).missing
    doubted = checkpoints.doubted(papers)
    reasons = {**dict.fromkeys(doubted, IN_DOUBT), **dict.fromkeys(missing, MISSING)}
    return {
        "supplement_needed": bool(reasons) or checkpoints.asks_claimant(findings),
        "supplement_items": [
            {"doc_type": doc_type, "reason": reason} for doc_type, reason in reasons.items()
        ],
        "outcome": checkpoints.outcomes(findings, papers)[0],
    }


def _findings(work: Work, checks: Sequence[Mapping[str, Any]]) -> list[Finding]:
    return [
        Finding(
            check=row["check"],
            result=row["result"],
            on_fail=on_fail(work, row["check"]) if row["result"] == "fail" else None,
        )
        for row in checks
    ]


def on_fail(work: Work, check: str) -> str:
    """Return what the table makes of a checkpoint that fails."""
    return str(work.ask("doc_checkpoints", {"check": check}).value["on_fail"])


def _papers_of(work: Work, claim: Claim) -> list[Paper]:
    return [
        Paper(doc_type=paper.doc_type, authentic=paper.authentic, lawful=paper.lawful)
        for paper in queries.list_documents(work.session, claim.id)
    ]


def _read_checks(given: Answers) -> list[dict[str, Any]]:
    checks = []
    for at, row in given.rows("checks"):
        one = given.row(at, row)
        check = one.option("check", vocabulary.CHECKS)
        result = one.option("result", vocabulary.CHECK_RESULTS)
        if result == "deferred" and check not in vocabulary.DEFERRABLE:
            one.refuse("result", f"{check} cannot be left to adjudication")
        note = one.text("note", required=result in ("fail", "query"))
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
            one.option("authentic", vocabulary.AUTHENTICITY),
            one.truth("lawful"),
            one.option("class", vocabulary.DOC_TYPES),
        )
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
    """Keep the reviewer's opinion; the outcome is one that the checkpoints allow."""
    work: Work = call.work
    claim = claim_of(call)
    given = Answers(answers)
    opinion = given.text("opinion")
    outcome = given.option("outcome", vocabulary.REVIEW_OUTCOMES)
    review = queries.last_review(work.session, claim.id)
    if review is None:
        raise NotFound("the papers were not verified")
    allowed = checkpoints.outcomes(_findings(work, review.checks), _papers_of(work, claim))
    if outcome and outcome not in allowed:
        given.refuse("outcome", f"the checkpoints say {' or '.join(allowed)}")
    given.finish()
    review.opinion, review.outcome, review.concluded_at = opinion, outcome, work.now
    touch(work, review)
    return {"review_outcome": outcome}


def file_by_class(call: CallLike) -> None:
    """Close the review: the papers are filed under the class they were given.

    A paper that came after the papers were verified is reviewed by itself.
    """
    work: Work = call.work
    claim = claim_of(call)
    claim.review_open = False
    if claim.status in BEFORE_ASSESSMENT:
        survey = queries.last_survey(work.session, claim.id)
        reported = (survey is not None and survey.reported_at is not None) or (
            claim.survey_mode == "none" or claim.reopen_of_id is not None
        )
        move(work, claim, ClaimStatus.ASSESSING if reported else ClaimStatus.SURVEYING)
    touch(work, claim)
    papers = queries.list_documents(work.session, claim.id)
    if any(paper.authentic is None for paper in papers):
        tell_late(work, claim, papers[-1].id)
