"""When somebody else was faster, or may not: what is there now, and nothing filled in is lost."""

from tests.scenarios.company import Company
from tests.scenarios.s1 import Walk
from tests.web.browsing import Reader
from tests.web.conftest import BOTH, Reads, opens


@BOTH
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


@BOTH
def test_a_task_completed_meanwhile_shows_that_and_what_one_had_filled_in(
    registrar: Reader, walk: Walk
) -> None:
    walk.register()

    page = registrar.press("Take and complete", decision="register", reserve_amount="4711.00")

    assert page.status == 409
    assert "This task was completed by Wu Jianguo" in page.text
    assert "CNY 4,711.00" in page.text


@BOTH
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
    assert reader.open("/tasks?view=unassigned").tasks() == []
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


@BOTH
def test_what_was_filled_in_survives_the_end_of_the_session(registrar: Reader) -> None:
    path = registrar.page.path
    registrar.client.delete_cookie("claimdesk")

    asked = registrar.press("Take and complete", reserve_amount="88.00")
    assert asked.status == 401
    assert "您填写的内容已保留" in asked.text  # the choice of language went with the session

    back = registrar.press("登录", username="u_reg", password="claimdesk")
    assert back.path == path
    assert back.value_of("reserve_amount") == "88.00"


def test_what_was_filled_in_is_shown_even_when_the_task_went_to_others(
    registrar: Reader, company: Company, walk: Walk
) -> None:
    task = company.task(walk.claim_no, "register_claim")["id"]
    given = {"group": "overdue_handler", "reason": "ill"}
    company.post("u_sup", f"/tasks/{task}/assign", given)

    page = registrar.press("Take and complete", reserve_amount="99.00")

    assert page.status == 404
    assert "reserve_amount 99.00" in page.text


def test_nobody_finds_a_task_that_is_not_there(reads: Reads) -> None:
    page = reads("u_reg").open("/tasks/999999")

    assert page.status == 404
    assert "There is nothing here, or it is not for you to see." in page.text
