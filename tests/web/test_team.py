"""A lead sees what waits for each group and who has what, and gives tasks out from there."""

import pytest

from app.web.team import view
from tests.scenarios.absences import names
from tests.scenarios.company import Company
from tests.scenarios.s1 import REPORT
from tests.scenarios.staff import joins
from tests.web.browsing import Page, Reader
from tests.web.conftest import Reads


@pytest.fixture
def company(company: Company) -> Company:
    """Three claims that wait for registration; the registrar has one of them."""
    company.clock_shows("2026-03-02T09:30")
    for number in range(3):
        other = {"object_id": f"沪B1000{number}", "loss_place": f"上海市{number}号"}
        company.reports("u_int", **{**REPORT, **other})
    company.post("u_reg", "/tasks/claim-next")
    joins(company, "u_arc", "claims_registrar")
    return company


@pytest.fixture
def lead(reads: Reads, company: Company) -> Reader:
    reader = reads("u_sup")
    reader.open("/team")
    return reader


def holders(page: Page) -> list[str]:
    return page.words("//ol[@class='tasks']//*[contains(@class, 'holder')]")


def ids(page: Page) -> list[str]:
    return [str(one) for one in page.document.xpath("//input[@name='task']/@value")]


def user(company: Company, username: str) -> str:
    return f"user:{company.get('u_adm', f'/users/{username}')['id']}"


def test_a_lead_sees_each_queue_and_who_has_what(lead: Reader) -> None:
    (queue,) = lead.page.rows()

    assert queue[:7] == ["Claims registrar", "3", "2", "0", "0", "0", "0"]
    assert lead.page.words("//ul[@class='whose']/li") == [
        "Everybody 3",
        "With nobody 2",
        "Lü Fang 0",
        "Wu Jianguo 1",
    ]
    assert sorted(holders(lead.page)) == ["Wu Jianguo", "nobody yet", "nobody yet"]


def test_what_is_late_stands_first_with_who_has_it(lead: Reader, company: Company) -> None:
    company.now_is("2026-03-04T08:00")

    page = lead.open("/team")

    assert page.rows()[0][3] == "3"
    assert "Wu Jianguo 1 overdue 1" in page.words("//ul[@class='whose']/li")


def test_the_list_is_narrowed_to_a_person_or_to_what_nobody_has(lead: Reader) -> None:
    assert holders(lead.follows("Wu Jianguo 1")) == ["Wu Jianguo"]
    assert holders(lead.follows("With nobody 2")) == ["nobody yet"] * 2


def test_chosen_tasks_go_to_a_person(lead: Reader, company: Company) -> None:
    chosen = ids(lead.page)[1]

    page = lead.press("Give", task=chosen, to=user(company, "u_arc"), reason="支援")

    assert "1 task given out." in page.text
    history = company.get("u_sup", f"/tasks/{chosen}/history")["items"][-1]
    assert (history["act"], history["detail"]) == ("assigned", {"user": "u_arc", "reason": "支援"})


def test_all_that_is_shown_goes_to_another_group(lead: Reader, company: Company) -> None:
    page = lead.press("Give", all="1", to="group:assessor")

    assert "3 tasks given out." in page.text
    assert len(company.get("u_ass", "/tasks", view="unassigned")["items"]) == 3


def test_what_is_refused_is_told_beside_what_was_done(lead: Reader, company: Company) -> None:
    taken = ids(lead.page)[0]
    registered = {"decision": "register", "reserve_amount": "3800.00"}
    first = company.get("u_reg", "/tasks")["items"][0]
    company.post("u_reg", f"/tasks/{first['id']}/complete", {"data": registered})

    page = lead.press("Give", all="1", to=user(company, "u_arc"))

    assert taken == first["id"]
    assert "2 tasks given out." in page.text
    assert "1 task stays as it is:" in page.text


def test_free_tasks_are_given_out_evenly_to_who_is_there(lead: Reader, company: Company) -> None:
    names(company, "u_sup", "u_fnol", user="u_reg")
    assert "Wu Jianguo away 1" in lead.open("/team").words("//ul[@class='whose']/li")

    page = lead.press("Give out evenly", most="1")

    assert "1 task given out." in page.text
    assert sorted(holders(page)) == ["Lü Fang", "Wu Jianguo", "nobody yet"]


