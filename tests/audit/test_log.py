"""The audit log and its seals."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.audit import operations, queries
from app.audit.models import AuditRow, AuditSeal
from app.database import next_key
from app.work import Actor, Work
from tests.working import work_of

CLERK = Actor(user_id=7, username="u_adj", name="王慧")


def noted(session: Session) -> Work:
    work = work_of(session, actor=CLERK)
    operations.record(work, "noise.made", case_id=999, detail={})
    operations.record(work, "task.completed", case_id=1, subject="task:2", detail={"way": "page"})
    operations.record(work, "case.cancelled", case_id=1, detail={"reason": "撤销"})
    session.flush()
    return work


def sealed(session: Session) -> Work:
    work = noted(session)
    operations.seal(work, before=next_key(session))
    operations.record(work, "late.noted", detail={})
    session.flush()
    operations.seal(work, before=next_key(session))
    return work


def test_a_row_says_who_did_what_to_which_case_and_when(session: Session) -> None:
    work = noted(session)

    rows = queries.list_rows(session, case_id=1)

    assert [row.action for row in rows] == ["task.completed", "case.cancelled"]
    assert (rows[0].actor_id, rows[0].actor_name, rows[0].at) == (7, "u_adj", work.now)
    assert (rows[0].subject, rows[0].detail) == ("task:2", {"way": "page"})


def test_an_untouched_log_keeps_every_seal_whole(session: Session) -> None:
    sealed(session)

    assert queries.find_broken_seal(session) is None


def test_a_changed_row_breaks_its_seal(session: Session) -> None:
    sealed(session)
    change = sa.update(AuditRow).where(AuditRow.action == "case.cancelled")
    session.execute(change.values(actor_name="u_other"))
    session.expire_all()

    broken = queries.find_broken_seal(session)

    assert broken == session.scalars(sa.select(AuditSeal).order_by(AuditSeal.to_id)).first()


def test_a_removed_row_breaks_its_seal(session: Session) -> None:
    sealed(session)
    session.execute(sa.delete(AuditRow).where(AuditRow.action == "late.noted"))

    broken = queries.find_broken_seal(session)

    assert broken == queries.last_seal(session)


def test_nothing_is_sealed_twice(session: Session) -> None:
    work = sealed(session)

    assert operations.seal(work, before=next_key(session)) is None
