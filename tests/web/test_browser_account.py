"""In a real browser: the bell keeps count by itself."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.frontend.browser import MISSING, PROGRAM, browser
from tests.scenarios.company import Company
from tests.scenarios.noticing import gives
from tests.scenarios.s1 import Walk
from tests.scenarios.serving import served

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(PROGRAM is None, reason=MISSING),
]
ASK_NOW = "dispatchEvent(new Event('online'))"  # as when the machine is on the network again


@pytest.fixture
def task(company: Company, walk: Walk) -> str:
    """The path of a surveyor's task that nobody has."""
    walk.all_until(walk.register)
    return f"/tasks/{company.task(walk.claim_no, 'contact_customer')['id']}"


@pytest.fixture
def page(company: Company, task: str) -> Iterator[Page]:
    """The inbox of a surveyor, with its script at work."""
    with served(company) as address, browser(locale="zh-CN", base_url=address) as opened:
        page = opened.new_page()
        page.goto("/sign-in")
        page.get_by_label("用户名").fill("u_sur1")
        page.get_by_label("密码").fill("claimdesk")
        page.get_by_label("密码").press("Enter")
        page.wait_for_selector("html[data-script=on]")
        yield page


def test_the_bell_counts_without_the_page_being_loaded_again(
    page: Page, company: Company, task: str
) -> None:
    gives(company, task, "u_sur1")

    page.evaluate(ASK_NOW)

    expect(page.locator("#bell .badge")).to_have_text("1")
