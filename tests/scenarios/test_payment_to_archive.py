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


def test_of_three_payments_one_is_reversed_and_one_taken_back(company: Company) -> None:
    walk = Walk(company)
    walk.all_until(walk.bank_result)
    first = company.payment(walk.claim_no)
    paying.pays(company, "PAY-1", walk, third_party="王五").order()
    paying.bank_says(walk, "success", ref="B-2")
    paying.pays(company, "PAY-2", walk, kind="ex_gratia").order()

    company.post("u_fin", f"/payments/{first['id']}/reverse", {"reason": "收款人错误"})
    withdrawn = {"name": "payment_withdrawn", "correlation_key": first["subject_id"]}
    company.post("u_int", "/messages", withdrawn)

    assert paying.states(walk) == ["reversed", "executed", "cancelled"]
    reversed_one, recovered, _ = paying.payments(walk)
    assert reversed_one["recovery"]["amount"] == "3600.00"
    assert recovered["subrogation"]["amount_paid"] == "1400.00"


def test_a_suspicion_on_any_database_waits_for_compliance(company: Company) -> None:
    walk = Walk(company, losses.motor("10000.00"))
    walk.all_until(walk.payee)

    paying.knows(walk, risk="high", result="report")

    payment = company.payment(walk.claim_no)
    (found,) = company.get("u_aud", f"/payments/{payment['id']}/due-diligence")["items"]
    assert (found["risk"], found["report"]["decision"]) == ("high", None)
    assert company.waiting(walk.claim_no) == {"compliance_review": ["compliance_officer"]}
