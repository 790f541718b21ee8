"""Reads the requests for missing papers and how far they are met; writes nothing."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.insurance.claims import checkpoints, queries
from app.insurance.claims.models import ClaimDocument, SupplementNotice


def last_notice(session: Session, claim_id: int) -> SupplementNotice | None:
    """Return the latest request for papers of a claim."""
    rows = sa.select(SupplementNotice).where(SupplementNotice.claim_id == claim_id)
    return session.scalars(rows.order_by(SupplementNotice.seq.desc()).limit(1)).first()


def get_notice(session: Session, claim_id: int) -> SupplementNotice:
    """Return the latest request for papers of a claim.

    :raises NotFound: none was sent
    """
    notice = last_notice(session, claim_id)
    if notice is None:
        raise NotFound("no papers were asked for")
    return notice


@dataclass(frozen=True, kw_only=True)
class Item:
    """A paper that was asked for, why, and whether it has arrived since."""

    doc_type: str
    reason: str | None
    received: bool


@dataclass(frozen=True, kw_only=True)
class NoticeState:
    """A request for papers and how far it is met."""

    notice: SupplementNotice
    items: Sequence[Item]
    left: Sequence[str]
    #: when the last of them arrived; None while some are left
    complete_at: dt.datetime | None


def state_of(session: Session, notice: SupplementNotice) -> NoticeState:
    """Return what of a request has arrived; one that was met stays met."""
    first = _first_arrivals(queries.list_documents(session, notice.claim_id))
    asked = [row["doc_type"] for row in notice.items]
    met = notice.satisfied_at is not None
    left = [] if met else checkpoints.left_to_come(asked, first)
    arrivals = [first[doc_type] for doc_type in asked if doc_type in first]
    return NoticeState(
        notice=notice,
        items=[
            Item(
                doc_type=row["doc_type"],
                reason=row["reason"],
                received=row["doc_type"] not in left,
            )
            for row in notice.items
        ],
        left=left,
        complete_at=notice.satisfied_at if left or met else max(arrivals),
    )


def find_state(session: Session, claim_id: int) -> NoticeState | None:
    """Return the latest request for papers of a claim and how far it is met."""
    notice = last_notice(session, claim_id)
    return None if notice is None else state_of(session, notice)


def _first_arrivals(papers: Sequence[ClaimDocument]) -> dict[str, dt.datetime]:
    """Return when a paper of each kind came that no review has looked at yet."""
    arrivals: dict[str, dt.datetime] = {}
    for paper in papers:
        if paper.authentic is None and queries.is_there(paper):
            known = arrivals.get(paper.doc_type, paper.received_at)
            arrivals[paper.doc_type] = min(known, paper.received_at)
    return arrivals
