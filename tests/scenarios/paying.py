"""People who pay a claim: the cashier, the second pair of eyes, the bank, and those who doubt."""

from typing import Any

from tests.scenarios.company import Company
from tests.scenarios.s1 import Walk

PAYEE = {
    "payee_name": "张伟",
    "payee_type": "individual",
    "relation": "insured",
    "account_no": "6222020000000000001",
    "bank": "中国工商银行上海分行",
    "requested_method": "bank_transfer",
}
KNOWN = {"id_verified": True, "relation_verified": True, "risk": "low", "result": "clear"}


def payments(walk: Walk) -> list[Any]:
    """List a claim's payments, the first one first."""
    return list(walk.company.get("u_aud", f"/claims/{walk.claim_no}/payments")["items"])


def states(walk: Walk) -> list[str]:
    return [payment["status"] for payment in payments(walk)]


def knows(walk: Walk, **found: Any) -> Any:
    """Let the officer examine the payee, by default without finding anything."""
    return walk.completes("u_aml", "cdd", **{**KNOWN, **found})


def reviews(walk: Walk, result: str, *, by: str = "u_fin", expect: int = 200) -> Any:
    return walk.completes(by, "review_payment", result=result, expect=expect)


def ordered(walk: Walk) -> None:
    """Bring a larger claim from the agreement to the second check."""
    walk.payee()
    knows(walk)
    walk.order()


def fixes(walk: Walk, *, expect: int = 200, **corrected: Any) -> Any:
    """Let the cashier correct what the bank could not pay to."""
    return walk.completes("u_cash", "fix_payment", expect=expect, **{**PAYEE, **corrected})


def bank_says(
    walk: Walk, status: str, *, ref: str = "B-1", of: Any = None, expect: int = 200
) -> Any:
    """Let the bank answer, by default for the newest payment."""
    payment = of or payments(walk)[-1]
    body = {"status": status, "bank_ref": ref}
    return walk.company.post("u_int", f"/payments/{payment['id']}/result", body, expect=expect)


def incidents(company: Company) -> list[str]:
    """Name the elements that stand still."""
    return [row["element"] for row in company.get("u_adm", "/incidents")["items"]]


def pays(company: Company, key: str, walk: Walk, **other: Any) -> Walk:
    """Start a payment for a claim by itself, as another process would call it."""
    calls(company, key, walk, expect=201, **other)
    return Walk(company, walk.loss, key)


def calls(company: Company, key: str, walk: Walk, *, expect: int, **other: Any) -> Any:
    """Call the process of a payment; return the answer."""
    claim = company.claim(walk.claim_no)
    called = {
        "subject_type": "claim",
        "subject_id": claim["id"],
        "kind": "dispute_difference",
        "lob": "motor_commercial",
        "amount_total": 5000,
        "already_paid": 3600,
        "payee": None,
        **other,
    }
    body = {"process": "payment", "business_key": key, "data": called}
    return company.post("u_adm", "/cases", body, expect=expect)
