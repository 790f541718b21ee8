"""The bell, the list of notifications and the settings, at a browser that runs no scripts."""

import pytest

from tests.scenarios.absences import names
from tests.scenarios.company import Company
from tests.scenarios.noticing import gives, kinds, sets
from tests.scenarios.s1 import Walk
from tests.scenarios.talking import says
from tests.web.browsing import Page, Reader
from tests.web.conftest import BOTH, Reads

BELL = "//a[@id='bell']"
ROWS = "//ul[@class='notices']/li"


@pytest.fixture
def task(company: Company, walk: Walk) -> str:
    """The path of a surveyor's task that nobody has."""
    walk.all_until(walk.register)
    return f"/tasks/{company.task(walk.claim_no, 'contact_customer')['id']}"


def bell(page: Page) -> str:
    return "".join(page.words(BELL))


# ---------------------------------------------------------------- the bell and the list
def test_the_bell_counts_what_is_unread(company: Company, reads: Reads, task: str) -> None:
    gives(company, task, "u_sur1")

    told, other = reads("u_sur1"), reads("u_sur2")

    assert bell(told.open("/tasks")) == "Notifications: 1 unread 1"
    assert bell(told.open("/bell")) == "Notifications: 1 unread 1"
    assert bell(other.open("/tasks")) == "Notifications"


def test_strangers_have_no_bell(reads: Reads) -> None:
    page = reads().open("/bell")

    assert (page.path, bell(page)) == ("/sign-in", "")


def test_a_notice_leads_to_its_task_and_is_read(company: Company, reads: Reads, task: str) -> None:
    gives(company, task, "u_sur1")
    reader = reads("u_sur1", language="zh")

    (row,) = reader.open("/notifications").words(f"{ROWS}/a")
    (link,) = reader.page.document.xpath(f"{ROWS}/a/@href")
    landed = reader.open(link)

    assert row.startswith("未读: 任务已分派给您 联系客户 CLM-20260302-000001")
    assert (landed.path, bell(landed)) == (task, "通知")


def test_one_is_marked_as_read_or_all_are(company: Company, reads: Reads, task: str) -> None:
    gives(company, task, "u_sur1")
    says(company, "u_sur2", task, "@u_sur1 see")
    says(company, "u_sur2", task, "@u_sur1 see")
    reader = reads("u_sur1")
    reader.open("/notifications?unread=1")

    one = reader.press("✓ Mark as read").words(ROWS)
    left = reader.press("Mark all as read")

    assert len(one) == 2
    assert (left.words(ROWS), "Nothing unread." in left.text) == ([], True)
    assert kinds(company, "u_sur1") == []


def test_the_days_of_a_long_list_are_told_apart(company: Company, reads: Reads, task: str) -> None:
    for number in range(51):
        says(company, "u_sur2", task, f"@u_sur1 {number}")
    company.now_is("2026-03-03T09:00")
    says(company, "u_sur2", task, "@u_sur1 again")
    reader = reads("u_sur1")

    first = reader.open("/notifications")
    days, shown = first.words("//section[@class='day']/h2"), len(first.words(ROWS))
    second = reader.follows("Older")

    assert (days, shown, len(second.words(ROWS))) == (["Today", "Yesterday"], 50, 2)
    assert second.words("//nav[@class='pages']/a") == ["Newest"]


# ---------------------------------------------------------------- settings
def test_settings_are_kept(company: Company, reads: Reads) -> None:
    reader = reads("u_sur1")
    reader.open("/settings")

    sent = {"density": "compact", "mail__overdue": "daily", "email": "a@b.cn"}
    page = reader.press("Save settings", quiet_from="18:30", **sent)

    kept = company.get("u_sur1", "/me/settings")
    assert "Your settings are saved." in page.text
    assert (kept["density"], kept["email"]) == ("compact", "a@b.cn")
    assert kept["notices"]["overdue"] == {"page": True, "mail": "daily"}
    assert kept["quiet_hours"]["from"] == "18:30"


def test_the_language_one_sets_is_that_of_the_pages(company: Company, reads: Reads) -> None:
    reader = reads("u_sur1")
    reader.open("/settings")

    page = reader.press("Save settings", language="zh")

    assert page.document.get("lang") == "zh-CN"
    assert company.get("u_sur1", "/me")["language"] == "zh"


@pytest.mark.parametrize(
    ("field", "value"),
    [("email", "nobody"), ("daily_at", "noon"), ("language", "fr"), ("mail__overdue", "weekly")],
)
def test_what_cannot_be_set_is_said_beside_its_field(reads: Reads, field: str, value: str) -> None:
    reader = reads("u_sur1")
    reader.open("/settings")

    page = reader.press("Save settings", **{field: value, "quiet_from": "17:15"})

    name = field.replace("__", ".")
    assert page.status == 422
    assert page.words(f"//p[@id='{name}-error']") != []
    assert page.value_of("quiet_from") == "17:15"


def test_settings_changed_elsewhere_are_not_undone(company: Company, reads: Reads) -> None:
    reader = reads("u_sur1")
    reader.open("/settings")
    sets(company, "u_sur1", density="compact")

    page = reader.press("Save settings")

    assert page.status == 412
    assert company.get("u_sur1", "/me/settings")["density"] == "compact"


