"""Lists that are narrowed, and kept under a name."""

import pytest

from app.web.inbox.choices import plain_condition
from tests.scenarios.company import Company
from tests.scenarios.s1 import REPORT
from tests.web.browsing import Page
from tests.web.conftest import BOTH, Reads


@pytest.fixture
def numbers(company: Company) -> list[str]:
    """Four claims to register: the first is taken by u_reg, the second is due before the rest."""
    company.clock_shows("2026-03-02T09:30")
    cars = ({**REPORT, "object_id": f"沪A1000{number}"} for number in range(4))
    numbers = [company.reports("u_int", **car)["claim_no"] for car in cars]
    first = company.task(numbers[0], "register_claim")
    company.post("u_reg", f"/tasks/{first['id']}/claim")
    return numbers


def found(page: Page) -> list[str]:
    return [task["number"] for task in page.tasks()]


@BOTH
@pytest.mark.parametrize(
    ("chosen", "left"),
    [
        ({}, [0, 1, 2, 3]),
        ({"holder": "me"}, [0]),
        ({"holder": "none", "process": "claim"}, [1, 2, 3]),
        ({"process": "complaint"}, []),
        ({"task_definition": "register_claim", "due": "week"}, [0, 1, 2, 3]),
        ({"due": "overdue"}, []),
        ({"due": "none"}, []),
        ({"group": "claims_registrar", "follow_up": "any"}, [0, 1, 2, 3]),
        ({"follow_up": "later"}, []),
        ({"priority": "high"}, []),
        ({"read": "no"}, [0, 1, 2, 3]),
    ],
)
def test_a_list_is_narrowed_as_the_api_narrows_it(
    reads: Reads, company: Company, numbers: list[str], chosen: dict[str, str], left: list[int]
) -> None:
    query = "&".join(f"{name}={value}" for name, value in chosen.items())

    page = reads("u_reg").open(f"/tasks?view=team&{query}")

    assert found(page) == [numbers[one] for one in left]
    asked = {"view": "team", "filter": plain_condition(chosen)}
    api = company.post("u_reg", "/tasks/search", asked)["items"]
    assert [task["business_key"] for task in api] == found(page)


@BOTH
def test_a_list_is_searched_and_sorted(reads: Reads, numbers: list[str]) -> None:
    page = reads("u_reg").open("/tasks?view=team&q=沪A1000&sort=-created_at")

    assert found(page) == numbers[::-1]
    assert page.words("//a[@class='chip']") == ["Search: 沪A1000 × take away"]


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("due=soon", "Due: soon"),
        ("view=mien", "List: mien"),
        ("saved=0815", "Saved list: 0815"),
        ("saved=x", "Saved list: x"),
        ("sort=name", "Order: name"),
        ("process=nothing", "Process: nothing"),
        ("task_definition=nothing", "Kind of task: nothing"),
        ("group=nobodies", "Group: nobodies"),
        ("holder=99999999999999999999", "Holder: 99999999999999999999"),
        ("holder=424242", "Holder: 424242"),
        ("priority=9", "Priority: 9"),
        ("follow_up=never", "Put off: never"),
        ("q=%00", "Search: "),
        (f"q={'x' * 101}", "Search: xxx"),
    ],
)
def test_a_filter_that_is_not_understood_is_named(
    reads: Reads, company: Company, query: str, named: str
) -> None:
    page = reads("u_reg").open(f"/tasks?{query}")

    assert page.status == 422
    (notice,) = page.words("//p[contains(@class, 'refused')]")
    assert f"“{named}" in notice
    assert "was not understood and is left out" in notice


def test_a_filter_without_result_offers_to_clear_it(reads: Reads, numbers: list[str]) -> None:
    reader = reads("u_reg")

    page = reader.open("/tasks?view=team&q=nothing+of+that+kind&due=overdue")

    assert "No task fits these filters." in page.text
    assert found(reader.follows("Clear all")) == numbers


@BOTH
def test_a_list_is_kept_under_a_name(reads: Reads, numbers: list[str]) -> None:
    reader = reads("u_reg")
    reader.open("/tasks?view=team&holder=none&q=沪A1000")

    kept = reader.press("Save", name="Free cars")

    assert kept.words("//nav[@id='tasks-nav']//a[@aria-current]") == ["Free cars 3"]
    assert found(kept) == numbers[1:]
    reader.follows("Rename, share or delete")
    named = reader.press("Save", name="Cars to take", shared_with=["claims_registrar"])
    assert named.words("//nav[@id='tasks-nav']//a[@aria-current]") == ["Cars to take 3"]
    reader.follows("Rename, share or delete")
    assert "Cars to take" not in reader.press("Delete this list").words("//nav//a")


