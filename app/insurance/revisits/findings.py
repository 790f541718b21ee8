"""The report of a month: what its revisits have shown, told to the departments."""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.audit import operations as audit
from app.cases.operations import publish_message, start_case
from app.cases.operations.publish import LONGEST_TTL
from app.cases.queries import get_case
from app.database import table_of
from app.insurance.answers import Answers
from app.insurance.records import enter, touch
from app.insurance.revisits import finding_queries, queries, rules
from app.insurance.revisits.models import RevisitPlanItem, RevisitReport
from app.work import CallLike, Variables, Work

_ANY = sa.select(table_of(RevisitPlanItem).c.id).limit(1)
PROCESS, PREFIX = "revisit_report", "RVR"
IMPROVEMENT = "improvement_proposed"  # message


def has_revisits(session: Session, _: dt.datetime | None) -> bool:
    """Say whether there ever was a revisit to report on."""
    return session.connection().execute(_ANY).first() is not None


def report_month(work: Work) -> None:
    """Begin the report on the month before, if there were revisits and it has none yet."""
    month = (work.today.replace(day=1) - dt.timedelta(days=1)).replace(day=1)
    if queries.find_report(work.session, month) is not None:
        return
    if not finding_queries.count_revisits(work, month)["due"]:
        return
    number = f"{PREFIX}-{month:%Y%m}"
    start_case(
        work, process_id=PROCESS, business_key=number, variables={"month": month.isoformat()}
    )


def open_report(call: CallLike) -> Variables:
    """Count what the revisits of a month have shown."""
    work: Work = call.work
    given = Answers(call.variables, "")
    given.need("month")
    month = given.day("month")
    given.finish()
    assert month is not None  # else refused above
    number = get_case(work.session, call.case_id).business_key
    counted = {
        "revisits": finding_queries.count_revisits(work, month),
        "issues": finding_queries.count_issues(work, month),
    }
    report = RevisitReport(
        report_no=number or str(call.case_id),
        case_id=call.case_id,
        month=month,
        findings=counted,
        departments=[],
    )
    enter(work, report)
    return {
        "report_id": report.id,
        "subject": f"{month:%Y-%m}",
        "counted": finding_queries.as_text(counted),
    }


def _report_of(call: CallLike) -> RevisitReport:
    return call.work.session.get_one(RevisitReport, int(call.variables["report_id"]))  # type: ignore[no-any-return]


def record_report(call: CallLike, answers: Variables) -> Variables:
    """Keep what the supervisor makes of the findings, and for which departments it is."""
    work: Work = call.work
    report = _report_of(call)
    given = Answers(answers)
    text = given.text("report")
    departments = given.names("departments", at_least=1)
    for code in departments:
        if code not in rules.DEPARTMENTS:
            given.refuse("departments", f"{code} is not one of {', '.join(rules.DEPARTMENTS)}")
    given.finish()
    report.report, report.departments, report.reported_at = text, departments, work.now
    touch(work, report)
    return {"departments": departments}


def tell_findings(call: CallLike) -> None:
    """Propose to better what was found; without an issue there is nothing to better."""
    work: Work = call.work
    report = _report_of(call)
    detail = {"departments": report.departments}
    audit.record(
        work, "revisit.reported", case_id=call.case_id, subject=report.report_no, detail=detail
    )
    if not report.findings["issues"]:
        return
    publish_message(
        work,
        name=IMPROVEMENT,
        correlation_key=report.report_no,
        variables={"source": report.report_no, "problem": report.report},
        ttl=LONGEST_TTL,
        message_id=f"{IMPROVEMENT}-{report.report_no}",
    )
