"""Tables of the inbox; the engine's step is the truth behind every task."""

import datetime as dt
from enum import Enum
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, Key, Ref

#: Stands for "no due date" in the order of lists: databases disagree on where null belongs.
NO_DUE = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)
ROLE_LENGTH = 32
OPEN_ONLY: dict[str, Any] = {
    "sqlite_where": sa.text("status = 'open'"),
    "postgresql_where": sa.text("status = 'open'"),
}
#: few tasks are put off
PUT_OFF_ONLY: dict[str, Any] = {
    "sqlite_where": sa.text("follow_up_at IS NOT NULL"),
    "postgresql_where": sa.text("follow_up_at IS NOT NULL"),
}
OPEN_AND_PUT_OFF: dict[str, Any] = {
    "sqlite_where": sa.text("status = 'open' AND follow_up_at IS NOT NULL"),
    "postgresql_where": sa.text("status = 'open' AND follow_up_at IS NOT NULL"),
}
#: fewer are handed over
DELEGATED_ONLY: dict[str, Any] = {
    "sqlite_where": sa.text("owner_id IS NOT NULL"),
    "postgresql_where": sa.text("owner_id IS NOT NULL"),
}
#: most tasks are done in nobody's place
LENT_ONLY: dict[str, Any] = {
    "sqlite_where": sa.text("on_behalf_of_id IS NOT NULL"),
    "postgresql_where": sa.text("on_behalf_of_id IS NOT NULL"),
}


class TaskStatus(Enum):
    """Where a task stands."""

    OPEN = "open"  #: it waits for someone
    COMPLETED = "completed"  #: someone did it
    WITHDRAWN = "withdrawn"  #: the process moved on without it


class TaskAct(Enum):
    """What happened to a task."""

    CREATED = "created"  #: the process reached it
    CLAIMED = "claimed"  #: someone took it
    RELEASED = "released"  #: its holder, or segregation of duties, gave it back
    ASSIGNED = "assigned"  #: someone gave it to a person or a group
    AUTO_ELEVATED = "auto_elevated"  #: nobody eligible was left in its group of approvers
    DELEGATED = "delegated"  #: its holder handed it over to a colleague
    RESOLVED = "resolved"  #: the colleague handed it back
    RESCHEDULED = "rescheduled"  #: its due date, its priority or until when it is put off changed
    COMPLETED = "completed"
    WITHDRAWN = "withdrawn"


def _enum(kind: type[Enum]) -> sa.Enum:
    return sa.Enum(
        kind,
        native_enum=False,
        length=16,
        values_callable=lambda members: [member.value for member in members],
    )


class Ordered:
    """The columns that lists are ordered by: in the task, and in each row that finds it."""

    #: minus the priority, so that one ascending index gives the usual order
    rank: Mapped[int]
    #: ``due_at``, or NO_DUE
    due_order: Mapped[dt.datetime]


