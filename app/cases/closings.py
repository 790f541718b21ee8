"""Tells the case that handles an overdue clock that the clock has closed."""

import datetime as dt
from collections.abc import Iterable

from app.cases import buffer
from app.work import Work

CLOSED = "clock_closed"  # message that ends the handling of overdue work
#: how long the news waits: the handling may be held up by an operator or an incident just now
TTL = dt.timedelta(days=365)


def tell_closed(work: Work, clock_ids: Iterable[int]) -> None:
    """Publish that overdue clocks have closed; a clock closes once.

    :param clock_ids: what ``sla`` returned when it stopped or cancelled clocks
    """
    for clock_id in clock_ids:
        message = buffer.keep(
            work,
            name=CLOSED,
            correlation_key=str(clock_id),
            variables={},
            ttl=TTL,
            message_id=CLOSED,
        )
        if not message.repeated:
            buffer.send_when_saved(work, message)
