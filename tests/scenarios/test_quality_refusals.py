"""What is refused when service is evaluated and improved."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scenarios.company import Company
from tests.scenarios.halts import Halts
from tests.scenarios.improving import (
    MARCH,
    evaluates,
    judges,
    plans,
    pointers,
    proposed,
    proposes,
)


@pytest.fixture
def planning(halts: Halts, tmp_path: Path) -> Iterator[tuple[Company, str]]:
    """A company in which an improvement is proposed, and the number of its cycle."""
    with halts.brought(proposed, tmp_path / "proposed") as found:
        yield found


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"target": 22}, "/data/target"),
        ({"due": "2026-03-02"}, "/data/due"),
        ({"measure": "hope"}, "/data/measure"),
        ({"measure": "training"}, "/data/audience"),
        ({"measure": "training", "audience": "customers"}, "/data/segment"),
        ({"measure": "plan", "change_kind": "plan"}, "/data/change_of"),
        ({"baseline": "many"}, "/data/baseline"),
        ({"problem": " "}, "/data/problem"),
    ],
)
def test_a_wrong_plan_is_refused(
    planning: tuple[Company, str], wrong: dict[str, object], pointer: str
) -> None:
    company, number = planning

    assert pointers(plans(company, number, expect=422, **wrong)) == [pointer]


@pytest.mark.parametrize(
    ("areas", "pointer"),
    [
        ([{"area": "conduct", "score": 2}], "/data/areas/0/note"),
        ([{"area": "conduct", "score": 6}], "/data/areas/0/score"),
        ([{"area": "conduct", "score": 4}, {"area": "conduct", "score": 5}], "/data/areas/1/area"),
        ([{"area": "weather", "score": 4}], "/data/areas/0/area"),
    ],
)
def test_a_wrong_evaluation_is_refused(
    company_on_sqlite: Company, areas: list[dict[str, object]], pointer: str
) -> None:
    company = company_on_sqlite
    company.now_is("2026-03-31T09:00")
    number = evaluates(company)["cycle_no"]

    assert pointers(judges(company, number, *areas, expect=422)) == [pointer]


@pytest.mark.parametrize(
    ("period", "pointer"),
    [({"period_to": "2026-03-01"}, "/period_to"), ({"period_to": "2026-04-01"}, "/period_to")],
)
def test_only_a_period_that_is_over_is_evaluated(
    company_on_sqlite: Company, period: dict[str, str], pointer: str
) -> None:
    company_on_sqlite.now_is("2026-03-31T09:00")

    assert pointers(evaluates(company_on_sqlite, expect=422, **period)) == [pointer]


def test_who_may_begin_and_propose(company_on_sqlite: Company) -> None:
    company = company_on_sqlite

    company.post("u_svc", "/quality-cycles", dict(MARCH), expect=403)
    proposes(company, by="u_aud", expect=403)
    proposes(company, by="u_int", expect=403)
    assert company.call("u_int", "GET", "/quality-actions").status_code == 403
    assert company.call("u_aud", "GET", "/quality-actions/QLT-1").status_code == 404


@pytest.mark.parametrize(
    ("data", "pointer"),
    [
        ({**MARCH, "period_to": "2026-04-02"}, "/data/period_to"),
        ({**MARCH, "period_from": "some day"}, "/data/period_from"),
        ({"period_from": "2026-03-01"}, "/data/period_to"),
        ({**MARCH, "quarter": "2026Q1"}, "/data/quarter"),
        ({"problem": " "}, "/data/problem"),
        ({"problem": "等候过久", "measure": "hope"}, "/data/measure"),
        ({"problem": "等候过久", "feedback": ["17"]}, "/data/feedback/0"),
    ],
)
def test_a_wrong_form_is_refused_and_no_cycle_begins(
    company_on_sqlite: Company, data: dict[str, object], pointer: str
) -> None:
    company = company_on_sqlite
    company.now_is("2026-03-31T09:00")

    refusal = company.post(
        "u_adm", "/cases", {"process": "quality_cycle", "data": data}, expect=422
    )

    assert pointers(refusal) == [pointer]
    assert company.get("u_aud", "/quality-cycles")["items"] == []


@pytest.mark.parametrize(
    ("data", "origin"), [(MARCH, "request"), ({"problem": "等候过久"}, "proposal")]
)
def test_the_form_of_the_diagram_begins_a_cycle_too(
    company_on_sqlite: Company, data: dict[str, str], origin: str
) -> None:
    company = company_on_sqlite
    company.now_is("2026-03-31T09:00")

    case = company.post("u_adm", "/cases", {"process": "quality_cycle", "data": data}, expect=201)

    begun = company.get("u_aud", f"/quality-cycles/{case['business_key']}")
    assert begun["origin"] == origin
