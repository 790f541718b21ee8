"""Customers are cared for unasked: greetings, tips, offers, recommendations, files kept right."""

import pytest

from tests.scenarios.caring import (
    LI,
    OFFER,
    WAREHOUSE,
    WARNING,
    ZHANG,
    calls,
    dislikes,
    idle_prospect,
    is_licensed,
    item,
    items,
    passes,
    received,
    recommends,
    says,
    states,
)
from tests.scenarios.company import Company


def test_a_birthday_is_greeted_once_and_not_at_night(company: Company) -> None:
    company.clock_shows("2026-03-04T22:00")

    passes(company, "2026-03-05T08:59")
    at_night = received(company, LI)
    passes(company, "2026-03-07T12:00")

    assert at_night == []
    assert received(company, LI) == [("生日祝福", "2026-03-05T09:00:00+08:00")]
    assert states(company, LI, "birthday") == [("done", None)]


def test_an_anniversary_brings_a_statement_by_sms_where_there_is_no_mail(
    company_on_sqlite: Company,
) -> None:
    company_on_sqlite.clock_shows("2027-01-14T12:00")

    passes(company_on_sqlite, "2027-01-15T10:00")

    statement = item(company_on_sqlite, ZHANG, "policy_anniversary")
    assert (statement["content"], statement["channel"]) == ("annual_statement", "sms")
    assert ("保单年度报告 P-LIF", "2027-01-15T09:00:00+08:00") in received(company_on_sqlite, ZHANG)


def test_a_festival_is_greeted_on_its_first_day(company_on_sqlite: Company) -> None:
    company_on_sqlite.clock_shows("2026-02-16T12:00")

    passes(company_on_sqlite, "2026-02-19T10:00")

    assert received(company_on_sqlite, WAREHOUSE) == [("春节祝福", "2026-02-17T09:00:00+08:00")]


def test_the_dead_are_not_greeted(company_on_sqlite: Company) -> None:
    company_on_sqlite.clock_shows("2026-03-04T12:00")
    told = {"deceased_on": "2026-03-01", "source": "customer", "basis": "contract"}
    answer = company_on_sqlite.call("u_svc", "PATCH", f"/customers/{LI}", json=told)

    passes(company_on_sqlite, "2026-03-05T12:00")

    assert answer.status_code == 200, answer.text
    assert items(company_on_sqlite, LI, "birthday") == []


def test_a_warning_at_night_waits_for_the_morning_and_reaches_who_is_insured_there(
    company_on_sqlite: Company,
) -> None:
    company = company_on_sqlite
    company.clock_shows("2026-03-02T22:00")
    warning = company.post("u_int", "/weather-warnings", WARNING, expect=201)

    passes(company, "2026-03-02T23:00")
    at_night = states(company, ZHANG, "severe_weather_warning")
    passes(company, "2026-03-03T09:00")

    assert at_night == [("planned", None)]
    assert received(company, ZHANG) == [("灾害天气防灾提示", "2026-03-03T09:00:00+08:00")]
    assert received(company, WAREHOUSE) == []
    reached = company.get("u_care", f"/care-campaigns/{warning['id']}")
    assert (reached["planned"], reached["complete"]) == (1, True)


