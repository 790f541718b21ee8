"""Brings mails of notices to their readers: what they may see by then, and have not read."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from app.database import table_of
from app.identity.models import User
from app.identity.queries import actor_of
from app.identity.substitution_queries import standing_in
from app.inbox.models import InboxTask
from app.inbox.notices.choices import NoticeKind
from app.inbox.notices.digests import Entered
from app.inbox.notices.mailing import MAIL
from app.inbox.notices.models import Notification
from app.inbox.notices.queries import list_for_mail
from app.inbox.talk.queries import list_tasks_by_id
from app.inbox.task_clocks import clocks_of, own_limit
from app.outbox.ports import Answer, Message, Port, Ports
from app.outbox.smtp import Mail, MailServer, Refused
from app.sla.calendar import Calendar
from app.sla.models import SlaClock
from app.sla.queries import get_calendar
from app.work import Work

_notice = table_of(Notification)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One notice as a mail tells it: nothing of what the case or its customer is about."""

    notice_id: int
    kind: NoticeKind
    statutory: bool
    #: Chinese and English name of the task; None: it is about none
    task: tuple[str, str | None] | None
    task_id: int | None
    business_key: str | None
    case_id: int | None
    #: of a task that is open
    due_at: dt.datetime | None
    #: that the due date comes from; None: from none
    clock: SlaClock | None


@dataclass(frozen=True, kw_only=True)
class Digest:
    """What one mail tells one reader."""

    address: str
    #: zh or en
    language: str
    now: dt.datetime
    calendar: Calendar
    lines: Sequence[Line]
    entered: Entered | None


@dataclass(frozen=True, kw_only=True)
class Written:
    """A digest in words."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, kw_only=True)
class Postman:
    """Writes mails and hands them to the mail server."""

    server: MailServer
    #: gives a transaction that only reads
    read: Callable[[], Work]
    write: Callable[[Digest], Written]

    def ports(self) -> Ports:
        """Return how the outbox reaches staff."""
        return {MAIL: Port(send=self._send, delivered=_note_mailed)}

    def _send(self, message: Message) -> Answer:
        digest = digest_of(self.read(), message)
        if digest is None:
            return {"status": "nothing_to_tell"}
        written = self.write(digest)
        mail = Mail(
            to=digest.address,
            subject=written.subject,
            text=written.text,
            html=written.html,
            written_at=digest.now,
            key=message.idempotency_key,
        )
        try:
            self.server.send(mail)
        except Refused as refusal:
            return {"status": "refused", "failure": str(refusal).replace(digest.address, "…")}
        return {"status": "sent", "notices": [str(line.notice_id) for line in digest.lines]}


def digest_of(work: Work, message: Message) -> Digest | None:
    """Return what a mail tells; None where its reader has gone, or nothing of it is left."""
    user = work.session.get(User, int(message.payload["user_id"]), populate_existing=True)
    if user is None or not user.active or user.email is None:
        return None
    reader = standing_in(work.session, actor_of(user), work.now)
    told = Work(session=work.session, processes=work.processes, now=work.now, actor=reader)
    lines = _lines(told, [int(one) for one in message.payload["notices"]])
    entered = Entered.of_plain(message.payload["entered"])
    if not lines and entered is None:
        return None
    return Digest(
        address=user.email,
        language=user.language,
        now=work.now,
        calendar=get_calendar(work.session, work.processes.zone),
        lines=lines,
        entered=entered,
    )


def _lines(work: Work, ids: Sequence[int]) -> list[Line]:
    notices = list_for_mail(work, ids)
    task_ids = {one.task_id for one in notices if one.task_id is not None}
    tasks = list_tasks_by_id(work.session, task_ids)
    clocks = clocks_of(work.session, list(tasks.values()))
    return [
        _line(one, tasks.get(one.task_id or 0), clocks.get(one.task_id or 0, ())) for one in notices
    ]


def _line(notice: Notification, task: InboxTask | None, clocks: Sequence[SlaClock]) -> Line:
    is_open = task is not None and task.ended_at is None
    return Line(
        notice_id=notice.id,
        kind=notice.kind,
        statutory=notice.statutory,
        task=None if task is None else (task.name, task.label_en),
        task_id=notice.task_id,
        business_key=notice.business_key,
        case_id=notice.case_id,
        due_at=task.due_at if task is not None and is_open else None,
        clock=own_limit(clocks),
    )


def _note_mailed(work: Work, message: Message, answer: Answer) -> None:
    """Note what has gone by mail; what is not shown in the page is read by that."""
    ids = [int(one) for one in message.payload["notices"]]
    mailed = [int(one) for one in answer.get("notices", ())]
    work.session.execute(
        sa.update(_notice).where(_notice.c.id.in_(mailed)).values(mailed_at=work.now)
    )
    unseen = (_notice.c.id.in_(ids), ~_notice.c.on_page, _notice.c.read_at.is_(None))
    work.session.execute(sa.update(_notice).where(*unseen).values(read_at=work.now))
