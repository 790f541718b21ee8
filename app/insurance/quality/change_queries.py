"""Reads change requests and what was said to them; writes nothing."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.insurance.quality.change_models import (
    ChangeKind,
    ChangeRequest,
    ChangeStatus,
    ChangeVote,
)
from app.insurance.records import get_by_key
from app.keyset import Cursor, Order, Slice, slice_of


def get_change(session: Session, key: int | str) -> ChangeRequest:
    """Return a change request by id or number.

    :raises NotFound: there is none
    """
    return get_by_key(session, ChangeRequest, ChangeRequest.change_no, key, what="change request")


def find_change_of(session: Session, action_id: int) -> ChangeRequest | None:
    """Return the change that an improvement action asks for."""
    rows = sa.select(ChangeRequest).where(ChangeRequest.action_id == action_id)
    return session.scalars(rows.order_by(ChangeRequest.id.desc()).limit(1)).first()


def list_changes(
    session: Session,
    *,
    status: ChangeStatus | None = None,
    kind: ChangeKind | None = None,
    definition: str | None = None,
    after: Cursor | None = None,
    limit: int = 50,
    count: bool = False,
) -> Slice[ChangeRequest]:
    """List change requests, the newest first."""
    query = sa.select(ChangeRequest)
    if status is not None:
        query = query.where(ChangeRequest.status == status)
    if kind is not None:
        query = query.where(ChangeRequest.kind == kind)
    if definition is not None:
        query = query.where(ChangeRequest.definition == definition)
    order = (Order(ChangeRequest.id, descending=True),)
    return slice_of(session, query, order, after, limit=limit, count=count)


def list_votes(session: Session, request_id: int) -> Sequence[ChangeVote]:
    """List what was said to a change, the oldest first."""
    votes = sa.select(ChangeVote).where(ChangeVote.request_id == request_id)
    return session.scalars(votes.order_by(ChangeVote.id)).all()
