"""Takes papers in for a claim."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.audit import operations as audit
from app.cases.operations import publish_message
from app.cases.operations.publish import LONGEST_TTL
from app.errors import Conflict, NotFound
from app.files.models import ScanState, StoredFile
from app.files.queries import get_file
from app.files.scanning import INFECTED
from app.identity.permissions import may
from app.inbox.talk.queries import is_attached_where_seen, was_attached
from app.insurance.answers import Answers
from app.insurance.claims import queries, vocabulary
from app.insurance.claims.models import Claim, ClaimDocument
from app.insurance.claims.operations import clocks
from app.insurance.claims.vocabulary import ClaimStatus
from app.insurance.records import enter, touch
from app.work import Work

MESSAGE, LATE = "claim_documents", "late_documents"
CLOSED = (
    ClaimStatus.ARCHIVED,
    ClaimStatus.DUPLICATE,
    ClaimStatus.WITHDRAWN,
    ClaimStatus.REOPENED,
    ClaimStatus.CANCELLED,
)


def add_documents(
    work: Work, claim: Claim, documents: Sequence[Mapping[str, Any]]
) -> list[ClaimDocument]:
    """File papers under a claim as received, and tell its case.

    :param documents: rows of doc_type, file, original, pages, received_at, received_from
    :raises Conflict: the claim is closed
    :raises InvalidInput: with every field that is wrong
    """
    rows = file_documents(work, claim, Answers({"documents": list(documents)}, ""), "documents")
    _tell(work, claim, rows)
    return rows


def file_documents(
    work: Work, claim: Claim, given: Answers, name: str, *, scanned: bool = True
) -> list[ClaimDocument]:
    """File papers under a claim as received.

    :param name: the field that holds the rows of the papers
    :param scanned: each comes with its file; those seen by the reviewer need none
    :raises Conflict: the claim is closed
    :raises InvalidInput: with every field that is wrong
    """
    if claim.status in CLOSED:
        raise Conflict(f"claim {claim.claim_no} is {claim.status.value}")
    rows = [_read(work, given.row(at, row), scanned) for at, row in given.rows(name)]
    if not rows:
        given.refuse(name, f"{name} needs at least 1", "too_few")
    given.finish()
    for row in rows:
        row.claim_id = claim.id
        enter(work, row)
    clocks.start_law_clocks(work, claim)
    _record(work, claim, rows)
    return rows


def move_documents(work: Work, claim: Claim, to: Claim) -> None:
    """File the papers of one claim under another, and tell that one's case."""
    rows = queries.list_documents(work.session, claim.id)
    for row in rows:
        row.claim_id = to.id
        touch(work, row)
    if rows:
        clocks.start_law_clocks(work, to)
        _record(work, to, rows)
        _tell(work, to, rows)


def _tell(work: Work, claim: Claim, rows: Sequence[ClaimDocument]) -> None:
    if _is_reviewed(work, claim):
        tell_late(work, claim, rows[0].id)
        return
    # Papers may come before the case waits for them, and long before.
    publish_message(
        work,
        name=MESSAGE,
        correlation_key=str(claim.id),
        ttl=LONGEST_TTL,
        message_id=f"documents-{rows[0].id}",
    )


def _is_reviewed(work: Work, claim: Claim) -> bool:
    """Say whether papers come after the review had closed, or to a claim that begins after it."""
    if claim.review_open:
        return False
    review = queries.last_review(work.session, claim.id)
    return claim.reopen_of_id is not None or (
        review is not None and review.concluded_at is not None
    )


def tell_late(work: Work, claim: Claim, document_id: int) -> None:
    """Let papers that came after the review be reviewed by themselves, while the claim is open."""
    publish_message(
        work,
        name=LATE,
        correlation_key=str(claim.id),
        variables={"late_since": document_id},
        message_id=f"late-{document_id}",
    )


def _read(work: Work, given: Answers, scanned: bool) -> ClaimDocument:
    file = _find_file(work, given, scanned)
    received_at = given.instant("received_at", no_later_than=work.now, required=False)
    return ClaimDocument(
        doc_type=given.option("doc_type", vocabulary.DOC_TYPES),
        original=given.truth("original", required=False),
        pages=given.count("pages", most=10_000),
        file_id=None if file is None else file.id,
        file_hash=None if file is None else file.sha256,
        received_at=received_at or work.now,
        received_from=given.text("received_from", longest=100, required=False) or None,
    )


def _find_file(work: Work, given: Answers, scanned: bool) -> StoredFile | None:
    file_id = given.key("file", required=scanned)
    if file_id is None:
        return None
    try:
        stored = get_file(work.session, file_id)
        if stored.scan is ScanState.INFECTED:
            given.refuse("file", f"file {file_id} holds {stored.threat}", INFECTED)
        if stored.created_by == work.actor.user_id or _may_name(work, file_id):
            return stored
        raise NotFound(f"there is no file {file_id}")
    except NotFound as error:
        given.refuse("file", error.detail, "not_found")
        return None


def _may_name(work: Work, file_id: int) -> bool:
    """Say whether the actor may hand in a file of somebody else: none of a task they do not see."""
    hidden = was_attached(work.session, file_id) and not is_attached_where_seen(work, file_id)
    return may(work.actor, "case.read") and not hidden


def _record(work: Work, claim: Claim, rows: Sequence[ClaimDocument]) -> None:
    audit.record(
        work,
        "claim.documents_received",
        case_id=claim.case_id,
        subject=claim.claim_no,
        detail={"documents": [{"id": row.id, "doc_type": row.doc_type} for row in rows]},
    )
