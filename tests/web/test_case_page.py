"""The page of a case: its head, what happened, its papers and data, and what may be done there."""

import pytest

from tests.scenarios.company import Company
from tests.scenarios.overdue import overdue_of
from tests.scenarios.s1 import Walk
from tests.web.browsing import Page, Reader
from tests.web.conftest import BOTH, Reads


def opens(reader: Reader, walk: Walk, query: str = "") -> Page:
    return reader.open(f"/cases/{walk.claim_no}{query}")


def entries(page: Page) -> list[str]:
    return page.words("//ol[@class='course']/li")


def filters(page: Page) -> list[str]:
    return page.words("//nav[@aria-label='What is shown']/a")


def test_the_head_says_what_waits_and_for_whom(reads: Reads, walk: Walk) -> None:
    walk.all_until(walk.contact)

    seen = opens(reads("u_sur1"), walk)
    unseen = opens(reads("u_cash"), walk)

    (waiting,) = seen.words("//section[@class='waiting']//li")
    assert waiting.startswith("Survey Surveyor")
    assert "left" in waiting
    assert unseen.words("//section[@class='waiting']//li") == ["1 task of others"]
    assert "Claim" in seen.words("//div[contains(@class, 'case-head')]/p")


@BOTH
def test_what_happened_stands_in_one_list_with_its_newest_first(
    reads: Reads, walk: Walk, company: Company
) -> None:
    walk.all_until(walk.approve)
    company.post(
        "u_adj", f"/cases/{walk.claim_no}/comments", {"text": "Ask @u_sur1 again"}, expect=201
    )

    page = opens(reads("u_adj"), walk)

    times = page.document.xpath("//ol[@class='course']/li/time/@datetime")
    assert times == sorted(times, reverse=True)
    text = "\n".join(entries(page))
    assert "Comment Wang Hui Ask @Chen Zhiqiang again" in text
    assert "Steps Register claim Wu Jianguo" in text
    assert "Papers" in text
    assert "Match policy" not in text
    current = page.words("//ol[@class='course']/li[@aria-current='step']")
    assert any("Record agreement In progress" in one for one in current)


def test_a_decision_names_its_rule_its_version_and_its_legal_source(
    reads: Reads, walk: Walk
) -> None:
    walk.all_until(walk.approve)

    page = opens(reads("u_adj"), walk, "?kind=decisions")

    assert len(entries(page)) > 5
    triage = next(one for one in entries(page) if "Claim triage" in one)
    assert "rule " in triage
    assert "version 1" in triage
    assert {one.split()[2] for one in entries(page)} == {"Decisions"}


@pytest.mark.parametrize(
    ("kind", "shown", "hidden"),
    [
        ("steps", "Register claim", "Claim triage"),
        ("automatic", "Match policy", "Register claim"),
        ("messages", "Documents received", "Register claim"),
        ("papers", "Invoice", "Register claim"),
        ("nonsense", "Register claim", "Match policy"),
    ],
)
def test_one_kind_of_what_happened_is_shown_alone(
    reads: Reads, walk: Walk, kind: str, shown: str, hidden: str
) -> None:
    walk.all_until(walk.assess)

    text = " ".join(entries(opens(reads("u_ass"), walk, f"?kind={kind}")))

    assert shown in text
    assert hidden not in text


def test_a_payment_is_told_with_its_sum_and_where_it_stands(reads: Reads, walk: Walk) -> None:
    walk.all_until(walk.bank_result)

    (paid,) = entries(opens(reads("u_cash"), walk, "?kind=payments"))

    assert "Payment of the claim CNY 3,600.00" in paid
    assert "Paid by the bank" in paid


@pytest.mark.parametrize("before", ["", "yesterday", "2026-03-02", "2026-03-02T00:00:00+08:00"])
def test_an_instant_that_cannot_be_read_or_precedes_everything_breaks_nothing(
    reads: Reads, walk: Walk, before: str
) -> None:
    walk.report()

    page = opens(reads("u_reg"), walk, f"?before={before.replace('+', '%2B')}")

    assert page.status == 200


def test_who_reads_a_case_says_something_to_it_and_has_somebody_told(
    reads: Reads, walk: Walk, company: Company
) -> None:
    walk.report()
    reader = reads("u_reg")
    opens(reader, walk)

    page = reader.press("Say it", text="Please look, @u_adj")

    assert page.path == f"/cases/{walk.claim_no}"
    assert any("Please look, @Wang Hui" in one for one in entries(page))
    (told,) = company.get("u_adj", "/mentions")["items"]
    assert told["comment"]["text"] == "Please look, @u_adj"


def test_a_comment_that_names_nobody_known_is_kept_in_the_field(reads: Reads, walk: Walk) -> None:
    walk.report()
    reader = reads("u_reg")
    opens(reader, walk)

    page = reader.press("Say it", text="Look, @nobody_here")

    assert page.status == 422
    assert page.words("//*[@role='alert']") == ["There is nobody of that name @nobody_here"]
    assert page.value_of("text") == "Look, @nobody_here"


def test_a_comment_to_a_case_is_put_right_and_taken_back_on_its_page(
    reads: Reads, walk: Walk
) -> None:
    walk.report()
    reader = reads("u_reg")
    opens(reader, walk)
    reader.press("Say it", text="明天去")

    changed = reader.press("Save", text="后天去")
    assert "后天去" in changed.text
    assert "明天去" not in changed.text
    refused = reader.press("Save", text="@nobody 后天去")
    assert refused.words("//details[@open]//textarea") == ["@nobody 后天去"]
    assert refused.words("//textarea[@id='comment']") == [""]
    gone = reader.press("Take back")

    assert "This comment was taken back." in gone.text
    assert gone.document.xpath("//details[@class='change']") == []


