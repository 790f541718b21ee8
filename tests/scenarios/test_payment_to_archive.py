"""A larger claim is paid from report to archive, with every pair of eyes it needs."""

from tests.scenarios import losses, paying
from tests.scenarios.company import Company
from tests.scenarios.s1 import Walk


def test_sixty_thousand_are_paid_and_filed(company: Company) -> None:
    walk = Walk(company, losses.motor("60000.00"))
    walk.all_until(walk.agree)
    paying.ordered(walk)

    paying.reviews(walk, "confirm")
    walk.bank_result()
    walk.archive()

    paid = company.payment(walk.claim_no)
    assert (paid["status"], paid["amount"]) == ("executed", "60000.00")
    assert company.claim(walk.claim_no)["status"] == "archived"
    assert company.clocks(walk.claim_no)["payment", "internal"]["state"] == "met"


def test_a_payment_that_failed_is_made_again_under_another_number(company: Company) -> None:
    walk = Walk(company, losses.motor("60000.00"))
    walk.all_until(walk.agree)
    paying.ordered(walk)
    paying.reviews(walk, "confirm")
    paying.bank_says(walk, "failed")
    assert company.waiting(walk.claim_no) == {"fix_payment": ["cashier"]}

    paying.fixes(walk, account_no="6222020000000000002")
    walk.order()
    paying.reviews(walk, "confirm")
    paying.bank_says(walk, "success", ref="B-2")

    failed, paid = paying.payments(walk)
    assert (failed["status"], paid["status"]) == ("failed", "executed")
    assert failed["payment_no"] != paid["payment_no"]
    assert paid["replaces_id"] == failed["id"]
    assert (failed["payee"]["account"], paid["payee"]["account"]) == ("****0001", "****0002")
    assert company.claim(walk.claim_no)["already_paid"] == "60000.00"
