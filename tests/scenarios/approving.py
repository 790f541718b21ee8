"""What people do while a claim is approved: decide, meet, change the sum meanwhile."""

from typing import Any

from tests.scenarios.company import Company, Json
from tests.scenarios.s1 import Walk

#: what a claim asks an approval, here of a process started by itself
PLAIN: Json = {
    "subject_type": "claim",
    "subject_id": 7,
    "lob": "motor_commercial",
    "amount": 8000,
    "decision": "pay",
    "tier_amount": 8000,
    "risk_level": "low",
    "related_party": False,
    "litigation": False,
    "reopened": False,
    "investigated": False,
    "segregation_from": [],
    "track": "simple",
    "cat_level": "none",
}
COMMITTEE = ("u_l5a", "u_l5b", "u_l5c")


def records(walk: Walk) -> list[Json]:
    """List what approvers decided."""
    return list(walk.company.get("u_aud", f"/claims/{walk.claim_no}/approvals")["items"])


def steps(walk: Walk) -> list[tuple[int, int, int, str, bool]]:
    """List round, step, tier, group of each record, and whether it is superseded."""
    return [
        (row["round"], row["step"], row["tier"], row["group"], row["superseded"])
        for row in records(walk)
    ]


def decides(walk: Walk, user: str, decision: str, *, expect: int = 200, **more: Any) -> Any:
    """Let someone decide the step that waits."""
    return walk.completes(
        user, "approve_step", decision=decision, opinion="同意见", expect=expect, **more
    )


def user_ids(company: Company, *names: str) -> list[str]:
    """Return the ids of users."""
    return [company.get("u_adm", f"/users/{name}")["id"] for name in names]


def meets(walk: Walk, user: str = "u_l5a", *, expect: int = 200, **other: Any) -> Any:
    """Let the committee meet: three of them, two for it; someone keeps the record."""
    held: Json = {
        "held_at": "2026-03-02T13:30:00+08:00",
        "attendees": user_ids(walk.company, *COMMITTEE),
        "votes_for": 2,
        "votes_against": 1,
        "minutes": walk.company.uploads(user, ["minutes"]),
    }
    return walk.completes(user, "approval_meeting", expect=expect, **{**held, **other})


def changes(walk: Walk, *, expect: int = 200, **data: Any) -> Json:
    """Let another system say what has changed in what is being approved."""
    claim_id = walk.company.claim(walk.claim_no)["id"]
    message = {"name": "amount_changed", "correlation_key": f"claim:{claim_id}", "data": data}
    return dict(walk.company.post("u_int", "/messages", message, expect=expect))


def is_active(company: Company, user: str, active: bool, *, expect: int = 200) -> Any:
    """Let the administrator say whether somebody works here now."""
    answer = company.call("u_adm", "PATCH", f"/users/{user}", json={"active": active})
    assert answer.status_code == expect, answer.text
    return answer.json


def is_asked(company: Company, case: str = "A-1", **facts: Any) -> str:
    """Let the analyst start an approval of these facts by itself; return its case."""
    body = {"process": "approval", "business_key": case, "data": {**PLAIN, **facts}}
    return str(company.post("u_ana", "/cases", body, expect=201)["id"])


def one_changes(company: Company, subject: int, **data: Any) -> Any:
    """Let another system say what has changed in an approval started by itself."""
    message = {"name": "amount_changed", "correlation_key": f"claim:{subject}", "data": data}
    return company.post("u_int", "/messages", message)


def every_way(company: Company) -> set[tuple[str, str]]:
    """Go every way that an approval can take; return the elements it came by."""
    cases = [
        is_asked(company, "A-5", subject_id=5, amount=2000000, tier_amount=2000000),
        is_asked(company, "A-6", subject_id=6),
        is_asked(company, "A-8", subject_id=8),
    ]
    company.completes("u_l1a", "approve_step", "A-8", decision="approve", opinion="同意")
    one_changes(company, 5, amount=2000000)
    company.completes("u_l4a", "approve_step", "A-5", decision="approve", opinion="同意")
    meets(Walk(company, claim_no="A-5"))
    company.completes("u_l5b", "approve_step", "A-5", decision="refuse", opinion="不同意")
    one_changes(company, 6, amount=9000)
    company.completes(
        "u_l1a", "approve_step", "A-6", decision="return", opinion="重新定损", return_to="assess"
    )
    rows = [row for case in cases for row in history(company, case)]
    return {(row["process"].partition(":")[0], row["element"]) for row in rows}


def history(company: Company, case: str) -> list[Json]:
    """List what a case came by."""
    return list(company.get("u_aud", f"/cases/{case}/history", limit=200)["items"])