def test_a_comment_is_changed_only_by_its_author_and_only_on_its_own_case(
    reads: Reads, walk: Walk, company: Company
) -> None:
    walk.report()
    reader = reads("u_reg")
    page = opens(reader, walk)
    reader.press("Say it", text="明天去")
    (place,) = reader.page.document.xpath("//details[@class='change']//form/@action")
    token = page.document.xpath("//input[@name='csrf_token']/@value")[0]
    other = reads("u_adj")
    theirs = opens(other, walk).document.xpath("//input[@name='csrf_token']/@value")[0]

    forged = other.client.post(place, data={"csrf_token": theirs, "text": "x"})
    away = reader.client.post(
        place.replace(walk.claim_no, company.get("u_aud", "/cases")["items"][-1]["id"] + "1"),
        data={"csrf_token": token, "text": "x"},
    )

    assert other.page.document.xpath("//details[@class='change']") == []
    assert (forged.status_code, away.status_code) == (403, 404)


def test_who_may_be_named_to_a_case_is_found_by_the_beginning_of_a_name(
    reads: Reads, walk: Walk
) -> None:
    walk.report()
    reader = reads("u_reg")

    found = reader.client.get(f"/cases/{walk.claim_no}/people?q=lin").json
    groups = reader.client.get(f"/cases/{walk.claim_no}/people?q=surv").json
    outside = reader.client.get(f"/cases/{walk.claim_no}/people?q=u_int").json

    assert {"code": "u_sur2", "name": "Lin Hai"} in found
    assert {"code": "surveyor", "name": "Surveyor"} in groups
    assert outside == []


def test_a_paper_is_shown_in_place_to_who_works_on_the_case(reads: Reads, walk: Walk) -> None:
    walk.all_until(walk.assess)
    reader = reads("u_ass")
    opens(reader, walk, "?part=papers")

    page = reader.follows("Invoice")

    (address,) = page.document.xpath("//section[@class='viewer']/iframe/@src")
    answer = reader.client.get(address, buffered=True)
    assert answer.mimetype == "application/pdf"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]


def test_a_script_is_answered_with_the_part_that_it_asks_for(reads: Reads, walk: Walk) -> None:
    walk.all_until(walk.assess)
    client = reads("u_ass").client
    asked = {"HX-Request": "true", "HX-Request-Type": "partial", "HX-Target": "div#case-part"}
    address = f"/cases/{walk.claim_no}?part=papers"

    part = client.get(address, headers=asked).get_data(as_text=True)
    going_back = client.get(address, headers={**asked, "HX-Request-Type": "full"})

    assert "Invoice" in part
    assert "<html" not in part
    assert "<html" in going_back.get_data(as_text=True)


def test_who_has_no_task_of_the_case_is_told_why_a_paper_does_not_open(
    reads: Reads, walk: Walk
) -> None:
    walk.all_until(walk.assess)

    page = opens(reads("u_cash"), walk, "?part=papers")

    assert page.document.xpath("//ul[@class='papers']//a[normalize-space()='Invoice']") == []
    assert "not for you to open" in page.text


def test_the_data_of_a_case_are_shown_with_what_is_personal_masked(
    reads: Reads, walk: Walk, company: Company
) -> None:
    walk.all_until(walk.payee)

    rows = opens(reads("u_cash"), walk, "?part=data").words("//table[@class='variables']//tr")

    assert any(row.startswith("policy_no P-MOT") for row in rows)
    known = company.get("u_adm", f"/cases/{walk.claim_no}/variables")["items"]
    personal = {
        str(one["value"])
        for one in known
        if one["value"] and ("phone" in one["name"] or "account" in one["name"])
    }
    assert [value for value in personal if len(value) > 4 and value in " ".join(rows)] == []


def test_an_outsider_sees_of_the_case_they_reported_no_talk_of_the_house(
    reads: Reads, walk: Walk, company: Company
) -> None:
    walk.report()
    company.post(
        "u_reg", f"/cases/{walk.claim_no}/comments", {"text": "Looks like fraud"}, expect=201
    )
    reader = reads("u_int")

    course = opens(reader, walk)
    data = opens(reader, walk, "?part=data")

    assert "Looks like fraud" not in course.text
    assert filters(course)[0] == "All"
    assert not any("Decisions" in one or "Comments" in one for one in filters(course))
    assert course.document.xpath("//textarea") == []
    assert data.document.xpath("//table") == []


def test_the_page_of_overdue_work_leads_to_the_case_whose_limit_ran_out(
    reads: Reads, walk: Walk, company: Company
) -> None:
    walk.report()
    company.now_is("2026-03-04T00:00")
    number = overdue_of(walk, "registration")["overdue_no"]
    reader = reads("u_od1")

    page = reader.open(f"/cases/{number}")
    facts = " ".join(page.words("//section[@aria-labelledby='facts']"))

    assert f"Overdue case {walk.claim_no}" in facts
    assert "Was due 2026-03-03 24:00" in facts
    assert "Seen to by Shi Lei" in facts
    assert "the system" in page.text
    assert reader.follows(walk.claim_no).words("//h1/span") == [walk.claim_no, "Active"]
