"""Tells both people when somebody begins to stand in, and when that is over."""

import sqlalchemy as sa

from app.identity.substitution_models import Substitution
from app.identity.substitution_rules import State
from app.inbox.notices.choices import NoticeKind
from app.inbox.notices.models import Notification
from app.inbox.notices.telling import News, tell
from app.work import Work


def tell_standing_in(work: Work, substitution: Substitution, state: State) -> None:
    """Tell of a beginning or an end, once; what was called off before it began is neither."""
    if state is State.ACTIVE:
        _tell_once(work, substitution, NoticeKind.SUBSTITUTION_STARTED)
    elif state is State.ENDED and _has_begun(work, substitution):
        _tell_once(work, substitution, NoticeKind.SUBSTITUTION_ENDED)


def _has_begun(work: Work, substitution: Substitution) -> bool:
    if substitution.starts_at < substitution.ends_at:
        return True
    return bool(_told(work, substitution, NoticeKind.SUBSTITUTION_STARTED))


def _told(work: Work, substitution: Substitution, kind: NoticeKind) -> frozenset[int]:
    known = sa.select(Notification.recipient_id).where(
        Notification.substitution_id == substitution.id, Notification.kind == kind
    )
    return frozenset(work.session.scalars(known))


def _tell_once(work: Work, substitution: Substitution, kind: NoticeKind) -> None:
    told = _told(work, substitution, kind)
    both = (substitution.absent_id, substitution.substitute_id)
    news = News(kind=kind, substitution_id=substitution.id)
    tell(work, [one for one in both if one not in told], news)
