"""What stands beside the form of a task, and why it is here."""

import io

import sqlalchemy as sa

from app.audit.models import AuditRow
from app.extensions import db
from tests.scenarios.company import Company
from tests.scenarios.s1 import Walk
from tests.web.browsing import Reader
from tests.web.conftest import BOTH, Reads, opens

PDF = b"%PDF-1.4\n% photo\n%%EOF\n"


def part(reader: Reader, name: str) -> Reader:
    """Open a part of the task that the reader has before them."""
    task = "/".join(reader.page.path.split("/")[:3])
    reader.open(f"{task}?part={name}")
    return reader


def looks_noted(company: Company) -> int:
    """Count the looks at papers that were noted."""
    with company.client.application.app_context():
        looks = sa.select(sa.func.count()).where(AuditRow.action == "file.read")
        return db.session.scalar(looks) or 0


def test_an_approver_reads_which_rule_and_source_brought_the_claim_to_them(
    reads: Reads, company: Company, walk: Walk
) -> None:
    walk.all_until(walk.adjudicate)

    reader = opens(reads("u_l1a"), company, walk, "approve_step")

    why = " ".join(reader.page.words("//details[@class='why']"))
    assert "Approval path · rule 1 version 1" in why
    assert "Insurance Law art. 95 (classes of business)" in why
    assert "《保险法》" not in why
    assert "Due by Time limit of a stage · rule 33" in why
    assert "Priority Set by the process 50" in why


def test_a_task_of_no_rule_still_says_where_its_time_limit_comes_from(surveyor: Reader) -> None:
    why = " ".join(surveyor.page.words("//details[@class='why']"))

    assert "Due by Time limit of a stage · rule 10" in why
    assert "Decided by" not in why


def test_the_customer_stands_beside_the_form_with_masked_telephone(surveyor: Reader) -> None:
    page = part(surveyor, "case").page

    about = " ".join(page.words("//section[@aria-labelledby='customer']"))
    assert "Name 张伟" in about
    assert "138****" in about
    assert "P-MOT In force" in about


@BOTH
def test_a_comment_is_said_and_tells_who_is_named(
    surveyor: Reader, company: Company, walk: Walk
) -> None:
    said = part(surveyor, "talk").press("Say it", text="@u_sur2 请协助 <b>现场</b>")

    assert "Comments 1" in said.words("//nav[@id='task-tabs']/a")
    comment = said.words("//ol[@class='comments']//*[@class='said']")
    assert comment == ["@Lin Hai 请协助 <b>现场</b>"]
    (mention,) = company.get("u_sur2", "/mentions")["items"]
    assert mention["task"]["task_definition"] == "survey"


def test_a_comment_that_names_nobody_stays_in_its_field(surveyor: Reader) -> None:
    page = part(surveyor, "talk").press("Say it", text="@nobody 请看")

    assert page.status == 422
    assert "There is nobody of that name @nobody" in page.text
    assert page.words("//textarea[@id='comment']") == ["@nobody 请看"]


def test_a_comment_of_blanks_is_refused_with_what_it_needs(surveyor: Reader) -> None:
    page = part(surveyor, "talk").press("Say it", text="   ")

    assert page.status == 422
    assert "A comment has 1 to 4,000 characters." in page.text


def test_a_comment_is_put_right_and_taken_back(surveyor: Reader) -> None:
    part(surveyor, "talk").press("Say it", text="明天去")
    surveyor.press("Save", text="后天去")
    assert "后天去" in surveyor.page.text

    page = surveyor.press("Take back")

    assert "This comment was taken back." in page.text
    assert "后天去" not in page.text


def test_who_may_be_named_is_found_by_the_beginning_of_a_name(
    surveyor: Reader, company: Company, walk: Walk
) -> None:
    task = company.task(walk.claim_no, "survey")["id"]

    found = surveyor.client.get(f"/tasks/{task}/people?q=lin").json
    groups = surveyor.client.get(f"/tasks/{task}/people?q=surv").json

    assert found == [{"code": "u_sur2", "name": "Lin Hai"}]
    assert {"code": "surveyor", "name": "Surveyor"} in groups


