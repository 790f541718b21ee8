"""Care for customers in scenarios: who allows what, what is planned, and what reaches them."""

from typing import Any

from app.insurance.customers.contact_models import Feedback, FeedbackCategory
from app.insurance.customers.contact_operations import note_feedback
from app.transaction import transaction
from app.work import SYSTEM
from tests.scenarios.company import Company, Json

ZHANG, LI, WAREHOUSE = "C-ZHANG", "C-LI", "C-HUADONG"  # Li has no policy
OFFER = {"text": "家庭财产保险体检活动，欢迎预约。"}
WARNING = {"region": "浦东新区", "peril": "storm_flood", "text": "台风将至，请加固门窗。"}
RECOMMENDS = {
    "needs": "新购住房，担心火灾水损",
    "product": "PRO",
    "suitability": "suitable",
    "exclusions_explained": True,
}


def passes(company: Company, until: str) -> None:
    """Let time pass until a local time; what falls due on the way is done."""
    company.post("u_adm", "/clock/advance", {"to": f"{until}:00+08:00"})


def says(company: Company, who: str, *, granted: bool, purpose: str = "marketing") -> None:
    """Let a customer allow or refuse a use of personal data."""
    told = {"purpose": purpose, "granted": granted, "channel": "phone", "text_version": "2026-1"}
    company.post("u_svc", f"/customers/{who}/consents", told, expect=201)


def calls(company: Company, who: str) -> None:
    """Let a customer call, which is a contact."""
    told = {"channel": "phone", "direction": "inbound", "verbatim": "想了解家财险"}
    company.post("u_svc", f"/customers/{who}/contact-notes", told, expect=201)


def dislikes(company: Company, who: str) -> None:
    """Let a customer rate some service with 1 of 5."""
    customer_id = int(company.get("u_svc", f"/customers/{who}")["id"])
    opinion = Feedback(
        customer_id=customer_id, category=FeedbackCategory.SERVICE, text="不满意", rating=1
    )
    with company.client.application.app_context(), transaction(SYSTEM) as work:
        note_feedback(work, opinion, source="SRQ-1")


def items(company: Company, who: str, trigger: str) -> list[Json]:
    """Return the items of a customer for a trigger, the oldest first."""
    customer_id = company.get("u_svc", f"/customers/{who}")["id"]
    query = {"filter[customer]": customer_id, "filter[trigger]": trigger}
    found = company.get("u_care", "/care-items", **query)["items"]
    return list(reversed(found))


def item(company: Company, who: str, trigger: str) -> Json:
    """Return the one item of a customer for a trigger."""
    (found,) = items(company, who, trigger)
    return found


def states(company: Company, who: str, trigger: str) -> list[tuple[str, str | None]]:
    """Return where each item stands, and why it was left out."""
    return [(one["status"], one["reason"]) for one in items(company, who, trigger)]


def received(company: Company, who: str) -> list[tuple[str, str]]:
    """Return the subjects of what a customer was sent, and when; the oldest first."""
    customer_id = company.get("u_svc", f"/customers/{who}")["id"]
    sent = company.get(
        "u_care", "/messages-sent", **{"filter[customer]": customer_id, "filter[status]": "sent"}
    )
    return [(one["subject"], one["sent_at"]) for one in reversed(sent["items"])]


def is_licensed(company: Company, seller: str, kind: str, until: str) -> None:
    """Give a seller a licence for a class of business."""
    body = {"licences": [{"class": kind, "no": f"SAL-{kind}", "valid_until": until}]}
    answer = company.call("u_adm", "PATCH", f"/users/{seller}", json=body)
    assert answer.status_code == 200, answer.text


def idle_prospect(company: Company) -> str:
    """Let a prospect who allows marketing hear nothing for 14 days; return the care number."""
    company.clock_shows("2026-03-09T10:00")
    says(company, LI, granted=True)
    calls(company, LI)
    passes(company, "2026-03-23T09:30")
    return str(item(company, LI, "prospect_idle_14d")["care_no"])


def recommends(company: Company, care_no: str, *, expect: int = 200, **other: Any) -> Json:
    """Let the seller recommend."""
    said = {**RECOMMENDS, **other}
    return company.completes("u_sal", "recommend", care_no, expect=expect, **said)
