"""What the outbox needs of a way to the outside: the bank, mail, SMS."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from app.work import Work

Answer = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Message:
    """One effect to bring about, as the outbox hands it to a sender."""

    id: int
    kind: str
    payload: Mapping[str, Any]
    #: the same for every attempt: the other side drops what it already has
    idempotency_key: str
    case_id: int | None
    attempt: int


class Sender(Protocol):
    """Bring one effect about; called outside every transaction, and again after a failure."""

    def __call__(self, message: Message) -> Answer | None:
        """Return what the other side answered; raise anything to be called again later."""


Delivered = Callable[[Work, Message, Answer], None]


@dataclass(frozen=True, kw_only=True)
class Port:
    """How one kind of message leaves the house, and what is written once it has left."""

    send: Sender
    #: called in the transaction that marks the message as sent
    delivered: Delivered | None = None


Ports = Mapping[str, Port]
