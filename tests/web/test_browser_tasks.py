"""A task in a real browser: nothing that is typed gets lost, and nobody overwrites another."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.frontend.browser import MISSING, PROGRAM, browser
from tests.scenarios.company import Company
from tests.scenarios.s1 import Walk
from tests.scenarios.serving import served
from tests.web.browsing import PASSWORD

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(PROGRAM is None, reason=MISSING),
]
WIDE = {"width": 1440, "height": 900}


@pytest.fixture
def address(company: Company) -> Iterator[str]:
    """Serve the company's pages."""
    with served(company) as address:
        yield address


@pytest.fixture
def desk(address: str) -> Iterator[BrowserContext]:
    """A browser set to English."""
    with browser(locale="en-US", base_url=address, viewport=WIDE) as opened:
        yield opened


def opens(desk: BrowserContext, user: str, task: str) -> Page:
    """Let somebody sign in and open a task."""
    page = desk.new_page()
    page.set_default_timeout(5000)
    page.goto(f"/sign-in?next=/tasks/{task}")
    page.get_by_label("User name").fill(user)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("Password").press("Enter")
    page.get_by_role("button", name="English").click()
    expect(page.locator("[lang=en][data-script=on] #task-form")).to_be_attached()
    return page


@pytest.fixture
def surveying(desk: BrowserContext, company: Company, walk: Walk) -> Page:
    """A surveyor before the task to survey."""
    walk.all_until(walk.contact)
    return opens(desk, "u_sur1", company.task(walk.claim_no, "survey")["id"])


def test_what_is_typed_is_saved_and_survives_a_server_that_is_gone(
    surveying: Page, desk: BrowserContext
) -> None:
    cause = surveying.get_by_label("Findings on the cause")
    cause.fill("倒车碰撞")
    expect(surveying.locator("#draft-state")).to_contain_text("Draft saved")

    desk.set_offline(True)
    cause.press_sequentially("立柱")
    expect(surveying.locator("#draft-bar")).to_contain_text("The server cannot be reached.")
    cause.press_sequentially("两次")
    desk.set_offline(False)
    expect(surveying.locator("#draft-bar")).to_contain_text("The server is back")
    surveying.reload()

    expect(cause).to_have_value("倒车碰撞立柱两次")


def test_a_field_that_hangs_on_another_comes_while_the_caret_stays(surveying: Page) -> None:
    surveying.locator("[name=mode][value=onsite_joint]").check()
    cause = surveying.get_by_label("Findings on the cause")
    cause.press_sequentially("碰")

    expect(surveying.get_by_label("Second surveyor")).to_be_visible()

    cause.press_sequentially("撞")
    expect(cause).to_be_focused()
    expect(cause).to_have_value("碰撞")


def test_a_file_is_sent_when_it_is_chosen_and_stays_in_the_draft(surveying: Page) -> None:
    photo = {"name": "现场.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF\n"}
    surveying.get_by_label("Findings on the cause").fill("倒车")
    surveying.get_by_label("Photos").set_input_files(photo)
    expect(surveying.get_by_label("现场.pdf")).to_be_checked()
    expect(surveying.locator("#draft-state")).to_contain_text("Draft saved")

    surveying.reload()

    expect(surveying.get_by_label("现场.pdf")).to_be_checked()
    expect(surveying.get_by_label("Findings on the cause")).to_have_value("倒车")


def test_what_is_wrong_is_gone_to_and_an_amount_stays_as_it_was_typed(surveying: Page) -> None:
    surveying.get_by_label("First estimate").fill("1234567.5")
    surveying.get_by_label("Findings on the cause").fill("倒车")
    expect(surveying.get_by_label("First estimate")).to_have_value("1,234,567.50")
    surveying.get_by_label("First estimate").press("Home")
    surveying.get_by_label("First estimate").press("Delete")
    surveying.get_by_label("Findings on the cause").click()
    expect(surveying.get_by_label("First estimate")).to_have_value("234,567.50")

    surveying.get_by_label("Findings on the cause").press("Control+Enter")

    expect(surveying.get_by_role("alert").filter(has_text="cannot be accepted")).to_be_visible()
    expect(surveying.locator("#f-surveyed_at")).to_be_focused()
    expect(surveying.get_by_label("First estimate")).to_have_value("234,567.50")


