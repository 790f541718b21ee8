"""Complaints as they travel."""

from marshmallow import fields, validate

from app.api.schemas.fields import Day, DecimalText, Instant, Key, Money
from app.api.schemas.shapes import Answer, Body, ListQuery, Query, list_of
from app.insurance.complaints import rules
from app.insurance.complaints.models import Complaint, ComplaintStatus
from app.insurance.customers.rules import mask_phone
from app.insurance.disputes.rules import RAISED_BY

LONGEST_REFERENCE = 64
_status = fields.Function(lambda row: row.status.value, metadata={"type": "string"})


def _masked(complaint: Complaint) -> str:
    return mask_phone(complaint.contact)


class RaiseComplaint(Body):
    """A complaint; what is on file of customer or related case need not be said again."""

    external_ref = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Length(1, LONGEST_REFERENCE),
        metadata={"description": "the reporter's own number; repeated: the first complaint again"},
    )
    related_case = fields.String(
        load_default=None,
        allow_none=True,
        metadata={"description": "id or number of the case it is about, e.g. of a claim"},
    )
    customer = fields.String(
        load_default=None, allow_none=True, metadata={"description": "id or number"}
    )
    complainant = fields.String(
        load_default=None, allow_none=True, metadata={"description": "by default from the file"}
    )
    contact = fields.String(
        load_default=None, allow_none=True, metadata={"description": "by default from the file"}
    )
    is_customer = fields.Boolean(load_default=False)
    channel = fields.String(required=True, validate=validate.OneOf(rules.CHANNELS))
    subject = fields.String(required=True, validate=validate.OneOf(rules.SUBJECTS))
    request = fields.String(required=True, validate=validate.Length(1, 4000))
    facts = fields.String(required=True, validate=validate.Length(1, 4000))
    amount = Money(load_default=None, allow_none=True)
    group_size = fields.Integer(strict=True, load_default=1)
    representatives = fields.List(
        fields.String(), load_default=list, metadata={"description": "of a group, five at most"}
    )
    media = fields.Boolean(load_default=False)
    agent_authorised = fields.Boolean(load_default=False)
    documents = fields.List(Key(), load_default=list, metadata={"description": "ids of files"})
    received_at = Instant(
        load_default=None, allow_none=True, metadata={"description": "by default now"}
    )
    regulator_ref = fields.String(load_default=None, allow_none=True)
    transferred_at = Instant(
        load_default=None,
        allow_none=True,
        metadata={"description": "when the regulator passed it on, by default the receipt"},
    )


class ComplaintAnswer(Answer):
    """A complaint and what was done about it."""

    id = Key(required=True)
    complaint_no = fields.String(required=True)
    case_id = Key(required=True)
    external_ref = fields.String(required=True, allow_none=True)
    status = _status
    complainant = fields.String(required=True)
    contact = fields.Function(_masked, metadata={"type": "string", "description": "masked"})
    customer = Key(attribute="customer_id", required=True, allow_none=True)
    channel = fields.String(required=True)
    subject = fields.String(required=True)
    request = fields.String(required=True)
    facts = fields.String(required=True)
    amount = Money(required=True)
    group_size = fields.Integer(required=True)
    representatives = fields.List(fields.String(), required=True)
    media = fields.Boolean(required=True)
    agent_authorised = fields.Boolean(required=True)
    documents = fields.List(fields.String(), required=True)
    related_case = fields.String(required=True, allow_none=True)
    claim = Key(attribute="claim_id", required=True, allow_none=True)
    policy = Key(attribute="policy_id", required=True, allow_none=True)
    lob = fields.String(required=True, allow_none=True)
    received_at = Instant(required=True)
    regulator_ref = fields.String(required=True, allow_none=True)
    transferred_at = Instant(required=True, allow_none=True)
    repeat_count = fields.Integer(required=True)
    repeat_of = Key(attribute="repeat_of_id", required=True, allow_none=True)
    severity = fields.String(required=True, allow_none=True)
    owner_group = fields.String(required=True, allow_none=True)
    owner = Key(attribute="owner_id", required=True, allow_none=True)
    track = fields.String(required=True, allow_none=True)
    statutory_due_at = Instant(required=True, allow_none=True)
    accepted = fields.Boolean(required=True, allow_none=True)
    refuse_reason = fields.String(required=True, allow_none=True)
    acknowledged_at = Instant(required=True, allow_none=True)
    responsibility = fields.String(required=True, allow_none=True)
    resolution = fields.String(required=True, allow_none=True)
    remedy = fields.String(required=True, allow_none=True)
    remedy_amount = Money(required=True, allow_none=True)
    remedy_paid_at = Instant(required=True, allow_none=True)
    reply = fields.String(required=True, allow_none=True)
    replied_at = Instant(required=True, allow_none=True)
    satisfied = fields.Boolean(required=True, allow_none=True)
    review_requested_at = Instant(required=True, allow_none=True)
    reviewed_at = Instant(required=True, allow_none=True)
    upheld = fields.Boolean(required=True, allow_none=True)
    root_cause = fields.String(required=True, allow_none=True)
    closed_at = Instant(required=True, allow_none=True)
    version = fields.Integer(required=True)