def test_a_kept_list_is_narrowed_further_and_kept_so(reads: Reads, numbers: list[str]) -> None:
    reader = reads("u_reg")
    reader.open("/tasks?view=team&holder=none")
    reader.press("Save", name="Free")
    address = reader.page.response.request.full_path
    reader.open(f"{address}&q=沪A10002&sort=-created_at")

    page = reader.press("Save the changes")

    assert page.response.request.full_path == address
    assert found(page) == [numbers[2]]
    assert "Free" in page.words("//div[@class='list-title']/h2")[0]
    assert page.words("//title") == ["Free · Claimdesk"]
    assert "Save the changes" not in page.text


def test_a_kept_list_is_not_changed_over_one_of_another_window(
    reads: Reads, numbers: list[str]
) -> None:
    here, there = reads("u_reg"), reads("u_reg")
    here.open("/tasks?view=team&holder=none")
    here.press("Save", name="Free")
    edited = here.follows("Rename, share or delete").path
    there.open(edited)
    here.press("Save", name="Mine to take")

    page = there.press("Save", name="Theirs", shared_with=["claims_registrar"])

    assert page.status == 412
    assert page.value_of("name") == "Theirs"
    assert page.document.xpath("//input[@checked]/@value") == ["claims_registrar"]
    assert "Mine to take" in there.open("/tasks").text


def test_a_name_that_is_refused_stays_in_its_field(reads: Reads, numbers: list[str]) -> None:
    reader = reads("u_reg")
    reader.open("/tasks?view=team&holder=none")
    reader.press("Save", name="Free")
    reader.follows("Rename, share or delete")

    page = reader.press("Save", name="x" * 81)

    assert (page.status, page.value_of("name")) == (422, "x" * 81)


def test_a_list_without_a_name_is_not_kept(reads: Reads, numbers: list[str]) -> None:
    reader = reads("u_reg")
    reader.open("/tasks?view=team&holder=none")

    page = reader.press("Save", name="  ")

    assert "Give the list a name of 1 to 80 characters." in page.text
    assert found(page) == numbers[1:]


def test_a_shared_list_shows_each_their_own_tasks_and_is_changed_by_its_owner_only(
    reads: Reads, company: Company, numbers: list[str]
) -> None:
    shared = {"name": "Free", "view": "unassigned", "shared_with": ["claims_registrar"]}
    kept = company.post("u_sup", "/filters", shared, expect=201)

    reader = reads("u_reg")

    assert "Free shared by Pan Feng 3" in reader.page.words("//nav[@id='tasks-nav']//a")
    assert found(reader.open(f"/tasks?saved={kept['id']}")) == numbers[1:]
    only = reader.open(f"/tasks/filters/{kept['id']}")
    assert "Only who saved a list changes it." in only.text
    assert reads("u_cash").open(f"/tasks/filters/{kept['id']}").status == 404


def test_what_is_read_is_left_out_of_what_is_unread(reads: Reads, numbers: list[str]) -> None:
    reader = reads("u_reg")
    reader.follows("To be taken 3")
    (first, *_) = reader.page.document.xpath("//a[@class='name']/@href")
    reader.open(first)

    page = reader.open("/tasks?view=unassigned&read=no")

    assert found(page) == numbers[2:]
    assert "Read: Only unread" in page.words("//ul[@class='chips']//a/span[1]")


@pytest.mark.parametrize(("view", "said"), [("team", "Not what is put off"), ("all", "all")])
def test_a_list_says_whether_it_holds_what_is_put_off(
    reads: Reads, numbers: list[str], view: str, said: str
) -> None:
    page = reads("u_sup").open(f"/tasks?view={view}")

    assert page.words("//select[@name='follow_up']/option")[0] == said


def test_an_unread_task_is_told_in_words(
    reads: Reads, company: Company, numbers: list[str]
) -> None:
    task = company.task(numbers[1], "register_claim")
    reader = reads("u_reg")

    assert "unread" in "".join(
        reader.open("/tasks?view=team").words(f"//*[@id='task-{task['id']}']")
    )
    reader.open(f"/tasks/{task['id']}?view=team")
    assert "unread" not in "".join(reader.page.words(f"//*[@id='task-{task['id']}']"))


@BOTH
def test_the_list_that_is_shown_is_taken_along_as_a_file(
    reads: Reads, company: Company, numbers: list[str]
) -> None:
    reader = reads("u_reg")
    page = reader.open("/tasks?view=team&holder=none")
    links = page.document.xpath("//p[contains(@class, 'taking-along')]/a/@href")

    sheet, table = (reader.client.get(link) for link in links)

    assert sheet.get_data()[:2] == b"PK"
    lines = table.get_data(as_text=True).splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == numbers[1:]
    assert reader.open("/tasks/export.pdf").status == 422
    assert reader.open("/tasks/export.csv?due=soon").status == 422
    assert reads("u_cash").open("/tasks/export.csv?view=all").status == 403
