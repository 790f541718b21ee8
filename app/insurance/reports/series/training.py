"""Facts about training: who attended, what they learnt and thought of it, what came of it."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from app.database import UTCDateTime, table_of
from app.insurance.customers.models import Customer
from app.insurance.reports.series.sources import claim, complaint, person, policy
from app.insurance.reports.shapes import Series, facts
from app.insurance.reports.sql import flag
from app.insurance.training.models import (
    Enrolment,
    Training,
    TrainingAssessment,
    TrainingSession,
)
from app.insurance.training.vocabulary import Behaviour

POINTS = 1_000_000  # an average is stored as millionths
_training, _session = table_of(Training), table_of(TrainingSession)
_enrolment, _assessment = table_of(Enrolment), table_of(TrainingAssessment)
_customer = table_of(Customer)
_OF_TRAINING = {
    "case_id": _training.c.case_id,
    "number": _training.c.training_no,
    "org": _training.c.org_unit,
    "split": _training.c.segment,
}
_sessions = _session.join(_training, _training.c.id == _session.c.training_id)
ATTENDED = Series(
    code="training_attended",
    rows=facts(
        _sessions.join(_enrolment, _enrolment.c.session_id == _session.c.id).join(
            _customer, _customer.c.id == _enrolment.c.customer_id
        ),
        {
            **_OF_TRAINING,
            "org": _customer.c.org_unit,
            "id": _enrolment.c.id,
            "at": _session.c.at,
            "channel": _enrolment.c.channel,
            "person": person(_session.c.trainer_id),
            "customer": sa.func.coalesce(_customer.c.merged_into_id, _customer.c.id),
        },
        (_enrolment.c.attended.is_(sa.true()),),
    ).subquery(),
)
_REAL = _customer.c.merged_into_id.is_(None)


def _customers(segment: Any, source: sa.FromClause = _customer) -> sa.Select[Any]:
    columns = {
        "id": _customer.c.id,
        "case_id": sa.cast(sa.null(), sa.BigInteger),
        "number": _customer.c.customer_no,
        "at": _customer.c.created_at,
        "until_at": sa.cast(sa.null(), UTCDateTime),
        "org": _customer.c.org_unit,
        "split": segment,
        "customer": _customer.c.id,
    }
    return facts(source, columns, (_REAL,))


_claimants = _customer.join(policy, policy.c.policyholder_id == _customer.c.id).join(
    claim, claim.c.policy_id == policy.c.id
)
_complainants = _customer.join(complaint, complaint.c.customer_id == _customer.c.id)
#: who may be trained: each in a segment, and as claimant or complainant besides
CUSTOMERS = Series(
    code="customer",
    rows=sa.union_all(
        _customers(sa.cast(_customer.c.segment, sa.String(40))),
        _customers(sa.literal_column("'claimant'"), _claimants),
        _customers(sa.literal_column("'complainant'"), _complainants),
    ).subquery(),
    lasting=True,
)
ASSESSED = Series(
    code="training_assessed",
    rows=facts(
        _sessions.join(_assessment, _assessment.c.session_id == _session.c.id).join(
            _customer, _customer.c.id == _assessment.c.customer_id
        ),
        {
            **_OF_TRAINING,
            "org": _customer.c.org_unit,
            "id": _assessment.c.id,
            "at": _assessment.c.assessed_at,
            "person": person(_session.c.trainer_id),
            "passed": flag(_assessment.c.passed),
            "score": _assessment.c.score,
        },
    ).subquery(),
    sums=("passed", "score"),
)
SURVEYED = Series(
    code="training_surveyed",
    rows=facts(
        _sessions,
        {
            **_OF_TRAINING,
            "id": _session.c.id,
            "at": _session.c.assessed_at,
            "person": person(_session.c.trainer_id),
            "average": sa.type_coerce(_session.c.survey_avg, sa.Integer),
        },
        (_session.c.assessed_at.is_not(None), _session.c.survey_avg.is_not(None)),
    ).subquery(),
    sums=("average",),
)
_attendees = (
    sa.select(sa.func.count())
    .where(_enrolment.c.training_id == _training.c.id, _enrolment.c.attended.is_(sa.true()))
    .scalar_subquery()
)
REVIEWED = Series(
    code="training_reviewed",
    rows=facts(
        _training,
        {
            **_OF_TRAINING,
            "id": _training.c.id,
            "at": _training.c.reviewed_at,
            "person": person(_training.c.reviewed_by),
            "fewer": _training.c.complaints_before - _training.c.complaints_after,
            "changed": flag(_training.c.behaviour_change == Behaviour.YES),
            "attendees": _attendees,
        },
        (_training.c.reviewed_at.is_not(None),),
    ).subquery(),
    sums=("fewer", "changed", "attendees"),
)


def series() -> Iterator[Series]:
    """Yield the series of this module."""
    # not CUSTOMERS: different ones are counted, which roll-ups cannot
    yield from (ATTENDED, ASSESSED, SURVEYED, REVIEWED)
