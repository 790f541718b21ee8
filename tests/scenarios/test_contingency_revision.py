"""After a contingency: what it has shown, and the plan that is revised, returned and approved."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scenarios.company import Company
from tests.scenarios.emergencies import (
    approves,
    contingency,
    ends,
    evaluates,
    revises,
)
from tests.scenarios.halts import Halts
from tests.scenarios.test_contingency_response import activated


def over(company: Company) -> str:
    """Bring a contingency to the revision of its plan."""
    number = activated(company)
    ends(company, number)
    evaluates(company, number)
    return number


@pytest.fixture
def learning(halts: Halts, tmp_path: Path) -> Iterator[tuple[Company, str]]:
    """A company that revises the plan of a contingency that is over."""
    with halts.brought(over, tmp_path / "over") as brought:
        yield brought


def test_what_is_learnt_is_proposed_as_an_improvement(learning: tuple[Company, str]) -> None:
    company, number = learning

    found = company.get("u_aud", f"/contingencies/{number}/evaluation")

    assert found["lessons"] == "应增配移动查勘设备"
    assert found["metrics"]["activation_delay_h"] == 0
    assert contingency(company, number)["status"] == "ended"


def test_a_revision_that_is_returned_is_revised_again(learning: tuple[Company, str]) -> None:
    company, number = learning
    revises(company, number)

    approves(company, number, "return", opinion="补充演练安排")
    revises(company, number, "1.2")
    approves(company, number)

    (newest, *_) = company.get("u_aud", "/contingency-plans", limit=1)["items"]
    assert (newest["plan_version"], newest["status"]) == ("1.2", "approved")
    assert [row["source"] for row in newest["change_log"]] == [None, number]


def draft_of(company: Company) -> str:
    """Return the id of the newest version of a plan."""
    return str(company.get("u_aud", "/contingency-plans", limit=1)["items"][0]["id"])


def test_a_revision_that_another_door_has_approved_is_approved(
    learning: tuple[Company, str],
) -> None:
    company, number = learning
    revises(company, number)
    company.post("u_cat", f"/contingency-plans/{draft_of(company)}/approval")

    approves(company, number)

    assert contingency(company, number)["status"] == "closed"


def test_a_revision_that_is_in_force_is_not_rewritten(learning: tuple[Company, str]) -> None:
    company, number = learning
    revises(company, number)
    company.post("u_cat", f"/contingency-plans/{draft_of(company)}/approval")

    approves(company, number, "return", opinion="补充演练安排")
    revises(company, number, "1.2")
    approves(company, number)

    query = {"filter[plan_code]": "PLAN-TRANSPORT_ACCIDENT"}
    versions = company.get("u_aud", "/contingency-plans", **query)["items"]
    assert [(row["plan_version"], row["status"]) for row in versions] == [
        ("1.2", "approved"),
        ("1.1", "retired"),
        ("1.0", "retired"),
    ]
    assert [row["version"] for row in versions[0]["change_log"]] == ["1.0", "1.1", "1.2"]


@pytest.mark.parametrize("version", ["1.0", "版本二", ""])
def test_a_version_that_cannot_be_one_is_refused(
    learning: tuple[Company, str], version: str
) -> None:
    company, number = learning

    refusal = revises(company, number, version, expect=422)

    assert [error["pointer"] for error in refusal["errors"]] == ["/data/new_version"]


def test_a_return_says_why(learning: tuple[Company, str]) -> None:
    company, number = learning
    revises(company, number)

    refusal = approves(company, number, "return", expect=422)

    assert [error["pointer"] for error in refusal["errors"]] == ["/data/opinion"]
