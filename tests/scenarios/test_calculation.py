"""What a claim is paid, line by line, on its whole way through the company."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.scenarios.company import Company
from tests.scenarios.halts import ClaimAt
from tests.scenarios.s1 import Loss, Walk

ONSITE = {"mode": "onsite"}


def compulsory(head: str, assessed: str, payable: str, fault: str = "full") -> Loss:
    """Harm to others by the car that has compulsory cover."""
    return Loss(
        claimed=assessed,
        assessed=assessed,
        payable=payable,
        reported={"policy_no": "P-CTP", "loss_type": "third_party_property"},
        surveyed={**ONSITE, "fault": fault},
        costs={"fault": fault},
        item={"head": head},
        photos=5,
    )


@pytest.mark.parametrize(
    ("head", "fault", "payable"),
    [
        ("property", "full", "2000.00"),
        ("property", "none", "100.00"),
        ("medical", "secondary", "5000.00"),
        ("medical", "none", "1800.00"),
        ("death_disability", "equal", "5000.00"),
    ],
)
def test_compulsory_cover_pays_by_head_and_fault(
    claim_at: ClaimAt, head: str, fault: str, payable: str
) -> None:
    walk = claim_at(Walk.review, compulsory(head, "5000.00", payable, fault))

    walk.assess()

    assert walk.company.claim(walk.claim_no)["payable"] == payable


@pytest.mark.parametrize(
    ("item", "costs", "pointer"),
    [
        ({}, {"fault": "full"}, "/data/items/0/head"),
        ({"head": "bumper"}, {"fault": "full"}, "/data/items/0/head"),
        ({"head": "property"}, {"fault": "not_applicable"}, "/data/fault"),
    ],
)
def test_compulsory_cover_asks_for_head_and_fault(
    claim_at: ClaimAt, item: Mapping[str, Any], costs: Mapping[str, Any], pointer: str
) -> None:
    walk = claim_at(Walk.review, compulsory("property", "5000.00", "2000.00"))
    walk.loss = Loss(assessed="5000.00", item=item, costs=costs)

    refused = walk.assess(expect=422)

    assert [error["pointer"] for error in refused["errors"]] == [pointer]
    assert walk.company.waiting(walk.claim_no) == {"assess_loss": ["assessor"]}


def test_what_compulsory_cover_pays_is_no_longer_a_loss_of_the_commercial_one(
    claim_at: ClaimAt,
) -> None:
    walk = claim_at(
        Walk.review,
        Loss(
            claimed="5000.00",
            assessed="5000.00",
            reported={"loss_type": "third_party_property"},
            costs={"fault": "primary", "third_party_paid": "2000.00"},
        ),
    )

    walk.assess()

    assert walk.company.claim(walk.claim_no)["payable"] == "2100.00"


def test_who_is_insured_for_half_the_value_is_paid_half(company_on_sqlite: Company) -> None:
    walk = Walk(
        company_on_sqlite,
        Loss(
            claimed="40000.00",
            assessed="40000.00",
            reported={
                "policy_no": "P-FIRE",
                "loss_cause": "fire",
                "loss_type": "fire",
                "object_id": "仓库一号",
            },
            surveyed={**ONSITE, "fault": "not_applicable"},
            costs={
                "fault": "not_applicable",
                "value_at_loss": "4000000.00",
                "rescue_costs": "3000.00",
            },
            photos=5,
        ),
    )

    walk.all_until(walk.assess)

    # 40,000 half insured less a tenth, and half of what saving the stock cost
    assert company_on_sqlite.claim(walk.claim_no)["payable"] == "19500.00"
