"""Every way a training can take is taken, up to each of its ends."""

import pytest

from tests.scenarios.company import Company
from tests.scenarios.drawings import STEPS, Flow, drawn, only
from tests.scenarios.test_every_flow import entered_by
from tests.scenarios.training_customers import (
    NINETY_DAYS_AFTER,
    approves,
    asks_for,
    enrols,
    farmers,
    is_assessed,
    is_held,
    is_reviewed,
    offered,
    plans,
    sessions,
    training,
)

DATES = [{"at": f"2026-04-{day}T09:00:00+08:00"} for day in ("10", "13", "16", "19", "20")]


def needed(company: Company) -> str:
    """Ask for a training by message; return its number."""
    data = {"segment": "farmer", "source": "QLT-20260401-000001", "reason": "报案不及时"}
    company.post("u_int", "/messages", {"name": "training_needed", "data": data})
    return str(company.get("u_aud", "/trainings")["items"][0]["training_no"])


def held(company: Company) -> str:
    """Return the plan once; then cancel, hold undecided, hold, call off and hold a session each."""
    number = needed(company)
    plans(company, number)
    answers = {"decision": "return", "return_reason": "改为五场"}
    company.completes("u_trnm", "approve_training", number, **answers)
    plans(company, number, dates=DATES, capacity=5)
    approves(company, number)
    first, _, third, fourth, last = (session["id"] for session in sessions(company, number))
    for customer, session in enumerate((first, third, fourth, last, last, last, last, last)):
        enrols(company, number, f"C-farmer-{customer}", session=session)
    cancelled = f"/trainings/{number}/sessions/{first}/cancel"
    company.post("u_trn", cancelled, {"reason": "场地不可用"})
    company.now_is("2026-04-13T09:00")
    is_held(company, number)
    company.now_is("2026-04-14T09:00")
    company.completes("u_trnm", "decide_small_session", number, decision="hold")
    company.now_is("2026-04-16T09:00")
    is_held(company, number)
    is_assessed(company, number, 80)
    company.now_is("2026-04-17T09:00")
    company.completes("u_trnm", "decide_small_session", number, decision="cancel")
    company.now_is("2026-04-20T09:00")
    is_held(company, number)
    is_assessed(company, number, 80, 80, 80, 80, 80)
    company.now_is(NINETY_DAYS_AFTER)
    is_reviewed(company, number, "yes")
    return number


def cancelled(company: Company) -> str:
    """Cancel a training whose courses were known from the beginning."""
    number = str(asks_for(company, courses=["loss_report_skill"])["training_no"])
    plans(company, number)
    company.post("u_trn", f"/trainings/{number}/cancel", {"reason": "不再需要"})
    return number


def not_held(company: Company) -> str:
    """Call off the only session of a training."""
    number = offered(company, dates=[{"at": "2026-04-03T09:00:00+08:00"}])
    session = sessions(company, number)[0]["id"]
    company.post("u_trn", f"/trainings/{number}/sessions/{session}/cancel", {"reason": "取消"})
    return number


@pytest.mark.slow
def test_every_flow_and_step_of_a_training_is_walked(
    company_on_sqlite: Company, walked: set[Flow]
) -> None:
    company_on_sqlite.now_is("2026-04-01T10:00")
    farmers(company_on_sqlite, 8)

    numbers = [goes(company_on_sqlite) for goes in (cancelled, not_held, held)]

    cases = [training(company_on_sqlite, number)["case_id"] for number in numbers]
    come_by = set().union(*(entered_by(company_on_sqlite, case) for case in cases))
    assert only("training", drawn("sequenceFlow") - walked) == set()
    assert only("training", drawn(*STEPS) - come_by) == set()
