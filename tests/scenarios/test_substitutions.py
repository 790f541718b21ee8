"""Out of office: who names whom, who reads it, and what stands in its way."""

from typing import Any

import pytest

from tests.scenarios.absences import names, shown
from tests.scenarios.approving import is_active
from tests.scenarios.at_once import together
from tests.scenarios.company import Company, Json
from tests.scenarios.staff import joins

NOW = "2026-03-02T09:00"


@pytest.fixture
def office(company_on_sqlite: Company) -> Company:
    """The company on a Monday morning."""
    company_on_sqlite.clock_shows(NOW)
    return company_on_sqlite


def refused(company: Company, by: str, **body: Any) -> tuple[int, str, str | None]:
    """Let somebody ask for a substitution; return status, code and the field refused."""
    asked = {"ends_at": "2026-03-20T00:00:00+08:00", **body}
    answer = company.call(by, "POST", "/substitutions", json=asked)
    errors = answer.json["errors"]
    code = errors[0]["code"] if errors else answer.json["code"]
    return answer.status_code, code, errors[0]["pointer"] if errors else None


# ---------------------------------------------------------------- naming
def test_who_goes_away_names_a_colleague(company: Company) -> None:
    company.clock_shows(NOW)

    made = names(company, "u_sur1", "u_sur2", note="年假", processes=["claim"])

    assert made["user"]["username"] == made["created_by"]["username"] == "u_sur1"
    assert made["substitute"]["username"] == "u_sur2"
    assert (made["starts_at"], made["ends_at"]) == (
        "2026-03-02T09:00:00+08:00",
        "2026-03-20T00:00:00+08:00",
    )
    assert (made["state"], made["processes"], made["note"]) == ("active", ["claim"], "年假")
    assert (made["left_out"], made["ended_by"]) == ([], None)
    assert company.get("u_sur2", f"/substitutions/{made['id']}") == made


def test_the_one_of_two_groups_is_told_what_nobody_does_meanwhile(office: Company) -> None:
    assert names(office, "u_dual", "u_ass")["left_out"] == ["approver_l1"]


def test_an_approver_names_one_who_decides_more(office: Company) -> None:
    assert names(office, "u_l1a", "u_l2a")["left_out"] == []


