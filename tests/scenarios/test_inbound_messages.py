"""What a customer tells by any channel is kept word for word and replied to in time."""

from tests.scenarios.company import Company, Json
from tests.scenarios.s1 import REPORT
from tests.scenarios.serving_customers import (
    NEW,
    analyses,
    clock,
    customer_of,
    form,
    handling,
    message,
    raised,
    receives,
    replies,
    request,
    solves,
    waits,
    writes,
)


def claimed(company: Company) -> str:
    """Let a loss be reported on Monday 2 March at half past nine; return the claim's number."""
    company.now_is("2026-03-02T09:30")
    return str(company.reports("u_int", **REPORT)["claim_no"])


def reply_clock(company: Company, told: Json) -> Json:
    """Return the one limit for the reply to a message."""
    (found,) = company.get("u_aud", f"/inbound-messages/{told['id']}/clocks")["items"]
    return dict(found)


def reply_case(company: Company) -> str:
    """Return the number of the one case that watches over a reply."""
    (found,) = company.get("u_aud", "/cases", **{"filter[process]": "inbound_message"})["items"]
    return str(found["business_key"])


def test_a_message_about_an_open_claim_is_replied_to_in_time(company: Company) -> None:
    claim_no = claimed(company)

    told = writes(company, case=claim_no, external_ref="MAIL-1")
    again = writes(company, case=claim_no, external_ref="MAIL-1", expect=200)

    assert again["id"] == told["id"]
    assert (told["business_key"], told["text"]) == (claim_no, "请问我的赔款什么时候到账?")
    assert told["due_at"] == "2026-03-04T00:00:00+08:00"
    number = reply_case(company)
    assert company.waiting(number) == {"reply_message": ["claims_registrar", "service_agent"]}
    shown = form(company, number, "reply_message")
    assert (shown["about_case"], shown["message_text"]) == (claim_no, told["text"])
    replied = replies(company, told["id"], by="u_reg")
    assert (replied["reply"], replied["reply_channel"]) == ("赔款将于三日内到账", "sms")
    assert reply_clock(company, told)["state"] == "met"
    assert company.get("u_aud", f"/cases/{number}")["state"] == "completed"
    replies(company, told["id"], expect=409)
    company.now_is("2026-03-02T09:40")
    (sent,) = company.get("u_aud", "/messages-sent")["items"]
    assert (sent["channel"], sent["status"]) == ("sms", "sent")


def test_who_holds_a_task_of_the_claim_finds_the_message(company_on_sqlite: Company) -> None:
    claim_no = claimed(company_on_sqlite)
    task = company_on_sqlite.task(claim_no, "register_claim")
    company_on_sqlite.post("u_reg", f"/tasks/{task['id']}/claim")

    writes(company_on_sqlite, case=claim_no)

    mine = company_on_sqlite.get(
        "u_reg", "/tasks", view="team", **{"filter[task_definition]": "reply_message"}
    )
    assert [one["subject"] for one in mine["items"]] == [f"{claim_no} · 车险理赔"]


def test_every_message_has_its_own_limit(company_on_sqlite: Company) -> None:
    claim_no = claimed(company_on_sqlite)
    first = writes(company_on_sqlite, case=claim_no)
    company_on_sqlite.now_is("2026-03-03T09:30")
    second = writes(company_on_sqlite, case=claim_no, subject="再次询问")

    replies(company_on_sqlite, second["id"])
    company_on_sqlite.now_is("2026-03-04T00:00")

    assert reply_clock(company_on_sqlite, first)["state"] == "breached"
    assert reply_clock(company_on_sqlite, second)["state"] == "met"


def test_a_message_that_nobody_replies_to_is_overdue(company_on_sqlite: Company) -> None:
    claim_no = claimed(company_on_sqlite)
    told = writes(company_on_sqlite, case=claim_no)

    company_on_sqlite.now_is("2026-03-04T00:00")

    assert reply_clock(company_on_sqlite, told)["state"] == "breached"
    late = company_on_sqlite.get("u_aud", "/clocks", state="breached")["items"]
    assert "service_request" in {one["stage"] for one in late}
    replies(company_on_sqlite, told["id"])
    assert reply_clock(company_on_sqlite, told)["state"] == "breached_closed"


