"""Complainants, and those who answer them."""

from typing import Any

from app.cases.operations import publish_message
from app.transaction import transaction
from app.work import SYSTEM
from tests.scenarios.company import Company, Json
from tests.scenarios.paying import PAYEE

COMPLAINT = {
    "complainant": "周正",
    "contact": "13800002222",
    "channel": "phone",
    "subject": "service_attitude",
    "request": "请道歉",
    "facts": "柜面人员态度不好",
}


def complains(company: Company, *, by: str = "u_svc", expect: int = 201, **other: Any) -> Any:
    """Raise a complaint by REST; ``None`` leaves a field out."""
    body = {name: value for name, value in {**COMPLAINT, **other}.items() if value is not None}
    return company.post(by, "/complaints", body, expect=expect)


def is_raised(company: Company, **other: Any) -> None:
    """Let another process raise a complaint by its message."""
    data = {**COMPLAINT, **other}
    with company.client.application.app_context(), transaction(SYSTEM) as work:
        publish_message(work, name="complaint_raised", variables=data)


def is_passed_on(company: Company, reference: str) -> None:
    """Let the regulator's system pass a complaint on by message."""
    data = {**COMPLAINT, "channel": None, "regulator_ref": reference}
    company.post("u_int", "/messages", {"name": "regulator_transfer", "data": data})


def number_of(company: Company, **other: Any) -> str:
    """Raise a complaint and return its number."""
    return str(complains(company, **other)["complaint_no"])


def complaint(company: Company, number: str) -> Json:
    """Return a complaint."""
    return dict(company.get("u_aud", f"/complaints/{number}"))


def now(company: Company) -> str:
    """Return the time on the company's clock."""
    return str(company.get("u_adm", "/clock")["now"])


def accepts(company: Company, number: str, *, by: str = "u_cmp") -> Any:
    """Tell the complainant that the complaint is accepted."""
    return company.completes(by, "acknowledge", number, accepted=True, ack_at=now(company))


def refuses(company: Company, number: str, *, by: str = "u_cmp") -> Any:
    """Tell the complainant that the complaint is not accepted."""
    reason = "同一事项已答复"
    at = now(company)
    return company.completes(
        by, "acknowledge", number, accepted=False, refuse_reason=reason, ack_at=at
    )


def investigates(company: Company, number: str, *, by: str = "u_cmp") -> Any:
    """Find out what happened."""
    answers = {"findings": "调取录像属实", "responsibility": "staff"}
    return company.completes(by, "investigate_complaint", number, **answers)


def proposes(
    company: Company, number: str, *, by: str = "u_cmp", expect: int = 200, **other: Any
) -> Any:
    """Propose a resolution, by default an apology."""
    answers = {"resolution": "当面致歉并培训", "remedy": "apology", **other}
    return company.completes(by, "propose_resolution", number, expect=expect, **answers)


def replies(
    company: Company, number: str, *, by: str = "u_cmp", expect: int = 200, **other: Any
) -> Any:
    """Deliver the reply now."""
    usual = {"reply": "经核查，情况属实。", "delivered_at": now(company), "rights_text": True}
    return company.completes(by, "reply_customer", number, expect=expect, **{**usual, **other})


def answered(company: Company, number: str, *, by: str = "u_cmp") -> None:
    """Take a complaint from its acceptance to the reply."""
    accepts(company, number, by=by)
    investigates(company, number, by=by)
    proposes(company, number, by=by)
    replies(company, number, by=by)


def says(company: Company, number: str, *, expect: int = 200, **opinion: Any) -> Any:
    """Let the complainant say what they think of the reply."""
    return company.post("u_svc", f"/complaints/{number}/feedback", opinion, expect=expect)


def traces(company: Company, number: str, *, by: str = "u_cmp", **other: Any) -> Any:
    """Note the root cause; by default something is to be improved."""
    answers = {"cause": "staff", "action_needed": True, "problem": "服务用语未培训", **other}
    return company.completes(by, "root_cause", number, **answers)


def asks_longer(
    company: Company, number: str, track: str, *, by: str = "u_cmp", expect: int = 200
) -> Any:
    """Ask for a longer limit."""
    answers = {"to_track": track, "reason": "须外地取证", "told_customer_at": now(company)}
    return company.completes(by, "request_extension", number, expect=expect, **answers)


def decides(
    company: Company,
    number: str,
    decision: str,
    *,
    by: str = "u_cmpm",
    task: str = "approve_extension",
    expect: int = 200,
) -> Any:
    """Approve or refuse a longer limit."""
    return company.completes(by, task, number, expect=expect, decision=decision, opinion="见材料")


def withdraws(company: Company, number: str, *, expect: int = 200) -> Any:
    """Take the complaint back."""
    body = {"reason": "已和解"}
    return company.post("u_svc", f"/complaints/{number}/withdraw", body, expect=expect)


def reviews(
    company: Company, number: str, *, by: str, expect: int = 200, uphold: bool = True
) -> Any:
    """Let a superior look at the reply again."""
    new: Json = {} if uphold else {"new_resolution": "改为书面致歉"}
    return company.completes(by, "review_complaint", number, expect=expect, uphold=uphold, **new)


def approves(company: Company, number: str, user: str, decision: str = "approve") -> Any:
    """Let an approver decide on the remedy."""
    return company.completes(user, "approve_step", number, decision=decision, opinion="同意")


def payment(company: Company, number: str) -> Json:
    """Return the one payment of a complaint."""
    (found,) = company.get("u_aud", f"/complaints/{number}/payments")["items"]
    return dict(found)


def orders(company: Company, number: str) -> None:
    """Make out the order for the remedy of the complainant."""
    payee = {**PAYEE, "payee_name": COMPLAINT["complainant"], "relation": "complainant"}
    company.completes("u_cash", "payee_data", number, **payee)
    company.completes("u_cash", "make_payment_order", number)


def bank_pays(company: Company, number: str) -> None:
    """Let the bank say that the remedy is paid."""
    found = payment(company, number)
    body = {"status": "success", "bank_ref": "B-1", "executed_at": now(company)}
    company.post("u_int", f"/payments/{found['id']}/result", body)
