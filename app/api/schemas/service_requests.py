"""Service requests and inbound messages as they travel."""

from typing import Any

from marshmallow import INCLUDE, fields, validate

from app.api.schemas.fields import Day, Instant, Key
from app.api.schemas.shapes import Answer, Body, ListQuery, list_of
from app.insurance.service import rules
from app.insurance.service.models import RequestStatus

LONGEST = 4000
_reference = validate.Length(1, 100)


class RequestAnswer(Answer):
    """A service request, as customer and company may see it."""

    id = Key(required=True)
    request_no = fields.String(required=True)
    case_id = Key(required=True, allow_none=True)
    customer = Key(attribute="customer_id", required=True)
    external_ref = fields.String(required=True, allow_none=True)
    status = fields.Function(lambda row: row.status.value, metadata={"type": "string"})
    channel = fields.String(required=True)
    topic = fields.String(required=True)
    urgency = fields.String(required=True)
    need = fields.String(required=True)
    policy_no = fields.String(required=True, allow_none=True)
    related_case = fields.String(required=True, allow_none=True)
    received_at = Instant(required=True)
    continues = Key(attribute="previous_id", required=True, allow_none=True)
    asked = fields.String(required=True, allow_none=True)
    solution = fields.String(required=True, allow_none=True)
    solved_at = Instant(required=True, allow_none=True)
    rating = fields.Integer(required=True, allow_none=True, metadata={"description": "1 to 5"})
    comment = fields.String(required=True, allow_none=True)
    rated_at = Instant(required=True, allow_none=True)
    closed_at = Instant(required=True, allow_none=True)
    transferred_as = fields.String(required=True, allow_none=True)
    version = fields.Integer(required=True)


RequestListAnswer = list_of(RequestAnswer)


class QuestionAnswer(Answer):
    """A question put to the customer, and the answer."""

    question = fields.String(required=True)
    answer = fields.String(required=True)


class HandlingAnswer(Answer):
    """How the house handles a service request; this stays in the house."""

    identified = fields.Boolean(required=True, allow_none=True)
    greeting_script = fields.Boolean(required=True, allow_none=True)
    observations = fields.String(required=True, allow_none=True)
    questions = fields.List(fields.Nested(QuestionAnswer), required=True)
    background = fields.String(required=True, allow_none=True)
    similar_case = fields.String(required=True, allow_none=True)
    proposed_solution = fields.String(required=True, allow_none=True)
    complexity = fields.String(required=True, allow_none=True)
    routed_to = fields.String(required=True, allow_none=True)
    rounds = fields.Integer(required=True)
    times_asked = fields.Integer(required=True)
    solved_at_first_contact = fields.Boolean(required=True, allow_none=True)
    next_contact_on = Day(required=True, allow_none=True)
    recovery = fields.String(required=True, allow_none=True)
    recovered_at = Instant(required=True, allow_none=True)


class RequestsQuery(ListQuery):
    """Which service requests to list."""

    customer_id = Key(load_default=None, data_key="filter[customer]")
    status = fields.Enum(RequestStatus, by_value=True, load_default=None, data_key="filter[status]")
    topic = fields.String(
        load_default=None, data_key="filter[topic]", validate=validate.OneOf(rules.TOPICS)
    )


class RaiseRequest(Body):
    """What a customer asks for: the fields of the start form, and the sender's number."""

    class Meta:
        unknown = INCLUDE  # the fields are checked together, with every refusal named

    external_ref = fields.String(
        load_default=None,
        allow_none=True,
        validate=_reference,
        metadata={"description": "the sender's own number; repeated: the first request again"},
    )


class RequestReply(Body):
    """What a customer answers to what they were asked."""

    text = fields.String(required=True, validate=validate.Length(1, LONGEST))
    channel = fields.String(
        load_default=None, allow_none=True, validate=validate.OneOf(rules.CHANNELS)
    )


class RequestRating(Body):
    """What a customer thinks of the solution."""

    rating = fields.Integer(required=True, strict=True, validate=validate.Range(1, 5))
    comment = fields.String(
        load_default=None, allow_none=True, validate=validate.Length(max=LONGEST)
    )


