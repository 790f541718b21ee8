"""Tasks on their pages: forms, errors, rows, uploads, and two people who want the same."""

import io
from typing import Any

import pytest

from tests.scenarios.company import Company
from tests.scenarios.s1 import Walk
from tests.web.browsing import Reader
from tests.web.conftest import Reads

PDF = b"%PDF-1.4\n% photo\n%%EOF\n"
SURVEY: dict[str, Any] = {
    "surveyed_at": "2026-03-02T09:45",
    "mode": "remote",
    "cause_finding": "倒车碰撞立柱",
    "extent_finding": "右后保险杠破损",
    "fault": "single_party",
    "initial_estimate": "3800.00",
}


def opens(reader: Reader, company: Company, walk: Walk, definition: str) -> Reader:
    """Let a reader open the one open task of that definition."""
    reader.open(f"/tasks/{company.task(walk.claim_no, definition)['id']}")
    return reader


@pytest.fixture
def registrar(reads: Reads, company: Company, walk: Walk) -> Reader:
    """A registrar before the task to register a claim."""
    walk.report()
    return opens(reads("u_reg"), company, walk, "register_claim")


@pytest.fixture
def surveyor(reads: Reads, company: Company, walk: Walk) -> Reader:
    """A surveyor before the task to survey."""
    walk.all_until(walk.contact)
    return opens(reads("u_sur1"), company, walk, "survey")


def test_a_task_shows_what_it_is_about(registrar: Reader, walk: Walk) -> None:
    page = registrar.page

    assert page.words("//h1") == ["Register claim"]
    assert walk.claim_no in page.text
    assert "Holder nobody yet" in page.text
    assert "1 day 14 hours left 2026-03-03 24:00" in page.text
    assert "Policy P-MOT" in page.text
    assert "Claimed CNY 3,800.00" in page.text
    assert page.buttons() == ["Take and complete", "Take", "Save draft", "Refresh"]


def test_who_takes_a_task_holds_it_and_can_give_it_back(registrar: Reader) -> None:
    taken = registrar.press("Take", reserve_amount="12.50")

    assert "The task is yours." in taken.text
    assert "Holder Wu Jianguo" in taken.text
    assert taken.buttons() == ["Complete", "Save draft", "Refresh", "Give back"]
    assert taken.value_of("reserve_amount") == "12.50"
    assert "Holder nobody yet" in registrar.press("Give back").text


def test_a_completed_task_moves_the_case_on(
    registrar: Reader, company: Company, walk: Walk
) -> None:
    done = registrar.press("Take and complete", decision="register", reserve_amount="3800")

    assert (done.path, done.words("//*[@role='status']")) == ("/tasks", ["The task is completed."])
    assert company.waiting(walk.claim_no) == {"contact_customer": ["surveyor"]}
    assert company.claim(walk.claim_no)["reserve"] == "3800.00"


def test_after_a_task_comes_the_next_one_of_the_same_case(
    reads: Reads, company: Company, walk: Walk
) -> None:
    walk.all_until(walk.register)
    reader = opens(reads("u_sur1"), company, walk, "contact_customer")

    page = reader.press(
        "Take and complete", contacted_at="2026-03-02T09:40", appointment_at="2026-03-02T10:00"
    )

    assert page.words("//h1") == ["Survey"]
    assert "This is the next one of the same case." in page.text


def test_errors_stand_at_their_fields_and_in_a_summary_that_leads_there(surveyor: Reader) -> None:
    page = surveyor.press("Take and complete", mode="remote", initial_estimate="much")

    assert page.status == 422
    assert page.error_of("cause_finding") == "is required"
    assert page.error_of("initial_estimate") == "must be a number"
    assert page.value_of("initial_estimate") == "much"
    links = page.document.xpath("//*[@id='problems']//a/@href")
    assert "#f-initial_estimate" in links
    assert all(page.document.get_element_by_id(link[1:]) is not None for link in links)


def test_errors_are_told_in_chinese_to_who_reads_chinese(
    reads: Reads, company: Company, walk: Walk
) -> None:
    walk.report()
    reader = opens(reads("u_reg", language="zh"), company, walk, "register_claim")

    page = reader.press("领取并完成", reserve_amount="-1")

    assert page.error_of("decision") == "必填"
    assert page.error_of("reserve_amount") == "不得小于 0"
    assert page.words("//div[@id='problems']//strong") == ["有些内容不符合要求，请修改后再提交。"]


def test_a_rule_of_the_business_refuses_at_the_field_it_is_about(
    reads: Reads, company: Company, walk: Walk
) -> None:
    walk.all_until(walk.approve)
    reader = opens(reads("u_adj"), company, walk, "record_agreement")
    agreed = {"reply": "agree", "agreed_amount": "1.00", "agreed_at": "2026-03-02T16:00"}

    page = reader.press("Take and complete", **agreed)

    assert page.status == 422
    assert "3600" in page.error_of("agreed_amount")


def test_fields_appear_and_go_with_the_answers(surveyor: Reader) -> None:
    assert "second_surveyor" not in surveyor.page.fields()

    shown = surveyor.press("Refresh", mode="onsite_joint", cause_finding="倒车")

    assert "second_surveyor" in shown.fields()
    assert shown.words("//select[@name='second_surveyor']/option") == [
        "",
        "Chen Zhiqiang",
        "Lin Hai",
    ]
    assert shown.value_of("cause_finding") == "倒车"
    assert "second_surveyor" not in surveyor.press("Refresh", mode="remote").fields()


