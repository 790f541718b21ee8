"""Acts on change requests: drafted, tested, decided by both sides, in force from a day on."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from app.audit import operations as audit
from app.database import next_business_number, next_key
from app.errors import Conflict, FieldError, InvalidInput, NotAllowed
from app.insurance.quality import change_queries
from app.insurance.quality.carrying_out import carry_out_plan
from app.insurance.quality.change_models import (
    ChangeKind,
    ChangeRequest,
    ChangeStatus,
    ChangeVote,
)
from app.insurance.quality.targets import find_version, plans_of
from app.insurance.records import enter, touch
from app.work import Work

PREFIX = "CHG"
SIDES = ("product_manager", "compliance_officer")  # both approve


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What is to be changed, and why."""

    kind: ChangeKind
    definition: str
    proposal: str
    #: the version that is to be changed; by default the newest
    against: str | None = None
    action_id: int | None = None


def draft(work: Work, wish: Wish) -> ChangeRequest:
    """Enter a wish to change a definition.

    :raises InvalidInput: there is no such diagram, table or plan, or no such version of it
    """
    change = ChangeRequest(
        change_no=next_business_number(work.session, PREFIX, work.today),
        status=ChangeStatus.DRAFT,
        kind=wish.kind,
        definition=wish.definition,
        against=_against(work, wish),
        proposal=wish.proposal,
        action_id=wish.action_id,
        evidence=[],
        round=0,
    )
    enter(work, change)
    _note(work, change, "change.drafted", definition=change.definition, against=change.against)
    return change


def _against(work: Work, wish: Wish) -> str:
    """Return the version that is to be changed.

    :raises InvalidInput: there is no such definition, or no such version of it
    """
    found = find_version(work, wish.kind, wish.definition, wish.against)
    if found is not None:
        return found
    what = f"{wish.kind.value} {wish.definition}"
    if wish.against is None or find_version(work, wish.kind, wish.definition) is None:
        raise _refusal("definition", f"there is no {what}", "not_found")
    raise _refusal("against", f"there is no version {wish.against} of {what}", "not_found")


def revise(work: Work, change: ChangeRequest, proposal: str) -> ChangeRequest:
    """Say anew what is to change; what was rejected becomes a draft again.

    :raises Conflict: it is being decided on, or decided
    """
    _ensure(change, ChangeStatus.DRAFT, ChangeStatus.REJECTED)
    change.proposal, change.status = proposal, ChangeStatus.DRAFT
    change.decided_at = None
    touch(work, change)
    _note(work, change, "change.revised")
    return change


def test(
    work: Work, change: ChangeRequest, *, tested: str, report: str, evidence: Sequence[str]
) -> ChangeRequest:
    """Keep which version was tested and how it went; now both sides decide.

    :raises Conflict: it is no draft
    :raises InvalidInput: it is the version to be changed, or no draft of the plan
    """
    _ensure(change, ChangeStatus.DRAFT)
    if tested == change.against:
        raise _refusal("tested", f"version {tested} is the one to be changed", "invalid_value")
    if change.kind is ChangeKind.PLAN and not _is_draft(work, change, tested):
        drafted = f"there is no draft {tested} of {change.definition}"
        raise _refusal("tested", drafted, "not_found")
    change.status, change.round = ChangeStatus.TESTED, change.round + 1
    change.tested, change.test_report, change.evidence = tested, report, list(evidence)
    change.tested_by, change.tested_at = work.actor.user_id, work.now
    touch(work, change)
    _note(work, change, "change.tested", tested=tested)
    return change


def _is_draft(work: Work, change: ChangeRequest, version: str) -> bool:
    plans = plans_of(work)
    return plans is not None and plans.is_draft(work.session, change.definition, version)


def decide(
    work: Work,
    change: ChangeRequest,
    *,
    approves: bool,
    opinion: str,
    effective_from: dt.date | None = None,
) -> ChangeRequest:
    """Keep what one side says; approved by both it is in force from a day on.

    A plan whose day is today is in force at once.

    :raises Conflict: it is not tested, or this side has spoken
    :raises NotAllowed: the actor drafted or tested it, or spoke for the other side
    :raises InvalidInput: approved by both without a day, or for a day that is over
    """
    _ensure(change, ChangeStatus.TESTED)
    said = [
        v for v in change_queries.list_votes(work.session, change.id) if v.round == change.round
    ]
    side = _side(work, change, said)
    _ensure_other_eyes(work, change, said)
    if effective_from is not None and effective_from < work.today:
        raise _refusal("effective_from", f"{effective_from} is over", "in_past")
    change.effective_from = effective_from or change.effective_from
    if not approves:
        change.status, change.decided_at = ChangeStatus.REJECTED, work.now
        change.effective_from = None
    elif said:
        _ensure_day(work, change)
        change.status, change.decided_at = ChangeStatus.APPROVED, work.now
    _vote(work, change, side, approves=approves, opinion=opinion)
    touch(work, change)
    _note(work, change, "change.decided", side=side, approves=approves)
    if change.kind is ChangeKind.PLAN and change.status is ChangeStatus.APPROVED:
        _carry_out_today(work, change)
    return change


def _carry_out_today(work: Work, change: ChangeRequest) -> None:
    if change.effective_from == work.today:
        carry_out_plan(work, change)


def _side(work: Work, change: ChangeRequest, said: Sequence[ChangeVote]) -> str:
    spoken = {vote.side for vote in said}
    mine = [side for side in SIDES if side in work.actor.groups]
    free = [side for side in mine if side not in spoken]
    if not free:
        raise Conflict(f"{', '.join(mine)} has decided on {change.change_no}")
    return free[0]


def _ensure_other_eyes(work: Work, change: ChangeRequest, said: Sequence[ChangeVote]) -> None:
    acted = {change.created_by, change.tested_by, *(vote.user_id for vote in said)}
    if work.actor.user_id in acted:
        detail = f"{work.actor.username} has drafted, tested or decided on {change.change_no}"
        raise NotAllowed(f"{detail}: four eyes", code="four_eyes_violation")


def _ensure_day(work: Work, change: ChangeRequest) -> None:
    if change.effective_from is None:
        raise _refusal("effective_from", "effective_from is required", "required")
    if change.effective_from < work.today:
        raise _refusal("effective_from", f"{change.effective_from} is over", "in_past")


def _vote(work: Work, change: ChangeRequest, side: str, *, approves: bool, opinion: str) -> None:
    vote = ChangeVote(
        id=next_key(work.session),
        request_id=change.id,
        round=change.round,
        side=side,
        user_id=work.actor.user_id,
        approves=approves,
        opinion=opinion,
        at=work.now,
    )
    work.session.add(vote)


def _ensure(change: ChangeRequest, *statuses: ChangeStatus) -> None:
    if change.status not in statuses:
        raise Conflict(f"change request {change.change_no} is {change.status.value}")


def _refusal(name: str, detail: str, code: str) -> InvalidInput:
    return InvalidInput(detail, errors=[FieldError(pointer=f"/{name}", code=code, detail=detail)])


def _note(work: Work, change: ChangeRequest, action: str, **detail: object) -> None:
    audit.record(work, action, subject=change.change_no, detail=detail)
