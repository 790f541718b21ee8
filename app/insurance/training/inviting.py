"""Who is invited to a training: named customers, or those of its segment, if they allow it."""

from collections.abc import Sequence

import sqlalchemy as sa

from app.database import next_key
from app.insurance.customers.contact_models import CustomerEvent, EventKind, Purpose
from app.insurance.customers.contact_queries import allows
from app.insurance.customers.models import Customer, Segment
from app.insurance.records import touch
from app.insurance.training import queries, rules
from app.insurance.training.models import Training, TrainingInvitation
from app.insurance.training.notices import invitation, tell
from app.insurance.training.subject import note, training_of
from app.insurance.training.vocabulary import InvitationStatus
from app.work import CallLike, Work


def invite(call: CallLike) -> None:
    """Invite the customers of a training, each once and only with consent to service messages."""
    work: Work = call.work
    training = training_of(call)
    rows = _invitations(work, training) or _of_segment(work, training)
    text = invitation(work, training, queries.list_open_sessions(work.session, training.id))
    for row in rows:
        _send(work, training, row, text)
    training.invited_at = work.now
    touch(work, training)
    sent = sum(row.status is InvitationStatus.SENT for row in rows)
    note(call, training, "training.invited", customers=len(rows), sent=sent)


def _invitations(work: Work, training: Training) -> Sequence[TrainingInvitation]:
    rows = sa.select(TrainingInvitation).where(TrainingInvitation.training_id == training.id)
    return work.session.scalars(rows.order_by(TrainingInvitation.id)).all()


def _of_segment(work: Work, training: Training) -> list[TrainingInvitation]:
    """Name the first customers of a segment that nobody named."""
    rows = [
        TrainingInvitation(
            id=next_key(work.session),
            training_id=training.id,
            customer_id=customer_id,
            status=InvitationStatus.PLANNED,
        )
        for customer_id in work.session.scalars(_members(work, training)).all()
    ]
    work.session.add_all(rows)
    work.session.flush()
    return rows


def _members(work: Work, training: Training) -> sa.Select[int]:
    kinds = [kind for kind, segment in rules.MADE_BY.items() if segment is training.segment]
    if kinds:
        return _lately(work, kinds[0])
    own = Customer.segment == Segment(training.segment.value)
    usable = sa.and_(Customer.merged_into_id.is_(None), Customer.locked_at.is_(None))
    members = sa.select(Customer.id).where(own, usable)
    return members.order_by(Customer.id).limit(rules.LARGEST)


def _lately(work: Work, kind: EventKind) -> sa.Select[int]:
    since = work.now - rules.EFFECT_AFTER
    events = sa.select(CustomerEvent.customer_id).where(
        CustomerEvent.kind == kind, CustomerEvent.at >= since
    )
    return events.distinct().order_by(CustomerEvent.customer_id).limit(rules.LARGEST)


def _send(work: Work, training: Training, row: TrainingInvitation, text: str) -> None:
    row.at = work.now
    locked = work.session.get_one(Customer, row.customer_id).locked_at is not None
    if locked or not allows(work.session, row.customer_id, Purpose.SERVICE):
        row.status = InvitationStatus.NO_CONSENT
        return
    channel = tell(work, training, row.customer_id, text, key=f"invited-{row.customer_id}")
    row.channel = None if channel is None else channel.value
    row.status = InvitationStatus.NO_ADDRESS if channel is None else InvitationStatus.SENT