class ReopenRequest(Body):
    """Why a customer comes again."""

    need = fields.String(required=True, validate=validate.Length(1, LONGEST))
    channel = fields.String(
        load_default=None, allow_none=True, validate=validate.OneOf(rules.CHANNELS)
    )


class InboundMessageAnswer(Answer):
    """What a customer told the company, and the reply."""

    id = Key(required=True)
    customer = Key(attribute="customer_id", required=True)
    external_ref = fields.String(required=True, allow_none=True)
    channel = fields.String(required=True)
    subject = fields.String(required=True)
    text = fields.String(required=True, metadata={"description": "word for word"})
    received_at = Instant(required=True)
    case_id = Key(required=True, allow_none=True)
    business_key = fields.String(
        required=True, allow_none=True, metadata={"description": "number of that case"}
    )
    service_request = Key(attribute="request_id", required=True, allow_none=True)
    due_at = Instant(
        required=True, allow_none=True, metadata={"description": "until when to reply"}
    )
    replied_at = Instant(required=True, allow_none=True)
    reply_channel = fields.String(required=True, allow_none=True)
    reply = fields.String(required=True, allow_none=True)
    closed_at = Instant(
        required=True, allow_none=True, metadata={"description": "over without a reply of its own"}
    )
    closed_because = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "transferred, withdrawn or cancelled, as its request"},
    )
    version = fields.Integer(required=True)


InboundMessageListAnswer = list_of(InboundMessageAnswer)


class InboundMessagesQuery(ListQuery):
    """Which messages of customers to list."""

    customer_id = Key(load_default=None, data_key="filter[customer]")
    case_id = Key(load_default=None, data_key="filter[case]")
    is_open = fields.Boolean(
        load_default=None,
        data_key="filter[open]",
        metadata={"description": "true: waits for a reply"},
    )


class ReceiveMessage(Body):
    """What a customer tells the company by any channel."""

    class Meta:
        unknown = INCLUDE  # the fields are checked together, with every refusal named

    case = fields.String(
        load_default=None,
        allow_none=True,
        metadata={"description": "id or number of the case that it is about"},
    )
    external_ref = fields.String(load_default=None, allow_none=True, validate=_reference)


class MessageReply(Body):
    """The reply to a message of a customer."""

    channel = fields.String(required=True, validate=validate.OneOf(rules.REPLY_CHANNELS))
    text = fields.String(required=True, validate=validate.Length(1, LONGEST))


def _text(longest: int, **more: Any) -> dict[str, Any]:
    return {"type": "string", "maxLength": longest, **more}


def _word(words: tuple[str, ...]) -> dict[str, Any]:
    return {"type": "string", "enum": list(words)}


_WHO: dict[str, Any] = {
    "customer": _text(32, description="id or number; without it, a contact"),
    "contact": {
        "type": "object",
        "description": "who is not known by a number: name, and phone or email",
        "required": ["name"],
        "properties": {"name": _text(100), "phone": _text(20), "email": _text(100)},
    },
    "channel": _word(rules.CHANNELS),
    "external_ref": _text(100, description="the sender's own number; repeated: the first again"),
}
#: What the bodies above leave to the operations, told to readers of the API.
REQUEST: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["channel", "topic", "need"],
    "properties": {
        **_WHO,
        "topic": _word(rules.TOPICS),
        "need": _text(LONGEST, description="in the customer's words"),
        "urgency": _word(rules.URGENCIES),
        "policy_no": _text(32),
        "related_case": _text(64),
    },
}
MESSAGE: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["channel", "subject", "text"],
    "properties": {
        **_WHO,
        "subject": _text(200),
        "text": _text(LONGEST, description="word for word"),
        "case": _text(64, description="id or number of the case that it is about"),
        "topic": {**_word(rules.TOPICS), "description": "of the request that it starts"},
        "urgency": _word(rules.URGENCIES),
    },
}
