"""How messages leave the house: what every carrier does, and the simulators of those not there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.insurance.channels import operations, queries, rules
from app.insurance.channels.models import Channel, Delivery
from app.insurance.channels.operations import kind_of
from app.insurance.channels.queries import Sendable
from app.outbox.ports import Answer, Message, Port, Ports, Sender
from app.outbox.rules import is_last
from app.outbox.smtp import Refused
from app.work import Work

#: how the addresses end that the simulators refuse, never answer, and take at the second attempt
REFUSED, SILENT, BUSY = "0404", "0408", "0503"


#: Brings a message to its address. Raises Refused, or anything else to be called again later.
Carry = Callable[[Message, str, Sendable], None]


@dataclass(frozen=True, kw_only=True)
class Carriers:
    """One carrier for each channel, and how they read what they carry."""

    read: Callable[[int], Sendable]
    by_channel: Mapping[Channel, Carry]

    def ports(self) -> Ports:
        """Return how the outbox reaches customers."""
        return {
            kind_of(channel): Port(send=self._sender(_discreet(channel, carry)), delivered=_record)
            for channel, carry in self.by_channel.items()
        }

    def _sender(self, carry: Carry) -> Sender:
        def send(message: Message) -> Answer:
            found = self.read(int(message.payload["message_id"]))
            if found.address is None:
                return _failed(Delivery.UNDELIVERABLE, "the customer's file has no address for it")
            return _carried(carry, message, found.address, found)

        return send


def _discreet(channel: Channel, carry: Carry) -> Carry:
    """Return a way to carry whose failures, which are kept, do not repeat the address in clear."""

    def carry_discreetly(message: Message, address: str, found: Sendable) -> None:
        try:
            carry(message, address, found)
        except Exception as error:
            said = rules.without_address(channel, address, str(error))
            if said == str(error):
                raise
            raise (Refused if isinstance(error, Refused) else ConnectionError)(said) from None

    return carry_discreetly


def _carried(carry: Carry, message: Message, address: str, found: Sendable) -> Answer:
    """Carry a message; what is refused for good, or failed once too often, is an answer."""
    try:
        carry(message, address, found)
    except Refused as refusal:
        return _failed(Delivery.REFUSED, str(refusal))
    except Exception as error:
        if not is_last(message.attempt):
            raise
        return _failed(Delivery.GIVEN_UP, f"{type(error).__name__}: {error}")
    return {"status": Delivery.SENT.value}


def _failed(status: Delivery, failure: str) -> Answer:
    return {"status": status.value, "failure": failure}


def _record(work: Work, message: Message, answer: Answer) -> None:
    row = queries.get_message(work.session, int(message.payload["message_id"]))
    status = Delivery(answer["status"])
    if status is not Delivery.SENT:
        operations.note_failed(work, row, status, answer["failure"])
        return
    found = queries.read_sendable(work.session, row.id)
    operations.note_sent(work, row, found.address or "")


def simulate(message: Message, address: str, found: Sendable) -> None:
    """Take a message as a carrier of SMS, calls or mail would, with the faults of its address.

    :raises Refused: the address is made for it
    :raises OSError: no answer, or not at the first attempt
    """
    account = address.partition("@")[0]
    if account.endswith(REFUSED):
        raise Refused("550 no such subscriber")
    if account.endswith(SILENT):
        raise TimeoutError("no answer")
    if account.endswith(BUSY) and message.attempt == 1:
        raise ConnectionError("421 try again later")
