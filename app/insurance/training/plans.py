"""The plan of a quarter: what happened to customers becomes a training for each segment."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from app.cases.operations import publish_message
from app.cases.operations.publish import LONGEST_TTL
from app.database import next_key
from app.insurance.customers.contact_models import CustomerEvent, EventKind
from app.insurance.customers.models import Customer
from app.insurance.training import rules
from app.insurance.training.models import TrainingCandidate
from app.insurance.training.vocabulary import TrainingSegment
from app.work import Variables, Work

NEEDED, TABLE = "training_needed", "training_plan"
PAGE = 200  # events read in one transaction
#: an event is written a little after its instant; the plan looks back so far from where it stopped
OVERLAP = rules.CHECKED_BEFORE / 2
LOOKED_BACK = rules.EFFECT_AFTER * 4  # by the first plan of all

Plan = dict[tuple[TrainingSegment, str], list[Variables]]  # what the table said, by what was asked


def plan_trainings(work: Work) -> bool:
    """Read a page of events that no plan has followed up, then start a training of a segment.

    An event is followed up once for each segment, whatever happens.

    :returns: there is more to do
    """
    for kind in rules.FOLLOWED:
        events = _events_to_plan(work, kind)
        if events:
            _follow_up(work, events)
            return True
    return _start_one(work)


def _events_to_plan(work: Work, kind: EventKind) -> Sequence[Any]:
    last = sa.select(sa.func.max(TrainingCandidate.event_at)).where(TrainingCandidate.kind == kind)
    stopped = work.session.scalar(last)
    since = work.now - LOOKED_BACK if stopped is None else stopped - OVERLAP
    known = sa.exists().where(TrainingCandidate.event_id == CustomerEvent.id)
    rows = (
        sa.select(CustomerEvent.id, CustomerEvent.kind, CustomerEvent.at, Customer)
        .join(Customer, Customer.id == CustomerEvent.customer_id)
        .where(CustomerEvent.kind == kind, CustomerEvent.at >= since, ~known)
        .order_by(CustomerEvent.at, CustomerEvent.id)
        .limit(PAGE)
    )
    return work.session.execute(rows).all()


def _follow_up(work: Work, events: Sequence[Any]) -> None:
    """Write with which segments each event is trained; one that none is for is noted too."""
    plan: Plan = {}
    for event_id, kind, at, customer in events:
        asked = rules.asked_for(customer.segment, kind)
        wanted = {
            segment.value for segment, trigger in asked if _said(work, plan, segment, trigger)
        }
        for segment in sorted(wanted) or [""]:
            row = TrainingCandidate(
                id=next_key(work.session),
                event_id=event_id,
                kind=kind,
                event_at=at,
                customer_id=customer.id,
                segment=segment,
            )
            work.session.add(row)
    work.session.flush()


def _said(work: Work, plan: Plan, segment: TrainingSegment, trigger: str) -> list[Variables]:
    """Return what the table of plans says, asking it once."""
    if (segment, trigger) not in plan:
        inputs = {"segment": segment.value, "trigger": trigger}
        plan[segment, trigger] = list(work.ask(TABLE, inputs).value)
    return plan[segment, trigger]


def _start_one(work: Work) -> bool:
    """Start a training for the next customers of one segment; say whether there was one."""
    waiting = sa.select(TrainingCandidate.segment).where(
        TrainingCandidate.batch.is_(None), TrainingCandidate.segment != ""
    )
    segment = work.session.scalar(waiting.order_by(TrainingCandidate.segment).limit(1))
    if segment is None:
        return False
    rows = _take(work, segment)
    batch = f"{rules.quarter_of(work.today)}-{segment}-{rows[0].id}"
    for row in rows:
        row.batch = batch
    work.session.flush()
    _ask_for(work, TrainingSegment(segment), batch, sorted({row.kind for row in rows}, key=str))
    return True


def _take(work: Work, segment: str) -> Sequence[TrainingCandidate]:
    rows = sa.select(TrainingCandidate).where(
        TrainingCandidate.batch.is_(None), TrainingCandidate.segment == segment
    )
    taken = rows.order_by(TrainingCandidate.id).limit(rules.LARGEST)
    return work.session.scalars(taken).all()


def _ask_for(work: Work, segment: TrainingSegment, batch: str, kinds: Sequence[EventKind]) -> None:
    plan: Plan = {}
    triggers = [*(kind.value for kind in kinds), rules.QUARTERLY]
    said = [(one, row) for one in triggers for row in _said(work, plan, segment, one)]
    publish_message(
        work,
        name=NEEDED,
        correlation_key=segment.value,
        variables={
            "source": f"{TABLE} {rules.quarter_of(work.today)}",
            "segment": segment.value,
            "trigger": said[0][0] if said else rules.QUARTERLY,
            "courses": list(dict.fromkeys(code for _, row in said for code in row["courses"])),
            "method": said[0][1]["method"] if said else None,
            "batch": batch,
            "reason": "季度培训计划",
        },
        ttl=LONGEST_TTL,
        message_id=batch,
    )