def test_two_windows_of_one_person_show_both_drafts(surveying: Page, desk: BrowserContext) -> None:
    other = desk.new_page()
    other.goto(surveying.url)
    other.get_by_label("Findings on the cause").fill("左侧")
    expect(other.locator("#draft-state")).to_contain_text("Draft saved")

    surveying.get_by_label("Findings on the cause").fill("右侧")

    both = surveying.locator(".both")
    expect(both).to_contain_text("左侧")
    expect(both).to_contain_text("右侧")
    surveying.get_by_role("button", name="Keep what is in this window").click()
    expect(both).to_be_hidden()
    expect(surveying.locator("#draft-state")).to_contain_text("Draft saved")
    other.reload()
    expect(other.get_by_label("Findings on the cause")).to_have_value("右侧")


def test_who_types_is_told_that_somebody_else_took_the_task(
    surveying: Page, company: Company, walk: Walk
) -> None:
    company.post("u_sur2", f"/tasks/{company.task(walk.claim_no, 'survey')['id']}/claim")

    surveying.get_by_label("Findings on the cause").fill("倒车")

    expect(surveying.locator("#draft-bar")).to_contain_text("Lin Hai has this task now.")
    surveying.get_by_role("button", name="Show the task as it is now").click()
    expect(surveying.locator("#detail")).to_contain_text("Lin Hai has this task. You can read it.")
    expect(surveying.locator("#task-fields")).to_contain_text("倒车")


def test_who_was_signed_out_finds_again_what_they_typed(
    surveying: Page, desk: BrowserContext
) -> None:
    desk.clear_cookies()
    surveying.get_by_label("Findings on the cause").fill("倒车碰撞")
    surveying.get_by_role("link", name="Sign in again").click()
    surveying.locator("[name=username]").fill("u_sur1")
    surveying.locator("[name=password]").fill(PASSWORD)
    surveying.locator("[name=password]").press("Enter")

    expect(surveying.locator("[name=cause_finding]")).to_have_value("倒车碰撞")
    expect(surveying.locator("#draft-state")).to_contain_text("草稿已保存")


def test_a_row_is_added_and_taken_away_on_the_spot(
    desk: BrowserContext, company: Company, walk: Walk
) -> None:
    walk.all_until(walk.review)
    page = opens(desk, "u_ass", company.task(walk.claim_no, "assess_loss")["id"])
    page.locator("[name='items.0.name']").fill("保险杠")
    page.locator("[name='items.0.amount']").fill("3000")
    page.get_by_role("button", name="Add a row").click()
    expect(page.locator("[name='items.1.name']")).to_be_focused()
    page.locator("[name='items.1.name']").fill("车灯")

    page.get_by_role("button", name="Remove row 1").click()

    expect(page.locator("[name='items.0.name']")).to_have_value("车灯")
    expect(page.locator("[name='items.0.amount']")).to_have_value("")
    expect(page.locator("[name='items.1.name']")).to_have_count(0)


def test_a_task_is_taken_while_one_goes_on_typing(surveying: Page) -> None:
    surveying.get_by_label("Findings on the cause").fill("倒车")
    surveying.get_by_role("button", name="Take", exact=True).click()
    expect(surveying.locator("#detail [data-act=release]")).to_be_visible()

    expect(surveying.get_by_label("Findings on the cause")).to_have_value("倒车")
    expect(surveying.locator("#draft-state")).to_contain_text("Draft saved")
    expect(surveying.locator("#draft-bar")).to_be_empty()


def test_a_name_is_offered_behind_an_at_sign(surveying: Page) -> None:
    surveying.get_by_role("link", name="Comments").click()
    comment = surveying.get_by_label("Your comment")
    comment.press_sequentially("请看 @lin")
    expect(surveying.get_by_role("option", name="Lin Hai @u_sur2")).to_be_visible()
    comment.press("Enter")
    expect(comment).to_have_value("请看 @u_sur2 ")

    surveying.get_by_role("button", name="Say it").click()

    expect(surveying.locator(".comments")).to_contain_text("请看 @Lin Hai")


def test_a_draft_that_was_too_long_is_kept_once_it_is_shortened(surveying: Page) -> None:
    cause = surveying.get_by_label("Findings on the cause")
    cause.fill("长" * 70_000)
    expect(surveying.locator("#draft-bar")).to_contain_text("too long to be kept")

    cause.fill("倒车碰撞")

    expect(surveying.locator("#draft-state")).to_contain_text("Draft saved")
    expect(surveying.locator("#draft-bar")).to_be_empty()