@pytest.mark.parametrize(
    ("by", "body", "expected"),
    [
        ("u_sur1", {"substitute": "u_sur1"}, (422, "invalid_field", "/substitute")),
        ("u_sur1", {"substitute": "u_nobody"}, (422, "not_found", "/substitute")),
        ("u_sur1", {"substitute": "u_adj"}, (422, "not_in_group", "/substitute")),
        ("u_l2a", {"substitute": "u_l1a"}, (422, "tier_too_low", "/substitute")),
        (
            "u_adm",
            {"user": "u_l2a", "substitute": "u_l1a"},
            (422, "tier_too_low", "/substitute"),
        ),
        (
            "u_adm",
            {"user": "u_sur1", "substitute": "u_aud"},
            (422, "cannot_stand_in", "/substitute"),
        ),
        (
            "u_adm",
            {"user": "u_sur1", "substitute": "u_int"},
            (422, "cannot_stand_in", "/substitute"),
        ),
        ("u_adm", {"user": "u_nobody", "substitute": "u_sur1"}, (422, "not_found", "/user")),
        (
            "u_sur1",
            {"substitute": "u_sur2", "starts_at": "2026-03-02T08:59:00+08:00"},
            (422, "invalid_field", "/starts_at"),
        ),
        (
            "u_sur1",
            {"substitute": "u_sur2", "ends_at": "2026-03-02T09:00:00+08:00"},
            (422, "invalid_field", "/ends_at"),
        ),
        (
            "u_sur1",
            {"substitute": "u_sur2", "starts_at": "2026-03-21T09:00:00+08:00"},
            (422, "invalid_field", "/ends_at"),
        ),
        (
            "u_sur1",
            {"substitute": "u_sur2", "ends_at": "2027-03-04T09:00:00+08:00"},
            (422, "invalid_field", "/ends_at"),
        ),
        (
            "u_sur1",
            {"substitute": "u_sur2", "processes": ["claim", "lunch"]},
            (422, "not_found", "/processes/1"),
        ),
        ("u_sur1", {"user": "u_sur2", "substitute": "u_sur1"}, (403, "not_allowed", None)),
        ("u_cmpm", {"user": "u_sur1", "substitute": "u_sur2"}, (403, "not_allowed", None)),
        ("u_aud", {"substitute": "u_sur2"}, (403, "reads_only", None)),
        ("u_int", {"substitute": "u_sur2"}, (403, "not_allowed", None)),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(
    office: Company, by: str, body: Json, expected: tuple[int, str, str | None]
) -> None:
    assert refused(office, by, **body) == expected
    assert shown(office, "u_adm") == []


def test_who_has_left_stands_in_for_nobody(office: Company) -> None:
    is_active(office, "u_sur2", False)

    expected = (422, "invalid_field", "/substitute")
    assert refused(office, "u_sur1", substitute="u_sur2") == expected


@pytest.mark.parametrize("by", ["u_cmgr", "u_sup", "u_adm"])
def test_a_lead_or_an_administrator_may_name_someone_from_elsewhere(
    office: Company, by: str
) -> None:
    made = names(office, by, "u_arc", user="u_cash")

    assert (made["user"]["username"], made["substitute"]["username"]) == ("u_cash", "u_arc")
    assert made["created_by"]["username"] == by


def test_the_same_key_names_once(office: Company) -> None:
    body = {"substitute": "u_sur2", "ends_at": "2026-03-20T00:00:00+08:00"}
    twice = [
        office.call(
            "u_sur1", "POST", "/substitutions", json=body, headers={"Idempotency-Key": "leave"}
        )
        for _ in range(2)
    ]

    assert [answer.status_code for answer in twice] == [201, 201]
    assert twice[1].headers["Idempotency-Replayed"] == "true"
    assert shown(office, "u_sur1") == [twice[0].json["id"]]


# ---------------------------------------------------------------- in each other's way
@pytest.mark.parametrize(
    ("by", "substitute", "code"),
    [
        ("u_sur1", "u_sur3", "substitution_overlaps"),
        ("u_sur2", "u_sur1", "substitution_circle"),
        ("u_sur2", "u_sur3", "substitution_chain"),
        ("u_sur3", "u_sur1", "substitution_chain"),
    ],
)
def test_a_second_one_a_chain_and_a_circle_are_refused_with_the_other(
    office: Company, by: str, substitute: str, code: str
) -> None:
    joins(office, "u_ass", "surveyor")
    by, substitute = by.replace("u_sur3", "u_ass"), substitute.replace("u_sur3", "u_ass")
    first = names(office, "u_sur1", "u_sur2")

    second = names(office, by, substitute, until="2026-03-10T00:00", expect=409)

    assert (second["code"], second["substitution"]) == (code, first["id"])
    assert "u_sur2 stands in for u_sur1" in second["detail"]


@pytest.mark.parametrize(
    "other", [{"processes": ["complaint"]}, {"starts_at": "2026-03-20T00:00:00+08:00"}]
)
def test_another_one_for_other_processes_or_afterwards_is_no_second_one(
    office: Company, other: Json
) -> None:
    joins(office, "u_ass", "surveyor")
    names(office, "u_sur1", "u_sur2", processes=["claim"])

    names(office, "u_sur1", "u_ass", until="2026-03-30T00:00", **other)

    assert len(shown(office, "u_sur1")) == 2


def test_one_that_is_made_longer_clashes_too(office: Company) -> None:
    first = names(office, "u_sur1", "u_sur2", until="2026-03-05T00:00")
    names(office, "u_sur2", "u_sur1", starts_at="2026-03-05T00:00:00+08:00")
    longer = {"ends_at": "2026-03-06T00:00:00+08:00"}

    answer = office.call("u_sur1", "PATCH", f"/substitutions/{first['id']}", json=longer)

    assert (answer.status_code, answer.json["code"]) == (409, "substitution_circle")


@pytest.mark.slow
def test_two_who_name_each_other_at_once_do_not_both_go(company: Company) -> None:
    company.clock_shows(NOW)
    until = {"ends_at": "2026-03-20T00:00:00+08:00"}
    calls: list[tuple[str, str, Json, dict[str, str]]] = [
        ("u_sur1", "/substitutions", {"substitute": "u_sur2", **until}, {}),
        ("u_sur2", "/substitutions", {"substitute": "u_sur1", **until}, {}),
    ]

    statuses = sorted(answer.status_code for answer in together(company, calls))

    assert statuses == [201, 409]
