"""Claims that wait for the surveyors, and their tasks."""

from tests.scenarios.company import Company
from tests.scenarios.s1 import REPORT, Walk


def task_of(walk: Walk, definition: str = "contact_customer") -> str:
    """Return the path of a claim's open task: as a rule the one that the surveyors have first."""
    return f"/tasks/{walk.company.task(walk.claim_no, definition)['id']}"


def another(company: Company, number: int) -> str:
    """Report another loss; return the claim's number."""
    other = {"object_id": f"沪B1000{number}", "loss_place": f"上海市{number}号"}
    return str(company.reports("u_int", **{**REPORT, **other})["claim_no"])


def queue_up(company: Company, claims: int) -> None:
    """Bring more claims before the surveyors, and let one more wait for registration."""
    for number in range(claims):
        registered = {"decision": "register", "reserve_amount": "3800.00"}
        company.completes("u_reg", "register_claim", another(company, number), **registered)
    another(company, 9)