def test_who_wants_no_messages_is_not_warned(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    company.clock_shows("2026-03-02T10:00")
    says(company, ZHANG, granted=False, purpose="service")
    company.post("u_care", "/weather-warnings", WARNING, expect=201)

    passes(company, "2026-03-02T10:05")

    assert states(company, ZHANG, "severe_weather_warning") == [("skipped", "opted_out")]
    assert received(company, ZHANG) == []


def test_two_offers_a_month_are_enough(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    company.clock_shows("2026-03-02T10:00")
    says(company, ZHANG, granted=True)
    for day in ("2026-03-02", "2026-03-03", "2026-03-04", "2026-04-01"):
        passes(company, f"{day}T11:00")
        company.post("u_care", "/care-campaigns", OFFER, expect=201)
        passes(company, f"{day}T11:05")

    done, capped = ("done", None), ("skipped", "capped")
    assert states(company, ZHANG, "offer_campaign") == [done, done, capped, done]
    assert items(company, WAREHOUSE, "offer_campaign") == []


def test_two_campaigns_on_one_day_reach_a_customer_once(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    company.clock_shows("2026-03-02T10:00")
    says(company, ZHANG, granted=True)
    first, second = (
        company.post("u_care", "/care-campaigns", OFFER, expect=201)["id"] for _ in range(2)
    )

    passes(company, "2026-03-02T10:05")

    found = [company.get("u_care", f"/care-campaigns/{one}") for one in (first, second)]
    assert [(one["planned"], one["complete"]) for one in found] == [(1, True), (0, True)]
    assert len(received(company, ZHANG)) == 1


def test_opting_out_cancels_all_marketing_at_once(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    care_no = idle_prospect(company)
    open_before = company.waiting(care_no)
    passes(company, "2026-03-23T22:00")
    company.post("u_care", "/care-campaigns", OFFER, expect=201)
    passes(company, "2026-03-23T22:05")

    says(company, LI, granted=False)

    assert open_before == {"recommend": ["sales_agent"]}
    assert company.waiting(care_no) == {}
    assert states(company, LI, "prospect_idle_14d") == [("cancelled", "opted_out")]
    assert states(company, LI, "offer_campaign") == [("cancelled", "opted_out")]


def test_a_licensed_seller_recommends_and_the_next_contact_is_planned(
    company_on_sqlite: Company,
) -> None:
    company = company_on_sqlite
    care_no = idle_prospect(company)
    is_licensed(company, "u_sal", "property", "2026-12-31")

    recommends(company, care_no, next_contact="2026-04-02")

    done = company.get("u_care", f"/care-items/{care_no}")
    assert (done["status"], done["marketing_consent"]) == ("done", True)
    assert (done["suitability"], done["contacted_at"]) == ("suitable", "2026-03-23T09:30:00+08:00")
    passes(company, "2026-04-02T09:00")
    _, follow_up = items(company, LI, "prospect_idle_14d")
    assert follow_up["follows"] == done["id"]
    assert company.waiting(follow_up["care_no"]) == {"recommend": ["sales_agent"]}


@pytest.mark.parametrize(
    ("kind", "until"), [("personal", "2026-12-31"), ("property", "2026-03-22")]
)
def test_a_seller_without_a_valid_licence_is_refused(
    company_on_sqlite: Company, kind: str, until: str
) -> None:
    care_no = idle_prospect(company_on_sqlite)
    is_licensed(company_on_sqlite, "u_sal", kind, until)

    refused = recommends(company_on_sqlite, care_no, expect=403)

    assert refused["code"] == "seller_not_licensed"
    assert company_on_sqlite.waiting(care_no) == {"recommend": ["sales_agent"]}


def test_a_recommendation_needs_its_explanations_and_suits_the_customer(
    company_on_sqlite: Company,
) -> None:
    company = company_on_sqlite
    care_no = idle_prospect(company)
    is_licensed(company, "u_sal", "property", "2026-12-31")

    wrong = [
        {"exclusions_explained": False},
        {"product": "NONE"},
        {"next_contact": "2026-03-23"},
        {"suitability": "unsuitable", "next_contact": "2026-04-02"},
    ]
    refused = [recommends(company, care_no, expect=422, **one) for one in wrong]
    recommends(company, care_no, suitability="unsuitable")

    assert [one["errors"][0]["pointer"] for one in refused] == [
        "/data/exclusions_explained",
        "/data/product",
        "/data/next_contact",
        "/data/next_contact",
    ]
    assert states(company, LI, "prospect_idle_14d") == [("done", None)]


def test_a_file_is_verified_a_year_after_the_last_time(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    company.clock_shows("2026-12-31T12:00")
    passes(company, "2027-01-01T09:30")
    care_no = item(company, ZHANG, "customer_data_older_12m")["care_no"]

    company.completes(
        "u_svc",
        "verify_customer_data",
        care_no,
        fields=[{"field": "phones", "result": "confirmed"}],
        verified_at="2027-01-01T09:20:00+08:00",
    )
    passes(company, "2027-01-03T10:00")

    found = company.get("u_svc", f"/customers/{ZHANG}")
    assert found["verified_at"] == "2027-01-01T09:20:00+08:00"
    assert states(company, ZHANG, "customer_data_older_12m") == [("done", None)]
    assert states(company, LI, "customer_data_older_12m") == [("selected", None)]  # never verified


def test_who_is_still_not_content_is_served(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    company.clock_shows("2026-03-02T10:00")
    dislikes(company, ZHANG)
    dislikes(company, ZHANG)
    passes(company, "2026-03-03T10:00")
    care_no = item(company, ZHANG, "negative_feedback")["care_no"]

    company.completes(
        "u_care",
        "care_contact",
        care_no,
        done_at="2026-03-03T09:40:00+08:00",
        content="客户仍不满意理赔速度",
        response="negative",
    )
    passes(company, "2026-03-05T10:00")

    customer_id = company.get("u_svc", f"/customers/{ZHANG}")["id"]
    (raised,) = company.get("u_svc", "/service-requests", **{"filter[customer]": customer_id})[
        "items"
    ]
    assert raised["need"] == "客户仍不满意理赔速度"
    assert states(company, ZHANG, "negative_feedback") == [("done", None)]


def test_a_talk_lies_neither_ahead_nor_before_its_plan(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    company.clock_shows("2026-03-02T10:00")
    dislikes(company, ZHANG)
    passes(company, "2026-03-03T10:00")
    care_no = item(company, ZHANG, "negative_feedback")["care_no"]
    said = {"content": "已致歉", "response": "positive"}

    refused = [
        company.completes("u_care", "care_contact", care_no, expect=422, done_at=at, **said)
        for at in ("2026-03-03T11:00:00+08:00", "2026-03-03T08:00:00+08:00")
    ]

    assert [one["errors"][0]["code"] for one in refused] == ["in_future", "in_past"]


def test_who_may_offer_and_warn(company_on_sqlite: Company) -> None:
    company = company_on_sqlite

    company.post("u_int", "/care-campaigns", OFFER, expect=403)
    company.post("u_svc", "/weather-warnings", WARNING, expect=403)
    company.post("u_aud", "/care-campaigns", OFFER, expect=403)
    company.post("u_care", "/care-campaigns", {"text": " "}, expect=422)
    company.post("u_care", "/weather-warnings", {**WARNING, "peril": "rain"}, expect=422)
    company.post("u_int", "/messages", {"name": "marketing_opt_out"}, expect=409)


def test_a_prospect_without_consent_is_left_alone(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    company.clock_shows("2026-03-09T10:00")
    calls(company, LI)

    passes(company, "2026-03-24T10:00")

    assert items(company, LI, "prospect_idle_14d") == []


def test_the_seller_sees_advantages_beside_exclusions(company_on_sqlite: Company) -> None:
    care_no = idle_prospect(company_on_sqlite)
    task = company_on_sqlite.task(care_no, "recommend")

    shown = company_on_sqlite.get("u_sal", f"/tasks/{task['id']}/form")["data"]["advantage_sheet"]

    assert "PRO 企业财产保险" in shown
    assert "产品优势：约定的风险由保险人承担。" in shown
    assert "责任免除：投保人、被保险人的故意行为造成的损失，保险人不负责赔偿。" in shown
