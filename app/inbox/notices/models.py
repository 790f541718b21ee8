"""Tables of notices; what a notice is about is read when it is shown or sent."""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, BigKey, Key, Ref
from app.inbox.notices.choices import NoticeKind

UNREAD = sa.text("read_at IS NULL AND on_page")
TO_MAIL = sa.text("mail_due_at IS NOT NULL")
READ = sa.text("read_at IS NOT NULL")


class Notification(Base):
    """Something that one person is told of, in the page, by mail, or both."""

    __tablename__ = "notification"
    id: Mapped[Key]
    recipient_id: Mapped[Ref] = mapped_column(sa.ForeignKey("user_account.id"))
    kind: Mapped[NoticeKind] = mapped_column(
        sa.Enum(
            NoticeKind,
            native_enum=False,
            length=32,
            values_callable=lambda members: [member.value for member in members],
        )
    )
    task_id: Mapped[Ref | None] = mapped_column(sa.ForeignKey("inbox_task.id"), index=True)
    #: the root case; None of a substitution
    case_id: Mapped[Ref | None]
    #: the root case's
    business_key: Mapped[str | None] = mapped_column(sa.String(128))
    #: of a comment that mentions them: read is one with it
    mention_id: Mapped[Ref | None] = mapped_column(sa.ForeignKey("comment_mention.id"), unique=True)
    substitution_id: Mapped[Ref | None] = mapped_column(
        sa.ForeignKey("substitution.id"), index=True
    )
    #: who did it; None: the process itself (a record keeps the number, so no foreign key)
    who_id: Mapped[int | None] = mapped_column(BigKey)
    #: the limit that has passed is the law's
    statutory: Mapped[bool]
    #: shown in the page, not only sent
    on_page: Mapped[bool]
    created_at: Mapped[dt.datetime]
    read_at: Mapped[dt.datetime | None]
    #: when it is put into a mail; None: it is in one, or in none
    mail_due_at: Mapped[dt.datetime | None]
    mailed_at: Mapped[dt.datetime | None]

    __table_args__ = (
        sa.Index("ix_notification_recipient_id_id", "recipient_id", "id"),
        sa.Index(
            "ix_notification_unread",
            "recipient_id",
            "id",
            sqlite_where=UNREAD,
            postgresql_where=UNREAD,
        ),
        sa.Index(
            "ix_notification_mail_due_at",
            "mail_due_at",
            "recipient_id",
            sqlite_where=TO_MAIL,
            postgresql_where=TO_MAIL,
        ),
        sa.Index("ix_notification_read_at", "read_at", sqlite_where=READ, postgresql_where=READ),
    )


class EnteredDigest(Base):
    """When somebody is next sent what entered their groups; no row: never."""

    __tablename__ = "entered_digest"
    user_id: Mapped[Ref] = mapped_column(sa.ForeignKey("user_account.id"), primary_key=True)
    due_at: Mapped[dt.datetime] = mapped_column(index=True)
    #: what opened before is told
    since_at: Mapped[dt.datetime]
    #: a key taken then, so that only newer tasks are looked at
    since_key: Mapped[int] = mapped_column(BigKey)
