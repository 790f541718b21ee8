"""The versions of plans as change requests ask for them (``app.work.Versions``)."""

from sqlalchemy.orm import Session

from app.insurance.contingency import plans, queries
from app.insurance.contingency.models import PlanStatus
from app.work import Work


def find_version(session: Session, name: str, version: str | None) -> str | None:
    """Return a version of a plan if there is one, by default the one in force."""
    if version is None:
        found = queries.find_in_force(session, name)
    else:
        found = queries.find_version(session, name, version)
    return None if found is None else found.plan_version


def is_draft(session: Session, name: str, version: str) -> bool:
    """Say whether a version of a plan is drafted and not approved yet."""
    found = queries.find_version(session, name, version)
    return found is not None and found.status is PlanStatus.DRAFT


def put_in_force(work: Work, name: str, version: str) -> bool:
    """Approve a drafted version of a plan; say whether it is the one in force now.

    :raises NotAllowed: the actor has written it
    """
    found = queries.find_version(work.session, name, version)
    if found is not None and found.status is PlanStatus.DRAFT:
        plans.approve(work, found)
    return found is not None and found.status is PlanStatus.APPROVED
