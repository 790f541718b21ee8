"""Handing a task to somebody else and putting it off, on its page."""

from tests.scenarios.company import Company
from tests.scenarios.s1 import Walk
from tests.web.browsing import Reader
from tests.web.conftest import BOTH, Reads, opens


@BOTH
def test_a_task_goes_to_a_colleague_and_comes_back_with_what_was_filled_in(
    surveyor: Reader, reads: Reads, company: Company, walk: Walk
) -> None:
    surveyor.press("Take")
    surveyor.press("Save draft", cause_finding="倒车")
    lin = str(company.get("u_adm", "/users/u_sur2")["id"])

    over = surveyor.press("Hand over", user=lin, reason="在现场")
    assert "Holder Lin Hai for Chen Zhiqiang" in over.text
    colleague = opens(reads("u_sur2"), company, walk, "survey")
    assert colleague.page.value_of("cause_finding") == "倒车"
    back = colleague.press("Hand back", reason="已核实")

    assert "Holder Chen Zhiqiang" in back.text
    assert "for Chen Zhiqiang" not in back.text


def test_a_task_is_handed_to_nobody_by_nobody_named(surveyor: Reader) -> None:
    surveyor.press("Take")

    page = surveyor.press("Hand over", user="")

    assert page.status == 422
    assert "Choose somebody." in page.text


@BOTH
def test_a_task_is_put_off_and_brought_back(surveyor: Reader) -> None:
    surveyor.press("Take")

    assert "Put off until 2026-03-05 09:00" in surveyor.press("For 3 days").text
    assert "2026-03-05" not in surveyor.press("Bring back now").text
    assert "Put off until 2026-03-09 14:30" in surveyor.press("Put off", at="2026-03-09T14:30").text


def test_a_task_is_not_put_off_into_the_past(surveyor: Reader) -> None:
    surveyor.press("Take")

    assert surveyor.press("Put off", at="2026-01-01T09:00").status == 422
    assert surveyor.press("Put off", at="soon").status == 422


def test_a_lead_gives_a_task_to_a_person_or_another_group(
    reads: Reads, company: Company, walk: Walk
) -> None:
    walk.all_until(walk.contact)
    lead = opens(reads("u_sup"), company, walk, "survey")
    lin = company.get("u_adm", "/users/u_sur2")["id"]

    page = lead.press("Assign", to=f"user:{lin}", reason="就近")
    assert "Holder Lin Hai" in page.text
    page = lead.press("Assign", to="group:assessor", reason="改派")

    assert "Group Loss assessor" in page.text
    assert company.waiting(walk.claim_no) == {"survey": ["assessor"]}


def test_who_only_takes_tasks_is_offered_no_more_than_that(surveyor: Reader) -> None:
    assert surveyor.page.buttons() == ["Take", "Take and complete", "Save draft", "Refresh"]
