"""Versions of plans: drafted, approved, retired."""

import re

import sqlalchemy as sa

from app.audit import operations as audit
from app.cases.locks import lock_name
from app.errors import Conflict, NotAllowed
from app.insurance.contingency import queries, rules
from app.insurance.contingency.models import Activation, ContingencyPlan, PlanStatus
from app.insurance.contingency.subject import now_of, refusal
from app.insurance.records import enter, touch
from app.work import Work

LOCK = "contingency_plan"  # of one plan: no two versions are written or approved at once
FIRST = "1.0"  # version of a plan that nothing is revised by


def draft_plan(work: Work, plan: ContingencyPlan) -> ContingencyPlan:
    """Write a plan, or a new version of one; it is followed once it is approved.

    :raises Conflict: the plan has that version already
    :raises InvalidInput: a version that cannot be one
    """
    plan.status, plan.change_log = PlanStatus.DRAFT, []
    return _enter(work, plan, changes=plan.procedure, source=None)


def revise(
    work: Work, activation: Activation, *, changes: str, new_version: str
) -> ContingencyPlan:
    """Draft the next version of the plan that a contingency followed; without one the first.

    :raises Conflict: the plan has that version already
    :raises InvalidInput: a version that cannot be one
    """
    former = _to_revise(work, activation)
    plan = ContingencyPlan(status=PlanStatus.DRAFT, plan_version=new_version)
    if former is None:
        plan.plan_code = f"PLAN-{activation.event_type.upper()}"[:32]
        plan.name, plan.event_types = activation.event_type, [activation.event_type]
        plan.procedure, plan.duties, plan.change_log = changes, [], []
    else:
        plan.plan_code, plan.name = former.plan_code, former.name
        plan.event_types, plan.duties = list(former.event_types), list(former.duties)
        plan.procedure, plan.resources = former.procedure, former.resources
        plan.change_log, plan.revises_id = list(former.change_log), former.id
    return _enter(work, plan, changes=changes, source=activation.contingency_no)


def _to_revise(work: Work, activation: Activation) -> ContingencyPlan | None:
    """Return the version in force of the plan that was followed: it may be a later one by now."""
    if activation.plan_id is None:
        return None
    followed = queries.get_plan(work.session, activation.plan_id)
    return queries.find_in_force(work.session, followed.plan_code) or followed


def revise_again(
    work: Work, draft: ContingencyPlan, *, changes: str, new_version: str
) -> ContingencyPlan:
    """Change a draft that was returned.

    :raises Conflict: another version of the plan has that number
    :raises InvalidInput: a version that cannot be one
    """
    source = draft.change_log[-1]["source"]
    draft.change_log = draft.change_log[:-1]
    if draft.plan_version != new_version:
        _ensure_free(work, draft.plan_code, new_version)
        draft.plan_version = new_version
    _log(work, draft, changes, source)
    touch(work, draft)
    return draft


def _enter(
    work: Work, plan: ContingencyPlan, *, changes: str, source: str | None
) -> ContingencyPlan:
    _ensure_free(work, plan.plan_code, plan.plan_version)
    _log(work, plan, changes, source)
    enter(work, plan)
    _note(work, plan, "drafted")
    return plan


def _ensure_free(work: Work, plan_code: str, version: str) -> None:
    if not re.fullmatch(rules.VERSION, version):
        raise refusal("plan_version", f"{version!r} is no version: letters, digits, . and -")
    lock_name(work.session, LOCK, plan_code)
    if queries.find_version(work.session, plan_code, version) is not None:
        raise Conflict(f"plan {plan_code} has a version {version} already")


def _log(work: Work, plan: ContingencyPlan, changes: str, source: str | None) -> None:
    """Add to the log what a version changes, and after which contingency."""
    plan.change_log = rules.logged(
        plan.change_log,
        version=plan.plan_version,
        changes=changes,
        source=source,
        at=now_of(work),
        by=work.actor.username,
    )


def approve(work: Work, plan: ContingencyPlan) -> ContingencyPlan:
    """Put a drafted version into force; the one in force until now is retired.

    :raises Conflict: it is no draft
    :raises NotAllowed: whoever wrote it does not approve it
    """
    lock_name(work.session, LOCK, plan.plan_code)
    work.session.refresh(plan)
    if plan.status is not PlanStatus.DRAFT:
        raise Conflict(f"plan {plan.plan_code} {plan.plan_version} is {plan.status.value}")
    ensure_another(work, plan)
    for former in work.session.scalars(
        sa.select(ContingencyPlan)
        .where(
            ContingencyPlan.plan_code == plan.plan_code,
            ContingencyPlan.status == PlanStatus.APPROVED,
        )
        .with_for_update()
    ):
        former.status, former.retired_at = PlanStatus.RETIRED, work.now
        touch(work, former)
        _note(work, former, "retired")
    plan.status, plan.effective_from = PlanStatus.APPROVED, work.now
    plan.approved_by = work.actor.user_id
    touch(work, plan)
    _note(work, plan, "approved")
    return plan


def ensure_another(work: Work, plan: ContingencyPlan) -> None:
    """Refuse who approves a plan of one's own.

    :raises NotAllowed: the actor has written or changed it
    """
    if plan.updated_by in work.actor.people:
        raise NotAllowed(
            f"{work.actor.username} has written plan {plan.plan_code} {plan.plan_version}",
            code="four_eyes_violation",
        )


def _note(work: Work, plan: ContingencyPlan, action: str) -> None:
    subject = f"{plan.plan_code} {plan.plan_version}"
    audit.record(work, f"contingency_plan.{action}", subject=subject, detail={})