ComplaintListAnswer = list_of(ComplaintAnswer)


class ComplaintsQuery(ListQuery):
    """Which complaints to list."""

    status = fields.Enum(
        ComplaintStatus, by_value=True, load_default=None, data_key="filter[status]"
    )
    subject = fields.String(load_default=None, data_key="filter[subject]")
    channel = fields.String(load_default=None, data_key="filter[channel]")
    customer_id = Key(load_default=None, data_key="filter[customer]")
    claim_id = Key(load_default=None, data_key="filter[claim]")
    owner_id = Key(load_default=None, data_key="filter[owner]")


class ContactAnswer(Answer):
    """How a complainant is reached."""

    complainant = fields.String(required=True)
    contact = fields.String(required=True)


class NoticeAnswer(Answer):
    """What a complainant was told of how things stand."""

    status = _status
    at = Instant(required=True)
    text = fields.String(required=True)


class NoticesAnswer(Answer):
    """What a complainant was told, the first notice first."""

    items = fields.List(fields.Nested(NoticeAnswer), required=True)


class ExtensionAnswer(Answer):
    """A longer limit that was asked for."""

    id = Key(required=True)
    to_track = fields.String(required=True)
    reason = fields.String(required=True)
    told_customer_at = Instant(required=True)
    approved = fields.Boolean(required=True, allow_none=True)
    decided_at = Instant(required=True, allow_none=True)
    due_before = Instant(required=True)
    due_after = Instant(required=True, allow_none=True)


class ExtensionsAnswer(Answer):
    """The longer limits that were asked for, the first one first."""

    items = fields.List(fields.Nested(ExtensionAnswer), required=True)


class ComplaintFeedback(Body):
    """What the complainant thinks of the reply."""

    satisfied = fields.Boolean(required=True)
    rating = fields.Integer(
        strict=True, load_default=None, allow_none=True, validate=validate.Range(1, 5)
    )
    text = fields.String(load_default="", validate=validate.Length(max=4000))
    review_requested = fields.Boolean(load_default=False)


class NegotiationFailed(Body):
    """What the complainant of a claim does not accept."""

    raised_by = fields.String(required=True, validate=validate.OneOf(RAISED_BY))
    claim_of_party = fields.String(required=True, validate=validate.Length(1, 4000))
    disputed_amount = Money(required=True)
    negotiated_since = Instant(
        load_default=None, allow_none=True, metadata={"description": "by default the receipt"}
    )


class BulletinQuery(Query):
    """Which months the bulletin is about."""

    first = Day(required=True, data_key="from", metadata={"description": "first of a month"})
    end = Day(required=True, data_key="to", metadata={"description": "first of the month after"})
    format = fields.String(load_default="json", validate=validate.OneOf(["json", "csv"]))


class BulletinRowAnswer(Answer):
    """What was passed on about one line, or about a class of lines in all."""

    statutory_class = fields.String(required=True, allow_none=True)
    lob = fields.String(required=True, allow_none=True, metadata={"description": "null: in all"})
    claim = fields.Integer(required=True)
    sales = fields.Integer(required=True)
    surrender = fields.Integer(required=True)
    other = fields.Integer(required=True)
    total = fields.Integer(required=True)
    premium = Money(required=True)
    policies = fields.Integer(required=True)
    insured_persons = fields.Integer(required=True)
    per_100m_premium = DecimalText(required=True, allow_none=True)
    per_10k_policies = DecimalText(required=True, allow_none=True)
    per_10k_persons = DecimalText(required=True, allow_none=True)


class BulletinAnswer(Answer):
    """Complaints that the regulator received and passed on, by class, line and cause."""

    items = fields.List(fields.Nested(BulletinRowAnswer), required=True)


class BaseBody(Body):
    """What a line wrote in a month."""

    lob = fields.String(required=True, validate=validate.Length(1, 32))
    premium = Money(required=True)
    policies = fields.Integer(strict=True, required=True, validate=validate.Range(0, 10**9))
    insured_persons = fields.Integer(
        strict=True, required=True, validate=validate.Range(0, 2 * 10**9)
    )


class PutBases(Body):
    """What every line wrote in a month; lines that are not named are computed from policies."""

    items = fields.List(fields.Nested(BaseBody), required=True, validate=validate.Length(max=100))


class BaseAnswer(Answer):
    """What a line wrote in a month."""

    lob = fields.String(required=True)
    premium = Money(required=True)
    policies = fields.Integer(required=True)
    insured_persons = fields.Integer(required=True)


class BasesAnswer(Answer):
    """What was entered for a month."""

    items = fields.List(fields.Nested(BaseAnswer), required=True)
