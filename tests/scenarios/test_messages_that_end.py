"""Messages that wait for no reply of their own, and those that are replied to another way."""

import pytest

from tests.scenarios.caring import says
from tests.scenarios.company import Company
from tests.scenarios.operating import operates
from tests.scenarios.serving_customers import (
    COMPLAINT,
    analyses,
    form,
    message,
    raised,
    receives,
    replies,
    waits,
    writes,
)
from tests.scenarios.test_inbound_messages import claimed, reply_case, reply_clock


def open_messages(company: Company) -> list[str]:
    """Return the ids of the messages that wait for a reply."""
    found = company.get("u_svc", "/inbound-messages", **{"filter[open]": "true"})
    return [one["id"] for one in found["items"]]


def test_messages_of_a_request_that_is_passed_on_wait_no_more(company: Company) -> None:
    company.now_is("2026-03-02T09:30")
    first = writes(company, topic="complaint", text="理赔太慢")
    second = writes(company, case=first["business_key"], text="补充:已等两个月")
    before = open_messages(company)

    receives(company, first["business_key"], **COMPLAINT)

    assert before == [second["id"], first["id"]]
    assert open_messages(company) == []
    over = [message(company, one["id"]) for one in (first, second)]
    assert {(one["replied_at"], one["closed_because"]) for one in over} == {(None, "transferred")}
    assert over[0]["closed_at"] == "2026-03-02T09:30:00+08:00"
    assert reply_clock(company, first)["state"] == "met"
    complaint = company.get("u_svc", f"/service-requests/{first['business_key']}/transferred-case")
    assert company.waiting(complaint["business_key"]) == {"acknowledge": ["complaint_officer"]}


def test_a_message_of_a_request_that_is_taken_back_waits_no_more(
    company_on_sqlite: Company,
) -> None:
    company = company_on_sqlite
    told = writes(company)

    company.post(
        "u_svc", f"/service-requests/{told['business_key']}/withdraw", {"reason": "已解决"}
    )

    assert open_messages(company) == []
    assert message(company, told["id"])["closed_because"] == "withdrawn"
    replied = replies(company, told["id"], text="好的，如有需要请再联系我们")
    assert replied["reply"] == "好的，如有需要请再联系我们"


def test_an_answer_that_comes_while_a_request_is_held_waits_with_it(
    company_on_sqlite: Company,
) -> None:
    company = company_on_sqlite
    number = raised(company)
    receives(company, number)
    analyses(company, number)
    waits(company, number)
    operates(company, number, "suspend", reason="核查")

    told = writes(company, case=number, text="保单号是P-MOT")
    assert told["business_key"] == number
    operates(company, number, "resume")

    assert form(company, number, "solve")["reply"] == "保单号是P-MOT"


def test_who_has_no_part_in_a_request_does_not_reply_to_its_customer(
    company_on_sqlite: Company,
) -> None:
    told = writes(company_on_sqlite, topic="invoice", text="请开发票")

    refusal = replies(company_on_sqlite, told["id"], by="u_trn", expect=403)

    assert refusal["code"] == "not_in_group"
    assert message(company_on_sqlite, told["id"])["replied_at"] is None


@pytest.mark.parametrize("text", ["TD", " td ", "T", "退订"])
def test_who_replies_td_to_an_offer_hears_no_more_of_them(
    company_on_sqlite: Company, text: str
) -> None:
    company = company_on_sqlite
    company.now_is("2026-03-02T09:30")
    says(company, "C-ZHANG", granted=True)

    told = writes(company, channel="sms", subject="短信回复", text=text)

    newest, first = company.get("u_svc", "/customers/C-ZHANG/consents")["items"]
    assert (newest["granted"], newest["channel"]) == (False, "sms")
    assert first["withdrawn_at"] == "2026-03-02T09:30:00+08:00"
    assert (told["service_request"], told["reply_channel"]) == (None, "sms")
    assert "已退订" in told["reply"]
    assert company.get("u_svc", "/service-requests")["items"] == []
    assert open_messages(company) == []


def test_td_in_a_longer_message_is_read_by_a_person(company_on_sqlite: Company) -> None:
    told = writes(company_on_sqlite, channel="sms", text="TD是什么意思?")

    assert told["service_request"] is not None


@pytest.mark.parametrize("message_id", [None, "eins", 4711, {"id": 1}])
def test_a_case_for_a_reply_needs_a_message_that_waits(
    company_on_sqlite: Company, message_id: object
) -> None:
    body = {"process": "inbound_message", "data": {"message_id": message_id}}

    refusal = company_on_sqlite.post("u_adm", "/cases", body, expect=422)

    assert [error["pointer"] for error in refusal["errors"]] == ["/data/message_id"]
    assert company_on_sqlite.get("u_aud", "/incidents")["items"] == []


def test_a_message_has_one_case_for_its_reply(company_on_sqlite: Company) -> None:
    told = writes(company_on_sqlite, case=claimed(company_on_sqlite))
    body = {"process": "inbound_message", "data": {"message_id": told["id"]}}

    refusal = company_on_sqlite.post("u_adm", "/cases", body, expect=422)

    assert refusal["errors"][0]["detail"] == f"message {told['id']} has its case"


def test_a_message_is_replied_to_although_an_operator_has_ended_its_case(
    company_on_sqlite: Company,
) -> None:
    company = company_on_sqlite
    told = writes(company, case=claimed(company))
    operates(company, reply_case(company), "cancel", reason="误建")

    replied = replies(company, told["id"])

    assert replied["reply"] == "赔款将于三日内到账"
    assert open_messages(company) == []
    assert len(company.get("u_aud", "/messages-sent")["items"]) == 1


def test_messages_of_a_request_that_an_operator_ends_wait_no_more(
    company_on_sqlite: Company,
) -> None:
    told = writes(company_on_sqlite)

    operates(company_on_sqlite, told["business_key"], "cancel", reason="重复")

    assert message(company_on_sqlite, told["id"])["closed_because"] == "cancelled"
    assert open_messages(company_on_sqlite) == []
