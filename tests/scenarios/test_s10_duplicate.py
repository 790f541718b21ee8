"""S10: a loss that is reported twice is handled, and paid, once."""

from typing import Any

import pytest

from tests.scenarios.company import Company
from tests.scenarios.halts import ClaimAt
from tests.scenarios.s1 import Walk
from tests.scenarios.test_late_papers import hands_in


@pytest.fixture
def walk(claim_at: ClaimAt) -> Walk:
    """The first report of the loss, at 08:00 of 2 March."""
    return claim_at(Walk.report)


def second(walk: Walk, loss_time: str = "2026-03-02T19:00", **more: Any) -> Walk:
    """Report a loss of the same car again, in the evening."""
    walk.company.now_is("2026-03-03T12:00")
    report = walk.report_with(loss_time=f"{loss_time}:00+08:00", **more)
    claim_no = walk.company.reports("u_int", **report)["claim_no"]
    return Walk(walk.company, walk.loss, claim_no)


def judges(walk: Walk, *, expect: int = 200, **data: Any) -> Any:
    usual = {"is_duplicate": True, "reason": "同一事故重复报案"}
    return walk.completes("u_reg", "confirm_duplicate", expect=expect, **{**usual, **data})


def papers(walk: Walk) -> list[Any]:
    path = f"/claims/{walk.claim_no}/documents"
    return list(walk.company.get("u_aud", path)["items"])


def test_eleven_hours_later_is_perhaps_the_same_loss(walk: Walk) -> None:
    again = second(walk)

    task = walk.company.task(again.claim_no, "confirm_duplicate")

    assert task["groups"] == ["claims_registrar"]
    form = walk.company.get("u_reg", f"/tasks/{task['id']}/form")
    assert form["data"]["original_claim"] == walk.claim_no


@pytest.mark.parametrize(
    ("loss_time", "more"),
    [
        ("2026-03-03T09:00", {}),
        ("2026-03-02T19:00", {"object_id": "沪B00001"}),
        ("2026-03-02T19:00", {"loss_type": "third_party_property"}),
    ],
)
def test_another_day_thing_or_kind_of_loss_is_another_loss(
    walk: Walk, loss_time: str, more: dict[str, Any]
) -> None:
    again = second(walk, loss_time, **more)

    assert walk.company.waiting(again.claim_no) == {"register_claim": ["claims_registrar"]}


def test_a_duplicate_is_closed_and_its_papers_go_to_the_first_claim(company: Company) -> None:
    walk = Walk(company)
    walk.report()
    again = second(walk)
    (file,) = company.uploads("u_int", ["invoice"])
    paper = {"documents": [{"doc_type": "invoice", "file": file}]}
    company.post("u_int", f"/claims/{again.claim_no}/documents", paper, expect=201)

    judges(again, original_claim=walk.claim_no)

    first, closed = company.claim(walk.claim_no), company.claim(again.claim_no)
    assert (closed["status"], closed["duplicate_of"]) == ("duplicate", first["id"])
    assert company.get("u_aud", f"/cases/{closed['case_id']}")["state"] == "completed"
    assert ([row["doc_type"] for row in papers(walk)], papers(again)) == (["invoice"], [])
    assert {clock["state"] for clock in company.clocks(again.claim_no).values()} == {"cancelled"}
    assert company.waiting(walk.claim_no) == {"register_claim": ["claims_registrar"]}


def test_what_is_no_duplicate_goes_on_with_a_reason(walk: Walk) -> None:
    again = second(walk)

    refused = judges(again, is_duplicate=False, reason="", expect=422)
    judges(again, is_duplicate=False, reason="同日第二次事故")

    assert [error["pointer"] for error in refused["errors"]] == ["/data/reason"]
    assert walk.company.waiting(again.claim_no) == {"register_claim": ["claims_registrar"]}


@pytest.mark.parametrize("original", ["", "CLM-20260302-999999"])
def test_a_duplicate_names_its_original(walk: Walk, original: str) -> None:
    again = second(walk)

    refused = judges(again, original_claim=original, expect=422)

    assert [error["pointer"] for error in refused["errors"]] == ["/data/original_claim"]


def test_no_claim_is_its_own_duplicate(walk: Walk) -> None:
    again = second(walk)

    refused = judges(again, original_claim=again.claim_no, expect=422)

    assert [error["pointer"] for error in refused["errors"]] == ["/data/original_claim"]


def test_the_same_reference_is_the_same_claim(walk: Walk) -> None:
    report = walk.report_with(external_ref="APP-7")

    first = walk.company.call("u_int", "POST", "/claims", json=report)
    again = walk.company.call("u_int", "POST", "/claims", json=report)

    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json["id"] == first.json["id"]


def test_a_duplicate_whose_papers_came_before_it_was_judged_is_over(claim_at: ClaimAt) -> None:
    walk = claim_at(Walk.papers)
    again = Walk(walk.company, walk.loss)
    again.claim_no = walk.company.reports("u_int", **walk.report_with())["claim_no"]
    hands_in(again, "claim_form", "id_card")

    told = {"is_duplicate": True, "original_claim": walk.claim_no, "reason": "重复报案"}
    again.completes("u_reg", "confirm_duplicate", **told)

    assert walk.company.get("u_aud", f"/cases/{again.claim_no}")["state"] == "completed"
