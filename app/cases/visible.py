"""Which cases an actor may read; the rest is not there for them."""

from app.cases import queries
from app.cases.models import Case
from app.errors import NotFound
from app.identity.permissions import may
from app.work import Actor, Work


def get_visible_case(work: Work, key: int | str) -> Case:
    """Return a case by its key or business key: staff see every one, a reporter its own.

    :raises NotFound: there is none, or the actor may not see it
    """
    case = queries.get_case(work.session, key)
    if not sees_case(work.actor, case):
        raise NotFound(f"no case {key}")
    return case


def sees_case(actor: Actor, case: Case) -> bool:
    """Say whether an actor may read a case."""
    own = may(actor, "case.read_own") and case.started_by == actor.username
    return own or may(actor, "case.read")
