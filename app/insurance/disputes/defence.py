"""The limit for filing a defence: 15 days since the lawsuit was served."""

import datetime as dt

from app.cases.clocks import cancel_clock, open_clock
from app.insurance.disputes.models import Dispute
from app.sla.models import OPEN_STATES
from app.sla.queries import list_case_stage_clocks
from app.work import Work

STAGE = "dispute_litigation_defence"
#: the limit is the same for every line, sum and track
FACTS = dict.fromkeys(("lob", "amount", "track", "cat_level"))


def runs_since(work: Work, dispute: Dispute, served_at: dt.datetime) -> None:
    """Let the limit run since the service; one that ran since another instant was a mistake."""
    known = list_case_stage_clocks(work.session, [(dispute.case_id, STAGE)])
    clocks = known.get((dispute.case_id, STAGE), [])
    if any(one.state in OPEN_STATES and one.started_at != served_at for one in clocks):
        cancel_clock(work, case_id=dispute.case_id, stage=STAGE)
    open_clock(work, case_id=dispute.case_id, stage=STAGE, facts=FACTS, at=served_at)
