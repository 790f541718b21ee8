"""What customers did not confirm: put right by a supervisor who did not sell the policy."""

from app.insurance.answers import Answers
from app.insurance.records import touch
from app.insurance.revisits import material, queries, rules, scripts
from app.insurance.revisits.models import RevisitIssue, RevisitPlanItem, RevisitStatus
from app.insurance.revisits.subject import ensure_not_seller, item_of, note
from app.work import CallLike, Variables, Work


def _open_of(work: Work, item: RevisitPlanItem) -> list[RevisitIssue]:
    return [one for one in queries.list_issues(work.session, item.id) if one.resolved_at is None]


def begin_resolving(call: CallLike) -> Variables:
    """Say what was found, for whoever puts it right."""
    work: Work = call.work
    item = item_of(call)
    item.status = RevisitStatus.RESOLVING
    touch(work, item)
    return {"open_issues": ", ".join(one.code for one in _open_of(work, item))}


def resolve_issue(call: CallLike, answers: Variables) -> Variables:
    """Keep how what the customer did not confirm was put right; the customer is asked again."""
    work: Work = call.work
    item = item_of(call)
    ensure_not_seller(work, item)
    given = Answers(answers)
    cause = given.option("cause", rules.CAUSES)
    measure = given.option("measure", rules.MEASURES)
    action = given.text("action")
    result = given.option("result", rules.RESULTS)
    given.finish()
    open_issues = _open_of(work, item)
    for issue in open_issues:
        issue.cause, issue.measure, issue.action, issue.result = cause, measure, action, result
        issue.resolved_by, issue.resolved_at = work.actor.user_id, work.now
        issue.fixed_at = None if result == rules.REJECTED else work.now
        touch(work, issue)
    codes = {issue.code for issue in open_issues}
    again = material.rows_of(scripts.follow_up(item.script, codes))
    item.material = {**item.material, "questions": again}
    touch(work, item)
    note(work, item, "revisit.issues_resolved", issues=sorted(codes), result=result)
    return {"issues_found": False, "reached": False, "attempts_before": item.attempts}
