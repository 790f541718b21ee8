"""What people do while a claim is approved: decide, meet, change the sum meanwhile."""

from typing import Any

from tests.scenarios.company import Company, Json
from tests.scenarios.s1 import Walk

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


def changes(walk: Walk, **data: Any) -> Json:
    """Let another system say what has changed in what is being approved."""
    claim_id = walk.company.claim(walk.claim_no)["id"]
    message = {"name": "amount_changed", "correlation_key": f"claim:{claim_id}", "data": data}
    return dict(walk.company.post("u_int", "/messages", message))


def is_active(company: Company, user: str, active: bool, *, expect: int = 200) -> Any:
    """Let the administrator say whether somebody works here now."""
    answer = company.call("u_adm", "PATCH", f"/users/{user}", json={"active": active})
    assert answer.status_code == expect, answer.text
    return answer.json