def test_a_message_about_nothing_starts_a_request_that_keeps_the_limit(company: Company) -> None:
    company.now_is("2026-03-02T09:30")

    told = writes(company, contact=NEW, topic="invoice", text="请开发票")

    number = told["business_key"]
    assert told["due_at"] == "2026-03-04T00:00:00+08:00"
    assert request(company, number)["need"] == "请开发票"
    assert (request(company, number)["topic"], request(company, number)["channel"]) == (
        "invoice",
        "mail",
    )
    assert reply_clock(company, told)["id"] == clock(company, number)["id"]
    receives(company, number)
    analyses(company, number)
    solves(company, number, by="u_cash", solution="发票已寄出")
    assert message(company, told["id"])["reply"] == "发票已寄出"
    open_ones = company.get("u_aud", "/inbound-messages", **{"filter[open]": "true"})
    assert open_ones["items"] == []


def test_a_message_that_is_part_of_a_request_may_be_replied_to_before_it_is_solved(
    company_on_sqlite: Company,
) -> None:
    told = writes(company_on_sqlite)

    replied = replies(company_on_sqlite, told["id"], channel="mail", text="正在处理")

    assert replied["reply_channel"] == "mail"
    assert clock(company_on_sqlite, told["business_key"])["state"] == "running"


def test_a_message_answers_what_the_customer_was_asked(company_on_sqlite: Company) -> None:
    number = raised(company_on_sqlite)
    receives(company_on_sqlite, number)
    analyses(company_on_sqlite, number)
    waits(company_on_sqlite, number)

    told = writes(company_on_sqlite, case=number, text="保单号是P-MOT")

    assert told["service_request"] == request(company_on_sqlite, number)["id"]
    assert form(company_on_sqlite, number, "solve")["reply"] == "保单号是P-MOT"
    assert clock(company_on_sqlite, number)["state"] == "running"


def test_a_message_about_a_request_in_work_joins_it(company_on_sqlite: Company) -> None:
    number = raised(company_on_sqlite)

    told = writes(company_on_sqlite, case=number, text="补充:周六也想知道")

    assert told["business_key"] == number
    assert company_on_sqlite.waiting(number) == {"reception": ["service_agent"]}


def test_a_message_about_a_case_that_is_over_starts_a_request_that_names_it(
    company_on_sqlite: Company,
) -> None:
    number = raised(company_on_sqlite)
    path = f"/service-requests/{number}/withdraw"
    company_on_sqlite.post("u_svc", path, {"reason": "已解决"})

    told = writes(company_on_sqlite, case=number)

    assert told["business_key"] != number
    assert request(company_on_sqlite, told["business_key"])["related_case"] == number


def test_a_message_about_a_solved_request_that_is_followed_is_replied_to(
    company_on_sqlite: Company,
) -> None:
    number = raised(company_on_sqlite)
    receives(company_on_sqlite, number)
    analyses(company_on_sqlite, number)
    solves(company_on_sqlite, number)

    told = writes(company_on_sqlite, case=number, text="谢谢")

    assert told["business_key"] == number
    assert reply_clock(company_on_sqlite, told)["state"] == "running"
    assert handling(company_on_sqlite, number)["rounds"] == 1


def test_a_reporter_sees_its_own_messages_only(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    company.now_is("2026-03-02T09:30")
    told = writes(company, external_ref="MAIL-2")
    claim_no = company.post("u_fnol", "/claims", REPORT, expect=201)["claim_no"]

    hidden = company.call("u_int", "GET", f"/inbound-messages/{told['id']}")
    taken = writes(company, by="u_int", external_ref="MAIL-2", expect=409)
    foreign = writes(company, by="u_int", case=claim_no, expect=422)
    own = writes(company, by="u_int")

    assert hidden.status_code == 404
    assert (taken["code"], foreign["errors"][0]["pointer"]) == ("duplicate_reference", "/case")
    assert company.get("u_int", "/inbound-messages")["items"] == [
        company.get("u_int", f"/inbound-messages/{own['id']}")
    ]
    replies(company, told["id"], by="u_int", expect=403)
    assert customer_of(company)["id"] == told["customer"]
    of_customer = {"filter[customer]": told["customer"], "filter[case]": told["case_id"]}
    assert len(company.get("u_aud", "/inbound-messages", **of_customer)["items"]) == 1


def test_whoever_only_reads_does_not_reply(company_on_sqlite: Company) -> None:
    told = writes(company_on_sqlite)

    replies(company_on_sqlite, told["id"], by="u_aud", expect=403)


def test_a_reply_goes_out_by_a_way_there_is(company_on_sqlite: Company) -> None:
    told = writes(company_on_sqlite)

    refusal = replies(company_on_sqlite, told["id"], channel="pigeon", text="", expect=422)

    assert {error["pointer"] for error in refusal["errors"]} == {"/channel", "/text"}
