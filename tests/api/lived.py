"""A company in which something has happened in every room, so that requests find rows."""

from typing import Any

from app.identity.permissions import OUTSIDERS, READERS
from app.identity.roles import CODES
from tests.scenarios import (
    absences,
    caring,
    complaining,
    customer_files,
    emergencies,
    improving,
    revisiting,
    serving_customers,
    staff,
    talking,
    training_customers,
)
from tests.scenarios.benefits import HOME
from tests.scenarios.company import Company, Json
from tests.scenarios.deploying import deploys
from tests.scenarios.s1 import Walk
from tests.scenarios.test_change_requests import requested
from tests.scenarios.test_company_rules import REFERENCE
from tests.scenarios.test_complaint_bulletin import MOTOR, enters
from tests.scenarios.test_contingency_plans import HAIL, PLANS
from tests.scenarios.test_operating_cases import ASKING, fees
from tests.scenarios.test_quality_checks import COUNTER, STANDARD
from tests.scenarios.test_questionnaires import CONTENT, SURVEY
from tests.scenarios.test_raised_disputes import raised
from tests.scenarios.test_saved_filters import BODY as DEAR

EVERYBODY = "u_all"
PROMISE: Json = {
    "stage": "service_request",
    "clock_type": "internal",
    "text": "一个工作日内答复",
    "text_en": "Answered within a working day",
    "published_from": "2026-03-01",
}
LICENCE: Json = {"statutory_class": "property", "licence_no": "L-2", "valid_from": "2026-01-01"}
HOLIDAY: Json = {"day": "2026-12-24", "kind": "holiday", "name": "年终"}


def live(company: Company) -> dict[str, str]:
    """Let every room of the company have something to show, by Friday 13 March 2026.

    :returns: the claim that was paid, the task that was talked about, the training that some
        have enrolled for
    """
    everywhere(company)
    walk = Walk(company)
    walk.all_until(walk.archive)
    raised(company, "u_cmp", walk.claim_no)
    waiting = told(company, **HOME, loss_time="2026-03-03T08:00:00+08:00")
    talked = talk(company, waiting)
    serve(company)
    trained = look_after(company)
    improve(company)
    operate(company)
    return {"paid": walk.claim_no, "talked": talked, "trained": trained}


def everywhere(company: Company) -> None:
    """Hire somebody who may do all that a member of staff may do."""
    staff.hires(company, EVERYBODY, "admin")
    for group in sorted(CODES - OUTSIDERS - READERS - {"admin"}):
        staff.joins(company, EVERYBODY, group)


def told(company: Company, **other: Any) -> str:
    """Report another loss; return the claim's number."""
    report = Walk(company).report_with(**other)
    return str(company.reports("u_int", **report)["claim_no"])


def talk(company: Company, claim_no: str) -> str:
    """Comment, attach, save, draft, and let somebody stand in."""
    task = company.task(claim_no, "register_claim")["id"]
    talking.says(company, "u_reg", f"/tasks/{task}", "@u_cmgr 请看")
    talking.says(company, "u_reg", f"/cases/{claim_no}", "请看 @u_aud")
    (file,) = company.uploads("u_reg", ["map"])
    company.post("u_reg", f"/tasks/{task}/attachments", {"file": file}, expect=201)
    company.post("u_sur1", "/filters", DEAR, expect=201)
    company.post(EVERYBODY, "/filters", DEAR, expect=201)
    absences.names(company, "u_sur1", "u_sur2")
    absences.names(company, EVERYBODY, "u_ana")
    return str(task)


def serve(company: Company) -> None:
    """Take in a request, a message, a complaint, and call a customer."""
    serving_customers.asks(company)
    serving_customers.writes(company)
    complaining.complains(company)
    revisiting.begins(company)
    customer_files.takes_in(company)
    customer_files.sells(company)
    customer_files.asks(company, "access")
    company.post("u_qua", "/questionnaires", SURVEY, expect=201)
    company.post("u_quam", "/questionnaires/after-service/publish")
    response = {"customer": "C-LI", "channel": "phone", "answers": CONTENT}
    company.post("u_svc", "/questionnaires/after-service/responses", response, expect=201)


def look_after(company: Company) -> str:
    """Train, warn, care, and answer a contingency."""
    training_customers.farmers(company, 2)
    number = training_customers.offered(company)
    training_customers.enrols(company, number, "C-farmer-0")
    training_customers.asks_for(company)
    caring.says(company, "C-ZHANG", granted=True)
    caring.calls(company, "C-ZHANG")
    company.post("u_int", "/weather-warnings", caring.WARNING, expect=201)
    emergencies.is_active(company)
    company.post("u_catc", PLANS, HAIL, expect=201)
    return number


def improve(company: Company) -> None:
    """Measure the service and improve it; keep what is worth knowing."""
    improving.proposes(company)
    company.post("u_quam", "/quality-standards", STANDARD, expect=201)
    company.post("u_qua", "/quality-checks", COUNTER, expect=201)
    requested(company)
    company.post("u_cmp", "/case-references", REFERENCE, expect=201)
    company.post("u_quam", "/promises", PROMISE, expect=201)
    enters(company, "u_cmpm", "2026-02", MOTOR)


def operate(company: Company) -> None:
    """Let a case stand still, a decision be asked, and time limits run out."""
    deploys(company, charge__bpmn=ASKING, fee__dmn=fees(('"small"', "5")))
    company.post("u_ana", "/cases", {"process": "charge", "data": {"kind": "large"}}, expect=201)
    company.evaluates("fee", kind="small")
    company.post("u_adm", "/clock/advance", {"by": "P9D"})