class InboxTask(Ordered, Base):
    """One task as its assignees see it."""

    __tablename__ = "inbox_task"
    id: Mapped[Key]
    #: the root case, also for a task of a called process
    case_id: Mapped[Ref]
    token_id: Mapped[int] = mapped_column(sa.BigInteger)
    #: BPMN id of the user task
    element: Mapped[str] = mapped_column(sa.String(128))
    #: the process whose diagram holds the element: the case's own or a called one
    process_id: Mapped[str] = mapped_column(sa.String(128))
    root_process_id: Mapped[str] = mapped_column(sa.String(128))
    #: the root case's
    business_key: Mapped[str | None] = mapped_column(sa.String(128), index=True)
    name: Mapped[str] = mapped_column(sa.String(255))
    label_en: Mapped[str | None] = mapped_column(sa.String(255))
    form_id: Mapped[str | None] = mapped_column(sa.String(128))
    form_version_id: Mapped[Ref | None]
    #: what the case is about, in one line for people
    subject: Mapped[str] = mapped_column(sa.String(255))
    status: Mapped[TaskStatus] = mapped_column(_enum(TaskStatus))
    assignee_id: Mapped[Ref | None] = mapped_column(sa.ForeignKey("user_account.id"))
    #: who handed it over, and gets it back
    owner_id: Mapped[Ref | None] = mapped_column(sa.ForeignKey("user_account.id"))
    #: candidate groups, by code
    groups: Mapped[list[str]]
    #: candidate users, by id
    users: Mapped[list[Any]]
    priority: Mapped[int]
    #: what the diagram gave it
    base_priority: Mapped[int]
    #: someone chose it: it does not rise by itself
    priority_by_hand: Mapped[bool]
    #: what it is reckoned from (``priority.Reckoned``)
    priority_reasons: Mapped[list[Any]]
    created_at: Mapped[dt.datetime]
    due_at: Mapped[dt.datetime | None]
    #: until when it is put off: the usual lists leave it out before
    follow_up_at: Mapped[dt.datetime | None]
    completed_by: Mapped[Ref | None] = mapped_column(sa.ForeignKey("user_account.id"))
    #: in whose place its assignee took it, or who completed it did
    on_behalf_of_id: Mapped[Ref | None] = mapped_column(sa.ForeignKey("user_account.id"))
    #: when it was completed or withdrawn
    ended_at: Mapped[dt.datetime | None]
    #: stage of the time limit it is under
    stage: Mapped[str | None] = mapped_column(sa.String(64))
    #: names besides ``element`` that the table of segregation knows it by, e.g. complaint_owner
    kinds: Mapped[list[str]]
    #: what is approved or paid, e.g. ``claim:1042``; tasks of different subjects are not segregated
    approval_subject: Mapped[str | None] = mapped_column(sa.String(128))
    #: other cases whose actors are segregated as if they had acted in this one
    segregation_from: Mapped[list[Any]]
    #: raised by what people and the process change, not by what rises with time alone
    version: Mapped[int]

    __table_args__ = (
        sa.Index("ix_inbox_task_case_id_status", "case_id", "status"),
        sa.Index("uq_inbox_task_open_token", "case_id", "token_id", unique=True, **OPEN_ONLY),
        sa.Index("ix_inbox_task_open", "rank", "due_order", "id", **OPEN_ONLY),
        sa.Index("ix_inbox_task_open_due", "due_order", "id", **OPEN_ONLY),
        sa.Index("ix_inbox_task_open_new", "id", **OPEN_ONLY),
        sa.Index("ix_inbox_task_open_name", "name", "label_en", **OPEN_ONLY),
        sa.Index("ix_inbox_task_completed_by_ended_at", "completed_by", "ended_at"),
        sa.Index("ix_inbox_task_mine", "assignee_id", "rank", "due_order", "id", **OPEN_ONLY),
        sa.Index("ix_inbox_task_on_behalf_of_id", "on_behalf_of_id", **LENT_ONLY),
        sa.Index("ix_inbox_task_owner_id", "owner_id", **DELEGATED_ONLY),
        sa.Index("ix_inbox_task_put_off", "follow_up_at", "id", **OPEN_AND_PUT_OFF),
    )


class TaskCandidate(Ordered, Base):
    """An open task as one group, or one user, finds it; gone when the task ends."""

    __tablename__ = "task_candidate"
    task_id: Mapped[Ref] = mapped_column(sa.ForeignKey("inbox_task.id"), primary_key=True)
    #: a group's code, or ``user:<id>``; no foreign key: a diagram may compute the name
    audience: Mapped[str] = mapped_column(sa.String(128), primary_key=True)
    #: nobody has it
    free: Mapped[bool]
    #: the task's; at the end of the indexes, so that what is put off is passed over in them
    follow_up_at: Mapped[dt.datetime | None]

    __table_args__ = (
        sa.Index(
            "ix_task_candidate_usual",
            "audience",
            "free",
            "rank",
            "due_order",
            "task_id",
            "follow_up_at",
        ),
        sa.Index(
            "ix_task_candidate_due", "audience", "free", "due_order", "task_id", "follow_up_at"
        ),
        sa.Index("ix_task_candidate_age", "audience", "free", "task_id", "follow_up_at"),
        sa.Index(
            "ix_task_candidate_put_off",
            "audience",
            "free",
            "follow_up_at",
            "task_id",
            "rank",
            "due_order",
            **PUT_OFF_ONLY,
        ),
    )


