"""Every process that ships has a scenario, and every flow on its drawing is walked by one."""

from tests.scenarios.company import Company
from tests.scenarios.drawings import STEPS, Flow, drawn, entered
from tests.scenarios.halts import ClaimAt
from tests.scenarios.s1 import Walk

#: processes whose branches have a test of their own
APART = {"payment"}


def paid_and_archived(walk: Walk) -> Walk:
    """Take the steps after the agreement."""
    walk.payee()
    walk.order()
    walk.bank_result()
    walk.archive()
    return walk


def other_than(processes: set[str], elements: set[Flow]) -> set[Flow]:
    """Leave out what belongs to some processes."""
    return {(process, element) for process, element in elements if process not in processes}


def test_every_flow_and_every_step_on_the_drawings_is_walked(
    company_on_sqlite: Company, claim_at: ClaimAt, walked: set[Flow]
) -> None:
    asked = Walk(company_on_sqlite)
    asked.all_until(asked.agree)
    replied = claim_at(Walk.approve)
    replied.reply()

    come_by = entered(paid_and_archived(asked)) | entered(paid_and_archived(replied))

    assert other_than(APART, drawn("sequenceFlow") - walked) == set()
    assert other_than(APART, drawn(*STEPS) - come_by) == set()
    assert [walk.company.claim(walk.claim_no)["status"] for walk in (asked, replied)] == [
        "archived",
        "archived",
    ]
