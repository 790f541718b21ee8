"""Time limits that the company has promised to the public."""

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.audit import operations as audit
from app.errors import Conflict, NotFound
from app.insurance.customers.file_models import ServicePromise
from app.insurance.records import enter, touch
from app.work import Work


def list_promises(session: Session, on: dt.date | None = None) -> Sequence[ServicePromise]:
    """List promises, those of a day or all there ever were."""
    query = sa.select(ServicePromise)
    if on is not None:
        query = query.where(
            ServicePromise.published_from <= on,
            sa.or_(ServicePromise.published_until.is_(None), ServicePromise.published_until > on),
        )
    ordered = query.order_by(ServicePromise.stage, ServicePromise.published_from)
    return session.scalars(ordered.limit(500)).all()


def publish(work: Work, promise: ServicePromise) -> ServicePromise:
    """Publish a promise.

    :raises Conflict: the limit is promised already
    """
    running = list_promises(work.session, promise.published_from)
    if any((row.stage, row.clock_type) == (promise.stage, promise.clock_type) for row in running):
        raise Conflict(f"{promise.stage} is promised already; end that first")
    enter(work, promise)
    audit.record(work, "promise.published", subject=promise.stage, detail={"text": promise.text})
    return promise


def end(work: Work, promise_id: int, *, until: dt.date) -> ServicePromise:
    """Promise no more from a day on; what was promised before stays measured.

    :raises NotFound: there is none
    :raises Conflict: it has ended, or would end before it began
    """
    promise = work.session.get(ServicePromise, promise_id)
    if promise is None:
        raise NotFound(f"no promise {promise_id}")
    if promise.published_until is not None or until < promise.published_from:
        raise Conflict(f"promise {promise_id} cannot end on {until.isoformat()}")
    promise.published_until = until
    touch(work, promise)
    audit.record(work, "promise.ended", subject=promise.stage, detail={"until": until})
    return promise
