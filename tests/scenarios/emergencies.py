"""Those who watch over contingencies: they activate plans, act on them, end and evaluate them."""

from typing import Any

from tests.scenarios.company import Company, Json

COLLISIONS: Json = {
    "event_type": "transport_accident",
    "region": "上海市",
    "started_at": "2026-03-02T06:00:00+08:00",
    "est_property_payout": "15000000.00",  # level III: the branch's commander
}
SCOPE: Json = {
    "window_from": "2026-03-02T00:00:00+08:00",
    "perils": ["collision"],
    "regions": [{"region": "上海市"}],
}
LEADERS = {
    "commander": "u_catb",
    "claims": "u_cmgr",
    "customer": "u_svc",
    "finance": "u_fin",
    "it": "u_adm",
    "pr": "u_catc",
}
WORKERS = {name: user for name, user in LEADERS.items() if name != "commander"}


def is_reported(company: Company, *, by: str = "u_catc", **other: Any) -> str:
    """Report a pile-up in Shanghai, or what is different; return its number."""
    answer = company.post(by, "/contingencies", {**COLLISIONS, **other}, expect=201)
    return str(answer["contingency_no"])


def contingency(company: Company, number: str) -> Json:
    """Return a contingency."""
    return dict(company.get("u_aud", f"/contingencies/{number}"))


def decides(
    company: Company, number: str, decision: str = "activate", *, by: str = "u_catb", **other: Any
) -> Json:
    """Decide on a proposal; unless something else is said, to activate it as proposed."""
    expect = other.pop("expect", 200)
    usual = {} if decision == "reject" else {"level": "III", **SCOPE}
    answers = {"decision": decision, "reason": "多车连环相撞", **usual, **other}
    return company.completes(by, "activate", number, expect=expect, **answers)


def is_active(company: Company, **other: Any) -> str:
    """Report a contingency and activate it as the table says."""
    number = is_reported(company, **other)
    decides(company, number)
    return number


def sets_up(company: Company, number: str, *, expect: int = 200, **other: Any) -> Json:
    """Name who has which role in the command."""
    people = {**LEADERS, **other}
    roles = [{"role": role, "user": user, "duty": "按预案履职"} for role, user in people.items()]
    return company.completes("u_catc", "set_up_command", number, expect=expect, roles=roles)


def supplies(company: Company, number: str) -> None:
    """Give the first people and means."""
    means = {"people": 12, "vehicles": 4, "cash": "80000.00", "materials": "移动查勘设备"}
    company.completes("u_catc", "allocate_resources", number, **means)


def tells(company: Company, number: str, audience: str = "policyholders", **other: Any) -> Json:
    """Tell an audience what is done."""
    told = {"audience": audience, "message": "您可拨打95500优先报案", **other}
    at = company.get("u_adm", "/clock")["now"]
    return company.completes("u_catc", "communicate", number, **{"sent_at": at, **told})


def works(company: Company, number: str, department: str, progress: int) -> None:
    """Let a department do a part of its duty in its task."""
    user = WORKERS[department]
    (task,) = [
        one
        for one in company.open_tasks(number, "department_tasks")
        if one["groups"] == [GROUPS[department]]
    ]
    data = {"progress": progress, "note": "已开展"}
    company.post(user, f"/tasks/{task['id']}/complete", {"data": data})


GROUPS = {
    "claims": "claims_manager",
    "customer": "service_agent",
    "finance": "finance_reviewer",
    "it": "admin",
    "pr": "cat_coordinator",
}


def says(
    company: Company, number: str, what: str, *, by: str = "u_catc", expect: int = 201, **body: Any
) -> Json:
    """Say something of a contingency beside its tasks."""
    return dict(company.post(by, f"/contingencies/{number}/{what}", body, expect=expect))


def estimates(company: Company, number: str, *, expect: int = 200, **figures: Any) -> Json:
    """Tell new figures."""
    usual = {"est_property_payout": "15000000.00"}
    return says(company, number, "estimates", expect=expect, **{**usual, **figures})


def changes(
    company: Company, number: str, decision: str = "change", *, by: str = "u_cat", **other: Any
) -> Json:
    """Decide on the level once more."""
    expect = other.pop("expect", 200)
    usual = SCOPE if decision == "change" else {}
    answers = {"decision": decision, "reason": "损失扩大", **usual, **other}
    return company.completes(by, "change_level", number, expect=expect, **answers)


def ends(company: Company, number: str, *, by: str = "u_catb", met: bool = True) -> None:
    """Ask for the end, and decide on it."""
    says(company, number, "deactivation", expect=200, reason="道路已恢复")
    company.completes(by, "deactivate", number, criteria_met=met, reason="新增报案回落")


def evaluates(company: Company, number: str) -> None:
    """Say what has been learnt."""
    learnt = {"summary": "响应及时", "lessons": "应增配移动查勘设备"}
    company.completes("u_quam", "evaluate", number, **learnt)


def revises(company: Company, number: str, version: str = "1.1", *, expect: int = 200) -> Json:
    """Revise the plan."""
    revised = {"changes": "增配移动查勘设备", "new_version": version}
    return company.completes("u_catc", "revise_plan", number, expect=expect, **revised)


def approves(
    company: Company, number: str, decision: str = "approve", *, by: str = "u_catb", **other: Any
) -> Json:
    """Decide on the revised plan."""
    return company.completes(by, "approve_plan", number, decision=decision, **other)


def items(company: Company, number: str, what: str) -> list[Json]:
    """List what belongs to a contingency."""
    return list(company.get("u_aud", f"/contingencies/{number}/{what}")["items"])
