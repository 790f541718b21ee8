"""A customer enrols while the manager decides on the session: one waits for the other, no more."""

import pytest

from tests.scenarios.at_once import together
from tests.scenarios.company import Company
from tests.scenarios.training_customers import (
    TWO_DAYS_BEFORE,
    enrolments,
    enrols,
    farmers,
    offered,
    training,
)

TRIES = 6


@pytest.mark.slow
def test_whoever_enrols_while_the_session_is_called_off_is_told_so_or_is_told_no(
    company: Company,
) -> None:
    company.now_is("2026-04-01T10:00")
    farmers(company, 2)
    numbers = [offered(company) for _ in range(TRIES)]
    enrolled = [enrols(company, number, "C-farmer-0") for number in numbers]
    company.now_is(TWO_DAYS_BEFORE)
    tasks = [company.task(number, "decide_small_session")["id"] for number in numbers]

    answers = [
        together(
            company,
            [
                ("u_svc", f"/trainings/{number}/enrolments", {"customer": "C-farmer-1"}, {}),
                ("u_trnm", f"/tasks/{task}/complete", {"data": {"decision": "cancel"}}, {}),
            ],
        )
        for number, task in zip(numbers, tasks, strict=True)
    ]

    assert len(enrolled) == TRIES
    assert {enrolling.status_code for enrolling, _ in answers} <= {201, 409}
    assert {deciding.status_code for _, deciding in answers} == {200}
    assert {training(company, number)["status"] for number in numbers} == {"cancelled"}
    assert {said for number in numbers for said in enrolments(company, number).values()} == {
        "cancelled"
    }
