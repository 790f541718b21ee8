"""A case on its page, and a whole claim done on pages."""

from typing import Any

from tests.scenarios.company import Company
from tests.scenarios.s1 import Walk
from tests.web.conftest import BOTH, Reads


@BOTH
def test_the_steps_of_a_case_say_who_and_when_and_where_it_stands(reads: Reads, walk: Walk) -> None:
    walk.all_until(walk.contact)

    page = reads("u_sur1").open(f"/cases/{walk.claim_no}?part=diagram")

    steps = page.words("//ol[@class='steps']/li")
    assert "Register claim Wu Jianguo · 2026-03-02 09:40" in steps
    assert "Match policy automatic · 2026-03-02 09:30" in steps
    current = page.words("//li[@aria-current='step']/span[@class='name']")
    assert current == ["Documents received", "Survey"]
    assert page.document.xpath("//li[@aria-current='step']//a")


def test_a_case_shows_its_claim_and_its_time_limits(reads: Reads, walk: Walk) -> None:
    walk.all_until(walk.review)

    page = reads("u_ass").open(f"/cases/{walk.claim_no}")

    assert "Status Being assessed" in page.text
    assert "Time of loss 2026-03-02 08:00" in page.text
    limits = page.words("//ul[@class='clocks']/li")
    assert any(one.startswith("Decision on the claim Own limit") for one in limits)
    assert "Registration Own limit Met due 2026-03-03 24:00" in limits


def test_a_case_offers_its_letters_as_pdf(reads: Reads, walk: Walk, company: Company) -> None:
    walk.all_until(walk.approve)
    reader = reads("u_reg")
    fresh = reader.open(f"/cases/{walk.claim_no}").words("//ul[@class='letters']/li")
    company.now_is("2026-03-02T16:01")

    page = reader.open(f"/cases/{walk.claim_no}")

    (link,) = page.document.xpath("//ul[@class='letters']//a/@href")
    assert fresh == ["保险理赔核定结果通知书 LTR-20260302-000001 · being printed"]
    with reader.client.get(link) as answer:
        assert answer.mimetype == "application/pdf"


def test_a_step_of_others_is_shown_without_a_way_to_its_task(reads: Reads, walk: Walk) -> None:
    walk.report()

    page = reads("u_cash").open(f"/cases/{walk.claim_no}?part=diagram")

    assert page.words("//li[@aria-current='step']/span[@class='name']") == ["Register claim"]
    assert page.document.xpath("//li[@aria-current='step']//a") == []


def test_a_case_is_found_by_its_number(reads: Reads, walk: Walk) -> None:
    walk.report()
    reader = reads("u_cash")

    assert reader.open(f"/cases?number=+{walk.claim_no}+").path == f"/cases/{walk.claim_no}"
    assert reader.open("/cases?number=CLM-1").status == 404


def test_a_reporter_sees_its_own_cases_only(reads: Reads, walk: Walk, company: Company) -> None:
    walk.report()

    assert reads("u_int").open(f"/cases/{walk.claim_no}").status == 200


class PageCompany(Company):
    """The company, which completes its tasks on pages instead of over REST."""

    def __init__(self, company: Company, reads: Reads) -> None:
        super().__init__(company.client)
        self.reads = reads

    def completes(self, user: str, definition: str, of: str, **data: Any) -> Any:
        reader = self.reads(user)
        reader.open(f"/tasks/{self.task(of, definition)['id']}")
        fields = _posted(data)
        reader.press("Refresh", **fields)  # fields that depend on others are there now
        page = reader.press("Take and complete", **fields)
        assert (page.status, page.words("//div[@id='problems']")) == (200, [])
        return page


def _posted(answers: Any, name: str = "") -> dict[str, Any]:
    """Write answers as a page posts them."""
    if isinstance(answers, dict):
        parts = [_posted(value, f"{name}{key}.") for key, value in answers.items()]
    elif isinstance(answers, list) and answers and isinstance(answers[0], dict):
        parts = [_posted(row, f"{name}{number}.") for number, row in enumerate(answers)]
    else:
        return {name.removesuffix("."): _text(answers)}
    return {key: value for part in parts for key, value in part.items()}


def _text(answer: Any) -> Any:
    if isinstance(answer, bool):
        return "true" if answer else []
    is_instant = isinstance(answer, str) and answer.endswith(":00+08:00")
    return answer.removesuffix(":00+08:00") if is_instant else answer


@BOTH
def test_a_motor_claim_is_handled_from_report_to_archive_on_pages(
    company: Company, reads: Reads
) -> None:
    walk = Walk(PageCompany(company, reads))

    walk.all_until(walk.archive)

    claim = company.claim(walk.claim_no)
    assert (claim["status"], claim["already_paid"]) == ("archived", "3600.00")
    assert company.waiting(walk.claim_no) == {}
    page = reads("u_arc").open(f"/cases/{walk.claim_no}")
    assert "Completed since 2026-03-02 09:30 until 2026-03-04 10:00" in page.text
