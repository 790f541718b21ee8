"""Comments, mentions and attachments as they travel."""

from marshmallow import ValidationError, fields, validate, validates_schema

from app.api.schemas.fields import Instant, Key, Said
from app.api.schemas.files import FileAnswer
from app.api.schemas.people import GroupAnswer
from app.api.schemas.shapes import LARGEST_LIMIT, Answer, Body, ListQuery, list_of
from app.api.schemas.tasks import AssigneeAnswer
from app.inbox.operations.comments import LONGEST
from app.inbox.talk.models import NOTE_LENGTH


class SayComment(Body):
    """What is said."""

    text = fields.String(
        required=True,
        validate=Said(LONGEST),
        metadata={
            "description": "@username and @group mention who sees it; leave a blank behind an @"
            " that means nobody"
        },
    )


class MentionedAnswer(Answer):
    """Whom a comment mentions."""

    users = fields.List(fields.Nested(AssigneeAnswer), required=True)
    groups = fields.List(fields.Nested(GroupAnswer), required=True)


class CommentAnswer(Answer):
    """What somebody said to a task, or to a case."""

    id = Key(required=True)
    case_id = Key(required=True)
    business_key = fields.String(required=True, allow_none=True)
    task_id = Key(
        required=True, allow_none=True, metadata={"description": "None: said to the case"}
    )
    author = fields.Nested(AssigneeAnswer, required=True)
    text = fields.String(
        required=True, allow_none=True, metadata={"description": "None: its author deleted it"}
    )
    mentions = fields.Nested(MentionedAnswer, required=True)
    not_told = fields.List(
        fields.Nested(AssigneeAnswer),
        required=True,
        metadata={"description": "members of a mentioned group who may not see it"},
    )
    written_at = Instant(required=True)
    edited_at = Instant(required=True, allow_none=True)
    deleted_at = Instant(required=True, allow_none=True)
    changeable_until = Instant(
        required=True,
        allow_none=True,
        metadata={"description": "by the reader; None: it is somebody else's, or deleted"},
    )
    version = fields.Integer(required=True)


CommentListAnswer = list_of(CommentAnswer)


class CommentVersionAnswer(Answer):
    """What a comment said before it was changed or deleted."""

    version = fields.Integer(required=True)
    text = fields.String(required=True)
    said_at = Instant(required=True)
    replaced_at = Instant(required=True)


CommentVersionListAnswer = list_of(CommentVersionAnswer)


class MentionedTaskAnswer(Answer):
    """The task that a comment was said to."""

    id = Key(required=True)
    name = fields.String(required=True, metadata={"description": "Chinese"})
    label = fields.String(required=True, metadata={"description": "in the reader's language"})
    task_definition = fields.String(required=True, metadata={"description": "BPMN id"})
    status = fields.String(required=True)
    subject = fields.String(required=True)


class MentionAnswer(Answer):
    """A comment that mentions the reader."""

    id = Key(required=True)
    read = fields.Boolean(required=True)
    group = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "as a member of which group; None: by name"},
    )
    task = fields.Nested(
        MentionedTaskAnswer,
        required=True,
        allow_none=True,
        metadata={"description": "None: it was said to the case"},
    )
    comment = fields.Nested(CommentAnswer, required=True)


MentionListAnswer = list_of(MentionAnswer)


class MentionsQuery(ListQuery):
    """Which mentions to list."""

    unread = fields.Boolean(
        load_default=False,
        data_key="filter[unread]",
        metadata={"description": "true: only what the reader has not read"},
    )


class UnreadAnswer(Answer):
    """How many mentions the reader has not read."""

    unread = fields.Integer(attribute="total", required=True)
    unread_capped = fields.Boolean(
        attribute="capped",
        required=True,
        metadata={"description": "there are more than were counted"},
    )


class MarkMentions(Body):
    """Which mentions somebody has read."""

    ids = fields.List(Key(), load_default=list, validate=validate.Length(max=LARGEST_LIMIT))
    up_to = Key(
        load_default=None,
        metadata={"description": "every one up to this id; later ones stay as they are"},
    )
    read = fields.Boolean(
        load_default=True, metadata={"description": "false: they count as unread again"}
    )

    @validates_schema
    def _ensure_some(self, body: dict[str, object], **_: object) -> None:
        if not body.get("ids") and body.get("up_to") is None:
            raise ValidationError("Say which: ids, or up_to.", "ids")


class AttachFile(Body):
    """A file for a task."""

    file = Key(
        required=True,
        metadata={"description": "the id of a file that the caller uploaded; it is copied"},
    )
    note = fields.String(load_default=None, allow_none=True, validate=Said(NOTE_LENGTH))


class AttachmentAnswer(Answer):
    """A file that somebody put to a task; /files/{id}/content hands it out."""

    id = Key(required=True)
    task_id = Key(required=True)
    file = fields.Nested(FileAnswer, required=True)
    note = fields.String(required=True, allow_none=True)
    added_by = fields.Nested(AssigneeAnswer, required=True)
    added_at = Instant(required=True)
    version = fields.Integer(required=True)


AttachmentListAnswer = list_of(AttachmentAnswer)
