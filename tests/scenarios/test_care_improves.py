"""What talks of care show is bettered; what the company may not sell is not recommended."""

import datetime as dt

import pytest
import sqlalchemy as sa

from app.insurance.customers.file_models import CompanyLicence
from app.insurance.customers.models import StatutoryClass
from app.transaction import transaction
from app.work import SYSTEM
from tests.scenarios.caring import (
    ZHANG,
    dislikes,
    idle_prospect,
    is_licensed,
    item,
    passes,
    recommends,
)
from tests.scenarios.company import Company, Json

TALK: Json = {
    "done_at": "2026-03-03T09:40:00+08:00",
    "content": "客户说热线总是占线",
    "response": "neutral",
}


def talk_is_due(company: Company) -> str:
    """Let a customer be called who was not content; return the care number."""
    company.clock_shows("2026-03-02T10:00")
    dislikes(company, ZHANG)
    passes(company, "2026-03-03T10:00")
    return str(item(company, ZHANG, "negative_feedback")["care_no"])


def lets_licence_end(company: Company, kind: StatutoryClass) -> None:
    """Let the company's licence for a class have ended."""
    ended = sa.update(CompanyLicence).where(CompanyLicence.statutory_class == kind)
    with company.client.application.app_context(), transaction(SYSTEM) as work:
        work.session.execute(ended.values(valid_until=dt.date(2026, 1, 31)))


def cycles(company: Company) -> list[Json]:
    return list(company.get("u_quam", "/quality-cycles")["items"])


def test_what_a_talk_shows_is_planned_to_be_improved(company: Company) -> None:
    care_no = talk_is_due(company)
    needs = {"action_needed": True, "cause": "坐席不足", "measure": "channel"}

    company.completes("u_care", "care_contact", care_no, **TALK, **needs)

    (cycle,) = cycles(company)
    assert (cycle["origin"], cycle["source"]) == ("proposal", care_no)
    assert company.waiting(cycle["cycle_no"]) == {"plan_action": ["quality_manager"]}
    task = company.task(cycle["cycle_no"], "plan_action")
    known = company.get("u_quam", f"/tasks/{task['id']}/form")["data"]
    assert (known["problem"], known["cause"], known["measure"]) == (
        "客户说热线总是占线",
        "坐席不足",
        "channel",
    )


def test_a_talk_that_shows_nothing_to_better_begins_no_cycle(company_on_sqlite: Company) -> None:
    care_no = talk_is_due(company_on_sqlite)

    company_on_sqlite.completes("u_care", "care_contact", care_no, **TALK, action_needed=False)

    assert cycles(company_on_sqlite) == []


@pytest.mark.parametrize(
    ("said", "pointers"),
    [
        ({}, ["/data/cause", "/data/measure"]),
        ({"cause": "坐席不足", "measure": "magic"}, ["/data/measure"]),
    ],
)
def test_an_improvement_needs_its_cause_and_kind(
    company_on_sqlite: Company, said: Json, pointers: list[str]
) -> None:
    care_no = talk_is_due(company_on_sqlite)
    told = {**TALK, "action_needed": True, **said}

    refusal = company_on_sqlite.completes("u_care", "care_contact", care_no, expect=422, **told)

    assert [error["pointer"] for error in refusal["errors"]] == pointers
    assert cycles(company_on_sqlite) == []


def test_what_the_company_has_no_licence_for_is_not_recommended(
    company_on_sqlite: Company,
) -> None:
    care_no = idle_prospect(company_on_sqlite)
    lets_licence_end(company_on_sqlite, StatutoryClass.PROPERTY)
    is_licensed(company_on_sqlite, "u_sal", "property", "2026-12-31")

    refusal = recommends(company_on_sqlite, care_no, expect=422)

    assert [(one["pointer"], one["code"]) for one in refusal["errors"]] == [
        ("/data/product", "not_licensed")
    ]