def test_an_upload_is_kept_while_the_rest_is_mended(
    surveyor: Reader, company: Company, walk: Walk
) -> None:
    photo = (io.BytesIO(PDF), "Schaden 损失.pdf")
    refused = surveyor.press("Take and complete", **{**SURVEY, "fault": ""}, photos=photo)
    assert refused.words("//ul[@class='files']//label") == ["Schaden 损失.pdf"]
    assert refused.error_of("photos") == ""

    done = surveyor.press("Take and complete", **SURVEY)

    assert done.status == 200
    assert "survey_report" in company.waiting(walk.claim_no)


def test_an_upload_of_another_kind_is_refused_at_its_field(surveyor: Reader) -> None:
    program = (io.BytesIO(b"MZ\x90"), "photo.exe")

    page = surveyor.press("Take and complete", **SURVEY, photos=program)

    assert page.status == 422
    assert page.error_of("photos") == "files ending in .exe are not taken"


def test_rows_are_added_and_taken_away(reads: Reads, company: Company, walk: Walk) -> None:
    walk.all_until(walk.review)
    reader = opens(reads("u_ass"), company, walk, "assess_loss")
    assert "items.0.name" in reader.page.fields()

    reader.press("Add a row", items__0__name="保险杠", items__0__amount="3000")
    reader.press("Add a row", items__1__name="车灯", items__1__amount="600")
    assert {"items.1.name", "items.2.name"} <= reader.page.fields()

    page = reader.press("Remove row 1")

    assert page.value_of("items.0.name") == "车灯"
    assert "items.2.name" not in page.fields()


def test_an_error_in_a_row_stands_in_that_row(reads: Reads, company: Company, walk: Walk) -> None:
    walk.all_until(walk.review)
    reader = opens(reads("u_ass"), company, walk, "assess_loss")
    reader.press("Add a row", items__0__name="保险杠", items__0__amount="3000")

    page = reader.press(
        "Take and complete", items__1__name="车灯", items__1__amount="x", opinion="更换"
    )

    assert page.error_of("items.1.amount") == "must be a number"
    assert "Items of loss 2 · Amount: must be a number" in page.text


def test_a_draft_is_there_the_next_time(registrar: Reader) -> None:
    path = registrar.page.path
    registrar.press("Save draft", reserve_amount="77.00")

    page = registrar.open(path)

    assert page.value_of("reserve_amount") == "77.00"
    assert "This is your draft of 2026-03-02 09:30." in page.text


def test_of_two_who_take_a_task_the_second_is_told_who_has_it(
    reads: Reads, company: Company, walk: Walk
) -> None:
    walk.all_until(walk.register)
    first = opens(reads("u_sur1"), company, walk, "contact_customer")
    second = opens(reads("u_sur2"), company, walk, "contact_customer")
    first.press("Take")

    page = second.press("Take and complete", note="已联系,客户同意")

    assert page.status == 409
    assert "Somebody else has taken this task." in page.text
    assert "Holder Chen Zhiqiang" in page.text
    assert "已联系,客户同意" in page.text
    assert page.buttons() == []


def test_a_task_completed_meanwhile_shows_that_and_what_one_had_filled_in(
    registrar: Reader, walk: Walk
) -> None:
    walk.register()

    page = registrar.press("Take and complete", decision="register", reserve_amount="4711.00")

    assert page.status == 409
    assert "This task was completed by Wu Jianguo" in page.text
    assert "CNY 4,711.00" in page.text


def test_a_task_that_changed_meanwhile_is_shown_anew_with_the_answers(
    registrar: Reader, company: Company, walk: Walk
) -> None:
    task = company.task(walk.claim_no, "register_claim")["id"]
    company.post("u_reg", f"/tasks/{task}/claim")

    page = registrar.press("Take and complete", decision="register", reserve_amount="4711.00")
    assert page.status == 412
    assert page.value_of("reserve_amount") == "4711.00"

    assert registrar.press("Complete").path == "/tasks"
    assert company.claim(walk.claim_no)["reserve"] == "4711.00"


def test_four_eyes_are_kept_and_said(reads: Reads, company: Company, walk: Walk) -> None:
    walk.all_until(walk.review)
    report = {"items__0__name": "车门", "items__0__amount": "6000", "items__0__accepted": "true"}
    opens(reads("u_dual"), company, walk, "assess_loss").press(
        "Take and complete", **report, fault="single_party", opinion="更换"
    )
    walk.adjudicate()
    task = company.task(walk.claim_no, "approve_step")["id"]
    reader = reads("u_dual")
    assert reader.open("/tasks?view=unassigned").rows() == []
    reader.open(f"/tasks/{task}")

    page = reader.press("Take and complete", decision="approve", opinion="同意")

    assert page.status == 403
    assert "somebody else has to do this one" in page.text


def test_an_auditor_reads_a_task_and_changes_nothing(
    reads: Reads, company: Company, walk: Walk
) -> None:
    walk.report()
    reader = opens(reads("u_aud"), company, walk, "register_claim")

    assert reader.page.buttons() == []
    assert "it is for others to do" in reader.page.text


def test_what_was_filled_in_survives_the_end_of_the_session(registrar: Reader) -> None:
    path = registrar.page.path
    registrar.client.delete_cookie("claimdesk")

    asked = registrar.press("Take and complete", reserve_amount="88.00")
    assert asked.status == 401
    assert "您填写的内容已保留" in asked.text  # the choice of language went with the session

    back = registrar.press("登录", username="u_reg", password="claimdesk")
    assert back.path == path
    assert back.value_of("reserve_amount") == "88.00"


def test_nobody_finds_a_task_that_is_not_there(reads: Reads) -> None:
    page = reads("u_reg").open("/tasks/999999")

    assert page.status == 404
    assert "There is nothing here, or it is not for you to see." in page.text
