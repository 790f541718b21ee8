"""Customers served on pages: what the forms show, and what the page of a request tells."""

from tests.scenarios.company import Company
from tests.scenarios.s1 import REPORT
from tests.scenarios.serving_customers import asks, request, writes
from tests.web.conftest import Reads


def open_task(company: Company, number: str, definition: str) -> str:
    """Return the address of the one open task of a case."""
    return f"/tasks/{company.task(number, definition)['id']}"


def test_a_customer_is_received_and_asked_the_questions_of_the_topic(
    reads: Reads, company: Company
) -> None:
    company.now_is("2026-03-02T09:30")
    number = asks(company, topic="surrender", need="想退保")["request_no"]
    agent = reads("u_svc")

    received = agent.open(open_task(company, number, "reception"))
    assert "想退保" in received.text
    assert "P-MOT" in received.text
    agent.press("Take and complete", identified="true")
    asked = agent.open(open_task(company, number, "needs_analysis"))

    assert asked.value_of("questions.2.question") == "knows_loss"
    chosen = asked.document.xpath("//input[@name='complexity'][@checked]/@value")
    assert chosen == ["complex"]
    agent.press(
        "Take and complete",
        questions__0__answer="P-MOT",
        proposed_solution="说明退保损失后办理",
        complexity="complex",
    )
    assert request(company, number)["status"] == "solving"


def test_the_page_of_a_request_tells_who_asks_for_what(reads: Reads, company: Company) -> None:
    company.now_is("2026-03-02T09:30")
    number = asks(company, topic="invoice", channel="counter")["request_no"]

    page = reads("u_aud").open(f"/cases/{number}")

    assert "Status Request received" in page.text
    assert "Topic of the request Invoice for premiums" in page.text
    assert "Came in At the counter" in page.text
    assert any(
        one.startswith("Service to a customer Own limit")
        for one in page.words("//ul[@class='clocks']/li")
    )


def test_the_page_of_a_message_tells_what_was_said_of_which_case(
    reads: Reads, company: Company
) -> None:
    company.now_is("2026-03-02T09:30")
    claim_no = company.reports("u_int", **REPORT)["claim_no"]
    told = writes(company, case=claim_no)
    (case,) = company.get("u_aud", "/cases", **{"filter[process]": "inbound_message"})["items"]

    page = reads("u_aud").open(f"/cases/{case['business_key']}")

    assert f"About the case {claim_no}" in page.text
    assert told["text"] in page.text
