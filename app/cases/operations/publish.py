"""Publishes a message."""

import datetime as dt
from dataclasses import replace

from app.audit import operations as audit
from app.cases import buffer, commands
from app.cases.buffer import Published
from app.errors import InvalidInput
from app.work import Variables, Work

LONGEST_TTL = dt.timedelta(days=365)


def publish_message(
    work: Work,
    *,
    name: str,
    correlation_key: str = "",
    variables: Variables | None = None,
    ttl: dt.timedelta | None = None,
    message_id: str | None = None,
    strict: bool = False,
) -> Published:
    """Bring a message to the case that waits for it, to a start event, or keep it for a while.

    Published by a handler, it is delivered when the case that publishes it has been saved.

    :param ttl: how long it may wait for a case; None: it is delivered now or never
    :param message_id: the sender's own id; published again under it, the first one is returned
    :param strict: from outside: what a handler refuses of it is refused here, and no incident
    :raises InvalidInput: it would wait too long, or, if strict, a handler refuses what it tells
    """
    if ttl is not None and not dt.timedelta(0) <= ttl <= LONGEST_TTL:
        raise InvalidInput(f"a message waits between no time and {LONGEST_TTL.days} days")
    message = buffer.keep(
        work,
        name=name,
        correlation_key=correlation_key,
        variables=variables or {},
        ttl=ttl,
        message_id=message_id,
    )
    if message.repeated:
        return message
    audit.record(
        work, "message.published", subject=name, detail={"correlation_key": correlation_key}
    )
    return commands.publish(work, replace(message, strict=strict))
