"""Which contingencies M60 to M62 look at: those of a period, and those before them."""

from collections.abc import Sequence
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.insurance.contingency.models import Activation
from app.insurance.reports.reading import Reader

LISTED = 100


def list_activations(session: Session) -> Sequence[Activation]:
    """List contingencies that were activated, the latest first; drills are left out."""
    return session.scalars(
        sa.select(Activation)
        .where(Activation.activated_at.is_not(None), ~Activation.drill)
        .order_by(Activation.activated_at.desc(), Activation.id.desc())
        .limit(LISTED)
    ).all()


def find_activation(session: Session, number: str) -> Activation | None:
    """Return a contingency that was activated, by its number."""
    activated = Activation.activated_at.is_not(None)
    return session.scalars(
        sa.select(Activation).where(Activation.contingency_no == number, activated)
    ).first()


def find_previous(session: Session, activation: Activation) -> Activation | None:
    """Return the contingency of the same kind before this one."""
    return session.scalars(
        sa.select(Activation)
        .where(
            Activation.event_type == activation.event_type,
            Activation.activated_at < activation.activated_at,
            ~Activation.drill,
        )
        .order_by(Activation.activated_at.desc())
        .limit(1)
    ).first()


def active_in(reader: Reader, way: str | None) -> Reader:
    """Look at the contingencies that were active in the period, or at the one asked for."""
    return _only(reader, [one.contingency_no for one in _active(reader)])


def of_any(reader: Reader, way: str | None) -> Reader:
    """Look at the claims of any contingency, or of the one asked for."""
    event = reader.filters.event or "*"
    return replace(reader, filters=replace(reader.filters, event=event), _known={})


def with_previous(reader: Reader, way: str | None) -> Reader:
    """Look at them; told apart by contingency, at the one of its kind before each beside it."""
    found = _active(reader)
    before = [find_previous(reader.session, one) for one in found] if way == "activation" else []
    shown = [one.contingency_no for one in (*found, *before) if one is not None]
    return _only(reader, shown)


def _only(reader: Reader, numbers: Sequence[str]) -> Reader:
    filters = replace(reader.filters, event=tuple(dict.fromkeys(numbers)))
    return replace(reader, filters=filters, _known={})


def _active(reader: Reader) -> list[Activation]:
    window, event = reader.window, reader.filters.event
    active = sa.and_(
        Activation.activated_at < window.end,
        sa.or_(Activation.ended_at.is_(None), Activation.ended_at >= window.start),
    )
    query = sa.select(Activation).where(active, ~Activation.drill)
    if isinstance(event, str) and event != "*":
        query = query.where(Activation.contingency_no == event)
    latest = query.order_by(Activation.activated_at.desc(), Activation.id.desc())
    return list(reader.session.scalars(latest.limit(LISTED)))
