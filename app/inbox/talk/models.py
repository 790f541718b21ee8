"""Tables of what people say and attach to tasks and cases; nothing here moves a process."""

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, Key, Ref

NOTE_LENGTH = 500


class Comment(Base):
    """What somebody said to a task, or to a whole case; seen by who sees that."""

    __tablename__ = "case_comment"
    id: Mapped[Key]
    #: the root case
    case_id: Mapped[Ref]
    #: the root case's
    business_key: Mapped[str | None] = mapped_column(sa.String(128))
    #: None: said to the case
    task_id: Mapped[Ref | None] = mapped_column(sa.ForeignKey("inbox_task.id"))
    author_id: Mapped[Ref] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    #: empty once it is deleted; what it said is a version then
    text: Mapped[str] = mapped_column(sa.Text)
    #: who is mentioned by name, by id
    users: Mapped[list[Any]]
    #: which groups are mentioned, by code
    groups: Mapped[list[str]]
    #: members of a mentioned group who are not told, by id: they may not see it
    not_told: Mapped[list[Any]]
    written_at: Mapped[dt.datetime]
    edited_at: Mapped[dt.datetime | None]
    deleted_at: Mapped[dt.datetime | None]
    version: Mapped[int]

    __table_args__ = (
        sa.Index("ix_case_comment_case_id_id", "case_id", "id"),
        sa.Index("ix_case_comment_task_id_id", "task_id", "id"),
    )


class CommentVersion(Base):
    """What a comment said before its author changed or deleted it; rows are only ever added."""

    __tablename__ = "comment_version"
    comment_id: Mapped[Ref] = mapped_column(sa.ForeignKey("case_comment.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(sa.Text)
    said_at: Mapped[dt.datetime]
    replaced_at: Mapped[dt.datetime]


class Mention(Base):
    """Somebody who is told of a comment, by name or as one of a group."""

    __tablename__ = "comment_mention"
    id: Mapped[Key]
    comment_id: Mapped[Ref] = mapped_column(sa.ForeignKey("case_comment.id"))
    user_id: Mapped[Ref] = mapped_column(sa.ForeignKey("user_account.id"))
    #: as a member of which mentioned group; None: by name
    group_code: Mapped[str | None] = mapped_column(sa.String(40))
    #: when they said that they had read it
    read_at: Mapped[dt.datetime | None]

    __table_args__ = (
        sa.Index("uq_comment_mention_comment_id_user_id", "comment_id", "user_id", unique=True),
        sa.Index("ix_comment_mention_user_id_id", "user_id", "id"),
        sa.Index(
            "ix_comment_mention_unread",
            "user_id",
            "id",
            sqlite_where=sa.text("read_at IS NULL"),
            postgresql_where=sa.text("read_at IS NULL"),
        ),
    )


class TaskAttachment(Base):
    """A file that somebody put to a task; read by who sees the task, as long as it is there."""

    __tablename__ = "task_attachment"
    id: Mapped[Key]
    task_id: Mapped[Ref] = mapped_column(sa.ForeignKey("inbox_task.id"))
    #: a copy of what was uploaded, for the task alone: what else that serves for opens neither
    file_id: Mapped[Ref] = mapped_column(sa.ForeignKey("stored_file.id"), unique=True)
    #: what it is, in the words of who attached it
    note: Mapped[str | None] = mapped_column(sa.String(NOTE_LENGTH))
    added_by: Mapped[Ref] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    added_at: Mapped[dt.datetime]
    #: who added it took it away; nobody reads it through the task any more
    removed_at: Mapped[dt.datetime | None]
    version: Mapped[int]

    __table_args__ = (sa.Index("ix_task_attachment_task_id_id", "task_id", "id"),)
