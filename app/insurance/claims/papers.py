"""In which cases a file is a paper; who works on them may read it."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.insurance.claims.models import Claim, ClaimDocument


def cases_of_paper(session: Session, file_id: int) -> list[int]:
    """Return the cases of the claims that have a file as a paper, with those that continue them."""
    holding = sa.select(ClaimDocument.claim_id).where(ClaimDocument.file_id == file_id)
    claims = sa.select(Claim.id).where(Claim.id.in_(holding)).cte("claims", recursive=True)
    claims = claims.union(sa.select(Claim.id).join(claims, Claim.reopen_of_id == claims.c.id))
    cases = sa.select(Claim.case_id).where(Claim.id.in_(sa.select(claims.c.id)))
    return [case_id for case_id in session.scalars(cases) if case_id is not None]
