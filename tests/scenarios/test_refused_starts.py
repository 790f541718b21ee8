"""What cannot start a case is refused to whoever sends it; no operator has to find it."""

import pytest

from tests.scenarios.company import Company, Json

PROCESSES = (
    "claim",
    "complaint",
    "contingency",
    "customer_care",
    "dispute",
    "inbound_message",
    "overdue",
    "quality_cycle",
    "revisit",
    "revisit_report",
    "service_request",
    "training",
)
MESSAGES = (
    "clock_breached",
    "dispute_opened",
    "improvement_proposed",
    "loss_reported",
    "regulator_transfer",
    "request_raised",
    "revisit_requested",
    "training_needed",
)
NONSENSE: Json = {
    "amount": "many",
    "case_id": "nowhere",
    "channel": "pigeon",
    "claim_id": -1,
    "clock_id": "late",
    "customer": {"name": "?"},
    "customer_id": "nobody",
    "message_id": {},
    "month": "May",
    "need": 7,
    "period_from": "soon",
    "problem": 7,
    "request_id": "eins",
    "segment": 7,
    "source": {},
    "topic": "weather",
    "trigger": 7,
}


def incidents(company: Company) -> list[tuple[str, str]]:
    """Return which elements stand still, and why."""
    found = company.get("u_aud", "/incidents")["items"]
    return [(one["element"], one["message"]) for one in found]


@pytest.mark.parametrize("data", [{}, NONSENSE], ids=["nothing", "nonsense"])
@pytest.mark.parametrize("process", PROCESSES)
def test_nonsense_starts_no_case_that_stands_still(
    company_on_sqlite: Company, process: str, data: Json
) -> None:
    body = {"process": process, "data": data}

    answers = [
        company_on_sqlite.call(user, "POST", "/cases", json=body) for user in ("u_adm", "u_svc")
    ]

    assert {answer.status_code for answer in answers} <= {201, 403, 409, 422}
    assert incidents(company_on_sqlite) == []


@pytest.mark.parametrize("data", [{}, NONSENSE], ids=["nothing", "nonsense"])
@pytest.mark.parametrize("name", MESSAGES)
def test_nonsense_by_message_starts_no_case_that_stands_still(
    company_on_sqlite: Company, name: str, data: Json
) -> None:
    answer = company_on_sqlite.call(
        "u_int", "POST", "/messages", json={"name": name, "correlation_key": "X", "data": data}
    )

    assert answer.status_code in (200, 409, 422)
    assert incidents(company_on_sqlite) == []
