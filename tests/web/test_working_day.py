"""A working day by keyboard alone, in both languages: sign in, take, fill in, complete, go home."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.frontend.browser import MISSING, PROGRAM, browser
from tests.scenarios.company import Company
from tests.scenarios.s1 import REPORT
from tests.scenarios.serving import served

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(PROGRAM is None, reason=MISSING),
]
WIDE = {"width": 1440, "height": 900}
MOST_TABS = 80  # steps that nothing on a page is farther away than


@dataclass(frozen=True, kw_only=True)
class Words:
    """What the pages say in a language."""

    #: what the browser asks for: another language, which is then chosen by button
    locale: str
    language: str
    user: str
    password: str
    title: str
    register: str
    reserve: str
    comments: str
    say: str
    completed: str
    sign_out: str


LANGUAGES = {
    "zh": Words(
        locale="en-GB",
        language="中文",
        user="用户名",
        password="密码",
        title="立案",
        register="立案",
        reserve="估损金额",
        comments="评论",
        say="发表",
        completed="任务已完成。",
        sign_out="退出",
    ),
    "en": Words(
        locale="zh-CN",
        language="English",
        user="User name",
        password="Password",
        title="Register claim",
        register="Register",
        reserve="Reserve",
        comments="Comments",
        say="Say it",
        completed="The task is completed.",
        sign_out="Sign out",
    ),
}


@pytest.fixture(params=LANGUAGES)
def words(request: pytest.FixtureRequest) -> Words:
    return LANGUAGES[request.param]


@pytest.fixture
def page(company: Company, words: Words) -> Iterator[Page]:
    """A browser before the pages of a company with three claims to register."""
    company.clock_shows("2026-03-02T09:30")
    for number in range(3):
        company.reports("u_int", **{**REPORT, "object_id": f"沪A1000{number}"})
    with (
        served(company) as address,
        browser(locale=words.locale, base_url=address, viewport=WIDE) as opened,
    ):
        yield opened.new_page()


def goes_to(page: Page, wanted: Locator) -> None:
    """Step forward until something has the focus."""
    wanted.wait_for()
    for _ in range(MOST_TABS):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{wanted} is not to be reached by keyboard")


def presses(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_a_registrar_works_through_the_day_without_a_mouse(
    page: Page, words: Words, company: Company
) -> None:
    detail, rows = page.locator("#detail"), page.locator(".task-row")

    page.goto("/")
    goes_to(page, page.get_by_role("button", name=words.language))
    presses(page, "Enter")
    goes_to(page, page.get_by_label(words.user))
    page.keyboard.type("u_reg")
    goes_to(page, page.get_by_label(words.password))
    page.keyboard.type("claimdesk")
    presses(page, "Enter")
    page.wait_for_selector("html[data-script=on]")

    presses(page, "g", "u")
    expect(rows).to_have_count(3)
    presses(page, "j", "Enter")
    expect(detail.get_by_role("heading", level=1)).to_have_text(words.title)
    presses(page, "c")
    expect(detail.locator("[data-act=release]")).to_be_visible()

    presses(page, "e")
    goes_to(page, detail.get_by_label(words.reserve))
    page.keyboard.type("3800")
    expect(detail.locator("#draft-state")).not_to_be_empty()
    presses(page, "Control+Enter")
    expect(detail.locator("#problems")).to_be_visible()
    goes_to(page, detail.get_by_label(words.register, exact=True))
    presses(page, "Space", "Control+Enter")
    expect(page.locator("#toasts")).to_contain_text(words.completed)

    presses(page, "n")
    expect(detail.locator("[data-act=release]")).to_be_visible()
    goes_to(page, page.locator("#task-tabs").get_by_role("link", name=words.comments))
    presses(page, "Enter")
    goes_to(page, detail.locator("textarea[name=text]"))
    page.keyboard.type("14:00")
    goes_to(page, detail.get_by_role("button", name=words.say))
    presses(page, "Enter")
    expect(detail.locator(".sayings, .comments, .talk").first).to_contain_text("14:00")

    goes_to(page, page.get_by_role("button", name=words.sign_out))
    presses(page, "Enter")
    expect(page.get_by_label(words.user)).to_be_visible()
    moved_on = {"view": "all", "filter[task_definition]": "contact_customer"}
    assert len(company.get("u_aud", "/tasks", **moved_on)["items"]) == 1
