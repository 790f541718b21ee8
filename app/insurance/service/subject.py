"""The service request a call is about: found, and what happens to it noted."""

from app.audit import operations as audit
from app.insurance.service import queries
from app.insurance.service.models import RequestStatus, ServiceRequest
from app.work import CallLike, Work


def request_of(call: CallLike) -> ServiceRequest:
    """Return the service request that a case is about."""
    return queries.get_request(call.work.session, int(call.variables["request_id"]))


def note(work: Work, request: ServiceRequest, action: str, **detail: object) -> None:
    """Note in the log what happened to a request."""
    audit.record(work, action, case_id=request.case_id, subject=request.request_no, detail=detail)


def end(work: Work, request: ServiceRequest, status: RequestStatus) -> None:
    """Let a request be over."""
    request.status, request.closed_at = status, work.now
