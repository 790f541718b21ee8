"""A complaint about a case, raised from its page in a browser without scripts."""

from tests.scenarios.company import Company
from tests.scenarios.complaining import (
    accepts,
    answered,
    approves,
    bank_pays,
    investigates,
    number_of,
    orders,
    proposes,
)
from tests.scenarios.s1 import Walk
from tests.web.conftest import Reads

TOLD = {
    "channel": "phone",
    "subject": "claim_delay",
    "request": "请尽快赔付",
    "facts": "报案后无人联系",
}


def test_whoever_may_raises_a_complaint_about_a_case_from_its_page(
    reads: Reads, walk: Walk, company: Company
) -> None:
    walk.report()
    agent = reads("u_svc")
    page = agent.open(f"/cases/{walk.claim_no}?part=acts")
    (link,) = page.document.xpath("//a[.='Fill in the complaint']/@href")

    form = agent.open(link)
    assert form.value_of("related_case") == walk.claim_no
    after = agent.press("Send", **TOLD)

    assert after.status == 200
    assert "Complained of Delay of a claim" in after.text
    (found,) = company.get("u_aud", "/complaints")["items"]
    assert (found["related_case"], found["request"]) == (walk.claim_no, "请尽快赔付")
    assert after.path == f"/cases/{found['complaint_no']}"


def test_a_form_that_is_not_filled_in_says_what_is_missing(reads: Reads, walk: Walk) -> None:
    walk.report()
    agent = reads("u_svc")
    agent.open(f"/cases/{walk.claim_no}/complaint")

    refused = agent.press("Send", channel="phone", request="请尽快赔付")

    assert refused.status == 422
    assert refused.error_of("subject") == "subject is required"
    assert refused.value_of("request") == "请尽快赔付"


def test_who_may_not_is_not_offered_it(reads: Reads, walk: Walk) -> None:
    walk.report()
    surveyor = reads("u_sur1")

    page = surveyor.open(f"/cases/{walk.claim_no}?part=acts")

    assert page.document.xpath("//a[.='Fill in the complaint']") == []
    assert surveyor.open(f"/cases/{walk.claim_no}/complaint").status == 403


def test_the_page_says_whether_the_remedy_is_paid(reads: Reads, company: Company) -> None:
    company.clock_shows("2026-03-02T09:30")
    number = number_of(company)
    accepts(company, number)
    investigates(company, number)
    proposes(company, number, remedy="payment", remedy_amount="300.00")
    approves(company, number, "u_l1a")

    before = reads("u_cmp").open(f"/cases/{number}")
    orders(company, number)
    bank_pays(company, number)
    after = reads("u_cmp").open(f"/cases/{number}")

    assert "CNY 300.00, not paid yet" in before.text
    assert "CNY 300.00, paid at 2026-03-02 09:30" in after.text


def test_a_complaint_is_taken_back_from_its_page(reads: Reads, company: Company) -> None:
    company.clock_shows("2026-03-02T09:30")
    number = number_of(company)
    officer = reads("u_cmp")
    offered = officer.open(f"/cases/{number}?part=acts").words("//section[@class='act']/h2")

    page = officer.press("Withdraw the complaint", reason="Paid meanwhile")

    assert offered == ["Raise a complaint", "Withdraw the complaint"]
    assert "Done: Withdraw the complaint" in page.text
    assert company.get("u_aud", f"/complaints/{number}")["status"] == "withdrawn"


def test_what_the_complainant_thinks_is_noted_on_the_page(reads: Reads, company: Company) -> None:
    company.clock_shows("2026-03-02T09:30")
    number = number_of(company)
    answered(company, number)
    officer = reads("u_cmp")
    officer.open(f"/cases/{number}?part=acts")

    page = officer.press("Note what the complainant thinks", satisfied="yes", rating="5")

    assert "Done: Note what the complainant thinks" in page.text