# ---------------------------------------------------------------- standing in
def test_one_names_who_stands_in_and_ends_it(company: Company, reads: Reads, task: str) -> None:
    reader = reads("u_sur1")
    reader.open("/settings")

    until = {"substitute": "u_sur2", "ends_at": "2026-03-20T18:00"}
    named = reader.press("Name a substitute", **until)
    (begun,) = named.words("//ul[@class='standing']//strong")
    ended = reader.press("End now")

    assert begun == "Lin Hai stands in for me"
    assert (ended.status, ended.words("//ul[@class='standing']/li")) == (200, [])
    assert kinds(company, "u_sur2") == ["substitution_ended", "substitution_started"]


def test_who_stands_in_sees_for_whom(company: Company, reads: Reads, task: str) -> None:
    names(company, "u_sur1", "u_sur2")

    page = reads("u_sur2").open("/settings")

    assert page.words("//ul[@class='standing']//strong") == ["I stand in for Chen Zhiqiang"]
    assert page.words("//ul[@class='standing']//button") == []


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"substitute": "u_sur2", "ends_at": "2020-01-01T00:00"}, "ends_at"),
        ({"substitute": "u_sur2", "ends_at": "soon"}, "ends_at"),
        ({"substitute": "u_nobody", "ends_at": "2026-03-20T18:00"}, "substitute"),
        ({"substitute": "u_od1", "ends_at": "2026-03-20T18:00"}, "substitute"),
    ],
)
def test_a_substitute_who_cannot_be_is_refused_by_the_field(
    reads: Reads, sent: dict[str, str], field: str
) -> None:
    reader = reads("u_sur1")
    reader.open("/settings")

    page = reader.press("Name a substitute", **sent, note="leave")

    assert page.status == 422
    assert page.words(f"//p[@id='{field}-error']") != []
    assert page.value_of("note") == "leave"


def test_an_auditor_sets_things_and_names_nobody(company: Company, reads: Reads) -> None:
    reader = reads("u_aud")
    page = reader.open("/settings")

    saved = reader.press("Save settings", density="compact")

    assert "Name a substitute" not in page.text
    assert saved.status == 200
    assert company.get("u_aud", "/me/settings")["density"] == "compact"


def test_pages_know_how_their_reader_works(company: Company, reads: Reads) -> None:
    sets(company, "u_sur1", density="compact", shortcuts=False)
    set_, usual = reads("u_sur1").open("/tasks"), reads("u_sur2").open("/tasks")

    marks = [
        (page.document.get("data-density"), page.document.get("data-keys"))
        for page in (set_, usual)
    ]

    assert marks == [("compact", "off"), ("comfortable", None)]


def test_the_help_to_the_keys_switches_them_at_every_machine(
    company: Company, reads: Reads
) -> None:
    here, there = reads("u_reg"), reads("u_reg")
    box = here.open("/tasks").document.get_element_by_id("single-keys")
    (token,) = here.page.document.xpath("//dialog//input[@name='csrf_token']/@value")

    answer = here.client.post(box.get("data-keep"), data={"csrf_token": token})

    assert answer.status_code == 204
    assert there.open("/tasks").document.get("data-keys") == "off"
    here.client.post(box.get("data-keep"), data={"csrf_token": token, box.get("name"): "1"})
    assert there.open("/tasks").document.get("data-keys") is None
    assert here.client.post(box.get("data-keep")).status_code == 400


def test_one_signs_out_everywhere(reads: Reads) -> None:
    here, elsewhere = reads("u_sur1"), reads("u_sur1")
    here.open("/settings")

    here.press("Sign out everywhere")

    assert elsewhere.open("/tasks").path == "/sign-in"


WANTED = "correct horse battery"


def changes(reader: Reader, current: str, wanted: str, again: str) -> Page:
    reader.open("/settings")
    sent = {"current_password": current, "new_password": wanted, "again": again}
    return reader.press("Change password", **sent)


@BOTH
@pytest.mark.parametrize("username", ["u_sur1", "u_aud"])
def test_one_changes_ones_password_and_stays_signed_in_here_alone(
    reads: Reads, username: str
) -> None:
    here, elsewhere = reads(username), reads(username)

    page = changes(here, "claimdesk", WANTED, WANTED)

    assert (page.status, page.path) == (200, "/settings")
    assert "Your password is changed." in page.text
    assert elsewhere.open("/tasks").path == "/sign-in"
    assert elsewhere.signs_in(username).status == 401
    assert elsewhere.signs_in(username, WANTED).path == "/tasks"


@pytest.mark.parametrize(
    ("current", "wanted", "again", "field", "said"),
    [
        ("wrong", WANTED, WANTED, "current_password", "This is not your password."),
        ("claimdesk", "short", "short", "new_password", "At least 12 characters."),
        ("claimdesk", "u_sur1u_sur1", "u_sur1u_sur1", "new_password", "This would soon be guessed"),
        ("claimdesk", WANTED, "other", "again", "The two are not the same."),
    ],
)
def test_a_password_that_is_not_changed_says_why_beside_its_field(
    reads: Reads, current: str, wanted: str, again: str, field: str, said: str
) -> None:
    page = changes(reads("u_sur1"), current, wanted, again)

    assert page.status == 422
    assert said in "".join(page.words(f"//*[@id='{field}-error']"))
    assert page.document.xpath("//input[@type='password']/@value") == []
    assert page.document.xpath("//*[@autofocus]/@name") == [field]
