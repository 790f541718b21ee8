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
    assert surveyor.press("Put off", at="9999-12-31T23:59+00:00").status == 422
    assert surveyor.press("Put off", at="0001-01-01T00:00").status == 422


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


def test_a_lead_chooses_priority_and_due_date_of_the_task_before_them(
    reads: Reads, company: Company, walk: Walk
) -> None:
    walk.all_until(walk.contact)
    lead = opens(reads("u_sup"), company, walk, "survey")

    page = lead.press("Set", priority="90", due="2026-03-02T18:00")
    assert "2026-03-02 18:00" in page.text
    task = company.task(walk.claim_no, "survey")
    assert (task["priority"], task["priority_by_hand"]) == (90, True)

    lead.press("Set", priority="", due="")

    task = company.task(walk.claim_no, "survey")
    assert task["priority_by_hand"] is False
    assert task["due_at"] != "2026-03-02T18:00:00+08:00"


def test_what_a_lead_leaves_as_it_stands_is_not_chosen_by_hand(
    reads: Reads, company: Company, walk: Walk
) -> None:
    walk.all_until(walk.contact)
    before = company.task(walk.claim_no, "survey")

    opens(reads("u_sup"), company, walk, "survey").press("Set")

    after = company.task(walk.claim_no, "survey")
    assert (after["due_at"], after["priority_by_hand"]) == (before["due_at"], False)
    assert after["version"] == before["version"]


def test_a_wrong_priority_is_refused_and_what_was_typed_stays(
    reads: Reads, company: Company, walk: Walk
) -> None:
    walk.all_until(walk.contact)
    lead = opens(reads("u_sup"), company, walk, "survey")

    page = lead.press("Set", priority="101", due="2026-03-02T18:00")

    assert page.status == 422
    assert "A priority is a number from 0 to 100." in page.text
    assert page.document.xpath("//details[@open]//input[@name='priority']/@value") == ["101"]
    assert page.value_of("due") == "2026-03-02T18:00"


def test_two_leads_do_not_overwrite_each_other(reads: Reads, company: Company, walk: Walk) -> None:
    walk.all_until(walk.contact)
    late = opens(reads("u_sup"), company, walk, "survey")
    opens(reads("u_sup"), company, walk, "survey").press("Set", priority="90")

    assert late.press("Set", priority="10").status == 412
    assert company.task(walk.claim_no, "survey")["priority"] == 90


def test_a_due_date_of_the_law_is_not_offered_to_be_moved(
    reads: Reads, company: Company, walk: Walk
) -> None:
    walk.all_until(walk.payee)
    lead = opens(reads("u_sup"), company, walk, "make_payment_order")

    assert "The law sets this time limit" in lead.page.text
    assert lead.page.document.xpath("//input[@name='due']") == []
    assert lead.press("Set", priority="80").status == 200


def test_an_instant_at_the_end_of_all_time_is_refused(surveyor: Reader) -> None:
    surveyor.press("Take")

    assert surveyor.press("Put off", at="9999-12-31T23:59-12:00").status == 422
    assert surveyor.press("For 3 days", days="9" * 30).status in (200, 422)


def test_a_refused_act_is_told_in_the_readers_language(
    reads: Reads, company: Company, walk: Walk
) -> None:
    walk.all_until(walk.contact)
    reader = opens(reads("u_sur1", language="zh"), company, walk, "survey")
    reader.press("领取")

    page = reader.press("推迟", at="2026-01-01T09:00")

    assert page.words("//*[@id='problems']") == ["该时间已过，请选择将来的日期。"]
    assert page.value_of("at") == "2026-01-01T09:00"
