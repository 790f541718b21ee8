"""Where the dimensions of a fact come from: its claim, or what else its case is about."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.database import table_of
from app.insurance.claims.models import Claim
from app.insurance.claims.vocabulary import LOB_OF_LOSS
from app.insurance.complaints.models import Complaint
from app.insurance.contingency.models import Activation
from app.insurance.customers.models import Policy, Product
from app.insurance.reports.shapes import EMPTY
from app.insurance.reports.sql import amount_of
from app.insurance.revisits.models import RevisitPlanItem
from app.insurance.service.models import ServiceRequest

claim, policy, product = table_of(Claim), table_of(Policy), table_of(Product)
complaint, revisit = table_of(Complaint), table_of(RevisitPlanItem)
request, activation = table_of(ServiceRequest), table_of(Activation)
WAN = 10_000 * 100  # fen in CNY 10,000
#: bands of a claim's sum, by the first fen that is too much
BANDS = ((WAN + 1, "up_to_10k"), (5 * WAN + 1, "up_to_50k"), (20 * WAN + 1, "up_to_200k"))
TOP_BAND = "above_200k"

#: the line of a claim: its policy's, else what such a loss is handled under
LINE = sa.func.coalesce(product.c.lob, sa.case(LOB_OF_LOSS, value=claim.c.loss_type, else_=EMPTY))
AMOUNT = amount_of(sa.func.coalesce(claim.c.payable, claim.c.reserve, claim.c.claimed_amount))
BAND = sa.case(
    (claim.c.id.is_(None), EMPTY),
    *((first > AMOUNT, name) for first, name in BANDS),
    else_=TOP_BAND,
)
#: when a claim came to be dealt with: one that re-opens another comes when it is re-opened
CAME_AT = sa.case((claim.c.reopen_of_id.is_(None), claim.c.report_time), else_=claim.c.created_at)
#: what a claim tells of a fact
OF_CLAIM: dict[str, Any] = {
    "case_id": claim.c.case_id,
    "number": claim.c.claim_no,
    "org": claim.c.org_unit,
    "line": LINE,
    "channel": claim.c.channel,
    "event": claim.c.event_id,
}


def with_product(source: sa.FromClause) -> sa.FromClause:
    """Join the product of a claim that was joined before."""
    with_policy = source.outerjoin(policy, policy.c.id == claim.c.policy_id)
    return with_policy.outerjoin(product, product.c.id == policy.c.product_id)


def lines_of_business(session: Session) -> list[str]:
    """List the lines that products are of."""
    return list(session.scalars(sa.select(product.c.lob).distinct().order_by(product.c.lob)))


def person(column: sa.ColumnElement[Any]) -> sa.ColumnElement[str]:
    """Read the id of a user as the dimension holds it."""
    return sa.cast(column, sa.String(32))


def no_drill(case_id: sa.ColumnElement[Any]) -> sa.ColumnElement[bool]:
    """Leave out what was only practised."""
    drills = sa.select(activation.c.id).where(activation.c.drill, activation.c.case_id == case_id)
    return ~drills.exists()


def with_subject(source: sa.FromClause, case_id: sa.ColumnElement[Any]) -> sa.FromClause:
    """Join what a case is about: a claim, a complaint, a service request or a revisit."""
    joined = source
    for table in (claim, complaint, revisit, request):
        joined = joined.outerjoin(table, table.c.case_id == case_id)
    return with_product(joined)


#: what the subject of a case tells of a fact
OF_SUBJECT: dict[str, Any] = {
    "org": sa.func.coalesce(
        claim.c.org_unit, complaint.c.org_unit, revisit.c.org_unit, request.c.org_unit
    ),
    "line": sa.func.coalesce(
        sa.case((claim.c.id.is_not(None), LINE)), complaint.c.lob, revisit.c.lob, request.c.lob
    ),
    "channel": sa.func.coalesce(
        claim.c.channel, complaint.c.channel, revisit.c.channel, request.c.channel
    ),
    "event": claim.c.event_id,
}
