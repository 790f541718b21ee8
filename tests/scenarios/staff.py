"""People who come anew or change their group; the user administration does it in real life."""

import sqlalchemy as sa

from app.audit.models import AuditRow
from app.identity.demo import PEOPLE
from app.identity.models import Membership, User
from app.identity.operations import NewUser, create_user
from app.identity.passwords import hash_password
from app.transaction import reading, transaction
from app.work import SYSTEM
from tests.scenarios.company import PASSWORD, Company


def joins(company: Company, username: str, group: str) -> None:
    """Let somebody belong to another group too."""
    with company.client.application.app_context(), transaction(SYSTEM) as work:
        user_id = work.session.scalars(sa.select(User.id).where(User.username == username)).one()
        work.session.add(Membership(user_id=user_id, group_code=group))


def audited(company: Company, action: str) -> list[tuple[str, str | None]]:
    """List who did something by the audit log, and to what."""
    noted = sa.select(AuditRow.actor_name, AuditRow.subject).where(AuditRow.action == action)
    with company.client.application.app_context():
        rows = reading(SYSTEM).session.execute(noted.order_by(AuditRow.id))
        return [(who, subject) for who, subject in rows]


def hires(company: Company, username: str, group: str) -> None:
    """Let somebody new begin, with everybody's password; who is of the demo stays as they are."""
    if (group,) in {groups for name, _, _, groups in PEOPLE if name == username}:
        return
    person = NewUser(
        username=username,
        name=username,
        name_en=username,
        groups=(group,),
        password_hash=hash_password(PASSWORD, "weak"),
    )
    with company.client.application.app_context(), transaction(SYSTEM) as work:
        create_user(work, person)
