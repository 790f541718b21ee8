"""Those who measure and improve the service of the company."""

import datetime as dt
from typing import Any

from tests.scenarios.company import Company, Json

MARCH = {"period_from": "2026-03-01", "period_to": "2026-03-31"}


def user_id(company: Company, username: str) -> str:
    """Return the id of a member of staff."""
    users = company.get("u_adm", "/users", limit=200)["items"]
    return next(str(user["id"]) for user in users if user["username"] == username)


def checks(company: Company, smile: int) -> None:
    """Look at how customers are received; the smile is the one item about attitude here."""
    items = [{"item": "smile", "score": smile}, {"item": "dress", "score": 5}]
    body = {"area": "etiquette", "counter": "浦东营业部3号", "items": items}
    company.post("u_qua", "/quality-checks", body, expect=201)


def proposes(company: Company, *, by: str = "u_svc", expect: int = 201, **said: Any) -> Any:
    """Propose an improvement; return its cycle."""
    usual = {"problem": "客户等候超过二十分钟", "cause": "午间窗口不足"}
    return company.post(by, "/quality-actions", {**usual, **said}, expect=expect)


def proposed(company: Company) -> str:
    """Let an agent propose an improvement in March; return the number of its cycle."""
    company.now_is("2026-03-02T09:00")
    return str(proposes(company)["cycle_no"])


def evaluates(company: Company, *, expect: int = 201, **other: Any) -> Any:
    """Begin to evaluate March, but for its last day."""
    return company.post("u_qua", "/quality-cycles", {**MARCH, **other}, expect=expect)


def judges(company: Company, number: str, *areas: Json, expect: int = 200, **other: Any) -> Any:
    """Judge the service within the company."""
    usual = {"areas": list(areas) or [{"area": "conduct", "score": 4, "note": ""}]}
    answers = {**usual, **other}
    return company.completes("u_qua", "internal_evaluation", number, expect=expect, **answers)


def plan(company: Company, **other: Any) -> Json:
    """Return a plan of what is to be done; the agent owns it unless said otherwise."""
    owner = user_id(company, other.pop("owner", "u_svc"))
    today = dt.datetime.fromisoformat(company.get("u_adm", "/clock")["now"]).date()
    usual = {
        "problem": "客户等候超过二十分钟",
        "cause": "午间窗口不足",
        "measure": "process" if "change_of" in other else "channel",
        "owner": owner,
        "metric": "平均等候分钟",
        "baseline": 22,
        "target": 10,
        "due": (today + dt.timedelta(days=20)).isoformat(),
    }
    return {**usual, **other}


def plans(company: Company, number: str, *, expect: int = 200, **other: Any) -> Any:
    """Plan what is to be done about the one problem there is."""
    answers = plan(company, **other)
    return company.completes("u_quam", "plan_action", number, expect=expect, **answers)


def does(company: Company, number: str, *, by: str = "u_svc", expect: int = 200) -> Any:
    """Carry the action out."""
    return company.completes(by, "do_action", number, expect=expect, done="午间增开两个窗口")


def a_month_passes(company: Company) -> None:
    """Let the effect of what was done show."""
    now = dt.datetime.fromisoformat(company.get("u_adm", "/clock")["now"])
    company.now_is((now + dt.timedelta(days=30)).strftime("%Y-%m-%dT%H:%M"))


def verifies(
    company: Company,
    number: str,
    value: float,
    *,
    by: str = "u_qua",
    expect: int = 200,
    **other: Any,
) -> Any:
    """Say what was measured after a month, and whether the action has worked."""
    answers = {"value": value, "effective": value <= 10, **other}
    return company.completes(by, "verify_effect", number, expect=expect, **answers)


def says_so(company: Company, number: str, value: float) -> None:
    """Let a month pass and verify the effect."""
    a_month_passes(company)
    verifies(company, number, value)


def tries(company: Company, number: str, value: float, **plan: Any) -> None:
    """Plan, do and verify once."""
    plans(company, number, **plan)
    does(company, number)
    says_so(company, number, value)


def cycle(company: Company, number: str) -> Json:
    """Return a quality cycle."""
    return dict(company.get("u_aud", f"/quality-cycles/{number}"))


def actions(company: Company, number: str) -> list[Json]:
    """Return the actions of a cycle, the newest first."""
    query = {"filter[cycle]": cycle(company, number)["id"]}
    return list(company.get("u_aud", "/quality-actions", **query)["items"])


def pointers(refusal: Any) -> list[str]:
    """Return the fields that a refusal names."""
    return [error["pointer"] for error in refusal["errors"]]
