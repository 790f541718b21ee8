"""What other departments propose becomes an improvement action; what it needs is asked for."""

from typing import Any

import pytest
import sqlalchemy as sa

from app.cases.models import Message
from app.insurance.customers.contact_models import Feedback
from app.transaction import reading
from tests.scenarios.company import Company, Json
from tests.scenarios.improving import actions, cycle, plans, proposed, proposes
from tests.scenarios.test_questionnaires import answers, published


def says(company: Company, **data: Any) -> str:
    """Publish a proposal; return the number of the cycle that began with it."""
    body = {"name": "improvement_proposed", "correlation_key": str(data["source"]), "data": data}
    company.post("u_int", "/messages", body)
    query = {"filter[source]": data["source"]}
    (begun,) = company.get("u_aud", "/quality-cycles", **query)["items"]
    return str(begun["cycle_no"])


def shown(company: Company, number: str) -> Json:
    """Return what the plan's form shows before anybody fills it in."""
    task = company.task(number, "plan_action")["id"]
    return dict(company.get("u_quam", f"/tasks/{task}/form")["data"])


def test_the_lesson_of_a_dispute_becomes_an_action(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    said = {"source": "DSP-20260302-000001", "problem": "等待期条款有歧义"}
    number = says(company, **said, prevention="clause")

    form = shown(company, number)
    assert (form["problem"], form["measure"]) == ("等待期条款有歧义", "product")
    plans(company, number, problem="等待期条款有歧义", measure="product", owner="u_prd")

    (action,) = actions(company, number)
    assert (action["source"], action["measure"]) == ("DSP-20260302-000001", "product")
    assert cycle(company, number)["origin"] == "proposal"


def test_a_proposal_may_bring_its_cause_and_measure(company_on_sqlite: Company) -> None:
    said = {"source": "CMP-1", "problem": "答复迟延", "cause": "人手不足", "measure": "incentive"}

    form = shown(company_on_sqlite, says(company_on_sqlite, **said))

    assert (form["cause"], form["measure"]) == ("人手不足", "incentive")


@pytest.mark.parametrize(
    "days",
    [
        {"period_from": "2026-02-01", "period_to": "2026-03-01"},
        {"period_from": "2025-10-01", "period_to": "2026-01-01"},
    ],
)
def test_a_message_begins_no_quarter_that_is_not_one(
    company_on_sqlite: Company, days: dict[str, str]
) -> None:
    company = company_on_sqlite
    company.now_is("2026-03-02T09:00")
    data = {**days, "quarter": "2026Q1"}

    company.call("u_int", "POST", "/messages", json={"name": "improvement_proposed", "data": data})

    assert company.get("u_aud", "/quality-cycles")["items"] == []


@pytest.mark.parametrize("measure", ["hope", None])
def test_a_measure_that_nobody_knows_is_chosen_by_the_manager(
    company_on_sqlite: Company, measure: str | None
) -> None:
    said = {"source": "CMP-2", "problem": "答复迟延", "measure": measure}

    form = shown(company_on_sqlite, says(company_on_sqlite, **said))

    assert form.get("measure") is None


def test_a_training_is_asked_for_with_segment_courses_and_reason(
    company_on_sqlite: Company,
) -> None:
    company = company_on_sqlite
    number = proposed(company)

    plans(
        company,
        number,
        measure="training",
        audience="customers",
        segment="elderly",
        courses="理赔须知",
    )

    with company.client.application.app_context():
        needed = sa.select(Message).where(Message.name == "training_needed")
        message = reading().session.scalars(needed).one()
    assert message.variables == {
        "source": f"{number}-A01",
        "segment": "elderly",
        "courses": "理赔须知",
        "reason": "客户等候超过二十分钟",
    }


def test_opinions_name_the_improvement_that_came_of_them(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    published(company)
    answers(company, 0, comment="等太久")
    with company.client.application.app_context():
        opinion = reading().session.scalars(sa.select(Feedback.id)).one()

    number = proposes(company, feedback=[str(opinion)])["cycle_no"]

    with company.client.application.app_context():
        assert reading().session.scalars(sa.select(Feedback.action)).one() == number
