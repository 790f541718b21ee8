"""The table of segregation that ships with the product, through the eyes of the inbox."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from app.decision_results import DecisionResult
from app.decisions.dmn import model
from app.decisions.operations import result_of
from app.inbox import segregation
from app.inbox.queries import get_task
from app.inbox.rules import Duty
from app.inbox.segregation import Pairs
from app.work import Work
from tests.inbox.conftest import Office

DMN = Path(__file__).parents[2] / "dmn" / "segregation.dmn"


@pytest.fixture
def work(office: Office) -> Work:
    table = model.load(DMN.read_bytes()).decisions[segregation.TABLE]

    def decide(
        session: Session,
        decision_id: str,
        inputs: Mapping[str, object],
        *,
        at: dt.datetime,
        version: int | None = None,
    ) -> DecisionResult:
        return result_of(table, inputs, digest="shipped", version=1)

    return replace(office.work, processes=replace(office.work.processes, decide=decide))


@pytest.mark.parametrize(
    ("first", "second", "allowed"),
    [
        ("assess_loss", "approve_step", False),
        ("adjudicate", "approve_step", False),
        ("approve_step", "approve_step", False),
        ("approve_step", "make_payment_order", False),
        ("make_payment_order", "review_payment", False),
        ("survey", "assess_loss", True),  # up to an amount, which completion knows
        ("survey", "survey_report", True),
        ("register_claim", "archive_claim", True),
    ],
)
def test_who_did_one_task_may_or_may_not_do_another(
    office: Office, work: Work, first: str, second: str, allowed: bool
) -> None:
    done = get_task(work.session, office.opens(first, "surveyor").id)
    wanted = get_task(work.session, office.opens(second, "surveyor").id)

    assert Pairs(work).allows(Duty.of(done, None), Duty.of(wanted, None), None) is allowed
