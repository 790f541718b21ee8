"""What people do with the customer file: take in, sell, ask, decide."""

from typing import Any

import sqlalchemy as sa

from app.audit.models import AuditRow
from app.transaction import reading
from tests.scenarios.company import Company, Json

ANNA: Json = {
    "type": "individual",
    "name": "陈安娜",
    "id_type": "id_card",
    "id_no": "310101199002021234",
    "birth_date": "1990-02-02",
    "phones": ["13700001111"],
    "email": "anna@example.com",
    "source_channel": "app",
    "source": "customer",
    "basis": "contract",
}
SOLD: Json = {
    "policy_no": "P-ANNA",
    "product": "LIF",
    "insureds": ["C-ZHANG"],
    "beneficiaries": [{"customer": "C-LI", "order": 1, "share": "1"}],
    "start": "2026-03-01",
    "end": "2046-03-01",
    "premium": "6000.00",
    "sum_insured": "300000.00",
    "seller": "u_sal",
    "explanation_proof": True,
}


def takes_in(company: Company, *, expect: int = 201, **other: Any) -> Json:
    """Take Anna in, or somebody who differs in something."""
    body = {name: value for name, value in {**ANNA, **other}.items() if value is not None}
    return dict(company.post("u_svc", "/customers", body, expect=expect))


def sells(company: Company, *, expect: int = 201, **other: Any) -> Json:
    """Let the policy system tell of a policy that was sold to Mr Zhang."""
    body = {**SOLD, "policyholder": "C-ZHANG", **other}
    return dict(company.post("u_int", "/policies", body, expect=expect))


def changes(company: Company, path: str, body: Json, *, by: str = "u_svc") -> Any:
    return company.call(by, "PATCH", path, json=body)


def overview(company: Company, user: str, customer: str = "C-ZHANG") -> Json:
    return dict(company.get(user, f"/customers/{customer}/overview"))


def asks(company: Company, kind: str, *, customer: str = "C-ZHANG", **other: Any) -> str:
    """Let Mr Zhang, or who is named, ask about their data; return the id of the request."""
    body = {
        "kind": kind,
        "channel": "counter",
        "identity_checked": True,
        "details": "我要求处理我的个人信息",
        **other,
    }
    path = f"/customers/{customer}/data-requests"
    return str(company.post("u_svc", path, body, expect=201)["id"])


def looks_noted(company: Company) -> list[str | None]:
    """List of whom unmasked data were looked at, as the audit log says."""
    with company.client.application.app_context():
        seen = sa.select(AuditRow.subject).where(AuditRow.action == "customer.seen")
        return list(reading().session.scalars(seen))


def decides(company: Company, request: str, *, expect: int = 200, **said: Any) -> Json:
    """Let the compliance officer grant a request, or refuse it."""
    body = {"granted": True, **said}
    return dict(company.post("u_comp", f"/data-requests/{request}/answer", body, expect=expect))


def ends_contracts(company: Company, customer: str = "C-ZHANG") -> None:
    """Let the policies of a customer that still run end today."""
    holder = company.get("u_svc", f"/customers/{customer}")["id"]
    today = company.get("u_adm", "/clock")["now"][:10]
    held = company.get("u_svc", "/policies", **{"filter[policyholder]": holder})["items"]
    for policy in held:
        if policy["end"] > today:
            company.post("u_int", f"/policies/{policy['policy_no']}/surrender", {"on": today})
