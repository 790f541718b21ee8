"""What the scenarios of rejected claims share: the loss, and the steps that reject it."""

from typing import Any

from tests.scenarios.s1 import Loss, Walk

REASONS = "驾驶人酒后驾驶,依照条款第八条,保险人不承担赔偿责任。"
DRUNK = Loss(
    claimed="32000.00",
    assessed="32000.00",
    reported={"loss_cause": "drunk_driving"},
    surveyed={"mode": "onsite"},
    photos=5,
)


def adjudicates_rejection(walk: Walk, *, expect: int = 200, **data: Any) -> Any:
    """Let the adjudicator reject; ``data`` stands in place of the usual answers."""
    walk.company.now_is("2026-03-02T14:00")
    usual = {
        "decision": "reject",
        "liability_basis": "酒后驾驶属于责任免除",
        "exclusion_clause": "第八条",
        "opinion": "不属于保险责任",
        "check_c6": "fail",
        "check_c7": "pass",
    }
    return walk.completes("u_adj", "adjudicate", expect=expect, **{**usual, **data})


def notifies(walk: Walk, at: str, *, expect: int = 200, **data: Any) -> Any:
    """Let the adjudicator note how the claimant was told."""
    usual = {
        "reasons": REASONS,
        "clause": "第八条",
        "rights_text": True,
        "delivery": "letter",
        "delivered_at": f"{at}:00+08:00",
    }
    return walk.completes("u_adj", "issue_rejection", expect=expect, **{**usual, **data})


def refuses(walk: Walk, *, expect: int = 200, **data: Any) -> Any:
    """Let the registrar refuse to register a claim."""
    usual = {
        "decision": "refuse",
        "refuse_reason": "policy_not_in_force",
        "reason_text": "出险时保单无效",
    }
    return walk.completes("u_reg", "register_claim", expect=expect, **{**usual, **data})


def archives(walk: Walk) -> Any:
    """Let the archivist file the claim."""
    return walk.completes("u_arc", "archive_claim", index=[{"doc": "notice"}], checklist=True)


def rejects_and_files(walk: Walk) -> Walk:
    """Take an assessed claim of 32,000 from the rejection to the archive."""
    adjudicates_rejection(walk)
    walk.approves("u_l1a")
    walk.approves("u_l2a")
    notifies(walk, "2026-03-02T14:00")
    archives(walk)
    return walk
