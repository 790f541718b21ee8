"""What people do on the branches of a claim: send back, take back, assess anew, open again."""

from typing import Any

from app.cases.operations import publish_message
from app.transaction import transaction
from app.work import SYSTEM
from tests.scenarios.company import Json
from tests.scenarios.s1 import Walk

ADJUDICATION: Json = {
    "liability_basis": "车损险第六条",
    "opinion": "需要进一步核实",
    "check_c6": "pass",
    "check_c7": "pass",
}


def sends_back(walk: Walk, to: str) -> Any:
    """Let the adjudicator send the claim back instead of deciding on it."""
    return walk.completes("u_adj", "adjudicate", **{**ADJUDICATION, "decision": to})


def acts(walk: Walk, user: str, act: str, *, expect: int = 200, **body: Any) -> Any:
    """Let someone act on the claim beside its tasks."""
    path = f"/claims/{walk.claim_no}/{act}"
    return walk.company.post(user, path, body, expect=expect)


def withdraws(walk: Walk, user: str = "u_int", *, expect: int = 200) -> Any:
    """Let the claimant take the claim back."""
    said = {"reason": "自行承担损失", "requested_by": "张伟"}
    return acts(walk, user, "withdraw", expect=expect, **said)


def reassesses(walk: Walk, user: str = "u_adj", *, expect: int = 200) -> Any:
    """Have the loss assessed anew."""
    return acts(walk, user, "reassess", expect=expect, reason="发现隐蔽损失")


def reopens(walk: Walk, user: str = "u_cmgr", *, expect: int = 201, **other: Any) -> Any:
    """Open a closed claim again."""
    why = {"reason": "new_evidence", "text": "客户补充了新证据"}
    return acts(walk, user, "reopen", expect=expect, **{**why, **other})


def disagrees(walk: Walk, *, expect: int = 200, **other: Any) -> Any:
    """Let the claimant disagree with the decided sum."""
    said = {"reply": "disagree", "reason": "定损金额偏低"}
    return acts(walk, "u_int", "reply", expect=expect, **{**said, **other})


def says(walk: Walk, name: str, **data: Any) -> None:
    """Let a message reach the case of a claim that no door takes from outside."""
    claim_id = walk.company.claim(walk.claim_no)["id"]
    with walk.company.client.application.app_context(), transaction(SYSTEM) as work:
        publish_message(work, name=name, correlation_key=claim_id, variables=data)


def dispute_closes(walk: Walk, result: str, **more: Any) -> None:
    """Let the dispute over a claim end; the dispute itself says so to nobody else."""
    says(walk, "dispute_closed", dispute_result=result, **more)


def status(walk: Walk) -> str:
    """Return how far the claim has come."""
    return str(walk.company.claim(walk.claim_no)["status"])
