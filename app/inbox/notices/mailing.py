"""Puts what is due into mails, one for each reader, and hands them to the outbox."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.database import next_key, table_of
from app.identity.models import User
from app.identity.settings import settings_of
from app.inbox.notices import digests
from app.inbox.notices.models import EnteredDigest, Notification
from app.inbox.notices.telling import calendar_of
from app.inbox.notices.timing import not_before
from app.outbox import operations as outbox
from app.work import Work

MAIL = "notice.mail"  # under which kind the outbox knows it
AT_ONCE = 50  # readers looked at to find one whom no other worker serves
MOST = 200  # notices in one mail; the rest goes with the next
AFTER_FAILURE = dt.timedelta(hours=1)  # like a job of the schedule that failed

_notice, _entered = table_of(Notification), table_of(EnteredDigest)
_FIRST = (
    sa.select(_notice.c.mail_due_at)
    .where(_notice.c.mail_due_at.is_not(None))
    .order_by(_notice.c.mail_due_at)
    .limit(1),
    sa.select(sa.func.min(_entered.c.due_at)),
)


def next_due(session: Session) -> dt.datetime | None:
    """Return when the next notice goes into a mail."""
    earliest = [session.connection().execute(first).scalar() for first in _FIRST]
    return min((at for at in earliest if at is not None), default=None)


def claim_due(work: Work) -> Any:
    """Lock a reader for whom something is due and whom no other worker serves."""
    told = sa.select(_notice.c.recipient_id).where(_notice.c.mail_due_at <= work.now)
    entered = sa.select(_entered.c.user_id).where(_entered.c.due_at <= work.now)
    waiting = {
        *work.session.scalars(told.order_by(_notice.c.mail_due_at).limit(AT_ONCE)),
        *work.session.scalars(entered.order_by(_entered.c.due_at).limit(AT_ONCE)),
    }
    if not waiting:
        return None
    query = sa.select(User.id).where(User.id.in_(waiting)).order_by(User.id).limit(1)
    return work.session.execute(query.with_for_update(key_share=True, skip_locked=True)).first()


def fire(work: Work, row: Any, *, sends: bool) -> int:
    """Put what is due for a claimed reader into one mail; return how many firings that was.

    :param sends: the house has a mail server; without one notices are in the page only
    """
    user = work.session.get_one(User, row.id, populate_existing=True)
    due = _due(work, user.id)
    if _wait(work, user, due):
        return 1
    _settle(work, due)
    entered = digests.take_due(work, user)
    reachable = sends and user.active and user.email is not None
    if reachable and (due or entered):
        _post(work, user, due, entered)
    return 1


def postpone(work: Work, row: Any) -> None:
    """Let a reader whose mail could not be put together wait."""
    later = work.now + AFTER_FAILURE
    mine, due = _notice.c.recipient_id == row.id, _notice.c.mail_due_at <= work.now
    work.session.execute(sa.update(_notice).where(mine, due).values(mail_due_at=later))
    theirs = sa.and_(_entered.c.user_id == row.id, _entered.c.due_at <= work.now)
    work.session.execute(sa.update(_entered).where(theirs).values(due_at=later))


def _due(work: Work, user_id: int) -> Sequence[Any]:
    query = sa.select(_notice.c.id, _notice.c.statutory).where(
        _notice.c.recipient_id == user_id, _notice.c.mail_due_at <= work.now
    )
    return work.session.execute(query.order_by(_notice.c.id).limit(MOST)).all()


def _wait(work: Work, user: User, due: Sequence[Any]) -> bool:
    """Let mail wait that fell due in quiet hours, e.g. since the calendar was changed."""
    settings = settings_of(work.session, user.id)
    until = not_before(settings, calendar_of(work), work.now)
    quiet = [one.id for one in due if not (one.statutory and settings.statutory_anyway)]
    if until <= work.now or len(quiet) < len(due):
        return False
    later = sa.update(_notice).where(_notice.c.id.in_(quiet)).values(mail_due_at=until)
    work.session.execute(later)
    digests.put_off(work, user.id, until)
    return True


def _settle(work: Work, due: Sequence[Any]) -> None:
    ids = [one.id for one in due]
    work.session.execute(sa.update(_notice).where(_notice.c.id.in_(ids)).values(mail_due_at=None))


def _post(work: Work, user: User, due: Sequence[Any], entered: digests.Entered | None) -> None:
    payload = {
        "user_id": str(user.id),
        "notices": [str(one.id) for one in due],
        "entered": None if entered is None else entered.as_plain(),
    }
    outbox.put(work, MAIL, payload, idempotency_key=f"notices:{next_key(work.session)}")
