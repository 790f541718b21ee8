"""Notices as they travel."""

from marshmallow import fields

from app.api.schemas.comments import MentionedTaskAnswer
from app.api.schemas.fields import Instant, Key
from app.api.schemas.shapes import Answer, Body, ListQuery, list_of
from app.api.schemas.tasks import AssigneeAnswer
from app.inbox.notices.choices import NoticeKind

KINDS = [kind.value for kind in NoticeKind]


class NotifiedTaskAnswer(MentionedTaskAnswer):
    """The task that a notice is about, as it is now."""

    due_at = Instant(required=True, allow_none=True)


class NotificationAnswer(Answer):
    """Something that the reader is told of, as long as they may see what it is about."""

    id = Key(required=True)
    kind = fields.String(required=True, metadata={"enum": KINDS})
    task = fields.Nested(NotifiedTaskAnswer, required=True, allow_none=True)
    case_id = Key(required=True, allow_none=True)
    business_key = fields.String(required=True, allow_none=True)
    comment_id = Key(
        required=True, allow_none=True, metadata={"description": "that mentions the reader"}
    )
    substitution_id = Key(required=True, allow_none=True)
    who = fields.Nested(
        AssigneeAnswer,
        required=True,
        allow_none=True,
        metadata={"description": "who did it; None: the process itself"},
    )
    statutory = fields.Boolean(
        required=True, metadata={"description": "the limit that has passed is the law's"}
    )
    created_at = Instant(required=True)
    read_at = Instant(required=True, allow_none=True)
    mailed_at = Instant(required=True, allow_none=True)


NotificationListAnswer = list_of(NotificationAnswer)


class NotificationsQuery(ListQuery):
    """Which notices to list."""

    unread = fields.Boolean(
        load_default=False, metadata={"description": "true: only what the reader has not read"}
    )


class NotificationCountsAnswer(Answer):
    """How much of what the reader was told they have not read."""

    unread = fields.Integer(required=True, attribute="total")
    unread_capped = fields.Boolean(
        required=True, attribute="total_capped", metadata={"description": "there are more"}
    )
    kinds = fields.Dict(
        keys=fields.String(),
        values=fields.Integer(),
        required=True,
        metadata={"description": "of those counted, by kind; a kind of which there is none is not"},
    )


class ReadAll(Body):
    """How far."""

    up_to = Key(
        load_default=None,
        metadata={"description": "id of the newest one that was seen: later ones stay unread"},
    )