@pytest.mark.parametrize("sent", [{"to": ""}, {"all": "1", "to": ""}, {"to": "group:assessor"}])
def test_nothing_is_given_out_unless_it_is_said_what_and_to_whom(
    lead: Reader, sent: dict[str, str]
) -> None:
    page = lead.press("Give", **sent)

    assert page.status == 422
    assert "Choose tasks, and to whom they go." in page.text


def test_what_was_chosen_stays_when_it_is_not_said_to_whom(lead: Reader) -> None:
    chosen = ids(lead.page)[1]

    page = lead.press("Give", task=chosen, to="", reason="支援")

    assert page.document.xpath("//input[@name='task'][@checked]/@value") == [chosen]
    assert page.value_of("reason") == "支援"


def test_a_long_queue_is_gone_through_page_by_page(
    lead: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(view, "SHOWN", 2)
    first = ids(lead.open("/team?who=free&group=claims_registrar"))
    assert len(first) == 2
    assert len(ids(lead.open("/team"))) == 2

    rest = ids(lead.follows("Next page"))

    assert len(rest) == 1
    assert len({*rest, *ids(lead.follows("Previous page"))}) == 3
    assert ids(lead.open("/team?after=broken")) != rest


def test_who_gives_something_out_stays_on_their_page_of_the_queue(
    lead: Reader, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(view, "SHOWN", 2)
    lead.open("/team")
    (last,) = ids(lead.follows("Next page"))

    page = lead.press("Give", task=last, to=user(company, "u_arc"))

    assert ids(page) == [last]
    assert holders(page) == ["Lü Fang"]


def test_the_queue_is_a_list_of_the_inbox_too(lead: Reader) -> None:
    lead.follows("With nobody 2")

    page = lead.follows("Search, sort or export them in the inbox")

    assert (page.status, page.path) == (200, "/tasks")
    assert len(page.tasks()) == 2
    assert page.words("//ul[@class='chips']//a/span[1]") == [
        "Group: Claims registrar",
        "Holder: nobody yet",
    ]


@pytest.mark.parametrize("to", ["user:1", "user:x", "group:nobody", "group:" + "x" * 999])
def test_nobody_and_nowhere_get_nothing(lead: Reader, company: Company, to: str) -> None:
    page = lead.press("Give", all="1", to=to)

    assert "3 tasks stay as they are:" in page.text
    assert len(company.get("u_arc", "/tasks", view="unassigned")["items"]) == 2


def test_a_group_without_tasks_is_behind_a_line_of_its_own(lead: Reader) -> None:
    page = lead.follows("Archivist")

    assert page.words("//ul[@class='whose']/li")[0] == "Everybody 0"
    assert "No task of this kind." in page.text


def test_a_lead_of_others_sees_their_own_groups_only(reads: Reads, company: Company) -> None:
    page = reads("u_revs").open("/team?group=claims_registrar")

    assert "Nothing waits for the groups that you lead." in page.text
    assert "Claims registrar" not in page.text


def test_who_leads_nobody_has_no_such_page(reads: Reads, company: Company) -> None:
    clerk = reads("u_reg")

    assert clerk.open("/team").status == 403
    assert "Team" not in clerk.open("/tasks").words("//header//a")


@pytest.mark.parametrize("act", ["assign", "distribute"])
def test_a_lead_gives_nothing_out_of_another_group(
    lead: Reader, company: Company, act: str
) -> None:
    (token,) = lead.page.document.xpath("(//input[@name='csrf_token'])[1]/@value")
    sent = {"csrf_token": token, "task": ids(lead.page), "to": user(company, "u_arc")}

    answer = lead.client.post(f"/team/revisit_agent/{act}", data=sent)

    assert answer.status_code == 403


def test_the_page_speaks_chinese(reads: Reads, company: Company) -> None:
    page = reads("u_sup", language="zh").open("/team")

    assert page.rows()[0][0] == "立案"
    assert page.words("//ul[@class='whose']/li")[:2] == ["全部 3", "未领取 2"]
