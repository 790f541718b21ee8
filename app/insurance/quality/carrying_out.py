"""Carries approved changes out: plans by themselves on their day, files when they are deployed."""

import datetime as dt

import sqlalchemy as sa

from app.audit import operations as audit
from app.errors import Conflict, FieldError, InvalidInput
from app.insurance.quality.change_models import ChangeKind, ChangeRequest, ChangeStatus
from app.insurance.quality.targets import plans_of
from app.insurance.records import touch
from app.work import Work

PAGE = 50  # changes in one transaction
#: what a deployment calls the versions of a kind
DEPLOYED_AS = {ChangeKind.BPMN: "process", ChangeKind.DMN: "decision"}


def carry_out_plans(work: Work) -> bool:
    """Put the plans into force whose day has come; say whether there may be more of them."""
    due = (
        sa.select(ChangeRequest)
        .where(
            ChangeRequest.status == ChangeStatus.APPROVED,
            ChangeRequest.kind == ChangeKind.PLAN,
            ChangeRequest.effective_from <= work.today,
        )
        .order_by(ChangeRequest.id)
        .limit(PAGE)
        .with_for_update()
    )
    found = work.session.scalars(due).all()
    for change in found:
        carry_out_plan(work, change)
    return len(found) == PAGE


def carry_out_plan(work: Work, change: ChangeRequest) -> None:
    """Put the tested version of a plan into force; one that is retired meanwhile never will be."""
    plans, version = plans_of(work), change.tested
    assert plans is not None and version is not None  # checked when it was drafted and tested
    if plans.put_in_force(work, change.definition, version):
        _carried_out(work, change, version)
        return
    change.status = ChangeStatus.LAPSED
    touch(work, change)
    audit.record(work, "change.lapsed", subject=change.change_no, detail={"version": version})


def ensure_deployable(work: Work, change: ChangeRequest) -> dt.datetime | None:
    """Return from when on the files of a change are in force; None is at once.

    Tables may be deployed for a day to come, diagrams on that day only.

    :raises Conflict: it is not approved, about a plan, or its day has not come
    """
    if change.status is not ChangeStatus.APPROVED or change.kind is ChangeKind.PLAN:
        what = f"a {change.kind.value} change" if change.kind is ChangeKind.PLAN else "it"
        raise Conflict(f"change request {change.change_no}: {what} is {change.status.value}")
    day = change.effective_from
    assert day is not None  # it is approved
    if day <= work.today:
        return None
    if change.kind is ChangeKind.BPMN:
        raise Conflict(f"change request {change.change_no} is for {day}: deploy it on that day")
    return dt.datetime.combine(day, dt.time(), tzinfo=work.processes.zone)


def note_deployment(
    work: Work, change: ChangeRequest, versions: dict[tuple[str, str], int]
) -> None:
    """Keep which version a deployment has made of a change.

    :param versions: what was changed, by kind and name
    :raises InvalidInput: the files hold no new version of what was to be changed
    """
    version = versions.get((DEPLOYED_AS[change.kind], change.definition))
    if version is None:
        detail = f"the files hold no new version of {change.definition}"
        wrong = FieldError(pointer="/resources", code="not_found", detail=detail)
        raise InvalidInput(detail, errors=[wrong])
    _carried_out(work, change, str(version))


def _carried_out(work: Work, change: ChangeRequest, version: str) -> None:
    change.status = ChangeStatus.CARRIED_OUT
    change.carried_out_as, change.carried_out_at = version, work.now
    touch(work, change)
    audit.record(work, "change.carried_out", subject=change.change_no, detail={"version": version})
