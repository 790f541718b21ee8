"""The schedule: one table of jobs and when they run; each may run twice without harm."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.audit import operations as audit
from app.audit.models import AuditRow
from app.cases import buffer
from app.cases.locks import lock_name
from app.database import next_key, table_of
from app.inbox.notices.operations import forget_read
from app.insurance.care import planning as care
from app.insurance.claims.event_queries import count_reports, was_reported_since
from app.insurance.contingency.watching import watch
from app.insurance.quality import carrying_out, cycles
from app.insurance.reports import rolling
from app.insurance.revisits.findings import has_revisits, report_month
from app.insurance.revisits.planning import plan_revisits
from app.insurance.training.plans import plan_trainings
from app.jobs.models import JobFailure, ScheduledJob
from app.jobs.triggers import QUARTERS, Daily, Every, Monthly, Trigger
from app.work import Work

#: A transaction is over long before: no row with an older instant is still being written.
SETTLED = dt.timedelta(hours=1)
WATCHED_EVERY = dt.timedelta(minutes=15)  # domain P11
#: a job that failed does not wait for its next slot, which may be months away; at this pace a year
#: of failures stays below what one run of the test clock fires
RETRIED_AFTER = dt.timedelta(hours=1)
FAILURES_KEPT = dt.timedelta(days=90)  # as long as an operator looks back


def seal_audit_log(work: Work) -> None:
    """Seal the rows of the audit log that no open transaction can still come before."""
    last = work.session.scalar(
        sa.select(sa.func.max(AuditRow.id)).where(AuditRow.at <= work.now - SETTLED)
    )
    while last is not None and audit.seal(work, last + 1) is not None:
        pass


def forget_failures(work: Work) -> None:
    """Delete old failures."""
    old = work.now - FAILURES_KEPT
    work.session.execute(sa.delete(JobFailure).where(JobFailure.failed_at < old))


def forget_notices(work: Work) -> bool:
    """Delete a page of the notices that were read long ago."""
    return forget_read(work, work.processes.notices_kept)


def watch_reports(work: Work) -> None:
    """Propose contingencies where many losses of one cause and region were reported in a day."""
    watch(work, count_reports)


@dataclass(frozen=True, kw_only=True)
class Job:
    """One job of the schedule."""

    trigger: Trigger
    #: does at most a page of its work in one transaction; True: there is more, run it again at once
    run: Callable[[Work], bool | None]
    #: says whether there is anything to do, given when it ran last; until then it is not due
    has_work: Callable[[Session, dt.datetime | None], bool] | None = None


SCHEDULE: Mapping[str, Job] = {
    "seal_audit_log": Job(trigger=Daily(at=dt.time(2)), run=seal_audit_log),
    "expire_messages": Job(trigger=Daily(at=dt.time(3)), run=buffer.expire),
    "watch_reports": Job(
        trigger=Every(pause=WATCHED_EVERY), run=watch_reports, has_work=was_reported_since
    ),
    "plan_trainings": Job(trigger=Monthly(at=dt.time(9), months=QUARTERS), run=plan_trainings),
    "forget_failures": Job(trigger=Daily(at=dt.time(3, 30)), run=forget_failures),
    "forget_notices": Job(trigger=Daily(at=dt.time(3, 45)), run=forget_notices),
    # after the nightly roll-up has computed the indicators of the quarter's last day
    "begin_quality_cycle": Job(
        trigger=Monthly(at=dt.time(6), months=QUARTERS), run=cycles.begin_quarter
    ),
    "roll_up_metrics": Job(
        trigger=Daily(at=dt.time(1, 30)), run=rolling.roll_up, has_work=rolling.is_worth_rolling
    ),
    "carry_out_changes": Job(trigger=Daily(at=dt.time(0)), run=carrying_out.carry_out_plans),
    "plan_care": Job(trigger=Daily(at=dt.time(9)), run=care.plan_care),
    "plan_care_campaigns": Job(
        trigger=Every(pause=dt.timedelta(minutes=1)),
        run=care.plan_campaigns,
        has_work=care.has_campaigns,
    ),
    "plan_revisits": Job(trigger=Daily(at=dt.time(8)), run=plan_revisits),
    "report_revisits": Job(trigger=Monthly(at=dt.time(8)), run=report_month, has_work=has_revisits),
}

_row = table_of(ScheduledJob)
_PLANNED = sa.select(_row).order_by(_row.c.next_at, _row.c.id)


def is_planned(session: Session) -> bool:
    """Say whether every job of the schedule has its row."""
    known = session.scalars(sa.select(_row.c.name)).all()
    return set(known) >= set(SCHEDULE)


def plan(work: Work) -> None:
    """Give every job its row, and take away the rows of jobs that are no more."""
    lock_name(work.session, "schedule")
    known = set(work.session.scalars(sa.select(_row.c.name)))
    for name, job in SCHEDULE.items():
        if name not in known:
            first = job.trigger.after(work.now, work.processes.zone)
            work.session.add(ScheduledJob(id=next_key(work.session), name=name, next_at=first))
    work.session.execute(sa.delete(_row).where(_row.c.name.not_in(SCHEDULE)))
    work.session.flush()


def next_due(session: Session) -> dt.datetime | None:
    """Return when the next job runs."""
    rows = session.connection().execute(_PLANNED)
    return next((row.next_at for row in rows if _is_wanted(session, row)), None)


def _is_wanted(session: Session, row: Any) -> bool:
    job = SCHEDULE.get(row.name)
    return job is not None and (job.has_work is None or job.has_work(session, row.last_at))


def claim(work: Work) -> Any:
    """Lock the next job that is due, and return its row."""
    for found in work.session.connection().execute(_PLANNED).all():
        if found.next_at > work.now:
            return None
        if not _is_wanted(work.session, found):
            continue
        query = sa.select(_row).where(_row.c.id == found.id, _row.c.next_at <= work.now)
        row = work.session.execute(query.with_for_update(skip_locked=True)).first()
        if row is not None:
            return row
    return None


def run(work: Work, row: Any) -> None:
    """Run a claimed job; one that has more to do stays due."""
    if not SCHEDULE[row.name].run(work):
        put_off(work, row)


def put_off(work: Work, row: Any) -> None:
    """Let a job run again when its trigger says so."""
    following = SCHEDULE[row.name].trigger.after(work.now, work.processes.zone)
    work.session.execute(
        sa.update(_row).where(_row.c.id == row.id).values(next_at=following, last_at=work.now)
    )


def try_again(work: Work, row: Any) -> None:
    """Let a job that failed run again soon: its slot is not served yet."""
    following = SCHEDULE[row.name].trigger.after(work.now, work.processes.zone)
    again = min(following, work.now + RETRIED_AFTER)
    work.session.execute(sa.update(_row).where(_row.c.id == row.id).values(next_at=again))