@BOTH
def test_a_file_is_put_to_a_task_and_taken_away(surveyor: Reader) -> None:
    photo = (io.BytesIO(PDF), "现场.pdf")

    page = part(surveyor, "papers").press("Attach", file=photo, note="后方")
    assert page.words("//ul[@class='papers']//span[@class='what']/a") == ["现场.pdf"]
    assert "后方" in page.text

    assert surveyor.press("Take away").words("//ul[@class='papers']") == []


def test_papers_open_in_place_for_who_has_a_task_of_the_case(
    reads: Reads, company: Company, walk: Walk
) -> None:
    walk.all_until(walk.review)
    reader = opens(reads("u_ass"), company, walk, "assess_loss")
    assert "opens once you have a task of this case" in part(reader, "papers").page.text
    reader.press("Take")

    page = part(reader, "papers").follows("Claim form")

    (frame,) = page.document.xpath("//iframe/@src")
    with reader.client.get(frame) as shown:
        assert (shown.status_code, shown.mimetype) == (200, "application/pdf")
        assert "frame-ancestors 'self'" in shown.headers["Content-Security-Policy"]
    assert looks_noted(company) == 1


def test_a_paper_is_not_shown_to_who_may_not_look_into_it(
    reads: Reads, company: Company, walk: Walk
) -> None:
    walk.all_until(walk.review)
    (paper, *_) = company.get("u_int", f"/claims/{walk.claim_no}/documents")["items"]

    answer = reads("u_care").client.get(f"/files/{paper['file']}")

    assert answer.status_code == 403


def test_the_history_of_a_task_is_told_in_words(surveyor: Reader) -> None:
    surveyor.press("Take")

    page = part(surveyor, "history").page

    told = page.words("//ol[@class='history']/li")
    assert told[0].startswith("The case reached this task")
    assert told[1].startswith("Taken · Chen Zhiqiang 2026-03-02")
    assert "Holder: Chen Zhiqiang" in told[1]


def test_what_a_script_asks_for_is_the_part_alone(surveyor: Reader) -> None:
    asks = {"HX-Request": "true", "HX-Target": "section#beside"}

    answer = surveyor.client.get(f"{surveyor.page.path}?part=history", headers=asks)

    assert 'data-part="history"' in answer.text
    assert "task-form" not in answer.text
    assert "<html" not in answer.text


def test_a_file_at_a_task_of_others_is_not_among_the_papers(
    surveyor: Reader, reads: Reads, company: Company, walk: Walk
) -> None:
    part(surveyor, "papers").press("Attach", file=(io.BytesIO(PDF), "现场.pdf"))
    file_id = surveyor.page.document.xpath("//ul[@class='papers']//a/@href")[0]
    walk.survey()
    walk.survey_report()
    walk.papers()

    reader = part(opens(reads("u_doc"), company, walk, "verify_documents"), "papers")

    assert "Claim form" in reader.page.text
    assert "现场.pdf" not in reader.page.text
    assert "file=" in file_id
    assert (
        reader.client.get(f"/files/{file_id.partition('file=')[2].split('&')[0]}").status_code
        == 404
    )


def test_nothing_of_a_task_is_told_to_who_may_not_see_it(surveyor: Reader, reads: Reads) -> None:
    outsider = reads("u_care")
    path = "/".join(surveyor.page.path.split("/")[:3])

    found = [
        outsider.client.get(f"{path}{more}").status_code
        for more in ("", "?part=talk", "?part=history", "?part=papers", "/people?q=")
    ]

    assert found == [404] * 5


def test_a_comment_of_others_is_not_changed(surveyor: Reader, reads: Reads) -> None:
    part(surveyor, "talk").press("Say it", text="明天去")
    (form,) = surveyor.page.document.xpath("//ol[@class='comments']//form/@action")
    other = reads("u_sur2")
    other.open("/tasks")
    token = other.page.document.xpath("//input[@name='csrf_token']/@value")[0]

    answer = other.client.post(form, data={"csrf_token": token, "text": "不去"})

    assert answer.status_code == 403
