"""What customers ask about their own data: a copy, a correction, a deletion."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.audit import operations as audit
from app.database import next_business_number
from app.errors import Conflict, FieldError, InvalidInput
from app.insurance.customers import changes, queries
from app.insurance.customers.contact_models import Consent, Purpose
from app.insurance.customers.contact_operations import note_consent
from app.insurance.customers.contact_queries import allows
from app.insurance.customers.file_models import DataRequest, RequestKind, RequestStatus
from app.insurance.customers.models import Customer
from app.insurance.records import enter, get_by_key, touch
from app.keyset import Cursor, Order, Slice, slice_of
from app.work import Work

PREFIX = "DRQ"
LIMIT = dt.timedelta(days=15)  # days; an example: the law says "promptly" (arts. 45, 50)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a customer asks, and how."""

    kind: RequestKind
    channel: str
    #: who asks was found to be the customer, or to act for the customer
    identity_checked: bool
    details: str
    #: of a correction: the right value of each field
    changes: Mapping[str, Any] | None = None


def ask(work: Work, customer: Customer, asked: Asked) -> DataRequest:
    """Take a request in.

    :raises InvalidInput: a correction names no field
    """
    if (asked.kind is RequestKind.CORRECTION) != bool(asked.changes):
        detail = "a correction, and nothing else, names the fields that are wrong"
        wrong = FieldError(pointer="/changes", code="invalid_value", detail=detail)
        raise InvalidInput(detail, errors=[wrong])
    request = DataRequest(
        request_no=next_business_number(work.session, PREFIX, work.today),
        customer_id=customer.id,
        kind=asked.kind,
        status=RequestStatus.OPEN,
        channel=asked.channel,
        identity_checked=asked.identity_checked,
        details=asked.details,
        changes=dict(asked.changes) if asked.changes else None,
        requested_at=work.now,
        due_at=work.now + LIMIT,
    )
    enter(work, request)
    _note(work, "data_request.asked", request)
    return request


def refuse(work: Work, request: DataRequest, *, answer: str) -> DataRequest:
    """Refuse a request; the customer is told why (art. 50).

    :raises Conflict: it is answered already
    """
    _ensure_open(request)
    return _close(work, request, RequestStatus.REFUSED, answer)


def grant_access(work: Work, request: DataRequest, *, file_id: int) -> DataRequest:
    """Answer an access request with the file that holds the copy."""
    _ensure_grantable(request, RequestKind.ACCESS)
    request.file_id = file_id
    return _close(work, request, RequestStatus.ANSWERED, "copy handed out")


def correct(work: Work, request: DataRequest, fields: Mapping[str, Any]) -> DataRequest:
    """Correct what the customer says is wrong.

    :param fields: the request's changes as values of the customer's fields
    """
    _ensure_grantable(request, RequestKind.CORRECTION)
    customer = queries.get_customer(work.session, str(request.customer_id))
    changes.change_customer(work, customer, fields, source="customer", basis="legal_duty")
    return _close(work, request, RequestStatus.ANSWERED, "corrected")


def delete(work: Work, request: DataRequest, *, until: dt.date | None) -> DataRequest:
    """Answer a deletion: marketing ends, and the file is locked while it must be kept (D23).

    Art. 47: where the law orders data to be kept, they are used for nothing else.

    :param until: the last day of the duties to keep it; None while the relationship goes on
    """
    _ensure_grantable(request, RequestKind.DELETION)
    customer = queries.get_customer(work.session, str(request.customer_id))
    for purpose in Purpose:
        if allows(work.session, customer.id, purpose):
            refusal = Consent(
                customer_id=customer.id,
                purpose=purpose,
                granted=False,
                channel=request.channel,
                text_version="",
            )
            note_consent(work, refusal)
    changes.lock(work, customer, until=until)
    told = "locked" if until is None else f"locked until {until.isoformat()}"
    return _close(work, request, RequestStatus.ANSWERED, told)


def _ensure_open(request: DataRequest) -> None:
    if request.status is not RequestStatus.OPEN:
        raise Conflict(f"{request.request_no} is {request.status.value}")


def _ensure_grantable(request: DataRequest, kind: RequestKind) -> None:
    _ensure_open(request)
    if request.kind is not kind:
        raise Conflict(f"{request.request_no} asks for {request.kind.value}")
    if not request.identity_checked:
        raise Conflict(
            f"{request.request_no}: nobody has checked who asks", code="identity_not_checked"
        )


def _close(work: Work, request: DataRequest, status: RequestStatus, answer: str) -> DataRequest:
    request.status, request.answer = status, answer
    request.answered_at, request.answered_by = work.now, work.actor.user_id
    touch(work, request)
    _note(work, f"data_request.{status.value}", request)
    return request


def _note(work: Work, action: str, request: DataRequest) -> None:
    audit.record(work, action, subject=request.request_no, detail={"kind": request.kind.value})


def get_request(session: Session, key: int | str) -> DataRequest:
    """Return a request by id or number.

    :raises NotFound: there is none
    """
    return get_by_key(session, DataRequest, DataRequest.request_no, key, what="data request")


def find_by_file(session: Session, file_id: int) -> DataRequest | None:
    """Return the request whose copy of everything known a file holds."""
    rows = sa.select(DataRequest).where(DataRequest.file_id == file_id)
    return session.scalars(rows.limit(1)).first()


def list_requests(
    session: Session,
    *,
    customer_id: int | None = None,
    statuses: Sequence[RequestStatus] = (),
    after: Cursor | None = None,
    limit: int = 50,
    count: bool = False,
) -> Slice[DataRequest]:
    """List requests, those due first in front."""
    query = sa.select(DataRequest)
    if customer_id is not None:
        query = query.where(DataRequest.customer_id == customer_id)
    if statuses:
        query = query.where(DataRequest.status.in_(statuses))
    order = (Order(DataRequest.due_at), Order(DataRequest.id))
    return slice_of(session, query, order, after, limit=limit, count=count)
