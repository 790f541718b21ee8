"""What people see and do of overdue work."""

from typing import Any

import sqlalchemy as sa

from app.audit.models import AuditRow
from app.transaction import reading
from tests.scenarios.company import Company, Json
from tests.scenarios.s1 import Walk

REGISTERED: Json = {"decision": "register", "reserve_amount": "3800.00"}
EXPEDITED: Json = {"cause": "third_party", "measure": "expedite_third_party"}


def overdue_of(walk: Walk, stage: str, kind: str = "internal") -> Json:
    """Return the one overdue case of a claim's clock."""
    listed = walk.company.get("u_aud", "/overdue", limit=200)["items"]
    about = (walk.claim_no, stage, kind)
    (found,) = [one for one in listed if _about(one["clock"]) == about]
    return dict(found)


def _about(clock: Json) -> tuple[str, str, str]:
    return clock["business_key"], clock["stage"], clock["type"]


def levels(overdue: Json) -> dict[str, list[str]]:
    """Return the levels an overdue case has reached, and who was told."""
    return {one["level"]: one["notified"] for one in overdue["escalations"]}


def handles(
    company: Company, overdue: Json, *, by: str = "u_od1", expect: int = 200, **data: Any
) -> Json:
    """Complete the task of an overdue case."""
    answers = {**EXPEDITED, "new_target": "2026-12-31T18:00:00+08:00", **data}
    number = overdue["overdue_no"]
    return company.completes(by, "handle_overdue", number, expect=expect, **answers)


def process_state(company: Company, overdue: Json) -> str:
    """Return the state of the process that handles an overdue clock."""
    return str(company.get("u_aud", f"/cases/{overdue['case_id']}")["state"])


def told_of(company: Company, walk: Walk, overdue: Json) -> list[tuple[str, list[str]]]:
    """Return the levels and groups that the log of a late case says were told."""
    rows = (
        sa.select(AuditRow.detail)
        .where(
            AuditRow.case_id == int(company.claim(walk.claim_no)["case_id"]),
            AuditRow.action == "overdue.escalated",
            AuditRow.subject == overdue["overdue_no"],
        )
        .order_by(AuditRow.id)
    )
    with company.client.application.app_context():
        details = reading().session.scalars(rows).all()
    return [(detail["level"], detail["notified"]) for detail in details]
