"""The material of a revisit: customer, policy, product sheet and script. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.insurance.answers import local_text
from app.insurance.customers.models import Customer, Policy
from app.insurance.customers.rules import mask_phone
from app.insurance.revisits import rules
from app.insurance.revisits.models import RevisitPlanItem
from app.insurance.revisits.scripts import Question, questions_of
from app.work import Work


def pack(work: Work, item: RevisitPlanItem) -> dict[str, Any]:
    """Put together what whoever asks has before them; telephone numbers are masked."""
    policy = item.policy
    asked = questions_of(
        item.script,
        mandatory=item.mandatory,
        marketing=item.marketing_consent,
        instalments=policy is None or len(policy.premium_due_dates) > 1,
    )
    return {
        "customer": _customer(item.customer),
        "policy": None if policy is None else _policy(work, policy),
        "product": None if policy is None else _product(policy),
        "script": item.script,
        "questions": rows_of(asked),
        "missing": missing(item),
    }


def rows_of(asked: Sequence[Question]) -> list[dict[str, str]]:
    """Return questions as they are kept and shown."""
    return [{"q": one.code, "text": one.text} for one in asked]


def missing(item: RevisitPlanItem) -> list[str]:
    """Name what is needed to turn to the customer, and is not known."""
    customer = item.customer
    needed = "email" if item.channel == "mail" else "phones"
    wanting = [] if getattr(customer, needed) else [needed]
    if item.plan == rules.NEW_POLICY and item.policy is None:
        wanting.append("policy")
    return wanting


def _customer(customer: Customer) -> dict[str, Any]:
    phones = (customer.phones or "").splitlines()
    return {
        "customer_no": customer.customer_no,
        "name": customer.name,
        "type": customer.type.value,
        "segment": customer.segment.value,
        "phones": [mask_phone(phone) for phone in phones],
    }


def _policy(work: Work, policy: Policy) -> dict[str, Any]:
    off, delivered = policy.cooling_off_until, policy.delivered_at
    return {
        "policy_no": policy.policy_no,
        "starts_on": policy.starts_on.isoformat(),
        "ends_on": policy.ends_on.isoformat(),
        "premium": policy.premium,
        "premium_due_dates": policy.premium_due_dates,
        "sum_insured": policy.sum_insured,
        "cooling_off_until": off and off.isoformat(),
        "delivered_at": delivered and local_text(delivered, work.processes.zone),
        "seller": policy.seller,
    }


def _product(policy: Policy) -> dict[str, Any]:
    product = policy.product
    return {
        "name": product.name,
        "version": product.product_version,
        "advantages": product.advantages,
        "exclusions": [clause["text"] for clause in product.clauses if clause["is_exclusion"]],
    }


def as_text(material: Mapping[str, Any]) -> str:
    """Write the material down as the form shows it to the agent."""
    customer, policy, product = material["customer"], material["policy"], material["product"]
    lines = [f"客户：{customer['name']}（{customer['customer_no']}）{' '.join(customer['phones'])}"]
    if policy is not None and product is not None:
        lines += [
            f"保单：{policy['policy_no']}，{policy['starts_on']} 至 {policy['ends_on']}",
            f"产品：{product['name']}",
            f"保额 {policy['sum_insured']:,.2f} 元，保费 {policy['premium']:,.2f} 元",
            f"犹豫期至：{policy['cooling_off_until'] or '—'}，销售：{policy['seller'] or '—'}",
            *(f"责任免除：{text}" for text in product["exclusions"]),
        ]
    return "\n".join([*lines, f"话术：{material['script']}"])
