"""People who change their group, or come anew; the user administration does it in real life."""

import sqlalchemy as sa

from app.identity.models import Membership, User
from app.transaction import transaction
from app.work import SYSTEM
from tests.scenarios.company import Company


def joins(company: Company, username: str, group: str) -> None:
    """Let somebody belong to another group too."""
    with company.client.application.app_context(), transaction(SYSTEM) as work:
        user_id = work.session.scalars(sa.select(User.id).where(User.username == username)).one()
        work.session.add(Membership(user_id=user_id, group_code=group))
