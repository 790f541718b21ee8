"""Claims that go the same way with other sums."""

from decimal import Decimal
from typing import Any

from tests.scenarios.company import Company
from tests.scenarios.s1 import Loss

TIERS = ((10_000, ("u_l1a",)), (50_000, ("u_l1a", "u_l2a")), (200_000, ("u_l2a", "u_l3a")))


def motor(amount: str) -> Loss:
    """Damage to the car, surveyed on site; a little more is claimed than it is worth."""
    claimed = str(Decimal(amount) + 200)
    onsite = {"mode": "onsite"}
    approvers = next(users for most, users in TIERS if Decimal(amount) <= most)
    return Loss(
        claimed=claimed,
        assessed=amount,
        payable=amount,
        surveyed=onsite,
        photos=5,
        approvers=approvers,
    )


def warehouse(company: Company) -> Loss:
    """A warehouse that burnt down: all of its 2,000,000, and 1,300,000 for saving the stock.

    The policy bears a tenth itself; what rescuing cost comes on top (Insurance Law art. 57).
    """
    (second,) = company.get("u_adm", "/users", q="u_sur2")["items"]
    joint: dict[str, Any] = {"mode": "onsite_joint", "second_surveyor": second["id"]}
    return Loss(
        claimed="2000000.00",
        assessed="2000000.00",
        payable="3100000.00",
        reported={
            "policy_no": "P-FIRE",
            "loss_cause": "fire",
            "loss_type": "fire",
            "object_id": "仓库一号",
            "loss_description": "仓库电气线路起火,货物全部烧毁",
        },
        surveyed={**joint, "fault": "not_applicable"},
        costs={"rescue_costs": "1300000.00", "fault": "not_applicable"},
        photos=5,
    )
