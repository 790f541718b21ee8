"""Messages to customers for tests, and an outbox that makes one attempt at a time."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.insurance.channels import queries
from app.insurance.channels.carriers import Carriers, Carry, simulate
from app.insurance.channels.models import Channel, ChannelMessage
from app.insurance.channels.operations import Message, send
from app.insurance.customers.models import Customer
from app.outbox import operations as outbox
from app.work import Work

PHONE, MAIL = "+86-13800000000", "zhang.wei@example.com"
LATER = dt.timedelta(hours=1)


def written(work: Work, customer: Customer, channel: str = "mail", **other: Any) -> ChannelMessage:
    message = Message(
        customer_id=customer.id,
        channel=channel,
        subject="生日快乐",
        text="祝您生日快乐！",
        case_id=7,
    )
    return send(work, replace(message, **other), key=f"greeting-{channel}")


def carriers(work: Work, mail: Carry = simulate) -> Carriers:
    by_channel: Mapping[Channel, Carry] = {
        Channel.MAIL: mail,
        Channel.SMS: simulate,
        Channel.PHONE: simulate,
    }
    return Carriers(
        read=lambda message_id: queries.read_sendable(work.session, message_id),
        by_channel=by_channel,
    )


def deliver(work: Work, mail: Carry = simulate) -> None:
    """Let the outbox make one attempt."""
    ports = carriers(work, mail).ports()
    for message in outbox.claim_due(work):
        outbox.record_outcome(work, outbox.send(message, ports), ports)


def deliver_until_the_end(work: Work, mail: Carry = simulate) -> None:
    for hours in range(14):
        deliver(replace(work, now=work.now + hours * LATER), mail)
