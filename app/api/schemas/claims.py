"""Claims, their papers and approvals as they travel."""

from typing import Any

from marshmallow import fields, validate
from werkzeug.datastructures import FileStorage, MultiDict

from app.api.schemas.fields import Day, Instant, Key, Money
from app.api.schemas.shapes import Answer, Body, ListQuery, list_of
from app.api.schemas.supplements import SupplementNoticeAnswer
from app.insurance.claims.vocabulary import DOC_TYPES, ClaimStatus
from app.insurance.customers import rules


class ArchiveAnswer(Answer):
    """Where a closed claim is filed."""

    index = fields.List(fields.Raw(), required=True)
    box_no = fields.String(allow_none=True)
    archived_at = Instant(required=True)
    retention_until = Day(required=True)


class ClaimAnswer(Answer):
    """A claim."""

    id = Key(required=True)
    claim_no = fields.String(required=True)
    case_id = Key(required=True, allow_none=True)
    external_ref = fields.String(required=True, allow_none=True)
    status = fields.Function(lambda row: row.status.value, metadata={"type": "string"})
    policy_no = fields.String(required=True)
    policy_status = fields.Function(
        lambda row: row.policy_status and row.policy_status.value,
        metadata={"type": ["string", "null"]},
    )
    object_id = fields.String(required=True, allow_none=True)
    reporter_name = fields.String(required=True)
    reporter_phone = fields.Function(
        lambda row: rules.mask_phone(row.reporter_phone),
        metadata={"type": "string", "description": "masked"},
    )
    reporter_relation = fields.String(required=True)
    channel = fields.String(required=True)
    loss_time = Instant(required=True)
    report_time = Instant(required=True)
    loss_place = fields.String(required=True)
    loss_cause = fields.String(required=True)
    loss_type = fields.String(required=True)
    loss_description = fields.String(required=True)
    claimed_amount = Money(required=True)
    injury = fields.Boolean(required=True)
    deaths = fields.Integer(required=True)
    liability_clear = fields.Boolean(required=True)
    police_reported = fields.Boolean(required=True)
    proofs_received_at = Instant(required=True, allow_none=True)
    risk_score = fields.Integer(required=True, allow_none=True)
    risk_level = fields.String(required=True, allow_none=True)
    track = fields.String(required=True, allow_none=True)
    survey_mode = fields.String(required=True, allow_none=True)
    investigate = fields.Boolean(required=True, allow_none=True)
    event_id = fields.String(required=True, allow_none=True)
    cat_level = fields.String(required=True)
    reserve = Money(required=True, allow_none=True)
    payable = Money(required=True, allow_none=True)
    already_paid = Money(required=True)
    decision = fields.String(required=True, allow_none=True)
    decision_at = Instant(required=True, allow_none=True)
    agreement_at = Instant(required=True, allow_none=True)
    closed_at = Instant(required=True, allow_none=True)
    duplicate_of = Key(attribute="duplicate_of_id", required=True, allow_none=True)
    reopen_of = Key(attribute="reopen_of_id", required=True, allow_none=True)
    returns = fields.Integer(
        required=True, metadata={"description": "how often approvers sent it back"}
    )
    archive = fields.Nested(ArchiveAnswer, required=True, allow_none=True)
    version = fields.Integer(required=True)


class ClaimsQuery(ListQuery):
    """Which claims to list."""

    status = fields.Enum(ClaimStatus, by_value=True, load_default=None, data_key="filter[status]")
    policy_no = fields.String(
        load_default=None, data_key="filter[policy_no]", validate=validate.Length(max=32)
    )


#: One paper, told to readers of the API; the operation judges it with every refusal named.
PAPER: dict[str, Any] = {
    "required": ["doc_type"],
    "properties": {
        "doc_type": {"type": "string", "enum": list(DOC_TYPES)},
        "file": {"type": "string", "description": "id of an uploaded file"},
        "original": {"type": "boolean", "default": False},
        "pages": {"type": "integer", "minimum": 0},
        "received_at": {"type": "string", "format": "date-time", "description": "by default now"},
        "received_from": {"type": "string", "maxLength": 100},
    },
}
#: The same papers as parts of a form: each a file, named by its kind.
PAPERS_AS_PARTS: dict[str, Any] = {
    "type": "object",
    "description": "each part is a file, named by its doc_type",
    "additionalProperties": {"type": "string", "format": "binary"},
}


