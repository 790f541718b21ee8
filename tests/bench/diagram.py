"""The process that is measured: thirty activities, of which two tasks can be done for ever.

Its tasks use the shipped forms, tables and groups, so a step costs what a claim's step costs: the
form judges the answers, four eyes are kept, clocks stop and start, a table is asked.
"""

from typing import Any

from app.work import CallLike, Variables
from tests.engine import diagrams as d
from tests.engine import extras as x

PROCESS = "bench_claim"
ASSESS, ADJUDICATE = "assess_loss", "adjudicate"
#: Who does which task.
PEOPLE = {ASSESS: "u_ass", ADJUDICATE: "u_adj"}
#: What they answer; the case comes back to the same task with every second one.
ANSWERS: dict[str, dict[str, Any]] = {
    ASSESS: {
        "items": [
            {"name": "右后保险杠", "amount": "2600.00", "accepted": True},
            {"name": "右后车门", "amount": "1000.00", "accepted": True},
        ],
        "fault": "single_party",
        "opinion": "更换保险杠,车门钣金喷漆",
    },
    ADJUDICATE: {
        "decision": "pay",
        "liability_basis": "车损险第六条",
        "check_c6": "pass",
        "check_c7": "pass",
        "opinion": "属于保险责任",
    },
}
FACTS: dict[str, Any] = {
    "subject": "沪A12345 倒车碰撞立柱",
    "lob": "motor_commercial",
    "amount": 3600,
    "cat_level": "none",
    "claimed_amount": 3600,
    "injury": False,
    "liability_clear": True,
    "risk_level": "low",
    "payable": 3600,
    "again": True,
}


def _task(element: str, group: str, stage: str, *extras: str) -> str:
    return d.user_task(
        element,
        x.form(element),
        x.assigned(groups=group),
        *extras,
        x.properties(sla=stage, label_en=element),
    )


def _listener(name: str) -> str:
    return x.listeners(("completing", f"bench.{name}"))


_LATER = ("order", "notify", "settle", "agree", "pay", "book", "report", "close")
DIAGRAM = d.diagram(
    d.start(),
    d.rule_task(
        "claim_triage", "claim_triage", "triage", x.mapping((), [("=triage.track", "track")])
    ),
    d.script_task("note_report", "=claimed_amount", "reported"),
    d.parallel("fork"),
    d.catch("claim_documents", x.on_message("m_documents")),
    d.script_task("note_documents", "=true", "documents_in"),
    _task("contact_customer", "surveyor", "survey_contact"),
    d.boundary("late", "contact_customer", x.on_timer("P3D"), interrupting=False),
    d.service_task("escalate", "bench.external"),
    d.end("escalated"),
    d.catch("cooling_off", x.on_timer("P30D")),
    d.exclusive("begin"),
    _task(ASSESS, "assessor", "assessment", _listener("assess")),
    d.rule_task("retriage", "claim_triage", "triage"),
    d.script_task("calculate", "=assessed * 0.9", "payable"),
    d.exclusive("large", default=True),
    d.script_task("mark_large", "=true", "is_large"),
    d.exclusive("sized"),
    _task(ADJUDICATE, "claims_adjudicator", "adjudication", _listener("adjudicate")),
    d.exclusive("again", default=True),
    d.parallel("join"),
    *[d.script_task(name, "=true", f"{name}_done") for name in _LATER],
    d.end(),
    d.flows(
        "start > claim_triage > note_report > fork",
        "fork > claim_documents > note_documents > join",
        "fork > contact_customer > join",
        "late > escalate > escalated",
        "fork > cooling_off > join",
        "fork > begin > assess_loss > retriage > calculate > large",
        "large > mark_large if =payable > 1000000",
        "large > sized default",
        "mark_large > sized > adjudicate > again",
        "again > begin if =again",
        "again > join default",
        f"join > {' > '.join(_LATER)} > end",
    ),
    process_id=PROCESS,
    declares=(x.message("m_documents", "bench_documents", key="=claim_id"),),
)


def _assess(call: CallLike, answers: Variables) -> Variables:
    accepted = [item for item in answers["items"] if item["accepted"]]
    return {"assessed": sum(float(item["amount"]) for item in accepted)}


def _adjudicate(call: CallLike, answers: Variables) -> Variables:
    return {"decided_by": call.work.actor.username}


LISTENERS = {"bench.assess": _assess, "bench.adjudicate": _adjudicate}


def variables(number: int, size: int = 1024) -> Variables:
    """Return what a case starts with, about ``size`` bytes of JSON."""
    facts = {"claim_id": f"BENCH-{number}", **FACTS}
    line = {"text": "damage to the rear bumper and the left door panel", "cost": 123.45}
    return {**facts, "lines": [line] * max(1, (size - 300) // 80)}
