"""Acts on tasks and cases in a real browser: the focus is kept, and each is done once."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.frontend.browser import MISSING, PROGRAM, browser
from tests.scenarios.company import Company
from tests.scenarios.s1 import Walk
from tests.scenarios.serving import served
from tests.web.every_field import begins
from tests.web.test_browser_tasks import WIDE, opens

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(PROGRAM is None, reason=MISSING),
]


@pytest.fixture
def desk(company: Company) -> Iterator[BrowserContext]:
    """A browser set to English, before the company's pages."""
    with (
        served(company) as address,
        browser(locale="en-US", base_url=address, viewport=WIDE) as opened,
    ):
        yield opened


@pytest.fixture
def surveying(desk: BrowserContext, company: Company, walk: Walk) -> Page:
    """A surveyor before the task to survey."""
    walk.all_until(walk.contact)
    return opens(desk, "u_sur1", company.task(walk.claim_no, "survey")["id"])


def test_a_comment_that_is_begun_stays_while_one_looks_elsewhere(surveying: Page) -> None:
    talk, case = (surveying.locator(f"#task-tabs a[data-part={one}]") for one in ("talk", "case"))
    talk.click()
    surveying.locator("#comment").fill("先看看案情")

    case.click()
    expect(surveying.locator("#facts")).to_be_visible()
    talk.click()
    expect(surveying.locator("#comment")).to_have_value("先看看案情")
    surveying.get_by_role("button", name="Say it").click()

    expect(surveying.locator(".comments .said")).to_have_text("先看看案情")
    expect(surveying.locator("#comment")).to_have_value("")


def test_the_focus_is_kept_by_every_act_on_a_task(surveying: Page) -> None:
    surveying.locator("[data-act=claim]").press("Enter")
    expect(surveying.locator("#detail")).to_be_focused()

    surveying.locator("[data-act=save]").press("Enter")
    expect(surveying.locator(".toast", has_text="Your draft is saved.")).to_be_visible()
    expect(surveying.locator("[data-act=save]")).to_be_focused()
    surveying.locator("#act-put_off").press("Enter")
    surveying.get_by_role("button", name="For 3 days").press("Enter")

    expect(surveying.get_by_text("Put off until", exact=True)).to_be_visible()
    expect(surveying.locator("#act-put_off")).to_be_focused()


def test_enter_in_the_day_of_putting_off_takes_that_day(surveying: Page) -> None:
    surveying.locator("[data-act=claim]").click()
    surveying.locator("#act-put_off").click()
    surveying.locator("#off-at").fill("2026-03-09T14:30")

    surveying.locator("#off-at").press("Enter")

    expect(surveying.locator(".task-head")).to_contain_text("2026-03-09 14:30")


def test_what_an_act_on_a_case_asks_stands_below_its_button(
    desk: BrowserContext, walk: Walk, company: Company
) -> None:
    walk.all_until(walk.approve)
    page = opens(desk, "u_adj", company.task(walk.claim_no, "record_agreement")["id"])
    page.goto(f"/cases/{walk.claim_no}?part=acts")
    section = page.locator(".act", has=page.locator("#act-reassess"))
    section.locator("summary").click()

    section.get_by_label("Reason").fill("新证据")

    outer, form = section.bounding_box(), section.locator("form").bounding_box()
    assert outer is not None
    assert form is not None
    assert (form["x"], form["width"]) == (outer["x"], outer["width"])
    assert form["y"] + form["height"] <= outer["y"] + outer["height"]


@pytest.fixture
def alike(desk: BrowserContext, company: Company) -> Page:
    """An assessor before the first of two tasks that have the same form."""
    for key in ("EVERY-1", "EVERY-2"):
        begins(company, key=key)
    found = company.get("u_ass", "/tasks", view="team", **{"filter[process]": "every_field"})
    page = opens(desk, "u_ass", f"{found['items'][0]['id']}?view=team")
    page.locator("#f-name").fill("x")
    page.locator("#f-sum").fill("12")
    return page


@pytest.mark.parametrize("how", ["keys", "two clicks"])
def test_a_task_is_completed_once_and_the_next_one_begins_at_its_top(
    alike: Page, company: Company, how: str
) -> None:
    sent = []
    alike.on("request", lambda request: sent.append(request.url.partition("?")[0]))
    alike.locator("#f-note").focus()

    PRESSES[how](alike)

    expect(alike.locator(".task-head .about")).to_contain_text("EVERY-2")
    expect(alike.locator("#problems")).to_have_count(0)
    expect(alike.locator("#detail")).to_be_focused()
    assert len([one for one in sent if one.endswith("/complete")]) == 1
    assert company.get("u_ass", "/tasks", view="mine")["items"] == []


def test_a_field_that_hangs_on_one_in_a_group_comes_at_once(alike: Page) -> None:
    alike.locator("[name=go][value=yes]").check()
    alike.locator("[name='contact.who']").fill("Anna")

    expect(alike.locator("[name=kin]")).to_be_visible()
    expect(alike.locator("[name='contact.who']")).to_be_focused()


PRESSES = {
    "keys": lambda page: page.keyboard.press("Control+Enter"),
    "two clicks": lambda page: page.locator("[data-act=complete]").dblclick(),
}