class AddDocuments(Body):
    """Papers for a claim; ``file`` names an uploaded file."""

    documents = fields.List(
        fields.Dict(keys=fields.String(), metadata=PAPER),
        required=True,
        validate=validate.Length(1, 100),
    )

    @staticmethod
    def of_parts(
        files: MultiDict[str, FileStorage], form: MultiDict[str, str]
    ) -> dict[str, object]:
        """Return the body that the parts of a form say: a file each, named by its kind."""
        rows = [{"doc_type": part, "file": file} for part, file in files.items(multi=True)]
        return {**form.to_dict(), "documents": rows}


class DocumentAnswer(Answer):
    """A paper of a claim."""

    id = Key(required=True)
    doc_type = fields.String(required=True)
    doc_class = fields.String(required=True, allow_none=True, data_key="class")
    original = fields.Boolean(required=True)
    pages = fields.Integer(required=True, allow_none=True)
    file = Key(attribute="file_id", required=True, allow_none=True)
    sha256 = fields.String(attribute="file_hash", required=True, allow_none=True)
    scan = fields.Function(
        lambda row: row.scan and row.scan.value,
        metadata={
            "type": ["string", "null"],
            "description": "of its file; a paper in an infected one counts as missing",
        },
    )
    received_at = Instant(required=True)
    received_from = fields.String(required=True, allow_none=True)
    authentic = fields.String(required=True, allow_none=True)
    lawful = fields.Boolean(required=True, allow_none=True)
    waived_by = fields.String(required=True, allow_none=True)
    note = fields.String(required=True, allow_none=True)


class ReceivedAnswer(Answer):
    """The papers that were taken in, and what is still missing."""

    items = fields.List(fields.Nested(DocumentAnswer), required=True)
    missing = fields.List(fields.String(), required=True)


class RequirementAnswer(Answer):
    """A paper that a claim needs."""

    doc_type = fields.String(required=True)
    waived = fields.Boolean(required=True)
    received = fields.Boolean(required=True)


class CheckAnswer(Answer):
    """What was found at a checkpoint."""

    check = fields.String(required=True)
    result = fields.String(required=True)
    note = fields.String(required=True, allow_none=True)


class ReviewAnswer(Answer):
    """What a reviewer made of the papers."""

    seq = fields.Integer(required=True)
    reviewer_id = Key(required=True, allow_none=True)
    checks = fields.List(fields.Nested(CheckAnswer), required=True)
    opinion = fields.String(required=True, allow_none=True)
    outcome = fields.String(required=True, allow_none=True)
    concluded_at = Instant(required=True, allow_none=True)


class ClaimDocumentsAnswer(ReceivedAnswer):
    """The papers of a claim against those it needs."""

    required_papers = fields.List(
        fields.Nested(RequirementAnswer), required=True, data_key="required"
    )
    notice = fields.Nested(
        SupplementNoticeAnswer,
        required=True,
        allow_none=True,
        metadata={
            "description": "the request for missing papers, the latest; null until one is sent"
        },
    )
    review = fields.Nested(
        ReviewAnswer,
        required=True,
        allow_none=True,
        metadata={"description": "the latest review of the papers, for those who decide on them"},
    )


class ApprovalAnswer(Answer):
    """What one approver decided."""

    id = Key(required=True)
    round = fields.Integer(required=True)
    step = fields.Integer(required=True)
    tier = fields.Integer(required=True)
    group = fields.String(attribute="group_code", required=True)
    approver_id = Key(required=True, allow_none=True)
    approver_name = fields.String(required=True)
    on_behalf_of_id = Key(required=True, allow_none=True)
    on_behalf_of_name = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "in whose place the approver decided"},
    )
    decided_at = Instant(required=True)
    decision = fields.String(required=True)
    opinion = fields.String(required=True)
    conditions = fields.String(required=True, allow_none=True)
    return_to = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "assess, adjudicate or documents; null unless returned"},
    )
    amount_seen = Money(required=True)
    superseded = fields.Boolean(required=True)


class MeetingAnswer(Answer):
    """How the committee voted in one round."""

    id = Key(required=True)
    round = fields.Integer(required=True)
    held_at = Instant(required=True)
    attendees = fields.List(Key(), required=True)
    votes_for = fields.Integer(required=True)
    votes_against = fields.Integer(required=True)
    minutes = Key(attribute="minutes_id", required=True, metadata={"description": "id of a file"})
    recorded_by = Key(required=True, allow_none=True)
    recorded_at = Instant(required=True)


class ApprovalsAnswer(Answer):
    """The approval records of a claim, and the meetings of its committee."""

    items = fields.List(fields.Nested(ApprovalAnswer), required=True)
    meetings = fields.List(fields.Nested(MeetingAnswer), required=True)


ClaimListAnswer = list_of(ClaimAnswer)
