"""The pages in a real browser: what only one can tell."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.frontend.browser import MISSING, PROGRAM, browser
from tests.scenarios.company import Company
from tests.scenarios.s1 import Walk
from tests.scenarios.serving import served

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(PROGRAM is None, reason=MISSING),
]


@pytest.fixture
def address(company: Company) -> Iterator[str]:
    """Serve the company's pages."""
    with served(company) as address:
        yield address


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained of, e.g. a breach of the content policy."""
    return []


@pytest.fixture
def page(address: str, complaints: list[str]) -> Iterator[Page]:
    """A page of a fresh browser that is set to Chinese and as narrow as a telephone."""
    narrow = {"width": 390, "height": 800}
    with browser(locale="zh-CN", base_url=address, viewport=narrow) as opened:
        page = opened.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield page


def test_a_clerk_signs_in_takes_a_task_and_completes_it(
    page: Page, walk: Walk, company: Company, complaints: list[str]
) -> None:
    walk.report()

    page.goto("/")
    page.get_by_label("用户名").fill("u_reg")
    page.get_by_label("密码").fill("claimdesk")
    page.get_by_label("密码").press("Enter")
    page.get_by_role("link", name="待领取 1").click()
    page.get_by_role("link", name="立案", exact=True).click()
    page.get_by_role("button", name="领取", exact=True).click()
    expect(page.locator("#toasts")).to_contain_text("任务已领取。")

    page.get_by_label("估损金额").fill("3800")
    page.get_by_label("估损金额").press("Enter")
    expect(page.get_by_label("估损金额")).to_have_value("3,800.00")
    page.get_by_label("立案", exact=True).check()
    width = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert page.evaluate(width)
    page.get_by_role("button", name="完成", exact=True).click()

    expect(page.locator("#toasts")).to_contain_text("任务已完成。")
    assert company.waiting(walk.claim_no) == {"contact_customer": ["surveyor"]}
    assert complaints == []
