"""Facts about service requests, checks of service quality, and improvement actions."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from app.database import table_of
from app.insurance.quality.check_models import QualityCheck
from app.insurance.quality.models import ActionStatus, ImprovementAction
from app.insurance.reports.series.sources import person
from app.insurance.reports.shapes import Series, facts
from app.insurance.reports.sql import flag
from app.insurance.service.models import ServiceRequest

_request, _check = table_of(ServiceRequest), table_of(QualityCheck)
_action = table_of(ImprovementAction)


def _requests(at: Any, *where: sa.ColumnElement[bool], **more: Any) -> sa.Subquery:
    columns = {
        "id": _request.c.id,
        "case_id": _request.c.case_id,
        "number": _request.c.request_no,
        "at": at,
        "org": _request.c.org_unit,
        "line": _request.c.lob,
        "channel": _request.c.channel,
        "person": person(_request.c.solved_by),
        "split": _request.c.topic,
        **more,
    }
    return facts(_request, columns, (at.is_not(None), *where)).subquery()


RATED = Series(
    code="request_rated",
    rows=_requests(_request.c.rated_at, _request.c.rating.is_not(None), rating=_request.c.rating),
    sums=("rating",),
)
SOLVED = Series(
    code="request_solved",
    rows=_requests(
        _request.c.solved_at, first=flag(_request.c.solved_at_first_contact.is_(sa.true()))
    ),
    sums=("first",),
)
CHECKED = Series(
    code="attitude_checked",
    rows=facts(
        _check,
        {
            "id": _check.c.id,
            "case_id": _check.c.case_id,
            "at": _check.c.at,
            "org": _check.c.org_unit,
            "channel": _check.c.channel,
            "person": person(_check.c.person_id),
            "split": _check.c.area,
            "points": _check.c.attitude_sum,
            "items": _check.c.attitude_count,
        },
        (_check.c.attitude_count > 0,),
    ).subquery(),
    sums=("points", "items"),
)
VERIFIED = Series(
    code="action_verified",
    rows=facts(
        _action,
        {
            "id": _action.c.id,
            "case_id": _action.c.case_id,
            "number": _action.c.action_no,
            "at": _action.c.verified_at,
            "org": _action.c.org_unit,
            "person": person(_action.c.owner_id),
            "split": _action.c.measure,
            "effective": flag(_action.c.status == ActionStatus.EFFECTIVE),
        },
        (_action.c.verified_at.is_not(None),),
    ).subquery(),
    sums=("effective",),
)


def series() -> Iterator[Series]:
    """Yield the series of this module."""
    yield from (RATED, SOLVED, CHECKED, VERIFIED)
