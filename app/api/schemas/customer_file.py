"""Consents, contacts and personal-data requests of a customer as they travel."""

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from app.api.schemas.fields import Instant, JsonObject, Key
from app.api.schemas.shapes import Answer, Body, ListQuery, list_of
from app.insurance.customers.contact_models import Direction, Purpose
from app.insurance.customers.file_models import RequestKind, RequestStatus

CHANNELS = ("phone", "mail", "sms", "online", "app", "counter", "letter")


class GiveConsent(Body):
    """What a customer allows or refuses."""

    purpose = fields.Enum(Purpose, by_value=True, required=True)
    granted = fields.Boolean(required=True)
    channel = fields.String(required=True, validate=validate.OneOf(CHANNELS))
    text_version = fields.String(
        required=True,
        validate=validate.Length(1, 32),
        metadata={"description": "version of the text that the customer was shown"},
    )


class ConsentAnswer(Answer):
    """What a customer said of one purpose, and when."""

    id = Key(required=True)
    purpose = fields.Enum(Purpose, by_value=True, required=True)
    granted = fields.Boolean(required=True)
    at = Instant(required=True)
    channel = fields.String(required=True)
    text_version = fields.String(required=True)
    withdrawn_at = Instant(required=True, allow_none=True)


class ConsentsAnswer(Answer):
    """Everything a customer said of uses of personal data, the newest first."""

    items = fields.List(fields.Nested(ConsentAnswer), required=True)


class NoteContact(Body):
    """A contact with a customer."""

    channel = fields.String(required=True, validate=validate.OneOf(CHANNELS))
    direction = fields.Enum(Direction, by_value=True, required=True)
    at = Instant(load_default=None, allow_none=True)
    verbatim = fields.String(
        load_default="",
        validate=validate.Length(max=4000),
        metadata={"description": "what the customer said, word for word"},
    )
    summary = fields.String(load_default="", validate=validate.Length(max=4000))
    case = fields.String(load_default=None, metadata={"description": "case by id or number"})
    next_contact_at = Instant(load_default=None, allow_none=True)

    @validates_schema
    def _ensure_said(self, body: dict[str, Any], **_: Any) -> None:
        if body["direction"] is Direction.INBOUND and not body["verbatim"].strip():
            raise ValidationError("What the customer said is kept word for word.", "verbatim")


class ContactNoteAnswer(Answer):
    """A contact with a customer."""

    id = Key(required=True)
    case_id = Key(required=True, allow_none=True)
    channel = fields.String(required=True)
    direction = fields.Enum(Direction, by_value=True, required=True)
    at = Instant(required=True)
    verbatim = fields.String(required=True)
    summary = fields.String(required=True)
    next_contact_at = Instant(required=True, allow_none=True)
    created_by = Key(required=True, allow_none=True)


class ConfirmData(Body):
    """That a customer's data were looked through with the customer."""

    verified_at = Instant(load_default=None, allow_none=True)


class MergeCustomers(Body):
    """The customer that another one turned out to be."""

    into = fields.String(required=True, metadata={"description": "customer by id or number"})


class AskForData(Body):
    """What a customer asks about their own data."""

    kind = fields.Enum(RequestKind, by_value=True, required=True)
    channel = fields.String(required=True, validate=validate.OneOf(CHANNELS))
    identity_checked = fields.Boolean(required=True)
    details = fields.String(required=True, validate=validate.Length(1, 4000))
    changes = JsonObject(
        load_default=None,
        allow_none=True,
        metadata={"description": "of a correction: fields of PATCH /customers"},
    )


class AnswerRequest(Body):
    """What is decided on a request."""

    granted = fields.Boolean(required=True)
    answer = fields.String(
        load_default="",
        validate=validate.Length(max=4000),
        metadata={"description": "the reason, if it is refused"},
    )


class DataRequestAnswer(Answer):
    """A personal-data request."""

    id = Key(required=True)
    request_no = fields.String(required=True)
    customer_id = Key(required=True)
    kind = fields.Enum(RequestKind, by_value=True, required=True)
    status = fields.Enum(RequestStatus, by_value=True, required=True)
    channel = fields.String(required=True)
    identity_checked = fields.Boolean(required=True)
    details = fields.String(required=True)
    requested_at = Instant(required=True)
    due_at = Instant(required=True)
    answered_at = Instant(required=True, allow_none=True)
    answer = fields.String(required=True, allow_none=True)
    file_id = Key(required=True, allow_none=True)
    version = fields.Integer(required=True)


class DataRequestsQuery(ListQuery):
    """Which personal-data requests to list."""

    customer_id = Key(load_default=None, data_key="filter[customer]")
    statuses = fields.List(
        fields.Enum(RequestStatus, by_value=True), load_default=list, data_key="filter[status]"
    )


ContactNoteListAnswer = list_of(ContactNoteAnswer)
DataRequestListAnswer = list_of(DataRequestAnswer)
