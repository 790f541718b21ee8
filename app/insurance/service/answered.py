"""The messages that are part of a request share its end: answered by it, or over with it."""

from app.insurance.records import touch
from app.insurance.service import queries
from app.insurance.service.models import ServiceRequest
from app.work import Work


def reply_by_solution(work: Work, request: ServiceRequest) -> None:
    """Take the solution, which the customer has confirmed, as the reply to every message."""
    for message in queries.list_unanswered(work.session, request):
        message.replied_at, message.replied_by = work.now, work.actor.user_id
        message.reply = request.solution
        touch(work, message)


def close_messages(work: Work, request: ServiceRequest) -> None:
    """Let the messages be over whose request was passed on or ended: none waits any more.

    What was passed on is replied to as the claim or the complaint it went on as.
    """
    for message in queries.list_unanswered(work.session, request):
        message.closed_at, message.closed_because = work.now, request.status.value
        touch(work, message)
