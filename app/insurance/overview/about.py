"""Whom a case is about: the customer to be known beforehand by who works on it."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.insurance.care.models import CareItem
from app.insurance.claims.models import Claim
from app.insurance.complaints.models import Complaint
from app.insurance.customers.models import Customer, Policy
from app.insurance.disputes.models import Dispute
from app.insurance.revisits.models import RevisitPlanItem
from app.insurance.service.models import InboundMessage, ServiceRequest

#: rooms whose records name both a case and a customer
NAMING = (Complaint, ServiceRequest, RevisitPlanItem, CareItem)


def find_customer_of_case(session: Session, case_id: int) -> Customer | None:
    """Return the customer whom a case is about; of a claim or a dispute the policyholder."""
    holder = sa.select(Policy.policyholder_id).join(Claim, Claim.policy_id == Policy.id)
    claims = sa.select(Dispute.claim_id).where(Dispute.case_id == case_id)
    known = [
        holder.where(Claim.case_id == case_id),
        holder.where(Claim.id.in_(claims)),
        *(sa.select(room.customer_id).where(room.case_id == case_id) for room in NAMING),
        sa.select(InboundMessage.customer_id).where(InboundMessage.reply_case_id == case_id),
    ]
    found = (session.scalar(one.limit(1)) for one in known)
    customer_id = next((one for one in found if one is not None), None)
    return None if customer_id is None else session.get_one(Customer, customer_id)
