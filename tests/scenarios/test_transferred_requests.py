"""A request that is a claim or a complaint in truth goes on as one, with what is known."""

from tests.scenarios.company import Company
from tests.scenarios.serving_customers import (
    COMPLAINT,
    clock,
    customer_of,
    published,
    raised,
    receives,
    refused,
    request,
    says,
)


def test_a_request_that_is_a_loss_becomes_a_claim(company: Company) -> None:
    number = raised(
        company, topic="loss_report", need="昨天在延安路追尾", policy_no="P-MOT", channel="app"
    )

    receives(company, number, loss_report=True, observations="有行车记录")

    found = request(company, number)
    assert (found["status"], found["transferred_as"]) == ("transferred", "loss_report")
    assert clock(company, number)["state"] == "met"
    claim = company.get("u_aud", f"/service-requests/{number}/transferred-case")
    claim_no = claim["business_key"]
    assert company.waiting(claim_no) == {"complete_fnol": ["fnol_agent"]}
    task = company.task(claim_no, "complete_fnol")
    known = company.get("u_fnol", f"/tasks/{task['id']}/form")["data"]
    assert known["policy_no"] == "P-MOT"
    assert known["reporter_name"] == customer_of(company)["name"]
    assert known["reporter_relation"] == "policyholder"
    assert known["loss_description"] == "昨天在延安路追尾\n有行车记录"
    assert known["channel"] == "app"


def test_a_request_that_is_a_complaint_becomes_one_with_all_that_is_known(
    company: Company,
) -> None:
    number = raised(company, topic="claim_status", need="理赔拖了两个月", channel="sms")
    company.now_is("2026-03-02T11:00")

    receives(company, number, **COMPLAINT, observations="情绪激动")

    customer = customer_of(company)
    assert published(company, "complaint_raised") == {
        "complainant": customer["name"],
        "is_customer": True,
        "customer": customer["customer_no"],
        "contact": "13800001234",
        "channel": "phone",
        "subject": "claim_delay",
        "related_case": None,
        "request": "请三日内赔付",
        "facts": "理赔拖了两个月\n情绪激动",
        "received_at": "2026-03-02T09:30:00+08:00",
    }
    found = request(company, number)
    assert (found["status"], found["transferred_as"]) == ("transferred", "complaint")
    complaint = company.get("u_aud", f"/service-requests/{number}/transferred-case")
    known = company.get("u_aud", f"/complaints/{complaint['business_key']}")
    assert (known["complainant"], known["request"]) == (customer["name"], "请三日内赔付")
    assert known["statutory_due_at"] == "2026-03-18T00:00:00+08:00"
    assert company.waiting(complaint["business_key"]) == {"acknowledge": ["complaint_officer"]}


def test_who_asks_for_a_complaint_is_received_with_the_box_ticked(
    company_on_sqlite: Company,
) -> None:
    number = raised(company_on_sqlite, topic="complaint")

    task = company_on_sqlite.task(number, "reception")

    form = company_on_sqlite.get("u_svc", f"/tasks/{task['id']}/form")["data"]
    assert (form["complaint"], form["loss_report"]) == (True, False)


def test_a_complaint_needs_subject_and_request(company_on_sqlite: Company) -> None:
    number = raised(company_on_sqlite)

    refusal = receives(company_on_sqlite, number, complaint=True, expect=422)

    assert refused(refusal) == ["/data/complaint_subject", "/data/complaint_request"]


def test_a_request_goes_on_as_one_case(company_on_sqlite: Company) -> None:
    number = raised(company_on_sqlite)

    refusal = receives(company_on_sqlite, number, **COMPLAINT, loss_report=True, expect=422)

    assert refused(refusal) == ["/data/loss_report"]


def test_nobody_is_told_of_personal_data_unidentified(company_on_sqlite: Company) -> None:
    number = raised(company_on_sqlite, topic="personal_data_request")

    refusal = receives(company_on_sqlite, number, identified=False, expect=422)

    assert refused(refusal) == ["/data/identified"]


def test_what_was_passed_on_is_neither_taken_back_nor_rated(company_on_sqlite: Company) -> None:
    number = raised(company_on_sqlite)
    receives(company_on_sqlite, number, **COMPLAINT)

    says(company_on_sqlite, number, "withdraw", reason="不投诉了", expect=409)
    says(company_on_sqlite, number, "rating", rating=3, expect=409)
    says(company_on_sqlite, number, "reopen", need="还有问题", expect=409)


def test_what_was_not_passed_on_has_no_other_case(company_on_sqlite: Company) -> None:
    number = raised(company_on_sqlite)

    path = f"/api/v1/service-requests/{number}/transferred-case"
    headers = {"Authorization": f"Bearer {company_on_sqlite.token_of('u_svc')}"}
    answer = company_on_sqlite.client.get(path, headers=headers)

    assert answer.status_code == 404


def test_a_complaint_does_not_wait_for_a_case_that_does_not_exist(
    company_on_sqlite: Company,
) -> None:
    number = raised(company_on_sqlite, related_case="CLM-0")

    receives(company_on_sqlite, number, **COMPLAINT)

    case = company_on_sqlite.get("u_aud", f"/service-requests/{number}/transferred-case")
    known = company_on_sqlite.get("u_aud", f"/complaints/{case['business_key']}")
    assert (known["related_case"], known["claim"]) == ("CLM-0", None)
    assert known["statutory_due_at"] == "2026-03-18T00:00:00+08:00"


def test_a_complaint_of_somebody_who_cannot_be_answered_is_not_passed_on(
    company_on_sqlite: Company,
) -> None:
    unknown = {"name": "李隐", "type": "individual", "source_channel": "counter"}
    basis = {"source": "customer", "basis": "contract"}
    customer = company_on_sqlite.post("u_int", "/customers", {**unknown, **basis}, expect=201)
    number = raised(company_on_sqlite, customer=customer["customer_no"])

    refusal = receives(company_on_sqlite, number, **COMPLAINT, expect=422)

    assert refused(refusal) == ["/data/complaint"]
