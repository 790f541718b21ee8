"""What is done while a contingency is active: command, departments, means, words, reports."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from app.extensions import db
from app.insurance.customers.contact_models import CustomerEvent, EventKind
from tests.scenarios.company import Company, Json
from tests.scenarios.contingencies import tag
from tests.scenarios.emergencies import (
    approves,
    changes,
    contingency,
    decides,
    ends,
    estimates,
    evaluates,
    is_active,
    is_reported,
    items,
    revises,
    says,
    sets_up,
    supplies,
    tells,
    works,
)
from tests.scenarios.halts import Halts
from tests.scenarios.s1 import Walk


def activated(company: Company) -> str:
    """Activate a plan on the morning of the pile-up."""
    company.now_is("2026-03-02T09:30")
    return is_active(company)


@pytest.fixture
def at_work(halts: Halts, tmp_path: Path) -> Iterator[tuple[Company, str]]:
    """A company with an active contingency, and its number."""
    with halts.brought(activated, tmp_path / "active") as brought:
        yield brought


def test_the_command_is_named_role_by_role(at_work: tuple[Company, str]) -> None:
    company, number = at_work

    sets_up(company, number)

    roles = [row["role"] for row in items(company, number, "roles")]
    assert roles == ["commander", "claims", "customer", "finance", "it", "pr"]


@pytest.mark.parametrize(
    ("other", "pointer"),
    [
        ({"commander": "u_cash"}, "/data/roles/0/user"),
        ({"claims": "u_nobody"}, "/data/roles/1/user"),
        ({"dragon": "u_catc"}, "/data/roles/6/role"),
    ],
)
def test_a_wrong_command_is_refused(
    at_work: tuple[Company, str], other: dict[str, str], pointer: str
) -> None:
    company, number = at_work

    refusal = sets_up(company, number, expect=422, **other)

    assert refusal["errors"][0]["pointer"] == pointer


def test_every_role_is_named(at_work: tuple[Company, str]) -> None:
    company, number = at_work
    roles = [{"role": "commander", "user": "u_catb", "duty": "指挥"}]

    refusal = company.completes("u_catc", "set_up_command", number, expect=422, roles=roles)

    assert refusal["errors"][0]["code"] == "incomplete"


def test_a_department_goes_on_until_it_has_done_all(at_work: tuple[Company, str]) -> None:
    company, number = at_work
    assert len(company.open_tasks(number, "department_tasks")) == 5

    works(company, number, "claims", 40)
    says(company, number, "progress", by="u_cmgr", department="claims", progress=70, note="增派")
    assert len(company.open_tasks(number, "department_tasks")) == 5
    says(company, number, "progress", by="u_cmgr", department="claims", progress=100)

    assert len(company.open_tasks(number, "department_tasks")) == 4
    told = [row["progress"] for row in items(company, number, "progress")]
    assert told == [40, 70, 100]
    done = says(company, number, "progress", expect=409, department="claims", progress=10)
    assert done["code"] == "conflict"


def test_a_department_tells_its_own_progress_only(at_work: tuple[Company, str]) -> None:
    company, number = at_work

    says(company, number, "progress", by="u_cmgr", expect=403, department="finance", progress=1)
    says(company, number, "progress", expect=422, department="finance", progress=101)
    says(company, number, "progress", expect=422, department="kitchen", progress=1)


def test_means_are_given_again_and_again(at_work: tuple[Company, str]) -> None:
    company, number = at_work

    supplies(company, number)
    says(company, number, "resources", people=3, cash="20000.00")

    assert [row["cash"] for row in items(company, number, "resources")] == ["80000.00", "20000.00"]
    says(company, number, "resources", expect=422, cash="-1")
    says(company, number, "resources", by="u_cash", expect=403, people=1)


def test_affected_policyholders_are_told_once_each(at_work: tuple[Company, str]) -> None:
    company, number = at_work

    tells(company, number)
    tells_again = says(
        company, number, "communications", audience="policyholders", message="理赔绿色通道已开通"
    )
    company.post("u_adm", "/clock/advance", {"by": "PT1M"})

    assert tells_again["audience"] == "policyholders"
    exposed = items(company, number, "exposed-policies")
    assert {row["region"] for row in exposed} == {"上海市"}
    customers = {row["customer"] for row in exposed}
    told = items(company, number, "communications")
    assert [row["recipients"] for row in told] == [len(customers)] * 2
    assert all(row["broadcast_at"] for row in told)


def test_whom_a_contingency_may_have_hit_is_noted_once_and_sent_each_message(
    at_work: tuple[Company, str],
) -> None:
    company, number = at_work

    tells(company, number, message="您可在线自助理赔")
    company.post("u_adm", "/clock/advance", {"by": "PT1M"})

    contacts = {row["customer"] for row in items(company, number, "exposed-policies")}
    assert {customer for customer, _ in hits(company)} == contacts
    assert [source for _, source in hits(company)] == [number] * len(contacts)
    assert len(sent(company, number)) == len(contacts)


def hits(company: Company) -> list[tuple[str, str | None]]:
    """List the customers that a contingency may have hit, each with what it comes from."""
    with company.client.application.app_context():
        rows = sa.select(CustomerEvent.customer_id, CustomerEvent.source).where(
            CustomerEvent.kind == EventKind.CATASTROPHE_HIT
        )
        return [(str(customer), source) for customer, source in db.session.execute(rows)]


def sent(company: Company, number: str) -> list[Json]:
    """List the messages to customers about a contingency."""
    case_id = contingency(company, number)["case_id"]
    return list(company.get("u_aud", "/messages-sent", **{"filter[case]": case_id})["items"])


def test_policies_in_a_region_that_is_added_are_listed_and_told_too(
    company_on_sqlite: Company,
) -> None:
    company = company_on_sqlite
    company.clock_shows("2026-03-02T09:30")
    number = is_reported(company)
    decides(company, number, regions=[{"region": "嘉兴市"}])
    company.post("u_adm", "/clock/advance", {"by": "PT1M"})
    assert items(company, number, "exposed-policies") == []

    estimates(company, number, review=True)
    regions = [{"region": "嘉兴市"}, {"region": "上海市"}]
    changes(company, number, level="III", by="u_catb", regions=regions)
    tells(company, number)
    company.post("u_adm", "/clock/advance", {"by": "PT1M"})

    exposed = items(company, number, "exposed-policies")
    assert {row["region"] for row in exposed} == {"上海市"}
    assert len({row["policy"] for row in exposed}) == len(exposed)
    (told,) = items(company, number, "communications")
    assert told["recipients"] == len({row["customer"] for row in exposed})


def test_other_audiences_are_only_noted(at_work: tuple[Company, str]) -> None:
    company, number = at_work

    says(company, number, "communications", audience="regulator", message="已启动三级预案")

    (told,) = items(company, number, "communications")
    assert (told["recipients"], told["broadcast_at"]) == (0, None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"audience": "everybody"},
        {"message": ""},
        {"message": " \n"},
        {"sent_at": "2026-03-03T00:00:00+08:00"},
    ],
)
def test_a_wrong_communication_is_refused(
    at_work: tuple[Company, str], wrong: dict[str, Any]
) -> None:
    company, number = at_work
    body = {"audience": "media", "message": "通报", **wrong}

    refusal = says(company, number, "communications", expect=422, **body)

    assert [error["pointer"] for error in refusal["errors"]] == [f"/{next(iter(wrong))}"]


def test_the_situation_is_reported_every_twelve_hours(at_work: tuple[Company, str]) -> None:
    company, number = at_work

    company.now_is("2026-03-02T21:29")
    assert items(company, number, "reports") == []
    company.now_is("2026-03-02T21:30")
    company.completes("u_catc", "situation_report", number, issues="缺少查勘车辆")
    company.now_is("2026-03-04T09:30")

    reports = items(company, number, "reports")
    assert [row["issues"] for row in reports] == [None, None, None, "缺少查勘车辆"]
    assert len(company.open_tasks(number, "situation_report")) == 1


def test_a_report_out_of_turn_counts_the_claims_now(at_work: tuple[Company, str]) -> None:
    company, number = at_work
    walk = Walk(company)
    company.reports("u_int", **walk.report_with())

    report = says(company, number, "reports", issues="报案增多")

    assert (report["claims"], report["backlog"], report["paid"]) == (1, 1, "0.00")
    says(company, number, "reports", by="u_cash", expect=403, issues="报案增多")


def test_the_end_is_asked_for_and_may_be_refused(at_work: tuple[Company, str]) -> None:
    company, number = at_work

    ends(company, number, met=False)

    assert contingency(company, number)["status"] == "active"
    says(company, number, "deactivation", expect=200, reason="道路已恢复")
    asked_twice = says(company, number, "deactivation", expect=409, reason="道路已恢复")
    assert asked_twice["code"] == "conflict"


def test_a_drill_tags_no_claim_and_tells_no_customer(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    walk = Walk(company)
    walk.report()

    number = is_active(company, drill=True)
    tells(company, number)
    company.post("u_adm", "/clock/advance", {"by": "PT1M"})
    ends(company, number)
    evaluates(company, number)
    revises(company, number)
    approves(company, number)

    assert tag(company, walk.claim_no) == (None, "none")
    (told,) = items(company, number, "communications")
    assert told["recipients"] == 0
    assert items(company, number, "exposed-policies") != []
    assert hits(company) == []
    assert sent(company, number) == []
    assert contingency(company, number)["status"] == "closed"
