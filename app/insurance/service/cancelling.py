"""Ends a service request whose case an operator has ended."""

from app.insurance.records import touch
from app.insurance.service import queries
from app.insurance.service.answered import close_messages
from app.insurance.service.models import RequestStatus
from app.insurance.service.subject import end, note
from app.work import Work


def end_request(work: Work, case_id: int, reason: str) -> None:
    """Close a request that nobody handles any more; what was solved stays so."""
    request = queries.find_request_of_case(work.session, case_id)
    if request is None or request.closed_at is not None:
        return
    solved = request.solution is not None and request.status in (
        RequestStatus.TRACKING,
        RequestStatus.RECOVERING,
    )
    end(work, request, RequestStatus.SOLVED if solved else RequestStatus.CANCELLED)
    touch(work, request)
    close_messages(work, request)
    note(work, request, "request.cancelled", reason=reason)
