"""Two people answer at the same moment over REST: one is heard, the other told, nothing is lost."""

import pytest

from tests.scenarios.at_once import together
from tests.scenarios.company import Company, Json
from tests.scenarios.complaining import COMPLAINT
from tests.scenarios.s1 import Walk

TRIES = 8
CONTACTED: Json = {"data": {"contacted_at": "2026-03-02T09:30:00+08:00"}}


@pytest.fixture
def claims(company: Company) -> list[str]:
    """Claims that wait for the surveyors to call."""
    company.clock_shows("2026-03-02T09:30")
    reports = [Walk(company).report_with(object_id=f"沪A1000{n}") for n in range(TRIES)]
    numbers = [company.reports("u_int", **report)["claim_no"] for report in reports]
    for number in numbers:
        company.completes(
            "u_reg", "register_claim", number, decision="register", reserve_amount="3800.00"
        )
    return numbers


def both_complete(company: Company, claim_no: str, *, seen: bool) -> tuple[int, ...]:
    """Let both surveyors complete one task at once; return the statuses, the winner's first."""
    task = company.task(claim_no, "contact_customer")
    headers = {"If-Match": f'"{task["version"]}"'} if seen else {}
    path = f"/tasks/{task['id']}/complete"
    calls = [(user, path, CONTACTED, headers) for user in ("u_sur1", "u_sur2")]
    return tuple(sorted(answer.status_code for answer in together(company, calls)))


@pytest.mark.slow
def test_of_two_who_complete_a_task_at_once_exactly_one_is_heard(
    company: Company, claims: list[str]
) -> None:
    blind = [both_complete(company, number, seen=False) for number in claims[: TRIES // 2]]
    seeing = [both_complete(company, number, seen=True) for number in claims[TRIES // 2 :]]

    assert blind == [(200, 409)] * (TRIES // 2)
    assert set(seeing) <= {(200, 409), (200, 412)}
    assert [company.waiting(number) for number in claims] == [{"survey": ["surveyor"]}] * TRIES


@pytest.mark.slow
def test_a_request_sent_twice_at_once_with_one_key_is_done_once(company: Company) -> None:
    company.clock_shows("2026-03-02T09:30")
    report = Walk(company).report_with()

    answers = [
        together(company, [("u_int", "/claims", report, {"Idempotency-Key": f"app-{n}"})] * 3)
        for n in range(TRIES)
    ]

    assert [{answer.status_code for answer in three} for three in answers] == [{201}] * TRIES
    assert [len({answer.json["id"] for answer in three}) for three in answers] == [1] * TRIES
    assert company.get("u_aud", "/claims")["page"]["total"] == TRIES


@pytest.mark.slow
def test_the_first_losses_of_a_day_reported_at_once_are_as_many_claims(company: Company) -> None:
    company.clock_shows("2026-03-02T09:30")
    report = Walk(company).report_with()

    answers = together(company, [("u_int", "/claims", report, {})] * 4)

    assert [answer.status_code for answer in answers] == [201] * 4
    numbers = sorted(answer.json["claim_no"] for answer in answers)
    assert numbers == [f"CLM-20260302-00000{n}" for n in range(1, 5)]


@pytest.mark.slow
def test_a_loss_reported_twice_at_once_under_one_reference_is_one_claim(company: Company) -> None:
    company.clock_shows("2026-03-02T09:30")

    answers = [
        together(
            company,
            [("u_int", "/claims", Walk(company).report_with(external_ref=f"APP-{n}"), {})] * 3,
        )
        for n in range(TRIES)
    ]

    assert [sorted(answer.status_code for answer in three) for three in answers] == [
        [200, 200, 201]
    ] * TRIES
    assert company.get("u_aud", "/claims")["page"]["total"] == TRIES


def passed_on_at_once(company: Company, reference: str) -> set[int]:
    """Pass a complaint on twice by REST and twice by message; return the statuses."""
    body = {**COMPLAINT, "channel": "regulator_transfer", "regulator_ref": reference}
    calls: list[tuple[str, str, Json, dict[str, str]]] = [
        ("u_int", "/complaints", body, {}),
        ("u_int", "/messages", {"name": "regulator_transfer", "data": body}, {}),
    ]
    return {answer.status_code for answer in together(company, calls * 2)}


@pytest.mark.slow
def test_what_the_regulator_sends_at_once_by_two_ways_is_one_complaint(company: Company) -> None:
    company.clock_shows("2026-03-02T09:30")
    references = [f"JG-{n}" for n in range(TRIES)]

    statuses = [passed_on_at_once(company, reference) for reference in references]

    assert set().union(*statuses) <= {200, 201}
    found = company.get("u_aud", "/complaints", limit=100)["items"]
    assert sorted(one["regulator_ref"] for one in found) == references
