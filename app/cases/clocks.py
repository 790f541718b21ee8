"""What follows a warning or a breach: the task becomes urgent, and processes are told."""

from app.audit import operations as audit
from app.cases import buffer, commands
from app.inbox import operations as inbox
from app.sla import firing
from app.sla.firing import Breached, Warned
from app.work import Work

URGENT = 90  # priority of a task whose limit is breached; a diagram's usual one is 50
BREACHED = "clock_breached"  # message that starts the handling of overdue work


def fire_clocks(work: Work) -> list[Warned | Breached]:
    """Fire what clocks are due for now; empty when nothing is."""
    fired = firing.fire_due(work)
    for event in fired:
        action = "clock.breached" if isinstance(event, Breached) else "clock.warned"
        audit.record(
            work,
            action,
            case_id=event.case_id,
            subject=str(event.clock_id),
            detail={"stage": event.stage, "type": event.clock_type.value},
        )
        if isinstance(event, Breached):
            _tell(work, event)
    return fired


def _tell(work: Work, event: Breached) -> None:
    if event.task_id is not None:
        inbox.set_priority(work, event.task_id, URGENT)
    message = buffer.keep(
        work,
        name=BREACHED,
        correlation_key=str(event.clock_id),
        variables={"clock_id": event.clock_id},
        ttl=None,
        message_id=BREACHED,
    )
    if not message.repeated:
        # The clocks are locked: a busy case is left to the worker rather than waited for.
        commands.deliver(work, message, patient=False)
