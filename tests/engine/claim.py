"""A claim-like process of thirty activities for tests of cost and of stored state."""

from collections.abc import Mapping
from typing import Any

from .diagrams import (
    boundary,
    call,
    diagram,
    end,
    exclusive,
    flows,
    parallel,
    rule_task,
    script_task,
    service_task,
    start,
    user_task,
)
from .extras import (
    assigned,
    form,
    loop,
    mapping,
    on_timer,
    priority,
)

_STAFF = (assigned(groups="claims"), form("f1"))


def _task(element_id: str, *extras: str, multi: str = "") -> str:
    return user_task(element_id, *_STAFF, *extras, multi=multi)


_TASKS = "register fast_check full coverage damage medical rework decide reject_letter archive"

CLAIM = diagram(
    start(),
    *[_task(name) for name in _TASKS.split()],
    _task("survey"),
    script_task("normalize", "=claim.amount * 1", "amount"),
    rule_task("triage", "triage", "level"),
    exclusive("fast", default=True),
    exclusive("fast_join"),
    parallel("split"),
    service_task("fraud", "score"),
    parallel("join"),
    script_task("calc", "=amount * 0.8", "reserve"),
    exclusive("again_join"),
    _task("review", priority("=if amount > 5000 then 80 else 40")),
    boundary("late", "review", on_timer("P3D"), interrupting=False),
    service_task("escalate", "notify"),
    end("escalated"),
    exclusive("again", default=True),
    script_task("recalc", "=reserve + 1", "reserve"),
    exclusive("outcome", default=True),
    script_task("reject_prep", '="rejected"', "result"),
    call("pay", "payment", mapping([("=reserve", "sum")], [("=paid", "paid")])),
    exclusive("out_join"),
    _task("notice", multi=loop("=parties", "party", output=("notices", "=sent"))),
    script_task("kpi", "=1", "kpi"),
    end(),
    flows(
        "start > register > normalize > triage > fast",
        'fast > fast_check if =level = "low"',
        "fast > full default",
        "fast_check > fast_join > split > coverage > join > calc > again_join > review > again",
        "full > fast_join",
        "split > damage > join",
        "split > fraud > join",
        "split > medical > join",
        "late > escalate > escalated",
        "again > rework if =again",
        "rework > recalc > again_join",
        "again > decide default",
        "decide > outcome",
        "outcome > reject_prep if =reject",
        "reject_prep > reject_letter > out_join",
        "outcome > pay default",
        "pay > out_join > notice > kpi > archive > survey > end",
    ),
    process_id="claim",
)

PAYMENT = diagram(
    start("pay_start"),
    script_task("account", '="IBAN"', "iban"),
    _task("approve_pay"),
    script_task("executed", "=true", "paid"),
    _task("confirm_pay"),
    end("pay_end"),
    flows("pay_start > account > approve_pay > executed > confirm_pay > pay_end"),
    process_id="payment",
)


def _triage(inputs: Mapping[str, Any]) -> object:
    return "low" if inputs["claim"]["amount"] < 100 else "high"


PARTS: dict[str, Any] = {
    "handlers": {
        "score": lambda call: {"fraud_score": 0.1},
        "notify": lambda call: {"escalated": True},
    },
    "decisions": {"triage": _triage},
}


def claim_of(size: int) -> dict[str, Any]:
    """A claim of about so many bytes of JSON."""
    line = {"text": "damage to rear bumper and left door panel", "cost": 123.45, "tags": ["a"]}
    return {"no": "C-1", "amount": 5400.5, "lines": [line] * (size // 85)}
