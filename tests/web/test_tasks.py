"""Tasks on their pages: forms, errors, rows, uploads, and two people who want the same."""

import io
from typing import Any

from tests.scenarios.company import Company
from tests.scenarios.s1 import Walk
from tests.web.browsing import Reader
from tests.web.conftest import BOTH, Reads, opens

PDF = b"%PDF-1.4\n% photo\n%%EOF\n"
SURVEY: dict[str, Any] = {
    "surveyed_at": "2026-03-02T09:45",
    "mode": "remote",
    "cause_finding": "倒车碰撞立柱",
    "extent_finding": "右后保险杠破损",
    "fault": "single_party",
    "initial_estimate": "3800.00",
}


def test_a_task_shows_what_it_is_about(registrar: Reader, walk: Walk) -> None:
    page = registrar.page

    assert page.words("//h1") == ["Register claim"]
    assert walk.claim_no in page.text
    assert "Holder nobody yet" in page.text
    assert "1 working day left 2026-03-03 24:00" in page.text
    assert "Policy P-MOT" in page.text
    assert "Claimed CNY 3,800.00" in page.text
    assert page.buttons() == ["Take", "Take and complete", "Save draft", "Refresh"]


def test_who_takes_a_task_holds_it_and_can_give_it_back(registrar: Reader) -> None:
    taken = registrar.press("Take", reserve_amount="12.50")

    assert "The task is yours." in taken.text
    assert "Holder Wu Jianguo" in taken.text
    assert taken.buttons() == ["Give back", "Complete", "Save draft", "Refresh"]
    assert taken.value_of("reserve_amount") == "12.50"
    assert "Holder nobody yet" in registrar.press("Give back").text


@BOTH
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


@BOTH
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


@BOTH
def test_a_draft_is_there_the_next_time(registrar: Reader) -> None:
    path = registrar.page.path
    registrar.press("Save draft", reserve_amount="77.00")

    page = registrar.open(path)

    assert page.value_of("reserve_amount") == "77.00"
    assert "This is your draft of 2026-03-02 09:30." in page.text
