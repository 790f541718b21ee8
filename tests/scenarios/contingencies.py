"""A small diagram that tells the claims department of a contingency, as the plan will."""

from typing import Any

from tests.engine import diagrams as d
from tests.engine import extras as x
from tests.scenarios.company import Company, Json
from tests.scenarios.deploying import deploys

TOLD = d.diagram(
    d.start(),
    d.service_task("note", "claims.note_event"),
    d.exclusive("concerns", default=True),
    d.exclusive("next"),
    d.service_task("tag", "claims.tag_open_claims"),
    d.exclusive("more", default=True),
    d.catch("breathe", x.on_timer("PT1S")),
    d.end(),
    d.flows(
        "start > note > concerns",
        "concerns > end if =not(noted) or ended",
        "concerns > next default",
        "next > tag > more",
        "more > end if =done",
        "more > breathe default",
        "breathe > next",
    ),
    process_id="contingency_told",
)
TYPHOON: Json = {
    "event_id": "TY-2026-01",
    "level": "I",
    "window_from": "2026-03-01T00:00:00+08:00",
    "window_to": "2026-03-05T00:00:00+08:00",
    "perils": ["collision"],
    "regions": ["上海市"],
    "ended": False,
    "page_size": 200,
}


def learns(company: Company) -> None:
    """Deploy the diagram."""
    deploys(company, contingency_told__bpmn=TOLD)


def is_told(company: Company, **other: Any) -> Json:
    """Tell of the typhoon, or of what is different; let every page be tagged."""
    body = {"process": "contingency_told", "data": {**TYPHOON, **other}}
    case = company.post("u_adm", "/cases", body, expect=201)["id"]
    company.post("u_adm", "/clock/advance", {"by": "PT10S"})
    return variables(company, case)


def variables(company: Company, case: str) -> Json:
    """Return the variables of a case that are one text, number or truth."""
    items = company.get("u_aud", f"/cases/{case}/variables")["items"]
    return {item["name"]: item["value"] for item in items}


def ends(company: Company, event_id: str = "TY-2026-01") -> Json:
    """Tell that a contingency has ended."""
    return is_told(company, event_id=event_id, ended=True)


def tag(company: Company, claim_no: str) -> tuple[str | None, str]:
    """Return the event and the level of a claim."""
    claim = company.claim(claim_no)
    return claim["event_id"], claim["cat_level"]