class TaskWord(Base):
    """An end of an open task's number or subject, by which it is found; gone when the task ends."""

    __tablename__ = "task_word"
    __table_args__ = ({"sqlite_with_rowid": False},)
    LENGTH: ClassVar[int] = 12  # characters: what is longer is told apart by reading the task

    #: case folded; in the order of its code points, so that a beginning is a range
    word: Mapped[str] = mapped_column(
        sa.String(LENGTH).with_variant(sa.String(LENGTH, collation="C"), "postgresql"),
        primary_key=True,
    )
    #: no foreign key: what is left over finds no open task
    task_id: Mapped[Ref] = mapped_column(primary_key=True)


class TaskExclusion(Base):
    """Someone who is kept from a task: by segregation of duties, or by its diagram."""

    __tablename__ = "task_exclusion"
    __table_args__ = (
        sa.CheckConstraint("(conflicting_task_id IS NULL) <> (role IS NULL)", name="why"),
    )
    task_id: Mapped[Ref] = mapped_column(sa.ForeignKey("inbox_task.id"), primary_key=True)
    user_id: Mapped[Ref] = mapped_column(
        sa.ForeignKey("user_account.id"), primary_key=True, index=True
    )
    #: the completed task that stands against it
    conflicting_task_id: Mapped[Ref | None] = mapped_column(
        sa.ForeignKey("inbox_task.id"), index=True
    )
    #: what the diagram calls them, e.g. ``seller``; None where a completed task stands against it
    role: Mapped[str | None] = mapped_column(sa.String(ROLE_LENGTH))


class DutyDone(Base):
    """What someone has done in a case, as the table of segregation knows it: once per duty."""

    __tablename__ = "duty_done"
    case_id: Mapped[Ref] = mapped_column(primary_key=True)
    user_id: Mapped[Ref] = mapped_column(
        sa.ForeignKey("user_account.id"), primary_key=True, index=True
    )
    #: every name of the task in the table of segregation, with commas between
    names: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    #: the task's ``approval_subject``; empty where it has none
    subject: Mapped[str] = mapped_column(sa.String(128), primary_key=True)
    #: the first task with which it was done
    task_id: Mapped[Ref] = mapped_column(sa.ForeignKey("inbox_task.id"), index=True)


class TaskRelatedCase(Base):
    """Another case whose actors are segregated from a task."""

    __tablename__ = "task_related_case"
    task_id: Mapped[Ref] = mapped_column(sa.ForeignKey("inbox_task.id"), primary_key=True)
    case_id: Mapped[Ref] = mapped_column(primary_key=True, index=True)


class TaskDraft(Base):
    """Answers that someone has begun and not yet sent; seen by nobody else."""

    __tablename__ = "task_draft"
    task_id: Mapped[Ref] = mapped_column(sa.ForeignKey("inbox_task.id"), primary_key=True)
    user_id: Mapped[Ref] = mapped_column(
        sa.ForeignKey("user_account.id"), primary_key=True, index=True
    )
    answers: Mapped[dict[str, Any]]
    saved_at: Mapped[dt.datetime]
    version: Mapped[int]


class TaskEvent(Base):
    """One thing that happened to a task; rows are only ever added."""

    __tablename__ = "task_event"
    id: Mapped[Key]
    task_id: Mapped[Ref] = mapped_column(sa.ForeignKey("inbox_task.id"), index=True)
    act: Mapped[TaskAct] = mapped_column(_enum(TaskAct))
    at: Mapped[dt.datetime]
    #: who; None: the process itself (a log keeps the number, so no foreign key)
    actor_id: Mapped[Ref | None]
    #: in whose place
    on_behalf_of_id: Mapped[Ref | None]
    #: e.g. the reason, the new assignee, the old and the new due date
    detail: Mapped[dict[str, Any]]
    #: how it left the task (``history.state_of``); None of what happened before that was kept
    state: Mapped[dict[str, Any] | None]
