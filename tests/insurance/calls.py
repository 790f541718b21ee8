"""Claims and calls for tests of handlers that need no running process."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from app.insurance.claims.models import Claim
from app.insurance.claims.operations.report import read_claim
from app.insurance.records import enter
from app.work import Actor, Variables, Work

CASE = 4711
REPORT: Mapping[str, Any] = {
    "policy_no": "P-MOT",
    "reporter_name": "张伟",
    "reporter_phone": "+86-13800000000",
    "reporter_relation": "policyholder",
    "loss_time": "2026-03-02T08:00:00+08:00",
    "loss_place": "上海市浦东新区",
    "loss_cause": "collision",
    "loss_type": "vehicle_damage",
    "loss_description": "倒车时碰到立柱",
    "claimed_amount": "3800.00",
    "object_id": "沪A12345",
    "injury": False,
    "liability_clear": True,
    "channel": "app",
}
SURVEYOR = Actor(user_id=201, username="u_sur1", name="Sur", groups=frozenset({"surveyor"}))
APPROVER = Actor(user_id=301, username="u_l1a", name="L1", groups=frozenset({"approver_l1"}))
TRIAGED = {"track": "fast", "risk_level": "low", "survey_mode": "remote", "investigate": False}


@dataclass(frozen=True, kw_only=True)
class Call:
    """What the engine would hand to a handler."""

    work: Work
    variables: Variables
    case_id: int = CASE
    token_id: int = 1
    element: str = "element"
    headers: Mapping[str, str] = field(default_factory=dict)


def reported(work: Work, **fields: Any) -> Claim:
    """Write a claim as a loss report leaves it, without a case."""
    claim = read_claim(work, {**REPORT, **fields}, "")
    number = len(work.session.info.setdefault("claims", []))
    work.session.info["claims"].append(claim)
    claim.claim_no, claim.case_id = f"CLM-20260302-{number:06d}", CASE + number
    claim.track, claim.cat_level = "fast", "none"
    return enter(work, claim)


def call(work: Work, claim: Claim, actor: Actor | None = None, **variables: Any) -> Call:
    """Return a call for a claim, by default of who acts already."""
    acting = work if actor is None else replace(work, actor=actor)
    return Call(work=acting, variables={"claim_id": claim.id, **variables})
