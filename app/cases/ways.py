"""What tables said on the way to a task; a case's whole list of decisions is in ``queries``."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.cases.models import CaseDecision, ElementInstance
from app.inbox.models import InboxTask

MOST = 20  # decisions between two waits; a diagram asks a handful
RULE_TASK = "businessRuleTask"


def list_decisions_before(session: Session, task: InboxTask) -> Sequence[CaseDecision]:
    """List what rule tasks decided between the last wait and a task, of each table the newest.

    Of a called process it is all that was decided there: it was called to come to the task.
    """
    here = ElementInstance.process_key.startswith(f"{task.process_id}:", autoescape=True)
    way: sa.ColumnElement[bool] = CaseDecision.decided_at == task.created_at
    if task.process_id != task.root_process_id:
        way = sa.and_(CaseDecision.decided_at <= task.created_at, here)
    found = session.scalars(
        sa.select(CaseDecision)
        .join(
            ElementInstance,
            sa.and_(
                ElementInstance.case_id == CaseDecision.case_id,
                ElementInstance.token_id == CaseDecision.token_id,
            ),
        )
        .where(CaseDecision.case_id == task.case_id, ElementInstance.kind == RULE_TASK, way)
        .order_by(CaseDecision.id.desc())
        .limit(MOST)
    ).all()
    newest = {decision.decision: decision for decision in reversed(found)}
    return list(newest.values())
